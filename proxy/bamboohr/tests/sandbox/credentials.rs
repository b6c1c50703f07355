//! OAuth tokens in place of a key.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bamboohr::{Error, OAuth, OAuthApp, RefusalReason, Tokens};
use bamboohr_sandbox::{Fault, OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, Sandbox};
use jiff::{Timestamp, ToSpan as _};
use secrecy::ExposeSecret as _;

use super::{ann, client_with};

fn app(secret: &str) -> OAuthApp {
    OAuthApp {
        client_id: OAUTH_CLIENT_ID.to_owned(),
        client_secret: secret.into(),
    }
}

/// Tokens for the administrator, good for an hour as far as the client knows.
fn tokens(sandbox: &Sandbox) -> Tokens {
    let tokens = sandbox.issue_tokens("admin").unwrap();
    Tokens {
        access: tokens.access_token.into(),
        refresh: tokens.refresh_token.unwrap().into(),
        expires: Timestamp::now() + 1.hour(),
    }
}

type Kept = Arc<Mutex<Vec<Tokens>>>;

fn keeping(sandbox: &Sandbox, app: OAuthApp) -> (bamboohr::Client, Kept) {
    let kept = Kept::default();
    let keep = Arc::clone(&kept);
    let oauth = OAuth::new(app, tokens(sandbox), move |new| {
        keep.lock().unwrap().push(new);
        async { Ok(()) }
    });
    (client_with(sandbox, oauth), kept)
}

#[tokio::test]
async fn a_good_token_is_used_and_not_renewed() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, kept) = keeping(&sandbox, app(OAUTH_CLIENT_SECRET));
    client.create_employee(&ann()).await.unwrap();
    assert!(kept.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_rotated_refresh_token_is_kept_and_used_the_next_time() {
    let builder = Sandbox::builder().settings(|all| all.refresh_tokens_rotate = true);
    let sandbox = builder.start().await.unwrap();
    let (client, kept) = keeping(&sandbox, app(OAUTH_CLIENT_SECRET));
    for _ in 0..2 {
        sandbox.expire_tokens();
        // A read that meets the rejection renews the token and asks once more.
        client.fields().await.unwrap();
    }
    let kept = kept.lock().unwrap();
    assert_eq!(kept.len(), 2);
    let texts = kept.iter().map(|tokens| tokens.refresh.expose_secret());
    let texts: Vec<&str> = texts.collect();
    assert_ne!(texts[0], texts[1]);
    assert!(kept[0].expires > Timestamp::now() + 30.minutes());
}

#[tokio::test]
async fn a_write_is_not_sent_again_because_its_token_was_rejected() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = keeping(&sandbox, app(OAUTH_CLIENT_SECRET));
    sandbox.expire_tokens();
    let error = client.create_employee(&ann()).await.unwrap_err();
    assert!(error.nothing_happened());
    let creates = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        let creates = requests
            .iter()
            .filter(|request| request.path.ends_with("/employees"));
        creates.count()
    };
    assert_eq!(creates(&sandbox), 1);
    client.create_employee(&ann()).await.unwrap();
    assert_eq!(creates(&sandbox), 2);
}

#[tokio::test]
async fn a_grant_that_was_withdrawn_is_a_rejected_key_and_nothing_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = keeping(&sandbox, app("wrong-secret"));
    sandbox.expire_tokens();
    client.fields().await.unwrap_err();
    let before = sandbox.requests().len();
    let error = client.create_employee(&ann()).await.unwrap_err();
    assert!(error.nothing_happened(), "{error:?}");
    assert_eq!(
        sandbox.requests().len(),
        before + 1,
        "a renewal and no create"
    );
    assert_eq!(
        error.refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::KeyRejected)
    );
    assert!(
        sandbox
            .employees()
            .iter()
            .all(|one| one.fields["lastName"] != "Lee")
    );
}

#[tokio::test]
async fn a_token_endpoint_that_asks_for_a_pause_is_left_alone_until_then() {
    let sandbox = Sandbox::start().await.unwrap();
    let (client, _) = keeping(&sandbox, app(OAUTH_CLIENT_SECRET));
    sandbox.expire_tokens();
    client.create_employee(&ann()).await.unwrap_err();
    let busy = Fault::on("POST", "/token.php").answer(429);
    sandbox.add_fault(busy.header("Retry-After", "60"));
    let error = client.create_employee(&ann()).await.unwrap_err();
    assert!(error.nothing_happened(), "{error:?}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    let held = client.create_employee(&ann()).await.unwrap_err();
    assert!(matches!(held, Error::HeldBack(_)), "{held:?}");
}
