//! What the log is narrowed to, and the same as a file.

use handoff::interface::LogOutcome;
use leptos::prelude::*;

use super::state::Log;
use crate::components::button::{Button, Weight};
use crate::host::is_framed;
use crate::words::log_outcome;

#[component]
pub(super) fn Filters(log: Log) -> impl IntoView {
    let choose = move |event| {
        let outcome = LogOutcome::from_code(&event_target_value(&event));
        log.filter(|search| search.outcome = outcome);
    };
    let outcomes = LogOutcome::ALL.map(|outcome| {
        view! { <option value=outcome.code()>{log_outcome(outcome)}</option> }
    });
    let text = Callback::new(move |text: String| {
        log.filter(|search| search.text = text.trim().to_owned());
    });
    let who = Callback::new(move |who| log.filter(|search| search.who = given(who)));
    let since = Callback::new(move |day| log.filter(|search| search.since = given(day)));
    let until = Callback::new(move |day| log.filter(|search| search.until = given(day)));
    let export = Callback::new(move |()| log.export());
    let words = move || match log.is_exporting.get() {
        true => "Preparing the file…",
        false => "Download as CSV",
    };
    view! {
        <div class="toolbar toolbar--log" role="search">
            {filter("log-text", "Name or id", "search", text)}
            <div>
                <label class="field__label" for="log-outcome">
                    "Outcome"
                </label>
                <select class="input input--select" id="log-outcome" on:change=choose>
                    <option value="">"All outcomes"</option>
                    {outcomes.collect_view()}
                </select>
            </div>
            {filter("log-who", "Who", "search", who)}
            {filter("log-since", "From", "date", since)}
            {filter("log-until", "To", "date", until)}
            // A frame may keep no files on anybody's computer.
            {(!is_framed())
                .then(|| {
                    view! {
                        <Button weight=Weight::Secondary busy=log.is_exporting on_press=export>
                            {words}
                        </Button>
                    }
                })}
        </div>
        <datalist id="log-people">{move || people(log)}</datalist>
    }
}

fn filter(
    id: &'static str,
    label: &'static str,
    kind: &'static str,
    on_change: Callback<String>,
) -> AnyView {
    view! {
        <div>
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="input"
                type=kind
                id=id
                autocomplete="off"
                spellcheck="false"
                list=(id == "log-who").then_some("log-people")
                on:input=move |event| on_change.run(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn given(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The names that were seen, to choose from.
fn people(log: Log) -> AnyView {
    let mut names: Vec<String> = Vec::new();
    log.rows.with(|rows| {
        for row in rows {
            if !names.contains(&row.who) {
                names.push(row.who.clone());
            }
        }
    });
    let names = names
        .into_iter()
        .map(|name| view! { <option value=name></option> });
    names.collect_view().into_any()
}
