//! Settings: what the application is connected to. All of it is in an annex of its own.

pub mod apps;
pub mod connection;
pub mod embedding;
pub mod fields;
pub mod pinpoint;
pub mod record;
pub mod users;

use handoff::interface::{IntegrationView, PinpointView};
use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::paths;
use crate::words::Tone;

/// `/settings`: what there is to set.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let rooms = [
        (
            "Integrations",
            paths::APPS,
            "Connect BambooHR and Pinpoint, and choose what the form asks.",
        ),
        (
            "Users",
            paths::USERS,
            "Who may use the application, and what they may do.",
        ),
        (
            "Embedding",
            paths::EMBEDDING,
            "Let an applicant tracking system bring candidates, and show the form on its pages.",
        ),
        (
            "Record",
            paths::RECORD,
            "Who did what, and that it is as it was written.",
        ),
    ];
    let rooms = rooms.map(|(name, page, about)| {
        view! {
            <li class="card rooms__one">
                <h2 class="card__title">
                    <a href=page>{name}</a>
                </h2>
                <p>{about}</p>
            </li>
        }
    });
    view! {
        <div class="page-head">
            <PageHeading text="Settings" />
        </div>
        <ul class="rooms">{rooms.collect_view()}</ul>
    }
}

/// What stands above a room of Settings: the way back, and what it is called.
fn head(name: &'static str) -> AnyView {
    view! {
        <p class="trail">
            <a href=paths::SETTINGS>"Settings"</a>
        </p>
        <div class="page-head">
            <PageHeading text=name />
        </div>
    }
    .into_any()
}

/// How a connection stands, for a badge; `None` when nothing is connected.
type Standing = Option<(&'static str, Tone)>;

fn standing(view: &IntegrationView) -> Standing {
    view.company.as_ref()?;
    Some(switched(view.enabled))
}

fn standing_of_pinpoint(view: &PinpointView) -> Standing {
    view.subdomain.as_ref()?;
    Some(match view.stopped {
        Some(_) if view.enabled => ("Needs attention", Tone::Warning),
        _ => switched(view.enabled),
    })
}

fn switched(is_on: bool) -> (&'static str, Tone) {
    match is_on {
        true => ("Connected", Tone::Good),
        false => ("Disabled", Tone::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_stored_is_connected_or_disabled() {
        let view = |company: Option<&str>, enabled| IntegrationView {
            company: company.map(str::to_owned),
            enabled,
            ..IntegrationView::default()
        };
        assert_eq!(standing(&view(None, false)), None);
        let words = |view| standing(&view).map(|(words, _)| words);
        assert_eq!(words(view(Some("acme"), false)), Some("Disabled"));
        assert_eq!(words(view(Some("acme"), true)), Some("Connected"));
    }
}
