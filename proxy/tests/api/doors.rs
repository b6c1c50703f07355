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
        ("POST", "/session/oidc/{provider}") => json!({ "back": "/" }),
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
}

impl Ids {
    async fn made_by(admin: &Caller<'_>) -> Self {
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
        Self {
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
            "session" => "",
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
    let nobody = app.caller(None);
    let impostor = app.caller(Some(format!("__Host-session={}", "x".repeat(43))));
    let ids = Ids::made_by(&admin).await;
    let mut asked_for = 0;
    for row in rows() {
        let path = ids.path(&row);
        let callers = [
            (&nobody, [Access::Open].as_slice()),
            (&impostor, &[Access::Open]),
            (&viewer, &[Access::Open, Access::Polled, Access::Known]),
            (
                &recruiter,
                &[Access::Open, Access::Polled, Access::Known, Access::Sending],
            ),
        ];
        for (who, (caller, let_in)) in callers.into_iter().enumerate() {
            let is_sign_out = row.path == "/api/session" && row.method == Method::DELETE;
            if is_sign_out || row.path == "/api/session/passphrase" && who > 1 {
                continue;
            }
            let answer = asked(caller, &row, &path, &ids.version).await;
            let is_known = who > 1;
            if !let_in.contains(&row.access) {
                let expected = match is_known {
                    true => StatusCode::FORBIDDEN,
                    false => StatusCode::UNAUTHORIZED,
                };
                assert_eq!(answer.status, expected, "{who} {row:?}");
            } else if row.access != Access::Open {
                assert!(
                    !is_turned_away(answer.status),
                    "{who} {row:?} {}",
                    answer.status
                );
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
    let ids = Ids::made_by(&admin).await;
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
