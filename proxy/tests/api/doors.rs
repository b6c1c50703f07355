//! Every route, asked by everybody: who is let in, and that another account is a wall.

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use proxy::access::{Access, Row, table};
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, HIRED, TestApp};

/// What a route takes. A route without one here is asked without a body, which no route with an id may be.
fn body(row: &Row, version: &Value) -> Option<Value> {
    let path = row.path.strip_prefix("/api").unwrap();
    Some(match (row.method.as_str(), path) {
        ("GET", _) => return None,
        ("DELETE", "/users/{id}") | ("POST", "/users/{id}/invite" | "/users/{id}/sign-out") => {
            return None;
        }
        ("DELETE", "/embedding/keys/{id}" | "/embed/sessions/{id}") => return None,
        ("POST", "/embedding/keys/{id}/replace") => json!({ "overlap_hours": 1 }),
        ("PUT", "/candidates/{id}") => json!({ "first_name": "x" }),
        ("PUT", "/candidates/{id}/documents") => {
            json!({ "name": "x", "kind": "x", "media_type": "x", "content": "eA==" })
        }
        ("PUT", "/candidates/{id}/stage") => json!({ "stage": "rejected" }),
        ("POST", "/candidates/{id}/sends") => json!({ "submission": {} }),
        ("POST", "/candidates/{id}/updates") => json!({ "fields": [] }),
        ("POST", "/candidates/{id}/options") => json!({ "field": "department", "option": "x" }),
        ("PUT", "/candidates/{id}/draft") => json!({ "draft": "{}", "version": 0 }),
        ("DELETE", "/candidates/{id}/draft") => json!({ "version": 1 }),
        ("POST", "/sends/{id}/resolve") => json!({ "decision": "stop", "version": version }),
        ("PUT", "/batches/{id}/paused") => json!({ "paused": true }),
        ("PUT", "/users/{id}") => {
            json!({ "role": "viewer", "sees_admin_fields": false, "seen": "admin" })
        }
        (_, path) if path.contains('{') => panic!("{path} takes a body; write one down here"),
        _ => json!({}),
    })
}

/// A send, a batch and a user of the local account.
struct Ids {
    send: String,
    batch: String,
    user: String,
    version: Value,
    /// Of a server: its id, and itself.
    key: (String, String),
    /// What lets a recruiter in who has not come yet.
    embed: String,
    /// What a frame got.
    secret: String,
}

const PAGE: &str = "https://ats.example";
const BOTH: &[&str] = &["candidates", "embed"];

/// A server key of the admin's account, and its id.
async fn key_made_by(admin: &Caller<'_>) -> (String, String) {
    let new = json!({ "name": "Acme ATS", "scopes": BOTH });
    let made = admin.posts("/api/embedding/keys", &new).await.json();
    let id = made["embedding"]["keys"][0]["id"].as_str().unwrap();
    (id.to_owned(), made["key"].as_str().unwrap().to_owned())
}

impl Ids {
    async fn made_by(app: &TestApp, admin: &Caller<'_>) -> Self {
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
        Self {
            secret: opened.json()["secret"].as_str().unwrap().to_owned(),
            embed: unused["id"].as_str().unwrap().to_owned(),
            key,
            user: users[0]["id"].as_str().unwrap().to_owned(),
            version: version["version"].clone(),
            send,
            batch,
        }
    }

    /// The path with an id that is there.
    fn path(&self, row: &Row) -> String {
        let id = match row.path.split('/').nth(2).unwrap() {
            "candidates" => HIRED,
            "sends" => &self.send,
            "batches" => &self.batch,
            "users" => &self.user,
            "embedding" => &self.key.0,
            "embed" => &self.embed,
            other if row.path.contains('{') => panic!("what is an id of {other}?"),
            _ => "",
        };
        row.path.replace("{id}", id)
    }

    /// The path with an id of the same form that is nobody's.
    fn path_of_nothing(row: &Row) -> String {
        let id = match row.path.contains("/candidates/") {
            true => "cand_9999",
            false => "01890a5d-ac96-774b-bcce-b302099a8057",
        };
        row.path.replace("{id}", id)
    }
}

/// What is told, without what differs from request to request.
fn told(answer: &Answer) -> (StatusCode, Value) {
    let mut told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(told) = told.as_object_mut() {
        told.remove("request_id");
    }
    (answer.status, told)
}

async fn asked(caller: &Caller<'_>, row: &Row, path: &str, version: &Value) -> Answer {
    let body = body(row, version);
    caller.asks(row.method.clone(), path, body.as_ref()).await
}

/// In an order in which nothing that is needed later is ended early.
fn rows() -> Vec<Row> {
    let mut rows = table();
    rows.sort_by_key(|row| (row.method == Method::DELETE, row.path.contains("sign-out")));
    rows
}

/// Who asks in the matrix, and what is said to them where they are not let in.
struct Asker<'a> {
    name: &'static str,
    caller: Caller<'a>,
    lets_in: fn(Access) -> bool,
    refusal: fn(Access) -> StatusCode,
}

fn unknown(_: Access) -> StatusCode {
    StatusCode::UNAUTHORIZED
}

/// Somebody who is known may not everything; as a server nobody is known who is none.
fn known(access: Access) -> StatusCode {
    match access {
        Access::Server(_) => StatusCode::UNAUTHORIZED,
        _ => StatusCode::FORBIDDEN,
    }
}

fn reads(access: Access) -> bool {
    use Access::{Known, KnownOrFramed, Open, Polled};
    matches!(access, Open | Polled | Known | KnownOrFramed)
}

fn sends(access: Access) -> bool {
    reads(access) || matches!(access, Access::Sending | Access::SendingOrFramed)
}

