//! How far each section is, and which of its fields are folded away.
//!
//! A field behind the fold comes out when it is needed, and when the fold closes over an answer; it never moves while
//! somebody is in it, and never goes back.

use handoff::{FieldId, FormField, validate};

use super::FormModel;

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many answers are marked as wrong.
    ToCorrect(usize),
    /// So many answers are missing.
    ToAnswer(usize),
    /// Everything needed is there.
    Complete,
    /// Nothing is needed, and nothing was answered.
    Optional,
}

impl FormModel {
    /// How far the sections are, in their order.
    pub fn standings(&self) -> Vec<Standing> {
        let problems = validate(&self.form, &self.draft.entries);
        let is_wrong = |id: &FieldId| problems.iter().any(|problem| problem.field == *id);
        let sections = self.form.sections.iter();
        sections
            .map(|section| {
                let (mut to_correct, mut to_answer) = (0, 0);
                let mut is_optional = true;
                for field in &section.fields {
                    let is_given = self.draft.entries.given(&field.id).is_some();
                    let is_shown = self.shown.contains_key(&field.id);
                    is_optional &= !is_given && !self.is_required(field);
                    if is_given && is_shown {
                        to_correct += 1;
                    } else if is_shown || is_wrong(&field.id) {
                        to_answer += 1;
                    }
                }
                match (to_correct, to_answer) {
                    (0, 0) if is_optional => Standing::Optional,
                    (0, 0) => Standing::Complete,
                    (0, missing) => Standing::ToAnswer(missing),
                    (wrong, _) => Standing::ToCorrect(wrong),
                }
            })
            .collect()
    }

    /// Whether a field stands among the others of its section.
    pub fn is_out(&self, id: &FieldId) -> bool {
        self.out.contains(id)
    }

    /// How many fields of a section are behind its fold.
    pub fn count_folded(&self, section: usize) -> usize {
        let section = self.form.sections.get(section);
        let fields = section.map(|section| section.fields.iter());
        fields.map_or(0, |fields| {
            fields.filter(|field| !self.is_out(&field.id)).count()
        })
    }

    /// Whether the fold of a section is open.
    pub fn is_unfolded(&self, section: usize) -> bool {
        self.unfolded.contains(&section)
    }

    /// Somebody opened or closed the fold of a section. What was answered in it stays in sight.
    pub fn fold(&mut self, section: usize, is_open: bool) {
        self.unfolded.retain(|unfolded| *unfolded != section);
        if is_open {
            self.unfolded.push(section);
            return;
        }
        let fields = self.form.sections.get(section).map(|one| &one.fields);
        let hidden = fields
            .into_iter()
            .flatten()
            .filter(|field| !self.is_out(&field.id));
        let answered = hidden.filter(|field| {
            self.draft.entries.given(&field.id).is_some() || self.shown.contains_key(&field.id)
        });
        let answered: Vec<FieldId> = answered.map(|field| field.id.clone()).collect();
        self.out.extend(answered);
    }

    /// What has just come to be asked, in a sentence; empty when nothing has.
    pub fn news(&self) -> &str {
        &self.news
    }

    pub(super) fn out_from_the_start(&self) -> Vec<FieldId> {
        let can_wait = |field: &&FormField| {
            !field.is_constant
                && field.notice.is_none()
                && field.found.is_none()
                && field.prefill.is_none()
                && self.draft.entries.given(&field.id).is_none()
                && !self.is_required(field)
        };
        let fields = self.form.fields().filter(|field| !can_wait(field));
        fields.map(|field| field.id.clone()).collect()
    }

    /// Opens the fold that a field is behind.
    pub(super) fn unfold(&mut self, id: &FieldId) {
        if self.is_out(id) {
            return;
        }
        let mut sections = self.form.sections.iter();
        let place = sections.position(|section| section.fields.iter().any(|field| field.id == *id));
        self.unfolded.extend(place);
    }

    /// The fields that are needed now because of others.
    pub(super) fn needed_because_of_others(&self) -> Vec<FieldId> {
        let entries = &self.draft.entries;
        let needed = |field: &&FormField| field.needed_because(entries).is_some();
        let fields = self.form.fields().filter(needed);
        fields.map(|field| field.id.clone()).collect()
    }

    /// Brings out what has become needed, and says so.
    pub(super) fn bring_out(&mut self, needed_before: &[FieldId]) {
        let needed = self.needed_because_of_others();
        let hidden = needed.iter().filter(|id| !self.is_out(id));
        let hidden: Vec<FieldId> = hidden.cloned().collect();
        self.out.extend(hidden);
        let is_new = |field: &&FormField| {
            needed.contains(&field.id)
                && !needed_before.contains(&field.id)
                && self.draft.entries.given(&field.id).is_none()
        };
        let new: Vec<&FormField> = self.form.fields().filter(is_new).collect();
        self.news = match new.as_slice() {
            // It stays until there is other news, or a screen reader might miss it between two letters.
            [] if needed_before.iter().all(|id| needed.contains(id)) => return,
            [] => String::new(),
            [field] => {
                let reason = field.needed_because(&self.draft.entries);
                format!("{} {}", field.label, reason.unwrap_or_default())
            }
            fields => {
                let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
                format!("Now needed as well: {}.", labels.join(", "))
            }
        };
    }
}
