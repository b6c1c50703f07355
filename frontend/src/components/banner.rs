//! A message about the room as a whole: something happened, or something to know before starting.
//!
//! Not for problems of single fields (see the field wrapper) nor for failed requests (see the error
//! notice).

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
        Tone::Bad => Icon::Cross,
        _ => Icon::Alert,
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
