//! The state of the form while somebody fills it in: entries, which problems are shown, what is folded away.
//!
//! Plain Rust without a browser, so that a unit test can drive it like a person. It shows the verdicts
//! of `handoff`; it has none of its own.

mod files;
mod names;
mod options;
mod origin;
mod places;
mod problems;
mod sections;

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::Draft;
use handoff::{Entry, FieldId, Form, FormField, Submission, validate, validate_field};
use jiff::civil::Date;

pub use options::Notice;
pub use origin::Origin;
use problems::Shown;
pub use sections::Standing;

/// A form being filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormModel {
    form: Form,
    draft: Draft,
    touched: BTreeSet<FieldId>,
    shown: BTreeMap<FieldId, Shown>,
    summary: Vec<FieldId>,
    restored: bool,
    // Lists and not sets: they are short, and each kind of set is kilobytes of code for the browser.
    /// Fields that stand among the others of their section, not behind its fold.
    out: Vec<FieldId>,
    /// Sections, from 0, whose fold is open.
    unfolded: Vec<usize>,
    news: String,
    /// Fields whose options are others by now, once for each time.
    revised: Vec<FieldId>,
    /// Countries whose states were asked for.
    asked: Vec<String>,
    /// The day where the person sits, for what looks like a slip in a date.
    today: Option<Date>,
}

/// More options than this are found faster by typing than by looking through them.
const MOST_LOOKED_THROUGH: usize = 15;

/// Whether the field's options are searched by typing. Then any text can stand in it until it is left.
pub fn is_long_list(field: &FormField) -> bool {
    field.choices.len() > MOST_LOOKED_THROUGH
}

impl FormModel {
    /// A form with its prefilled entries, or with those of a draft. Fields the draft does not name keep
    /// their prefill, and so do those whose value is the company's.
    pub fn new(form: Form, draft: Option<Draft>) -> Self {
        let restored = draft.is_some();
        let mut draft = draft.unwrap_or_default();
        let mut typed = std::mem::replace(&mut draft.entries, form.prefilled());
        let is_constant = |id: &FieldId| form.field(id).is_some_and(|field| field.is_constant);
        typed.entries.retain(|id, _| !is_constant(id));
        draft.entries.entries.extend(typed.entries);
        let mut model = Self {
            form,
            draft,
            touched: BTreeSet::new(),
            shown: BTreeMap::new(),
            summary: Vec::new(),
            restored,
            out: Vec::new(),
            unfolded: Vec::new(),
            news: String::new(),
            revised: Vec::new(),
            asked: Vec::new(),
            today: None,
        };
        model.out = model.out_from_the_start();
        model
    }

    /// The same on a day, so that dates that look like slips are noticed.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
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

    /// Whether everything asked is answered, and rightly.
    pub fn is_complete(&self) -> bool {
        validate(&self.form, &self.draft.entries).is_empty()
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
        let needed_before = self.needed_because_of_others();
        self.touched.insert(id.clone());
        self.draft.entries.entries.insert(id.clone(), entry);
        self.look_again(id);
        if places::is_country(id) {
            self.look_at_states();
        }
        self.bring_out(&needed_before);
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

    /// Whether a value is needed now. For a field that is needed only with others this changes while
    /// the person types.
    pub fn is_required(&self, field: &FormField) -> bool {
        !field.is_constant && field.is_needed(&self.draft.entries)
    }

    /// Puts every field back to what the form offers.
    pub fn start_over(&mut self) {
        self.take_over(None);
    }

    /// Puts the entries of a draft in the place of those that are here.
    pub fn take_over(&mut self, draft: Option<Draft>) {
        let revised = std::mem::take(&mut self.revised);
        let asked = std::mem::take(&mut self.asked);
        *self = Self {
            revised,
            asked,
            today: self.today,
            ..Self::new(self.form.clone(), draft)
        };
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
