//! What is stored, where webhooks come to, what came, and what a person must look at.

use handoff::interface::{PinpointView, Removal};
use leptos::prelude::*;

use super::Connecting;
use crate::api;
use crate::browser::{focus_heading, moment_in_words};
use crate::components::button::{Button, Weight};
use crate::components::check_list::CheckList;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::copy_button::CopyButton;
use crate::tasks::drawn;

const REMOVAL: &str = "Company, key and signing secret are deleted here. Candidates stay, and Pinpoint is told nothing more. Take the \
     webhook out of Pinpoint as well.";

#[component]
pub(super) fn StoredPinpoint(state: Connecting) -> impl IntoView {
    let edit = Callback::new(move |()| state.is_editing.set(true));
    let check = Callback::new(move |()| {
        let request = async move { Ok((api::check_pinpoint().await?, api::pinpoint().await?)) };
        state.asking.ask(request, move |(report, view)| {
            state.report.set(Some(report));
            state.shows(view);
        });
    });
    let remove = Callback::new(move |()| {
        let version = state.version();
        let request = async move { api::remove_pinpoint(Removal { version }).await };
        state.asking.ask(request, move |view| {
            state.shows(view);
            focus_heading();
        });
    });
    view! {
        <section class="card stack" aria-labelledby="pinpoint-title">
            <h2 class="card__title" id="pinpoint-title">
                "Connection"
            </h2>
            <dl class="facts">{drawn(move || state.view.with(facts))}</dl>
            {drawn(move || state.view.with(|view| view.webhook.clone()).map(webhook))}
            {drawn(move || state.view.with(failures))}
            <div class="actions">
                <Button weight=Weight::Secondary busy=state.asking.is_busy on_press=check>
                    "Check"
                </Button>
                <Button weight=Weight::Secondary busy=state.asking.is_busy on_press=edit>
                    "Replace key or secret"
                </Button>
                <ConfirmDialog
                    id="remove-pinpoint"
                    opener="Remove"
                    title="Remove the connection to Pinpoint?".to_owned()
                    text=REMOVAL.to_owned()
                    confirm="Remove the connection"
                    busy=state.asking.is_busy
                    on_confirm=remove
                />
            </div>
            {drawn(move || state.report.get().map(|report| view! { <CheckList report=report /> }))}
        </section>
    }
}

/// The address to copy into Pinpoint: on whatever name this page was opened under.
fn webhook(path: String) -> AnyView {
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{path}");
    view! {
        <div class="stack">
            <h3>"Address for the webhook"</h3>
            <p class="muted">
                "In Pinpoint: Settings, API & Webhooks, New webhook. Choose the event “Applicant hired”. Treat it like a secret."
            </p>
            <p>
                <code class="users__address">{address.clone()}</code>
            </p>
            <CopyButton id="webhook-by-hand" words="Copy the address" text=address />
        </div>
    }
    .into_any()
}

fn failures(view: &PinpointView) -> Option<AnyView> {
    let failures: Vec<_> = view
        .failures
        .iter()
        .map(|words| view! { <li>{words.clone()}</li> })
        .collect();
    (!failures.is_empty()).then(|| {
        view! {
            <div>
                <h3>"To look at"</h3>
                <p class="muted">"When it is mended, press Check: it is tried again."</p>
                <ul>{failures}</ul>
            </div>
        }
        .into_any()
    })
}

fn facts(view: &PinpointView) -> Vec<AnyView> {
    let moment = |at: &Option<String>| {
        at.as_deref()
            .map_or_else(|| "None yet".to_owned(), moment_in_words)
    };
    let key = view.key.clone().unwrap_or_default();
    let ends = match key.ends_with.is_empty() {
        true => "Stored".to_owned(),
        false => format!("Ends in {}", key.ends_with),
    };
    let company = view.subdomain.clone().unwrap_or_default();
    [
        ("Company", format!("{company}.pinpointhq.com")),
        ("API key", ends),
        ("Added by", key.added_by.unwrap_or_default()),
        ("Last webhook", moment(&view.last_event_at)),
        ("Last asked who is hired", moment(&view.last_poll_at)),
        ("Waiting", view.waiting.to_string()),
    ]
    .into_iter()
    .map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
            </div>
        }
        .into_any()
    })
    .collect()
}
