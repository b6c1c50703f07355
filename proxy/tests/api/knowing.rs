//! What the form already knows: options that were chosen before, managers, states, and what was typed.

use axum::http::{Method, StatusCode};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

/// Hired, with a job title that is no option of the company.
async fn with_an_odd_title(app: &TestApp, title: &str) {
    for candidate in ["cand_0001", "cand_0002"] {
        let mut profile = app
            .get(&format!("/api/candidates/{candidate}"))
            .await
            .json();
        profile["candidate"]["job"]["title"] = json!(title);
        let changed: handoff::Candidate =
            serde_json::from_value(profile["candidate"].clone()).unwrap();
        let account = proxy::account::AccountId::local();
        app.ledger
            .put_candidates(&account, &[changed])
            .await
            .unwrap();
    }
}

fn field<'a>(form: &'a Value, id: &str) -> &'a Value {
    let sections = form["sections"].as_array().unwrap().iter();
    let mut fields = sections.flat_map(|section| section["fields"].as_array().unwrap());
    fields
        .find(|field| field["id"] == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

async fn form(app: &TestApp, candidate: &str) -> Value {
    let form = app.get(&format!("/api/candidates/{candidate}/form")).await;
    assert_eq!(form.status, StatusCode::OK, "{:?}", form.body);
    form.json()
}

#[tokio::test]
async fn what_was_chosen_for_words_that_are_no_option_is_remembered_and_can_be_forgotten() {
    let app = TestApp::start().await;
    with_an_odd_title(&app, "Backend Engineer II").await;
    let first = form(&app, "cand_0001").await;
    let title = field(&first, "jobTitle");
    assert_eq!(title["found"], "Backend Engineer II", "{title}");
    assert!(
        title["prefill"].is_null(),
        "nothing is chosen silently: {title}"
    );

    let chosen = [("jobTitle", json!("Backend Engineer"))];
    let send = app.begins("cand_0001", &chosen).await;
    app.settled(&send).await;
    let second = form(&app, "cand_0002").await;
    let title = field(&second, "jobTitle");
    assert_eq!(title["prefill"]["entry"], "Backend Engineer", "{title}");
    assert_eq!(title["prefill"]["found"], "Backend Engineer II", "{title}");

    let view = app.get("/api/integrations/bamboohr/setup").await.json();
    let remembered = &view["remembered"][0];
    assert_eq!(remembered["label"], "Job Title", "{remembered}");
    assert_eq!(remembered["option"], "Backend Engineer");
    let forget = json!({ "field": "jobTitle", "found": "backend engineer ii" });
    let path = "/api/integrations/bamboohr/choices/forget";
    let forgotten = app.json(Method::POST, path, &forget).await;
    assert_eq!(forgotten.json()["remembered"], json!([]));
    let third = form(&app, "cand_0002").await;
    assert!(field(&third, "jobTitle")["prefill"].is_null());
}

#[tokio::test]
async fn an_option_is_added_in_bamboohr_only_when_an_admin_allows_it_and_only_the_candidates_words()
{
    let app = TestApp::start().await;
    with_an_odd_title(&app, "Growth Hacker").await;
    let add = |option: &str| {
        let body = json!({ "field": "jobTitle", "option": option });
        let app = &app;
        async move {
            app.json(
                Method::POST,
                &format!("/api/candidates/{HIRED}/options"),
                &body,
            )
            .await
        }
    };
    assert_eq!(add("Growth Hacker").await.status, StatusCode::FORBIDDEN);

    let path = "/api/integrations/bamboohr/setup";
    let mut setup = app.get(path).await.json()["setup"].clone();
    setup["may_add_options"] = json!(true);
    let kept = app
        .json(Method::PUT, path, &json!({ "version": 0, "setup": setup }))
        .await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    assert_eq!(field(&form(&app, HIRED).await, "jobTitle")["can_add"], true);
    assert_eq!(add("Something Else").await.status, StatusCode::CONFLICT);

    let added = add("Growth Hacker").await;
    assert_eq!(added.status, StatusCode::OK, "{:?}", added.body);
    assert_eq!(added.json()["prefill"]["entry"], "Growth Hacker");
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "done", "{send}");
    let [employee] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    assert_eq!(employee.fields["jobTitle"], "Growth Hacker");
}

