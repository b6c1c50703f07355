//! What can go wrong, sorted by the one question that matters after a create: can BambooHR have acted?
//!
//! | variant | can BambooHR have acted? |
//! | --- | --- |
//! | [`Error::Invalid`] | no: refused here, nothing was sent |
//! | [`Error::HeldBack`] | no: BambooHR wants to be left alone for longer than the caller may wait |
//! | [`Error::NoToken`] | no: no access token could be had, so nothing was sent |
//! | [`Error::NotDelivered`] | no: no connection was made |
//! | [`Error::LeadsInside`] | no: its name led into this network |
//! | [`Error::Refused`] | no: a documented refusal |
//! | [`Error::Lost`] | perhaps: sent, and no whole answer came back |
//! | [`Error::ServerFailed`] | perhaps: 5xx comes before or after the work |
//! | [`Error::Undecodable`] | yes, if the status says so: the answer could not be read |
//! | [`Error::Undocumented`] | perhaps: an answer BambooHR does not document |
//!
//! A future that is dropped before it is done is like [`Error::Lost`]: the request may be on its way.
//!
//! Messages are for logs and carry no personal data: no bodies, no URLs. BambooHR's own words are in
//! [`Refusal::message`], which no debug output shows: they are meant for the person who pressed the button.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use outside::{LeadsInside, LostAnswer};

/// The failure of one call.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request was refused before it was sent.
    #[error("refused before sending: {0}")]
    Invalid(&'static str),
    /// Not sent: BambooHR asked for a pause, or to slow down, and this call's turn would come later than it
    /// may wait. Holds the time until then.
    #[error("held back for {} s: BambooHR asked to slow down", .0.as_secs())]
    HeldBack(Duration),
    /// Not sent: the access token is out of date and no new one was given.
    #[error("no access token: {0}")]
    NoToken(#[source] Arc<Error>),
    /// No connection to BambooHR could be made.
    #[error("BambooHR could not be reached")]
    NotDelivered(#[source] reqwest::Error),
    /// The company's own address leads into this network, where its BambooHR cannot be, so the key stays here.
    #[error(transparent)]
    LeadsInside(LeadsInside),
    /// The request was sent, the answer was lost.
    #[error("the answer was lost: {0}")]
    Lost(LostAnswer),
    /// BambooHR said no, in a way it documents.
    #[error("BambooHR refused with {} ({:?}, request {})", .0.status, .0.reason, .0.request_id.as_deref().unwrap_or("unknown"))]
    Refused(Refusal),
    /// BambooHR failed while or before it worked on the request.
    #[error("BambooHR failed with {} (request {})", .0.status, .0.request_id.as_deref().unwrap_or("unknown"))]
    ServerFailed(ServerFailure),
    /// A success whose content could not be read.
    #[error("BambooHR answered {status} with something unreadable: {reason} (request {})", .request_id.as_deref().unwrap_or("unknown"))]
    Undecodable {
        /// HTTP status.
        status: u16,
        /// What is wrong with it, without quoting it.
        reason: String,
        /// BambooHR's id of the request.
        request_id: Option<String>,
    },
    /// A status that BambooHR does not document for this call.
    #[error("BambooHR answered {status}, which it does not document (request {})", .request_id.as_deref().unwrap_or("unknown"))]
    Undocumented {
        /// HTTP status.
        status: u16,
        /// BambooHR's id of the request.
        request_id: Option<String>,
    },
}

impl Error {
    /// Whether it is certain that BambooHR changed nothing.
    pub fn nothing_happened(&self) -> bool {
        matches!(
            self,
            Self::Invalid(_)
                | Self::HeldBack(_)
                | Self::NoToken(_)
                | Self::NotDelivered(_)
                | Self::LeadsInside(_)
                | Self::Refused(_)
        )
    }

    /// How long to wait before asking again, when BambooHR says so.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::ServerFailed(failure) => failure.retry_after,
            Self::HeldBack(wait) => Some(*wait),
            Self::NoToken(why) => why.retry_after(),
            _ => None,
        }
    }

    /// The documented refusal, if it is one; also that of an access token.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::NoToken(why) => why.refusal(),
            _ => None,
        }
    }

    /// BambooHR's id of the request that failed; its support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.request_id.as_deref(),
            Self::ServerFailed(failure) => failure.request_id.as_deref(),
            Self::Undecodable { request_id, .. } | Self::Undocumented { request_id, .. } => {
                request_id.as_deref()
            }
            Self::NoToken(why) => why.request_id(),
            Self::Invalid(_)
            | Self::HeldBack(_)
            | Self::NotDelivered(_)
            | Self::LeadsInside(_)
            | Self::Lost(_) => None,
        }
    }
}

