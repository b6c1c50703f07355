//! Keeps what is typed: in the tab at once, and with the proxy after a pause, so that another tab or a colleague finds it.
//!
//! Nothing of somebody else is ever overwritten: when the proxy has another version than the one this was made of, a
//! person decides which of the two stays, and until then nothing is sent there. That the proxy keeps nothing is no
//! alarm: the tab does.

use handoff::CandidateId;
use handoff::interface::{DraftChange, DraftView};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::{pause, seconds_since};
use crate::draft::kept::{self, Kept};
use crate::draft::{self, is_news};
use crate::form_model::FormModel;
use crate::shelf::TabShelf;
use crate::tasks::{effect, spawn, spawn_detached};
use crate::words::{edited_by, grown_apart};

/// Milliseconds without a change after which the proxy is told.
const PAUSE: i32 = 1_000;

/// How far the keeping is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Nothing was typed that is not kept.
    #[default]
    Resting,
    /// Something was typed that the proxy does not have yet.
    Saving,
    /// The proxy has it.
    Saved,
    /// The proxy could not be told.
    InTabOnly,
}

/// The draft of one form. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Drafts {
    model: RwSignal<FormModel>,
    kept: StoredValue<Kept>,
    /// What somebody else made of the form meanwhile.
    pub(super) apart: RwSignal<Option<DraftView>>,
    pub(super) state: RwSignal<Keeping>,
    /// Counts the changes: only the newest is sent.
    newest: StoredValue<u32>,
    is_saving: StoredValue<bool>,
    owner: StoredValue<Option<Owner>>,
}

impl Drafts {
    /// Begins to keep. `kept` is what the tab knows of the proxy's draft; `apart` is that draft when it and the form
    /// have grown apart.
    pub(super) fn begin(model: RwSignal<FormModel>, kept: Kept, apart: Option<DraftView>) -> Self {
        let drafts = Self {
            model,
            kept: StoredValue::new(kept),
            apart: RwSignal::new(apart),
            state: RwSignal::new(Keeping::Resting),
            newest: StoredValue::new(0),
            is_saving: StoredValue::new(false),
            owner: StoredValue::new(Owner::current()),
        };
        // The form as it was opened is no change.
        let mut before = model.with_untracked(|model| model.draft().clone());
        effect(move || {
            model.with(|model| {
                if *model.draft() != before {
                    before = model.draft().clone();
                    draft::save(&TabShelf, model.form(), model.draft());
                    drafts.changed();
                }
            });
        });
        // What was typed right before the page was left is not kept by the proxy yet.
        let is_behind = drafts.is_to_keep() && !kept.is_saved;
        if is_behind && drafts.apart.with_untracked(Option::is_none) {
            drafts.save_soon(PAUSE);
        }
        drafts
    }

    /// The version of somebody else in the place of what is here.
    pub(super) fn use_theirs(self) {
        let Some(theirs) = self.apart.get_untracked() else {
            return;
        };
        let candidate = self.candidate();
        self.model.update(|model| {
            let draft = draft::read(&theirs.draft, model.form());
            model.take_over(draft);
            draft::save(&TabShelf, model.form(), model.draft());
        });
        self.note(&candidate, theirs.version, true);
        self.apart.set(None);
        self.state.set(Keeping::Saved);
    }

    /// What is here in the place of the version of somebody else.
    pub(super) fn keep_mine(self) {
        let Some(theirs) = self.apart.get_untracked() else {
            return;
        };
        self.note(&self.candidate(), theirs.version, false);
        self.apart.set(None);
        self.save_soon(0);
    }

    /// Starting over ends the draft that was seen, for everybody. A newer one of somebody else stays.
    pub(super) fn forget(self) {
        let candidate = self.candidate();
        let version = self.kept.get_value().version;
        self.newest.set_value(self.newest.get_value() + 1);
        self.apart.set(None);
        self.state.set(Keeping::Resting);
        draft::forget(&TabShelf, &candidate);
        self.kept.set_value(Kept::default());
        if version > 0 {
            // Also when the page is left right after.
            spawn_detached(async move {
                let _ = api::drop_draft(&candidate, version).await;
            });
        }
    }

