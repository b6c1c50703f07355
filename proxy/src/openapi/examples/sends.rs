//! Sends, sending again, and the export log.

use handoff::interface::{
    ChangeKind, ChangesView, Decision, EmployeeLink, FieldChange, LogOutcome, LogPage, LogRow,
    LogSearch, LogWeek, NewSend, NewUpdate, Resolution, SendKind, SendState, SendSummary, SendView,
    StepProgress, StepView, TickedField,
};
use handoff::{ChosenDocument, Form, Outcome, Receipt, ReceiptLine};

use super::{AT, Example, NAME, RECRUITER, SEND, field, rhea, text};

fn employee() -> EmployeeLink {
    EmployeeLink {
        id: "142".to_owned(),
        url: "https://acme.bamboohr.com/employees/employee.php?id=142".to_owned(),
    }
}

impl Example for NewSend {
    fn example() -> Self {
        Self {
            submission: Form::example().prefilled(),
            documents: vec![ChosenDocument {
                name: "resume.pdf".to_owned(),
                category: text("112"),
                share: false,
            }],
            photo: false,
            crop: None,
        }
    }
}

impl Example for SendSummary {
    fn example() -> Self {
        Self {
            id: SEND.to_owned(),
            state: SendState::Intent,
            employee: None,
        }
    }
}

impl Example for SendView {
    fn example() -> Self {
        let step = |label: &str| StepView {
            label: label.to_owned(),
            progress: StepProgress::Done,
            problem: None,
        };
        let line = |alias: &str, label: &str, sent: &str| ReceiptLine {
            field: field(alias),
            label: label.to_owned(),
            sent: sent.to_owned(),
            outcome: Outcome::Stored,
        };
        Self {
            id: SEND.to_owned(),
            candidate: rhea(),
            name: NAME.to_owned(),
            kind: SendKind::Create,
            state: SendState::Done,
            steps: vec![
                step("Create the employee in BambooHR"),
                step("Read back what BambooHR stored"),
            ],
            employee: Some(employee()),
            problem: None,
            receipt: Some(Receipt {
                lines: vec![
                    line("firstName", "First Name", "Rhea"),
                    line("lastName", "Last Name", "Voss"),
                    line("hireDate", "Hire Date", "2027-01-04"),
                ],
            }),
            matches: Vec::new(),
            version: 7,
            can_stop: false,
            waits_seconds: None,
            batch: None,
            history: Vec::new(),
        }
    }
}

impl Example for Resolution {
    fn example() -> Self {
        Self {
            decision: Decision::Adopt,
            version: 4,
            employee: text("142"),
            reason: text("Same date of birth."),
        }
    }
}

fn change() -> FieldChange {
    FieldChange {
        field: field("hireDate"),
        label: "Hire Date".to_owned(),
        candidate: text("2027-02-01"),
        sent: text("2027-01-04"),
        stored: text("2027-01-04"),
        is_visible: true,
        what: ChangeKind::CandidateChanged,
    }
}

impl Example for ChangesView {
    fn example() -> Self {
        Self {
            candidate: rhea(),
            name: NAME.to_owned(),
            employee: employee(),
            changes: vec![change()],
            same: 6,
            notices: Vec::new(),
        }
    }
}

impl Example for NewUpdate {
    fn example() -> Self {
        Self {
            fields: vec![TickedField::of(&change())],
        }
    }
}

impl Example for LogSearch {
    fn example() -> Self {
        Self {
            outcome: Some(LogOutcome::Done),
            who: text(RECRUITER),
            text: "voss".to_owned(),
            since: text("2026-11-01"),
            until: text("2026-11-30"),
            after: None,
        }
    }
}

impl Example for LogPage {
    fn example() -> Self {
        Self {
            sends: vec![LogRow {
                id: SEND.to_owned(),
                candidate: rhea(),
                name: NAME.to_owned(),
                kind: SendKind::Create,
                state: SendState::Done,
                who: RECRUITER.to_owned(),
                at: AT.to_owned(),
                changed_at: "2026-11-02T09:30:04Z".to_owned(),
                employee: Some(employee()),
                attempts: 1,
                problem: None,
                batch: None,
                is_newest: true,
            }],
            total: 1,
            next: None,
            need_person: 0,
            may_open: true,
        }
    }
}

impl Example for LogWeek {
    fn example() -> Self {
        Self {
            monday: "2026-11-02".to_owned(),
            done: 11,
            not_sent: 1,
            needs_person: 0,
            running: 0,
        }
    }
}
