//! What the phases of a send have in common: the employee, what went wrong, the people found.

use handoff::date_in_words;
use handoff::interface::{Decision, EmployeeLink, PossibleMatch, Resolution, SendProblem};
use leptos::prelude::*;

use super::follow::Following;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::employee_link::employee_link;
use crate::components::error_notice::ErrorNotice;
use crate::components::timeline::History;
use crate::paths;
use crate::tasks::{drawn, memo};
use crate::words::{Tone, duration};

/// A button about somebody found: its words, and what it decides.
pub(super) type Offer = (String, Decision);

/// The employee's id and page.
pub(super) fn employee_line(employee: EmployeeLink) -> AnyView {
    let page = paths::employee(&employee);
    view! {
        <p class="arrived__employee">
            <span>"Employee id " <strong>{employee.id}</strong></span>
            {page.map(|page| employee_link(page, None))}
        </p>
    }
    .into_any()
}

/// The way to the batch that a send belongs to.
pub(super) fn batch_link(batch: &str) -> AnyView {
    let page = paths::batch(batch);
    view! {
        <p>
            <a href=page>"Open the batch"</a>
        </p>
    }
    .into_any()
}

/// What happened to the send, and what was decided about it.
pub(super) fn history(following: Following) -> AnyView {
    let view = following.view;
    let entries = memo(move || {
        view.with(|view| view.as_ref().map(|view| view.history.clone()))
            .unwrap_or_default()
    });
    view! { <History entries=entries /> }.into_any()
}

/// What went wrong, in our words and in BambooHR's.
pub(super) fn problem_banner(tone: Tone, problem: SendProblem) -> AnyView {
    let said = problem.upstream_message;
    let wait = problem.retry_after_seconds;
    view! {
        <Banner tone=tone title=problem.title>
            <p>{problem.advice}</p>
            {said.map(|message| view! { <p>"BambooHR said: " <q>{message}</q></p> })}
            {wait
                .map(|seconds| {
                    view! { <p>{format!("Wait at least {} before you try again.", duration(seconds))}</p> }
                })}
        </Banner>
    }
    .into_any()
}

/// Why the last decision was not taken.
#[component]
pub(super) fn Refusal(following: Following) -> impl IntoView {
    drawn(move || {
        following
            .refusal
            .get()
            .map(|error| view! { <ErrorNotice error=error /> })
    })
}

/// What is asked of the person, and why.
#[component]
pub(super) fn Why(following: Following) -> impl IntoView {
    let view = following.view;
    drawn(move || {
        let problem = view.with(|view| view.as_ref().and_then(|view| view.problem.clone()));
        problem.map(|problem| problem_banner(Tone::Warning, problem))
    })
}

/// The people found in BambooHR, each with what can be decided about them.
#[component]
pub(super) fn People(
    following: Following,
    offers: fn(&str, &PossibleMatch) -> Vec<Offer>,
) -> impl IntoView {
    let found = memo(move || {
        following
            .view
            .with(|view| {
                view.as_ref()
                    .map(|view| (view.name.clone(), view.matches.clone()))
            })
            .unwrap_or_default()
    });
    let list = drawn(move || {
        let (name, found) = found.get();
        if found.is_empty() {
            return view! { <p>"There is nobody to compare."</p> }.into_any();
        }
        let people = found.into_iter().map(|found| {
            let offers = offers(&name, &found);
            person(found, offers, following)
        });
        view! { <ul class="matches">{people.collect_view()}</ul> }.into_any()
    });
    view! {
        <section class="card" aria-labelledby="found-title">
            <h2 class="card__title" id="found-title">
                "People found in BambooHR"
            </h2>
            {list}
        </section>
    }
}

const HINT: &str =
    "You found the person in BambooHR? The id is the number at the end of the page’s address.";

/// Somebody who was found in BambooHR by hand is shown like those we found, to be compared.
#[component]
pub(super) fn ByHand(following: Following) -> impl IntoView {
    let id = RwSignal::new(String::new());
    let show = Callback::new(move |()| {
        let about = id.with_untracked(|id| id.trim().to_owned());
        if !about.is_empty() {
            following.decide(Decision::Consider, Some(about));
        }
    });
    view! {
        <div class="card panel">
            {line("found-by-hand", "Employee id", HINT, id)}
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=show>
                "Show this employee"
            </Button>
        </div>
    }
}

/// Why somebody decides as they do, in a line of their own words.
#[component]
pub(super) fn Reason(following: Following) -> impl IntoView {
    let hint = "One line, kept with the decision for who asks later. Write it before you decide.";
    let input = line("reason", "Reason (optional)", hint, following.reason);
    view! {
        <div class="card">
            {input}
            {deciding(following)}
        </div>
    }
}

/// Says that a decision is on its way, near the buttons that take one.
pub(super) fn deciding(following: Following) -> AnyView {
    let words = move || following.is_deciding.get().then_some("One moment…");
    view! {
        <p class="muted" role="status">
            {drawn(words)}
        </p>
    }
    .into_any()
}

fn person(found: PossibleMatch, offers: Vec<Offer>, following: Following) -> AnyView {
    let which = format!(": {}, employee id {}", found.name, found.employee.id);
    let facts = facts(&found);
    let why = found.why.map(|why| format!("Why: {why}"));
    let page =
        paths::employee(&found.employee).map(|page| employee_link(page, Some(which.clone())));
    let employee = found.employee.id;
    let buttons = offers.into_iter().map(|(label, decision)| {
        let employee = employee.clone();
        let which = which.clone();
        let decide = Callback::new(move |()| {
            following.decide(decision, Some(employee.clone()));
        });
        view! {
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=decide>
                {label}
                <span class="visually-hidden">{which}</span>
            </Button>
        }
    });
    view! {
        <li class="match">
            <div class="match__who">
                <p class="match__name" dir="auto">
                    {found.name}
                </p>
                <p class="muted">{facts}</p>
                {why.map(|why| view! { <p>{why}</p> })}
                {page}
            </div>
            <div class="match__offers">{buttons.collect_view()}</div>
        </li>
    }
    .into_any()
}

fn facts(found: &PossibleMatch) -> String {
    let hired = found.hire_date.as_ref();
    let hired = hired.map(|date| date_in_words(date).unwrap_or_else(|| date.clone()));
    let facts = [
        Some(format!("Employee id {}", found.employee.id)),
        hired.map(|date| format!("Hire date: {date}")),
        found.status.clone(),
        found.is_ours.then(|| "Sent from here before".to_owned()),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// One line of text that no rule judges.
pub(super) fn line(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    text: RwSignal<String>,
) -> AnyView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <div class="field__head">
                <label class="field__label" for=id>
                    {label}
                </label>
                <p class="field__hint" id=hint_id.clone()>
                    {hint}
                </p>
            </div>
            <input
                class="input"
                type="text"
                id=id
                maxlength=Resolution::LONGEST_REASON
                autocomplete="off"
                aria-describedby=hint_id
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
