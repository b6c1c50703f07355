//! What a truthful person answers when the proxy asks.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use super::super::hires::Hire;
use super::{Recruiter, View};

impl Recruiter {
    /// Looks into BambooHR as a careful person does: when nothing is on its way there any more.
    pub(super) async fn who_is_it(&self, hire: &Hire, view: &View) -> Option<Value> {
        if self.judge.creates_are_on_their_way() {
            return None;
        }
        match self.judge.employees_of(hire).first() {
            Some(employee) if view.offers(employee) => {
                Some(json!({ "decision": "adopt", "employee": employee }))
            }
            Some(_) => {
                // Not listed yet, or taken for somebody else.
                sleep(Duration::from_millis(500)).await;
                Some(json!({ "decision": "look_again" }))
            }
            None => Some(json!({ "decision": "not_created", "reason": "looked into BambooHR" })),
        }
    }

    /// Somebody who is there is changed, comes back, or stays as they are; a namesake is somebody else.
    pub(super) fn is_it_a_twin(&self, hire: &Hire, view: &View) -> Value {
        let own = self.judge.employees_of(hire);
        match own.iter().find(|employee| view.offers(employee)) {
            Some(employee) => {
                let decision = match hire.id.bytes().last().unwrap_or_default() % 4 {
                    0 | 1 => "update",
                    2 => "rehire",
                    _ => "already_there",
                };
                json!({ "decision": decision, "employee": employee })
            }
            None if own.is_empty() => {
                json!({ "decision": "create_anyway", "reason": "somebody else" })
            }
            // The person is there, but not listed yet.
            None => json!({ "decision": "stop" }),
        }
    }
}
