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

#[tokio::test]
async fn pay_of_a_type_that_cannot_be_paid_so_is_409_on_create_and_on_update() {
    let world = World::start().await;
    let mut person = ann();
    person["payType"] = json!("hourly");
    person["payRate"] = json!("30");
    person["payPer"] = json!("year");
    let refused = world.post("/employees", &person).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    person["payPer"] = json!("hour");
    let created = world.post("/employees", &person).send().await.unwrap();
    assert_eq!(created.status(), StatusCode::CREATED);
    let update = json!({"payType": "Salary"});
    let refused = world.post("/employees/118", &update).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let update = json!({"payType": "Piece Rate", "payPer": "Piece"});
    let updated = world.post("/employees/118", &update).send().await.unwrap();
    assert_eq!(updated.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_answer_begins_with_the_id_however_the_sandbox_was_built() {
    let world = World::start().await;
    let text = world.add_ann().await.text().await.unwrap();
    assert!(
        text.starts_with(r#"{"id":"118","firstName":"Ann","lastName":"Lee""#),
        "{text}"
    );
}

#[tokio::test]
async fn an_id_has_one_spelling() {
    let world = World::start().await;
    for id in ["+5", "005", " 5", "5.0"] {
        let answer = world.get(&format!("/employees/{id}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{id}");
    }
}
