//! Links, and what ends them.

use super::*;

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
    until("the link has ended", async || {
        ledger.invited(&hash("old")).await.unwrap().is_none()
    })
    .await;
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
