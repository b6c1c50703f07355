//! The doctor: what was found, all that is to do as a text to pass on, and how to ask again.

use handoff::interface::DoctorReport;
use leptos::prelude::*;

use super::state::{Connecting, Doing};
use super::trouble::Troubles;
use crate::browser::moment_in_words;
use crate::components::button::{Button, Weight};
use crate::components::check_list::CheckList;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::copy_button::CopyButton;
use crate::tasks::drawn;
use crate::words::{doctor_summary, to_do, trial_summary};

const TEST: &str = "One person who is clearly named as a test is really added to your BambooHR, read back value by value, and deleted again where the \
     key may do that. Where it may not, the person stays, and you are told who it is. People who get mail from BambooHR \
     about new employees may get one.";

#[component]
pub(super) fn Checks(state: Connecting) -> impl IntoView {
    let check = Callback::new(move |()| state.check());
    let test = Callback::new(move |()| state.test());
    let words = move || match (state.doing.get(), state.view.read().report.is_some()) {
        (Some(Doing::Checking), _) => "Checking…",
        (_, true) => "Check again",
        (_, false) => "Check now",
    };
    let trial = move || {
        let report = state.trial.get()?;
        let company = state.view.with_untracked(|view| view.company.clone());
        Some(view! {
            <h3 class="checks__title">"Test with a person"</h3>
            {result("trial-text", company.unwrap_or_default(), trial_summary(&report), report)}
            <h3 class="checks__title">"All checks"</h3>
        })
    };
    let report = move || {
        state.view.with(|view| match (&view.company, &view.report) {
            (Some(company), Some(report)) => {
 let summary = doctor_summary(report);
 result("checks-text", company.clone(), summary, report.clone())
 }

            _ => view! {
                <p class="muted">
                    "Nothing was checked yet. A check looks at the key, its rights, your fields and your lists, and changes nothing."
                </p>
            }
            .into_any(),
        })
    };
    view! {
        <section class="card stack integration__checks" aria-labelledby="checks-title">
            <div class="checks__top">
                <h2 class="card__title" id="checks-title">
                    "Checks"
                </h2>
                <div class="actions">
                    <Button weight=Weight::Secondary busy=state.is_busy() on_press=check>
                        {drawn(words)}
                    </Button>
                    <ConfirmDialog
                        id="test-person"
                        opener="Test with a person"
                        title="Add a test person to BambooHR?".to_owned()
                        text=TEST.to_owned()
                        confirm="Add the test person"
                        busy=state.is_busy()
                        on_confirm=test
                    />
                </div>
            </div>
            <Troubles state=state of=&[Doing::Checking, Doing::Testing] />
            {drawn(trial)}
            {drawn(report)}
        </section>
    }
}

fn result(id: &'static str, company: String, summary: String, report: DoctorReport) -> AnyView {
    let at = moment_in_words(&report.at);
    let text = to_do(&company, &report, &at).map(|text| {
        view! { <CopyButton id=id words="Copy for your BambooHR admin" text=text /> }
    });
    view! {
        <div class="checks__summary">
            <p>
                <strong>{summary}</strong>
            </p>
            <p class="muted">"Asked last: " <time datetime=report.at.clone()>{at}</time></p>
            {text}
        </div>
        <CheckList report=report />
    }
    .into_any()
}
