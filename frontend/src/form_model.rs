//! The state of the form while somebody fills it in: entries, which problems are shown, the summary.
//!
//! Plain Rust without a browser, so that a unit test can drive it like a person. It shows the verdicts
//! of `handoff`; it has none of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{Draft, LeftOut};
use handoff::interface::NewSend;
use handoff::{
    ChosenDocument, Entry, FieldId, FieldProblem, Form, FormField, OfferedDocument, Submission,
    validate, validate_field,
};

/// A form being filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormModel {
    form: Form,
    draft: Draft,
    touched: BTreeSet<FieldId>,
    shown: BTreeMap<FieldId, Shown>,
    summary: Vec<FieldId>,
    restored: bool,
}

/// A problem on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    message: String,
    /// Said by the proxy or by BambooHR. The rules here would not find it again, so only a change of
    /// this very field takes it away.
    from_outside: bool,
}

/// More options than this are found faster by typing than by looking through them.
const MOST_LOOKED_THROUGH: usize = 15;

/// Whether the field's options are searched by typing. Then any text can stand in it until it is left.
pub fn is_long_list(field: &FormField) -> bool {
    field.choices.len() > MOST_LOOKED_THROUGH
}

impl FormModel {
    /// A form with its prefilled entries, or with those of a draft. Fields the draft does not name keep
    /// their prefill.
    pub fn new(form: Form, draft: Option<Draft>) -> Self {
        let restored = draft.is_some();
        let mut draft = draft.unwrap_or_default();
        let typed = std::mem::replace(&mut draft.entries, form.prefilled());
        draft.entries.entries.extend(typed.entries);
        Self {
            form,
            draft,
            touched: BTreeSet::new(),
            shown: BTreeMap::new(),
            summary: Vec::new(),
            restored,
        }
    }

    /// The questions.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Everything entered so far.
    pub fn entries(&self) -> &Submission {
        &self.draft.entries
    }

    /// What is to be kept over a reload.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The files that stay behind.
    pub fn without(&self) -> &LeftOut {
        &self.draft.without
    }

    /// Somebody ticked or emptied the box of a document.
    pub fn choose_document(&mut self, name: &str, goes_along: bool) {
        let documents = &mut self.draft.without.documents;
        if goes_along {
            documents.remove(name);
        } else {
            documents.insert(name.to_owned());
        }
    }

    /// Somebody ticked or emptied the box of the photo.
    pub fn choose_photo(&mut self, goes_along: bool) {
        self.draft.without.photo = !goes_along;
    }

    /// Whether everything asked is answered, and rightly.
    pub fn is_complete(&self) -> bool {
        validate(&self.form, &self.draft.entries).is_empty()
    }

    /// What a send of these entries carries.
    pub fn new_send(&self, submission: Submission) -> NewSend {
        let without = &self.draft.without;
        let goes_along = |document: &&OfferedDocument| {
            document.can_go() && !without.documents.contains(&document.name)
        };
        let documents = self.form.documents.iter().filter(goes_along);
        NewSend {
            submission,
            documents: documents
                .map(|document| ChosenDocument {
                    name: document.name.clone(),
                    category: None,
                    share: false,
                })
                .collect(),
            photo: self.form.has_photo() && !without.photo,
            crop: None,
        }
    }

    /// The entry of one field, blank when there is none.
    pub fn text(&self, id: &FieldId) -> String {
        match self.draft.entries.entries.get(id) {
            Some(Entry::Text(text)) => text.clone(),
            Some(Entry::Money { amount, .. }) => amount.clone(),
            None => String::new(),
        }
    }

    /// The currency of a money field, blank when none is chosen.
    pub fn currency(&self, id: &FieldId) -> String {
        match self.draft.entries.entries.get(id) {
            Some(Entry::Money { currency, .. }) => currency.clone(),
            _ => String::new(),
        }
    }

    /// Whether entries of an earlier visit were put back.
    pub fn is_restored(&self) -> bool {
        self.restored
    }

