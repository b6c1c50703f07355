//! What was saved so far, with the way back to each version, and the options that are remembered.

use handoff::interface::{RememberedView, SetupVersion};
use leptos::prelude::*;

use super::state::{Doing, Fields};
use crate::browser::moment_in_words;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, DialogHandle};
use crate::setup_model::SetupModel;
use crate::tasks::{drawn, memo};

/// Versions shown before somebody asks for all.
const FIRST_SHOWN: usize = 10;

/// The versions, newest first.
#[component]
pub(super) fn History(state: Fields) -> impl IntoView {
    let dialog = DialogHandle::default();
    let wanted = RwSignal::new(None::<u64>);
    let shows_all = RwSignal::new(false);
    let newest = memo(move || {
        state
            .history
            .with(|all| all.first().map_or(0, |one| one.version))
    });
    let ask = Callback::new(move |version| {
        wanted.set(Some(version));
        dialog.open();
    });
    let yes = Callback::new(move |()| {
        dialog.close();
        if let Some(version) = wanted.get_untracked() {
            state.restore(version);
        }
    });
    let close = Callback::new(move |()| dialog.close());
    let all = Callback::new(move |()| shows_all.set(true));
    let what = move || match wanted.get() {
        Some(0) | None => {
            "The form becomes what it was at first. Everything since stays in the history."
                .to_owned()
        }
        Some(version) => {
            format!(
                "The form becomes what it was in version {version}. Everything since stays in the history."
            )
        }
    };
    let lost = move || {
        state.model.with(SetupModel::is_changed).then(|| {
            view! { <p>"Your changes that are not saved are given up."</p> }
        })
    };
    let entries = move || {
        let history = state.history.get();
        let shown = match shows_all.get() {
            true => history.len(),
            false => FIRST_SHOWN,
        };
        let entries = history.into_iter().take(shown);
        entries
            .map(|version| entry(version, newest.get(), ask))
            .collect_view()
    };
    let more = move || {
        let is_more = !shows_all.get() && state.history.with(Vec::len) > FIRST_SHOWN;
        is_more.then(|| {
            view! {
                <Button weight=Weight::Secondary on_press=all>
                    "Show all versions"
                </Button>
            }
        })
    };
    let at_first = move || {
        let is_changed = newest.get() > 0;
        is_changed.then(|| {
            let back = back(0, "as it was at first".to_owned(), ask);
            view! { <p class="setup__at-first">"Before all that, the form was as everybody’s is at first." {back}</p> }
        })
    };
    view! {
        <div class="past">
            {drawn(move || {
                (newest.get() == 0)
                    .then(|| {
                        view! {
                            <p class="muted">"Nobody has changed the form yet. It asks what most companies need."</p>
                        }
                    })
            })}
            <ol class="timeline">{drawn(entries)}</ol>
            {drawn(more)}
            {drawn(at_first)}
        </div>
        <Dialog id="fields-back" title="Go back to this?".to_owned() handle=dialog>
            <p>{drawn(what)}</p>
            {drawn(lost)}
            <div class="actions">
                <Button weight=Weight::Primary busy=state.is_doing(Doing::Restoring) on_press=yes>
                    "Go back"
                </Button>
                <Button weight=Weight::Secondary on_press=close>
                    "Cancel"
                </Button>
            </div>
        </Dialog>
    }
}

fn entry(version: SetupVersion, newest: u64, ask: Callback<u64>) -> AnyView {
    let is_newest = version.version == newest;
    let when = moment_in_words(&version.at);
    let number = version.version;
    view! {
        <li class="timeline__entry">
            <span>{version.words}</span>
            <span class="timeline__when">
                {format!("Version {number} · {}", version.who)} " · " <time datetime=version.at>{when}</time>
            </span>
            {match is_newest {
                true => view! { <span class="timeline__when">"This is how it is now"</span> }.into_any(),
                false => back(number, format!("version {number}"), ask),
            }}
        </li>
    }
    .into_any()
}

fn back(version: u64, what: String, ask: Callback<u64>) -> AnyView {
    view! {
        <button type="button" class="link-button" on:click=move |_| ask.run(version)>
            "Go back to this"
            <span class="visually-hidden">": " {what}</span>
        </button>
    }
    .into_any()
}

/// What words were taken to mean.
#[component]
pub(super) fn Remembered(state: Fields) -> impl IntoView {
    let choices = move || {
        let choices = state.remembered.get();
        if choices.is_empty() {
            return view! {
                <p class="muted">
                    "Nothing yet. When a candidate’s words are no option in BambooHR and somebody chooses one, it is remembered here and chosen by itself the next time."
                </p>
            }
            .into_any();
        }
        let choices = choices.into_iter().map(|choice| remembered(state, choice));
        view! { <ul class="remembered">{choices.collect_view()}</ul> }.into_any()
    };
    view! { <div class="past">{drawn(choices)}</div> }
}

fn remembered(state: Fields, choice: RememberedView) -> AnyView {
    let when = moment_in_words(&choice.at);
    let by = format!("{} · chosen by {}, ", choice.label, choice.who);
    let (found, option, at) = (
        choice.found.clone(),
        choice.option.clone(),
        choice.at.clone(),
    );
    let what = found.clone();
    let forget = Callback::new(move |()| state.forget(&choice));
    view! {
        <li class="remembered__one">
            <p dir="auto">
                <q>{found}</q>
                " means "
                <q>{option}</q>
            </p>
            <p class="timeline__when">{by} <time datetime=at>{when}</time></p>
            <Button weight=Weight::Secondary busy=state.is_busy() on_press=forget>
                "Forget"
                <span class="visually-hidden">" what “" {what} "” means"</span>
            </Button>
        </li>
    }
    .into_any()
}