/// A documented refusal.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// What it means.
    pub reason: RefusalReason,
    /// BambooHR's words, repeats removed; may name values that were sent, so not for logs.
    pub message: Option<String>,
    /// How long to wait, when BambooHR says so.
    pub retry_after: Option<Duration>,
    /// BambooHR's id of the request; its support asks for it.
    pub request_id: Option<String>,
}

impl fmt::Debug for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Refusal")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("retry_after", &self.retry_after)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// What a refusal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalReason {
    /// 401: the key is missing, wrong, or its owner was disabled. With OAuth: the grant is over.
    KeyRejected,
    /// 403 or 429 `Too many failures`: nobody is let in for some minutes, whatever the key.
    LockedOut,
    /// 403: the key's owner may not do this.
    NotPermitted,
    /// 404: no such person, list, category or company.
    NotFound,
    /// 409 `Duplicate email`: another employee has this e-mail.
    DuplicateEmail,
    /// 409, 406, 412, 422: a value or a combination of values was refused.
    InvalidValue,
    /// 400: required values are missing or the request is malformed.
    Malformed,
    /// 429, since 16 September 2026: too many requests.
    RateLimited,
    /// 429 without `Retry-After` when somebody is added: the account may have no more employees.
    AccountLimit,
    /// 402, 405, 413, 415: the content or the operation is not accepted.
    NotAccepted,
}

/// A 5xx answer.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerFailure {
    /// HTTP status.
    pub status: u16,
    /// BambooHR's words, if it has any; not for logs.
    pub message: Option<String>,
    /// How long to wait, when BambooHR says so; before September 2026 a 503 was the rate limit.
    pub retry_after: Option<Duration>,
    /// BambooHR's id of the request.
    pub request_id: Option<String>,
}

impl fmt::Debug for ServerFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServerFailure")
            .field("status", &self.status)
            .field("retry_after", &self.retry_after)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(message: &str) -> Error {
        Error::Refused(Refusal {
            status: 409,
            reason: RefusalReason::DuplicateEmail,
            message: Some(message.to_owned()),
            retry_after: Some(Duration::from_secs(7)),
            request_id: Some("1410".to_owned()),
        })
    }

    fn failed(message: &str) -> Error {
        Error::ServerFailed(ServerFailure {
            status: 503,
            message: Some(message.to_owned()),
            retry_after: Some(Duration::from_secs(7)),
            request_id: Some("1410".to_owned()),
        })
    }

    #[test]
    fn bamboohrs_words_are_in_no_text_that_could_be_logged() {
        for error in [
            refused("ann@example.com is taken"),
            failed("no room for ann@example.com"),
            Error::NoToken(Arc::new(refused("ann@example.com"))),
        ] {
            let text = format!("{error} {error:?}");
            assert!(!text.contains("ann@"), "{text}");
            assert!(text.contains("1410"), "{text}");
        }
    }

    #[test]
    fn each_error_says_whether_something_can_have_happened_and_how_long_to_wait() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let unreadable = Error::Undecodable {
            status: 201,
            reason: String::new(),
            request_id: Some("1410".to_owned()),
        };
        let odd = Error::Undocumented {
            status: 418,
            request_id: Some("1410".to_owned()),
        };
        for (error, nothing_happened, wait, request_id) in [
            (Error::Invalid(""), true, None, None),
            (
                Error::HeldBack(Duration::from_secs(9)),
                true,
                seconds(9),
                None,
            ),
            (
                Error::NoToken(Arc::new(failed(""))),
                true,
                seconds(7),
                Some("1410"),
            ),
            (refused(""), true, seconds(7), Some("1410")),
            (failed(""), false, seconds(7), Some("1410")),
            (Error::Lost(LostAnswer::Broken), false, None, None),
            (unreadable, false, None, Some("1410")),
            (odd, false, None, Some("1410")),
        ] {
            assert_eq!(error.nothing_happened(), nothing_happened, "{error}");
            assert_eq!(error.retry_after(), wait, "{error}");
            assert_eq!(error.request_id(), request_id, "{error}");
        }
    }
}
