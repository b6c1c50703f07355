//! A send that only a person can settle: who in BambooHR is it, or is it nobody?

use handoff::CandidateId;
use handoff::interface::{Decision, PossibleMatch, Resolution, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::paths;
use crate::words::{Tone, date_in_words};

/// The people found, and the decisions that can be taken.
#[component]
pub(super) fn NeedsPerson(candidate: CandidateId, following: Following) -> impl IntoView {
    let view = following.view;
    let name = view
        .with_untracked(|view| view.as_ref().map(|view| view.name.clone()))
        .unwrap_or_default();
    let look_again = Callback::new(move |()| following.decide(Resolution::of(Decision::LookAgain)));
    let not_created =
        Callback::new(move |()| following.decide(Resolution::of(Decision::NotCreated)));
    let found = Memo::new(move |_| {
        view.with(|view| view.as_ref().map(|view| view.matches.clone()))
            .unwrap_or_default()
    });
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Please check {name} in BambooHR") />
        {move || view.with(|view| view.as_ref().map(why))}
        {move || following.refusal.get().map(|error| view! { <ErrorNotice error=error /> })}
        <section class="card" aria-labelledby="found-title">
            <h2 class="card__title" id="found-title">
                "People found in BambooHR"
            </h2>
            {
                let name = name.clone();
                move || people(&found.get(), &name, following)
            }
        </section>
        <div class="actions">
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=look_again>
                "Look again"
            </Button>
            <ConfirmDialog
                id="nobody-created"
                opener="Nobody was created"
                title=format!("Is {name} missing from BambooHR?")
                text=format!(
                    "If {name} is there after all and you send again, BambooHR will have the person twice.",
                )
                confirm="I have looked into BambooHR: nobody was created"
                busy=following.is_deciding
                on_confirm=not_created
            />
        </div>
    }
}

fn why(view: &SendView) -> impl IntoView + use<> {
    let (title, advice) = match &view.problem {
        Some(problem) => (problem.title.clone(), problem.advice.clone()),
        None => (
            "We could not tell whether the person arrived".to_owned(),
            "Look into BambooHR, then say what you found. We do not send again by ourselves."
                .to_owned(),
        ),
    };
    let said = view
        .problem
        .as_ref()
        .and_then(|problem| problem.upstream_message.clone());
    view! {
        <Banner tone=Tone::Warning title=title>
            <p>{advice}</p>
            {said.map(|message| view! { <p>"BambooHR said: " <q>{message}</q></p> })}
        </Banner>
    }
}

fn people(found: &[PossibleMatch], name: &str, following: Following) -> AnyView {
    if found.is_empty() {
        return view! { <p>"Nobody was found who could be this person."</p> }.into_any();
    }
    let people = found
        .iter()
        .map(|found| person(found.clone(), name, following));
    view! { <ul class="matches">{people.collect_view()}</ul> }.into_any()
}

fn person(found: PossibleMatch, name: &str, following: Following) -> impl IntoView + use<> {
    let PossibleMatch {
        employee,
        name: found_name,
        hire_date,
        status,
        ..
    } = found;
    let hired =
        hire_date.map(|date| format!("Hire date: {}", date_in_words(&date).unwrap_or(date)));
    let facts = [Some(format!("Employee id {}", employee.id)), hired, status];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let which = format!(": {found_name}, employee id {}", employee.id);
    let page = paths::employee(&employee).map(|page| (page, which.clone()));
    let this_is = format!("This is {name}");
    let adopted = employee.id;
    let adopt = Callback::new(move |()| {
        following.decide(Resolution::about(Decision::Adopt, adopted.clone()));
    });
    view! {
        <li class="match">
            <div class="match__who">
                <p class="match__name" dir="auto">
                    {found_name}
                </p>
                <p class="muted">{facts}</p>
                {page
                    .map(|(page, which)| {
                        view! {
                            <a href=page target="_blank" rel="noopener noreferrer">
                                "View in BambooHR"
                                <span class="visually-hidden">{which}</span>
                                <Drawing icon=Icon::NewTab />
                            </a>
                        }
                    })}
            </div>
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=adopt>
                {this_is}
                <span class="visually-hidden">{which}</span>
            </Button>
        </li>
    }
}
