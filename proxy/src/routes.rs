//! The routes, by resource. A route reads the request, asks the ledger or the rules, and answers.

pub(crate) mod batches;
pub(crate) mod candidates;
pub(crate) mod changes;
pub(crate) mod connection;
pub(crate) mod health;
mod idempotent;
mod live;
pub(crate) mod log;
pub(crate) mod sends;
pub(crate) mod session;

use axum::http::StatusCode;

use crate::app::App;
use crate::ledger::SendId;
use crate::problem::ApiError;
use crate::send::employee_link;
use handoff::interface::{SendState, SendSummary};

pub(crate) async fn method_not_allowed() -> ApiError {
    let detail = "This address does not take this method.";
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "Method not allowed",
        detail,
    )
}

/// The badge's share of a send.
fn send_summary(
    app: &App,
    (id, state, employee): (SendId, SendState, Option<String>),
) -> SendSummary {
    let endpoint = app.bamboohr().map(|bamboohr| bamboohr.client().endpoint());
    SendSummary {
        id: id.as_str().to_owned(),
        state,
        employee: employee.map(|employee| employee_link(&employee, endpoint)),
    }
}
