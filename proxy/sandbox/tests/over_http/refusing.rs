//! Keys, companies, and the headers every answer carries.

use bamboohr_sandbox::LIMITED_KEY;
use reqwest::StatusCode;
use serde_json::json;

use crate::client::{FORMS, World, all_headers, ann, header, json_of};

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_in_both_forms() {
    let world = World::start().await;
    for form in FORMS {
        let url = format!("{}{form}/employees/0", world.sandbox.url());
        let wrong = world.client.get(&url).basic_auth("not-a-key", Some("x"));
        for request in [world.client.get(&url), wrong] {
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            assert_eq!(
                header(&response, "content-type"),
                "text/html; charset=UTF-8"
            );
            assert_eq!(
                header(&response, "x-bamboohr-error-message"),
                "API key not provided or invalid"
            );
            assert_eq!(
                header(&response, "x-bamboohr-error-messsage"),
                "API key not provided or invalid"
            );
            assert_eq!(
                header(&response, "www-authenticate"),
                "Basic realm=\"https://api.bamboohr.com/acme\""
            );
            assert_eq!(response.text().await.unwrap(), "");
        }
    }
}

#[tokio::test]
async fn who_is_not_found_is_said_twice() {
    let world = World::start().await;
    let response = world.get("/employees/999").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let said = all_headers(&response, "x-bamboohr-error-message");
    assert_eq!(said, ["Employee not found"; 2]);
}

#[tokio::test]
async fn a_company_that_does_not_exist_is_404_with_a_message() {
    let world = World::start().await;
    let response = world.client.get(format!(
        "{}/api/gateway.php/other/v1/employees/0",
        world.sandbox.url()
    ));
    let response = response.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_ne!(header(&response, "x-bamboohr-error-message"), "");
}

#[tokio::test]
async fn the_limited_key_may_neither_add_nor_change_anybody() {
    let world = World::start().await;
    for endpoint in ["/employees", "/employees/4"] {
        let url = format!("{}/api/v1{endpoint}", world.sandbox.url());
        let response = world
            .client
            .post(url)
            .basic_auth(LIMITED_KEY, Some("x"))
            .json(&ann())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{endpoint}");
        assert_eq!(
            header(&response, "x-bamboohr-error-message"),
            "Insufficient permissions",
            "{endpoint}"
        );
    }
    assert!(world.added().is_empty());
}

#[tokio::test]
async fn the_limited_key_sees_names_and_work_emails_only() {
    let world = World::start().await;
    let sofia = json_of(
        world.get_as_limited("/employees/12?fields=firstName,workEmail,homeEmail,hireDate"),
    )
    .await;
    assert_eq!(
        sofia,
        json!({"id": "12", "firstName": "Sofia", "workEmail": "sofia.lindqvist@acme.example"})
    );
    let rows = json_of(world.get_as_limited("/employees/12/tables/compensation")).await;
    let mut columns: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    columns.sort();
    assert_eq!(columns, ["employeeId", "id"]);
    let directory = json_of(world.get_as_limited("/employees/directory")).await;
    assert_eq!(directory["fields"].as_array().unwrap().len(), 3);
    assert_eq!(directory["employees"][0].get("jobTitle"), None);
    let list = json_of(world.get_as_limited("/employees?filter[homeEmail]=example")).await;
    assert_eq!(list["meta"]["total"], 0);
}

#[tokio::test]
async fn every_answer_carries_the_usual_headers_and_a_request_id_of_39_digits() {
    let world = World::start().await;
    let nobody = world
        .client
        .get(format!("{}/api/v1/employees/0", world.sandbox.url()));
    for request in [
        world.get("/employees"),
        world.get("/meta/lists"),
        world.get("/employees/999"),
        world.get("/nonsense"),
        world.post("/employees", &ann()),
        world.post("/meta/lists", &json!({})),
        nobody,
    ] {
        let response = request.send().await.unwrap();
        let request_id = header(&response, "x-request-id");
        assert_eq!(request_id.len(), 39);
        assert!(request_id.bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(header(&response, "cache-control"), "no-cache, private");
        assert_eq!(header(&response, "vary"), "Authorization,User-Agent");
        assert_eq!(header(&response, "server"), "nginx");
    }
}
