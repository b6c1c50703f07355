//! What stands already: what an admin has begun is not dropped, and whoever exists is never called nobody.

use super::*;

const CANDIDATE: &str = "pinpoint-0f8fad5b-d9cb-469f-a165-70867728950e";

#[tokio::test(flavor = "multi_thread")]
async fn what_an_admin_has_entered_for_admins_only_is_not_dropped() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    pinpoint.admin.keeps_for_admins("payRate").await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(400));
    assert_eq!(pinpoint.submits(json!({})).await["success"], false);
    let creates = app.creates();
    let draft = json!({ "entries": { "payRate": "CANARY-1" } }).to_string();
    let path = format!("/api/candidates/{CANDIDATE}/draft");
    let change = json!({ "draft": draft, "version": 0 });
    let kept = pinpoint.admin.asks(Method::PUT, &path, Some(&change)).await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    let result = pinpoint.submits(json!({ "preferredName": "Addie" })).await;
    let words = toast(&result);
    assert!(
        words.contains("only admins see") && words.contains("Nothing was sent"),
        "{words}"
    );
    assert!(!result.to_string().contains("CANARY"), "{result}");
    assert_eq!(app.creates(), creates, "nothing left");
    let profile = pinpoint
        .admin
        .gets(&format!("/api/candidates/{CANDIDATE}"))
        .await
        .json();
    assert!(
        !profile.to_string().contains("Addie"),
        "nothing was brought: {profile}"
    );
    // Without it the way is free.
    let forgotten = json!({ "version": 1 });
    pinpoint
        .admin
        .asks(Method::DELETE, &path, Some(&forgotten))
        .await;
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_was_said_to_be_there_already_is_a_success_and_nothing_begins() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let press = || json!({ "homeEmail": "former.colleague@example.com" });
    let found = pinpoint.submits(press()).await;
    assert!(toast(&found).contains("already"), "{found}");
    let profile = format!("/api/candidates/{CANDIDATE}");
    let profile = pinpoint.admin.gets(&profile).await.json();
    let send = profile["send"]["id"].as_str().unwrap();
    let path = format!("/api/sends/{send}");
    let view = pinpoint.admin.gets(&path).await.json();
    let employee = view["matches"][0]["employee"]["id"].as_str().unwrap();
    let decision =
        json!({ "decision": "already_there", "employee": employee, "version": view["version"] });
    let decided = pinpoint
        .admin
        .posts(&format!("{path}/resolve"), &decision)
        .await;
    assert_eq!(decided.status, StatusCode::OK, "{:?}", decided.body);
    for changes in [press(), json!({ "hireDate": "" })] {
        let again = pinpoint.submits(changes).await;
        assert_eq!(again["success"], true, "{again}");
        let message = again["message"].as_str().unwrap();
        assert!(
            message.contains(&format!("is in BambooHR as employee {employee}")),
            "{message}"
        );
    }
    let sends = pinpoint
        .admin
        .posts("/api/sends/search", &json!({}))
        .await
        .json();
    assert_eq!((&sends["total"], app.creates()), (&json!(1), 0), "{sends}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_employee_of_whom_something_is_missing_is_told_with_what_that_is_and_where_to_go_on() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees/*/tables/*").answer(403));
    let pay = || json!({ "payRate": "60000", "payRate_currency": "EUR", "payType": "Salary", "payPer": "Year" });
    let first = pinpoint.submits(pay()).await;
    assert_eq!(first["success"], true, "{first}");
    let message = first["message"].as_str().unwrap();
    let employee = &app.employees_with("ada@home.example")[0].id;
    assert!(
        message.starts_with(&format!(
            "Ada Byron was added to BambooHR as employee {employee}.\nhttp"
        )),
        "{message}"
    );
    let page = format!("http://127.0.0.1:8081/candidates/{CANDIDATE}/sends/");
    assert!(
        message.contains("Not done: Store ") && message.contains(&page),
        "{message}"
    );
    assert_eq!(
        pinpoint.submits(pay()).await,
        first,
        "pressing again changes nothing"
    );
    let profile = format!("/api/candidates/{CANDIDATE}");
    let send = pinpoint.admin.gets(&profile).await.json()["send"].clone();
    assert_eq!(send["state"], "incomplete", "{send}");
    let path = format!("/api/sends/{}/resolve", send["id"].as_str().unwrap());
    let view = pinpoint
        .admin
        .gets(path.trim_end_matches("/resolve"))
        .await
        .json();
    let again = json!({ "decision": "retry_steps", "version": view["version"] });
    let decided = pinpoint.admin.posts(&path, &again).await;
    assert_eq!(decided.status, StatusCode::OK, "{:?}", decided.body);
    let last = pinpoint.submits(pay()).await;
    let message = last["message"].as_str().unwrap();
    assert!(
        message.contains(&format!("employee {employee}.")) && !message.contains("Not done"),
        "{message}"
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_change_that_failed_does_not_make_nobody_of_somebody() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let first = pinpoint.submits(json!({})).await;
    assert_eq!(first["success"], true, "{first}");
    app.in_ledger(
        "INSERT INTO sends (account, id, candidate, name, search_text, kind, begun_as, employee, state, plan, started_by, \
         company, started_at, changed_at, ended_at, version) \
         SELECT account, '0198c0de-0000-7000-8000-000000000001', candidate, name, search_text, 'update', 'update', employee, \
         'not_sent', plan, started_by, company, started_at + 1, changed_at + 1, ended_at + 1, 1 FROM sends",
    )
    .await;
    let again = pinpoint.submits(json!({ "hireDate": "" })).await;
    assert_eq!(again["message"], first["message"], "{again}");
    assert_eq!(app.creates(), 1);
}
