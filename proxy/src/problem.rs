//! Errors of the JSON interface: RFC 9457 problem documents with a stable `type`.
//!
//! Two texts, strictly apart: what the person reads is in [`ApiError`]'s public fields; what only the
//! operator may read goes to the log, once, where the error is made. The request id joins the two: it is
//! filled in by [`crate::request`], whose span gives it to every line of the log as well.
//!
//! Which to use: [`ApiError`] in routes; `thiserror` enums at the boundaries (`ledger`, `bamboohr`);
//! nothing stringly in between.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handoff::FieldProblem;
use handoff::interface::Problem;

use crate::ledger::LedgerError;

const LEDGER_UNAVAILABLE: &str = "ledger-unavailable";

/// An error on its way to a person.
#[derive(Debug)]
pub struct ApiError(Box<Problem>, Option<Duration>);

impl ApiError {
    /// A problem of this kind. `kind` is the last segment of its `type`.
    pub(crate) fn new(
        status: StatusCode,
        kind: &str,
        title: &str,
        detail: impl Into<String>,
    ) -> Self {
        let problem = Box::new(Problem {
            kind: format!("/problems/{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            ..Problem::default()
        });
        Self(problem, None)
    }

    /// There is no such thing, or it belongs to somebody else: the two look the same.
    pub(crate) fn not_found() -> Self {
        let detail = "There is nothing at this address, or you may not see it. Go back to the list of candidates.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
    }

    /// Values that need correction.
    pub(crate) fn invalid(fields: Vec<FieldProblem>) -> Self {
        let detail = "Some entries need correction. Nothing was sent to BambooHR.";
        let mut error = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid-entries",
            "Check your entries",
            detail,
        );
        error.0.fields = fields;
        error
    }

    /// Settings that need correction.
    pub(crate) fn invalid_settings(fields: Vec<FieldProblem>) -> Self {
        Self::invalid(fields).with_detail("Some of it needs correction. Nothing was saved.")
    }

    /// Something that should not happen. The operator finds the cause in the log under the request id.
    /// `cause` must name no value.
    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "something that should not happen");
        let detail = "Something went wrong on our side. Try again; if it happens again, tell your admin the reference.";
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong",
            detail,
        )
    }

    /// Somebody who is no admin wants what only admins may.
    pub(crate) fn for_admins() -> Self {
        let detail = "Only an admin can see and change this. Ask one.";
        Self::new(StatusCode::FORBIDDEN, "not-admin", "For admins", detail)
    }

    /// Somebody who may only read the log wants to see or send candidates.
    pub(crate) fn for_recruiters() -> Self {
        let detail = "You may read the export log; only recruiters and admins see and send candidates. Ask an admin.";
        let title = "For recruiters";
        Self::new(StatusCode::FORBIDDEN, "not-recruiter", title, detail)
    }

    /// Nobody is signed in, or not any more.
    pub(crate) fn signed_out() -> Self {
        let detail = "Sign in to go on. What you typed is kept in this tab.";
        let title = "You are signed out";
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", title, detail)
    }

    /// Too much in too short a time.
    pub(crate) fn too_many(title: &str, detail: impl Into<String>, wait: Duration) -> Self {
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", title, detail);
        error.1 = Some(wait);
        error
    }

    /// A change was made on what is out of date; nothing was changed. `detail` says who else did what.
    pub(crate) fn changed_meanwhile(detail: impl Into<String>) -> Self {
        let title = "It has changed meanwhile";
        Self::new(StatusCode::CONFLICT, "changed-meanwhile", title, detail)
    }

    /// A send that could not be written down, and so was not sent.
    pub(crate) fn not_recorded(error: LedgerError) -> Self {
        Self::from(error).of_a_send()
    }

    /// The same, in answer to somebody who wanted to send: when our records failed, nothing was sent.
    pub(crate) fn of_a_send(mut self) -> Self {
        if self.0.kind == format!("/problems/{LEDGER_UNAVAILABLE}") {
            self.0.title = "Nothing was sent".to_owned();
            self.0.detail = "Our own records cannot be read or written at the moment, so nothing was sent to \
                             BambooHR. Your entries are kept. Try again in a minute; if it goes on, tell your admin \
                             the reference."
                .to_owned();
        }
        self
    }

    /// With other words for what happened.
    pub(crate) fn with_detail(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.0.detail);
        self
    }

    /// Whether nobody can be served now, whoever it is about.
    pub(crate) fn is_unavailable(&self) -> bool {
        self.0.status == StatusCode::SERVICE_UNAVAILABLE.as_u16()
    }

    /// Whether it is the problem of this name.
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.0.kind.strip_prefix("/problems/") == Some(kind)
    }

    /// What happened, in a few words.
    pub(crate) fn title(&self) -> &str {
        &self.0.title
    }

    /// What happened and what to do.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The document, which no request has given its id yet.
    pub(crate) fn into_problem(self) -> Problem {
        *self.0
    }

    /// For a terminal: what is wrong at each field, or what happened.
    pub(crate) fn in_one_line(&self) -> String {
        let at_fields: Vec<&str> = self
            .0
            .fields
            .iter()
            .map(|field| field.message.as_str())
            .collect();
        match at_fields.is_empty() {
            true => self.0.detail.clone(),
            false => at_fields.join(" "),
        }
    }

    /// Names the send that stands in the way.
    pub(crate) fn with_send(mut self, send: &str) -> Self {
        self.0.send = Some(send.to_owned());
        self
    }
}

impl From<LedgerError> for ApiError {
    fn from(error: LedgerError) -> Self {
        tracing::error!(error = %error, "the ledger failed");
        if let LedgerError::InDoubt(_) = error {
            let detail = "Our own records did not confirm it in time. Press the button again: that is safe, because the \
                          same request is never carried out twice.";
            return Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "ledger-in-doubt",
                "We cannot tell whether this was recorded",
                detail,
            );
        }
        let detail = "Our own records cannot be read or written at the moment, so nothing was changed. Try again in \
                      a minute; if it goes on, tell your admin the reference.";
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            LEDGER_UNAVAILABLE,
            "Our records are out of reach",
            detail,
        )
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = StatusCode::from_u16(self.0.status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.1 {
            // Rounded up: whoever comes back after it is never too early.
            let seconds = wait.as_secs() + 1;
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(UnfinishedProblem(self.0));
        response
    }
}

/// A problem that still lacks the request id. [`crate::request`] writes it into the body.
#[derive(Clone, Debug)]
pub(crate) struct UnfinishedProblem(pub(crate) Box<Problem>);
