//! A system that can be connected: its mark, what it is, how it stands, and the way on.
//!
//! An article called by its name. The link's name says which app it is about. The mark is decoration; nothing is
//! reported.

use leptos::prelude::*;

use super::badge::badge_of;
use super::button::{Weight, button_class};
use crate::words::Tone;

/// The mark of BambooHR on its own: a stalk with a leaf, drawn by us.
pub fn bamboo_mark() -> AnyView {
    view! {
        <svg class="app-mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
            <rect class="app-mark__tile" width="48" height="48" rx="12"></rect>
            <path class="app-mark__line" d="M19 40V29.5M19 26.5V17M19 14V8M15.5 28h7M15.5 15.5h7"></path>
            <path class="app-mark__leaf" d="M22 26.5c.5-7 5.5-11.5 14-12-.5 8-5.5 12.5-14 12z"></path>
        </svg>
    }
    .into_any()
}

/// The mark of Pinpoint on its own: a pin on a map, drawn by us.
pub fn pin_mark() -> AnyView {
    view! {
        <svg class="app-mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
            <rect class="app-mark__tile" width="48" height="48" rx="12"></rect>
            <path class="app-mark__leaf" d="M24 40c-7-9-10-13-10-18a10 10 0 0 1 20 0c0 5-3 9-10 18z"></path>
            <circle class="app-mark__tile" cx="24" cy="22" r="3.5"></circle>
        </svg>
    }
    .into_any()
}

/// One app.
#[component]
pub fn AppCard(
    /// DOM id; the name's derives from it.
    id: &'static str,
    /// Draws its mark.
    #[prop(default = bamboo_mark)]
    mark: fn() -> AnyView,
    /// What it is called.
    name: &'static str,
    /// What kind of system it is.
    category: &'static str,
    /// What it is for, one sentence.
    about: &'static str,
    /// How it stands, when there is something to say.
    badge: Option<(&'static str, Tone)>,
    /// The way on: its words and where it leads.
    way_on: (&'static str, &'static str),
) -> impl IntoView {
    let name_id = format!("{id}-name");
    let (words, page) = way_on;
    let weight = match badge {
        None => Weight::Primary,
        Some(_) => Weight::Secondary,
    };
    view! {
        <article class="card app-card" id=id aria-labelledby=name_id>
            {mark()}
            <div class="app-card__text">
                <div class="app-card__head">
                    <h2 class="app-card__name" id=name_id.clone()>
                        {name}
                    </h2>
                    {badge.map(|(words, tone)| badge_of(words, tone))}
                </div>
                <p class="muted">{category}</p>
            </div>
            <p class="app-card__about">{about}</p>
            <a class=format!("{} app-card__way", button_class(weight)) href=page>
                {words}
                <span class="visually-hidden">{format!(" {name}")}</span>
            </a>
        </article>
    }
}
