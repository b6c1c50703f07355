//! Whose data a request may touch. An [`AccountId`] comes from a verified session or from the ledger's
//! own rows, never from a request's path or body.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use handoff::interface::Role;
use handoff::{CandidateId, Viewer};

use crate::ledger::{AtsKeyId, TokenHash, UserId};
use crate::problem::ApiError;

/// A customer company. Every function of the ledger asks for one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The account that is there from the beginning. It is the one that a deployment's own connection is for.
    pub fn local() -> Self {
        Self("local".to_owned())
    }

    /// An account that a row of the ledger belongs to. Never one that a request names.
    pub fn of_row(account: String) -> Self {
        Self(account)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which candidates of an account somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    Everybody,
    /// Those of the recruiter with this e-mail address (in lower case), and those who belong to no recruiter.
    OwnAndShared(String),
    /// These.
    Only(Vec<CandidateId>),
}

/// Who is asking. Extracting it is what makes a route know its caller; the door ([`crate::access`]) puts it there.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Whose data may be touched.
    pub account: AccountId,
    /// Name for the page's header and for the record of who did what.
    pub user: String,
    /// What the person may do.
    pub role: Role,
    /// The OpenID provider that vouches for the person.
    pub issuer: Option<String>,
    /// Which candidates the person sees.
    pub sight: Sight,
    /// What the person may see of a form, a receipt and a comparison.
    pub viewer: Viewer,
    /// How they came in.
    pub through: Through,
}

/// How somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Through {
    /// At the machine of a demonstration.
    Demonstration,
    /// Signed in: the user and the session.
    Session(UserId, TokenHash),
    /// In a frame on a page of an applicant tracking system.
    Frame {
        /// Tells the system's recruiters apart and names nobody.
        recruiter: String,
        /// The hash of what the frame sends.
        session: TokenHash,
    },
    /// A server of an applicant tracking system that draws the form itself, in the name of a recruiter.
    Server {
        /// Tells the system's recruiters apart and names nobody.
        recruiter: String,
        /// The hash of what the server sends.
        session: TokenHash,
    },
    /// With the key of an applicant tracking system's server, which asks for people whom it does not name.
    Plugin(AtsKeyId),
}

impl SignedIn {
    /// Whoever opens a demonstration, which only this machine can.
    pub(crate) fn in_demonstration() -> Self {
        Self {
            account: AccountId::local(),
            user: "Demo admin".to_owned(),
            role: Role::Admin,
            issuer: None,
            sight: Sight::Everybody,
            viewer: Viewer::Admin,
            through: Through::Demonstration,
        }
    }

    /// The user's id, also for the log, which names nobody.
    pub(crate) fn id(&self) -> &str {
        match &self.through {
            Through::Demonstration => "demo",
            Through::Session(user, _) => user.as_str(),
            Through::Frame { recruiter, .. } | Through::Server { recruiter, .. } => recruiter,
            Through::Plugin(key) => key.as_str(),
        }
    }

    /// The user and the session, if it is somebody who signed in.
    pub(crate) fn session(&self) -> Option<(&UserId, &TokenHash)> {
        match &self.through {
            Through::Session(user, hash) => Some((user, hash)),
            Through::Demonstration
            | Through::Frame { .. }
            | Through::Server { .. }
            | Through::Plugin(_) => None,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let who = parts.extensions.get::<Self>().cloned();
        who.ok_or_else(|| ApiError::internal("a route without a door wants to know who is there"))
    }
}
