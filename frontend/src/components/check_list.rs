//! What the doctor found, one thing after the other, the worst first.
//!
//! A list; each entry begins with a heading, its mark, and the mark in words. What is in order takes one line. The
//! marks are hidden from screen readers. No keys, no live region: whoever asks says that there is an answer.

use handoff::interface::{DoctorReport, Finding, Severity};
use leptos::prelude::*;

use super::badge::badge_of;
use super::icon::{Drawing, Icon};
use crate::words::{by_weight, severity};

/// The findings of a report.
#[component]
pub fn CheckList(
    /// The report.
    report: DoctorReport,
) -> impl IntoView {
    let findings = by_weight(&report).into_iter().map(one);
    view! { <ul class="checks">{findings.collect_view()}</ul> }
}

fn one(finding: Finding) -> AnyView {
    let Finding {
        check,
        severity: how_bad,
        sentence,
        advice,
        about,
        ..
    } = finding;
    let (word, tone) = severity(how_bad);
    let icon = match how_bad {
        Severity::Good => Icon::Tick,
        Severity::Note | Severity::Warning => Icon::Alert,
        Severity::Error => Icon::Cross,
    };
    let about: Vec<_> = about
        .into_iter()
        .map(|label| view! { <li dir="auto">{label}</li> }.into_any())
        .collect();
    let advice = advice.map(|advice| {
        view! {
            <p class="check__advice">
                <strong>"What to do: "</strong>
                {advice}
            </p>
        }
    });
    view! {
        <li class=format!("check check--{}", tone.code())>
            <span class="check__mark" aria-hidden="true">
                <Drawing icon=icon />
            </span>
            <div class="check__text">
                <div class="check__head">
                    <h3 class="check__name">{check}</h3>
                    {badge_of(word, tone)}
                </div>
                <p class="check__sentence">{sentence}</p>
                {(!about.is_empty()).then(|| view! { <ul class="check__about">{about}</ul> })}
                {advice}
            </div>
        </li>
    }
    .into_any()
}
