//! Keys of servers, and the pages that may show the form.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Joined, PAGE};
use crate::test_app::{Caller, TestApp};

#[tokio::test]
async fn a_key_is_shown_once_and_does_what_it_allows() {
    let app = TestApp::behind_doors().await;
    let joined = Joined::to(&app).await;
    let view = joined.admin.gets("/api/embedding").await;
    assert!(!view.json().to_string().contains(&joined.key));
    let key = &view.json()["keys"][0];
    assert_eq!(key["name"], "Acme ATS");
    assert_eq!(key["made_by"], "ann@acme.example");
    assert!(joined.key.ends_with(key["hint"].as_str().unwrap()));
    assert_eq!(key["last_used_at"], Value::Null);
    joined.token().await;
    let used = joined.admin.gets("/api/embedding").await.json();
    assert!(used["keys"][0]["last_used_at"].is_string());
    // Nor is it, or anything that lets in, in the files.
    let (key, token) = (joined.key.as_str(), joined.token().await);
    let opened = joined.opens(&joined.token().await, PAGE).await.json();
    for secret in [key, &token, opened["secret"].as_str().unwrap()] {
        let bytes = app.files();
        let secret = secret.as_bytes();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }

    let new = json!({ "name": "Import", "scopes": ["candidates"] });
    let narrow = joined.admin.posts("/api/embedding/keys", &new).await.json();
    let narrow = app.server(narrow["key"].as_str().unwrap());
    let refused = narrow.posts("/api/embed/sessions", &json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.problem().contains("key-not-allowed"));

    for (new, field) in [
        (json!({ "name": " ", "scopes": ["embed"] }), "name"),
        (json!({ "name": "acme ats", "scopes": ["embed"] }), "name"),
        (json!({ "name": "Other", "scopes": [] }), "scopes"),
    ] {
        let answer = joined.admin.posts("/api/embedding/keys", &new).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        assert_eq!(answer.json()["fields"][0]["field"], field);
    }
}

#[tokio::test]
async fn a_replaced_key_works_on_for_the_time_that_was_given_and_no_longer() {
    let app = TestApp::behind_doors().await;
    let joined = Joined::to(&app).await;
    let path = format!("/api/embedding/keys/{}/replace", joined.key_id);
    let replaced = joined
        .admin
        .posts(&path, &json!({ "overlap_hours": 1 }))
        .await;
    let replaced = replaced.json();
    let keys = replaced["embedding"]["keys"].as_array().unwrap();
    assert_eq!((keys.len(), &keys[0]["minutes_left"]), (2, &Value::Null));
    assert_eq!(keys[1]["minutes_left"], 60);
    assert_eq!(keys[0]["scopes"], keys[1]["scopes"]);
    let newer = app.server(replaced["key"].as_str().unwrap());
    let asks = async |server: &Caller<'_>| {
        let answer = server.posts("/api/embed/sessions", &json!({})).await;
        answer.status
    };
    // Both are known: what they ask is not readable.
    assert_eq!(asks(&newer).await, StatusCode::BAD_REQUEST);
    assert_eq!(asks(&joined.server()).await, StatusCode::BAD_REQUEST);
    let again = joined
        .admin
        .posts(&path, &json!({ "overlap_hours": 1 }))
        .await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);

    let id = keys[0]["id"].as_str().unwrap();
    let path = format!("/api/embedding/keys/{id}/replace");
    let at_once = joined
        .admin
        .posts(&path, &json!({ "overlap_hours": 0 }))
        .await;
    assert_eq!(asks(&newer).await, StatusCode::UNAUTHORIZED);
    let newest = at_once.json();
    let newest = app.server(newest["key"].as_str().unwrap());
    assert_eq!(asks(&newest).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_origins_of_safe_pages_can_be_allowed() {
    let app = TestApp::behind_doors().await;
    let joined = Joined::to(&app).await;
    for origin in [
        "http://ats.example",
        "*",
        "https://*.ats.example",
        "null",
        "",
    ] {
        let body = json!({ "origin": origin });
        let answer = joined.admin.posts("/api/embedding/origins", &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{origin}");
    }
    let body = json!({ "origin": " HTTPS://Jobs.Example/ " });
    let view = joined
        .admin
        .posts("/api/embedding/origins", &body)
        .await
        .json();
    assert_eq!(view["origins"], json!([PAGE, "https://jobs.example"]));
}

#[tokio::test]
async fn only_a_page_that_an_admin_allowed_may_show_the_frame_and_no_page_anything_else() {
    let app = TestApp::behind_doors_with_pages().await;
    let joined = Joined::to(&app).await;
    let framed_by = async |path: &str| {
        let answer = joined.admin.gets(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let is_kept = answer.headers["cache-control"] != "no-store";
        assert_eq!(is_kept, path.split('?').next() != Some("/embed"), "{path}");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        let policy = policy.split(';').map(str::trim);
        let mut ancestors = policy.filter_map(|part| part.strip_prefix("frame-ancestors "));
        let ancestors = (ancestors.next(), ancestors.next());
        assert!(ancestors.1.is_none());
        ancestors.0.unwrap().to_owned()
    };
    let path = |host: &str| format!("/embed?host={host}");
    assert_eq!(framed_by(&path(PAGE)).await, PAGE);
    for other in [
        path("https://evil.example"),
        path("https://ats.example.evil.example"),
        path("*"),
        path("https://ats.example%3B%20script-src%20*"),
        path("https://ats.example%20https://evil.example"),
        format!("/embed?host=https://evil.example&host={PAGE}"),
        "/embed".to_owned(),
        format!("/?host={PAGE}"),
        format!("/embed/?host={PAGE}"),
        format!("/settings?host={PAGE}"),
    ] {
        assert_eq!(framed_by(&other).await, "'none'", "{other}");
    }
    let origin = json!({ "origin": PAGE });
    let path_of_origins = "/api/embedding/origins";
    let remove = joined
        .admin
        .asks(Method::DELETE, path_of_origins, Some(&origin));
    remove.await;
    assert_eq!(framed_by(&path(PAGE)).await, "'none'");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_all_origins_can_load_the_script_for_them_and_nothing_else() {
    let app = TestApp::behind_doors_with_pages().await;
    let joined = Joined::to(&app).await;
    let allowed = "access-control-allow-origin";
    let script = joined.admin.gets("/embed/send-to-bamboohr.js").await;
    assert_eq!(script.status, StatusCode::OK);
    assert_eq!(script.headers[allowed], "*");
    assert_eq!(
        script.headers["cross-origin-resource-policy"],
        "cross-origin"
    );
    let kind = script.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/javascript"), "{kind}");
    for other in ["/", "/embed", "/api/session", "/embed/other.js"] {
        let answer = joined.admin.gets(other).await;
        assert!(!answer.headers.contains_key(allowed), "{other}");
        assert_eq!(
            answer.headers["cross-origin-resource-policy"], "same-origin",
            "{other}"
        );
    }
}
