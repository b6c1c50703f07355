//! Sessions, and tries to sign in.

use super::*;

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
    until("the polled session has ended", async || {
        !is_there("polled", idle, false).await
    })
    .await;
    // Whoever uses it keeps it, until it was long enough in any case.
    begin("used").await;
    begin("reference").await;
    until("the unused session has ended", async || {
        assert!(is_there("used", idle, true).await);
        !is_there("reference", idle, false).await
    })
    .await;
    assert!(is_there("used", idle, true).await);
    until("the used session has ended", async || {
        !is_there("used", whole, true).await
    })
    .await;
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