    /// Whether anything was typed that the form does not offer by itself.
    fn is_news(self) -> bool {
        self.model
            .with_untracked(|model| is_news(model.form(), model.draft()))
    }

    /// Whether the proxy has to hear of it: nobody keeps a form as it was offered, unless something else is kept in its
    /// place.
    fn is_to_keep(self) -> bool {
        self.is_news() || self.kept.get_value().version > 0
    }

    fn candidate(self) -> CandidateId {
        self.model
            .with_untracked(|model| model.form().candidate.clone())
    }

    fn note(self, candidate: &CandidateId, version: u64, is_saved: bool) {
        let kept = Kept { version, is_saved };
        self.kept.set_value(kept);
        kept::note(&TabShelf, candidate, kept);
    }

    fn changed(self) {
        if self.is_to_keep() {
            self.note(&self.candidate(), self.kept.get_value().version, false);
            self.save_soon(PAUSE);
        }
    }

    fn save_soon(self, after: i32) {
        let change = self.newest.get_value() + 1;
        self.newest.set_value(change);
        self.state.set(Keeping::Saving);
        let task = async move {
            pause(after).await;
            if self.newest.get_value() == change {
                self.save().await;
            }
        };
        // An event handler has no owner of its own; leaving the page ends the waiting, and the tab has it all.
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }

    async fn save(self) {
        // One at a time; what is typed meanwhile goes with the next.
        if self.is_saving.get_value() || self.apart.with_untracked(Option::is_some) {
            return;
        }
        if !self.is_to_keep() {
            return self.state.set(Keeping::Resting);
        }
        self.is_saving.set_value(true);
        let begun = self.newest.get_value();
        let answer = self.tell_proxy().await;
        self.is_saving.set_value(false);
        let candidate = self.candidate();
        let is_newest = self.newest.get_value() == begun;
        match answer {
            Ok(version) => {
                self.note(&candidate, version, is_newest);
                if is_newest {
                    self.state.set(match version {
                        0 => Keeping::Resting,
                        _ => Keeping::Saved,
                    });
                }
            }
            Err(error) => self.not_saved(&candidate, &error).await,
        }
        if !is_newest {
            self.save_soon(PAUSE);
        }
    }

    /// Has the proxy keep what is here, or drop what it keeps when that is nothing but what the form offers. Gives the
    /// version that it has then.
    async fn tell_proxy(self) -> Result<u64, ApiError> {
        let candidate = self.candidate();
        let version = self.kept.get_value().version;
        if !self.is_news() {
            return api::drop_draft(&candidate, version).await.map(|()| 0);
        }
        let draft = self
            .model
            .with_untracked(|model| serde_json::to_string(model.draft()).unwrap_or_default());
        let change = DraftChange { draft, version };
        let view = api::keep_draft(&candidate, &change).await?;
        Ok(view.version)
    }

    async fn not_saved(self, candidate: &CandidateId, error: &ApiError) {
        self.state.set(Keeping::InTabOnly);
        if error.is("changed-meanwhile")
            && let Ok(theirs) = api::draft(candidate).await
        {
            match theirs {
                Some(theirs) => self.apart.set(Some(theirs)),
                // Somebody started over meanwhile; what is here is the only one.
                None => {
                    self.note(candidate, 0, false);
                    self.save_soon(PAUSE);
                }
            }
        }
    }
}

/// What is said while somebody else is at the same form.
pub(super) fn company(theirs: &DraftView) -> Option<String> {
    let is_other = theirs.is_fresh && !theirs.is_mine;
    is_other.then(|| edited_by(theirs, seconds_since(&theirs.at)))
}

/// What is said of a version that somebody else made.
pub(super) fn apart(theirs: &DraftView) -> String {
    grown_apart(theirs, seconds_since(&theirs.at))
}
