//! Recruiters in a frame on a page of their applicant tracking system: keys, tokens, and what each of them reaches.

#[path = "embedding/pages.rs"]
mod pages;
#[path = "embedding/tokens.rs"]
mod tokens;

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, HIRED, NOT_HIRED, TestApp};

const PAGE: &str = "https://ats.example";
/// Hired, too.
const OTHER: &str = "cand_0002";

/// An admin, the key of a server that may do both, and a page that may show the form.
struct Joined<'a> {
    app: &'a TestApp,
    admin: Caller<'a>,
    key_id: String,
    key: String,
}

impl<'a> Joined<'a> {
    async fn to(app: &'a TestApp) -> Self {
        let local = AccountId::local();
        let admin = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
        Self::by(app, admin, PAGE).await
    }

    async fn by(app: &'a TestApp, admin: Caller<'a>, page: &str) -> Self {
        let new = json!({ "name": "Acme ATS", "scopes": ["embed", "candidates"] });
        let made = admin.posts("/api/embedding/keys", &new).await;
        assert_eq!(made.status, StatusCode::OK, "{:?}", made.body);
        let allowed = admin
            .posts("/api/embedding/origins", &json!({ "origin": page }))
            .await;
        assert_eq!(allowed.status, StatusCode::OK, "{:?}", allowed.body);
        let made = made.json();
        Self {
            app,
            admin,
            key_id: made["embedding"]["keys"][0]["id"]
                .as_str()
                .unwrap()
                .to_owned(),
            key: made["key"].as_str().unwrap().to_owned(),
        }
    }

    fn server(&self) -> Caller<'a> {
        self.app.server(&self.key)
    }

    /// Lets a recruiter in for this candidate, with something else than usual.
    async fn lets_in(&self, changes: Value) -> Answer {
        let mut new = json!({ "recruiter": { "email": "ro@ats.example", "name": "Ro Hart" },
                              "candidates": [HIRED], "origin": PAGE });
        let changes = changes.as_object().unwrap().clone();
        new.as_object_mut().unwrap().extend(changes);
        self.server().posts("/api/embed/sessions", &new).await
    }

    async fn token(&self) -> String {
        let made = self.lets_in(json!({})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
        made.json()["token"].as_str().unwrap().to_owned()
    }

    async fn opens(&self, token: &str, page: &str) -> Answer {
        let body = json!({ "token": token, "origin": page });
        let nobody = self.app.caller(None);
        nobody.posts("/api/embed/open", &body).await
    }

    /// A frame in which a recruiter is.
    async fn frame(&self) -> Caller<'a> {
        let opened = self.opens(&self.token().await, PAGE).await;
        assert_eq!(opened.status, StatusCode::OK, "{:?}", opened.body);
        let secret = opened.json()["secret"].as_str().unwrap().to_owned();
        self.app.frame(&secret, PAGE)
    }
}

