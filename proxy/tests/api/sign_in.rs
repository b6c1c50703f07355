//! Signing in with a passphrase, and out again.

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use http_body_util::BodyExt as _;
use proxy::account::AccountId;
use proxy::ledger::{TokenHash, UserToStore};
use serde_json::{Value, json};

use crate::test_app::{Answer, HIRED, TestApp};

const GOOD: &str = "trout lantern gravel opera";
const ANOTHER: &str = "violet anchor mosaic thunder";
const TOKEN: &str = "0123456789012345678901234567890123456789012";

/// Somebody who has chosen a passphrase.
async fn with_ann() -> TestApp {
    let app = TestApp::behind_doors().await;
    let ann = UserToStore {
        email: "ann@acme.example",
        name: "Ann Lee",
        role: Role::Recruiter,
        sees_admin_fields: false,
    };
    let account = AccountId::local();
    let id = app
        .ledger
        .add_user(&account, "Rosa", ann)
        .await
        .unwrap()
        .unwrap();
    let hash = TokenHash::of(TOKEN);
    let day = std::time::Duration::from_secs(86_400);
    app.ledger
        .invite(&account, "Rosa", Some(&id), &hash, day)
        .await
        .unwrap();
    let accepted = json!({ "token": TOKEN, "passphrase": GOOD });
    let answer = app
        .caller(None)
        .posts("/api/invitations/accept", &accepted)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    app
}

async fn signs_in(app: &TestApp, email: &str, passphrase: &str) -> Answer {
    let entered = json!({ "email": email, "passphrase": passphrase });
    app.caller(None).posts("/api/session", &entered).await
}

