//! The switches: read and changed over HTTP and from Rust, and what they do on the wire.

use bamboohr_sandbox::settings::{
    EmptyDates, ErrorHeader, Location, OtherContentType, WriteAnswer,
};
use bamboohr_sandbox::{Sandbox, Scenario, Settings, settings::LockOut};
use serde_json::{Value, json};

use crate::client::{World, all_headers, ann, header, json_of};

#[tokio::test]
async fn settings_are_read_replaced_and_patched() {
    let world = World::start().await;
    let read = json_of(world.control("GET", "/settings", &json!({}))).await;
    assert_eq!(read, serde_json::to_value(Settings::default()).unwrap());

    let patch = json!({"location": "web_app", "payroll": {"schedules": ["Twice a month"]}});
    let patched = json_of(world.control("PATCH", "/settings", &patch)).await;
    assert_eq!(patched["location"], "web_app");
    assert_eq!(patched["payroll"]["required"], "new");
    let replaced =
        json_of(world.control("PUT", "/settings", &json!({"empty_dates": "null"}))).await;
    assert_eq!(
        (&replaced["location"], &replaced["empty_dates"]),
        (&json!("api"), &json!("null"))
    );
    let expected = Settings {
        empty_dates: EmptyDates::Null,
        ..Settings::default()
    };
    assert_eq!(world.sandbox.settings(), expected);
    world.sandbox.reset();
    assert_eq!(world.sandbox.settings(), Settings::default());
}

#[tokio::test]
async fn settings_that_do_not_exist_are_refused_with_a_sentence_and_change_nothing() {
    let world = World::start().await;
    for (method, body) in [
        ("PUT", json!({"locaton": "api"})),
        ("PATCH", json!({"location": "moon"})),
        ("PATCH", json!({"lock_out": {"after": 0, "seconds": 1}})),
        ("PATCH", json!("location")),
    ] {
        let response = world
            .control(method, "/settings", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), 400, "{body}");
        let text = response.text().await.unwrap();
        assert!(text.starts_with("These are not settings: "), "{text}");
    }
    let nonsense = |settings: &mut Settings| {
        settings.lock_out = Some(LockOut {
            after: 0,
            seconds: 1,
        });
    };
    assert!(world.sandbox.change_settings(nonsense).is_err());
    assert_eq!(world.sandbox.settings(), Settings::default());
}

#[tokio::test]
async fn the_location_of_a_new_person_is_in_the_api_or_in_the_web_app() {
    for (form, path) in [
        (Location::Api, "/api/v1/employees/118"),
        (Location::WebApp, "/employees/employee.php?id=118"),
    ] {
        let world = World::start().await;
        world
            .sandbox
            .change_settings(|settings| settings.location = form)
            .unwrap();
        let location = header(&world.add_ann().await, "location");
        assert_eq!(location, format!("{}{path}", world.sandbox.url()));
    }
}

#[tokio::test]
async fn writes_can_be_answered_without_a_body() {
    let world = World::with_settings(|settings| {
        settings.create_answer = WriteAnswer::Empty;
        settings.update_answer = WriteAnswer::Empty;
    })
    .await;
    let update = world.post("/employees/4", &json!({"homePhone": "1"}));
    for (request, status) in [(world.post("/employees", &ann()), 201), (update, 200)] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(
            header(&response, "content-type"),
            "text/html; charset=UTF-8"
        );
        assert_eq!(response.text().await.unwrap(), "");
    }
    assert_eq!(world.added().len(), 1);
}

#[tokio::test]
async fn the_text_of_an_error_is_under_the_names_that_are_set() {
    for (spelling, right, misspelt) in [
        (ErrorHeader::Both, 2, 2),
        (ErrorHeader::Misspelt, 0, 2),
        (ErrorHeader::Correct, 2, 0),
    ] {
        let world = World::start().await;
        world
            .sandbox
            .change_settings(|settings| settings.error_header = spelling)
            .unwrap();
        world.add_ann().await;
        let response = world.add_ann().await;
        assert_eq!(response.status().as_u16(), 409);
        for (name, count) in [
            ("x-bamboohr-error-message", right),
            ("x-bamboohr-error-messsage", misspelt),
        ] {
            assert_eq!(
                all_headers(&response, name),
                vec!["Duplicate email"; count],
                "{spelling:?}"
            );
        }
        let nowhere = format!("{}/api/v9/x", world.sandbox.url());
        let response = world.client.get(nowhere).send().await.unwrap();
        let has_right = !all_headers(&response, "x-bamboohr-error-message").is_empty();
        assert_eq!(has_right, right > 0, "{spelling:?}");
    }
}

