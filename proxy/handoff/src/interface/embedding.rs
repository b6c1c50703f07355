//! What joins an applicant tracking system: the keys of its servers, and the frames on its pages.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Session;
use super::people::{Role, without_secrets};
use crate::candidate::CandidateId;

/// What the server of an applicant tracking system may do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Bring candidates and their documents.
    Candidates,
    /// Let its recruiters in, in frames on its pages.
    Embed,
    /// Draw the form itself, and send in the name of its recruiters.
    Forms,
    /// Draw our form in Pinpoint, and send what was entered there.
    Pinpoint,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Candidates, Self::Embed, Self::Forms, Self::Pinpoint];

    /// The name exchanged, for example `candidates`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Embed => "embed",
            Self::Forms => "forms",
            Self::Pinpoint => "pinpoint",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// What it allows, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Candidates => "Bring candidates and their documents",
            Self::Embed => "Let its recruiters send from its own pages",
            Self::Forms => "Draw the form itself, and send in the name of its recruiters",
            Self::Pinpoint => "Be sent to from Pinpoint, as the connection code of the plugin",
        }
    }
}

/// `GET /api/embedding`: what joins applicant tracking systems to this account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmbeddingView {
    /// The keys of servers, by name; those that were replaced and still work after those that replaced them.
    pub keys: Vec<AtsKeyView>,
    /// The pages that may show the form in a frame, like `https://ats.example`, in alphabetical order.
    pub origins: Vec<String>,
}

/// The key of a server. The key itself is shown once, when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtsKeyView {
    /// Made by the proxy.
    pub id: String,
    /// The name in the record of who did what.
    pub name: String,
    /// What the key allows.
    pub scopes: Vec<Scope>,
    /// Its last four characters.
    pub hint: String,
    /// Who made it.
    pub made_by: String,
    /// When, RFC 3339 in UTC.
    pub made_at: String,
    /// When it was used last, RFC 3339 in UTC, give or take a minute.
    pub last_used_at: Option<String>,
    /// For how many more minutes it works; `None` while it was not replaced.
    pub minutes_left: Option<u64>,
}

/// `POST /api/embedding/keys`: a key for a server. Answered with [`AtsKeyMade`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAtsKey {
    /// Which system it is for, for example `Acme ATS`.
    pub name: String,
    /// What it allows; at least one thing.
    pub scopes: Vec<Scope>,
}

/// `POST /api/embedding/keys/{id}/replace`: another key in place of this one. Answered with [`AtsKeyMade`]; with 404 when
/// the key was replaced or removed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AtsKeyReplacement {
    /// For so many hours the old one works too, at most [`LONGEST_OVERLAP_HOURS`].
    pub overlap_hours: u64,
}

/// A replaced key works no longer than a week.
pub const LONGEST_OVERLAP_HOURS: u64 = 7 * 24;

/// A key that was made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtsKeyMade {
    /// What there is now.
    pub embedding: EmbeddingView,
    /// For which system it is.
    pub name: String,
    /// The key. Nobody can read it again.
    pub key: String,
}

/// `POST` and `DELETE /api/embedding/origins`: a page that may, or may no longer, show the form. Answered with
/// [`EmbeddingView`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmbedOrigin {
    /// Like `https://ats.example`; `http://` on loopback only.
    pub origin: String,
}

/// Somebody in an applicant tracking system.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recruiter {
    /// Their e-mail address there: it tells them apart.
    pub email: String,
    /// First and last name, for the record of who did what.
    pub name: String,
}

/// `POST /api/embed/sessions`: lets one recruiter in, for some candidates, in a frame on one page. Asked by a server with
/// a key that has [`Scope::Embed`]. Answered with 201 and [`EmbedMade`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEmbed {
    /// Who it is.
    pub recruiter: Recruiter,
    /// What they may do: [`Role::Recruiter`] sends, [`Role::Viewer`] reads how sends stand. Never [`Role::Admin`].
    #[serde(default = "recruiter")]
    pub role: Role,
    /// The candidates they may see, 1 to [`MOST_EMBEDDED`]; all of them are known here.
    pub candidates: Vec<CandidateId>,
    /// The page around the frame, one of those that an admin allowed.
    pub origin: String,
    /// For so long, at most [`LONGEST_EMBED_SECONDS`], which it is when nothing is said.
    #[serde(default = "longest")]
    pub seconds: u64,
}

pub(super) fn recruiter() -> Role {
    Role::Recruiter
}

pub(super) fn longest() -> u64 {
    LONGEST_EMBED_SECONDS
}

/// Candidates of one token.
pub const MOST_EMBEDDED: usize = 50;
/// No token works for longer.
pub const LONGEST_EMBED_SECONDS: u64 = 300;
/// Nor for less: it would end while somebody looks at the first page.
pub const SHORTEST_EMBED_SECONDS: u64 = 30;

/// A recruiter can come in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmbedMade {
    /// To end it early: `DELETE /api/embed/sessions/{id}`.
    pub id: String,
    /// What the page hands to the frame. It works once.
    pub token: String,
    /// For how many seconds.
    pub seconds: u64,
    /// The address of the frame.
    pub frame: String,
}

/// `POST /api/embed/open`: a token becomes what the frame keeps in its memory and sends as `Authorization: Bearer` with
/// every request. Answered with [`EmbedOpened`]; with 401 `/problems/token-ended` when it was used, has ended, or is for
/// another page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmbedToken {
    /// What the page handed over.
    pub token: String,
    /// The page that did, as the browser says.
    pub origin: String,
}

/// A recruiter is in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EmbedOpened {
    /// What to send with every request.
    pub secret: String,
    /// For how many seconds it works.
    pub seconds: u64,
    /// For whom.
    pub candidates: Vec<CandidateId>,
    /// Who is here, and whether BambooHR can be used.
    pub session: Session,
}

/// The answer to `PUT /api/candidates/{id}` with a [`crate::Candidate`], asked by a server with a key that has
/// [`Scope::Candidates`]. A field that is not known refuses the candidate; `documents` may be left out, and then stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateBrought {
    /// What the candidate was.
    pub candidate: BroughtAs,
}

/// What a candidate was when they were brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BroughtAs {
    /// Not known before: answered with 201.
    New,
    /// Known, with something else about them.
    Changed,
    /// Known just so.
    Same,
}

/// `PUT /api/candidates/{id}/documents`: a file of a candidate, in place of one with the same name. Asked by a server with
/// a key that has [`Scope::Candidates`]. Answered with 204.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentBrought {
    /// File name with its ending.
    pub name: String,
    /// What it is, for example `Resume`; `Photo` is offered as the photo.
    pub kind: String,
    /// For example `application/pdf`.
    pub media_type: String,
    /// The bytes as base64; at most [`LARGEST_DOCUMENT`] of them.
    pub content: String,
}

/// Bytes of a document: BambooHR takes no larger ones.
pub const LARGEST_DOCUMENT: usize = 20 * 1024 * 1024;

without_secrets!(
    AtsKeyMade,
    EmbedMade,
    EmbedToken,
    EmbedOpened,
    Recruiter,
    DocumentBrought
);
