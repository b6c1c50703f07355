//! How far something is: steps, stages, what happened, what is on its way.

use handoff::Stage;
use handoff::interface::{Happened, HistoryEntry, SendState, StepProgress, StepView};
use leptos::prelude::*;

use super::{Example, Group};
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::stage_path::StagePath;
use crate::components::steps::Steps;
use crate::components::timeline::Timeline;

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

fn history() -> Vec<HistoryEntry> {
    let entry = |at: &str, who: Option<&str>, what| HistoryEntry {
        at: at.to_owned(),
        who: who.map(str::to_owned),
        what,
    };
    let sent = |state| Happened::Sent {
        send: "send-1".to_owned(),
        state,
    };
    let moved = |stage| Happened::Moved { stage };
    vec![
        entry("2026-11-06T09:31:12Z", None, sent(SendState::Created)),
        entry(
            "2026-11-06T09:31:10Z",
            Some("Esi Marais"),
            sent(SendState::Intent),
        ),
        entry(
            "2026-11-05T16:02:00Z",
            Some("Esi Marais"),
            moved(Stage::Hired),
        ),
        entry("2026-10-12", None, Happened::Applied),
    ]
}
