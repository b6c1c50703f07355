//! Users, their sessions and links, tries to sign in, and which candidates a recruiter sees.

use std::time::Duration;

use handoff::interface::{CandidateSearch, LogSearch, Role, SendKind};
use proxy::account::{AccountId, Sight};
use proxy::ledger::{
    Accepted, Invited, Ledger, Limit, SessionLimits, TokenHash, Tried, UserChanged, UserId,
    UserToStore,
};

use crate::place::{Place, candidate, intent};

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

async fn until(wanted: impl AsyncFn() -> bool) {
    let waiting = async {
        while !wanted().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(20), waiting);
    waited.await.expect("it never became as wanted");
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

pub(crate) async fn sessions(place: Place) {
    let ledger = place.open().await;
    let ann = added(&ledger, "ann@acme.example", Role::Admin).await;
    let bo = added(&ledger, "bo@acme.example", Role::Recruiter).await;
    let hash = |text: &str| TokenHash::of(text);
    for (user, token) in [(&ann, "a1"), (&ann, "a2"), (&bo, "b1")] {
        ledger
            .begin_session(&local(), (user, None), &hash(token), LONG)
            .await
            .unwrap();
    }
    let who = async |token: &str| {
        let user = ledger.session(&hash(token), LONG, true).await.unwrap();
        user.map(|user| (user.id, user.role))
    };
    assert_eq!(who("a1").await, Some((ann.clone(), Role::Admin)));
    assert_eq!(who("b1").await, Some((bo.clone(), Role::Recruiter)));
    assert_eq!(who("c1").await, None);

    // What a user may do holds from the next request on.
    ledger
        .change_user(
            &local(),
            "Rosa",
            &bo,
            (Role::Recruiter, Role::Viewer),
            false,
        )
        .await
        .unwrap();
    assert_eq!(who("b1").await, Some((bo.clone(), Role::Viewer)));

    ledger.end_session(&hash("a1")).await.unwrap();
    ledger.end_session(&hash("a1")).await.unwrap();
    assert_eq!(who("a1").await, None);
    assert_eq!(who("a2").await, Some((ann.clone(), Role::Admin)));
    // Another passphrase ends them all, and so does the end of the user.
    ledger.set_passphrase(&local(), &ann, "hash").await.unwrap();
    assert_eq!(who("a2").await, None);
    ledger.remove_user(&local(), "Rosa", &bo).await.unwrap();
    assert_eq!(who("b1").await, None);
    ledger
        .begin_session(&local(), (&ann, Some("hash")), &hash("a3"), LONG)
        .await
        .unwrap();
    ledger
        .begin_session(&local(), (&ann, Some("hash")), &hash("a4"), LONG)
        .await
        .unwrap();
    assert_eq!(
        ledger
            .end_sessions_of(&local(), "Rosa", &ann)
            .await
            .unwrap(),
        2
    );
    assert_eq!(who("a3").await, None);
}

pub(crate) async fn session_limits(place: Place) {
    let ledger = place.open().await;
    let ann = added(&ledger, "ann@acme.example", Role::Admin).await;
    let idle = SessionLimits {
        // Longer than a busy machine takes for one look.
        idle: Duration::from_secs(2),
        whole: DAY,
    };
    let whole = SessionLimits {
        idle: DAY,
        whole: Duration::from_secs(2),
    };
    let begin = async |token: &str| {
        let (account, hash) = (local(), TokenHash::of(token));
        let begun = ledger.begin_session(&account, (&ann, None), &hash, LONG);
        begun.await.unwrap();
    };
    let is_there = async |token: &str, limits, is_used| {
        let hash = TokenHash::of(token);
        let session = ledger.session(&hash, limits, is_used);
        session.await.unwrap().is_some()
    };
    // Pages that ask by themselves do not keep it alive.
    begin("polled").await;
    until(async || !is_there("polled", idle, false).await).await;
    // Whoever uses it keeps it, until it was long enough in any case.
    begin("used").await;
    begin("reference").await;
    until(async || {
        assert!(is_there("used", idle, true).await);
        !is_there("reference", idle, false).await
    })
    .await;
    assert!(is_there("used", idle, true).await);
    until(async || !is_there("used", whole, true).await).await;
}

pub(crate) async fn invitations(place: Place) {
    let ledger = place.open().await;
    let account = local();
    let hash = |text: &str| TokenHash::of(text);
    let nobody = person("", "", Role::Viewer);
    // Any of the links to the first admin works, and then none.
    for token in ["first", "second"] {
        ledger
            .invite(&account, "Rosa", None, &hash(token), DAY)
            .await
            .unwrap();
        let invited = ledger.invited(&hash(token)).await.unwrap();
        assert_eq!(invited, Some(Invited::FirstAdmin(account.clone())));
    }
    let ann = person("ann@acme.example", "Ann", Role::Admin);
    let accepted = ledger
        .accept_invitation(&hash("second"), ann, "hash")
        .await
        .unwrap();
    let Accepted::By(_, ann_id) = accepted else {
        panic!("{accepted:?}")
    };
    for token in ["first", "second"] {
        assert_eq!(ledger.invited(&hash(token)).await.unwrap(), None);
        let again = person("eve@acme.example", "Eve", Role::Admin);
        let again = ledger
            .accept_invitation(&hash(token), again, "hash")
            .await
            .unwrap();
        assert_eq!(again, Accepted::NoSuchLink);
    }
    ledger
        .invite(&account, "Rosa", None, &hash("too late"), DAY)
        .await
        .unwrap();
    assert_eq!(ledger.invited(&hash("too late")).await.unwrap(), None);

    // A newer link replaces the older one, and using it ends every session.
    let session = hash("a session");
    ledger
        .begin_session(&account, (&ann_id, Some("hash")), &session, LONG)
        .await
        .unwrap();
    for token in ["lost", "found"] {
        ledger
            .invite(&account, "Rosa", Some(&ann_id), &hash(token), DAY)
            .await
            .unwrap();
    }
    assert_eq!(ledger.invited(&hash("lost")).await.unwrap(), None);
    let accepted = ledger
        .accept_invitation(&hash("found"), nobody, "new hash")
        .await
        .unwrap();
    assert_eq!(accepted, Accepted::By(account.clone(), ann_id.clone()));
    let user = ledger.user(&account, &ann_id).await.unwrap().unwrap();
    assert_eq!(
        (user.passphrase.as_deref(), user.email.as_str()),
        (Some("new hash"), "ann@acme.example")
    );
    assert!(
        ledger
            .session(&session, LONG, true)
            .await
            .unwrap()
            .is_none()
    );

    let short = Duration::from_millis(50);
    ledger
        .invite(&account, "Rosa", Some(&ann_id), &hash("old"), short)
        .await
        .unwrap();
    until(async || ledger.invited(&hash("old")).await.unwrap().is_none()).await;
    let accepted = ledger
        .accept_invitation(&hash("old"), nobody, "hash")
        .await
        .unwrap();
    assert_eq!(accepted, Accepted::NoSuchLink);
}

pub(crate) async fn one_link_at_once(place: Place) {
    let (one, other) = place.open_twice(DAY).await;
    let account = local();
    one.invite(&account, "Rosa", None, &TokenHash::of("link"), DAY)
        .await
        .unwrap();
    let accepting = (0..16).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let email = format!("first{number}@acme.example");
            let first = person(&email, &email, Role::Admin);
            ledger
                .accept_invitation(&TokenHash::of("link"), first, "hash")
                .await
                .unwrap()
        })
    });
    let mut won = 0;
    for accepted in accepting.collect::<Vec<_>>() {
        won += usize::from(matches!(accepted.await.unwrap(), Accepted::By(..)));
    }
    assert_eq!(won, 1);
    assert_eq!(one.users(&account).await.unwrap().len(), 1);
}

