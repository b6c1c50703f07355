//! The export log: every send with its outcome, those that need a person first, and how many there were.
//!
//! Nothing is decided here: a row leads to the page of its send. What is searched for stays in memory, because
//! it is mostly somebody's name.

mod filters;
mod rows;
mod state;

use leptos::prelude::*;

use crate::api;
use crate::candidate_list::Activity;
use crate::components::button::{Button, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::Icon;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::SkeletonCard;
use crate::components::week_chart::WeekChart;
use crate::host;
use crate::load::{Load, Loader};
use crate::tasks::{effect, memo};
use crate::words::log_summary;
use filters::Filters;
use rows::LogRows;
use state::Log;

/// `/log`.
#[component]
pub fn LogPage() -> impl IntoView {
    let log = Log::begin();
    let is_there = memo(move || log.page.with(Option::is_some));
    effect(move || {
        if is_there.get() {
            host::tell_ready();
        }
    });
    let summary = memo(move || {
        log.page.with(|page| {
            page.as_ref()
                .map(|page| log_summary(page.total, page.need_person))
        })
    });
    view! {
        <div class="page-head">
            <PageHeading text="Export log" />
            <p class="page-head__note" role="status">
                {summary}
            </p>
        </div>
        // Numbers of everybody's sends are not for who is let in for some candidates.
        {(!host::is_framed()).then(|| view! { <Chart /> })}
        <Filters log=log />
        <Failure log=log />
        <Results log=log />
    }
}

/// The weeks. Without them the log is still good, so a failure is not shouted.
#[component]
fn Chart() -> impl IntoView {
    let weeks = Loader::new(api::weeks);
    move || {
        match weeks.state.get() {
        Load::Loading => view! { <SkeletonCard lines=5 /> }.into_any(),
        Load::Failed(_) => {
            view! { <p class="muted">"The numbers per week could not be loaded."</p> }.into_any()
        }
        Load::Ready(weeks) => {
            view! { <section class="card chart-card" aria-label="Sends per week"><WeekChart weeks=weeks /></section> }
                .into_any()
        }
    }
    }
}

#[component]
fn Failure(log: Log) -> impl IntoView {
    let again = Callback::new(move |()| {
        log.reload();
        crate::browser::focus_heading();
    });
    move || match log.activity.get() {
        Activity::Failed(error) => Some(view! { <ErrorNotice error=error again=again /> }),
        _ => None,
    }
}

#[component]
fn Results(log: Log) -> impl IntoView {
    let has_rows = memo(move || !log.rows.with(Vec::is_empty));
    let is_answered = memo(move || log.page.with(Option::is_some));
    let has_failed = memo(move || matches!(log.activity.get(), Activity::Failed(_)));
    move || {
        match (has_rows.get(), is_answered.get()) {
        (true, _) => view! {
            <LogRows log=log />
            <More log=log />
        }
        .into_any(),
        (false, true) => view! {
            <EmptyState
                icon=Icon::Document
                title=Signal::stored("No sends to show".to_owned())
                advice=Signal::stored("Sends appear here as soon as somebody sends a candidate. With filters set, choose others to see more.".to_owned())
            />
        }
        .into_any(),
        (false, false) if has_failed.get() => ().into_any(),
        (false, false) => view! { <SkeletonCard lines=8 /> }.into_any(),
    }
    }
}

#[component]
fn More(log: Log) -> impl IntoView {
    let is_busy = Signal::derive(move || log.activity.get() != Activity::Idle);
    let more = Callback::new(move |()| log.load_more());
    let left = memo(move || {
        log.page.with(|page| {
            page.as_ref()
                .and_then(|page| page.next.as_ref().map(|_| page.total))
        })
    });
    move || {
        left.get().map(|total| {
            view! {
                <div class="more">
                    <p class="more__shown">
                        {move || format!("{} of {total} shown", log.rows.with(Vec::len))}
                    </p>
                    <Button weight=Weight::Secondary busy=is_busy on_press=more>
                        "Show more"
                    </Button>
                </div>
            }
        })
    }
}
