//! Following a send: one request at a time until it ends, and a person's decisions.

use handoff::interface::{Resolution, SendView};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::api::{self, ApiError};
use crate::browser::pause;

/// Milliseconds between questions while the proxy answers.
const STEADY: i32 = 400;
/// The longest pause while it does not.
const PATIENT: i32 = 3_000;

/// A send being followed. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Following {
    /// The newest answer.
    pub(super) view: RwSignal<Option<SendView>>,
    /// Why there will be no answer.
    pub(super) failure: RwSignal<Option<ApiError>>,
    /// Whether the proxy does not answer at the moment.
    pub(super) is_out_of_reach: RwSignal<bool>,
    /// Whether a decision is under way.
    pub(super) is_deciding: RwSignal<bool>,
    /// Why the last decision was not taken.
    pub(super) refusal: RwSignal<Option<ApiError>>,
    id: StoredValue<String>,
    owner: StoredValue<Option<Owner>>,
    round: RwSignal<u32>,
}

impl Following {
    /// Asks now and until the send has ended.
    pub(super) fn begin(id: String) -> Self {
        let following = Self {
            view: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_out_of_reach: RwSignal::new(false),
            is_deciding: RwSignal::new(false),
            refusal: RwSignal::new(None),
            id: StoredValue::new(id),
            owner: StoredValue::new(Owner::current()),
            round: RwSignal::new(0),
        };
        Effect::new(move |_| {
            following.round.track();
            spawn_local_scoped_with_cancellation(following.ask_until_ended());
        });
        following
    }

    /// Starts over after a failure.
    pub(super) fn again(self) {
        self.failure.set(None);
        self.round.update(|round| *round += 1);
    }

    /// Tells the proxy what a person decided.
    pub(super) fn decide(self, resolution: Resolution) {
        if self.is_deciding.get_untracked() {
            return;
        }
        self.is_deciding.set(true);
        self.refusal.set(None);
        let task = async move {
            let answer = api::resolve(&self.id.get_value(), &resolution).await;
            self.is_deciding.set(false);
            match answer {
                Ok(view) => {
                    self.take(view);
                    self.round.update(|round| *round += 1);
                }
                Err(error) => self.refusal.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn_local_scoped_with_cancellation(task));
        }
    }

    async fn ask_until_ended(self) {
        let id = self.id.get_value();
        let mut wait = STEADY;
        loop {
            match api::send(&id).await {
                Ok(view) => {
                    wait = STEADY;
                    let goes_on = view.state.is_running();
                    self.is_out_of_reach.set(false);
                    self.take(view);
                    if !goes_on {
                        return;
                    }
                }
                Err(error) if error.is_passing() => {
                    self.is_out_of_reach.set(true);
                    wait = (wait * 3 / 2).min(PATIENT);
                }
                Err(error) => {
                    self.is_out_of_reach.set(false);
                    return self.failure.set(Some(error));
                }
            }
            pause(wait).await;
        }
    }

    fn take(self, view: SendView) {
        let view = Some(view);
        if self.view.with_untracked(|before| *before != view) {
            self.view.set(view);
        }
    }
}
