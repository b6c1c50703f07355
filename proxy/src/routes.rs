//! The routes, by resource. A route reads the request, asks the ledger or the rules, and answers.

mod ats;
pub(crate) mod audit;
pub(crate) mod batches;
pub(crate) mod candidates;
pub(crate) mod changes;
pub(crate) mod connection;
mod description;
pub(crate) mod drafts;
mod embed;
mod embedding;
pub(crate) mod employees;
mod headless;
pub(crate) mod health;
mod idempotent;
pub(crate) mod integrations;
pub(crate) mod invitations;
mod live;
pub(crate) mod log;
pub(crate) mod openid;
pub(crate) mod options;
pub(crate) mod photo;
mod pinpoint;
pub(crate) mod places;
pub(crate) mod reports;
pub(crate) mod sends;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod users;
mod webhooks;

pub(crate) use candidates::already_sent;
pub(crate) use embed::FRAME;
pub(crate) use idempotent::IdempotencyKey;
pub(crate) use live::LastEventId;
pub(crate) use reports::REPORTS;
pub(crate) use users::LINK_LIVES;

use axum::http::StatusCode;

use crate::access::Routes;
use crate::connections::Connected;
use crate::ledger::Summary;
use crate::problem::ApiError;
use crate::send::employee_link;
use handoff::interface::SendSummary;

/// Every route below `/api`.
pub(crate) fn all() -> Routes {
    session::routes()
        .and(openid::routes())
        .and(invitations::routes())
        .and(users::routes())
        .and(audit::routes())
        .and(ats::routes())
        .and(description::routes())
        .and(embed::routes())
        .and(embedding::routes())
        .and(candidates::routes())
        .and(headless::routes())
        .and(changes::routes())
        .and(sends::routes())
        .and(log::routes())
        .and(batches::routes())
        .and(connection::routes())
        .and(integrations::routes())
        .and(setup::routes())
        .and(drafts::routes())
        .and(employees::routes())
        .and(options::routes())
        .and(photo::routes())
        .and(pinpoint::routes())
        .and(webhooks::routes())
        .and(places::routes())
        .and(reports::routes())
}

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
fn send_summary(connected: &Connected, send: &Summary) -> SendSummary {
    let employee = send.employee.as_deref();
    SendSummary {
        id: send.id.as_str().to_owned(),
        state: send.state,
        employee: employee.map(|employee| employee_link(employee, &send.company, connected)),
    }
}
