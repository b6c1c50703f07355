//! The connection as last seen, what somebody types, and the one thing that is being done. Requests go out from here.

use handoff::FieldProblem;
use handoff::interface::{DoctorReport, EnabledChange, IntegrationView, NewConnection, Removal};
use leptos::prelude::*;

use super::shown;
use crate::api::{self, ApiError};
use crate::browser::{focus, focus_heading, pause};
use crate::components::error_summary::ERROR_SUMMARY;
use crate::components::toasts::Toasts;
use crate::draft::subdomain::{forget, keep, kept};
use crate::shelf::TabShelf;
use crate::tasks::spawn;
use crate::words::{doctor_summary, trial_summary};

/// DOM ids of the switch and of the two inputs.
pub(super) const SWITCH: &str = "connection-enabled";
pub(super) const SUBDOMAIN_INPUT: &str = "connection-subdomain";
pub(super) const KEY_INPUT: &str = "connection-key";

/// What is being done, or was tried last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Saving,
    Enabling,
    Disabling,
    Removing,
    Checking,
    Testing,
}

/// The connection. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Connecting {
    pub(super) view: RwSignal<IntegrationView>,
    pub(super) subdomain: RwSignal<String>,
    pub(super) key: RwSignal<String>,
    /// Whether what is stored is to be replaced.
    pub(super) is_editing: RwSignal<bool>,
    pub(super) doing: RwSignal<Option<Doing>>,
    /// What led nowhere, and why, unless single answers are to blame.
    pub(super) trouble: RwSignal<Option<(Doing, ApiError)>>,
    pub(super) problems: RwSignal<Vec<FieldProblem>>,
    /// Somebody pressed the switch before anything was saved.
    pub(super) is_too_early: RwSignal<bool>,
    /// What came of the test with a person.
    pub(super) trial: RwSignal<Option<DoctorReport>>,
    toasts: Toasts,
    owner: StoredValue<Option<Owner>>,
}

