//! Pages of other sites, which make a browser send what it may: every route that changes something, with every origin, every
//! `Sec-Fetch-Site` and every content type.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use crate::every_route::{Ids, body, rows};
use crate::test_app::{HIRED, TestApp};

const OWN: &str = "http://127.0.0.1:8081";
const ORIGINS: [Option<&str>; 6] = [
    None,
    Some(OWN),
    Some("http://127.0.0.1:9999"),
    Some("https://evil.example"),
    Some("http://127.0.0.1:8081.evil.example"),
    Some("null"),
];
const SITES: [Option<&str>; 4] = [
    None,
    Some("same-origin"),
    Some("same-site"),
    Some("cross-site"),
];
const TYPES: [Option<&str>; 5] = [
    None,
    Some("application/json"),
    Some("text/plain"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
];

/// Whether a browser sends this for a page of another site. One that says nothing of the site tells the origin.
fn is_foreign(origin: Option<&str>, site: Option<&str>) -> bool {
    match site {
        Some(site) => site != "same-origin",
        None => origin.is_some_and(|origin| origin != OWN),
    }
}

/// Everything that such a page could want to change.
async fn picture(app: &TestApp, ids: &Ids) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        format!("/api/candidates/{HIRED}"),
        format!("/api/batches/{}", ids.batch),
        "/api/users".to_owned(),
        "/api/embedding".to_owned(),
        "/api/integrations/bamboohr".to_owned(),
        "/api/integrations/bamboohr/setup".to_owned(),
    ] {
        let mut picture = app.get(&path).await.json();
        // Is read from BambooHR anew now and then.
        picture
            .as_object_mut()
            .map(|picture| picture.remove("catalogue"));
        seen.push(picture);
    }
    let everything = json!({});
    let audit = app
        .json(Method::POST, "/api/audit/search", &everything)
        .await;
    seen.push(audit.json());
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_sites_can_change_nothing() {
    // In a demonstration nobody needs a cookie, so nothing else protects.
    let app = TestApp::start().await;
    let admin = app.caller(None);
    let ids = Ids::made_by(&app, &admin).await;
    admin.settled(&ids.send).await;
    let before = picture(&app, &ids).await;
    let employees = app.sandbox.employees().len();
    let mut sent = 0;
    for row in rows().into_iter().filter(|row| row.method != Method::GET) {
        let body = body(&row, &ids.version).unwrap_or_default().to_string();
        for origin in ORIGINS {
            for site in SITES.into_iter().filter(|site| is_foreign(origin, *site)) {
                for content_type in TYPES {
                    let mut request = Request::builder()
                        .method(row.method.clone())
                        .uri(ids.path(&row))
                        .header("host", "127.0.0.1:8081")
                        .header("idempotency-key", format!("foreign-{sent}"));
                    for (name, value) in [
                        ("origin", origin),
                        ("sec-fetch-site", site),
                        ("content-type", content_type),
                    ] {
                        if let Some(value) = value {
                            request = request.header(name, value);
                        }
                    }
                    let answer = app
                        .request(request.body(Body::from(body.clone())).unwrap())
                        .await;
                    assert_eq!(
                        answer.status,
                        StatusCode::FORBIDDEN,
                        "{row:?} {origin:?} {site:?}"
                    );
                    assert_eq!(answer.json()["type"], "/problems/cross-site");
                    assert!(!answer.headers.contains_key("access-control-allow-origin"));
                    sent += 1;
                }
            }
        }
    }
    assert_eq!(picture(&app, &ids).await, before);
    assert_eq!(app.sandbox.employees().len(), employees);
    println!("cross-site: {sent} requests, 0 changes");
}

/// What a page of another site can send without asking first is never read as JSON.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_json_is_read_as_json() {
    let app = TestApp::start().await;
    for content_type in TYPES
        .into_iter()
        .filter(|kind| *kind != Some("application/json"))
    {
        let path = format!("/api/candidates/{HIRED}/stage");
        let mut request = Request::put(path).header("host", "127.0.0.1:8081");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let request = request.body(Body::from(r#"{"stage":"rejected"}"#)).unwrap();
        let answer = app.request(request).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type:?}"
        );
    }
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    assert_eq!(profile["candidate"]["stage"], "hired");
}
