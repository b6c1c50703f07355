//! What the page shows of a connection: decided here, drawn elsewhere. Pure.

use handoff::interface::{IntegrationView, Severity};
use handoff::{FieldId, FieldProblem, read_subdomain};

use crate::words::Tone;

/// The problem document's names for the two inputs.
pub(super) const SUBDOMAIN: &str = "subdomain";
pub(super) const API_KEY: &str = "apiKey";

/// What stands below the heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Company and key can be entered.
    Form,
    /// What is stored, and the doctor.
    Stored,
    /// Nothing is stored and nothing can be.
    CannotStore,
}

pub(super) fn body(view: &IntegrationView, is_editing: bool) -> Body {
    let can_store = view.no_storage.is_none() && !view.from_environment;
    match (&view.company, can_store) {
        (Some(_), true) if is_editing => Body::Form,
        (Some(_), _) => Body::Stored,
        (None, true) => Body::Form,
        (None, false) => Body::CannotStore,
    }
}

/// Whether there is a switch in the corner. What the deployment gives has only its word there.
pub(super) fn has_switch(view: &IntegrationView) -> bool {
    !view.from_environment && body(view, false) != Body::CannotStore
}

/// Whether it can be replaced or removed.
pub(super) fn can_change(view: &IntegrationView) -> bool {
    body(view, true) == Body::Form
}

/// How it stands and what to do next, in one or two sentences.
pub(super) fn next_step(view: &IntegrationView, is_editing: bool) -> (&'static str, Tone) {
    let worst = view.report.as_ref().map(|report| report.severity());
    match (body(view, is_editing), view.enabled) {
        (Body::CannotStore, _) => ("Nothing is connected.", Tone::Plain),
        (Body::Form, true) => (
            "Until you save, the stored key stays in use. BambooHR is asked about the new one first.",
            Tone::Plain,
        ),
        (Body::Form, false) => (
            "Enter company and key and save them. Then press the switch at the top: it checks everything and enables sending.",
            Tone::Plain,
        ),
        (Body::Stored, false) if view.from_environment => {
            ("Disabled: nothing is sent.", Tone::Plain)
        }
        (Body::Stored, false) if worst == Some(Severity::Error) => (
            "Disabled: nothing is sent. Put right what stops it, then press the switch at the top again.",
            Tone::Warning,
        ),
        (Body::Stored, false) => (
            "Disabled: nothing is sent. Press the switch at the top to check everything and enable it.",
            Tone::Warning,
        ),
        (Body::Stored, true) if worst == Some(Severity::Error) => (
            "Enabled, but at the moment nothing can be sent. The checks below say why.",
            Tone::Bad,
        ),
        (Body::Stored, true) => (
            "Enabled: hired candidates can be sent to BambooHR.",
            Tone::Good,
        ),
    }
}

/// What must be entered or corrected before it can be saved. A stored key may stay.
pub(super) fn problems(view: &IntegrationView, subdomain: &str, key: &str) -> Vec<FieldProblem> {
    let problem = |field: &str, message: &str| FieldProblem {
        field: FieldId::new(field),
        message: message.to_owned(),
    };
    let mut problems = Vec::new();
    if let Err(wrong) = read_subdomain(subdomain) {
        problems.push(problem(SUBDOMAIN, &wrong.words()));
    }
    if key.trim().is_empty() && view.key.is_none() {
        problems.push(problem(API_KEY, "Enter the API key."));
    }
    problems
}

/// What is stored, in one sentence, for who is told that it is another now.
pub(super) fn stored_in_words(view: &IntegrationView) -> String {
    let Some(company) = &view.company else {
        return "Now nothing is stored.".to_owned();
    };
    let key = match view.key.as_ref().map(|key| key.ends_with.as_str()) {
        None | Some("") => String::new(),
        Some(end) => format!(" with a key that ends in {end}"),
    };
    let how = match view.enabled {
        true => "enabled",
        false => "disabled",
    };
    format!("Stored now: {company}{key}, {how}.")
}

