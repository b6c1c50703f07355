//! Following a send until nobody has to do anything any more, and a person's decisions.

use handoff::interface::{Decision, Resolution, SendView};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::live::Live;
use crate::tasks::spawn;

/// A send being followed. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Following {
    /// The newest answer.
    pub(super) view: RwSignal<Option<SendView>>,
    /// The way to the proxy.
    pub(super) live: Live,
    /// Whether a decision is under way.
    pub(super) is_deciding: RwSignal<bool>,
    /// Why the last decision was not taken.
    pub(super) refusal: RwSignal<Option<ApiError>>,
    /// Why a person decides as they do, for the record.
    pub(super) reason: RwSignal<String>,
    id: StoredValue<String>,
    owner: StoredValue<Option<Owner>>,
}

impl Following {
    /// Asks now, and listens while something can change.
    pub(super) fn begin(id: String) -> Self {
        let view = RwSignal::new(None);
        let live = Live::begin(api::send_path(&id), "send", move |text| {
            let newest = serde_json::from_str(text).ok()?;
            Some(take(view, newest))
        });
        Self {
            view,
            live,
            is_deciding: RwSignal::new(false),
            refusal: RwSignal::new(None),
            reason: RwSignal::default(),
            id: StoredValue::new(id),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// The person's name as it was sent.
    pub(super) fn name(self) -> String {
        self.view
            .with_untracked(|view| view.as_ref().map(|view| view.name.clone()))
            .unwrap_or_default()
    }

    /// Tells the proxy what a person decided on what the page shows, with the reason if one was given, and
    /// about which employee if it is about one.
    pub(super) fn decide(self, decision: Decision, employee: Option<String>) {
        if self.is_deciding.get_untracked() {
            return;
        }
        self.is_deciding.set(true);
        self.refusal.set(None);
        let reason = self
            .reason
            .with_untracked(|reason| reason.trim().to_owned());
        let seen = self
            .view
            .with_untracked(|view| view.as_ref().map(|view| view.version));
        let resolution = Resolution {
            decision,
            version: seen.unwrap_or_default(),
            employee,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        };
        let task = async move {
            let answer = api::resolve(&self.id.get_value(), &resolution).await;
            self.is_deciding.set(false);
            match answer {
                Ok(view) => {
                    self.reason.set(String::new());
                    take(self.view, view);
                    self.live.again();
                }
                Err(error) => {
                    self.refusal.set(Some(error));
                    // It may have changed meanwhile: then the page shows how.
                    self.live.again();
                }
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}

/// Shows what is newer; says whether it can still change.
fn take(kept: RwSignal<Option<SendView>>, newest: SendView) -> bool {
    let goes_on = newest.state.is_running() || newest.state.needs_person();
    let newest = Some(newest);
    if kept.with_untracked(|kept| *kept != newest) {
        kept.set(newest);
    }
    goes_on
}
