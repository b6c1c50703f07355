//! Something that is fetched when a room opens, and again when a person asks.
//!
//! The fetching itself is done by [`crate::api`]; here is only the waiting, the failing and the trying
//! again. A room that is left cancels what it waits for.

use std::future::Future;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::tasks::{effect, spawn};

/// How far a fetch is.
#[derive(Clone, Debug, PartialEq)]
pub enum Load<T> {
    /// No answer yet.
    Loading,
    /// The answer.
    Ready(T),
    /// There is none.
    Failed(ApiError),
}

impl<T> Load<T> {
    /// The answer, if it has arrived.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// A fetch that can be repeated.
pub struct Loader<T: Send + Sync + 'static> {
    /// How far it is.
    pub state: RwSignal<Load<T>>,
    attempt: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

impl<T: Send + Sync + 'static> Loader<T> {
    /// Fetches now, and again on [`Self::again`] or when a signal that `fetch` reads changes.
    pub fn new<Fetched>(fetch: impl Fn() -> Fetched + 'static) -> Self
    where
        Fetched: Future<Output = Result<T, ApiError>> + 'static,
    {
        let loader = Self {
            state: RwSignal::new(Load::Loading),
            attempt: RwSignal::new(0),
        };
        effect(move || {
            loader.attempt.track();
            let answer = fetch();
            spawn(async move {
                let answer = answer.await;
                loader
                    .state
                    .set(answer.map_or_else(Load::Failed, Load::Ready));
            });
        });
        loader
    }

    /// Shows the loading state and fetches once more.
    pub fn again(self) {
        self.state.set(Load::Loading);
        self.attempt.update(|attempt| *attempt += 1);
    }
}
