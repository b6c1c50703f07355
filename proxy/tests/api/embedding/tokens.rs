//! What lets a recruiter into a frame, and what does not.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use handoff::CandidateId;
use handoff::interface::Role;
use http_body_util::BodyExt as _;
use proxy::account::AccountId;
use proxy::ledger::{EmbedToStore, Embedded, TokenHash};
use serde_json::json;

use super::{HIRED, Joined, OTHER, PAGE, is_in};
use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_tokens_that_are_wrong_in_some_way_none_is_accepted() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let other = app.has_account("other").await;
    let stranger = app
        .signed_in(&other, "eve@other.example", Role::Admin)
        .await;
    let theirs = Joined::by(&app, stranger, "https://other.example").await;
    let (mut tried, mut accepted) = (0, 0);
    for round in 0..20_u32 {
        let token = joined.token().await;
        // For another page, or something that looks like ours.
        for page in [
            "https://other.example",
            "https://ats.example.evil.example",
            "https://ats.example:444",
            "http://ats.example",
            "null",
        ] {
            tried += 1;
            accepted += u32::from(joined.opens(&token, page).await.status.is_success());
        }
        let opened = joined.opens(&token, PAGE).await.json();
        let secret = opened["secret"].as_str().unwrap();
        // Used again; what the frame got, as a token; a token, as what the frame got.
        for text in [&token, secret] {
            tried += 1;
            accepted += u32::from(joined.opens(text, PAGE).await.status.is_success());
        }
        let mut altered = secret.to_owned();
        let last = if altered.ends_with('A') { 'B' } else { 'A' };
        altered.pop();
        altered.push(last);
        for (text, page) in [
            (token.as_str(), PAGE),
            (altered.as_str(), PAGE),
            (secret, "https://other.example"),
        ] {
            tried += 1;
            accepted += u32::from(is_in(&app.frame(text, page)).await);
        }
        assert!(is_in(&app.frame(secret, PAGE)).await, "round {round}");
    }
    // Of another company, with a candidate of the same id or without.
    let made = theirs
        .lets_in(json!({ "origin": "https://other.example" }))
        .await;
    assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY);
    println!("tokens: {accepted} of {tried} accepted");
    assert!(tried >= 200);
    assert_eq!(accepted, 0);
}

