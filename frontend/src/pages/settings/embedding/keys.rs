//! The keys of servers: those that work, and making another.

use handoff::interface::{AtsKeyView, NewAtsKey, Scope};
use leptos::prelude::*;

use super::Joined;
use crate::api;
use crate::browser::{focus_heading, moment_in_words};
use crate::components::button::SubmitButton;
use crate::components::checkbox::Checkbox;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::toasts::Toasts;
use crate::pages::people::asking::Asking;
use crate::tasks::drawn;

/// For so long a replaced key works on: until the next working day has seen the new one.
const OVERLAP_HOURS: u64 = 24;

#[component]
pub(super) fn Keys(joined: Joined) -> impl IntoView {
    view! {
        <div class="users embedding">
            <section class="card" aria-labelledby="keys">
                <h2 class="card__title" id="keys">
                    "Server keys"
                </h2>
                {drawn(move || {
                    joined.view.with(|view| view.keys.is_empty()).then(|| view! { <p class="muted">"There is none yet."</p> })
                })}
                <ul class="users__list">
                    // A key that was replaced is drawn anew.
                    <For
                        each=move || joined.view.get().keys
                        key=|key| (key.id.clone(), key.minutes_left.is_some())
                        let:key
                    >
                        <OneKey key=key joined=joined />
                    </For>
                </ul>
            </section>
            <NewKey joined=joined />
        </div>
    }
}

#[component]
fn OneKey(key: AtsKeyView, joined: Joined) -> impl IntoView {
    let asking = Asking::new("key");
    let toasts = Toasts::here();
    let AtsKeyView {
        id,
        name,
        scopes,
        hint,
        made_by,
        made_at,
        last_used_at,
        minutes_left,
    } = key;
    let used = match last_used_at {
        Some(at) => format!("Used last: {}", moment_in_words(&at)),
        None => "Not used yet".to_owned(),
    };
    let made = format!(
        "Ends with {hint}. Made by {made_by}, {}.",
        moment_in_words(&made_at)
    );
    let allows = scopes
        .into_iter()
        .map(|scope| view! { <li>{scope.meaning()}</li> });
    let (of_id, of_name) = (StoredValue::new(id.clone()), StoredValue::new(name.clone()));
    let replace = Callback::new(move |()| {
        let id = of_id.get_value();
        let request = async move { api::replace_key(&id, OVERLAP_HOURS).await };
        asking.ask(request, move |answer| joined.made(answer));
    });
    let remove = Callback::new(move |()| {
        let id = of_id.get_value();
        let request = async move { api::remove_key(&id).await };
        asking.ask(request, move |view| {
            toasts.say(format!("The key of {} is removed.", of_name.get_value()));
            joined.view.set(view);
            focus_heading();
        });
    });
    let replaced =
        minutes_left.map(|minutes| format!("Replaced: it works for {} more.", in_words(minutes)));
    let is_replaced = replaced.is_some();
    let which = match is_replaced {
        true => format!("{name}, the old one"),
        false => name.clone(),
    };
    let remove_words = format!("Remove the key of {which}");
    view! {
        <li class="users__one">
            <div class="users__who">
                <p class="users__name" dir="auto">
                    {name.clone()}
                </p>
                <p class="muted users__small" dir="auto">
                    {made}
                </p>
                <p class="muted users__small">{used}</p>
                {replaced.map(|words| view! { <p class="users__small">{words}</p> })}
            </div>
            <ul class="users__small">{allows.collect_view()}</ul>
            {asking.troubles()}
            <div class="actions users__do">
                {(!is_replaced)
                    .then(|| {
                        view! {
                            <ConfirmDialog
                                id=format!("replace-{id}")
                                opener=format!("Replace the key of {name}")
                                title=format!("Replace the key of {name}?")
                                text=format!(
                                    "A new key is made and shown once. The old one works for {OVERLAP_HOURS} more hours, so that the \
                                     server can be changed without a gap; remove it to end it earlier.",
                                )
                                confirm="Replace"
                                busy=asking.is_busy
                                on_confirm=replace
                            />
                        }
                    })}
                <ConfirmDialog
                    id=format!("remove-{id}")
                    opener=remove_words.clone()
                    title=format!("{remove_words}?")
                    text="The server can do nothing here any more, and whoever came in by it is out at once.".to_owned()
                    confirm="Remove"
                    busy=asking.is_busy
                    on_confirm=remove
                />
            </div>
        </li>
    }
}

/// Minutes as a person says them.
fn in_words(minutes: u64) -> String {
    match minutes {
        0 | 1 => "a minute".to_owned(),
        2..120 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes / 60),
    }
}

#[component]
fn NewKey(joined: Joined) -> impl IntoView {
    let asking = Asking::new("new-key");
    let name = RwSignal::new(String::new());
    // Of an applicant tracking system that brings candidates and shows frames both are wanted; Pinpoint is one of its own.
    let chosen = Scope::ALL.map(|scope| {
        (
            scope,
            RwSignal::new(matches!(scope, Scope::Candidates | Scope::Embed)),
        )
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let scopes = chosen
            .iter()
            .filter(|(_, is_chosen)| is_chosen.get_untracked());
        let new = NewAtsKey {
            name: name.get_untracked(),
            scopes: scopes.map(|(scope, _)| *scope).collect(),
        };
        let request = async move { api::add_key(&new).await };
        asking.ask(request, move |made| {
            name.set(String::new());
            joined.made(made);
        });
    };
    let boxes = chosen.map(|(scope, is_chosen)| {
        view! {
            <Checkbox
                id=format!("new-key-{}", scope.code())
                label=scope.meaning().to_owned()
                hint=None
                is_ticked=is_chosen
                on_change=Callback::new(move |ticked| is_chosen.set(ticked))
            />
        }
    });
    view! {
        <form class="card stack" method="post" novalidate aria-labelledby="add-key" on:submit=submit>
            <h2 class="card__title" id="add-key">
                "Make a key"
            </h2>
            {asking.troubles()}
            <div>
                {asking.text(("name", "Name of the system", "off"), Some("It stands in the record of who did what."), name)}
                <fieldset class="stack" id="new-key-scopes" tabindex="-1">
                    <legend class="field__label">"What the key allows"</legend>
                    {boxes.collect_view()}
                </fieldset>
            </div>
            <div class="actions">
                <SubmitButton label="Make a key" busy_label="Making…" busy=asking.is_busy />
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_is_left_reads_as_a_person_says_it() {
        assert_eq!(in_words(0), "a minute");
        assert_eq!(in_words(59), "59 minutes");
        assert_eq!(in_words(24 * 60), "24 hours");
    }
}
