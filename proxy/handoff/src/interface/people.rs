//! Who uses the application: signing in, invitations, and the users of an account.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything: connects BambooHR, sets up the form, looks after the users.
    Admin,
    /// Sends the candidates who are theirs or nobody's in particular.
    Recruiter,
    /// Reads the export log.
    Viewer,
}

impl Role {
    /// All roles, from the one that may most.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Recruiter, Self::Viewer];

    /// The name exchanged, for example `recruiter`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Recruiter => "recruiter",
            Self::Viewer => "viewer",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The name shown to a person.
    pub fn label(self) -> &'static str {
        match self {
            Self::Admin => "Admin",
            Self::Recruiter => "Recruiter",
            Self::Viewer => "Viewer",
        }
    }

    /// What it means, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Admin => {
                "Sees every candidate, connects BambooHR, sets up the form, and looks after the users."
            }
            Self::Recruiter => "Sends their own candidates, and those who belong to no recruiter.",
            Self::Viewer => "Reads the export log, and nothing else.",
        }
    }

    /// Whether candidates may be seen and sent.
    pub fn may_send(self) -> bool {
        matches!(self, Self::Admin | Self::Recruiter)
    }

    /// Whether the account may be set up.
    pub fn may_administer(self) -> bool {
        self == Self::Admin
    }
}

/// `POST /api/session`: signs in. Answered with a [`super::Session`] and a cookie; with 401
/// `/problems/wrong-sign-in` whatever is wrong, with 429 after too many tries.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The e-mail address, in any case.
    pub email: String,
    /// The passphrase.
    pub passphrase: String,
}

/// `GET /api/session/ways`: how people sign in here. `?problem=` is the code of why somebody is not signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInWays {
    /// Whether passphrases are taken.
    pub passphrases: bool,
    /// OpenID providers.
    pub providers: Vec<ProviderView>,
    /// The problem of this code, in words.
    #[serde(default)]
    pub problem: Option<super::Problem>,
}

/// An OpenID provider that people may sign in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderView {
    /// For `POST /api/session/oidc/{provider}`.
    pub id: String,
    /// After “Sign in with”.
    pub label: String,
}

/// `POST /api/session/oidc/{provider}`: begins to sign in there. Answered with the address of the provider's page,
/// to which the browser goes, and a cookie; with 502 when the provider is out of reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderSignIn {
    /// The page to go on with: a path of the application.
    pub back: String,
}

/// `DELETE /api/session`: signs out. Answered with 204.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SignOut {
    /// Everywhere else too.
    pub everywhere: bool,
}

/// `PUT /api/session/passphrase`: another passphrase. Every other session of this person ends. Answered with 204.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PassphraseChange {
    /// The one until now.
    pub current: String,
    /// The new one: at least [`SHORTEST_PASSPHRASE`] characters.
    pub new: String,
}

/// `POST /api/invitations/open`: whom a link invites. Answered with an [`Invitation`]; with 404 when the link is
/// used, too old, or none of ours.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationLink {
    /// What stands behind `#` in the link.
    pub token: String,
}

/// Whom a link invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invitation {
    /// The e-mail address to sign in with; `None` for the first admin, who says it.
    pub email: Option<String>,
    /// The person's name; `None` for the first admin.
    pub name: Option<String>,
    /// What the person will be.
    pub role: Role,
}

/// `POST /api/invitations/accept`: chooses a passphrase and signs in. Answered with a [`super::Session`] and a
/// cookie. The link is used up then.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationAccepted {
    /// What stands behind `#` in the link.
    pub token: String,
    /// Only of the first admin.
    #[serde(default)]
    pub email: Option<String>,
    /// Only of the first admin.
    #[serde(default)]
    pub name: Option<String>,
    /// At least [`SHORTEST_PASSPHRASE`] characters.
    pub passphrase: String,
}

/// Characters that a passphrase has at least.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// Characters that a passphrase has at most.
pub const LONGEST_PASSPHRASE: usize = 256;

/// `GET /api/users`: the users of the account, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserView {
    /// Made by the proxy.
    pub id: String,
    /// The e-mail address to sign in with.
    pub email: String,
    /// The name in the record of who did what.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Whether fields for admins only may be seen; admins see them in any case.
    pub sees_admin_fields: bool,
    /// Whether a passphrase was chosen.
    pub has_passphrase: bool,
    /// What the OpenID provider is called with which the person signs in; it says what they may do.
    #[serde(default)]
    pub provider: Option<String>,
    /// When the person was here last, RFC 3339 in UTC.
    pub last_seen_at: Option<String>,
    /// Whether it is whoever asks.
    pub is_you: bool,
}

/// `POST /api/users`: a new user. Answered with [`Invited`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Where the person gets mail, which is what they sign in with.
    pub email: String,
    /// First and last name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Whether fields for admins only may be seen.
    #[serde(default)]
    pub sees_admin_fields: bool,
}

/// `PUT /api/users/{id}`: what a user may do. Answered with all [`UserView`]s. Refused with 409
/// `/problems/last-admin` when nobody could administer the account any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// What the person may do.
    pub role: Role,
    /// Whether fields for admins only may be seen; admins see them in any case.
    pub sees_admin_fields: bool,
    /// The role that was seen. Answered with 409 `/problems/changed-meanwhile` when it is another one by now.
    pub seen: Role,
}

/// The answer to `POST /api/users` and `POST /api/users/{id}/invite`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invited {
    /// The users of the account now.
    pub users: Vec<UserView>,
    /// What stands behind `/welcome#` in the link, which is shown once and works once.
    pub token: String,
    /// For how many hours it works.
    pub hours: u64,
}

/// What prints nothing of itself: secrets, and people.
macro_rules! without_secrets {
    ($($shape:ident),*) => {$(
        /// Without what it holds, so that no secret gets into a log.
        impl fmt::Debug for $shape {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_struct(stringify!($shape)).finish_non_exhaustive()
            }
        }
    )*};
}

pub(super) use without_secrets;

without_secrets!(
    SignIn,
    PassphraseChange,
    InvitationLink,
    InvitationAccepted,
    Invited
);