/// Writes down a token that lives so long; the interface makes none for so short.
async fn was_made(joined: &Joined<'_>, token: &str, lives: Duration) {
    let ledger = &joined.app.ledger;
    let keys = ledger.ats_keys(&AccountId::local()).await.unwrap();
    let candidates = [CandidateId::parse(HIRED).unwrap()];
    let new = EmbedToStore {
        key: &keys[0].id,
        email: "ro@ats.example",
        who: "Ro Hart via Acme ATS",
        role: Role::Recruiter,
        candidates: &candidates,
        lives,
    };
    let (account, hash) = (AccountId::local(), TokenHash::of(token));
    let made = ledger.let_in(&account, new, (&hash, PAGE));
    assert!(matches!(made.await.unwrap(), Embedded::Yes(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_tries_with_tokens_that_have_ended_none_is_accepted() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    // The same with some time left is let in, so what follows is refused for nothing but its time.
    let in_time = format!("{:-<43}", "in-time");
    was_made(&joined, &in_time, Duration::from_secs(60)).await;
    assert_eq!(joined.opens(&in_time, PAGE).await.status, StatusCode::OK);
    let (mut tried, mut accepted) = (0, 0);
    for round in 0..50 {
        // Ended by the server before and after somebody came in.
        let made = joined.lets_in(json!({})).await.json();
        let token = made["token"].as_str().unwrap();
        let path = format!("/api/embed/sessions/{}", made["id"].as_str().unwrap());
        let frame = match round % 2 {
            0 => None,
            _ => Some(joined.opens(token, PAGE).await.json()),
        };
        let ended = joined.server().asks(Method::DELETE, &path, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT);
        tried += 2;
        accepted += u32::from(joined.opens(token, PAGE).await.status.is_success());
        let secret = frame
            .as_ref()
            .map_or(token, |frame| frame["secret"].as_str().unwrap());
        accepted += u32::from(is_in(&app.frame(secret, PAGE)).await);
        // Whose time was over before anybody came.
        let late = format!("{:-<43}", format!("token-{round}"));
        was_made(&joined, &late, Duration::ZERO).await;
        tried += 2;
        accepted += u32::from(joined.opens(&late, PAGE).await.status.is_success());
        accepted += u32::from(is_in(&app.frame(&late, PAGE)).await);
    }
    println!("tries with ended tokens: {accepted} of {tried} accepted");
    assert_eq!((tried, accepted), (200, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_a_frame_is_out_as_soon_as_anybody_ends_it() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;

    // The server that let them in.
    let made = joined.lets_in(json!({})).await.json();
    let opened = joined
        .opens(made["token"].as_str().unwrap(), PAGE)
        .await
        .json();
    let frame = app.frame(opened["secret"].as_str().unwrap(), PAGE);
    assert!(is_in(&frame).await);
    let path = format!("/api/embed/sessions/{}", made["id"].as_str().unwrap());
    let ended = joined.server().asks(Method::DELETE, &path, None).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert!(!is_in(&frame).await);
    let again = joined.server().asks(Method::DELETE, &path, None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);

    // An admin who takes the page off the list; one who allows it again brings nobody back.
    let (frame, unused) = (joined.frame().await, joined.token().await);
    let origin = json!({ "origin": PAGE });
    let path = "/api/embedding/origins";
    joined.admin.asks(Method::DELETE, path, Some(&origin)).await;
    assert!(!is_in(&frame).await);
    joined.admin.posts(path, &origin).await;
    assert!(!is_in(&frame).await);
    let opened = joined.opens(&unused, PAGE).await;
    assert_eq!(opened.status, StatusCode::UNAUTHORIZED);

    // An admin who signs a user of this e-mail address out, or removes them.
    let new = json!({ "email": "ro@ats.example", "name": "Ro Hart", "role": "recruiter" });
    let added = joined.admin.posts("/api/users", &new).await.json();
    let users = added["users"].as_array().unwrap();
    let user = users.iter().find(|user| user["name"] == "Ro Hart").unwrap();
    let user = format!("/api/users/{}", user["id"].as_str().unwrap());
    let frame = joined.frame().await;
    let path = format!("{user}/sign-out");
    let out = joined.admin.asks(Method::POST, &path, None).await;
    assert_eq!(out.status, StatusCode::OK);
    assert!(!is_in(&frame).await);
    let frame = joined.frame().await;
    joined.admin.asks(Method::DELETE, &user, None).await;
    assert!(!is_in(&frame).await);

    // An admin who takes the key away.
    let frame = joined.frame().await;
    let path = format!("/api/embedding/keys/{}", joined.key_id);
    let removed = joined.admin.asks(Method::DELETE, &path, None).await;
    assert_eq!(removed.json()["keys"], json!([]));
    assert!(!is_in(&frame).await);
    let refused = joined.lets_in(json!({})).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.problem().contains("unknown-key"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_beside_what_a_frame_sends_counts_for_nothing() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let cookie = format!("__Host-session={:-<43.43}", "ann@acme.example");
    let admin = app.caller(Some(cookie));
    assert_eq!(admin.gets("/api/users").await.status, StatusCode::OK);
    let both = joined.frame().await.with_the_cookie_of(&admin);
    let users = both.gets("/api/users").await;
    assert_eq!(users.status, StatusCode::UNAUTHORIZED);
    let other = both.gets(&format!("/api/candidates/{OTHER}")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_frame_follows_ends_with_it() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let email = "former.colleague@example.com";
    let frame = joined.frame().await;
    // Waits for a person, so it would be followed for ever.
    let waits = frame.sends(HIRED, &[("homeEmail", json!(email))]).await;
    let path = format!("/api/sends/{}/events", waits["id"].as_str().unwrap());
    let (status, stream) = frame.follows(&path).await;
    assert_eq!(status, StatusCode::OK);
    let origin = json!({ "origin": PAGE });
    let path = "/api/embedding/origins";
    joined.admin.asks(Method::DELETE, path, Some(&origin)).await;
    let ends = tokio::time::timeout(Duration::from_secs(20), stream.collect());
    assert!(ends.await.is_ok(), "it is followed by somebody who is out");
}
