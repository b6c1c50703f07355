//! How many sends there were, week by week and by outcome, as bars.
//!
//! A figure: the bars are for the eye and hidden from screen readers, which get a table with the same numbers.
//! The outcomes stand in the same order in every bar and in the legend, so that nobody needs the colours. Nothing
//! takes focus, nothing is reported.

use handoff::interface::{LogOutcome, LogWeek};
use leptos::prelude::*;

use super::data_table::{Heads, row, table, text};
use crate::words::{day_in_words, log_outcome};

const HEADS: Heads = &[
    "Week from",
    "Need a person",
    "Running",
    "In BambooHR",
    "Not sent",
];

/// The chart and its table.
#[component]
pub fn WeekChart(
    /// Oldest first.
    weeks: Vec<LogWeek>,
) -> impl IntoView {
    let most = weeks.iter().map(total).max().unwrap_or_default().max(1);
    let bars = weeks.iter().map(|week| bar(week, most));
    let bars = bars.collect_view();
    let legend = LogOutcome::ALL.map(|outcome| {
        view! {
            <li>
                <span class=format!("chart__key chart__part--{}", outcome.code())></span>
                {log_outcome(outcome)}
            </li>
        }
    });
    let rows = weeks.iter().map(|week| {
        let numbers = LogOutcome::ALL.map(|outcome| text(number(week, outcome).to_string()));
        row(
            HEADS,
            [text(day_in_words(&week.monday))]
                .into_iter()
                .chain(numbers)
                .collect(),
        )
    });
    let rows = rows.collect_view().into_any();
    view! {
        <figure class="chart">
            <figcaption class="card__title">"Sends per week"</figcaption>
            <div class="chart__bars" aria-hidden="true">
                {bars}
            </div>
            <ul class="chart__legend" aria-hidden="true">
                {legend.collect_view()}
            </ul>
            <div class="visually-hidden">{table("Sends per week", HEADS, rows)}</div>
        </figure>
    }
}

fn bar(week: &LogWeek, most: u64) -> AnyView {
    let all = total(week);
    let parts = LogOutcome::ALL.into_iter().rev().map(|outcome| {
        let count = number(week, outcome);
        let height = format!("{}%", count * 100 / most);
        (count > 0).then(|| {
            view! {
                <span
                    class=format!("chart__part chart__part--{}", outcome.code())
                    style:block-size=height
                ></span>
            }
        })
    });
    view! {
        <div class="chart__week">
            <span class="chart__total">{(all > 0).then_some(all)}</span>
            <div class="chart__bar">{parts.collect_view()}</div>
            <span class="chart__day">{day_in_words(&week.monday)}</span>
        </div>
    }
    .into_any()
}

fn number(week: &LogWeek, outcome: LogOutcome) -> u64 {
    match outcome {
        LogOutcome::NeedsPerson => week.needs_person,
        LogOutcome::Running => week.running,
        LogOutcome::Done => week.done,
        LogOutcome::NotSent => week.not_sent,
    }
}

fn total(week: &LogWeek) -> u64 {
    LogOutcome::ALL
        .into_iter()
        .map(|outcome| number(week, outcome))
        .sum()
}
