//! What comes after the create: rows, documents, the photo. Each is looked up before it is done again.

use axum::http::{Method, StatusCode};
use bamboohr_sandbox::{EmployeeRecord, Fault};
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

/// Adds the documents and the photo to what somebody sends.
async fn with_everything(app: &TestApp) -> Value {
    let mut body = app.submission(HIRED, &[]).await;
    body["documents"] = json!([{ "name": "amelia-cv.pdf" }, { "name": "signed-offer.pdf" }]);
    body["photo"] = json!(true);
    body
}

async fn sends_everything(app: &TestApp) -> Value {
    let body = with_everything(app).await;
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    app.settled(accepted["id"].as_str().unwrap()).await
}

fn employee(app: &TestApp) -> EmployeeRecord {
    let [employee] = app.employees_with(EMAIL).try_into().unwrap();
    employee
}

fn holds_everything_once(employee: &EmployeeRecord, name: &str) {
    for table in ["employmentStatus", "jobInfo", "compensation"] {
        assert_eq!(
            employee.tables[table].len(),
            1,
            "{name}: {table}: {employee:?}"
        );
    }
    assert_eq!(employee.files.len(), 2, "{name}: {:?}", employee.files);
    assert!(employee.photo.is_some(), "{name}");
}

#[tokio::test]
async fn status_and_pay_are_rows_documents_and_photo_arrive_and_each_step_says_so() {
    let app = TestApp::start().await;
    let form = app
        .get(&format!("/api/candidates/{HIRED}/form"))
        .await
        .json();
    assert_eq!(form["documents"].as_array().unwrap().len(), 2);
    assert!(
        form["photo"]["size"]["width"].as_u64().unwrap() >= 150,
        "{form}"
    );
    let send = sends_everything(&app).await;
    assert_eq!(send["state"], "done", "{send}");
    holds_everything_once(&employee(&app), "sent");
    let steps: Vec<&str> = send["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            assert_eq!(step["progress"], "done", "{step}");
            step["label"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        steps,
        [
            "Record what is to be sent",
            "Look whether the person is in BambooHR already",
            "Create the employee in BambooHR",
            "Store the employment status",
            "Store the pay",
            "Upload amelia-cv.pdf",
            "Upload signed-offer.pdf",
            "Upload the photo",
            "Read the employee back and compare every value",
        ]
    );
    for line in send["receipt"]["lines"].as_array().unwrap() {
        assert_eq!(line["outcome"]["is"], "stored", "{line}");
    }
}

#[tokio::test]
async fn a_step_whose_answer_was_lost_is_looked_up_and_never_doubled() {
    let rows = || Fault::on("POST", "/employees/*/tables/*");
    let files = || Fault::on("POST", "/employees/*/files");
    let photo = || Fault::on("POST", "/employees/*/photo");
    for (name, fault) in [
        ("row stored, answer lost", rows().drop_after_storing()),
        ("row lost", rows().drop_before_storing()),
        ("row stored, 502", rows().answer(502).after_storing()),
        ("row 500", rows().answer(500)),
        ("file stored, answer lost", files().drop_after_storing()),
        ("file lost", files().drop_before_storing()),
        ("photo stored, answer lost", photo().drop_after_storing()),
        (
            "rows unreadable once",
            Fault::on("GET", "/employees/*/tables/*").answer(500),
        ),
        (
            "row turned away",
            rows().answer(429).header("Retry-After", "1"),
        ),
    ] {
        let app = TestApp::start().await;
        app.sandbox.add_fault(fault);
        let send = sends_everything(&app).await;
        assert_eq!(send["state"], "done", "{name}: {send}");
        holds_everything_once(&employee(&app), name);
        assert_eq!(app.creates(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_refused_step_stops_no_other_and_can_be_tried_again_alone() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(
        Fault::on("POST", "/employees/*/tables/compensation")
            .answer(403)
            .header("X-BambooHR-Error-Message", "No access to pay"),
    );
    let send = sends_everything(&app).await;
    assert_eq!(send["state"], "incomplete", "{send}");
    let failed: Vec<&Value> = send["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["progress"] != "done")
        .collect();
    let [step] = failed.as_slice() else {
        panic!("{failed:?}")
    };
    assert_eq!(step["label"], "Store the pay");
    assert_eq!(step["problem"]["upstream_message"], "No access to pay");
    assert!(employee(&app).photo.is_some(), "the others were done");

    app.resolve(&send, json!({ "decision": "retry_steps" }))
        .await;
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "done", "{send}");
    for line in send["receipt"]["lines"].as_array().unwrap() {
        assert_eq!(line["outcome"]["is"], "stored", "read back again: {line}");
    }
    holds_everything_once(&employee(&app), "tried again");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn a_person_can_go_on_without_a_failed_step_and_the_record_keeps_who_and_why() {
    let app = TestApp::start().await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees/*/files").answer(413).times(9));
    let send = sends_everything(&app).await;
    assert_eq!(send["state"], "incomplete", "{send}");
    let decision = json!({ "decision": "skip_steps", "reason": "uploaded by hand" });
    let send = app.resolve(&send, decision).await.json();
    assert_eq!(send["state"], "done");
    let skipped = send["steps"].as_array().unwrap().iter();
    assert_eq!(
        skipped.filter(|step| step["progress"] == "skipped").count(),
        2
    );
    let newest = &send["history"][0];
    assert_eq!(
        newest["words"],
        "Demo admin decided to go on without the failed steps"
    );
    assert_eq!(newest["reason"], "uploaded by hand");
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    assert_eq!(&profile["history"][0], newest, "the profile tells the same");
}

#[tokio::test]
async fn steps_go_on_after_a_restart_where_they_stood() {
    let app = TestApp::start().await;
    app.sandbox.add_fault(
        Fault::on("POST", "/employees/*/files").delay(std::time::Duration::from_millis(600)),
    );
    let body = with_everything(&app).await;
    let send = app.post_send(HIRED, "k", &body).await.json();
    let send = send["id"].as_str().unwrap();
    app.until(send, |view| view["steps"].to_string().contains("running"))
        .await;
    let app = app.restart().await;
    assert_eq!(app.settled(send).await["state"], "done");
    holds_everything_once(&employee(&app), "after a restart");
    assert_eq!(app.creates(), 1);
}

#[tokio::test]
async fn one_question_that_always_fails_ends_its_step_and_hinders_nobody_else() {
    for fault in [
        Fault::on("GET", "/employees/*/tables/compensation").answer(500),
        Fault::on("GET", "/employees/*/tables/compensation")
            .answer(200)
            .body("<html>"),
        Fault::on("GET", "/meta/lists").answer(500),
    ] {
        let app = TestApp::start().await;
        let (first, second) = (
            app.submission(HIRED, &[]).await,
            app.submission("cand_0002", &[]).await,
        );
        app.looks_after_bamboohr();
        app.sandbox.add_fault(fault.times(10_000));
        let mut ended = Vec::new();
        for (candidate, body) in [(HIRED, &first), ("cand_0002", &second)] {
            let send = app.post_send(candidate, candidate, body).await.json();
            ended.push(app.settled(send["id"].as_str().unwrap()).await);
        }
        for send in ended {
            assert!(
                ["done", "incomplete"].contains(&send["state"].as_str().unwrap()),
                "{send}"
            );
        }
        assert_eq!(app.creates(), 2);
    }
}

#[tokio::test]
async fn a_manager_arrives_beside_a_pay_schedule_and_there_is_one_row_of_the_job() {
    let app = TestApp::start().await;
    let setup = "/api/integrations/bamboohr/setup";
    let preset = json!({ "preset": "with_pay" });
    let preset = app
        .json(Method::POST, &format!("{setup}/preset"), &preset)
        .await;
    let kept = json!({ "version": 0, "setup": preset.json() });
    let kept = app.json(Method::PUT, setup, &kept).await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    let colleagues = json!({ "text": "so" });
    let colleagues = app
        .json(Method::POST, "/api/employees/search", &colleagues)
        .await;
    let manager = colleagues.json()["people"][0]["name"].clone();
    let changes = [
        ("reportsTo", manager.clone()),
        ("paySchedule", json!("Every other week")),
    ];
    let send = app.begins(HIRED, &changes).await;
    let send = app.settled(&send).await;
    assert_eq!(send["state"], "done", "{send}");
    let lines = send["receipt"]["lines"].as_array().unwrap();
    let is_stored = |line: &Value| line["outcome"]["is"] == "stored";
    assert!(lines.iter().all(is_stored), "{send}");
    let employee = employee(&app);
    let [job] = employee.tables["jobInfo"].as_slice() else {
        panic!("{employee:?}")
    };
    assert_eq!(json!(job["reportsTo"]), manager);
    assert_eq!(job["jobTitle"], "Backend Engineer");
}
