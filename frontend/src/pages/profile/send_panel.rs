//! Where the candidate stands with BambooHR, at a glance.

use handoff::interface::SendSummary;
use handoff::{CandidateId, Stage};
use leptos::prelude::*;

use super::can_compare;
use crate::components::badge::SendBadge;
use crate::components::employee_link::employee_link;
use crate::paths;
use crate::tasks::drawn;
use crate::words::link_to_send;

/// The newest send, or what is to come.
#[component]
pub(super) fn SendPanel(
    candidate: CandidateId,
    stage: Signal<Stage>,
    send: Signal<Option<SendSummary>>,
    stands: Signal<String>,
) -> impl IntoView {
    let content = drawn(move || match send.get() {
        Some(send) => {
            view! { <NewestSend candidate=candidate.clone() send=send stands=stands /> }.into_any()
        }
        None => {
            let words = move || match stage.get() {
                Stage::Hired => "Ready to be sent. Choose Send to BambooHR in the Actions menu.",
                _ => "Not sent. A candidate can be sent once the stage is Hired.",
            };
            view! { <p>{drawn(words)}</p> }.into_any()
        }
    });
    view! {
        <section class="card panel" aria-labelledby="panel-title">
            <h2 class="card__title" id="panel-title">
                "BambooHR"
            </h2>
            {content}
        </section>
    }
}

#[component]
fn NewestSend(candidate: CandidateId, send: SendSummary, stands: Signal<String>) -> impl IntoView {
    view! {
        <SendBadge state=Some(send.state) />
        <p>{stands}</p>
        {send
            .employee
            .as_ref()
            .map(|employee| {
                view! {
                    <dl class="facts">
                        <div>
                            <dt>"Employee id"</dt>
                            <dd>{employee.id.clone()}</dd>
                        </div>
                    </dl>
                }
            })}
        <ul class="links">
            <li>
                <a href=paths::send(&candidate, &send.id)>{link_to_send(send.state)}</a>
            </li>
            {send
                .employee
                .as_ref()
                .and_then(paths::employee)
                .map(|page| view! { <li>{employee_link(page, None)}</li> })}
            {can_compare(&send)
                .then(|| {
                    view! {
                        <li>
                            <a href=paths::changes(&candidate)>"Compare with BambooHR"</a>
                        </li>
                    }
                })}
        </ul>
    }
}
