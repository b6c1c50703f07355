//! What goes along: the category and the sharing that were chosen, and the square of the photo.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

const EMAIL: &str = "amelia.hartwell@example.com";

/// A form that knows where documents can be put, which is learned in the background.
async fn form_with_categories(app: &TestApp) -> Value {
    let checked = app
        .json(Method::POST, "/api/connection/check", &json!({}))
        .await;
    assert_eq!(checked.status, StatusCode::OK);
    let form = app
        .get(&format!("/api/candidates/{HIRED}/form"))
        .await
        .json();
    assert!(!form["categories"].as_array().unwrap().is_empty(), "{form}");
    form
}

fn category(form: &Value, name: &str) -> String {
    let categories = form["categories"].as_array().unwrap();
    let found = categories.iter().find(|category| category["name"] == name);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn documents_go_into_the_chosen_category_and_are_shared_only_when_that_was_chosen() {
    let app = TestApp::start().await;
    let form = form_with_categories(&app).await;
    let signed = category(&form, "Signed Documents");
    let resumes = category(&form, "Resumes and Applications");
    let offered = &form["documents"][0];
    assert_eq!(offered["name"], "amelia-cv.pdf");
    assert_eq!(offered["category"], resumes.as_str(), "where it belongs");

    let mut body = app.submission(HIRED, &[]).await;
    body["documents"] = json!([
        { "name": "amelia-cv.pdf", "category": signed, "share": true },
        { "name": "signed-offer.pdf" },
    ]);
    body["photo"] = json!(true);
    body["crop"] = json!({ "left": 0, "top": 0, "side": 150 });
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    let send = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "done", "{send}");

    let [employee] = app.employees_with(EMAIL).try_into().unwrap();
    let stored: Vec<(&str, String, bool)> = employee
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.category.to_string(), file.shared))
        .collect();
    let expected = [
        ("amelia-cv.pdf", signed.clone(), true),
        ("signed-offer.pdf", signed, false),
    ];
    assert_eq!(stored, expected);
    assert!(employee.photo.is_some());
}

#[tokio::test]
async fn a_category_or_a_square_that_is_not_there_is_said_before_anything_is_sent() {
    let app = TestApp::start().await;
    form_with_categories(&app).await;
    let mut body = app.submission(HIRED, &[]).await;
    body["documents"] = json!([{ "name": "amelia-cv.pdf", "category": "99" }]);
    let refused = app.post_send(HIRED, "k", &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["type"], "/problems/no-such-category");

    body["documents"] = json!([]);
    body["photo"] = json!(true);
    body["crop"] = json!({ "left": 0, "top": 0, "side": 149 });
    let refused = app.post_send(HIRED, "k2", &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["type"], "/problems/not-in-the-photo");
    assert_eq!(app.creates(), 0);
}

#[tokio::test]
async fn a_category_that_was_closed_meanwhile_is_said_at_its_document_and_the_rest_arrives() {
    let app = TestApp::start().await;
    let form = form_with_categories(&app).await;
    let signed = category(&form, "Signed Documents");
    let mut body = app.submission(HIRED, &[]).await;
    body["documents"] = json!([{ "name": "amelia-cv.pdf", "category": signed }]);
    let key = bamboohr_sandbox::Key {
        files: bamboohr_sandbox::Files::See,
        ..bamboohr_sandbox::Key::administrator(bamboohr_sandbox::ADMIN_KEY)
    };
    app.sandbox.set_key("admin", key).unwrap();
    let accepted = app.post_send(HIRED, "k", &body).await.json();
    let send = app.settled(accepted["id"].as_str().unwrap()).await;
    assert_eq!(send["state"], "incomplete", "{send}");
    assert_eq!(send["problem"]["code"], "incomplete", "{send}");
    assert_eq!(app.employees_with(EMAIL).len(), 1);
}