/// What is known of a key: `…7f3a`, or that there is one.
pub(super) fn key_in_words(ends_with: &str) -> String {
    match ends_with {
        "" => "Stored; too short to show any of it".to_owned(),
        _ => format!("Ends in {ends_with}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::interface::{DoctorReport, Finding, KeyView};

    fn nothing() -> IntegrationView {
        IntegrationView::default()
    }

    fn stored() -> IntegrationView {
        IntegrationView {
            company: Some("acme".to_owned()),
            key: Some(KeyView::default()),
            version: 1,
            ..nothing()
        }
    }

    fn given() -> IntegrationView {
        IntegrationView {
            from_environment: true,
            enabled: true,
            ..stored()
        }
    }

    fn without_storage(view: IntegrationView) -> IntegrationView {
        IntegrationView {
            no_storage: Some("Set a key file.".to_owned()),
            ..view
        }
    }

    #[test]
    fn the_form_is_shown_until_something_is_stored_and_when_it_is_to_be_replaced() {
        assert_eq!(body(&nothing(), false), Body::Form);
        assert_eq!(body(&stored(), false), Body::Stored);
        assert_eq!(body(&stored(), true), Body::Form);
    }

    #[test]
    fn what_cannot_be_changed_has_no_form() {
        for view in [given(), without_storage(stored())] {
            assert_eq!(body(&view, true), Body::Stored);
            assert!(!can_change(&view));
        }
        assert_eq!(body(&without_storage(nothing()), true), Body::CannotStore);
    }

    #[test]
    fn the_switch_is_there_before_anything_is_stored_but_not_for_what_the_deployment_gives() {
        assert!(has_switch(&nothing()) && has_switch(&stored()));
        assert!(has_switch(&without_storage(stored())), "it can be disabled");
        assert!(!has_switch(&given()));
        assert!(!has_switch(&without_storage(nothing())));
    }

    #[test]
    fn every_state_says_what_to_do_next() {
        let says = |view: &IntegrationView, is_editing| next_step(view, is_editing).0;
        let enabled = IntegrationView {
            enabled: true,
            ..stored()
        };
        let broken = IntegrationView {
            report: Some(DoctorReport {
                at: String::new(),
                findings: vec![Finding {
                    code: "key-rejected".to_owned(),
                    check: "The key is accepted".to_owned(),
                    severity: Severity::Error,
                    sentence: String::new(),
                    advice: None,
                    about: Vec::new(),
                }],
            }),
            ..enabled.clone()
        };
        assert!(says(&nothing(), false).starts_with("Enter company and key"));
        assert!(says(&stored(), false).contains("Press the switch"));
        assert!(says(&enabled, false).starts_with("Enabled: hired"));
        assert!(says(&enabled, true).contains("stays in use"));
        assert!(says(&broken, false).contains("nothing can be sent"));
        let refused = IntegrationView {
            enabled: false,
            ..broken
        };
        assert!(says(&refused, false).contains("Put right what stops it"));
        let off = IntegrationView {
            enabled: false,
            ..given()
        };
        assert!(!says(&off, false).contains("switch"), "there is none");
    }

    #[test]
    fn a_stored_key_may_stay_and_everything_else_must_be_entered_as_it_can_be_read() {
        let fields = |view: &IntegrationView, subdomain, key| -> Vec<String> {
            let problems = problems(view, subdomain, key);
            problems
                .into_iter()
                .map(|problem| problem.field.as_str().to_owned())
                .collect()
        };
        assert_eq!(fields(&nothing(), " ", ""), [SUBDOMAIN, API_KEY]);
        assert_eq!(fields(&nothing(), "acme corp", " "), [SUBDOMAIN, API_KEY]);
        assert_eq!(fields(&nothing(), "acme", " "), [API_KEY]);
        assert!(fields(&nothing(), "acme", "key").is_empty());
        assert!(fields(&stored(), "acme", "").is_empty());
    }

    #[test]
    fn what_somebody_else_stored_is_told() {
        assert_eq!(stored_in_words(&nothing()), "Now nothing is stored.");
        assert_eq!(stored_in_words(&stored()), "Stored now: acme, disabled.");
        let mut view = given();
        view.key = Some(KeyView {
            ends_with: "7f3a".to_owned(),
            ..KeyView::default()
        });
        assert_eq!(
            stored_in_words(&view),
            "Stored now: acme with a key that ends in 7f3a, enabled."
        );
    }

    #[test]
    fn a_key_too_short_to_show_is_still_there() {
        assert_eq!(key_in_words("7f3a"), "Ends in 7f3a");
        assert!(key_in_words("").starts_with("Stored"));
    }
}
