//! What is stored, as far as it may be known, and how it is replaced or removed.

use handoff::interface::{IntegrationView, KeyView};
use leptos::prelude::*;

use super::shown::{can_change, key_in_words};
use super::state::{Connecting, Doing};
use super::trouble::Troubles;
use crate::browser::moment_in_words;
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::icon::{Drawing, Icon};
use crate::tasks::{drawn, memo};

const FROM_ENVIRONMENT: &str = "Company and key come from the server’s own settings (BAMBOOHR_SUBDOMAIN and BAMBOOHR_API_KEY). \
     Whoever runs the server changes them there.";

const REMOVAL: &str = "Company and key are deleted here, and nothing can be sent until somebody enters a key again. Employees and \
     the export log stay. The key itself stays valid in BambooHR until you delete it there.";

#[component]
pub(super) fn StoredConnection(state: Connecting) -> impl IntoView {
    let can_change = memo(move || state.view.with(can_change));
    let edit = Callback::new(move |()| state.edit());
    let remove = Callback::new(move |()| state.remove());
    let changes = move || {
        can_change.get().then(|| {
            view! {
                <div class="actions">
                    <Button weight=Weight::Secondary busy=state.is_busy() on_press=edit>
                        "Replace key"
                    </Button>
                    <ConfirmDialog
                        id="remove-connection"
                        opener="Remove"
                        title="Remove the connection to BambooHR?".to_owned()
                        text=REMOVAL.to_owned()
                        confirm="Remove the connection"
                        busy=state.is_busy()
                        on_confirm=remove
                    />
                </div>
            }
        })
    };
    view! {
        <section class="card panel integration__stored" aria-labelledby="stored-title">
            <h2 class="card__title" id="stored-title">
                "Connection"
            </h2>
            <dl class="facts">{drawn(move || state.view.with(facts))}</dl>
            {drawn(move || state.view.with(why_fixed).map(|why| view! { <p class="muted">{why}</p> }))}
            <Troubles state=state of=&[Doing::Removing] />
            {drawn(changes)}
        </section>
    }
}

/// Why it cannot be changed.
fn why_fixed(view: &IntegrationView) -> Option<String> {
    match view.from_environment {
        true => Some(FROM_ENVIRONMENT.to_owned()),
        false => view.no_storage.clone(),
    }
}

fn facts(view: &IntegrationView) -> Vec<AnyView> {
    let mut facts = Vec::new();
    if let Some(company) = &view.company {
        let page = format!("https://{company}.bamboohr.com");
        let link = view! {
            <a href=page target="_blank" rel="noopener noreferrer">
                {format!("{company}.bamboohr.com")}
                <span class="visually-hidden">", opens in a new tab"</span>
                " "
                <Drawing icon=Icon::NewTab />
            </a>
        };
        facts.push(fact("Company", link.into_any()));
    }
    if let Some(key) = &view.key {
        facts.extend(key_facts(key));
    }
    facts
}

fn key_facts(key: &KeyView) -> Vec<AnyView> {
    let text = |text: String| view! { <span dir="auto">{text}</span> }.into_any();
    let mut facts = vec![fact("API key", text(key_in_words(&key.ends_with)))];
    if let Some(who) = &key.added_by {
        facts.push(fact("Added by", text(who.clone())));
    }
    if let Some(at) = &key.added_at {
        facts.push(fact("Added", text(moment_in_words(at))));
    }
    let worked = match &key.last_worked_at {
        Some(at) => moment_in_words(at),
        None => "Not tried yet".to_owned(),
    };
    facts.push(fact("Last worked", text(worked)));
    facts
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