pub(crate) async fn tries(place: Place) {
    let (one, other) = place.open_twice(DAY).await;
    let about = |email: &str| Limit {
        about: Tried::user(email),
        most: 10,
    };
    let from = |place: &str| Limit {
        about: Tried::from(place.parse().unwrap()),
        most: 1_000,
    };
    let trying = (0..64).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        let limits = vec![about("ann@acme.example"), from("203.0.113.7")];
        tokio::spawn(async move { ledger.count_try(limits).await.unwrap() })
    });
    let mut free = 0;
    for answer in trying.collect::<Vec<_>>() {
        match answer.await.unwrap() {
            None => free += 1,
            Some(wait) => assert!(wait <= Duration::from_secs(15 * 60) && !wait.is_zero()),
        }
    }
    assert_eq!(free, 10, "of 64 at once");
    assert!(
        one.count_try(vec![about("bo@acme.example")])
            .await
            .unwrap()
            .is_none()
    );
    one.forget_tries(&Tried::user("ANN@acme.example"))
        .await
        .unwrap();
    assert!(
        one.count_try(vec![about("ann@acme.example")])
            .await
            .unwrap()
            .is_none()
    );
}

pub(crate) async fn sight(place: Place) {
    let ledger = place.open().await;
    let account = local();
    let hire = |id: &str, recruiters: &[&str]| {
        serde_json::from_value(serde_json::json!({
            "id": id, "first_name": id, "last_name": "Hartwell", "email": null, "phone": null, "stage": "hired",
            "job": { "title": "Cook" }, "recruiters": recruiters,
        }))
        .unwrap()
    };
    let people = [
        hire("shared", &[]),
        hire("anns", &["Ann@acme.example", "cy@acme.example"]),
        hire("bos", &["bo@acme.example"]),
    ];
    ledger.put_candidates(&account, &people).await.unwrap();
    for id in ["shared", "anns", "bos"] {
        let sent = intent(id, SendKind::Create, id);
        ledger.begin(&account, &sent).await.unwrap();
    }
    let ann = Sight::OwnAndShared("ann@acme.example".to_owned());
    let all = CandidateSearch::default();
    for (sight, expected) in [(&Sight::Everybody, 3), (&ann, 2)] {
        let page = ledger.search(&account, sight, &all).await.unwrap();
        assert_eq!((page.rows.len(), page.total), (expected, expected as u64));
        let log = ledger
            .log(&account, sight, &LogSearch::default())
            .await
            .unwrap();
        assert_eq!((log.rows.len(), log.total), (expected, expected as u64));
        let (exported, _) = ledger
            .export(&account, sight, &LogSearch::default(), 100)
            .await
            .unwrap();
        assert_eq!(exported.len(), expected);
        let weeks = ledger.weeks(&account, sight, 1).await.unwrap();
        assert_eq!(
            weeks.iter().map(|week| week.running).sum::<u64>(),
            expected as u64
        );
    }
    for (id, is_seen) in [
        ("shared", true),
        ("anns", true),
        ("bos", false),
        ("nobody", true),
    ] {
        let seen = ledger
            .is_in_sight(&account, &ann, &candidate(id))
            .await
            .unwrap();
        assert_eq!(seen, is_seen, "{id}");
        assert!(
            ledger
                .is_in_sight(&account, &Sight::Everybody, &candidate(id))
                .await
                .unwrap()
        );
    }
    // The candidate goes to somebody else.
    ledger
        .put_candidates(&account, &[hire("anns", &["bo@acme.example"])])
        .await
        .unwrap();
    assert!(
        !ledger
            .is_in_sight(&account, &ann, &candidate("anns"))
            .await
            .unwrap()
    );
}

