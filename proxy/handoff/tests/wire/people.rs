//! Signing in, links and users.

use handoff::interface::{
    Invitation, InvitationAccepted, InvitationLink, Invited, NewUser, PassphraseChange, Problem,
    ProviderSignIn, ProviderView, Role, SignIn, SignInWays, SignOut, UserChange, UserView,
};

use super::sample::text;
use super::survives;

fn user() -> UserView {
    UserView {
        id: text(),
        email: text(),
        name: text(),
        role: Role::Viewer,
        sees_admin_fields: true,
        has_passphrase: true,
        provider: Some(text()),
        last_seen_at: Some(text()),
        is_you: true,
    }
}

#[test]
fn people_survive() {
    survives(vec![SignIn {
        email: text(),
        passphrase: text(),
    }]);
    survives(vec![SignOut { everywhere: true }]);
    survives(vec![SignInWays {
        passphrases: true,
        providers: vec![ProviderView {
            id: text(),
            label: text(),
        }],
        problem: Some(Problem::default()),
    }]);
    survives(vec![ProviderSignIn { back: text() }]);
    survives(vec![PassphraseChange {
        current: text(),
        new: text(),
    }]);
    survives(vec![InvitationLink { token: text() }]);
    survives(vec![
        Invitation {
            email: None,
            name: None,
            role: Role::Admin,
        },
        Invitation {
            email: Some(text()),
            name: Some(text()),
            role: Role::Recruiter,
        },
    ]);
    survives(vec![InvitationAccepted {
        token: text(),
        email: Some(text()),
        name: Some(text()),
        passphrase: text(),
    }]);
    survives(vec![NewUser {
        email: text(),
        name: text(),
        role: Role::Recruiter,
        sees_admin_fields: true,
    }]);
    survives(vec![UserChange {
        role: Role::Admin,
        sees_admin_fields: false,
        seen: Role::Viewer,
    }]);
    survives(vec![Invited {
        users: vec![user()],
        token: text(),
        hours: 72,
    }]);
}

#[test]
fn what_carries_a_secret_shows_none_of_it() {
    let secret = || "hush".to_owned();
    let shown = [
        format!(
            "{:?}",
            SignIn {
                email: secret(),
                passphrase: secret()
            }
        ),
        format!(
            "{:?}",
            PassphraseChange {
                current: secret(),
                new: secret()
            }
        ),
        format!("{:?}", InvitationLink { token: secret() }),
        format!(
            "{:?}",
            InvitationAccepted {
                token: secret(),
                email: None,
                name: None,
                passphrase: secret()
            }
        ),
        format!(
            "{:?}",
            Invited {
                users: Vec::new(),
                token: secret(),
                hours: 1
            }
        ),
    ];
    for shown in shown {
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn every_role_is_read_by_its_name_and_may_less_than_the_one_before() {
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(role));
    }
    assert_eq!(Role::from_code("owner"), None);
    let may = Role::ALL.map(|role| (role.may_administer(), role.may_send()));
    assert_eq!(may, [(true, true), (false, true), (false, false)]);
}
