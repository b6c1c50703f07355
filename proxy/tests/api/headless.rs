//! A server that draws the form itself, in the name of a recruiter: what it reaches, and who ends it.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, HIRED, NOT_HIRED, TestApp};

const SESSIONS: &str = "/api/forms/sessions";
const PAGE: &str = "https://ats.example";
/// Hired, too.
const OTHER: &str = "cand_0002";

/// An admin, and the server of a system with a key.
struct Joined<'a> {
    app: &'a TestApp,
    admin: Caller<'a>,
    key_id: String,
    server: Caller<'a>,
}

impl<'a> Joined<'a> {
    async fn to(app: &'a TestApp) -> Self {
        let admin = app
            .signed_in(&AccountId::local(), "ann@acme.example", Role::Admin)
            .await;
        let new = json!({ "name": "Acme ATS", "scopes": ["forms", "embed", "candidates"] });
        let made = admin.posts("/api/embedding/keys", &new).await;
        assert_eq!(made.status, StatusCode::OK, "{:?}", made.body);
        let made = made.json();
        let id = made["embedding"]["keys"][0]["id"].as_str().unwrap();
        Self {
            app,
            admin,
            key_id: id.to_owned(),
            server: app.server(made["key"].as_str().unwrap()),
        }
    }

    /// Asks in the name of a recruiter for this candidate, with something else than usual.
    async fn begins(&self, changes: Value) -> Answer {
        let mut new = json!({ "recruiter": { "email": "ro@ats.example", "name": "Ro Hart" },
                              "candidates": [HIRED] });
        let changes = changes.as_object().unwrap().clone();
        new.as_object_mut().unwrap().extend(changes);
        self.server.posts(SESSIONS, &new).await
    }

    /// The same, and what it asks with.
    async fn session(&self) -> (Value, Caller<'a>) {
        let made = self.begins(json!({})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
        let made = made.json();
        let asks = self.app.server(made["secret"].as_str().unwrap());
        (made, asks)
    }
}

fn path_of(candidate: &str, what: &str) -> String {
    format!("/api/candidates/{candidate}/{what}")
}

async fn is_in(asks: &Caller<'_>) -> bool {
    let answer = asks.gets(&format!("/api/candidates/{HIRED}")).await;
    match answer.status {
        StatusCode::OK => true,
        StatusCode::UNAUTHORIZED => false,
        other => panic!("{other}: {:?}", answer.body),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_draws_the_form_itself_and_sends_a_hire_in_the_name_of_a_recruiter() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let (made, asks) = joined.session().await;
    assert_eq!(made["who"], "Ro Hart via Acme ATS");
    assert_eq!(made["seconds"], 300);

    let drawn = asks.gets(&path_of(HIRED, "form/schema")).await;
    assert_eq!(drawn.status, StatusCode::OK, "{:?}", drawn.body);
    let drawn = drawn.json();
    assert!(jsonschema::draft202012::meta::is_valid(&drawn["schema"]));
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&drawn["schema"]).unwrap();
    assert!(validator.is_valid(&drawn["values"]), "{drawn}");
    let labels = drawn["display"]["sections"][0]["fields"][0]["label"].clone();
    assert_eq!(labels, "First Name", "{drawn}");

    let body = json!({ "submission": drawn["values"] });
    let checked = asks.posts(&path_of(HIRED, "validate"), &body).await;
    assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.body);
    assert_eq!(checked.json()["problems"], json!([]));
    assert_eq!(app.creates(), 0);
    let accepted = asks.posts(&path_of(HIRED, "sends"), &body).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{:?}", accepted.body);
    let sent = asks.settled(accepted.json()["id"].as_str().unwrap()).await;
    assert_eq!(sent["state"], "done", "{sent}");
    assert_eq!(app.creates(), 1);