    /// Somebody typed or chose. Problems on the screen are looked at again at once, new ones wait until
    /// the field is left.
    pub fn enter(&mut self, id: &FieldId, entry: Entry) {
        // An input that was only passed through reports that nothing is in it.
        let is_nothing = |entry: &Entry| match entry {
            Entry::Text(text) => text.is_empty(),
            Entry::Money { amount, currency } => amount.is_empty() && currency.is_empty(),
        };
        match self.draft.entries.entries.get(id) {
            Some(before) if *before == entry => return,
            None if is_nothing(&entry) => return,
            _ => {}
        }
        self.touched.insert(id.clone());
        self.draft.entries.entries.insert(id.clone(), entry);
        if let Some(shown) = self.shown.get_mut(id) {
            shown.from_outside = false;
        }
        let (form, entries) = (&self.form, &self.draft.entries);
        self.shown.retain(|id, shown| {
            if shown.from_outside {
                return true;
            }
            let problem = validate_field(form, entries, id);
            problem.is_some_and(|problem| {
                shown.message = problem.message;
                true
            })
        });
    }

    /// Somebody typed an amount; the currency stays.
    pub fn enter_amount(&mut self, id: &FieldId, amount: String) {
        let currency = self.currency(id);
        self.enter(id, Entry::Money { amount, currency });
    }

    /// Somebody chose a currency; the amount stays.
    pub fn enter_currency(&mut self, id: &FieldId, currency: String) {
        let amount = self.text(id);
        self.enter(id, Entry::Money { amount, currency });
    }

    /// Somebody left a field. A field nobody has touched and that is empty is not complained about: the
    /// person may only have passed through.
    pub fn leave(&mut self, id: &FieldId) {
        let is_used = self.touched.contains(id) || self.draft.entries.given(id).is_some();
        if !is_used || self.shown.contains_key(id) {
            return;
        }
        if let Some(problem) = validate_field(&self.form, &self.draft.entries, id) {
            self.show(problem, false);
        }
    }

    /// Somebody wants to send: the entries if they may go, else the problems are shown and summed up.
    pub fn submit(&mut self) -> Option<Submission> {
        self.shown.clear();
        let problems = validate(&self.form, &self.draft.entries);
        self.summary = problems
            .iter()
            .map(|problem| problem.field.clone())
            .collect();
        let may_go = problems.is_empty();
        for problem in problems {
            self.show(problem, false);
        }
        may_go.then(|| self.draft.entries.clone())
    }

    /// The proxy found problems that the rules here did not.
    pub fn refuse(&mut self, problems: Vec<FieldProblem>) {
        self.summary = problems
            .iter()
            .map(|problem| problem.field.clone())
            .collect();
        for problem in problems {
            self.show(problem, true);
        }
    }

    /// Marks the field that BambooHR complained about in an earlier send, without a summary.
    pub fn mark(&mut self, problem: FieldProblem) {
        if self.form.field(&problem.field).is_some() {
            self.show(problem, true);
        }
    }

    fn show(&mut self, problem: FieldProblem, from_outside: bool) {
        self.shown.insert(
            problem.field,
            Shown {
                message: problem.message,
                from_outside,
            },
        );
    }

    /// The problem shown at a field.
    pub fn problem(&self, id: &FieldId) -> Option<String> {
        self.shown.get(id).map(|shown| shown.message.clone())
    }

    /// The problems found when sending that are not solved yet, in the order of the form; a field the
    /// form does not have comes last.
    pub fn summary(&self) -> Vec<FieldProblem> {
        let problem = |id: &FieldId| {
            self.summary.contains(id).then_some(())?;
            Some(FieldProblem {
                field: id.clone(),
                message: self.problem(id)?,
            })
        };
        let known = self.form.fields().map(|field| &field.id);
        let unknown = self
            .summary
            .iter()
            .filter(|id| self.form.field(id).is_none());
        known.chain(unknown).filter_map(problem).collect()
    }

    /// Whether a value is needed now. For a field that is needed only with others this changes while
    /// the person types.
    pub fn is_required(&self, field: &FormField) -> bool {
        field.is_needed(&self.draft.entries)
    }

    /// Puts every field back to what the form offers.
    pub fn start_over(&mut self) {
        *self = Self::new(self.form.clone(), None);
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
