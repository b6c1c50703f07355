//! Signing in, invitations, users.

use handoff::interface::{
    Connection, Invitation, InvitationAccepted, InvitationLink, Invited, NewUser, PassphraseChange,
    ProviderSignIn, ProviderView, Role, Session, SignIn, SignInWays, SignOut, UserChange, UserView,
};

use super::{AT, Example, ID, RECRUITER, TOKEN, text};

const EMAIL: &str = "ro@acme.example";
const PASSPHRASE: &str = "four words nobody guesses";

impl Example for Session {
    fn example() -> Self {
        Self {
            user_id: ID.to_owned(),
            user: RECRUITER.to_owned(),
            role: Role::Recruiter,
            provider: None,
            demo: false,
            bamboohr: Connection::example(),
            need_person: 0,
        }
    }
}

impl Example for SignIn {
    fn example() -> Self {
        Self {
            email: EMAIL.to_owned(),
            passphrase: PASSPHRASE.to_owned(),
        }
    }
}

impl Example for SignOut {
    fn example() -> Self {
        Self { everywhere: true }
    }
}

impl Example for SignInWays {
    fn example() -> Self {
        Self {
            passphrases: true,
            providers: vec![ProviderView {
                id: "acme".to_owned(),
                label: "Acme".to_owned(),
            }],
            problem: None,
        }
    }
}

impl Example for ProviderSignIn {
    fn example() -> Self {
        Self {
            back: "/candidates".to_owned(),
        }
    }
}

impl Example for PassphraseChange {
    fn example() -> Self {
        Self {
            current: PASSPHRASE.to_owned(),
            new: "four others nobody guesses".to_owned(),
        }
    }
}

impl Example for InvitationLink {
    fn example() -> Self {
        Self {
            token: TOKEN.to_owned(),
        }
    }
}

impl Example for Invitation {
    fn example() -> Self {
        Self {
            email: text(EMAIL),
            name: text(RECRUITER),
            role: Role::Recruiter,
        }
    }
}

impl Example for InvitationAccepted {
    fn example() -> Self {
        Self {
            token: TOKEN.to_owned(),
            email: None,
            name: None,
            passphrase: PASSPHRASE.to_owned(),
        }
    }
}

impl Example for UserView {
    fn example() -> Self {
        Self {
            id: ID.to_owned(),
            email: EMAIL.to_owned(),
            name: RECRUITER.to_owned(),
            role: Role::Recruiter,
            sees_admin_fields: false,
            has_passphrase: true,
            provider: None,
            last_seen_at: text(AT),
            is_you: false,
        }
    }
}

impl Example for NewUser {
    fn example() -> Self {
        Self {
            email: EMAIL.to_owned(),
            name: RECRUITER.to_owned(),
            role: Role::Recruiter,
            sees_admin_fields: false,
        }
    }
}

impl Example for UserChange {
    fn example() -> Self {
        Self {
            role: Role::Viewer,
            sees_admin_fields: false,
            seen: Role::Recruiter,
        }
    }
}

impl Example for Invited {
    fn example() -> Self {
        Self {
            users: Vec::example(),
            token: TOKEN.to_owned(),
            hours: 72,
        }
    }
}
