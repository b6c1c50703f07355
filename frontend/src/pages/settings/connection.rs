//! The connection to BambooHR: company and key, the switch, and what the doctor says.
//!
//! The key goes from here to the proxy and never comes back; nothing of it is kept in the browser.

mod checks;
mod form;
mod shown;
mod state;
mod stored;
mod trouble;

use handoff::interface::IntegrationView;
use leptos::prelude::*;

use crate::api;
use crate::components::app_card::bamboo_mark;
use crate::components::badge::badge_of;
use crate::components::banner::Banner;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::switch::Switch;
use crate::load::{Load, Loader};
use crate::paths;
use crate::tasks::{drawn, memo};
use crate::words::Tone;
use checks::Checks;
use form::ConnectionForm;
use shown::{Body, body, has_switch, next_step};
use state::{Connecting, Doing, SWITCH};
use stored::StoredConnection;
use trouble::Troubles;

/// `/settings/integrations/bamboohr`.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let loader = Loader::new(api::connection);
    let again = Callback::new(move |()| loader.again());
    view! {
        <a class="back" href=paths::APPS>
            <Drawing icon=Icon::Back />
            "Apps"
        </a>
        {drawn(move || match loader.state.get() {
            Load::Loading => view! {
                <SkeletonHeading />
                <SkeletonCard lines=8 />
            }
            .into_any(),
            Load::Failed(error) => view! {
                <div class="narrow">
                    <PageHeading text="The connection could not be loaded" />
                    <ErrorNotice error=error again=again />
                </div>
            }
            .into_any(),
            Load::Ready(view) => view! { <Room view=view /> }.into_any(),
        })}
    }
}

#[component]
fn Room(view: IntegrationView) -> impl IntoView {
    let state = Connecting::begin(view);
    let shown = memo(move || state.view.with(|view| body(view, state.is_editing.get())));
    view! {
        <div class="stack">
            <Head state=state />
            <NextStep state=state />
            {drawn(move || way_to_fields(state))}
            <Troubles state=state of=&[Doing::Enabling, Doing::Disabling] />
            {drawn(move || match shown.get() {
                Body::Form => view! { <ConnectionForm state=state /> }.into_any(),
                Body::Stored => view! {
                    <div class="integration">
                        <StoredConnection state=state />
                        <Checks state=state />
                    </div>
                }
                .into_any(),
                Body::CannotStore => cannot_store(state),
            })}
        </div>
    }
}

/// The way to what the form asks, as soon as there is a company whose fields it can ask.
fn way_to_fields(state: Connecting) -> Option<AnyView> {
    let is_stored = state.view.with(|view| view.company.is_some());
    is_stored.then(|| {
        view! {
            <p class="links">
                <a href=paths::FIELDS>"Fields of the form"</a>
            </p>
        }
        .into_any()
    })
}

/// The mark, the name, and in the corner the switch.
#[component]
fn Head(state: Connecting) -> impl IntoView {
    let is_on = memo(move || state.view.with(|view| view.enabled));
    let switch = memo(move || state.view.with(has_switch));
    let on_change = Callback::new(move |wanted| state.switch(wanted));
    let going_on = Signal::derive(move || match state.doing.get() {
        Some(Doing::Enabling) => Some("Checking…"),
        Some(Doing::Disabling) => Some("Disabling…"),
        _ => None,
    });
    let corner = move || match switch.get() {
        true => view! {
            <Switch
                id=SWITCH
                label="BambooHR".to_owned()
                words=("Disabled", "Enabled")
                is_on=is_on
                busy=state.is_busy()
                going_on=going_on
                on_change=on_change
                hidden_label=true
            />
        }
        .into_any(),
        false if is_on.get() => badge_of("Enabled", Tone::Good),
        false => badge_of("Disabled", Tone::Plain),
    };
    view! {
        <div class="app-head">
            {bamboo_mark()}
            <div>
                <PageHeading text="BambooHR" />
                <p class="muted">"HR system"</p>
            </div>
            <div class="app-head__corner">{drawn(corner)}</div>
        </div>
    }
}

/// How it stands, what is going on, and what to do next. In the page from the start, because it speaks.
#[component]
fn NextStep(state: Connecting) -> impl IntoView {
    let words = memo(move || {
        if state.is_too_early.get() {
            return (
                "Nothing is saved yet. Enter company and key, press Save, and then this switch.",
                Tone::Warning,
            );
        }
        match state.doing.get() {
            Some(Doing::Enabling) => (
                "Checking… BambooHR is asked whether everything is ready. This takes a few seconds.",
                Tone::Busy,
            ),
            Some(Doing::Testing) => (
                "Testing… A test person is added, read back and deleted. This takes up to a minute.",
                Tone::Busy,
            ),
            Some(Doing::Removing) => ("Removing…", Tone::Busy),
            _ => state
                .view
                .with(|view| next_step(view, state.is_editing.get())),
        }
    });
    view! {
        <div role="status">
            {drawn(move || {
                let (words, tone) = words.get();
                match tone {
                    Tone::Plain => view! { <p class="muted">{words}</p> }.into_any(),
                    _ => view! {
                        <Banner tone=tone>
                            <p>{words}</p>
                        </Banner>
                    }
                    .into_any(),
                }
            })}
        </div>
    }
}

fn cannot_store(state: Connecting) -> AnyView {
    let why = move || state.view.with(|view| view.no_storage.clone());
    view! {
        <section class="card panel" aria-labelledby="no-storage-title">
            <h2 class="card__title" id="no-storage-title">
                "No key can be stored here yet"
            </h2>
            <p>{drawn(why)}</p>
            <p class="muted">"When that is done, open this page again: company and key can then be entered."</p>
        </section>
    }
    .into_any()
}
