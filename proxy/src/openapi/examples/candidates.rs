//! Candidates, and what a server brings of them.

use handoff::candidate::{Address, Answer, Document, Job, Offer};
use handoff::interface::{
    BroughtAs, CandidateBrought, CandidatePage, CandidateProfile, CandidateSearch,
    CandidateSummary, DocumentBrought, Happened, HistoryEntry, SendState, SendSummary, SortBy,
    StageChange,
};
use handoff::{Candidate, Stage};

use super::{AT, Example, NAME, RECRUITER, RECRUITER_EMAIL, SEND, rhea, text};

impl Example for Candidate {
    fn example() -> Self {
        Self {
            id: rhea(),
            first_name: text("Rhea"),
            last_name: text("Voss"),
            preferred_name: None,
            email: text("rhea.voss@example.com"),
            phone: text("+49 30 901820"),
            address: Address {
                line1: text("Ackerstrasse 12"),
                line2: None,
                city: text("Berlin"),
                state: None,
                postcode: text("10115"),
                country: text("DE"),
            },
            stage: Stage::Hired,
            applied_on: text("2026-09-14"),
            job: Job {
                title: "Backend Engineer".to_owned(),
                department: text("Engineering"),
                division: text("Europe"),
                location: text("Berlin"),
            },
            offer: Some(Offer {
                start_date: text("2027-01-04"),
                employment_type: text("Full-Time"),
                salary: text("64000"),
                currency: text("EUR"),
                period: text("year"),
            }),
            documents: vec![Document {
                name: "resume.pdf".to_owned(),
                kind: "Resume".to_owned(),
                bytes: 48_213,
            }],
            answers: vec![Answer {
                question: "When could you start?".to_owned(),
                answer: "In January.".to_owned(),
            }],
            recruiters: vec![RECRUITER_EMAIL.to_owned()],
        }
    }
}

impl Example for CandidateSearch {
    fn example() -> Self {
        Self {
            stage: Some(Stage::Hired),
            text: "engineer".to_owned(),
            sort: SortBy::Name,
            descending: false,
            after: None,
        }
    }
}

impl Example for CandidatePage {
    fn example() -> Self {
        let rhea = Candidate::example();
        Self {
            candidates: vec![CandidateSummary {
                name: rhea.display_name(),
                id: rhea.id,
                job_title: rhea.job.title,
                department: rhea.job.department,
                location: rhea.job.location,
                stage: rhea.stage,
                send: None,
            }],
            total: 1,
            next: None,
        }
    }
}

impl Example for CandidateProfile {
    fn example() -> Self {
        let entry = |at: &str, who, what| HistoryEntry {
            at: at.to_owned(),
            who,
            reason: None,
            what,
        };
        let sent = Happened::Sent {
            send: SEND.to_owned(),
            state: SendState::Done,
            words: format!("{NAME} is in BambooHR."),
        };
        let moved = Happened::Moved {
            stage: Stage::Hired,
        };
        Self {
            candidate: Candidate::example(),
            send: Some(SendSummary {
                state: SendState::Done,
                ..SendSummary::example()
            }),
            stands: format!("{NAME} is in BambooHR."),
            history: vec![
                entry(AT, text(RECRUITER), sent),
                entry("2026-10-30T15:02:11Z", text("Acme ATS (server)"), moved),
                entry("2026-09-14", None, Happened::Applied),
            ],
        }
    }
}

impl Example for StageChange {
    fn example() -> Self {
        Self {
            stage: Stage::Hired,
        }
    }
}

impl Example for CandidateBrought {
    fn example() -> Self {
        Self {
            candidate: BroughtAs::New,
        }
    }
}

impl Example for DocumentBrought {
    fn example() -> Self {
        Self {
            name: "resume.txt".to_owned(),
            kind: "Resume".to_owned(),
            media_type: "text/plain".to_owned(),
            content: "UmhlYSBWb3Nz".to_owned(),
        }
    }
}
