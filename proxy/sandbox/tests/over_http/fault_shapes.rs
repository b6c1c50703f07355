//! Faults that change an answer on its way out, and faults that come with the request itself.

use std::time::Duration;

use bamboohr_sandbox::{Fault, settings::ErrorHeader};
use reqwest::Response;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{World, ann, header};

impl World {
    /// Adds Ann with a fault that the request brings along.
    async fn add_ann_with(&self, action: &Value) -> Response {
        let request = self.post("/employees", &ann());
        let request = request.header("X-Sandbox-Fault", action.to_string());
        request.send().await.unwrap()
    }

    /// Everything that comes over a bare socket for a create, until the connection ends.
    async fn raw_create(&self, action: &Value) -> String {
        let mut stream = TcpStream::connect(self.sandbox.address()).await.unwrap();
        let body = ann().to_string();
        let request = format!(
            "POST /api/v1/employees HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {}\r\n\
             X-Sandbox-Fault: {action}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            "c2FuZGJveC1hZG1pbi1rZXk6eA==",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut received = Vec::new();
        stream.read_to_end(&mut received).await.unwrap();
        String::from_utf8(received).unwrap()
    }
}

#[tokio::test]
async fn each_shape_is_played_before_or_after_storing() {
    let page = json!({"html_page": true});
    for (action, status, content_type, stored) in [
        (page.clone(), 502, "text/html; charset=UTF-8", 0),
        (
            json!({"html_page": true, "status": 200}),
            200,
            "text/html; charset=UTF-8",
            0,
        ),
        (
            json!({"html_page": true, "after_storing": true}),
            502,
            "text/html; charset=UTF-8",
            1,
        ),
        (
            json!({"empty_body": true}),
            201,
            "text/html; charset=UTF-8",
            1,
        ),
        (
            json!({"empty_body": true, "status": 201}),
            201,
            "text/html; charset=UTF-8",
            0,
        ),
        (json!({"content_type": "text/html"}), 201, "text/html", 1),
        (json!({"as_xml": true}), 201, "text/xml; charset=UTF-8", 1),
        (json!({"slow_ms": 0}), 201, "application/json", 1),
        (json!({"endless_bytes": 10}), 201, "application/json", 1),
        (
            json!({"status": 200, "body": "{", "content_type": "application/json"}),
            200,
            "application/json",
            0,
        ),
    ] {
        let world = World::start().await;
        let response = world.add_ann_with(&action).await;
        assert_eq!(response.status().as_u16(), status, "{action}");
        assert_eq!(header(&response, "content-type"), content_type, "{action}");
        assert_eq!(header(&response, "x-request-id").len(), 39, "{action}");
        assert_eq!(world.added().len(), stored, "{action}");
    }
}

#[tokio::test]
async fn the_bodies_are_what_they_are_called() {
    for (action, is_it) in [
        (
            json!({"html_page": true}),
            (|text| text.starts_with("<!DOCTYPE html>")) as fn(&str) -> bool,
        ),
        (json!({"empty_body": true}), |text| text.is_empty()),
        (json!({"as_xml": true}), |text| {
            text.contains("<field id=\"lastName\">Lee</field>")
        }),
        (json!({"content_type": "text/html"}), |text| {
            text.starts_with('{') && text.ends_with('}')
        }),
        (json!({"slow_ms": 1}), |text| {
            serde_json::from_str::<Value>(text).is_ok()
        }),
        (json!({"endless_bytes": 20_000}), |text| {
            text.len() > 20_000 && text.ends_with("   ")
        }),
    ] {
        let world = World::start().await;
        let text = world.add_ann_with(&action).await.text().await.unwrap();
        assert!(is_it(&text), "{action}: {text}");
    }
}

#[tokio::test]
async fn a_truncated_answer_promises_more_than_it_sends() {
    for (action, stored) in [
        (json!({"truncated": true}), 1),
        (
            json!({"truncated": true, "status": 201, "body": "0123456789"}),
            0,
        ),
    ] {
        let world = World::start().await;
        let received = world.raw_create(&action).await;
        let (head, body) = received.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let promised = lines.find_map(|line| line.strip_prefix("content-length: "));
        let promised: usize = promised.unwrap().parse().unwrap();
        assert!(body.len() < promised && !body.is_empty(), "{received}");
        assert_eq!(world.added().len(), stored, "{action}");
    }
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").truncated());
    assert!(world.add_ann().await.text().await.is_err());
    assert_eq!(world.added().len(), 1);
}

#[tokio::test]
async fn a_slow_answer_takes_its_time_and_can_be_given_up() {
    let world = World::start().await;
    let hour = Duration::from_secs(3600);
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").slow(hour));
    let response = world.add_ann().await;
    let waiting = tokio::time::timeout(Duration::from_millis(50), response.text());
    assert!(waiting.await.is_err());
    assert_eq!(world.added().len(), 1);

    let for_ever = json!({"slow_ms": u64::MAX, "status": 200, "body": "x"});
    assert_eq!(world.add_ann_with(&for_ever).await.status().as_u16(), 200);
}

#[tokio::test]
async fn a_redirect_leads_elsewhere() {
    for (fault, status) in [
        (
            Fault::on("POST", "/employees").redirect("https://elsewhere.example/"),
            302,
        ),
        (
            Fault::on("POST", "/employees")
                .redirect("https://elsewhere.example/")
                .after_storing(),
            302,
        ),
    ] {
        let world = World::start().await;
        world.sandbox.add_fault(fault);
        let response = world.add_ann().await;
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(header(&response, "location"), "https://elsewhere.example/");
    }
    let world = World::start().await;
    let action = json!({"redirect": "https://elsewhere.example/", "status": 308});
    let response = world.add_ann_with(&action).await;
    assert_eq!(response.status().as_u16(), 308);
}

#[tokio::test]
async fn an_error_may_come_under_one_header_name_only() {
    for (spelling, right, misspelt) in [
        ("misspelt", "", "Duplicate email"),
        ("correct", "Duplicate email", ""),
        ("both", "Duplicate email", "Duplicate email"),
    ] {
        let world = World::start().await;
        world
            .sandbox
            .change_settings(|settings| settings.error_header = ErrorHeader::Misspelt)
            .unwrap();
        world.add_ann().await;
        let response = world.add_ann_with(&json!({"error_header": spelling})).await;
        assert_eq!(
            header(&response, "x-bamboohr-error-message"),
            right,
            "{spelling}"
        );
        assert_eq!(
            header(&response, "x-bamboohr-error-messsage"),
            misspelt,
            "{spelling}"
        );
    }
}

#[tokio::test]
async fn a_fault_of_the_request_is_played_before_the_waiting_ones_and_leaves_them_waiting() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(500));
    let mut statuses = vec![
        world
            .add_ann_with(&json!({"status": 503}))
            .await
            .status()
            .as_u16(),
    ];
    for _ in 0..2 {
        statuses.push(world.add_ann().await.status().as_u16());
    }
    assert_eq!(statuses, [503, 500, 201]);
}

#[tokio::test]
async fn a_fault_of_the_request_that_makes_no_sense_is_told_and_nothing_is_stored() {
    let world = World::start().await;
    for action in [
        json!({}),
        json!("drop"),
        json!({"truncated": true, "slow_ms": 5}),
        json!({"drop": "after_storing", "as_xml": true}),
        json!({"redirect": "x", "status": 200}),
        json!({"html_page": true, "redirect": "x"}),
    ] {
        let response = world.add_ann_with(&action).await;
        assert_eq!(response.status().as_u16(), 400, "{action}");
        let text = response.text().await.unwrap();
        assert!(text.starts_with("X-Sandbox-Fault is no action: "), "{text}");
    }
    assert!(world.added().is_empty());
}

#[tokio::test]
async fn a_request_may_ask_to_be_dropped() {
    let world = World::start().await;
    let request = world.post("/employees", &ann());
    let request = request.header("X-Sandbox-Fault", r#"{"drop":"after_storing"}"#);
    assert!(request.send().await.is_err());
    assert_eq!(world.added().len(), 1);
}
