//! An admin connects Pinpoint: what is stored, what is refused with which words, that key and secret never come back, and
//! whose webhooks are taken.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, TestApp};

const PATH: &str = "/api/integrations/pinpoint";
const KEY: &str = "canary-pinpoint-key";
const SECRET: &str = "canary-secret";

fn new(subdomain: &str, version: u64) -> Value {
    json!({ "subdomain": subdomain, "api_key": KEY, "signing_secret": SECRET, "version": version })
}

async fn stores(caller: &Caller<'_>, new: &Value) -> Answer {
    caller.asks(Method::PUT, PATH, Some(new)).await
}

/// Nothing to do, so that only the signature matters.
const BODY: &str = r#"{"event":"application_moved"}"#;
const OTHER_SECRET: &str = "canary-secret-of-others";
/// Of [`BODY`], with [`SECRET`].
const SIGNATURE: &str = "sAyDN+c+8cReT7XcOe3YkPMZ5Kg3AntL4Ip2BAY3LgU=";
/// Of [`BODY`], with [`OTHER_SECRET`].
const OTHER_SIGNATURE: &str = "LYlv3Fgwbpd85hOv9O1MsoFMddXtuGmkIRJOKbclPcM=";

/// Sends what is signed so to an address.
async fn knocks(app: &TestApp, path: &str, signature: &str) -> StatusCode {
    let request = Request::post(path)
        .header("host", "127.0.0.1:8081")
        .header("pinpoint-hmac-sha256", signature);
    app.request(request.body(Body::from(BODY)).unwrap())
        .await
        .status
}

#[tokio::test]
async fn key_and_secret_of_pinpoint_come_in_and_never_go_out() {
    let app = TestApp::unconnected().await;
    let admin = app.caller(None);
    let nothing = admin.gets(PATH).await.json();
    assert_eq!(
        (&nothing["subdomain"], &nothing["version"]),
        (&Value::Null, &json!(0))
    );
    let stored = stores(&admin, &new("https://Acme.pinpointhq.com/jobs", 0)).await;
    assert_eq!(stored.status, StatusCode::OK, "{:?}", stored.body);
    let view = stored.json();
    assert_eq!(
        (&view["subdomain"], &view["enabled"]),
        (&json!("acme"), &json!(false))
    );
    assert_eq!(view["key"]["ends_with"], "-key");
    for answer in [
        &stored,
        &admin.gets(PATH).await,
        &admin.posts("/api/audit/search", &json!({})).await,
    ] {
        let said = String::from_utf8_lossy(&answer.body);
        assert!(!said.contains(KEY) && !said.contains(SECRET), "{said}");
    }
    let files = String::from_utf8_lossy(&app.files()).into_owned();
    assert!(
        !files.contains(KEY) && !files.contains(SECRET),
        "it is sealed"
    );
    assert!(app.sandbox.requests().is_empty());
}

#[tokio::test]
async fn what_cannot_be_stored_of_pinpoint_is_said_at_its_field_and_never_repeated() {
    let app = TestApp::unconnected().await;
    let admin = app.caller(None);
    for (field, wrong) in [
        (
            "subdomain",
            json!({ "subdomain": "a b", "api_key": KEY, "signing_secret": SECRET, "version": 0 }),
        ),
        (
            "subdomain",
            json!({ "subdomain": "acme.evil.example", "api_key": KEY, "signing_secret": SECRET, "version": 0 }),
        ),
        (
            "apiKey",
            json!({ "subdomain": "acme", "signing_secret": SECRET, "version": 0 }),
        ),
        (
            "apiKey",
            json!({ "subdomain": "acme", "api_key": "canary key", "signing_secret": SECRET, "version": 0 }),
        ),
        (
            "signingSecret",
            json!({ "subdomain": "acme", "api_key": KEY, "version": 0 }),
        ),
        (
            "signingSecret",
            json!({ "subdomain": "acme", "api_key": KEY, "signing_secret": "https://canary", "version": 0 }),
        ),
    ] {
        let refused = stores(&admin, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.json()["fields"][0]["field"], field, "{wrong}");
        assert!(
            !String::from_utf8_lossy(&refused.body).contains("canary"),
            "{wrong}"
        );
    }
    stores(&admin, &new("acme", 0)).await;
    let late = stores(&admin, &new("acme", 0)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody was faster");
    // What is left out stays; another company needs its own.
    let keeps = json!({ "subdomain": "acme", "version": 1 });
    assert_eq!(stores(&admin, &keeps).await.status, StatusCode::OK);
    let other = json!({ "subdomain": "globex", "version": 2 });
    assert_eq!(
        stores(&admin, &other).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let removal = json!({ "version": 2 });
    let removed = admin.asks(Method::DELETE, PATH, Some(&removal)).await;
    assert_eq!(
        (removed.status, &removed.json()["subdomain"]),
        (StatusCode::OK, &Value::Null)
    );
    let nothing = admin.posts(&format!("{PATH}/check"), &json!({})).await;
    assert_eq!(nothing.json()["type"], "/problems/nothing-connected");
}

#[tokio::test]
async fn without_a_master_key_nothing_of_pinpoint_is_stored() {
    let app = TestApp::start().await;
    let admin = app.caller(None);
    let refused = stores(&admin, &new("acme", 0)).await;
    assert_eq!(refused.json()["type"], "/problems/no-master-key");
    assert!(admin.gets(PATH).await.json()["no_storage"].is_string());
}

#[tokio::test]
async fn an_address_of_webhooks_is_one_accounts_and_tells_nobody_whose() {
    let app = TestApp::behind_doors().await;
    let local = AccountId::local();
    let other = app.has_account("other").await;
    let ann = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let olga = app
        .signed_in(&other, "olga@other.example", Role::Admin)
        .await;
    let mine = stores(&ann, &new("acme", 0)).await.json();
    let mut others = new("acme", 0);
    others["signing_secret"] = json!(OTHER_SECRET);
    let theirs = stores(&olga, &others).await.json();
    let path = |view: &Value| view["webhook"].as_str().unwrap().to_owned();
    let (mine, theirs) = (path(&mine), path(&theirs));
    assert_ne!(mine, theirs);
    let nobodys = format!("/api/pinpoint/webhooks/{}", "x".repeat(43));
    let odd = "/api/pinpoint/webhooks/%00".to_owned();
    for (path, signature, status) in [
        (&mine, SIGNATURE, StatusCode::OK),
        (&theirs, OTHER_SIGNATURE, StatusCode::OK),
        (&mine, OTHER_SIGNATURE, StatusCode::UNAUTHORIZED),
        (&theirs, SIGNATURE, StatusCode::UNAUTHORIZED),
        (&nobodys, SIGNATURE, StatusCode::UNAUTHORIZED),
        (&odd, SIGNATURE, StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(knocks(&app, path, signature).await, status, "{path}");
    }
}
