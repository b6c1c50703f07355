//! Company and key, with the guide beside them.

use leptos::prelude::*;

use super::shown::{API_KEY, SUBDOMAIN};
use super::state::{Connecting, Doing, KEY_INPUT, SUBDOMAIN_INPUT};
use super::trouble::Troubles;
use crate::components::affixed_input::AffixedInput;
use crate::components::banner::Banner;
use crate::components::button::{Button, SubmitButton, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Question;
use crate::components::key_guide::KeyGuide;
use crate::components::secret_input::SecretInput;
use crate::tasks::{drawn, memo};
use crate::words::Tone;

#[component]
pub(super) fn ConnectionForm(state: Connecting) -> impl IntoView {
    let has_key = memo(move || state.view.with(|view| view.key.is_some()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.save();
    };
    let lines = Signal::derive(move || {
        let problems = state.problems.get();
        let line = |problem: handoff::FieldProblem| {
            let input = match problem.field.as_str() {
                SUBDOMAIN => Some(SUBDOMAIN_INPUT.to_owned()),
                API_KEY => Some(KEY_INPUT.to_owned()),
                _ => None,
            };
            (input, problem.message)
        };
        problems.into_iter().map(line).collect::<Vec<_>>()
    });
    let cancel = Callback::new(move |()| state.cancel());
    view! {
        <div class="integration">
            <section class="card" aria-labelledby="connection-title">
                <h2 class="card__title" id="connection-title">
                    {drawn(move || if has_key.get() { "Replace the key" } else { "Connect BambooHR" })}
                </h2>
                // A failure must never put the key into an address.
                <form class="stack" method="post" novalidate on:submit=submit>
                    <ErrorSummary lines=lines />
                    <Sample state=state />
                    <Inputs state=state has_key=has_key />
                    <Troubles state=state of=&[Doing::Saving] />
                    <div class="actions">
                        <SubmitButton label="Save" busy_label="Saving…" busy=is_saving(state) />
                        {drawn(move || {
                            has_key
                                .get()
                                .then(|| {
                                    view! {
                                        <Button weight=Weight::Secondary on_press=cancel>
                                            "Cancel"
                                        </Button>
                                    }
                                })
                        })}
                    </div>
                </form>
            </section>
            <KeyGuide />
        </div>
    }
}

fn is_saving(state: Connecting) -> Signal<bool> {
    Signal::derive(move || state.doing.get() == Some(Doing::Saving))
}

#[component]
fn Inputs(state: Connecting, has_key: Memo<bool>) -> impl IntoView {
    let subdomain = question(
        state,
        SUBDOMAIN,
        SUBDOMAIN_INPUT,
        "BambooHR subdomain",
        "What stands before .bamboohr.com when you use BambooHR, for example acme. You can paste the whole address.",
    );
    let key_hint = match has_key.get_untracked() {
        true => "Leave this empty to keep the stored key. Another company needs a key of its own.",
        false => "Stored by the server and never shown again, except for its last four characters.",
    };
    let key = Question {
        required: Signal::derive(move || !has_key.get()),
        ..question(state, API_KEY, KEY_INPUT, "API key", key_hint)
    };
    let type_subdomain = Callback::new(move |typed| {
        state.answered(SUBDOMAIN);
        state.type_subdomain(typed);
    });
    let type_key = Callback::new(move |typed| {
        state.answered(API_KEY);
        state.key.set(typed);
    });
    view! {
        <div>
            <AffixedInput
                question=subdomain
                before="https://"
                after=".bamboohr.com"
                value=state.subdomain
                on_change=type_subdomain
            />
            <SecretInput question=key value=state.key on_change=type_key on_leave=Callback::new(|()| ()) />
        </div>
    }
}

fn question(state: Connecting, field: &'static str, id: &str, label: &str, hint: &str) -> Question {
    Question {
        hint: Some(hint.to_owned()),
        required: Signal::stored(true),
        problem: Signal::derive(move || {
            state.problems.with(|problems| {
                let mut problems = problems.iter();
                let problem = problems.find(|problem| problem.field.as_str() == field);
                problem.map(|problem| problem.message.clone())
            })
        }),
        ..Question::new(id, label)
    }
}

/// In the demonstration: what opens the local sandbox.
#[component]
fn Sample(state: Connecting) -> impl IntoView {
    let fill = Callback::new(move |()| state.use_sample());
    drawn(move || {
        let sample = state.view.with(|view| view.sample.clone())?;
        Some(view! {
            <Banner tone=Tone::Plain title="This is the demonstration".to_owned()>
                <p>
                    "The local BambooHR is the company " <code>{sample.company}</code> " and takes the key "
                    <code>{sample.key}</code> ". Neither opens anything else."
                </p>
                <Button weight=Weight::Secondary on_press=fill>
                    "Use the sandbox"
                </Button>
            </Banner>
        })
    })
}
