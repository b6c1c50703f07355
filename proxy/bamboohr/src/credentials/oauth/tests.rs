//! Renewals as they can go: alone, many at once, failing, late, and with nobody left to wait.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

type Seen = Arc<Mutex<Vec<String>>>;

fn oauth(expires: Timestamp) -> (OAuth, Seen) {
    let app = OAuthApp {
        client_id: "app".to_owned(),
        client_secret: "app-secret".into(),
    };
    let tokens = Tokens {
        access: "old-access".into(),
        refresh: "old-refresh".into(),
        expires,
    };
    let kept = Seen::default();
    let keep = Arc::clone(&kept);
    let oauth = OAuth::new(app, tokens, move |tokens| {
        let text = tokens.refresh.expose_secret().to_owned();
        keep.lock().unwrap().push(text);
        async { Ok(()) }
    });
    (oauth, kept)
}

fn in_an_hour() -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(1)
}

fn renewed() -> Result<Answer, Error> {
    Ok(Answer::of_body(
        r#"{"access_token":"new","refresh_token":"next","expires_in":"3600"}"#,
    ))
}

fn refused(status: u16) -> Result<Answer, Error> {
    Err(Error::Refused(Refusal {
        status,
        reason: RefusalReason::Malformed,
        message: None,
        retry_after: None,
        request_id: None,
    }))
}

#[tokio::test]
async fn a_good_token_is_used_and_one_that_ends_soon_is_renewed_and_kept() {
    let (oauth, kept) = oauth(in_an_hour());
    let unasked = |_: Vec<_>| async { panic!("the token is good") };
    let bearer = oauth.bearer(unasked).await.unwrap();
    assert_eq!(bearer.authorization, "Bearer old-access");

    oauth.rejected(bearer.generation);
    let renew = |form: Vec<(&'static str, SecretString)>| {
        let refresh = form.iter().find(|(name, _)| *name == "refresh_token");
        assert_eq!(refresh.unwrap().1.expose_secret(), "old-refresh");
        async { renewed() }
    };
    let bearer = oauth.bearer(renew).await.unwrap();
    assert_eq!(bearer.authorization, "Bearer new");
    assert_eq!(*kept.lock().unwrap(), ["next"]);
}

#[tokio::test]
async fn a_late_rejection_of_the_old_token_does_not_condemn_the_new_one() {
    let (oauth, kept) = oauth(Timestamp::MIN);
    let old = oauth.current();
    oauth.bearer(|_| async { renewed() }).await.unwrap();
    oauth.rejected(old.generation);
    let unasked = |_: Vec<_>| async { panic!("the new token is good") };
    oauth.bearer(unasked).await.unwrap();
    assert_eq!(kept.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn many_calls_at_once_share_one_renewal_and_its_failure() {
    for succeeds in [true, false] {
        let (oauth, _) = oauth(Timestamp::MIN);
        let renewals = Arc::new(AtomicUsize::new(0));
        let call = || {
            let renewals = Arc::clone(&renewals);
            oauth.bearer(move |_| async move {
                renewals.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                if succeeds { renewed() } else { refused(400) }
            })
        };
        let outcomes = tokio::join!(call(), call(), call());
        for outcome in [outcomes.0, outcomes.1, outcomes.2] {
            assert_eq!(outcome.is_ok(), succeeds);
        }
        assert_eq!(renewals.load(Ordering::Relaxed), 1);
    }
}

#[tokio::test]
async fn a_renewal_is_finished_and_kept_when_nobody_waits_for_it_any_more() {
    let (oauth, kept) = oauth(Timestamp::MIN);
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (go_on, may_go_on) = tokio::sync::oneshot::channel::<()>();
    let call = tokio::spawn({
        let oauth = oauth.clone();
        async move {
            let renew = |_| async move {
                begun.send(()).unwrap();
                may_go_on.await.unwrap();
                renewed()
            };
            oauth.bearer(renew).await.map(|_| ())
        }
    });
    has_begun.await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    go_on.send(()).unwrap();
    // The next call finds what the first one began.
    let unasked = |_: Vec<_>| async { panic!("the renewal was finished") };
    let bearer = oauth.bearer(unasked).await.unwrap();
    assert_eq!(bearer.authorization, "Bearer new");
    assert_eq!(*kept.lock().unwrap(), ["next"]);
}

#[tokio::test]
async fn a_token_that_still_lasts_is_used_when_its_early_renewal_fails() {
    let (oauth, _) = oauth(Timestamp::now() + SignedDuration::from_secs(30));
    let bearer = oauth.bearer(|_| async { refused(503) }).await.unwrap();
    assert_eq!(bearer.authorization, "Bearer old-access");
}

#[tokio::test]
async fn a_withdrawn_grant_is_a_rejected_key_and_nothing_was_sent() {
    let (oauth, _) = oauth(Timestamp::MIN);
    let error = oauth.bearer(|_| async { refused(400) }).await;
    let error = error.err().unwrap();
    assert!(error.nothing_happened());
    assert_eq!(
        error.refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::KeyRejected)
    );
    assert!(!format!("{oauth:?} {error:?}").contains("old-"));
}

#[tokio::test]
async fn tokens_that_cannot_be_kept_are_used_all_the_same() {
    let app = OAuthApp {
        client_id: "app".to_owned(),
        client_secret: "app-secret".into(),
    };
    let tokens = Tokens {
        access: "old".into(),
        refresh: "old".into(),
        expires: Timestamp::MIN,
    };
    let oauth = OAuth::new(app, tokens, |_| async { Err("the disk is full".into()) });
    let bearer = oauth.bearer(|_| async { renewed() }).await.unwrap();
    assert_eq!(bearer.authorization, "Bearer new");
}
