//! The pages for people.

use reqwest::StatusCode;
use serde_json::json;

use crate::client::{World, ann, header};

async fn page(world: &World, path: &str) -> (StatusCode, String) {
    let response = world
        .client
        .get(format!("{}{path}", world.sandbox.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        header(&response, "content-type"),
        "text/html; charset=utf-8"
    );
    (response.status(), response.text().await.unwrap())
}

#[tokio::test]
async fn the_first_page_shows_everybody_with_the_newest_on_top() {
    let world = World::start().await;
    world.add_ann().await;
    let (status, html) = page(&world, "/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<title>BambooHR sandbox</title>"));
    assert!(html.contains(r#"<meta http-equiv="refresh" content="3">"#));
    assert!(html.contains("It is not BambooHR"));
    let link = r#"<a href="/employees/employee.php?id=118">Ann Lee</a>"#;
    let position = |text: &str| {
        html.find(text)
            .unwrap_or_else(|| panic!("{text} is missing in {html}"))
    };
    assert!(position(link) < position("Rafael Duarte"));
    assert!(position("just now") < position("from the start"));
}

#[tokio::test]
async fn an_employees_page_shows_fields_and_rows() {
    let world = World::start().await;
    let mut body = ann();
    body["jobTitle"] = json!("Recruiter");
    body["hireDate"] = json!("2999-01-04");
    world.post("/employees", &body).send().await.unwrap();
    let (status, html) = page(&world, "/employees/employee.php?id=118").await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "Ann Lee",
        "ann@example.com",
        "Inactive",
        "jobInfo",
        "Recruiter",
        "2999-01-04",
    ] {
        assert!(html.contains(text), "{text}");
    }
}

#[tokio::test]
async fn what_people_are_called_stays_text() {
    let world = World::start().await;
    let script = "<script>alert(1)</script>";
    let body =
        json!({"firstName": script, "lastName": "\"O'Neil\" & Co", "customCandidateID": script});
    world.post("/employees", &body).send().await.unwrap();
    for path in [
        "/",
        "/employees/employee.php?id=118",
        "/employees/employee.php?id=%3Cscript%3E",
    ] {
        let (_, html) = page(&world, path).await;
        assert!(!html.contains("<script"), "{path}");
        assert!(html.contains("&lt;script&gt;"), "{path}");
    }
}

#[tokio::test]
async fn a_person_who_is_not_there_has_a_404_page() {
    let world = World::start().await;
    for path in ["/employees/employee.php?id=999", "/employees/employee.php"] {
        let (status, html) = page(&world, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(html.contains("No such employee"), "{path}");
    }
}
