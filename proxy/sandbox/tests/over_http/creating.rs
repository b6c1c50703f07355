//! Adding and changing people.

use bamboohr_sandbox::ADMIN_KEY;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{FORMS, World, all_headers, ann, header};

#[tokio::test]
async fn a_new_person_is_answered_with_201_a_location_on_the_form_that_was_called_and_an_echo() {
    for form in FORMS {
        for slash in ["", "/"] {
            let world = World::start().await;
            let url = format!("{}{form}/employees", world.sandbox.url());
            let request = world
                .client
                .post(format!("{url}{slash}"))
                .basic_auth(ADMIN_KEY, Some("x"))
                .json(&ann());
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::CREATED);
            assert_eq!(header(&response, "location"), format!("{url}/118"));
            assert_eq!(header(&response, "content-type"), "application/json");
            let expected = json!({
                "id": "118", "firstName": "Ann", "lastName": "Lee", "status": "Active", "homeEmail": "ann@example.com",
            });
            assert_eq!(response.json::<Value>().await.unwrap(), expected);
            assert_eq!(world.added().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_duplicate_email_is_409_and_says_so_in_two_header_lines_of_each_spelling() {
    let world = World::start().await;
    world.add_ann().await;
    let response = world.add_ann().await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(
        all_headers(&response, "X-BambooHR-Error-Message"),
        ["Duplicate email"; 2]
    );
    assert_eq!(
        all_headers(&response, "X-BambooHR-Error-Messsage"),
        ["Duplicate email"; 2]
    );
    assert_eq!(
        header(&response, "content-type"),
        "text/html; charset=UTF-8"
    );
    assert_eq!(response.text().await.unwrap(), "");
    assert_eq!(world.added().len(), 1);
}

#[tokio::test]
async fn a_bad_body_is_400_and_a_bad_value_409() {
    let world = World::start().await;
    for (body, status) in [
        ("{\"firstName\":", 400),
        ("[]", 400),
        (r#"{"firstName":"Ann"}"#, 400),
        (
            r#"{"firstName":"Ann","lastName":"Lee","hireDate":"1 December"}"#,
            409,
        ),
        (
            r#"{"firstName":"Ann","lastName":"Lee","country":"USA"}"#,
            409,
        ),
        (
            r#"{"firstName":"Ann","lastName":"Lee","city":"Leeds"}"#,
            409,
        ),
        (
            r#"{"firstName":"Ann","lastName":"Lee","payRate":"27,000"}"#,
            409,
        ),
    ] {
        let url = format!("{}/api/v1/employees", world.sandbox.url());
        let request = world
            .client
            .post(url)
            .basic_auth(ADMIN_KEY, Some("x"))
            .body(body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{body}");
        assert_ne!(header(&response, "x-bamboohr-error-message"), "", "{body}");
        assert_eq!(response.text().await.unwrap(), "", "{body}");
    }
    assert!(world.added().is_empty());
}

#[tokio::test]
async fn an_archived_option_is_dropped_and_the_person_is_added_all_the_same() {
    let world = World::start().await;
    let mut body = ann();
    body["jobTitle"] = json!("Webmaster");
    body["department"] = json!("engineering");
    let response = world.post("/employees", &body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    let person = &world.added()[0];
    assert!(!person.fields.contains_key("jobTitle"));
    assert_eq!(person.fields["department"], "Engineering");
    assert_eq!(person.tables["jobInfo"].len(), 1);
}

#[tokio::test]
async fn an_update_echoes_the_person_and_what_was_changed() {
    let world = World::start().await;
    world.add_ann().await;
    let body = json!({"workPhone": "020 5550 0100", "nonsense": 1});
    let response = world.post("/employees/118/", &body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let expected = json!({
        "id": "118", "firstName": "Ann", "lastName": "Lee", "status": "Active", "workPhone": "020 5550 0100",
    });
    assert_eq!(response.json::<Value>().await.unwrap(), expected);
    assert_eq!(world.added()[0].fields["homeEmail"], "ann@example.com");
}
