//! What somebody may not see of a hire, by the set-up: the fields for admins only. Forms are composed without them; what
//! speaks of a whole send (receipts, comparisons, drafts) is cut here before it leaves.

use handoff::interface::{ChangesView, SendProblem, SendView};
use handoff::{FieldId, Setup, Viewer};
use serde_json::{Map, Value};

use crate::account::SignedIn;
use crate::ledger::{Ledger, LedgerError};

/// Where a draft holds what was typed, by field.
const ENTRIES: &str = "entries";

/// The fields that a viewer may not see.
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    viewer: Viewer,
    /// None was kept: then no field is for admins only.
    setup: Option<Setup>,
}

impl Hidden {
    /// What this person may not see now.
    pub(crate) async fn from(ledger: &Ledger, who: &SignedIn) -> Result<Self, LedgerError> {
        let setup = match who.viewer {
            Viewer::Admin => None,
            Viewer::Recruiter => ledger.setup(&who.account).await?,
        };
        Ok(Self {
            viewer: who.viewer,
            setup: setup.map(|stored| stored.setup),
        })
    }

    pub(crate) fn hides(&self, field: &FieldId) -> bool {
        let setup = self.setup.as_ref();
        setup.is_some_and(|setup| !setup.shows(field, self.viewer))
    }

    fn hides_anything(&self) -> bool {
        let setup = self.setup.as_ref();
        setup.is_some_and(|setup| setup.fields().any(|field| self.hides(&field.id)))
    }

    /// A send without their values, in the receipt and in BambooHR's own words.
    pub(crate) fn cut_send(&self, mut view: SendView) -> SendView {
        if !self.hides_anything() {
            return view;
        }
        if let Some(receipt) = &mut view.receipt {
            receipt.lines.retain(|line| !self.hides(&line.field));
        }
        let steps = view.steps.iter_mut().map(|step| &mut step.problem);
        for problem in steps.chain([&mut view.problem]).flatten() {
            self.cut_problem(problem);
        }
        view
    }

    /// BambooHR's words may quote what was sent. They stay when they are about a field that is shown.
    fn cut_problem(&self, problem: &mut SendProblem) {
        if problem.field.as_ref().is_none_or(|field| self.hides(field)) {
            problem.upstream_message = None;
        }
    }

    /// A comparison without them.
    pub(crate) fn cut_changes(&self, view: &mut ChangesView) {
        view.changes.retain(|change| !self.hides(&change.field));
    }

    /// A draft without what was typed into them. One that cannot be read is shown to nobody who may not see all of it.
    pub(crate) fn cut_draft(&self, draft: &str) -> Option<String> {
        if !self.hides_anything() {
            return Some(draft.to_owned());
        }
        let mut draft = read(draft)?;
        if let Some(Value::Object(entries)) = draft.get_mut(ENTRIES) {
            entries.retain(|field, _| !self.hides(&FieldId::new(field)));
        }
        serde_json::to_string(&draft).ok()
    }

    /// Whether a draft holds what was typed into them.
    pub(crate) fn is_in_draft(&self, draft: &str) -> bool {
        let draft = read(draft).unwrap_or_default();
        let entries = draft.get(ENTRIES).and_then(Value::as_object);
        entries.is_some_and(|entries| entries.keys().any(|field| self.hides(&FieldId::new(field))))
    }

    /// A draft with what is in the `kept` one of fields that whoever typed it does not see: nothing of it is lost.
    pub(crate) fn merge_draft(&self, draft: &str, kept: Option<&str>) -> Option<String> {
        if !self.hides_anything() {
            return Some(draft.to_owned());
        }
        let mut draft = read(draft)?;
        let entries = draft.entry(ENTRIES).or_insert_with(|| Map::new().into());
        let entries = entries.as_object_mut()?;
        entries.retain(|field, _| !self.hides(&FieldId::new(field)));
        if let Some(Value::Object(earlier)) = kept
            .and_then(read)
            .and_then(|mut kept| kept.remove(ENTRIES))
        {
            entries.extend(
                earlier
                    .into_iter()
                    .filter(|(field, _)| self.hides(&FieldId::new(field))),
            );
        }
        serde_json::to_string(&draft).ok()
    }
}

fn read(draft: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(draft).ok()
}
