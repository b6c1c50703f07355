//! Sends, the log, batches and changes.

use handoff::interface::{
    BatchCandidate, BatchCheck, BatchChecklist, BatchEntry, BatchSend, BatchView, ChangeKind,
    ChangesView, Decision, FieldChange, Happened, HistoryEntry, LogOutcome, LogPage, LogRow,
    LogSearch, LogWeek, NewBatch, NewSend, NewUpdate, PauseChange, PossibleMatch, Resolution,
    SendKind, SendState, SendView, StepProgress, StepView, TickedField,
};
use handoff::photo::Crop;
use handoff::{ChosenDocument, FieldId, Outcome, Receipt, ReceiptLine};

use super::sample::{employee, field_problem, form_field, id, problem, submission, summary, text};
use super::survives;

#[test]
fn a_send_survives_in_every_state_with_everything_and_with_nothing() {
    let steps = [
        StepProgress::Waiting,
        StepProgress::Running,
        StepProgress::Done,
        StepProgress::Failed,
        StepProgress::Skipped,
        StepProgress::NeedsPerson,
    ];
    let whole = |state| SendView {
        id: text(),
        candidate: id(),
        name: text(),
        kind: SendKind::Rehire,
        state,
        steps: steps
            .map(|progress| StepView {
                label: text(),
                progress,
                problem: Some(problem()),
            })
            .to_vec(),
        employee: Some(employee()),
        problem: Some(problem()),
        receipt: Some(Receipt {
            lines: vec![ReceiptLine {
                field: FieldId::new("city"),
                label: text(),
                sent: text(),
                outcome: Outcome::Differs { stored: text() },
            }],
        }),
        matches: vec![PossibleMatch {
            employee: employee(),
            name: text(),
            hire_date: Some(text()),
            status: Some(text()),
            why: Some(text()),
            is_ours: true,
        }],
        version: 7,
        can_stop: true,
        waits_seconds: Some(3),
        batch: Some(text()),
        history: vec![HistoryEntry {
            at: text(),
            who: Some(text()),
            reason: Some(text()),
            what: Happened::Sent {
                send: text(),
                state,
                words: text(),
            },
        }],
    };
    let bare = |kind| SendView {
        kind,
        steps: Vec::new(),
        employee: None,
        problem: None,
        receipt: None,
        matches: Vec::new(),
        can_stop: false,
        waits_seconds: None,
        batch: None,
        history: Vec::new(),
        ..whole(SendState::Intent)
    };
    survives(SendState::ALL.map(whole).to_vec());
    survives(SendKind::ALL.map(bare).to_vec());
    survives(vec![summary()]);
    survives(vec![NewSend {
        submission: submission(),
        documents: vec![ChosenDocument {
            name: text(),
            category: Some(text()),
            share: true,
        }],
        photo: true,
        crop: Some(Crop {
            left: 1,
            top: 2,
            side: 150,
        }),
    }]);
    let decisions = [
        Decision::LookAgain,
        Decision::Adopt,
        Decision::NotCreated,
        Decision::CreateAnyway,
        Decision::Update,
        Decision::Rehire,
        Decision::AlreadyThere,
        Decision::Stop,
        Decision::RetrySteps,
        Decision::SkipSteps,
    ];
    let resolution = |decision| Resolution {
        decision,
        version: 3,
        employee: Some("121".to_owned()),
        reason: Some(text()),
    };
    survives(decisions.map(resolution).to_vec());
    let bare = |decision| Resolution {
        employee: None,
        reason: None,
        ..resolution(decision)
    };
    survives(decisions.map(bare).to_vec());
}

#[test]
fn the_log_survives() {
    survives(vec![
        LogSearch::default(),
        LogSearch {
            outcome: Some(LogOutcome::NeedsPerson),
            who: Some(text()),
            text: text(),
            since: Some("2027-01-01".to_owned()),
            until: Some("2027-01-31".to_owned()),
            after: Some(text()),
        },
    ]);
    survives(LogOutcome::ALL.to_vec());
    let row = |state| LogRow {
        id: text(),
        candidate: id(),
        name: text(),
        kind: SendKind::Update,
        state,
        who: text(),
        at: text(),
        changed_at: text(),
        employee: Some(employee()),
        attempts: 2,
        problem: Some(text()),
        batch: Some(text()),
        is_newest: true,
    };
    survives(vec![LogPage {
        sends: SendState::ALL.map(row).to_vec(),
        total: 11,
        next: Some(text()),
        need_person: 3,
        may_open: true,
    }]);
    survives(vec![LogWeek {
        monday: "2027-01-04".to_owned(),
        done: 1,
        not_sent: 2,
        needs_person: 3,
        running: 4,
    }]);
}

#[test]
fn batches_survive() {
    survives(vec![BatchCheck {
        candidates: vec![id()],
    }]);
    survives(vec![BatchChecklist {
        candidates: vec![BatchCandidate {
            id: id(),
            name: text(),
            job_title: text(),
            obstacle: Some(text()),
            send: Some(text()),
            missing: vec![form_field()],
        }],
    }]);
    survives(vec![NewBatch {
        candidates: vec![BatchEntry {
            id: id(),
            submission: submission(),
        }],
    }]);
    survives(vec![BatchView {
        id: text(),
        who: text(),
        at: text(),
        paused: true,
        waits: Some(text()),
        estimated_seconds: Some(90),
        sends: [None, Some(SendState::InFlight)]
            .map(|state| BatchSend {
                candidate: id(),
                name: text(),
                send: state.map(|_| text()),
                state,
                employee: Some(employee()),
                problem: Some(text()),
                fields: vec![field_problem()],
            })
            .to_vec(),
    }]);
    survives(vec![PauseChange { paused: true }]);
}

#[test]
fn changes_survive() {
    let kinds = [
        ChangeKind::CandidateChanged,
        ChangeKind::BambooHrChanged,
        ChangeKind::BothChanged,
        ChangeKind::NeverStored,
        ChangeKind::NotVisible,
    ];
    let change = |what| FieldChange {
        field: FieldId::new("city"),
        label: text(),
        candidate: Some(text()),
        sent: None,
        stored: Some(text()),
        is_visible: true,
        what,
    };
    survives(vec![ChangesView {
        candidate: id(),
        name: text(),
        employee: employee(),
        changes: kinds.map(change).to_vec(),
        same: 7,
        notices: vec![text()],
    }]);
    survives(vec![NewUpdate {
        fields: [Some(text()), None]
            .map(|said| TickedField {
                field: FieldId::new("city"),
                candidate: said.clone(),
                stored: said,
            })
            .to_vec(),
    }]);
}
