//! Recruiters in a frame on a page of their applicant tracking system: keys, tokens, and what each of them reaches.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use http_body_util::BodyExt as _;
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
async fn of_two_hundred_tokens_that_are_wrong_in_some_way_none_is_accepted() {
    let app = TestApp::behind_doors_connected().await;
    let joined = Joined::to(&app).await;
    let other = app.ledger.add_account("Rosa", "other", "Other").await;
    let stranger = app
        .signed_in(&other.unwrap().unwrap(), "eve@other.example", Role::Admin)
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
