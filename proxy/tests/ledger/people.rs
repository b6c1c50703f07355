//! Users, their sessions and links, tries to sign in, and which candidates a recruiter sees.

#[path = "people/links.rs"]
pub(crate) mod links;
#[path = "people/sessions.rs"]
pub(crate) mod sessions;
#[path = "people/sight.rs"]
pub(crate) mod sight;

use std::time::Duration;

use handoff::interface::{CandidateSearch, LogSearch, Role, SendKind};
use proxy::account::{AccountId, Sight};
use proxy::ledger::{
    Accepted, Invited, Ledger, Limit, SessionLimits, TokenHash, Tried, UserChanged, UserId,
    UserToStore,
};

use crate::place::{Place, candidate, intent, until};

const DAY: Duration = Duration::from_secs(24 * 3600);
const LONG: SessionLimits = SessionLimits {
    idle: DAY,
    whole: DAY,
};

fn person<'a>(email: &'a str, name: &'a str, role: Role) -> UserToStore<'a> {
    UserToStore {
        email,
        name,
        role,
        sees_admin_fields: false,
    }
}

fn local() -> AccountId {
    AccountId::local()
}

async fn added(ledger: &Ledger, email: &str, role: Role) -> UserId {
    let user = person(email, email, role);
    ledger
        .add_user(&local(), "Rosa", user)
        .await
        .unwrap()
        .unwrap()
}

pub(crate) async fn users(place: Place) {
    let ledger = place.open().await;
    assert!(!ledger.has_users().await.unwrap());
    let ann = added(&ledger, "Ann@Acme.example", Role::Admin).await;
    assert!(ledger.has_users().await.unwrap());
    let found = ledger.user_of(" ann@acme.EXAMPLE").await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.email.as_str()),
        (ann.clone(), "Ann@Acme.example")
    );

    // One address is one user, over all accounts; one name is one user of an account.
    let other = ledger
        .add_account("Rosa", "other", "Other")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        ledger.add_account("Rosa", "other", "Again").await.unwrap(),
        None
    );
    let again = person("ANN@acme.example", "Ann", Role::Viewer);
    assert_eq!(ledger.add_user(&other, "Rosa", again).await.unwrap(), None);
    for email in ["one@acme.example", "two@acme.example", "three@acme.example"] {
        let bo = person(email, " Bo Lind ", Role::Viewer);
        ledger
            .add_user(&local(), "Rosa", bo)
            .await
            .unwrap()
            .unwrap();
    }
    let names = ledger
        .users(&local())
        .await
        .unwrap()
        .into_iter()
        .map(|user| user.name);
    let names: Vec<String> = names.collect();
    let expected = [
        "Ann@Acme.example",
        "Bo Lind",
        "Bo Lind (three@acme.example)",
        "Bo Lind (two@acme.example)",
    ];
    assert_eq!(names, expected);
    let elsewhere = person("bo@other.example", "Bo Lind", Role::Admin);
    let bo = ledger
        .add_user(&other, "Rosa", elsewhere)
        .await
        .unwrap()
        .unwrap();

    // Another account's users are out of reach.
    assert!(ledger.user(&local(), &bo).await.unwrap().is_none());
    let changed = ledger
        .change_user(&local(), "Rosa", &bo, (Role::Admin, Role::Viewer), true)
        .await
        .unwrap();
    assert_eq!(changed, UserChanged::NoSuchUser);
    assert_eq!(
        ledger.remove_user(&local(), "Rosa", &bo).await.unwrap(),
        UserChanged::NoSuchUser
    );

    // Somebody must be able to administer the account.
    let less = ledger
        .change_user(
            &local(),
            "Rosa",
            &ann,
            (Role::Admin, Role::Recruiter),
            false,
        )
        .await
        .unwrap();
    assert_eq!(less, UserChanged::LastAdmin);
    assert_eq!(
        ledger.remove_user(&local(), "Rosa", &ann).await.unwrap(),
        UserChanged::LastAdmin
    );
    assert_eq!(
        ledger.user(&local(), &ann).await.unwrap().unwrap().role,
        Role::Admin
    );
    let two = ledger
        .user_of("two@acme.example")
        .await
        .unwrap()
        .unwrap()
        .id;
    let more = ledger
        .change_user(&local(), "Rosa", &two, (Role::Viewer, Role::Admin), true)
        .await
        .unwrap();
    assert_eq!(more, UserChanged::Yes);
    assert_eq!(
        ledger.remove_user(&local(), "Rosa", &ann).await.unwrap(),
        UserChanged::Yes
    );
    assert!(ledger.user_of("ann@acme.example").await.unwrap().is_none());
}

pub(crate) async fn last_admins_at_once(place: Place) {
    let (one, other) = place.open_twice(DAY).await;
    for round in 0..8 {
        let account = one
            .add_account("Rosa", &format!("company{round}"), "Company")
            .await;
        let account = account.unwrap().unwrap();
        let emails = ["ann", "bo"].map(|name| format!("{name}{round}@acme.example"));
        let mut admins = Vec::new();
        for email in &emails {
            let admin = one
                .add_user(&account, "Rosa", person(email, email, Role::Admin))
                .await;
            admins.push(admin.unwrap().unwrap());
        }
        let (first, second) = tokio::join!(
            one.remove_user(&account, "Rosa", &admins[0]),
            other.remove_user(&account, "Rosa", &admins[1])
        );
        let left = one.users(&account).await.unwrap();
        assert_eq!(left.len(), 1, "{first:?} {second:?}");
    }
}

pub(crate) async fn seen_roles(place: Place) {
    let ledger = place.open().await;
    let account = local();
    added(&ledger, "ann@acme.example", Role::Admin).await;
    let bo = added(&ledger, "bo@acme.example", Role::Recruiter).await;
    let viewer = (Role::Recruiter, Role::Viewer);
    let change = async |roles, sees| {
        ledger
            .change_user(&account, "Rosa", &bo, roles, sees)
            .await
            .unwrap()
    };
    assert_eq!(change(viewer, false).await, UserChanged::Yes);
    // From a page on which the user is a recruiter still.
    assert_eq!(
        change((Role::Recruiter, Role::Recruiter), true).await,
        UserChanged::Meanwhile
    );
    let user = ledger.user(&account, &bo).await.unwrap().unwrap();
    assert_eq!((user.role, user.sees_admin_fields), (Role::Viewer, false));
    // Whoever has the name of somebody who is gone is called with the address, because the record has the name.
    ledger
        .record(&account, "Cy Day", proxy::ledger::What::LogExported, "")
        .await
        .unwrap();
    let cy = person("cy@acme.example", "Cy Day", Role::Viewer);
    let cy = ledger
        .add_user(&account, "Rosa", cy)
        .await
        .unwrap()
        .unwrap();
    let cy = ledger.user(&account, &cy).await.unwrap().unwrap();
    assert_eq!(cy.name, "Cy Day (cy@acme.example)");
}
