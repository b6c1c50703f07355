//! What can go wrong, sorted by whether Pinpoint can have acted.
//!
//! | variant | can Pinpoint have acted? |
//! | --- | --- |
//! | [`Error::Invalid`] | no: refused here, nothing was sent |
//! | [`Error::NotDelivered`] | no: no connection was made |
//! | [`Error::LeadsInside`] | no: its name led into this network |
//! | [`Error::Refused`] | no: one of the refusals that Pinpoint documents |
//! | [`Error::Lost`] | perhaps: sent, and no whole answer came back |
//! | [`Error::ServerFailed`] | perhaps: 5xx comes before or after the work |
//! | [`Error::Undecodable`] | yes, if the status says so: the answer could not be read |
//! | [`Error::Undocumented`] | perhaps: an answer that Pinpoint does not document |
//!
//! Messages are for logs: no bodies, no addresses, and none of Pinpoint's own words, which may quote what was sent.

use std::time::Duration;

use outside::{LeadsInside, LostAnswer};

/// The failure of one call.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Refused before it was sent.
    #[error("refused before sending: {0}")]
    Invalid(&'static str),
    /// No connection could be made.
    #[error("Pinpoint could not be reached")]
    NotDelivered(#[source] reqwest::Error),
    /// The company's own address leads into this network, where Pinpoint cannot be, so the key stays here.
    #[error(transparent)]
    LeadsInside(LeadsInside),
    /// Sent, and the answer was lost.
    #[error("the answer was lost: {0}")]
    Lost(LostAnswer),
    /// Pinpoint said no, in a way it documents.
    #[error("Pinpoint refused with {} ({:?})", .0.status, .0.reason)]
    Refused(Refusal),
    /// Pinpoint failed while or before it worked on the request.
    #[error("Pinpoint failed with {status}")]
    ServerFailed {
        /// HTTP status.
        status: u16,
        /// How long to wait, when Pinpoint says so.
        retry_after: Option<Duration>,
    },
    /// A success whose content could not be read.
    #[error("Pinpoint answered {status} with something unreadable: {what}")]
    Undecodable {
        /// HTTP status.
        status: u16,
        /// What is wrong with it, without quoting it.
        what: &'static str,
    },
    /// A status, or a shape of a refusal, that Pinpoint does not document.
    #[error("Pinpoint answered {status} in a way it does not document")]
    Undocumented {
        /// HTTP status.
        status: u16,
    },
}

impl Error {
    /// Whether it is certain that Pinpoint changed nothing.
    pub fn nothing_happened(&self) -> bool {
        matches!(
            self,
            Self::Invalid(_) | Self::NotDelivered(_) | Self::LeadsInside(_) | Self::Refused(_)
        )
    }

    /// Why Pinpoint refused, if it did.
    pub fn refused(&self) -> Option<Reason> {
        match self {
            Self::Refused(refusal) => Some(refusal.reason),
            _ => None,
        }
    }

    /// How long to wait before asking again, when Pinpoint says so.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::ServerFailed { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether asking again may help without anybody doing anything.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NotDelivered(_) | Self::Lost(_) | Self::ServerFailed { .. } => true,
            Self::Refused(refusal) => refusal.reason == Reason::TooManyRequests,
            _ => false,
        }
    }
}

/// A documented refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// What it means.
    pub reason: Reason,
    /// How long to wait, when Pinpoint says so.
    pub retry_after: Option<Duration>,
}

/// What a refusal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 400 `bad_request`.
    BadRequest,
    /// 401 `unauthorized`: the key is missing or wrong.
    Unauthorized,
    /// 403 `forbidden`: the key may not do this, or the interface is not enabled.
    Forbidden,
    /// 404 `not_found`: it is not there, or the key may not see it.
    NotFound,
    /// 422 `unprocessable_entity`.
    Unprocessable,
    /// 429 `too_many_requests`.
    TooManyRequests,
}

impl Reason {
    /// Of the status and the code that belong together.
    pub(crate) fn of(status: u16, code: &str) -> Option<Self> {
        Some(match (status, code) {
            (400, "bad_request") => Self::BadRequest,
            (401, "unauthorized") => Self::Unauthorized,
            (403, "forbidden") => Self::Forbidden,
            (404, "not_found") => Self::NotFound,
            (422, "unprocessable_entity") => Self::Unprocessable,
            (429, "too_many_requests") => Self::TooManyRequests,
            _ => return None,
        })
    }
}
