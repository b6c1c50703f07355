//! The server of an applicant tracking system brings candidates and their documents.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use bamboohr_sandbox::Fault;
use handoff::interface::Role;
use proxy::account::AccountId;
use serde_json::{Value, json};

use crate::test_app::{Answer, Caller, TestApp};

const CANDIDATE: &str = "/api/candidates/ats-17";

async fn joined(app: &TestApp) -> (Caller<'_>, Caller<'_>) {
    let local = AccountId::local();
    let admin = app.signed_in(&local, "ann@acme.example", Role::Admin).await;
    let new = json!({ "name": "Acme ATS", "scopes": ["candidates"] });
    let made = admin.posts("/api/embedding/keys", &new).await.json();
    let server = app.server(made["key"].as_str().unwrap());
    (admin, server)
}

fn rhea() -> Value {
    json!({ "first_name": "Rhea", "last_name": "Voss", "email": "rhea@home.example", "stage": "hired",
            "job": { "title": "Software Engineer" }, "offer": { "start_date": "2027-01-04" } })
}

async fn brings(server: &Caller<'_>, candidate: &Value) -> Answer {
    server.asks(Method::PUT, CANDIDATE, Some(candidate)).await
}

async fn document(server: &Caller<'_>, document: &Value) -> Answer {
    let path = format!("{CANDIDATE}/documents");
    server.asks(Method::PUT, &path, Some(document)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidate_that_is_brought_with_a_resume_and_a_photo_is_sent_with_both() {
    let app = TestApp::behind_doors_connected().await;
    let (admin, server) = joined(&app).await;
    let brought = brings(&server, &rhea()).await;
    assert_eq!(brought.status, StatusCode::CREATED, "{:?}", brought.body);
    let resume = json!({ "name": "resume.pdf", "kind": "Resume", "media_type": "application/pdf",
                         "content": "JVBERi0xLjQK" });
    let kept = document(&server, &resume).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{:?}", kept.body);
    // A list without documents says nothing about them.
    assert_eq!(brings(&server, &rhea()).await.json()["candidate"], "same");

    let form = admin.gets(&format!("{CANDIDATE}/form")).await.json();
    assert_eq!(form["documents"][0]["name"], "resume.pdf", "{form}");
    assert_eq!(form["documents"][0]["bytes"], 9);
    let body = admin.submission("ats-17", &[]).await;
    let mut body = body;
    body["documents"] = json!([{ "name": "resume.pdf" }]);
    let begun = admin.posts(&format!("{CANDIDATE}/sends"), &body).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{:?}", begun.body);
    let sent = admin.settled(begun.json()["id"].as_str().unwrap()).await;
    assert_eq!(sent["state"], "done", "{sent}");
    assert_eq!(app.employees_with("rhea@home.example").len(), 1);
    let uploads = app.sandbox.requests();
    let uploads = uploads
        .iter()
        .filter(|request| request.path.contains("/files"));
    assert!(uploads.filter(|request| request.method == "POST").count() == 1);

    // Which bytes they were is on record, and no name.
    let found = admin.posts("/api/audit/search", &json!({})).await.json();
    let brought = |entry: &&Value| entry["what"].as_str().unwrap().contains("document");
    let entries = found["entries"].as_array().unwrap();
    let document = entries.iter().find(brought).expect("it is on record");
    assert_eq!(document["about"], "ats-17");
    assert!(!found.to_string().contains("resume.pdf"), "{found}");

    // One that says which there are drops the others.
    let mut without = rhea();
    without["documents"] = json!([]);
    assert_eq!(
        brings(&server, &without).await.json()["candidate"],
        "changed"
    );
    let profile = admin.gets(CANDIDATE).await.json();
    assert_eq!(profile["candidate"]["documents"], json!([]));
}

#[tokio::test]
async fn a_change_is_stored_and_a_move_to_another_stage_is_part_of_the_history() {
    let app = TestApp::behind_doors().await;
    let (admin, server) = joined(&app).await;
    let mut candidate = rhea();
    candidate["stage"] = json!("offer");
    assert_eq!(brings(&server, &candidate).await.json()["candidate"], "new");
    let brought = brings(&server, &rhea()).await;
    assert_eq!(brought.status, StatusCode::OK);
    assert_eq!(brought.json()["candidate"], "changed");
    let profile = admin.gets(CANDIDATE).await.json();
    assert_eq!(profile["candidate"]["stage"], "hired");
    let moved = &profile["history"][0];
    assert_eq!(moved["who"], "Acme ATS (server)", "{profile}");
    let found = admin.posts("/api/audit/search", &json!({})).await.json();
    assert!(!found.to_string().contains("Voss"), "{found}");
    assert!(found.to_string().contains("ats-17"), "{found}");
}

#[tokio::test]
async fn what_cannot_be_kept_is_named_by_its_path_and_never_quoted() {
    let app = TestApp::behind_doors().await;
    let (admin, server) = joined(&app).await;
    let changed = |path: &str, value: Value| {
        let mut candidate = rhea();
        *candidate.pointer_mut(path).unwrap() = value;
        candidate
    };
    let mut misspelled = rhea();
    misspelled["firstname"] = json!("CANARY");
    misspelled["job"]["tittle"] = json!("CANARY");
    let mut other = rhea();
    other["id"] = json!("ats-18");
    let mut missing = rhea();
    missing.as_object_mut().unwrap().remove("stage");
    for (candidate, fields) in [
        (changed("/job/title", json!(["CANARY"])), vec!["job.title"]),
        (changed("/stage", json!("CANARY")), vec!["stage"]),
        (misspelled, vec!["firstname", "job.tittle"]),
        (other, vec!["id"]),
    ] {
        let answer = brings(&server, &candidate).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = answer.json();
        let named = told["fields"].as_array().unwrap().iter();
        let named: Vec<_> = named
            .map(|field| field["field"].as_str().unwrap())
            .collect();
        assert_eq!(named, fields, "{told}");
        assert!(!told.to_string().contains("CANARY"), "{told}");
    }
    let answer = brings(&server, &missing).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = "/api/candidates/a%20b";
    let answer = server.asks(Method::PUT, path, Some(&rhea())).await;
    assert_eq!(answer.json()["fields"][0]["field"], "id");
    assert_eq!(admin.gets(CANDIDATE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_document_is_for_a_candidate_who_is_there_and_is_one() {
    let app = TestApp::behind_doors().await;
    let (_, server) = joined(&app).await;
    let good = json!({ "name": "resume.pdf", "kind": "Resume", "media_type": "application/pdf", "content": "eA==" });
    let nobodys = document(&server, &good).await;
    assert_eq!(nobodys.status, StatusCode::NOT_FOUND);
    brings(&server, &rhea()).await;
    for (field, value) in [
        ("name", "../../etc/passwd"),
        ("name", ""),
        ("kind", ""),
        ("media_type", ""),
        ("media_type", "application/pdf\r\nX-Evil: 1"),
        ("content", "not base64!"),
        ("content", ""),
    ] {
        let mut bad = good.clone();
        bad[field] = json!(value);
        let answer = document(&server, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert_eq!(answer.json()["fields"][0]["field"], field);
    }
    // As large as BambooHR takes, and one byte more.
    let sized = |bytes: usize| {
        let mut large = good.clone();
        large["content"] = json!(base64(bytes));
        large
    };
    let largest = 20 * 1024 * 1024;
    let kept = document(&server, &sized(largest)).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{:?}", kept.body);
    let over = document(&server, &sized(largest + 1)).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    let far_over = document(&server, &sized(largest + 1024 * 1024)).await;
    assert_eq!(far_over.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Elsewhere the limit is the usual one.
    let mut large = rhea();
    large["first_name"] = json!("x".repeat(300 * 1024));
    let large = brings(&server, &large).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// So many zero bytes in base64.
fn base64(bytes: usize) -> String {
    let rest = match bytes % 3 {
        1 => "AA==",
        2 => "AAA=",
        _ => "",
    };
    "AAAA".repeat(bytes / 3) + rest
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_goes_out_as_it_was_whatever_is_brought_meanwhile() {
    let app = TestApp::behind_doors_connected().await;
    let (admin, server) = joined(&app).await;
    brings(&server, &rhea()).await;
    let resume = json!({ "name": "resume.pdf", "kind": "Resume", "media_type": "application/pdf",
                         "content": "JVBERi0xLjQK" });
    document(&server, &resume).await;
    let slow = Fault::on("POST", "/employees").delay(Duration::from_millis(500));
    app.sandbox.add_fault(slow);
    let mut body = admin.submission("ats-17", &[]).await;
    body["documents"] = json!([{ "name": "resume.pdf" }]);
    let begun = admin
        .posts(&format!("{CANDIDATE}/sends"), &body)
        .await
        .json();

    let mut other = resume.clone();
    other["content"] = json!("b3RoZXI=");
    let refused = document(&server, &other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{:?}", refused.body);
    assert!(refused.problem().contains("under-way"));
    let mut without = rhea();
    without["documents"] = json!([]);
    assert_eq!(brings(&server, &without).await.status, StatusCode::OK);
    let away = server.asks(Method::DELETE, CANDIDATE, None).await;
    assert_eq!(away.status, StatusCode::CONFLICT);

    let sent = admin.settled(begun["id"].as_str().unwrap()).await;
    assert_eq!(sent["state"], "done", "{sent}");
    let employee = sent["employee"]["id"].as_str().unwrap();
    let there = app.employees_with("rhea@home.example");
    let sizes: Vec<_> = there[0].files.iter().map(|file| file.size).collect();
    assert_eq!(sizes, [9]);
    // When it is over, everything can be brought, and taken away.
    let away = server.asks(Method::DELETE, CANDIDATE, None).await;
    assert_eq!(away.status, StatusCode::NO_CONTENT);
    let again = server.asks(Method::DELETE, CANDIDATE, None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let path = format!("/api/sends/{}", sent["id"].as_str().unwrap());
    let kept = admin.gets(&path).await.json();
    assert_eq!(kept["employee"]["id"], employee);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_not_lost_when_the_candidate_is_brought_at_the_same_moment() {
    let app = TestApp::behind_doors().await;
    let (admin, server) = joined(&app).await;
    brings(&server, &rhea()).await;
    for round in 0..30 {
        let name = format!("{round}.pdf");
        let file = json!({ "name": name, "kind": "Other", "media_type": "application/pdf", "content": "eA==" });
        let mut changed = rhea();
        changed["phone"] = json!(round.to_string());
        let (kept, brought) = tokio::join!(document(&server, &file), brings(&server, &changed));
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
        assert!(brought.status.is_success());
        let profile = admin.gets(CANDIDATE).await.json();
        let documents = profile["candidate"]["documents"].as_array().unwrap();
        assert_eq!(documents.len(), round + 1, "{profile}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn few_documents_are_taken_in_at_once_and_the_others_are_told_when_to_come_back() {
    let app = TestApp::behind_doors().await;
    let (_, server) = joined(&app).await;
    brings(&server, &rhea()).await;
    // The body never ends, so each holds its turn.
    let path = format!("{CANDIDATE}/documents");
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(app.begins_to_send(&server, &path));
    }
    let waiting = async {
        loop {
            let small = json!({ "name": "a.pdf", "kind": "Other", "media_type": "application/pdf", "content": "eA==" });
            let answer = document(&server, &small).await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                return answer;
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(20), waiting).await;
    assert!(told.unwrap().headers.contains_key("retry-after"));
    held.into_iter().for_each(|held| held.abort());
}
