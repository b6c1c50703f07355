//! A request that failed: what happened, what to do, what to quote, and a way to try again.
//!
//! `role="alert"`: it is read out as it appears, and the focus stays where it was. "Try again" is a button as any
//! other and is reported by `again`.

use leptos::prelude::*;

use super::banner::Banner;
use super::button::{Button, Weight};
use crate::api::ApiError;
use crate::words::Tone;

/// A failed request in words.
#[component]
pub fn ErrorNotice(
    /// What went wrong.
    error: ApiError,
    /// What follows from it here, when the error alone does not say.
    #[prop(optional)]
    meaning: Option<&'static str>,
    /// What "Try again" does; without it there is no such button.
    #[prop(optional, into)]
    again: Option<Callback<()>>,
) -> impl IntoView {
    let reference = error.reference().map(|id| format!("Reference: {id}"));
    view! {
        <div role="alert">
            <Banner tone=Tone::Bad title=error.title().to_owned()>
                <p>{error.detail()}</p>
                {meaning.map(|meaning| view! { <p>{meaning}</p> })}
                {reference.map(|reference| view! { <p class="banner__small">{reference}</p> })}
                {again
                    .map(|again| {
                        view! {
                            <Button weight=Weight::Secondary on_press=again>
                                "Try again"
                            </Button>
                        }
                    })}
            </Banner>
        </div>
    }
}

/// A press that led nowhere. When it is not settled that nothing began, `not_known` says so.
pub fn failed_press(error: ApiError, not_known: &'static str) -> AnyView {
    if error.changed_nothing() {
        view! { <ErrorNotice error=error /> }.into_any()
    } else {
        view! { <ErrorNotice error=error meaning=not_known /> }.into_any()
    }
}
