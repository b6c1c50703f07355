//! What the server of an applicant tracking system asks that draws the form itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::embedding::{Recruiter, longest, recruiter};
use super::people::{Role, without_secrets};
use crate::candidate::CandidateId;
use crate::hints::FieldHint;
use crate::validate::FieldProblem;

/// `POST /api/forms/sessions`: a server asks in the name of one recruiter, for some candidates. It needs a key that has
/// [`super::Scope::Forms`]. Answered with 201 and [`FormsSession`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFormsSession {
    /// Who it is.
    pub recruiter: Recruiter,
    /// What they may do: [`Role::Recruiter`] sends, [`Role::Viewer`] reads how sends stand. Never [`Role::Admin`].
    #[serde(default = "recruiter")]
    pub role: Role,
    /// The candidates they may see, 1 to [`super::MOST_EMBEDDED`]; all of them are known here.
    pub candidates: Vec<CandidateId>,
    /// For so long, at most [`super::LONGEST_EMBED_SECONDS`], which it is when nothing is said.
    #[serde(default = "longest")]
    pub seconds: u64,
}

/// What a server asks with in the name of a recruiter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormsSession {
    /// To end it early: `DELETE /api/forms/sessions/{id}`.
    pub id: String,
    /// What to send as `Authorization: Bearer` with every request. It works on servers only: a request that a browser sent
    /// is refused.
    pub secret: String,
    /// For how many seconds it works.
    pub seconds: u64,
    /// The recruiter's name in the record of who did what.
    pub who: String,
}

/// The answer to `POST /api/candidates/{id}/validate`, which takes what `…/sends` takes, stores nothing and sends nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SendCheck {
    /// What has to be corrected, in the order of the form. With none of them it can be sent.
    pub problems: Vec<FieldProblem>,
    /// What looks like a slip and may be right. It stops nobody.
    pub hints: Vec<FieldHint>,
}

without_secrets!(FormsSession);