#[tokio::test]
async fn a_company_may_keep_its_directory_to_itself() {
    let world = World::with_settings(|settings| settings.directory_shared = false).await;
    let response = world.get("/employees/directory").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 403);
    assert_eq!(
        header(&response, "x-bamboohr-error-message"),
        "Directory disabled for this account"
    );
    assert_eq!(response.text().await.unwrap(), "");
}

#[tokio::test]
async fn a_date_that_is_not_set_is_zeros_or_null() {
    let world = World::start().await;
    let read = async || json_of(world.get("/employees/4?fields=dateOfBirth")).await;
    assert_eq!(read().await["dateOfBirth"], "0000-00-00");
    world
        .sandbox
        .change_settings(|settings| settings.empty_dates = EmptyDates::Null)
        .unwrap();
    assert_eq!(read().await["dateOfBirth"], Value::Null);
}

#[tokio::test]
async fn a_full_account_answers_429_without_a_time_to_wait() {
    let world = World::with_settings(|settings| settings.employee_limit = Some(1)).await;
    let response = world.add_ann().await;
    assert_eq!(response.status().as_u16(), 429);
    assert_eq!(header(&response, "retry-after"), "");
    assert_eq!(
        header(&response, "x-bamboohr-error-message"),
        "Employee limit reached"
    );
}

#[tokio::test]
async fn missing_payroll_fields_are_400() {
    let world = World::with_settings(|settings| {
        settings.payroll.schedules = vec!["Twice a month".to_owned()];
    })
    .await;
    let mut body = ann();
    body["paySchedule"] = json!("Twice a month");
    let response = world.post("/employees", &body).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
    let message = header(&response, "x-bamboohr-error-message");
    assert!(
        message.contains("zipcode") && message.contains("ssn or ein"),
        "{message}"
    );
}

#[tokio::test]
async fn a_body_of_another_content_type_is_guessed_at_or_refused() {
    let json = r#"{"firstName":"Ann","lastName":"Lee"}"#;
    let xml =
        r#"<employee><field id="firstName">Ann</field><field id="lastName">Lee</field></employee>"#;
    for (setting, statuses) in [
        (OtherContentType::Guess, [201, 201, 400]),
        (OtherContentType::Refuse, [415, 415, 415]),
    ] {
        let world = World::start().await;
        world
            .sandbox
            .change_settings(|settings| settings.other_content_type = setting)
            .unwrap();
        let url = format!("{}/api/v1/employees", world.sandbox.url());
        let mut answered = Vec::new();
        for body in [json, xml, "firstName=Ann"] {
            let request = world
                .client
                .post(&url)
                .basic_auth("sandbox-admin-key", Some("x"));
            let request = request.header("Content-Type", "text/plain").body(body);
            answered.push(request.send().await.unwrap().status().as_u16());
        }
        assert_eq!(answered, statuses, "{setting:?}");
    }
}

#[tokio::test]
async fn settings_of_the_start_outlive_a_reset_and_must_make_sense() {
    let patched = |patch: Value| {
        Sandbox::builder()
            .scenario(Scenario::Busy)
            .settings_json(patch)
    };
    let world = World::of(patched(json!({"rate_limit": {"burst": 99}}))).await;
    world
        .sandbox
        .change_settings(|settings| settings.rate_limit = None)
        .unwrap();
    world.sandbox.reset();
    assert_eq!(world.sandbox.settings().rate_limit.unwrap().burst, 99);

    for patch in [
        json!({"rate_limit": {"burst": 0}}),
        json!({"x": 1}),
        json!(null),
    ] {
        let error = patched(patch.clone()).start().await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput, "{patch}");
        assert!(
            error.to_string().starts_with("These are not settings: "),
            "{error}"
        );
    }
    let key = bamboohr_sandbox::Key::limited("");
    let error = Sandbox::builder()
        .key("audit", key)
        .start()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("audit is not a key: "),
        "{error}"
    );
}

#[tokio::test]
async fn two_changes_at_once_do_not_undo_each_other() {
    let world = World::start().await;
    for round in 0..50 {
        let (lag, seconds) = (json!(round), json!(100 + round));
        let lag = json!({"visibility_lag_seconds": lag});
        let seconds = json!({"access_token_seconds": seconds});
        let change = |body: &Value| world.control("PATCH", "/settings", body).send();
        let (first, second) = tokio::join!(change(&lag), change(&seconds));
        assert!(first.unwrap().status().is_success() && second.unwrap().status().is_success());
        let settings = world.sandbox.settings();
        assert_eq!(settings.visibility_lag_seconds, round);
        assert_eq!(settings.access_token_seconds, 100 + round);
    }
}
