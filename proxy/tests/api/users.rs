//! Looking after the users of an account.

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::TestApp;

#[tokio::test]
async fn an_admin_adds_somebody_who_chooses_a_passphrase_and_signs_in() {
    let app = TestApp::behind_doors().await;
    let ann = app
        .signed_in(&AccountId::local(), "ann@acme.example", Role::Admin)
        .await;
    let bo = json!({ "email": "bo@acme.example", "name": "Bo Lind", "role": "viewer" });
    let added = ann.posts("/api/users", &bo).await;
    assert_eq!(added.status, StatusCode::OK, "{:?}", added.body);
    assert_eq!(added.json()["hours"], 72);
    let user = added.json()["users"][1].clone();
    assert_eq!(
        (&user["name"], &user["has_passphrase"]),
        (&json!("Bo Lind"), &json!(false))
    );

    let token = added.json()["token"].clone();
    let nobody = app.caller(None);
    let opened = nobody
        .posts("/api/invitations/open", &json!({ "token": token }))
        .await;
    assert_eq!(
        opened.json(),
        json!({ "email": "bo@acme.example", "name": "Bo Lind", "role": "viewer" })
    );
    // Whoever is invited is who the admin says, whatever comes along.
    let chosen = json!({ "token": token, "name": "Eve", "email": "eve@acme.example",
                         "passphrase": "trout lantern gravel opera" });
    let accepted = nobody.posts("/api/invitations/accept", &chosen).await;
    assert_eq!(accepted.json()["user"], "Bo Lind");
    let users = ann.gets("/api/users").await.json();
    assert_eq!(users[1]["has_passphrase"], true);
    assert!(users[1]["last_seen_at"].is_string());

    let again = ann.posts("/api/users", &bo).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.json()["fields"][0]["field"], "email");
}

#[tokio::test]
async fn who_asks_far_too_fast_is_told_when_to_come_back_and_nobody_else_is_held_up() {
    let app = TestApp::behind_doors().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    let mut held_up = 0;
    for _ in 0..400 {
        let answer = bo.gets("/api/session").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            held_up += 1;
            assert_eq!(answer.json()["type"], "/problems/too-many");
            assert_eq!(answer.headers["retry-after"], "1");
        }
    }
    assert!(held_up > 0, "400 requests in a moment");
    assert_eq!(ann.gets("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_user_may_do_changes_at_once_and_ends_at_once() {
    let app = TestApp::behind_doors().await;
    let local = AccountId::local();
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let bo = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    // A page of somebody else who was here before is not theirs.
    let other = bo.asks_for("01890a5d-ac96-774b-bcce-b302099a8057").await;
    assert_eq!(other.json()["type"], "/problems/signed-out");
    let search = async || bo.posts("/api/candidates/search", &json!({})).await.status;
    let id = async |name: &str| {
        let users = ann.gets("/api/users").await.json();
        let users: Vec<Value> = users.as_array().unwrap().clone();
        let user = users.iter().find(|user| user["name"] == name).unwrap();
        format!("/api/users/{}", user["id"].as_str().unwrap())
    };
    let bos = id("bo@acme.example").await;
    assert_eq!(search().await, StatusCode::OK);
    let less = json!({ "role": "viewer", "sees_admin_fields": false, "seen": "recruiter" });
    let last = json!({ "role": "viewer", "sees_admin_fields": false, "seen": "admin" });
    ann.asks(Method::PUT, &bos, Some(&less)).await;
    assert_eq!(search().await, StatusCode::FORBIDDEN);
    let signed_out = ann.posts(&format!("{bos}/sign-out"), &json!({})).await;
    assert_eq!(signed_out.status, StatusCode::OK);
    assert_eq!(search().await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        ann.asks(Method::DELETE, &bos, None).await.status,
        StatusCode::OK
    );
    assert_eq!(
        ann.asks(Method::DELETE, &bos, None).await.status,
        StatusCode::NOT_FOUND
    );

    let anns = id("ann@acme.example").await;
    for answer in [
        ann.asks(Method::DELETE, &anns, None).await,
        ann.asks(Method::PUT, &anns, Some(&last)).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.json()["type"], "/problems/last-admin");
    }
}
