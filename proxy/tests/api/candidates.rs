//! The list, the profile and the stage.

use axum::http::{Method, StatusCode};
use handoff::{Candidate, CandidateId, Stage};
use serde_json::{Value, json};

use crate::test_app::{HIRED, NOT_HIRED, TestApp};

async fn search(app: &TestApp, search: Value) -> Value {
    let answer = app
        .json(Method::POST, "/api/candidates/search", &search)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    answer.json()
}

fn names(page: &Value) -> Vec<&str> {
    page["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_search_finds_words_in_any_order_and_any_script() {
    let app = TestApp::start().await;
    for (text, name) in [
        ("hartwell amelia", "Amelia Hartwell"),
        ("美咲", "佐藤 美咲"),
        ("соколова", "Александра Соколова"),
        ("CHLOÉ", "Chloé Lefèvre"),
    ] {
        assert_eq!(
            names(&search(&app, json!({ "text": text })).await),
            [name],
            "{text}"
        );
    }
    assert_eq!(
        search(&app, json!({ "text": "nobody at all" })).await["total"],
        0
    );
    assert_eq!(
        search(&app, json!({ "text": "%" })).await["total"],
        0,
        "no wildcard"
    );
}

#[tokio::test]
async fn a_stage_narrows_the_list() {
    let app = TestApp::start().await;
    let page = search(&app, json!({ "stage": "hired" })).await;
    assert!(
        page["candidates"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["stage"] == "hired")
    );
    assert!(page["total"].as_u64().unwrap() >= 20);
}

#[tokio::test]
async fn pages_join_without_gaps_or_repeats_over_thousands() {
    let app = TestApp::start().await;
    let template = app.get(&format!("/api/candidates/{HIRED}")).await.json();
    let template: Candidate = serde_json::from_value(template["candidate"].clone()).unwrap();
    let account = proxy::account::AccountId::local();
    for number in 0..2_000 {
        let id = CandidateId::parse(&format!("many_{number:05}")).unwrap();
        let first_name = Some(format!("Twin {}", number % 7));
        let candidate = Candidate {
            id,
            first_name,
            stage: Stage::Applied,
            ..template.clone()
        };
        app.ledger
            .put_candidates(&account, std::slice::from_ref(&candidate))
            .await
            .unwrap();
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut after = json!(null);
    loop {
        let page = search(&app, json!({ "text": "twin", "after": after })).await;
        assert_eq!(page["total"], 2_000);
        for row in page["candidates"].as_array().unwrap() {
            assert!(
                seen.insert(row["id"].as_str().unwrap().to_owned()),
                "{row} twice"
            );
        }
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(seen.len(), 2_000);
}

#[tokio::test]
async fn a_stage_can_be_changed_and_opens_the_form() {
    let app = TestApp::start().await;
    let stage = |stage: &str| json!({ "stage": stage });
    let path = format!("/api/candidates/{NOT_HIRED}/stage");
    let changed = app.json(Method::PUT, &path, &stage("hired")).await;
    assert_eq!(changed.json()["candidate"]["stage"], "hired");
    assert_eq!(
        app.get(&format!("/api/candidates/{NOT_HIRED}/form"))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        app.json(Method::PUT, &path, &stage("promoted"))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let nobody = app
        .json(Method::PUT, "/api/candidates/nobody/stage", &stage("hired"))
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_is_sorted_by_name_job_or_stage_in_both_directions_and_pages_follow() {
    let app = TestApp::start().await;
    for sort in ["name", "job", "stage"] {
        for descending in [false, true] {
            let mut rows = Vec::new();
            let mut after = json!(null);
            loop {
                let asked = json!({ "sort": sort, "descending": descending, "after": after });
                let page = search(&app, asked).await;
                rows.extend(page["candidates"].as_array().unwrap().clone());
                after = page["next"].clone();
                if after.is_null() {
                    assert_eq!(page["total"], rows.len());
                    break;
                }
            }
            let mut keys: Vec<_> = rows
                .iter()
                .map(|row| {
                    let stage = Stage::from_code(row["stage"].as_str().unwrap()).unwrap();
                    let place = Stage::ALL.iter().position(|step| *step == stage).unwrap();
                    match sort {
                        "name" => String::new(),
                        "job" => row["job_title"].as_str().unwrap().to_lowercase(),
                        _ => place.to_string(),
                    }
                })
                .zip(rows.iter().map(|row| {
                    let name = row["name"].as_str().unwrap().to_lowercase();
                    let letters = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
                    letters.to_owned()
                }))
                .collect();
            if descending {
                keys.reverse();
            }
            assert!(keys.is_sorted(), "{sort}, descending: {descending}");
        }
    }
}

#[tokio::test]
async fn the_history_tells_the_application_the_moves_and_the_send_newest_first() {
    let app = TestApp::start().await;
    let path = format!("/api/candidates/{NOT_HIRED}/stage");
    for stage in ["hired", "hired", "rejected", "hired"] {
        app.json(Method::PUT, &path, &json!({ "stage": stage }))
            .await;
    }
    let changes = [("hireDate", json!("2030-01-07"))];
    let body = app.submission(NOT_HIRED, &changes).await;
    let send = app.post_send(NOT_HIRED, "k", &body).await.json();
    let send = app.settled(send["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "done", "{send}");

    let profile = app
        .get(&format!("/api/candidates/{NOT_HIRED}"))
        .await
        .json();
    let history = profile["history"].as_array().unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|entry| {
            let detail = entry.get("stage").or(entry.get("words"));
            let detail = detail.and_then(Value::as_str).unwrap_or_default();
            format!("{} {detail}", entry["what"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            "sent Everything sent, and compared with what BambooHR has",
            "sent Employee created in BambooHR",
            "sent Sent to BambooHR by Demo admin",
            "moved hired",
            "moved rejected",
            "moved hired",
            "applied "
        ]
    );
    let by = |what: &str| history.iter().find(|entry| entry["what"] == what).unwrap();
    assert_eq!(by("moved")["who"], "Demo admin");
    assert_eq!(by("sent")["who"], json!(null), "the proxy itself");
    assert_eq!(by("sent")["send"], send["id"]);
}
