//! Saving, going back to a version, forgetting an option: what changes what is stored, and what becomes of the changes
//! here when it did or did not.

use handoff::interface::{
    ForgetChoice, RememberedView, SetupChange, SetupImport, SetupRestore, SetupView,
};
use handoff::{FieldId, FieldProblem, Preset, Setup};
use leptos::prelude::*;

use super::{Doing, Fields, NEWER, Newer, Proposal, SECTION, newer_than};
use crate::api::{self, ApiError};
use crate::browser::{focus_heading, save_file};
use crate::components::error_summary::ERROR_SUMMARY;
use crate::setup_model::SetupModel;

/// How the file is called.
const FILE: &str = "bamboohr-form.json";

impl Fields {
    pub(in super::super) fn save(self) {
        if self.newer.with_untracked(Option::is_some) {
            return self.focus(NEWER.to_owned());
        }
        let (version, setup) = self
            .model
            .with_untracked(|model| (model.version(), model.now().clone()));
        if let Some(untitled) = untitled(&setup) {
            self.problems.set(vec![untitled]);
            return self.focus(ERROR_SUMMARY.to_owned());
        }
        if !self.starts(Doing::Saving) {
            return;
        }
        self.spawn(async move {
            let change = SetupChange { version, setup };
            match api::put_setup(&change).await {
                Ok(view) => self.saved(change.setup, view),
                Err(error) if error.is("changed-meanwhile") => self.overtaken(change, error).await,
                Err(error) if !error.fields().is_empty() => {
                    self.problems.set(error.fields().to_vec());
                    self.focus(ERROR_SUMMARY.to_owned());
                }
                Err(error) => self.trouble.set(Some((Doing::Saving, error))),
            }
            self.doing.set(None);
        });
    }

    /// What was changed while the request was under way stays a change.
    fn saved(self, sent: Setup, view: SetupView) {
        self.learn(&view);
        let now = self.model.with_untracked(|model| model.now().clone());
        let mut model = SetupModel::new(view.version, sent);
        model.replace(now);
        model.follow(view.version, view.setup);
        let is_done = !model.is_changed();
        self.model.set(model);
        self.lacks.set(Vec::new());
        self.say("The form is saved.");
        if is_done {
            // The button that was pressed goes away.
            self.after_drawing(focus_heading);
        }
    }

    /// Somebody else has saved, or an earlier press did whose answer never arrived.
    async fn overtaken(self, change: SetupChange, error: ApiError) {
        match api::setup().await {
            Ok(view) if view.setup == change.setup => self.saved(change.setup, view),
            Ok(view) => {
                self.learn(&view);
                self.newer.set(Some(newer_than(change.version, &view)));
                self.focus(NEWER.to_owned());
            }
            Err(_) => self.trouble.set(Some((Doing::Saving, error))),
        }
    }

    /// Mine on top of what somebody else has saved; it is saved by another press.
    pub(in super::super) fn put_on_top(self) {
        if let Some(Newer { version, setup, .. }) = self.newer.get_untracked() {
            self.newer.set(None);
            self.model.update(|model| model.follow(version, setup));
            self.say("Your changes are on top of theirs. Look at them, then save.");
            self.after_drawing(focus_heading);
        }
    }

    /// Gives up what is not saved.
    pub(in super::super) fn discard(self) {
        match self.newer.get_untracked() {
            Some(Newer { version, setup, .. }) => self.model.set(SetupModel::new(version, setup)),
            None => self.model.update(SetupModel::discard),
        }
        self.settle();
        self.say("Your changes are discarded.");
        self.after_drawing(focus_heading);
    }

    pub(in super::super) fn restore(self, from: u64) {
        if !self.starts(Doing::Restoring) {
            return;
        }
        let version = self.model.with_untracked(SetupModel::version);
        let newer = self
            .newer
            .with_untracked(|newer| Some(newer.as_ref()?.version));
        let wanted = SetupRestore {
            version: newer.unwrap_or(version),
            from,
        };
        self.spawn(async move {
            match api::restore_setup(&wanted).await {
                Ok(view) => {
                    self.learn(&view);
                    self.settle();
                    self.model.set(SetupModel::new(view.version, view.setup));
                    self.say("The form is as it was then.");
                    self.after_drawing(focus_heading);
                }
                Err(error) => {
                    // The history here is not the newest; which version is wanted is for the person to say.
                    if error.is("changed-meanwhile")
                        && let Ok(view) = api::setup().await
                    {
                        self.catch_up(&view);
                    }
                    self.trouble.set(Some((Doing::Restoring, error)));
                }
            }
            self.doing.set(None);
        });
    }

