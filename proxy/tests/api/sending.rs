//! A send from the form to the receipt.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::test_app::{HIRED, NOT_HIRED, TestApp};

#[tokio::test]
async fn a_hired_candidate_becomes_exactly_one_employee_with_the_sent_values() {
    let app = TestApp::start().await;
    let body = app
        .submission(
            HIRED,
            &[
                ("jobTitle", json!("senior backend engineer")),
                ("city", json!("Bath")),
                ("lastName", json!("Hartwell-Jones")),
            ],
        )
        .await;
    let accepted = app.post_send(HIRED, "k", &body).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED);
    let id = accepted.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(accepted.headers["location"], format!("/api/sends/{id}"));

    let send = app.settled(&id).await;
    assert_eq!(send["state"], "done");
    assert_eq!(send["name"], "Amelia Hartwell-Jones", "as it was sent");
    let employees = app.employees_with("amelia.hartwell@example.com");
    let [employee] = employees.as_slice() else {
        panic!("{employees:?}")
    };
    assert_eq!(send["employee"]["id"], employee.id.as_str());
    assert_eq!(employee.fields["jobTitle"], "Senior Backend Engineer");
    assert_eq!(employee.fields["city"], "Bath");
    assert_eq!(
        employee.status, "Inactive",
        "the hire date is still to come"
    );
    assert_eq!(app.creates(), 1);

    let lines = send["receipt"]["lines"].as_array().unwrap();
    assert_eq!(lines.len(), body["submission"].as_object().unwrap().len());
    for line in lines {
        assert_eq!(line["outcome"]["is"], "stored", "{line}");
    }
}

#[tokio::test]
async fn a_send_is_called_as_the_person_was_sent() {
    let app = TestApp::start().await;
    let send = app
        .begins(HIRED, &[("lastName", json!("Hartwell-Jones"))])
        .await;
    let send = app.settled(&send).await;
    assert_eq!(send["name"], "Amelia Hartwell-Jones");
    let log = app
        .json(Method::POST, "/api/sends/search", &json!({}))
        .await;
    assert_eq!(log.json()["sends"][0]["name"], "Amelia Hartwell-Jones");
}

#[tokio::test]
async fn every_complete_sample_candidate_can_be_sent_and_every_value_is_stored() {
    let app = TestApp::start().await;
    for candidate in ["cand_0002", "cand_0003", "cand_0004"] {
        let body = app.submission(candidate, &[]).await;
        let accepted = app.post_send(candidate, candidate, &body).await;
        assert_eq!(
            accepted.status,
            StatusCode::ACCEPTED,
            "{candidate}: {:?}",
            accepted.body
        );
        let send = app.settled(accepted.json()["id"].as_str().unwrap()).await;
        for line in send["receipt"]["lines"].as_array().unwrap() {
            assert_eq!(line["outcome"]["is"], "stored", "{candidate}: {line}");
        }
    }
}

#[tokio::test]
async fn the_list_and_the_profile_show_where_the_person_is_now() {
    let app = TestApp::start().await;
    app.send(HIRED).await;
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    assert_eq!(profile["send"]["state"], "done");
    let url = profile["send"]["employee"]["url"].as_str().unwrap();
    assert!(
        url.starts_with(&app.sandbox.url()) && url.contains("/employees/employee.php?id="),
        "{url}"
    );
}

#[tokio::test]
async fn nobody_is_sent_before_the_stage_hired() {
    let app = TestApp::start().await;
    let refused = app
        .post_send(NOT_HIRED, "k", &json!({ "submission": {} }))
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["type"], "/problems/not-hired");
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn a_submission_with_mistakes_reaches_nobody_and_names_each() {
    let app = TestApp::start().await;
    let changes = [
        ("firstName", json!("")),
        ("jobTitle", json!("Wizard")),
        ("hireDate", json!("tomorrow")),
    ];
    let body = app.submission(HIRED, &changes).await;
    let refused = app.post_send(HIRED, "k", &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = refused.json();
    let fields: Vec<_> = problem["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["firstName", "hireDate", "jobTitle"]);
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn sixty_four_parallel_sends_of_one_candidate_make_one_employee() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    let keys: Vec<String> = (0..64).map(|number| format!("key-{number}")).collect();
    let mut statuses = Vec::new();
    let attempts = keys.iter().map(|key| app.post_send(HIRED, key, &body));
    for answer in futures_join(attempts).await {
        statuses.push(answer.status);
    }
    assert_eq!(
        statuses
            .iter()
            .filter(|status| **status == StatusCode::ACCEPTED)
            .count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(
        statuses
            .iter()
            .filter(|status| **status == StatusCode::CONFLICT)
            .count(),
        63,
        "{statuses:?}"
    );
    let profile = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    app.settled(profile["send"]["id"].as_str().unwrap()).await;
    assert_eq!(app.creates(), 1);
}

/// Runs all at once on this task.
async fn futures_join<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = futures.map(Box::pin).map(Some).collect();
    let mut done: Vec<Option<F::Output>> = pending.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (slot, output) in pending.iter_mut().zip(&mut done) {
            if let Some(future) = slot
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                (*slot, *output) = (None, Some(value));
            }
        }
        if pending.iter().all(Option::is_none) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn nothing_is_sent_when_it_cannot_be_written_down_first() {
    let app = TestApp::start().await;
    let body = app.submission(HIRED, &[]).await;
    app.ledger.close().await;
    let refused = app.post_send(HIRED, "k", &body).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.json()["type"], "/problems/ledger-unavailable");
    assert_eq!(app.creates(), 0);
}
