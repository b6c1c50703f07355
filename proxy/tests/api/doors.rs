//! Every route, asked by everybody: who is let in, and that another account is a wall.

use axum::http::{Method, StatusCode};
use handoff::interface::Role;
use proxy::access::{Access, Row, table};
use proxy::account::AccountId;
use serde_json::Value;

use crate::every_route::{Ids, PAGE, asked, key_made_by, rows};
use crate::test_app::{Answer, Caller, HIRED, TestApp};

/// What is told, without what differs from request to request.
fn told(answer: &Answer) -> (StatusCode, Value) {
    let mut told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(told) = told.as_object_mut() {
        told.remove("request_id");
    }
    (answer.status, told)
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
        Access::Server(_) | Access::Signed => StatusCode::UNAUTHORIZED,
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

fn frames(access: Access) -> bool {
    use Access::{KnownOrFramed, Open, Polled, SendingOrFramed};
    matches!(access, Open | Polled | KnownOrFramed | SendingOrFramed)
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
        asker("a frame", app.frame(&ids.secret, PAGE), frames, unknown),
        asker(
            "a server in the name of a recruiter",
            app.server(&ids.forms),
            frames,
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
    let other = app.has_account("other").await;
    let third = app.has_account("third").await;
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
                "{:<15} {:<6} {}  ({} KiB, {} s)",
                format!("{:?}", row.access),
                row.method,
                row.path,
                row.largest_body / 1024,
                row.longest.as_secs()
            )
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