    pub(in super::super) fn forget(self, choice: &RememberedView) {
        if !self.starts(Doing::Forgetting) {
            return;
        }
        let choice = ForgetChoice {
            field: choice.field.clone(),
            found: choice.found.clone(),
        };
        self.spawn(async move {
            match api::forget_choice(&choice).await {
                Ok(view) => {
                    self.catch_up(&view);
                    self.say(&format!("What “{}” means is forgotten.", choice.found));
                    self.focus("fields-side-tab-2".to_owned());
                }
                Err(error) => self.trouble.set(Some((Doing::Forgetting, error))),
            }
            self.doing.set(None);
        });
    }

    /// Fetches a set-up to begin with, for the person to look at.
    pub(in super::super) fn propose_preset(self, preset: Preset, then: Callback<()>) {
        if !self.starts(Doing::Beginning) {
            return;
        }
        self.spawn(async move {
            match api::preset(preset).await {
                Ok(setup) => {
                    self.proposal.set(Some(Proposal {
                        name: format!("“{}”", preset.label()),
                        setup,
                        lacks: Vec::new(),
                    }));
                    then.run(());
                }
                Err(error) => self.trouble.set(Some((Doing::Beginning, error))),
            }
            self.doing.set(None);
        });
    }

    /// Reads a file, for the person to look at.
    pub(in super::super) fn propose_file(self, name: String, file: String, then: Callback<()>) {
        if !self.starts(Doing::Importing) {
            return;
        }
        self.spawn(async move {
            match api::read_setup_file(&SetupImport { file }).await {
                Ok(read) => {
                    self.proposal.set(Some(Proposal {
                        name: format!("“{name}”"),
                        setup: read.setup,
                        lacks: read.lacks,
                    }));
                    then.run(());
                }
                Err(error) => self.trouble.set(Some((Doing::Importing, error))),
            }
            self.doing.set(None);
        });
    }

    /// Puts what was proposed in place. It is saved by another press.
    pub(in super::super) fn accept(self) {
        if let Some(proposal) = self.proposal.get_untracked() {
            self.open.set(None);
            self.problems.set(Vec::new());
            self.model.update(|model| model.replace(proposal.setup));
            self.lacks.set(proposal.lacks);
            self.say(&format!(
                "{} is in place. It is not saved yet.",
                proposal.name
            ));
        }
    }

    pub(in super::super) fn export(self) {
        if !self.starts(Doing::Exporting) {
            return;
        }
        self.spawn(async move {
            match api::setup_file().await {
                Ok(content) => {
                    save_file(FILE, &content);
                    self.say(match self.model.with_untracked(SetupModel::is_changed) {
                        true => "The file has what is saved, without your changes.",
                        false => "The form’s set-up is in your downloads.",
                    });
                }
                Err(error) => self.trouble.set(Some((Doing::Exporting, error))),
            }
            self.doing.set(None);
        });
    }

    /// What is stored may be another now, for a reason that has nothing to do with the changes here.
    fn catch_up(self, view: &SetupView) {
        self.learn(view);
        let (version, is_changed) = self
            .model
            .with_untracked(|model| (model.version(), model.is_changed()));
        if version == view.version {
            return;
        }
        match is_changed {
            true => self.newer.set(Some(newer_than(version, view))),
            false => self
                .model
                .set(SetupModel::new(view.version, view.setup.clone())),
        }
    }

    fn learn(self, view: &SetupView) {
        self.history.set(view.history.clone());
        self.remembered.set(view.remembered.clone());
    }

    fn settle(self) {
        self.newer.set(None);
        self.lacks.set(Vec::new());
        self.problems.set(Vec::new());
        self.trouble.set(None);
        self.open.set(None);
    }

    /// Nothing begins while something else is under way.
    fn starts(self, doing: Doing) -> bool {
        if self.doing.with_untracked(Option::is_some) {
            return false;
        }
        self.trouble.set(None);
        self.problems.set(Vec::new());
        self.doing.set(Some(doing));
        true
    }
}

/// The problem of a section without a title, which the proxy would name as well but could not say where.
fn untitled(setup: &Setup) -> Option<FieldProblem> {
    let mut sections = setup.sections.iter();
    let place = sections.position(|section| section.title.trim().is_empty())?;
    Some(FieldProblem {
        field: FieldId::new(format!("{SECTION}{place}")),
        message: "Give every section a title.".to_owned(),
    })
}