pub(crate) async fn what_ends_links(place: Place) {
    let ledger = place.open().await;
    let account = local();
    let ann = added(&ledger, "ann@acme.example", Role::Admin).await;
    let bo = added(&ledger, "bo@acme.example", Role::Admin).await;
    let link = async |token: &str| {
        let (account, hash) = (local(), TokenHash::of(token));
        let made = ledger.invite(&account, "bo@acme.example", Some(&ann), &hash, DAY);
        made.await.unwrap();
    };
    let works = async |token: &str| {
        ledger
            .invited(&TokenHash::of(token))
            .await
            .unwrap()
            .is_some()
    };
    // Another passphrase, signing out everywhere, and the end of who made it or of what they may do.
    link("one").await;
    ledger.set_passphrase(&account, &ann, "hash").await.unwrap();
    assert!(!works("one").await);
    link("two").await;
    ledger
        .end_sessions_of(&account, "Rosa", &ann)
        .await
        .unwrap();
    assert!(!works("two").await);
    link("three").await;
    assert!(works("three").await);
    let less = (Role::Admin, Role::Recruiter);
    ledger
        .change_user(&account, "Rosa", &bo, less, false)
        .await
        .unwrap();
    assert!(!works("three").await);
    link("four").await;
    ledger.remove_user(&account, "Rosa", &bo).await.unwrap();
    assert!(!works("four").await);
    // A session that begins while the passphrase changes is none.
    let hash = TokenHash::of("late");
    let late = ledger.begin_session(&account, (&ann, Some("old hash")), &hash, LONG);
    assert!(!late.await.unwrap());
    assert!(ledger.session(&hash, LONG, true).await.unwrap().is_none());
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
