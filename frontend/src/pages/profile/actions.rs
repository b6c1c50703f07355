//! What can be done with a candidate now. "Send to BambooHR" is always there; when it cannot be
//! chosen it says why.

use handoff::interface::{SendState, SendSummary};
use handoff::{CandidateId, Stage};
use leptos::prelude::*;

use super::can_compare;
use crate::components::menu_button::{MenuButton, MenuItem, MenuTarget};
use crate::paths;
use crate::session::CurrentSession;
use crate::tasks::memo;
use crate::words::link_to_send;

/// Why a candidate in another stage cannot be sent.
const NOT_HIRED: &str = "Only candidates in the stage Hired can be sent.";

/// The three-dot menu.
#[component]
pub(super) fn Actions(
    candidate: CandidateId,
    stage: Signal<Stage>,
    send: Signal<Option<SendSummary>>,
) -> impl IntoView {
    let session = CurrentSession::here();
    let items = memo(move || {
        send.with(|send| {
            items(&candidate, stage.get(), send.as_ref(), || {
                session.obstacle()
            })
        })
    });
    view! { <MenuButton id="actions" name="Actions" items=items /> }
}

/// The entries, which lead from sending to the employee.
fn items(
    candidate: &CandidateId,
    stage: Stage,
    send: Option<&SendSummary>,
    obstacle: impl FnOnce() -> Option<String>,
) -> Vec<MenuItem> {
    let named = |label: &str, target| MenuItem {
        label: label.to_owned(),
        target,
    };
    let employee = send.and_then(|send| send.employee.as_ref());
    let view = employee
        .and_then(paths::employee)
        .map(|page| named("View in BambooHR", MenuTarget::NewTab(page)));
    let compare = send.filter(|send| can_compare(send)).map(|_| {
        let page = MenuTarget::Page(paths::changes(candidate));
        named("Compare with BambooHR", page)
    });
    let stands = send.filter(|send| !send.state.allows_another() || compare.is_some());
    let Some(send) = stands else {
        let target = if stage != Stage::Hired {
            MenuTarget::Disabled(NOT_HIRED.to_owned())
        } else if let Some(reason) = obstacle() {
            MenuTarget::Disabled(reason)
        } else {
            MenuTarget::Page(paths::send_form(candidate))
        };
        return vec![named("Send to BambooHR", target)];
    };
    let arrived = !matches!(send.state, SendState::Incomplete);
    let first = view.filter(|_| arrived).unwrap_or_else(|| {
        let page = MenuTarget::Page(paths::send(candidate, &send.id));
        named(link_to_send(send.state), page)
    });
    [Some(first), compare].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]

    use super::*;
    use handoff::interface::EmployeeLink;

    fn entry(
        stage: Stage,
        state: Option<SendState>,
        obstacle: Option<&str>,
    ) -> (String, MenuTarget) {
        let candidate = CandidateId::parse("cand_1").unwrap();
        let employee = EmployeeLink {
            id: "131".to_owned(),
            url: "https://acme.example/131".to_owned(),
        };
        let send = state.map(|state| SendSummary {
            id: "s1".to_owned(),
            state,
            employee: matches!(state, SendState::Created | SendState::Done).then_some(employee),
        });
        let items = items(&candidate, stage, send.as_ref(), || {
            obstacle.map(str::to_owned)
        });
        let item = items.into_iter().next().unwrap();
        (item.label, item.target)
    }

    #[test]
    fn without_a_connection_the_receipt_is_offered_instead_of_the_employee_s_page() {
        let send = SendSummary {
            id: "s1".to_owned(),
            state: SendState::Done,
            employee: Some(EmployeeLink {
                id: "131".to_owned(),
                url: String::new(),
            }),
        };
        let candidate = CandidateId::parse("cand_1").unwrap();
        let items = items(&candidate, Stage::Hired, Some(&send), || None);
        let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["View receipt", "Compare with BambooHR"]);
        assert_eq!(items[0].target, page("/candidates/cand_1/sends/s1"));
    }

    #[test]
    fn whoever_is_in_bamboohr_is_compared_and_not_sent_again() {
        let candidate = CandidateId::parse("cand_1").unwrap();
        for state in SendState::ALL {
            let send = SendSummary {
                id: "s1".to_owned(),
                state,
                employee: Some(EmployeeLink {
                    id: "131".to_owned(),
                    url: String::new(),
                }),
            };
            let items = items(&candidate, Stage::Hired, Some(&send), || None);
            let has = |label| items.iter().any(|item| item.label == label);
            let settled = state == SendState::Done || state.allows_another();
            assert_eq!(has("Compare with BambooHR"), settled, "{state:?}");
            assert!(!has("Send to BambooHR"), "{state:?}");
        }
    }

    fn page(path: &str) -> MenuTarget {
        MenuTarget::Page(path.to_owned())
    }

    fn disabled(reason: &str) -> MenuTarget {
        MenuTarget::Disabled(reason.to_owned())
    }

    #[test]
    fn a_hired_candidate_can_be_sent_and_sent_again_after_a_refusal() {
        let form = (
            "Send to BambooHR".to_owned(),
            page("/candidates/cand_1/send"),
        );
        assert_eq!(entry(Stage::Hired, None, None), form);
        for state in [SendState::Refused, SendState::NotSent, SendState::Released] {
            assert_eq!(entry(Stage::Hired, Some(state), None), form, "{state:?}");
        }
    }

    #[test]
    fn the_reason_why_somebody_cannot_be_sent_is_given() {
        assert_eq!(entry(Stage::Offer, None, None).1, disabled(NOT_HIRED));
        assert_eq!(
            entry(Stage::Offer, None, Some("Down.")).1,
            disabled(NOT_HIRED)
        );
        assert_eq!(
            entry(Stage::Hired, None, Some("Down.")).1,
            disabled("Down.")
        );
    }

    #[test]
    fn nobody_is_offered_to_be_sent_while_a_send_stands() {
        let open = |label: &str| (label.to_owned(), page("/candidates/cand_1/sends/s1"));
        for state in [SendState::Intent, SendState::InFlight, SendState::Unknown] {
            assert_eq!(
                entry(Stage::Hired, Some(state), None),
                open("View progress"),
                "{state:?}"
            );
        }
        assert_eq!(
            entry(Stage::Hired, Some(SendState::NeedsPerson), None),
            open("Decide what happened")
        );
        for state in [SendState::TwinFound, SendState::Incomplete] {
            assert_eq!(
                entry(Stage::Hired, Some(state), None),
                open("Decide how to go on"),
                "{state:?}"
            );
        }
        for state in [SendState::Created, SendState::Done] {
            let view = (
                "View in BambooHR".to_owned(),
                MenuTarget::NewTab("https://acme.example/131".to_owned()),
            );
            assert_eq!(
                entry(Stage::Offer, Some(state), Some("Down.")),
                view,
                "{state:?}"
            );
        }
    }
}