#[tokio::test]
async fn managers_are_found_by_words_and_states_by_country() {
    let app = TestApp::start().await;
    let search = |text: &str| {
        let body = json!({ "text": text });
        let app = &app;
        async move { app.json(Method::POST, "/api/employees/search", &body).await }
    };
    assert_eq!(search("").await.json()["people"], json!([]));
    let somebody = app.sandbox.employees();
    let somebody = somebody.iter().find(|one| one.status == "Active").unwrap();
    let found = search(&somebody.fields["lastName"]).await;
    assert_eq!(found.status, StatusCode::OK, "{:?}", found.body);
    assert!(!found.json()["people"].as_array().unwrap().is_empty());

    let states = json!({ "country": "US" });
    let states = app
        .json(Method::POST, "/api/places/states", &states)
        .await
        .json();
    assert!(states.as_array().unwrap().len() > 40, "{states}");
    let nowhere = json!({ "country": "Atlantis" });
    let nowhere = app.json(Method::POST, "/api/places/states", &nowhere).await;
    assert_eq!(nowhere.json(), json!([]));
}

#[tokio::test]
async fn a_photo_is_shown_as_a_picture_written_anew() {
    let app = TestApp::start().await;
    let photo = app.get(&format!("/api/candidates/{HIRED}/photo")).await;
    assert_eq!(photo.status, StatusCode::OK);
    assert_eq!(photo.headers["content-type"], "image/jpeg");
    assert_eq!(photo.headers["cache-control"], "private, no-store");
    assert!(photo.body.starts_with(&[0xff, 0xd8, 0xff]));
    let nobody = app.get("/api/candidates/nobody/photo").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_draft_is_kept_sealed_and_never_overwritten_unseen() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let path = format!("/api/candidates/{HIRED}/draft");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let put = |draft: &str, version: u64| {
        let body = json!({ "draft": draft, "version": version });
        let (app, path) = (&app, path.clone());
        async move { app.json(Method::PUT, &path, &body).await }
    };
    let first = put("{\"city\":\"Canarytown\"}", 0).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    let first = first.json();
    assert_eq!(
        (&first["version"], &first["is_mine"], &first["is_fresh"]),
        (&json!(1), &json!(true), &json!(true))
    );
    let late = put("{\"city\":\"Elsewhere\"}", 0).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.json()["type"], "/problems/changed-meanwhile");
    assert_eq!(put("{\"city\":\"Later\"}", 1).await.json()["version"], 2);
    assert_eq!(app.get(&path).await.json()["draft"], "{\"city\":\"Later\"}");

    let account = proxy::account::AccountId::local();
    let id = handoff::CandidateId::parse(HIRED).unwrap();
    let stored = app.ledger.draft(&account, &id).await.unwrap().unwrap();
    assert!(
        !stored.sealed.contains("Later"),
        "the ledger cannot read it"
    );

    // Starting over ends what was seen and nothing newer.
    let drop = |version: u64| {
        let (app, path, seen) = (&app, path.clone(), json!({ "version": version }));
        async move { app.json(Method::DELETE, &path, &seen).await.status }
    };
    assert_eq!(drop(1).await, StatusCode::CONFLICT);
    assert_eq!(drop(2).await, StatusCode::NO_CONTENT);
    assert_eq!(drop(2).await, StatusCode::NO_CONTENT);
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(put("{\"city\":\"Later\"}", 0).await.json()["version"], 1);

    // A send that fails leaves it where it is, and somebody who was sent leaves none.
    let creating = Fault::on("POST", "/employees");
    app.sandbox.add_fault(creating.answer(409));
    let refused = app.begins(HIRED, &[]).await;
    assert_eq!(app.settled(&refused).await["state"], "refused");
    assert_eq!(app.get(&path).await.json()["draft"], "{\"city\":\"Later\"}");
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "done", "{send}");
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
    let late = put("{\"city\":\"Late\"}", 0).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{:?}", late.body);
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
}
