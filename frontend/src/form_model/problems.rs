//! Which problems are on the screen, and their summary.

use handoff::{FieldId, FieldProblem, Submission, validate, validate_field};

use super::FormModel;

/// A problem on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    message: String,
    /// Said by the proxy or by BambooHR. The rules here would not find it again, so only a change of
    /// this very field takes it away.
    from_outside: bool,
}

impl FormModel {
    /// Somebody wants to send: the entries if they may go, else the problems are shown and summed up.
    pub fn submit(&mut self) -> Option<Submission> {
        self.shown.clear();
        let problems = validate(&self.form, &self.draft.entries);
        self.sum_up(&problems);
        let may_go = problems.is_empty();
        for problem in problems {
            self.show(problem, false);
        }
        may_go.then(|| self.draft.entries.clone())
    }

    /// The proxy found problems that the rules here did not.
    pub fn refuse(&mut self, problems: Vec<FieldProblem>) {
        self.sum_up(&problems);
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

    fn sum_up(&mut self, problems: &[FieldProblem]) {
        let fields = problems.iter().map(|problem| problem.field.clone());
        self.summary = fields.collect();
    }

    /// A problem behind a fold opens it: what cannot be seen cannot be corrected.
    pub(super) fn show(&mut self, problem: FieldProblem, from_outside: bool) {
        self.unfold(&problem.field);
        let FieldProblem { field, message } = problem;
        self.shown.insert(
            field,
            Shown {
                message,
                from_outside,
            },
        );
    }

    /// Looks at the shown problems again after this field has changed.
    pub(super) fn look_again(&mut self, changed: &FieldId) {
        if let Some(shown) = self.shown.get_mut(changed) {
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
}