impl Connecting {
    pub(super) fn begin(view: IntegrationView) -> Self {
        let stored = view.company.clone();
        let typed = kept(&TabShelf, stored.as_deref());
        Self {
            // What was typed before a reload is shown, so that it is not lost without a word.
            is_editing: RwSignal::new(stored.is_some() && typed.is_some()),
            subdomain: RwSignal::new(typed.or(stored).unwrap_or_default()),
            view: RwSignal::new(view),
            key: RwSignal::default(),
            doing: RwSignal::new(None),
            trouble: RwSignal::new(None),
            problems: RwSignal::default(),
            is_too_early: RwSignal::new(false),
            trial: RwSignal::new(None),
            toasts: Toasts::here(),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Whether anything is being done: then every button waits.
    pub(super) fn is_busy(self) -> Signal<bool> {
        Signal::derive(move || self.doing.with(Option::is_some))
    }

    pub(super) fn type_subdomain(self, typed: String) {
        self.view
            .with_untracked(|view| keep(&TabShelf, &typed, view.company.as_deref()));
        self.subdomain.set(typed);
    }

    /// Takes the problem of an answer away as soon as the answer is another.
    pub(super) fn answered(self, field: &str) {
        self.problems
            .update(|problems| problems.retain(|problem| problem.field.as_str() != field));
    }

    /// Fills both inputs with what opens the local sandbox.
    pub(super) fn use_sample(self) {
        let sample = self.view.with_untracked(|view| view.sample.clone());
        if let Some(sample) = sample {
            self.type_subdomain(sample.company);
            self.key.set(sample.key);
            self.problems.set(Vec::new());
            self.focus(KEY_INPUT);
        }
    }

    pub(super) fn edit(self) {
        self.is_editing.set(true);
        self.trouble.set(None);
        self.focus(KEY_INPUT);
    }

    /// Gives up what was typed.
    pub(super) fn cancel(self) {
        self.settle();
        self.after_drawing(focus_heading);
    }

    pub(super) fn save(self) {
        let problems = self.view.with_untracked(|view| {
            shown::problems(
                view,
                &self.subdomain.read_untracked(),
                &self.key.read_untracked(),
            )
        });
        if !problems.is_empty() {
            self.trouble.set(None);
            self.problems.set(problems);
            return self.focus(ERROR_SUMMARY);
        }
        let new = NewConnection {
            subdomain: self.subdomain.get_untracked(),
            api_key: Some(self.key.get_untracked().trim().to_owned()).filter(|key| !key.is_empty()),
            version: self.version(),
        };
        self.change(
            Doing::Saving,
            async move { api::save_connection(&new).await },
        );
    }

    pub(super) fn switch(self, enabled: bool) {
        if self.view.with_untracked(|view| view.company.is_none()) {
            return self.is_too_early.set(true);
        }
        let change = EnabledChange {
            enabled,
            version: self.version(),
        };
        let doing = match enabled {
            true => Doing::Enabling,
            false => Doing::Disabling,
        };
        self.change(doing, api::set_enabled(change));
    }

    pub(super) fn remove(self) {
        let removal = Removal {
            version: self.version(),
        };
        self.change(Doing::Removing, async move {
            api::remove_connection(removal).await
        });
    }

    pub(super) fn check(self) {
        self.ask(Doing::Checking, Box::pin(api::ask_doctor()));
    }

    pub(super) fn test(self) {
        self.ask(Doing::Testing, Box::pin(api::test_with_person()));
    }

    fn version(self) -> u64 {
        self.view.with_untracked(|view| view.version)
    }

    fn change(
        self,
        doing: Doing,
        request: impl Future<Output = Result<IntegrationView, ApiError>> + 'static,
    ) {
        if !self.starts(doing) {
            return;
        }
        self.spawn(async move {
            match request.await {
                Ok(view) => self.changed(doing, view),
                Err(error) => self.failed(doing, error).await,
            }
            self.doing.set(None);
        });
    }

    fn ask(
        self,
        doing: Doing,
        request: std::pin::Pin<Box<dyn Future<Output = Result<DoctorReport, ApiError>>>>,
    ) {
        if !self.starts(doing) {
            return;
        }
        self.spawn(async move {
            match request.await {
                Ok(report) => {
                    if doing == Doing::Testing {
                        self.toasts.say(trial_summary(&report));
                        self.trial.set(Some(report));
                    } else {
                        self.toasts
                            .say(format!("Checked. {}", doctor_summary(&report)));
                        self.view.update(|view| view.report = Some(report));
                    }
                }
                Err(error) => self.failed(doing, error).await,
            }
            self.doing.set(None);
        });
    }

    /// Nothing begins while something else is under way.
    fn starts(self, doing: Doing) -> bool {
        if self.doing.with_untracked(Option::is_some) {
            return false;
        }
        self.trouble.set(None);
        self.problems.set(Vec::new());
        self.is_too_early.set(false);
        self.doing.set(Some(doing));
        true
    }

    fn changed(self, doing: Doing, view: IntegrationView) {
        let enabled = view.enabled;
        self.view.set(view);
        let news = match doing {
            Doing::Saving => {
                self.settle();
                match enabled {
                    // The switch is what is next.
                    false => self.focus(SWITCH),
                    true => self.after_drawing(focus_heading),
                }
                "The connection is saved."
            }
            Doing::Removing => {
                self.settle();
                self.after_drawing(focus_heading);
                "The connection is removed, and its key is deleted."
            }
            _ if enabled => "BambooHR is enabled.",
            _ => "BambooHR is disabled. Nothing is sent any more, and the key is kept.",
        };
        self.toasts.say(news);
    }

    async fn failed(self, doing: Doing, error: ApiError) {
        let problems = error.fields().to_vec();
        if doing == Doing::Saving && !problems.is_empty() {
            self.problems.set(problems);
            return self.focus(ERROR_SUMMARY);
        }
        // What was typed stays in sight, whatever is stored by now.
        self.is_editing
            .update(|is_editing| *is_editing |= doing == Doing::Saving);
        // The page is out of date, or nobody knows; and who refuses to enable says in the report why.
        if let Ok(view) = api::connection().await {
            self.view.set(view);
        }
        self.trouble.set(Some((doing, error)));
    }

    /// Nothing is typed any more.
    fn settle(self) {
        forget(&TabShelf);
        self.is_editing.set(false);
        self.trial.set(None);
        self.trouble.set(None);
        self.problems.set(Vec::new());
        self.key.set(String::new());
        let company = self.view.with_untracked(|view| view.company.clone());
        self.subdomain.set(company.unwrap_or_default());
    }

    /// Moves focus to what is about to appear.
    fn focus(self, id: &'static str) {
        self.after_drawing(move || focus(id));
    }

    fn after_drawing(self, act: impl FnOnce() + 'static) {
        self.spawn(async move {
            pause(0).await;
            act();
        });
    }

    /// An event handler has no owner of its own; leaving the page must end the waiting.
    fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}