#[tokio::test]
async fn whoever_knows_the_passphrase_gets_a_cookie_that_only_this_host_sees() {
    let app = with_ann().await;
    let answer = signs_in(&app, "ANN@acme.example ", GOOD).await;
    assert_eq!(answer.status, StatusCode::OK);
    let session = answer.json();
    assert_eq!(
        (&session["user"], &session["role"], &session["demo"]),
        (&json!("Ann Lee"), &json!("recruiter"), &json!(false))
    );
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert!(
        pair.starts_with("__Host-session=") && pair.len() == "__Host-session=".len() + 43,
        "{pair}"
    );
    assert_eq!(attributes, "HttpOnly; SameSite=Strict; Secure; Path=/");
    let ann = app.caller(answer.cookie());
    assert_eq!(ann.gets("/api/session").await.json(), session);
    let search = ann.posts("/api/candidates/search", &json!({})).await;
    assert_eq!(search.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_when_somebody_signs_in_over_it() {
    let app = with_ann().await;
    let before = signs_in(&app, "ann@acme.example", GOOD).await.cookie();
    let entered = json!({ "email": "ann@acme.example", "passphrase": GOOD });
    let wrong = json!({ "email": "ann@acme.example", "passphrase": ANOTHER });
    let status = async |cookie: &Option<String>| {
        let caller = app.caller(cookie.clone());
        caller.gets("/api/session").await.status
    };
    let caller = app.caller(before.clone());
    caller.posts("/api/session", &wrong).await;
    assert_eq!(status(&before).await, StatusCode::OK, "nobody signed in");
    let after = caller.posts("/api/session", &entered).await.cookie();
    assert_eq!(status(&before).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&after).await, StatusCode::OK);
}

#[tokio::test]
async fn who_is_unknown_and_who_is_wrong_are_told_the_same() {
    let app = with_ann().await;
    let mut told = Vec::new();
    for (email, passphrase) in [
        ("ann@acme.example", "not it at all"),
        ("eve@acme.example", GOOD),
        ("", ""),
    ] {
        let answer = signs_in(&app, email, passphrase).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.cookie().is_none());
        told.push(answer.problem());
    }
    told.dedup();
    assert_eq!(told.len(), 1);
    insta::assert_snapshot!(told[0], @r#"
    {
      "detail": "The e-mail address or the passphrase is not right. Try again; if you have lost the passphrase, ask an admin for a new link.",
      "status": 401,
      "title": "That did not work",
      "type": "/problems/wrong-sign-in"
    }
    "#);
}

#[tokio::test]
async fn nobody_guesses_for_long_and_the_right_one_is_not_told_apart_meanwhile() {
    let app = with_ann().await;
    for _ in 0..10 {
        let answer = signs_in(&app, "ann@acme.example", "not it at all").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    for passphrase in ["not it at all", GOOD] {
        let answer = signs_in(&app, "Ann@acme.example", passphrase).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        let wait: u64 = answer.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((1..=901).contains(&wait), "{wait}");
        assert!(answer.cookie().is_none());
    }
    // Somebody else is not held up, and is told nothing else when unknown.
    let other = signs_in(&app, "eve@acme.example", GOOD).await;
    assert_eq!(other.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_gets_in_at_last_may_try_again_as_often() {
    let app = with_ann().await;
    for _ in 0..3 {
        for _ in 0..9 {
            signs_in(&app, "ann@acme.example", "not it at all").await;
        }
        let answer = signs_in(&app, "ann@acme.example", GOOD).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn signing_out_ends_this_session_or_all_of_them() {
    let app = with_ann().await;
    let mut cookies = Vec::new();
    for _ in 0..3 {
        cookies.push(signs_in(&app, "ann@acme.example", GOOD).await.cookie());
    }
    let is_in = async |cookie: &Option<String>| {
        let answer = app.caller(cookie.clone()).gets("/api/session").await;
        answer.status == StatusCode::OK
    };
    let sign_out = async |cookie: &Option<String>, body: Value| {
        let caller = app.caller(cookie.clone());
        let answer = caller
            .asks(Method::DELETE, "/api/session", Some(&body))
            .await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        let gone = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(
            gone.starts_with("__Host-session=;") && gone.contains("Max-Age=0"),
            "{gone}"
        );
    };
    sign_out(&cookies[0], json!({})).await;
    assert!(!is_in(&cookies[0]).await && is_in(&cookies[1]).await && is_in(&cookies[2]).await);
    sign_out(&cookies[1], json!({ "everywhere": true })).await;
    assert!(!is_in(&cookies[1]).await && !is_in(&cookies[2]).await);
}

#[tokio::test]
async fn another_passphrase_needs_the_present_one_and_ends_the_other_sessions() {
    let app = with_ann().await;
    let here = app.caller(signs_in(&app, "ann@acme.example", GOOD).await.cookie());
    let elsewhere = app.caller(signs_in(&app, "ann@acme.example", GOOD).await.cookie());
    let change = async |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        here.asks(Method::PUT, "/api/session/passphrase", Some(&body))
            .await
    };
    let wrong = change("not it at all", ANOTHER).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.json()["fields"][0]["field"], "current");
    let weak = change(GOOD, "ann lee ann lee").await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(weak.json()["fields"][0]["field"], "new");
    assert_eq!(elsewhere.gets("/api/session").await.status, StatusCode::OK);

    let changed = change(GOOD, ANOTHER).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT);
    assert_eq!(
        elsewhere.gets("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        here.gets("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    let renewed = app.caller(changed.cookie());
    assert_eq!(renewed.gets("/api/session").await.status, StatusCode::OK);
    assert_eq!(
        signs_in(&app, "ann@acme.example", GOOD).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        signs_in(&app, "ann@acme.example", ANOTHER).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_files_of_the_ledger_hold_no_passphrase_and_nothing_to_sign_in_with() {
    let app = with_ann().await;
    let cookie = signs_in(&app, "ann@acme.example", GOOD)
        .await
        .cookie()
        .unwrap();
    let token = cookie.split_once('=').unwrap().1;
    let files = app.files();
    for secret in [GOOD, token, TOKEN] {
        let is_there = files
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!is_there, "{secret}");
    }
}

#[tokio::test]
async fn in_a_demonstration_one_is_its_admin_whatever_the_browser_brings() {
    let app = TestApp::start().await;
    let session = app.get("/api/session").await.json();
    assert_eq!(
        (&session["user"], &session["role"], &session["demo"]),
        (&json!("Demo admin"), &json!("admin"), &json!(true))
    );
    let old = app.caller(Some(format!("__Host-session={}", "x".repeat(43))));
    assert_eq!(old.gets("/api/session").await.json()["role"], "admin");
}

#[tokio::test]
async fn a_send_that_is_followed_is_shown_to_nobody_who_was_removed_meanwhile() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    // It waits for a decision, so it would be followed for ever.
    let former = [("homeEmail", json!("former.colleague@example.com"))];
    let send = bo.sends(HIRED, &former).await;
    assert_eq!(send["state"], "twin_found", "{send}");
    let path = format!("/api/sends/{}/events", send["id"].as_str().unwrap());
    let (status, mut body) = bo.follows(&path).await;
    assert_eq!(status, StatusCode::OK);
    let first = body.frame().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(first.data_ref().unwrap()).contains("twin_found"));
    let found = app
        .ledger
        .user_of("bo@acme.example")
        .await
        .unwrap()
        .unwrap();
    app.ledger
        .remove_user(&local, "Rosa", &found.id)
        .await
        .unwrap();
    let ends = async { while body.frame().await.is_some() {} };
    let ended = tokio::time::timeout(std::time::Duration::from_secs(20), ends).await;
    ended.expect("the stream goes on although nobody is signed in");
}
