//! Parts that many types have, none of them empty.

use handoff::candidate::Document;
use handoff::interface::{EmployeeLink, SendProblem, SendState, SendSummary};
use handoff::{
    CandidateId, Choice, Condition, Entry, FieldId, FieldKind, FieldProblem, FormField, Prefill,
    Requirement, Submission, Trigger,
};

pub(crate) fn text() -> String {
    "“a” <b>".to_owned()
}

pub(crate) fn id() -> CandidateId {
    CandidateId::parse("cand_1").unwrap()
}

pub(crate) fn employee() -> EmployeeLink {
    EmployeeLink {
        id: "121".to_owned(),
        url: text(),
    }
}

pub(crate) fn problem() -> SendProblem {
    SendProblem {
        code: text(),
        title: text(),
        advice: text(),
        upstream_message: Some(text()),
        field: Some(FieldId::new("homeEmail")),
        retry_after_seconds: Some(5),
    }
}

pub(crate) fn field_problem() -> FieldProblem {
    FieldProblem {
        field: FieldId::new("city"),
        message: text(),
    }
}

pub(crate) fn submission() -> Submission {
    let money = Entry::Money {
        amount: "1.00".to_owned(),
        currency: "EUR".to_owned(),
    };
    let entries = [("city", Entry::Text(text())), ("payRate", money)];
    Submission {
        entries: entries
            .map(|(alias, entry)| (FieldId::new(alias), entry))
            .into(),
    }
}

pub(crate) fn form_field() -> FormField {
    FormField {
        can_add: true,
        id: FieldId::new("state"),
        label: text(),
        kind: FieldKind::State,
        requirement: Requirement::RequiredBySetup,
        conditions: vec![Condition {
            any_of: vec![Trigger::one_of("paySchedule", &[text()])],
            unless: vec![FieldId::new("ein")],
            reason: text(),
        }],
        hint: Some(text()),
        prefill: Some(Prefill {
            entry: Entry::Text(text()),
            origin: text(),
            found: Some(text()),
        }),
        notice: Some(text()),
        found: Some(text()),
        likely: vec![text()],
        is_constant: true,
        choices: vec![Choice {
            value: "TX".to_owned(),
            also: vec!["Texas".to_owned()],
            within: Some("United States".to_owned()),
        }],
    }
}

pub(crate) fn document() -> Document {
    Document {
        name: "cv.pdf".to_owned(),
        kind: "Resume".to_owned(),
        bytes: u64::MAX,
    }
}

pub(crate) fn summary() -> SendSummary {
    SendSummary {
        id: text(),
        state: SendState::Created,
        employee: Some(employee()),
    }
}
