//! Webhooks: a receiver on this machine hears of a new person, and can check who speaks.

use std::time::Duration;

use hmac::{Hmac, Mac as _};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::client::{World, header};

/// For a message that never comes; one that does takes no time.
const PATIENCE: Duration = Duration::from_secs(10);

/// The next request to arrive, answered with 200: its head in lower case, and its body.
async fn receive(listener: &TcpListener) -> (String, String) {
    let accepted = tokio::time::timeout(PATIENCE, listener.accept()).await;
    let (mut stream, _) = accepted.expect("a message").unwrap();
    let mut read = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.unwrap();
        assert_ne!(length, 0, "the message broke off");
        read.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_lowercase();
        let announced: usize = value_of(&head, "content-length").parse().unwrap();
        if body.len() == announced {
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
            return (head, body.to_owned());
        }
    }
}

fn value_of(head: &str, name: &str) -> String {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    let (_, value) = lines.find(|(known, _)| *known == name).unwrap();
    value.to_owned()
}

#[tokio::test]
async fn a_receiver_is_told_of_the_creation_and_then_of_the_update_with_a_signature() {
    let world = World::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let webhook = json!({
        "name": "New people", "url": format!("http://{}/hook", listener.local_addr().unwrap()),
        "events": ["employee.created", "employee.updated"], "monitorFields": ["homeEmail", "hireDate"],
    });
    let made = world.post("/webhooks", &webhook).send().await.unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let made: Value = made.json().await.unwrap();
    let key = made["privateKey"].as_str().unwrap();

    world.add_ann().await;
    for (event, changed) in [
        ("employee.created", Value::Null),
        ("employee.updated", json!(["homeEmail"])),
    ] {
        let (head, body) = receive(&listener).await;
        assert!(head.starts_with("post /hook http/1.1\r\n"), "{head}");
        let message: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(message["type"], event);
        assert_eq!(message["data"]["employeeId"], "118");
        assert_eq!(message["data"]["changedFields"], changed);
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(body.as_bytes());
        // The head was put into lower case, and the timestamp with it.
        let timestamp = value_of(&head, "x-bamboohr-timestamp").to_uppercase();
        mac.update(timestamp.as_bytes());
        let signature: Vec<String> = mac
            .finalize()
            .into_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(value_of(&head, "x-bamboohr-signature"), signature.concat());
    }
}

#[tokio::test]
async fn mistakes_in_a_webhook_are_told_in_the_body() {
    let world = World::start().await;
    let webhook = json!({
        "name": "x", "url": "https://example.com/hook", "events": ["employee.created"],
    });
    let refused = world.post("/webhooks", &webhook).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert_eq!(header(&refused, "content-type"), "application/json");
    let told: Value = refused.json().await.unwrap();
    assert_eq!(told["errors"].as_array().unwrap().len(), 1);
}
