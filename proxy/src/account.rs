//! Whose data a request may touch. An [`AccountId`] comes from a verified session or from the ledger's
//! own rows, never from a request's path or body.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use handoff::Viewer;

use crate::app::App;
use crate::problem::ApiError;

/// A customer company. Every function of the ledger asks for one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The one account of a proxy that runs on a person's own machine.
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

/// Who is asking. Extracting it is what makes a route require a session.
///
/// There is no sign-in yet: the proxy listens on loopback only, and whoever reaches it is the person
/// at this machine.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Whose data may be touched.
    pub account: AccountId,
    /// Name for the page's header and for the record of who did what.
    pub user: String,
}

impl SignedIn {
    /// Whether this person may change how the account is connected. There is one person so far, and they may.
    pub(crate) fn may_administer(&self) -> bool {
        true
    }

    /// The error for whoever may not.
    pub(crate) fn must_administer(&self) -> Result<(), ApiError> {
        match self.may_administer() {
            true => Ok(()),
            false => Err(ApiError::for_admins()),
        }
    }

    /// What this person may see of a form.
    pub(crate) fn viewer(&self) -> Viewer {
        match self.may_administer() {
            true => Viewer::Admin,
            false => Viewer::Recruiter,
        }
    }
}

impl<S> FromRequestParts<S> for SignedIn
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let user = if App::from_ref(state).demo() {
            "Demo recruiter"
        } else {
            "Local user"
        };
        Ok(Self {
            account: AccountId::local(),
            user: user.to_owned(),
        })
    }
}
