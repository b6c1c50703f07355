//! A connection is switched off, removed, or is to another company now: what was accepted waits or ends with words, and
//! nothing reaches a BambooHR that it was not meant for.

use std::time::Duration;

use axum::http::StatusCode;
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use serde_json::{Value, json};
use test_postgres::Server;

use crate::test_app::{HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

fn create() -> Fault {
    Fault::on("POST", "/employees")
}

/// A send that was accepted and of which nothing has left, as long as nobody mends the key.
async fn waiting(app: &TestApp) -> String {
    app.sandbox.add_fault(create().answer(401));
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| {
        view["state"] == "intent" && view["problem"]["code"] == "key-rejected"
    })
    .await;
    send
}

fn code(view: &Value) -> &str {
    view["problem"]["code"].as_str().unwrap_or_default()
}

/// Requests that change something, or look for people. The doctor and the look for categories ask for a list of one.
fn telling(app: &TestApp) -> usize {
    let requests = app.sandbox.requests().into_iter();
    let tells = requests.filter(|request| {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let is_of_one = query.ends_with("limit%5D=1") || query.ends_with("limit]=1");
        request.method != "GET" || path.ends_with("/employees") && !is_of_one
    });
    tells.count()
}

#[tokio::test]
async fn what_was_accepted_waits_while_it_is_switched_off_and_goes_on_afterwards() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let send = waiting(&app).await;
    app.switches(false).await;
    let off = app.get(&format!("/api/sends/{send}")).await.json();
    assert_eq!(
        (&off["state"], code(&off)),
        (&json!("intent"), "switched-off")
    );
    assert_eq!(off["can_stop"], true);
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    let stands = profile["stands"].as_str().unwrap();
    assert!(stands.contains("switched off"), "{stands}");
    app.switches(true).await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 2, "the first was turned away");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn a_removal_loses_nothing_and_the_same_company_connected_again_gets_it() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let send = waiting(&app).await;
    app.removes().await;
    let waits = app.get(&format!("/api/sends/{send}")).await.json();
    assert_eq!(
        (&waits["state"], code(&waits)),
        (&json!("intent"), "not-connected")
    );
    // Also over a restart.
    let app = app.restart().await;
    let waits = app.get(&format!("/api/sends/{send}")).await.json();
    assert_eq!(code(&waits), "not-connected");
    app.connects("acme", ADMIN_KEY).await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn a_new_key_of_the_same_company_lets_everything_go_on() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let send = waiting(&app).await;
    let replaced = app.stores("acme", Some(ADMIN_KEY)).await.json();
    assert_eq!(replaced["enabled"], true, "{replaced}");
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn what_has_not_left_ends_when_another_company_is_connected() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let send = waiting(&app).await;
    let before = telling(&app);
    app.removes().await;
    app.connects("globex", ADMIN_KEY).await;
    let ended = app.settled(&send).await;
    assert_eq!(
        (&ended["state"], code(&ended)),
        (&json!("not_sent"), "other-company")
    );
    let advice = ended["problem"]["advice"].as_str().unwrap();
    assert!(advice.contains("“acme”"), "{advice}");
    assert_eq!(telling(&app), before, "the other company was told nothing");
    // The candidate can be sent anew, to the company that is connected now.
    assert_eq!(app.send(HIRED).await["state"], "done");
}

