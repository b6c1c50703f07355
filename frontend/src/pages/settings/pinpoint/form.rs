//! Company, key and signing secret. What is left empty stays as it is stored.

use handoff::interface::NewPinpoint;
use leptos::prelude::*;

use super::Connecting;
use crate::api;
use crate::browser::focus_heading;
use crate::components::button::{Button, SubmitButton, Weight};
use crate::pages::people::asking::Asking;

#[component]
pub(super) fn PinpointForm(state: Connecting) -> impl IntoView {
    let asking = Asking::new("pinpoint");
    let stored = state.view.with_untracked(|view| view.subdomain.clone());
    let is_stored = stored.is_some();
    let subdomain = RwSignal::new(stored.unwrap_or_default());
    let (key, secret) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = |text: RwSignal<String>| {
            let text = text.get_untracked();
            (!is_stored || !text.trim().is_empty()).then_some(text)
        };
        let new = NewPinpoint {
            subdomain: subdomain.get_untracked(),
            api_key: typed(key),
            signing_secret: typed(secret),
            version: state.version(),
        };
        let request = async move { api::save_pinpoint(&new).await };
        asking.ask(request, move |view| {
            state.report.set(None);
            state.shows(view);
            focus_heading();
        });
    };
    let cancel = Callback::new(move |()| state.is_editing.set(false));
    let (title, key_hint) = match is_stored {
        true => (
            "Replace key or secret",
            "Leave empty what stays as it is stored.",
        ),
        false => (
            "Connect Pinpoint",
            "In Pinpoint: Settings, API & Webhooks. It may read applications, candidates, jobs and comments, and write comments.",
        ),
    };
    view! {
        <section class="card" aria-labelledby="pinpoint-title">
            <h2 class="card__title" id="pinpoint-title">
                {title}
            </h2>
            // A failure must never put a secret into an address.
            <form class="stack" method="post" novalidate on:submit=submit>
                {asking.troubles()}
                <div>
                    {asking
                        .text(
                            ("subdomain", "Pinpoint subdomain", "off"),
                            Some("What stands before .pinpointhq.com, for example acme. You can paste the whole address."),
                            subdomain,
                        )}
                    {asking.secret(("apiKey", "API key"), key_hint, !is_stored, key)}
                    {asking
                        .secret(
                            ("signingSecret", "Signing secret"),
                            "Shown in Pinpoint where the webhook is set up.",
                            !is_stored,
                            secret,
                        )}
                </div>
                <div class="actions">
                    <SubmitButton label="Save" busy_label="Saving…" busy=asking.is_busy />
                    {is_stored
                        .then(|| {
                            view! {
                                <Button weight=Weight::Secondary on_press=cancel>
                                    "Cancel"
                                </Button>
                            }
                        })}
                </div>
            </form>
        </section>
    }
}