    // Once somebody was made of them there is nothing to draw.
    for answer in [
        asks.gets(&path_of(HIRED, "form/schema")).await,
        asks.posts(&path_of(HIRED, "validate"), &body).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.problem().contains("already-sent"));
    }
    let found = joined.admin.posts("/api/audit/search", &json!({})).await;
    let found = found.json();
    let entries = found["entries"].as_array().unwrap();
    let came = entries.iter().filter(|entry| {
        entry["who"] == "Ro Hart via Acme ATS"
            && entry["note"] == format!("{HIRED} by key {}", joined.key_id)
    });
    assert_eq!(came.count(), 1, "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_sees_in_a_recruiters_name_only_the_candidates_that_it_named() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let (_, asks) = joined.session().await;
    let nothing = json!({ "submission": {} });
    for (method, what, body) in [
        (Method::GET, "form", None),
        (Method::GET, "form/schema", None),
        (Method::GET, "draft", None),
        (Method::GET, "photo", None),
        (Method::POST, "validate", Some(&nothing)),
        (Method::POST, "sends", Some(&nothing)),
    ] {
        let answer = asks.asks(method, &path_of(OTHER, what), body).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
    }
    let sent = joined.admin.sends(OTHER, &[]).await;
    let path = format!("/api/sends/{}", sent["id"].as_str().unwrap());
    assert_eq!(asks.gets(&path).await.status, StatusCode::NOT_FOUND);
    let log = asks.posts("/api/sends/search", &json!({})).await.json();
    assert_eq!(log["total"], 0, "{log}");
    // Nor anything that is for people or for the key itself.
    for path in ["/api/users", "/api/embedding", "/api/integrations/bamboohr"] {
        assert_eq!(asks.gets(path).await.status, StatusCode::UNAUTHORIZED);
    }
    let again = asks.posts(SESSIONS, &json!({})).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_servers_is_refused_from_a_browser_and_from_a_frame() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let (made, asks) = joined.session().await;
    let secret = made["secret"].as_str().unwrap();
    for (name, value) in [
        ("origin", "http://127.0.0.1:8081"),
        ("origin", "null"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "none"),
    ] {
        let request = Request::get(path_of(HIRED, "form"))
            .header("host", "127.0.0.1:8081")
            .header("authorization", format!("Bearer {secret}"))
            .header(name, value);
        let answer = app.request(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(answer.problem().contains("for-servers"), "{name}: {value}");
    }
    // On a page it is nothing, whichever page it is; and what a frame has is nothing without its page.
    for page in [PAGE, "", "null"] {
        assert!(!is_in(&app.frame(secret, page)).await, "{page}");
    }
    let origin = json!({ "origin": PAGE });
    joined.admin.posts("/api/embedding/origins", &origin).await;
    let new = json!({ "recruiter": { "email": "ro@ats.example", "name": "Ro Hart" },
                      "candidates": [HIRED], "origin": PAGE });
    let token = joined
        .server
        .posts("/api/embed/sessions", &new)
        .await
        .json();
    let token = json!({ "token": token["token"], "origin": PAGE });
    let opened = app.caller(None).posts("/api/embed/open", &token).await;
    let framed = opened.json()["secret"].as_str().unwrap().to_owned();
    assert!(is_in(&app.frame(&framed, PAGE)).await);
    assert!(!is_in(&app.server(&framed)).await);
    // Nor does a token come of it.
    let token = json!({ "token": secret, "origin": PAGE });
    let opened = app.caller(None).posts("/api/embed/open", &token).await;
    assert_eq!(opened.status, StatusCode::UNAUTHORIZED);
    assert!(is_in(&asks).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_secrets_that_are_wrong_in_some_way_none_is_accepted() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let (mut tried, mut accepted) = (0, 0);
    for round in 0..25_u32 {
        let (made, asks) = joined.session().await;
        let secret = made["secret"].as_str().unwrap();
        let id = made["id"].as_str().unwrap();
        let mut altered = secret.to_owned();
        let last = if altered.ends_with('A') { 'B' } else { 'A' };
        altered.pop();
        altered.push(last);
        let wrong = [
            altered,
            secret.to_lowercase(),
            secret.chars().rev().collect(),
            format!("{secret}A"),
            format!("stbk_{secret}"),
            id.to_owned(),
            String::new(),
        ];
        for text in wrong {
            tried += 1;
            accepted += u32::from(is_in(&app.server(&text)).await);
        }
        assert!(is_in(&asks).await, "round {round}");
        let path = format!("{SESSIONS}/{id}");
        let ended = joined.server.asks(Method::DELETE, &path, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT);
        tried += 1;
        accepted += u32::from(is_in(&asks).await);
    }
    println!("secrets of servers: {accepted} of {tried} accepted");
    assert!(tried >= 200);
    assert_eq!(accepted, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_in_a_recruiters_name_is_out_as_soon_as_anybody_ends_it() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;

    // The server itself, with what is for servers and not with what is for frames.
    let (made, asks) = joined.session().await;
    let id = made["id"].as_str().unwrap();
    let ends = async |path: &str| {
        let path = format!("{path}/{id}");
        joined.server.asks(Method::DELETE, &path, None).await.status
    };
    assert_eq!(ends("/api/embed/sessions").await, StatusCode::NOT_FOUND);
    assert!(is_in(&asks).await);
    assert_eq!(ends(SESSIONS).await, StatusCode::NO_CONTENT);
    assert!(!is_in(&asks).await);
    assert_eq!(ends(SESSIONS).await, StatusCode::NOT_FOUND);

    // An admin who signs a user of this e-mail address out, makes them a viewer, or removes them.
    let new = json!({ "email": "ro@ats.example", "name": "Ro Hart", "role": "recruiter" });
    let added = joined.admin.posts("/api/users", &new).await.json();
    let users = added["users"].as_array().unwrap();
    let user = users.iter().find(|user| user["name"] == "Ro Hart").unwrap();
    let user = format!("/api/users/{}", user["id"].as_str().unwrap());
    let (_, asks) = joined.session().await;
    let path = format!("{user}/sign-out");
    joined.admin.asks(Method::POST, &path, None).await;
    assert!(!is_in(&asks).await);
    let (_, asks) = joined.session().await;
    joined.admin.asks(Method::DELETE, &user, None).await;
    assert!(!is_in(&asks).await);

    // An admin who takes the key away.
    let (_, asks) = joined.session().await;
    let path = format!("/api/embedding/keys/{}", joined.key_id);
    joined.admin.asks(Method::DELETE, &path, None).await;
    assert!(!is_in(&asks).await);
    let refused = joined.begins(json!({})).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_for_admins_only_are_in_no_form_that_a_server_draws() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let new = json!({ "email": "ro@ats.example", "name": "Ro Hart", "role": "admin" });
    joined.admin.posts("/api/users", &new).await;
    let (_, asks) = joined.session().await;
    let drawn = async |asks: &Caller<'_>| {
        let drawn = asks.gets(&path_of(HIRED, "form/schema")).await;
        assert_eq!(drawn.status, StatusCode::OK, "{:?}", drawn.body);
        drawn.json().to_string()
    };
    assert!(drawn(&asks).await.contains("\"payRate\""));
    joined.admin.keeps_for_admins("payRate").await;
    assert!(!drawn(&asks).await.contains("\"payRate\""));
    let session = asks.gets("/api/session").await.json();
    assert_eq!(session["role"], "recruiter");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_at_is_refused_for_what_sending_it_would_be_and_nothing_is_kept() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let (_, asks) = joined.session().await;
    let wrong = [
        ("homeEmail", json!("nobody")),
        ("hireDate", json!("2027-02-29")),
        ("elsewhere", json!("x")),
    ];
    let body = asks.submission(HIRED, &wrong).await;
    let checked = asks.posts(&path_of(HIRED, "validate"), &body).await.json();
    let refused = asks.posts(&path_of(HIRED, "sends"), &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(checked["problems"], refused.json()["fields"]);
    assert_eq!(checked["problems"].as_array().unwrap().len(), 3);

    let far = [("hireDate", json!("2099-01-03"))];
    let body = asks.submission(HIRED, &far).await;
    let checked = asks.posts(&path_of(HIRED, "validate"), &body).await.json();
    assert_eq!(checked["problems"], json!([]));
    assert_eq!(checked["hints"][0]["field"], "hireDate", "{checked}");

    // What is wrong beside the fields has the same words, too.
    let mut body = asks.submission(HIRED, &[]).await;
    body["documents"] = json!([{ "name": "Amelia Hartwell CV.pdf", "category": "none" }]);
    let form = asks.gets(&path_of(HIRED, "form")).await.json();
    body["documents"][0]["name"] = form["documents"][0]["name"].clone();
    let checked = asks.posts(&path_of(HIRED, "validate"), &body).await;
    let refused = asks.posts(&path_of(HIRED, "sends"), &body).await;
    assert_eq!(checked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(checked.problem(), refused.problem());

    let profile = asks.gets(&format!("/api/candidates/{HIRED}")).await.json();
    assert_eq!(profile["send"], Value::Null);
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn in_whose_name_a_server_asks_is_checked_field_by_field_and_needs_a_key_for_it() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    for (changes, field) in [
        (json!({ "role": "admin" }), "role"),
        (json!({ "candidates": [] }), "candidates"),
        (json!({ "candidates": ["cand_9999"] }), "candidates"),
        (json!({ "candidates": vec![HIRED; 51] }), "candidates"),
        (json!({ "seconds": 301 }), "seconds"),
        (
            json!({ "recruiter": { "email": "nobody", "name": "Ro" } }),
            "email",
        ),
    ] {
        let answer = joined.begins(changes.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes} {:?}",
            answer.body
        );
        assert_eq!(answer.json()["fields"][0]["field"], field, "{changes}");
    }
    let origin = joined.begins(json!({ "origin": PAGE })).await;
    assert_eq!(origin.status, StatusCode::BAD_REQUEST);
    let several = json!({ "candidates": [HIRED, NOT_HIRED], "role": "viewer", "seconds": 30 });
    let several = joined.begins(several).await;
    assert_eq!(several.status, StatusCode::CREATED);
    let reads = app.server(several.json()["secret"].as_str().unwrap());
    let form = reads.gets(&path_of(HIRED, "form/schema")).await;
    assert_eq!(form.status, StatusCode::FORBIDDEN);

    let new = json!({ "name": "Frames", "scopes": ["embed", "candidates"] });
    let narrow = joined.admin.posts("/api/embedding/keys", &new).await.json();
    let narrow = app.server(narrow["key"].as_str().unwrap());
    let refused = narrow.posts(SESSIONS, &json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.problem().contains("key-not-allowed"));
    // The secret is in no file.
    let (made, _) = joined.session().await;
    let secret = made["secret"].as_str().unwrap().as_bytes();
    let files = app.files();
    assert!(!files.windows(secret.len()).any(|window| window == secret));
}
