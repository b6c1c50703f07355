//! A message about the room as a whole: something happened, or something to know before starting.
//!
//! Not for problems of single fields (see the field wrapper) nor for failed requests (see the error
//! notice). It has no role: where it appears while somebody is at work, its surroundings say it (`role="status"`
//! or `"alert"`), else it is simply read where it stands. The icon repeats the tone and is hidden from screen
//! readers, so the words must say whether it is good or bad. No keys.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use crate::words::Tone;

/// A framed message.
#[component]
pub fn Banner(
    /// How it looks.
    tone: Tone,
    /// First line, in bold.
    #[prop(optional, into)]
    title: Option<String>,
    /// The rest.
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Good => Icon::Tick,
        Tone::Busy => Icon::More,
        Tone::Bad => Icon::Cross,
        Tone::Warning | Tone::Plain => Icon::Alert,
    };
    view! {
        <div class=format!("banner banner--{}", tone.code())>
            <span class="banner__icon">
                <Drawing icon=icon />
            </span>
            <div class="banner__text">
                {title.map(|title| view! { <p class="banner__title">{title}</p> })} {children()}
            </div>
        </div>
    }
}
