//! Each state of a send in the words that somebody reads in Pinpoint.

use handoff::interface::{EmployeeLink, SendKind, StepView};
use handoff::{CandidateId, FieldId, FieldKind, FormField, Receipt, ReceiptLine, Section};
use serde_json::{Value, json};

use super::*;

const PAGE: &str = "https://hires.acme.example/candidates/c/sends/s";

fn view(state: SendState) -> SendView {
    SendView {
        id: "s".to_owned(),
        candidate: CandidateId::parse("c").unwrap(),
        name: "Ada Byron".to_owned(),
        kind: SendKind::Create,
        state,
        steps: Vec::new(),
        employee: state.employee_exists().then(|| EmployeeLink {
            id: "4711".to_owned(),
            url: "https://acme.bamboohr.com/employees/employee.php?id=4711".to_owned(),
        }),
        problem: None,
        receipt: None,
        matches: Vec::new(),
        version: 1,
        can_stop: false,
        waits_seconds: None,
        batch: None,
        history: Vec::new(),
    }
}

fn told(view: &SendView, left_out: &[String]) -> Value {
    serde_json::to_value(of(&PluginSettings::default(), view, PAGE, left_out)).unwrap()
}

#[test]
fn whoever_exists_is_named_with_id_and_link_and_what_is_different() {
    let mut done = view(SendState::Done);
    let line = |label: &str, outcome| ReceiptLine {
        field: FieldId::new(label),
        label: label.to_owned(),
        sent: "x".to_owned(),
        outcome,
    };
    let stored = Outcome::Differs {
        stored: String::new(),
    };
    done.receipt = Some(Receipt {
        lines: vec![line("City", Outcome::Stored), line("Job Title", stored)],
    });
    let result = told(
        &done,
        &["The CV did not go along: it is too large.".to_owned()],
    );
    assert_eq!(result["success"], true);
    assert!(result.get("errors").is_none() && result.get("toast").is_none());
    let message = result["message"].as_str().unwrap();
    assert_eq!(
        message.lines().collect::<Vec<_>>(),
        [
            "Ada Byron was added to BambooHR as employee 4711.",
            "https://acme.bamboohr.com/employees/employee.php?id=4711",
            "BambooHR stored something else than was sent in: Job Title. See https://hires.acme.example/candidates/c/sends/s",
            "The CV did not go along: it is too large.",
        ]
    );
    let mut incomplete = view(SendState::Incomplete);
    incomplete.steps = vec![StepView {
        label: "Upload cv.pdf".to_owned(),
        progress: StepProgress::Failed,
        problem: None,
    }];
    let result = told(&incomplete, &[]);
    assert_eq!(
        result["success"], true,
        "the employee exists, and pressing again changes nothing"
    );
    assert!(
        result["message"]
            .as_str()
            .unwrap()
            .contains("Not done: Upload cv.pdf.")
    );
}

#[test]
fn what_is_not_certain_is_never_called_done_nor_sent_again() {
    for state in SendState::ALL {
        let result = told(&view(state), &[]);
        assert_eq!(
            result["success"],
            json!(state.employee_exists()),
            "{state:?}"
        );
        let toast = result["toast"]["error"].as_str().unwrap_or_default();
        match state {
            SendState::Unknown | SendState::InFlight => {
                assert!(toast.contains("nothing is sent a second time"), "{toast}");
            }
            SendState::NeedsPerson => {
                assert!(toast.contains("Do not add anybody by hand"), "{toast}");
            }
            SendState::Refused | SendState::NotSent | SendState::Released => {
                assert!(toast.contains("nobody was added"), "{toast}");
            }
            SendState::TwinFound => assert!(toast.contains("may be Ada Byron already"), "{toast}"),
            _ => {}
        }
        let is_to_be_decided = state.needs_person() || state.is_running();
        let text = result.to_string();
        assert!(
            !is_to_be_decided || text.contains(PAGE),
            "{state:?} says where to decide"
        );
    }
}

#[test]
fn a_refusal_stands_at_its_field_with_bamboohrs_words() {
    let mut refused = view(SendState::Refused);
    refused.problem = Some(SendProblem {
        code: "duplicate-email".to_owned(),
        title: "The address is taken.".to_owned(),
        advice: "Use another.".to_owned(),
        upstream_message: Some("Email in use".to_owned()),
        field: Some(FieldId::new("homeEmail")),
        retry_after_seconds: None,
    });
    let result = told(&refused, &[]);
    assert_eq!(
        result["errors"],
        json!([{ "key": "homeEmail", "error": "The address is taken. Use another. BambooHR says: Email in use" }])
    );
}

#[test]
fn what_is_wrong_with_a_field_that_is_not_shown_stands_in_the_toast() {
    let mut form = Form::new(CandidateId::parse("c").unwrap());
    form.sections.push(Section {
        title: "Person".to_owned(),
        fields: vec![FormField::new(
            FieldId::new("hireDate"),
            "Hire Date",
            FieldKind::Date,
        )],
    });
    let problem = |field: &str, message: &str| FieldProblem {
        field: FieldId::new(field),
        message: message.to_owned(),
    };
    let problems = vec![
        problem("hireDate", "Enter the hire date."),
        problem("ssn", "SSN is not asked here."),
    ];
    let result = invalid(&PluginSettings::default(), &form, problems);
    assert_eq!(
        serde_json::to_value(result).unwrap(),
        json!({ "resultVersion": "1.0.0", "key": "exportCandidate", "success": false,
                "errors": [{ "key": "hireDate", "error": "Enter the hire date." }],
                "toast": { "error": "Not sent: nobody was added to BambooHR. One field needs attention. SSN is not asked here." } })
    );
}
