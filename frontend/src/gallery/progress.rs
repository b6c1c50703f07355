//! How far something is: steps, stages, what happened, what is on its way.

use handoff::Stage;
use handoff::interface::{
    Happened, HistoryEntry, LogWeek, SendProblem, SendState, StepProgress, StepView,
};
use leptos::prelude::*;

use super::{Example, Group};
use crate::components::countdown::Countdown;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::stage_path::StagePath;
use crate::components::steps::Steps;
use crate::components::timeline::Timeline;
use crate::components::unreachable::Unreachable;
use crate::components::week_chart::WeekChart;

#[component]
pub(super) fn Progress() -> impl IntoView {
    let stages = [
        ("stage-path-applied", "Stage path, applied", Stage::Applied),
        (
            "stage-path-screening",
            "Stage path, screening",
            Stage::Screening,
        ),
        (
            "stage-path-interview",
            "Stage path, interview",
            Stage::Interview,
        ),
        ("stage-path-offer", "Stage path, offer", Stage::Offer),
        ("stage-path-hired", "Stage path, hired", Stage::Hired),
        (
            "stage-path-rejected",
            "Stage path, rejected",
            Stage::Rejected,
        ),
    ];
    let stages = stages.map(|(id, title, stage)| {
        view! {
            <Example id=id title=title>
                <StagePath stage=Signal::stored(stage) />
            </Example>
        }
    });
    view! {
        <Group title="Progress">
            <Example id="steps" title="Steps under way">
                <Steps steps=Signal::stored(under_way()) />
            </Example>
            <Example id="steps-stopped" title="Steps that stopped">
                <Steps steps=Signal::stored(stopped()) />
            </Example>
            <Example id="steps-waiting" title="Steps that wait, failed or were skipped">
                <Steps steps=Signal::stored(waiting()) />
            </Example>
            <Example id="countdown" title="Countdown">
                <Countdown seconds=Signal::stored(Some(86_400)) />
            </Example>
            <Example id="unreachable" title="Server out of reach">
                <Unreachable
                    is_out_of_reach=Signal::stored(true)
                    words="We cannot reach the server. This page keeps asking."
                />
            </Example>
            <Example id="week-chart" title="Sends per week" wide=true>
                <WeekChart weeks=weeks() />
            </Example>
            {stages.collect_view()}
            <Example id="timeline" title="Timeline">
                <Timeline entries=Signal::stored(history()) />
            </Example>
            <Example id="skeleton-card" title="Skeleton of a card">
                <SkeletonCard lines=4 />
            </Example>
            <Example id="skeleton-heading" title="Skeleton of a page’s heading">
                <SkeletonHeading />
            </Example>
        </Group>
    }
}

fn steps(steps: &[(&str, StepProgress)]) -> Vec<StepView> {
    let view = |(label, progress): &(&str, StepProgress)| StepView {
        label: (*label).to_owned(),
        progress: *progress,
        problem: None,
    };
    steps.iter().map(view).collect()
}

fn under_way() -> Vec<StepView> {
    steps(&[
        ("Create the employee", StepProgress::Done),
        ("Compare what was stored", StepProgress::Running),
        ("Tell payroll", StepProgress::Waiting),
    ])
}

fn stopped() -> Vec<StepView> {
    steps(&[
        ("Create the employee", StepProgress::NeedsPerson),
        ("Compare what was stored", StepProgress::Failed),
    ])
}

fn waiting() -> Vec<StepView> {
    let problem = |title: &str, advice: &str, said: Option<&str>| {
        Some(SendProblem {
            code: String::new(),
            title: title.to_owned(),
            advice: advice.to_owned(),
            upstream_message: said.map(str::to_owned),
            field: None,
            retry_after_seconds: None,
        })
    };
    let mut steps = steps(&[
        ("Create the employee", StepProgress::Done),
        ("Store the pay", StepProgress::Failed),
        ("Upload “contract.pdf”", StepProgress::Skipped),
        ("Compare what was stored", StepProgress::Running),
    ]);
    if let [_, failed, _, running] = steps.as_mut_slice() {
        failed.problem = problem(
            "BambooHR refused the pay.",
            "Ask your admin to allow it, then try again.",
            Some("Insufficient permissions"),
        );
        running.problem = problem("BambooHR asks us to wait.", "Nothing is lost.", None);
    }
    steps
}

fn weeks() -> Vec<LogWeek> {
    let days = ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"];
    (0..)
        .zip(days)
        .map(|(place, monday)| LogWeek {
            monday: monday.to_owned(),
            done: place * 4,
            not_sent: place,
            needs_person: place / 2,
            running: place / 3,
        })
        .collect()
}

fn history() -> Vec<HistoryEntry> {
    let entry = |at: &str, who: Option<&str>, what| HistoryEntry {
        at: at.to_owned(),
        who: who.map(str::to_owned),
        reason: None,
        what,
    };
    let sent = |state, words: &str| Happened::Sent {
        send: "send-1".to_owned(),
        state,
        words: words.to_owned(),
    };
    let recognised = sent(SendState::Created, "Esi Marais recognised employee 131");
    let moved = |stage| Happened::Moved { stage };
    vec![
        HistoryEntry {
            reason: Some("Same phone number".to_owned()),
            ..entry("2026-11-06T09:40:02Z", Some("Esi Marais"), recognised)
        },
        entry(
            "2026-11-06T09:31:10Z",
            Some("Esi Marais"),
            sent(SendState::Intent, "Sent to BambooHR by Esi Marais"),
        ),
        entry(
            "2026-11-05T16:02:00Z",
            Some("Esi Marais"),
            moved(Stage::Hired),
        ),
        entry("2026-10-12", None, Happened::Applied),
    ]
}