fn is_turned_away(status: StatusCode) -> bool {
    status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_whom_the_table_says_and_nobody_else() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let admin = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    app.signed_in(&local, "spare@acme.example", Role::Admin)
        .await;
    let recruiter = app
        .signed_in(&local, "bo@acme.example", Role::Recruiter)
        .await;
    let viewer = app.signed_in(&local, "cy@acme.example", Role::Viewer).await;
    let ids = Ids::made_by(&app, &admin).await;
    let (server, nobodys) = (app.server(&ids.key.1), "x".repeat(43));
    let asker = |name, caller, lets_in, refusal| Asker {
        name,
        caller,
        lets_in,
        refusal,
    };
    let is_open = |access| access == Access::Open;
    let askers = [
        asker("nobody", app.caller(None), is_open, unknown),
        asker(
            "an impostor",
            app.caller(Some(format!("__Host-session={nobodys}"))),
            is_open,
            unknown,
        ),
        asker(
            "an impostor of a frame",
            app.frame(&nobodys, PAGE),
            is_open,
            unknown,
        ),
        asker(
            "a frame on another page",
            app.frame(&ids.secret, "https://other.example"),
            is_open,
            unknown,
        ),
        asker("a viewer", viewer, reads, known),
        asker("a recruiter", recruiter, sends, known),
        asker(
            "a frame",
            app.frame(&ids.secret, PAGE),
            |access| {
                use Access::{KnownOrFramed, Open, Polled, SendingOrFramed};
                matches!(access, Open | Polled | KnownOrFramed | SendingOrFramed)
            },
            unknown,
        ),
        asker(
            "a server",
            server,
            |access| matches!(access, Access::Open | Access::Server(_)),
            unknown,
        ),
    ];
    let mut asked_for = 0;
    for row in rows() {
        let path = ids.path(&row);
        for Asker {
            name,
            caller,
            lets_in,
            refusal,
        } in &askers
        {
            // Whoever is let in here is signed out.
            let ends = row.path == "/api/session" && row.method == Method::DELETE
                || row.path == "/api/session/passphrase";
            if ends && lets_in(row.access) {
                continue;
            }
            let answer = asked(caller, &row, &path, &ids.version).await;
            if !lets_in(row.access) {
                assert_eq!(answer.status, refusal(row.access), "{name} {row:?}");
            } else if row.access != Access::Open {
                let is_in = !is_turned_away(answer.status);
                assert!(is_in, "{name} {row:?} {}", answer.status);
            }
            asked_for += 1;
        }
    }
    println!("doors: {} routes, {asked_for} requests", table().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_is_told_of_what_is_there_and_of_what_is_not_the_same() {
    let app = TestApp::behind_doors_connected().await;
    let local = AccountId::local();
    let admin = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let other = app
        .ledger
        .add_account("Rosa", "other", "Other")
        .await
        .unwrap()
        .unwrap();
    let third = app
        .ledger
        .add_account("Rosa", "third", "Third")
        .await
        .unwrap()
        .unwrap();
    let ids = Ids::made_by(&app, &admin).await;
    let seen = [
        "/api/users".to_owned(),
        format!("/api/candidates/{HIRED}"),
        format!("/api/batches/{}", ids.batch),
    ];
    let picture = async || {
        let mut picture = Vec::new();
        for path in &seen {
            let mut told = told(&admin.gets(path).await).1;
            // Changes with every look.
            if let Some(users) = told.as_array_mut() {
                users
                    .iter_mut()
                    .for_each(|user| user["last_seen_at"] = Value::Null);
            }
            picture.push(told);
        }
        picture
    };
    admin.settled(&ids.send).await;
    let before = picture().await;
    let mut asked_for = 0;
    for (account, name) in [(&other, "other"), (&third, "third")] {
        for role in Role::ALL {
            let email = format!("{}@{name}.example", role.code());
            let stranger = app.signed_in(account, &email, role).await;
            for row in rows().into_iter().filter(|row| row.path.contains("{id}")) {
                let real = asked(&stranger, &row, &ids.path(&row), &ids.version).await;
                let nothing =
                    asked(&stranger, &row, &Ids::path_of_nothing(&row), &ids.version).await;
                assert_eq!(told(&real), told(&nothing), "{role:?} {row:?}");
                let is_let_in = !is_turned_away(real.status);
                assert!(
                    !is_let_in || real.status == StatusCode::NOT_FOUND,
                    "{role:?} {row:?} {}",
                    real.status
                );
                asked_for += 2;
            }
        }
        let stranger = app
            .signed_in(account, &format!("key@{name}.example"), Role::Admin)
            .await;
        let server = app.server(&key_made_by(&stranger).await.1);
        let is_for_servers = |row: &Row| matches!(row.access, Access::Server(_));
        for row in rows().into_iter().filter(|row| row.path.contains("{id}")) {
            let real = asked(&server, &row, &ids.path(&row), &ids.version).await;
            let nothing = asked(&server, &row, &Ids::path_of_nothing(&row), &ids.version).await;
            assert_eq!(told(&real), told(&nothing), "{row:?}");
            assert_eq!(
                !is_turned_away(real.status),
                is_for_servers(&row),
                "{row:?}"
            );
            assert!(!real.status.is_success(), "{row:?}");
            asked_for += 2;
        }
    }
    assert_eq!(picture().await, before, "nothing was changed");
    println!("walls: {asked_for} requests from two other accounts");
}

#[test]
fn the_table_of_all_routes() {
    let mut lines: Vec<String> = table()
        .iter()
        .map(|row| {
            format!(
                "{:<13} {:<6} {}",
                format!("{:?}", row.access),
                row.method,
                row.path
            )
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
