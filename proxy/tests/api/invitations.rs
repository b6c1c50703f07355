//! Links that let somebody choose a passphrase.

use std::time::Duration;

use axum::http::StatusCode;
use handoff::interface::Role;
use proxy::account::AccountId;
use proxy::ledger::TokenHash;
use serde_json::json;

use crate::test_app::TestApp;

const TOKEN: &str = "0123456789012345678901234567890123456789012";

#[tokio::test]
async fn the_first_admin_opens_the_link_says_who_they_are_and_is_in() {
    let app = TestApp::behind_doors().await;
    let (account, hash) = (AccountId::local(), TokenHash::of(TOKEN));
    app.ledger
        .invite(&account, "Rosa", None, &hash, Duration::from_secs(600))
        .await
        .unwrap();
    let nobody = app.caller(None);
    let opened = nobody
        .posts("/api/invitations/open", &json!({ "token": TOKEN }))
        .await;
    assert_eq!(
        opened.json(),
        json!({ "email": null, "name": null, "role": "admin" })
    );

    let who = json!({ "token": TOKEN, "name": " ", "email": "ann", "passphrase": "short" });
    let unnamed = nobody.posts("/api/invitations/accept", &who).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unnamed.json()["fields"][0]["field"], "name");
    assert_eq!(unnamed.json()["fields"][1]["field"], "email");
    let who = json!({ "token": TOKEN, "name": "Ann Lee", "email": "ann@acme.example", "passphrase": "short" });
    let weak = nobody.posts("/api/invitations/accept", &who).await;
    assert_eq!(weak.json()["fields"][0]["field"], "passphrase");

    let who = json!({ "token": TOKEN, "name": "Ann Lee", "email": "ann@acme.example",
                      "passphrase": "trout lantern gravel opera" });
    let accepted = nobody.posts("/api/invitations/accept", &who).await;
    assert_eq!(accepted.status, StatusCode::OK, "{:?}", accepted.body);
    assert_eq!(accepted.json()["role"], "admin");
    let ann = app.caller(accepted.cookie());
    let users = ann.gets("/api/users").await.json();
    assert_eq!(
        (&users[0]["name"], &users[0]["is_you"]),
        (&json!("Ann Lee"), &json!(true))
    );

    let again = nobody.posts("/api/invitations/accept", &who).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let again = nobody
        .posts("/api/invitations/open", &json!({ "token": TOKEN }))
        .await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_that_is_none_of_ours_says_what_to_do() {
    let app = TestApp::behind_doors().await;
    app.signed_in(&AccountId::local(), "ann@acme.example", Role::Admin)
        .await;
    for token in ["", "x", TOKEN, &"y".repeat(10_000)] {
        let opened = app
            .caller(None)
            .posts("/api/invitations/open", &json!({ "token": token }))
            .await;
        assert_eq!(opened.status, StatusCode::NOT_FOUND);
    }
    let opened = app
        .caller(None)
        .posts("/api/invitations/open", &json!({ "token": TOKEN }))
        .await;
    insta::assert_snapshot!(opened.problem(), @r#"
    {
      "detail": "The link was used already, is too old, or is not complete. Ask an admin for a new one.",
      "status": 404,
      "title": "This link does not work",
      "type": "/problems/no-such-link"
    }
    "#);
}