/// Whether somebody is let in by what they bring.
async fn is_in(frame: &Caller<'_>) -> bool {
    let answer = frame.gets(&format!("/api/candidates/{HIRED}")).await;
    match answer.status {
        StatusCode::OK => true,
        StatusCode::UNAUTHORIZED => false,
        other => panic!("{other}: {:?}", answer.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiter_on_a_page_of_their_system_sends_a_hire_and_is_named_in_the_record() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let opened = joined.opens(&joined.token().await, PAGE).await.json();
    assert_eq!(opened["candidates"], json!([HIRED]));
    assert_eq!(opened["session"]["user"], "Ro Hart via Acme ATS");
    assert_eq!(opened["session"]["role"], "recruiter");
    assert!((290..=300).contains(&opened["seconds"].as_u64().unwrap()));

    let frame = app.frame(opened["secret"].as_str().unwrap(), PAGE);
    let sent = frame.sends(HIRED, &[]).await;
    assert_eq!(sent["state"], "done", "{sent}");
    assert_eq!(app.creates(), 1);
    let found = joined
        .admin
        .posts("/api/audit/search", &json!({}))
        .await
        .json();
    let entries = found["entries"].as_array().unwrap();
    let by_them = |entry: &&Value| entry["who"] == "Ro Hart via Acme ATS";
    let came = entries
        .iter()
        .filter(by_them)
        .find(|entry| entry["note"] == format!("{HIRED} by key {}", joined.key_id));
    assert!(came.is_some(), "{found}");
    assert!(entries.iter().filter(by_them).count() > 1, "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_frame_nobody_sees_more_than_the_candidates_of_the_token() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let frame = joined.frame().await;
    for (method, path, body) in [
        (Method::GET, format!("/api/candidates/{OTHER}"), None),
        (Method::GET, format!("/api/candidates/{OTHER}/form"), None),
        (Method::GET, format!("/api/candidates/{OTHER}/draft"), None),
        (Method::GET, format!("/api/candidates/{OTHER}/photo"), None),
        (
            Method::GET,
            format!("/api/candidates/{OTHER}/changes"),
            None,
        ),
        (
            Method::POST,
            format!("/api/candidates/{OTHER}/sends"),
            Some(json!({ "submission": {} })),
        ),
    ] {
        let answer = frame.asks(method, &path, body.as_ref()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Sends of others are in no list and behind no id.
    let sent = joined.admin.sends(OTHER, &[]).await;
    let path = format!("/api/sends/{}", sent["id"].as_str().unwrap());
    assert_eq!(frame.gets(&path).await.status, StatusCode::NOT_FOUND);
    let log = frame.posts("/api/sends/search", &json!({})).await.json();
    assert_eq!(log["total"], 0, "{log}");
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_admin_says_of_a_user_counts_in_a_frame_too() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let frame = joined.frame().await;
    assert!(is_in(&frame).await);
    let new = json!({ "email": "RO@ats.example", "name": "Ro Hart", "role": "viewer" });
    joined.admin.posts("/api/users", &new).await;
    let profile = frame.gets(&format!("/api/candidates/{HIRED}")).await;
    assert_eq!(profile.status, StatusCode::FORBIDDEN);
    let log = frame.posts("/api/sends/search", &json!({})).await;
    assert_eq!(log.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_for_admins_only_are_in_no_form_of_a_frame() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let form = format!("/api/candidates/{HIRED}/form");
    let asks_for_pay = |form: &Answer| {
        assert_eq!(form.status, StatusCode::OK, "{:?}", form.body);
        form.json()["sections"].to_string().contains("\"payRate\"")
    };
    // Also when whoever is there is an admin here.
    let new = json!({ "email": "ro@ats.example", "name": "Ro Hart", "role": "admin" });
    joined.admin.posts("/api/users", &new).await;
    let frame = joined.frame().await;
    assert!(asks_for_pay(&frame.gets(&form).await));
    joined.admin.keeps_for_admins("payRate").await;
    assert!(!asks_for_pay(&frame.gets(&form).await));
    assert!(asks_for_pay(&joined.admin.gets(&form).await));
    let session = frame.gets("/api/session").await.json();
    assert_eq!(session["role"], "recruiter");
}

#[tokio::test]
async fn whom_a_server_lets_in_is_checked_field_by_field() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    for (changes, field) in [
        (json!({ "role": "admin" }), "role"),
        (json!({ "candidates": [] }), "candidates"),
        (json!({ "candidates": ["cand_9999"] }), "candidates"),
        (json!({ "candidates": ["../users"] }), "candidates"),
        (json!({ "candidates": vec![HIRED; 51] }), "candidates"),
        (json!({ "origin": "https://evil.example" }), "origin"),
        (json!({ "origin": "*" }), "origin"),
        (json!({ "seconds": 301 }), "seconds"),
        (json!({ "seconds": 0 }), "seconds"),
        (
            json!({ "recruiter": { "email": "nobody", "name": "Ro" } }),
            "email",
        ),
        (
            json!({ "recruiter": { "email": "ro@ats.example", "name": "" } }),
            "name",
        ),
    ] {
        let answer = joined.lets_in(changes.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes} {:?}",
            answer.body
        );
        assert_eq!(answer.json()["fields"][0]["field"], field, "{changes}");
        let detail = answer.json()["detail"].to_string();
        assert!(detail.contains("Nobody was let in"), "{detail}");
    }
    let seconds = joined.lets_in(json!({ "seconds": 30 })).await.json();
    assert_eq!(seconds["seconds"], 30);
    assert_eq!(seconds["frame"], "/embed?host=https://ats.example");
    let several = json!({ "candidates": [HIRED, NOT_HIRED], "role": "viewer" });
    assert_eq!(joined.lets_in(several).await.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_frame_nobody_finds_out_about_an_employee_who_is_somebody_else() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let frame = joined.frame().await;
    // The candidate is said to be somebody who is there: so a decision is asked for.
    let email = "former.colleague@example.com";
    let waits = frame.sends(HIRED, &[("homeEmail", json!(email))]).await;
    assert_eq!(waits["state"], "twin_found", "{waits}");
    let [there] = app.employees_with(email).try_into().unwrap();
    let others = app.sandbox.employees().into_iter();
    let other = { others }.find(|one| one.id != there.id).unwrap();
    let path = format!("/api/sends/{}/resolve", waits["id"].as_str().unwrap());
    let decides = |decision: &str, employee: &str| json!({ "decision": decision, "employee": employee, "version": waits["version"] });
    let refused = frame.posts(&path, &decides("consider", &other.id)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{:?}", refused.body);
    assert!(refused.problem().contains("not-alike"));
    assert!(!String::from_utf8_lossy(&refused.body).contains("match"));
    // Who is found by the look-alike address is said to be the person; what BambooHR holds of them is for admins.
    let kept = frame
        .posts(&path, &decides("already_there", &there.id))
        .await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    let changes = format!("/api/candidates/{HIRED}/changes");
    let refused = frame.gets(&changes).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{:?}", refused.body);
    let admin = joined.admin.gets(&changes).await;
    assert_eq!(admin.status, StatusCode::OK, "{:?}", admin.body);
}
