//! Where the candidate stands with BambooHR, at a glance.

use handoff::interface::SendSummary;
use handoff::{CandidateId, Stage};
use leptos::prelude::*;

use crate::components::badge::SendBadge;
use crate::components::icon::{Drawing, Icon};
use crate::paths;
use crate::words::{link_to_send, what_happened};

/// The newest send, or what is to come.
#[component]
pub(super) fn SendPanel(
    candidate: CandidateId,
    stage: Signal<Stage>,
    send: Signal<Option<SendSummary>>,
) -> impl IntoView {
    let content = move || match send.get() {
        Some(send) => view! { <NewestSend candidate=candidate.clone() send=send /> }.into_any(),
        None => {
            let words = move || match stage.get() {
                Stage::Hired => "Ready to be sent. Choose Send to BambooHR in the Actions menu.",
                _ => "Not sent. A candidate can be sent once the stage is Hired.",
            };
            view! { <p>{words}</p> }.into_any()
        }
    };
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
fn NewestSend(candidate: CandidateId, send: SendSummary) -> impl IntoView {
    view! {
        <SendBadge state=Some(send.state) />
        <p>{what_happened(send.state)}</p>
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
                .map(|page| {
                    view! {
                        <li>
                            <a href=page target="_blank" rel="noopener noreferrer">
                                "View in BambooHR"
                                <Drawing icon=Icon::NewTab />
                            </a>
                        </li>
                    }
                })}
        </ul>
    }
}
