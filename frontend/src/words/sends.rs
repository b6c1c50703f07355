//! How a send reads to a person: its state, its headings, its steps.

use handoff::interface::{ChangeKind, Happened, LogOutcome, SendKind, SendState, StepProgress};

use super::Tone;

/// The heading while it runs.
pub fn heading_running(kind: SendKind, name: &str) -> String {
    match kind {
        SendKind::Create => format!("Sending {name} to BambooHR"),
        SendKind::Update => format!("Updating {name} in BambooHR"),
        SendKind::Rehire => format!("Rehiring {name} in BambooHR"),
    }
}

/// The heading when it is done.
pub fn heading_done(kind: SendKind, name: &str) -> String {
    match kind {
        SendKind::Create => format!("{name} is now in BambooHR"),
        SendKind::Update => format!("{name} is updated in BambooHR"),
        SendKind::Rehire => format!("{name} is rehired in BambooHR"),
    }
}

/// The heading when BambooHR is as it was before.
pub fn heading_not_sent(kind: SendKind, name: &str) -> String {
    let what = match kind {
        SendKind::Create => "sent",
        SendKind::Update => "updated",
        SendKind::Rehire => "rehired",
    };
    format!("{name} was not {what}")
}

/// A time to wait, never shorter than it is.
pub fn duration(seconds: u64) -> String {
    match seconds {
        0..=1 => "one second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        91..=5_400 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3_600)),
    }
}

/// The badge of a send; `None` when nothing is worth a badge.
pub fn badge(state: SendState) -> Option<(&'static str, Tone)> {
    match state {
        SendState::Done | SendState::Created => Some(("In BambooHR", Tone::Good)),
        SendState::Intent | SendState::InFlight => Some(("Sending…", Tone::Busy)),
        SendState::Unknown => Some(("Checking BambooHR…", Tone::Busy)),
        SendState::TwinFound | SendState::NeedsPerson => Some(("Needs a decision", Tone::Warning)),
        SendState::Incomplete => Some(("Not complete", Tone::Warning)),
        SendState::Refused | SendState::NotSent => Some(("Not sent", Tone::Bad)),
        SendState::Released => None,
    }
}

/// Words of a link that leads to the send.
pub fn link_to_send(state: SendState) -> &'static str {
    match state {
        SendState::Done => "View receipt",
        SendState::Intent | SendState::InFlight | SendState::Created | SendState::Unknown => {
            "View progress"
        }
        SendState::TwinFound | SendState::Incomplete => "Decide how to go on",
        SendState::NeedsPerson => "Decide what happened",
        SendState::Refused | SendState::NotSent => "See what happened",
        SendState::Released => "View the last attempt",
    }
}

/// One line of a candidate's history. What became of a send is told by the proxy, which knows what was decided; empty
/// when it did not say.
pub fn happened(what: &Happened) -> String {
    match what {
        Happened::Applied => "Applied".to_owned(),
        Happened::Moved { stage } => format!("Moved to {}", stage.label()),
        Happened::Sent { words, .. } => words.clone(),
    }
}

/// How far a step is.
pub fn step_progress(progress: StepProgress) -> &'static str {
    match progress {
        StepProgress::Waiting => "Waiting",
        StepProgress::Running => "In progress",
        StepProgress::Done => "Done",
        StepProgress::Failed => "Failed",
        StepProgress::Skipped => "Skipped",
        StepProgress::NeedsPerson => "Needs your decision",
    }
}

/// A group of states in the log.
pub fn log_outcome(outcome: LogOutcome) -> &'static str {
    match outcome {
        LogOutcome::NeedsPerson => "Need a person",
        LogOutcome::Running => "Running",
        LogOutcome::Done => "In BambooHR",
        LogOutcome::NotSent => "Not sent",
    }
}

/// How many sends were found, and how many of all need a person.
pub fn log_summary(total: u64, need_person: u64) -> String {
    let found = match total {
        0 => "No sends.".to_owned(),
        1 => "1 send.".to_owned(),
        _ => format!("{total} sends."),
    };
    match need_person {
        0 => found,
        1 => format!("{found} 1 needs a person."),
        _ => format!("{found} {need_person} need a person."),
    }
}

/// How many fields say the same everywhere, beside those that differ; nothing when there are none.
pub fn same_fields(same: u64) -> String {
    match same {
        0 => String::new(),
        1 => "1 other field says the same everywhere. ".to_owned(),
        _ => format!("{same} other fields say the same everywhere. "),
    }
}

/// The sentence when no field differs.
pub fn nothing_differs(same: u64) -> String {
    let found = match same {
        0 => "No field is filled in here, so there is nothing to compare.".to_owned(),
        1 => "The one field that is filled in here says the same in BambooHR.".to_owned(),
        _ => format!("All {same} fields say the same here and in BambooHR."),
    };
    format!("{found} There is nothing to update.")
}

/// Who changed a field since the last send.
pub fn what_changed(what: ChangeKind) -> &'static str {
    match what {
        ChangeKind::CandidateChanged => "Changed on the candidate",
        ChangeKind::BambooHrChanged => "Changed in BambooHR",
        ChangeKind::BothChanged => "Changed in both: check which is right",
        ChangeKind::NeverStored => "Not stored by the last send",
        ChangeKind::NotVisible => "Cannot be compared: this connection may not read it",
    }
}

/// The words of the button that updates so many fields.
pub fn update_button(count: usize) -> String {
    match count {
        0 => "Tick what to update".to_owned(),
        1 => "Update 1 field in BambooHR".to_owned(),
        _ => format!("Update {count} fields in BambooHR"),
    }
}
