//! Many candidates at once.

use handoff::interface::{
    AcceptedBatch, BatchCandidate, BatchCheck, BatchChecklist, BatchEntry, BatchSend, BatchView,
    NewBatch, PauseChange, SendState,
};
use handoff::{FormField, Submission};

use super::{AT, BATCH, Example, NAME, RECRUITER, SEND, rhea};

impl Example for BatchCheck {
    fn example() -> Self {
        Self {
            candidates: vec![rhea()],
        }
    }
}

impl Example for BatchChecklist {
    fn example() -> Self {
        Self {
            candidates: vec![BatchCandidate {
                id: rhea(),
                name: NAME.to_owned(),
                job_title: "Backend Engineer".to_owned(),
                obstacle: None,
                send: None,
                missing: vec![FormField::example()],
            }],
        }
    }
}

impl Example for NewBatch {
    fn example() -> Self {
        Self {
            candidates: vec![BatchEntry {
                id: rhea(),
                submission: Submission::default(),
            }],
        }
    }
}

impl Example for AcceptedBatch {
    fn example() -> Self {
        Self {
            id: BATCH.to_owned(),
            accepted: vec![rhea()],
        }
    }
}

impl Example for BatchView {
    fn example() -> Self {
        Self {
            id: BATCH.to_owned(),
            who: RECRUITER.to_owned(),
            at: AT.to_owned(),
            paused: false,
            waits: None,
            estimated_seconds: Some(4),
            sends: vec![BatchSend {
                candidate: rhea(),
                name: NAME.to_owned(),
                send: Some(SEND.to_owned()),
                state: Some(SendState::Intent),
                employee: None,
                problem: None,
                fields: Vec::new(),
            }],
        }
    }
}

impl Example for PauseChange {
    fn example() -> Self {
        Self { paused: true }
    }
}
