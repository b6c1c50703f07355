//! Pressing "Send to BambooHR": check, send once, and go where the answer points.

use handoff::interface::{Problem, SendSummary};
use handoff::{CandidateId, Submission};
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::api::{self, ApiError};
use crate::attempt;
use crate::browser::{focus, pause};
use crate::components::error_summary::ERROR_SUMMARY;
use crate::form_model::FormModel;
use crate::host;
use crate::pages::once::once;
use crate::paths;
use crate::shelf::TabShelf;
use crate::tasks::spawn;

/// DOM id of the place where a failure that belongs to no field is shown.
pub(super) const FAILURE: &str = "send-failure";

/// The sending of one form. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Submitting {
    /// Whether a request is under way.
    pub(super) is_busy: RwSignal<bool>,
    /// Why the last press led nowhere, unless fields are to blame.
    pub(super) failure: RwSignal<Option<ApiError>>,
    model: RwSignal<FormModel>,
    candidate: StoredValue<CandidateId>,
    owner: StoredValue<Option<Owner>>,
    address: Address,
}

impl Submitting {
    pub(super) fn new(candidate: CandidateId, model: RwSignal<FormModel>) -> Self {
        Self {
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            model,
            candidate: StoredValue::new(candidate),
            owner: StoredValue::new(Owner::current()),
            address: Address::here(),
        }
    }

    /// Somebody pressed the button. Nothing happens while an earlier press is under way.
    pub(super) fn press(self) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        let Some(submission) = self.model.try_update(FormModel::submit).flatten() else {
            return self.show(ERROR_SUMMARY);
        };
        self.is_busy.set(true);
        self.spawn(async move {
            let answer = self.send(submission).await;
            self.is_busy.set(false);
            match answer {
                Ok(send) => self.leave_for(&send.id),
                Err(ApiError::Problem(problem)) => self.refused(*problem),
                Err(error) => self.fail(error),
            }
        });
    }

    async fn send(self, submission: Submission) -> Result<SendSummary, ApiError> {
        let candidate = self.candidate.get_value();
        let new = self
            .model
            .with_untracked(|model| model.new_send(submission));
        let path = api::sends_path(&candidate);
        let answer: Result<SendSummary, ApiError> = once(candidate.as_str(), &path, &new).await;
        if let Ok(send) = &answer {
            attempt::became(&TabShelf, &candidate, &send.id, &new.submission);
        }
        answer
    }

    fn refused(self, problem: Problem) {
        if let Some(send) = &problem.send {
            self.leave_for(send);
        } else if problem.fields.is_empty() {
            self.fail(ApiError::Problem(Box::new(problem)));
        } else {
            self.model.update(|model| model.refuse(problem.fields));
            self.show(ERROR_SUMMARY);
        }
    }

    fn leave_for(self, send: &str) {
        let path = self
            .candidate
            .with_value(|candidate| paths::send(candidate, send));
        // In place of the form: going back from the result should lead to the profile, not to a form
        // that can no longer be sent.
        self.address.take(Way::correction(path));
    }

    fn fail(self, error: ApiError) {
        if let Some(code) = error.refusal() {
            self.candidate
                .with_value(|candidate| host::tell_refused(candidate, code));
        }
        self.failure.set(Some(error));
        self.show(FAILURE);
    }

    /// Moves focus to what has just appeared.
    fn show(self, id: &'static str) {
        self.spawn(async move {
            pause(0).await;
            focus(id);
        });
    }

    /// An event handler has no owner of its own; leaving the page must end the waiting.
    fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}