#[tokio::test]
async fn a_lost_answer_is_not_searched_for_in_another_company_but_asked_of_a_person() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let body = app.submission(HIRED, &[]).await;
    let lost = create().drop_after_storing();
    app.sandbox
        .add_fault(lost.delay(Duration::from_millis(300)));
    let accepted = app.post_send(HIRED, "one", &body).await.json();
    let send = accepted["id"].as_str().unwrap();
    app.until(send, |view| view["state"] == "in_flight").await;
    // The search afterwards is held back, again and again.
    let held = Fault::on("GET", "/employees").answer(429);
    let held = held.header("Retry-After", "1").times(1_000);
    app.sandbox.add_fault(held);
    app.until(send, |view| {
        view["state"] == "unknown" && code(view) == "search-waits"
    })
    .await;
    app.removes().await;
    app.sandbox.clear_faults();
    let before = telling(&app);
    app.connects("globex", ADMIN_KEY).await;
    let asked = app.settled(send).await;
    assert_eq!(
        (&asked["state"], code(&asked)),
        (&json!("needs_person"), "other-company")
    );
    assert_eq!(asked["matches"], json!([]));
    assert_eq!(
        telling(&app),
        before,
        "the other company was asked about nobody"
    );
    for decision in [
        json!({ "decision": "look_again" }),
        json!({ "decision": "consider", "employee": "4" }),
    ] {
        let refused = app.resolve(&asked, decision).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(refused.json()["type"], "/problems/other-company");
    }
    app.removes().await;
    app.connects("acme", ADMIN_KEY).await;
    app.resolve(&asked, json!({ "decision": "look_again" }))
        .await;
    assert_eq!(
        app.settled(send).await["state"],
        "done",
        "found where it went"
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn steps_of_an_employee_are_carried_out_in_no_other_company() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let rows = |status| {
        let tables = ["employmentStatus", "jobInfo", "compensation"];
        tables.map(|table| {
            Fault::on("GET", &format!("/employees/*/tables/{table}"))
                .answer(status)
                .header("Retry-After", "1")
                .times(1_000)
        })
    };
    for fault in rows(429) {
        app.sandbox.add_fault(fault);
    }
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| view["state"] == "created").await;
    app.removes().await;
    let before = telling(&app);
    app.connects("globex", ADMIN_KEY).await;
    app.sandbox.clear_faults();
    let asked = app.settled(&send).await;
    assert_eq!(asked["state"], "incomplete", "{asked}");
    assert_eq!(asked["employee"]["url"], "", "no page of the other company");
    let steps = asked["steps"].as_array().unwrap().iter();
    let left = steps.filter(|step| step["problem"]["code"] == "other-company");
    assert!(left.count() > 0, "{asked}");
    assert_eq!(telling(&app), before, "nothing was written there");
    let changes = app.get(&format!("/api/candidates/{HIRED}/changes")).await;
    assert_eq!(changes.json()["type"], "/problems/never-sent");
    let refused = app
        .resolve(&asked, json!({ "decision": "retry_steps" }))
        .await;
    assert_eq!(refused.json()["type"], "/problems/other-company");

    app.removes().await;
    app.connects("acme", ADMIN_KEY).await;
    app.resolve(&asked, json!({ "decision": "retry_steps" }))
        .await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}

#[tokio::test]
async fn switched_off_in_one_proxy_it_sends_nothing_in_another_either() {
    let database = Server::shared().unwrap().database().unwrap();
    let app = TestApp::unconnected_on(Some(database)).await;
    app.connects("acme", ADMIN_KEY).await;
    let other = app.beside().await;
    other.knows_the_company().await;
    let body = app.submission(HIRED, &[]).await;
    // The look before the create takes long: meanwhile it is switched off where nobody sends.
    let look = Fault::on("GET", "/employees").delay(Duration::from_millis(600));
    app.sandbox.add_fault(look);
    let before = telling(&app);
    let accepted = app.post_send(HIRED, "one", &body).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
    let accepted = accepted.json();
    let send = accepted["id"].as_str().unwrap();
    while telling(&app) == before {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    other.switches(false).await;
    let off = app
        .until(send, |view| {
            view["state"] == "intent" && view["problem"]["code"] == "switched-off"
        })
        .await;
    assert_eq!(off["can_stop"], true);
    // It is let go by whoever had it, and nobody takes it up.
    assert_eq!(app.creates(), 0);
    other.switches(true).await;
    assert_eq!(app.settled(send).await["state"], "done");
    assert_eq!(app.creates(), 1);
    assert_eq!(app.employees_with(EMAIL).len(), 1);
    let session = other.get("/api/session").await.json();
    assert_ne!(session["bamboohr"]["status"], "disabled");
}

#[tokio::test]
async fn switched_off_elsewhere_after_the_last_look_it_lets_no_create_call_leave() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    app.in_ledger(
        "CREATE TRIGGER off AFTER UPDATE OF state ON sends WHEN NEW.state = 'in_flight' BEGIN \
         UPDATE connections SET enabled = 0, version = version + 1 WHERE enabled = 1; END",
    )
    .await;
    let send = app.begins(HIRED, &[]).await;
    let off = app
        .until(&send, |view| {
            view["state"] == "intent" && code(view) == "switched-off"
        })
        .await;
    assert_eq!(off["can_stop"], true);
    assert_eq!(app.creates(), 0);
    app.in_ledger("DROP TRIGGER off").await;
    app.switches(true).await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn switched_off_elsewhere_between_two_steps_it_writes_nothing_more() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    app.in_ledger(
        "CREATE TRIGGER off AFTER UPDATE OF state ON send_steps WHEN NEW.state = 'running' BEGIN \
         UPDATE connections SET enabled = 0, version = version + 1 WHERE enabled = 1; END",
    )
    .await;
    let send = app.begins(HIRED, &[]).await;
    app.until(&send, |view| {
        view["state"] == "created" && code(view) == "switched-off"
    })
    .await;
    let writes = || {
        let requests = app.sandbox.requests().into_iter();
        requests.filter(|request| request.method != "GET").count()
    };
    assert_eq!(
        (app.creates(), writes()),
        (1, 1),
        "the create and nothing else"
    );
    app.in_ledger("DROP TRIGGER off").await;
    app.switches(true).await;
    assert_eq!(app.settled(&send).await["state"], "done");
    assert!(writes() > 1);
}
