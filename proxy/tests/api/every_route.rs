//! What every route takes, and ids for those that want one.

use axum::http::{Method, StatusCode};
use proxy::access::{Row, table};
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, HIRED, TestApp};

/// What a route takes. A route without one here is asked without a body, which no route with an id may be.
pub(crate) fn body(row: &Row, version: &Value) -> Option<Value> {
    let path = row.path.strip_prefix("/api").unwrap();
    Some(match (row.method.as_str(), path) {
        ("GET", _) => return None,
        ("DELETE", "/users/{id}") | ("POST", "/users/{id}/invite" | "/users/{id}/sign-out") => {
            return None;
        }
        (
            "DELETE",
            "/embedding/keys/{id}"
            | "/embed/sessions/{id}"
            | "/forms/sessions/{id}"
            | "/candidates/{id}",
        ) => return None,
        ("POST", "/embedding/keys/{id}/replace") => json!({ "overlap_hours": 1 }),
        ("PUT", "/candidates/{id}") => json!({ "first_name": "x" }),
        ("PUT", "/candidates/{id}/documents") => {
            json!({ "name": "x", "kind": "x", "media_type": "x", "content": "eA==" })
        }
        ("PUT", "/candidates/{id}/stage") => json!({ "stage": "rejected" }),
        ("POST", "/candidates/{id}/sends" | "/candidates/{id}/validate") => {
            json!({ "submission": {} })
        }
        ("POST", "/candidates/{id}/updates") => json!({ "fields": [] }),
        ("POST", "/candidates/{id}/options") => json!({ "field": "department", "option": "x" }),
        ("PUT", "/candidates/{id}/draft") => json!({ "draft": "{}", "version": 0 }),
        ("DELETE", "/candidates/{id}/draft") => json!({ "version": 1 }),
        ("POST", "/sends/{id}/resolve") => json!({ "decision": "stop", "version": version }),
        ("PUT", "/batches/{id}/paused") => json!({ "paused": true }),
        ("PUT", "/users/{id}") => {
            json!({ "role": "viewer", "sees_admin_fields": false, "seen": "admin" })
        }
        ("POST", "/pinpoint/webhooks/{hook}") => json!({ "event": "x" }),
        ("POST", "/session/oidc/{provider}") => json!({ "back": "/" }),
        (_, path) if path.contains('{') => panic!("{path} takes a body; write one down here"),
        _ => json!({}),
    })
}

/// A send, a batch and a user of the local account.
pub(crate) struct Ids {
    pub(crate) send: String,
    pub(crate) batch: String,
    pub(crate) user: String,
    pub(crate) version: Value,
    /// Of a server: its id, and itself.
    pub(crate) key: (String, String),
    /// What lets a recruiter in who has not come yet.
    pub(crate) embed: String,
    /// What a frame got.
    pub(crate) secret: String,
    /// What a server asks with in the name of a recruiter.
    pub(crate) forms: String,
    /// The id of another one of these, which may be ended.
    pub(crate) ended: String,
}

/// An id of the right form that nobody has.
const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
pub(crate) const PAGE: &str = "https://ats.example";
const ALL: &[&str] = &["candidates", "embed", "forms"];

/// A server key of the admin's account, and its id.
pub(crate) async fn key_made_by(admin: &Caller<'_>) -> (String, String) {
    let new = json!({ "name": "Acme ATS", "scopes": ALL });
    let made = admin.posts("/api/embedding/keys", &new).await.json();
    let id = made["embedding"]["keys"][0]["id"].as_str().unwrap();
    (id.to_owned(), made["key"].as_str().unwrap().to_owned())
}

impl Ids {
    pub(crate) async fn made_by(app: &TestApp, admin: &Caller<'_>) -> Self {
        let form = admin.gets(&format!("/api/candidates/{HIRED}/form")).await;
        assert_eq!(form.status, StatusCode::OK, "{:?}", form.body);
        let batch = json!({ "candidates": [{ "id": HIRED, "submission": {} }] });
        let begun = admin.posts("/api/batches", &batch).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{:?}", begun.body);
        let batch = begun.json()["id"].as_str().unwrap().to_owned();
        let send = admin.gets(&format!("/api/batches/{batch}")).await.json();
        let send = send["sends"][0]["send"].as_str().unwrap().to_owned();
        let version = admin.gets(&format!("/api/sends/{send}")).await.json();
        let users = admin.gets("/api/users").await.json();
        let key = key_made_by(admin).await;
        let origin = json!({ "origin": PAGE });
        admin.posts("/api/embedding/origins", &origin).await;
        let server = app.server(&key.1);
        let new = json!({ "recruiter": { "email": "ro@ats.example", "name": "Ro" },
                          "candidates": [HIRED], "origin": PAGE });
        let used = server.posts("/api/embed/sessions", &new).await.json();
        let token = json!({ "token": used["token"], "origin": PAGE });
        let opened = app.caller(None).posts("/api/embed/open", &token).await;
        let unused = server.posts("/api/embed/sessions", &new).await.json();
        let new = json!({ "recruiter": { "email": "ro@ats.example", "name": "Ro" },
                          "candidates": [HIRED] });
        let forms = server.posts("/api/forms/sessions", &new).await.json();
        let ended = server.posts("/api/forms/sessions", &new).await.json();
        Self {
            secret: opened.json()["secret"].as_str().unwrap().to_owned(),
            embed: unused["id"].as_str().unwrap().to_owned(),
            forms: forms["secret"].as_str().unwrap().to_owned(),
            ended: ended["id"].as_str().unwrap().to_owned(),
            key,
            user: users[0]["id"].as_str().unwrap_or(NOBODY).to_owned(),
            version: version["version"].clone(),
            send,
            batch,
        }
    }

    /// The path with an id that is there.
    pub(crate) fn path(&self, row: &Row) -> String {
        let id = match row.path.split('/').nth(2).unwrap() {
            "candidates" => HIRED,
            "sends" => &self.send,
            "batches" => &self.batch,
            "users" => &self.user,
            "session" | "pinpoint" => "",
            "embedding" => &self.key.0,
            "embed" => &self.embed,
            "forms" => &self.ended,
            other if row.path.contains('{') => panic!("what is an id of {other}?"),
            _ => "",
        };
        row.path.replace("{id}", id)
    }

    /// The path with an id of the same form that is nobody's.
    pub(crate) fn path_of_nothing(row: &Row) -> String {
        let id = match row.path.contains("/candidates/") {
            true => "cand_9999",
            false => NOBODY,
        };
        row.path.replace("{id}", id)
    }
}

pub(crate) async fn asked(caller: &Caller<'_>, row: &Row, path: &str, version: &Value) -> Answer {
    let body = body(row, version);
    caller.asks(row.method.clone(), path, body.as_ref()).await
}

/// In an order in which nothing that is needed later is ended early.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = table();
    rows.sort_by_key(|row| (row.method == Method::DELETE, row.path.contains("sign-out")));
    rows
}
