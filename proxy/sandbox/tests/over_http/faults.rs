//! Faults: answers instead of the usual one, delays, and connections that end without a byte.

use std::time::{Duration, Instant};

use bamboohr_sandbox::Fault;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{World, ann, header};

impl World {
    async fn post_fault(&self, fault: &Value) -> reqwest::Response {
        let url = format!("{}/_sandbox/faults", self.sandbox.url());
        self.client
            .post(url)
            .body(fault.to_string())
            .send()
            .await
            .unwrap()
    }

    /// Adds Ann over a bare socket.
    async fn send_raw_create(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.sandbox.address()).await.unwrap();
        let body = ann().to_string();
        let request = format!(
            "POST /api/v1/employees HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {}\r\nContent-Length: {}\r\n\r\n{body}",
            "c2FuZGJveC1hZG1pbi1rZXk6eA==",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }
}

/// Everything the other side sends until it closes.
async fn read_to_the_end(mut stream: TcpStream) -> Vec<u8> {
    let mut received = Vec::new();
    stream.read_to_end(&mut received).await.unwrap();
    received
}

/// Waits until the state is reached; a test that never reaches it fails.
async fn until(mut is_reached: impl FnMut() -> bool) {
    let wait = async {
        let mut turns = tokio::time::interval(Duration::from_millis(2));
        while !is_reached() {
            turns.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .expect("the state is reached");
}

#[tokio::test]
async fn a_drop_before_storing_sends_no_byte_and_stores_nobody() {
    let world = World::start().await;
    let fault =
        json!({"method": "POST", "path": "/employees", "action": {"drop": "before_storing"}});
    assert_eq!(
        world.post_fault(&fault).await.status(),
        StatusCode::NO_CONTENT
    );
    let received = read_to_the_end(world.send_raw_create().await).await;
    assert_eq!(received, b"");
    assert!(world.added().is_empty());
    assert_eq!(world.sandbox.requests()[0].status, None);
}

#[tokio::test]
async fn a_drop_after_storing_sends_no_byte_and_the_person_is_there() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    let received = read_to_the_end(world.send_raw_create().await).await;
    assert_eq!(received, b"");
    assert_eq!(world.added().len(), 1);
    assert_eq!(world.sandbox.requests()[0].status, None);
}

#[tokio::test]
async fn a_client_sees_a_dropped_connection_as_an_error_and_the_next_request_works() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    assert!(world.post("/employees", &ann()).send().await.is_err());
    assert_eq!(world.add_ann().await.status(), StatusCode::CONFLICT);
    assert_eq!(world.added().len(), 1);
}

#[tokio::test]
async fn without_a_fault_the_bare_socket_gets_its_answer() {
    let world = World::start().await;
    let mut stream = world.send_raw_create().await;
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 201");
}

#[tokio::test]
async fn a_status_is_answered_with_its_headers_and_body_and_nothing_is_stored() {
    let world = World::start().await;
    let action = json!({"status": 503, "headers": {"Retry-After": "2", "Server": "proxy"}, "body": "<h1>Down</h1>"});
    world
        .post_fault(&json!({"method": "POST", "path": "/employees", "action": action}))
        .await;
    let response = world.add_ann().await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&response, "retry-after"), "2");
    assert_eq!(header(&response, "server"), "proxy");
    assert_eq!(header(&response, "x-request-id").len(), 39);
    assert_eq!(response.text().await.unwrap(), "<h1>Down</h1>");
    assert!(world.added().is_empty());
    assert_eq!(world.sandbox.requests()[0].status, Some(503));
}

#[tokio::test]
async fn a_status_may_be_answered_after_storing() {
    let world = World::start().await;
    let fault = json!({"method": "POST", "path": "/employees", "action": {"status": 500, "after_storing": true}});
    world.post_fault(&fault).await;
    assert_eq!(
        world.add_ann().await.status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
    assert_eq!(world.added().len(), 1);
}

#[tokio::test]
async fn a_fault_runs_out_after_its_count_and_the_next_one_follows() {
    let world = World::start().await;
    world.post_fault(&json!({"method": "GET", "path": "/employees/*", "action": {"status": 500}, "count": 2})).await;
    world.sandbox.add_fault(
        Fault::on("*", "/employees/4")
            .answer(429)
            .header("Retry-After", "1"),
    );
    let mut statuses = Vec::new();
    for endpoint in [
        "/employees/4",
        "/employees",
        "/employees/5/",
        "/employees/4",
        "/employees/4",
    ] {
        statuses.push(world.get(endpoint).send().await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [500, 200, 500, 429, 200]);
}

#[tokio::test]
async fn faults_can_be_cleared() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("*", "/employees").answer(500).times(100));
    let url = format!("{}/_sandbox/faults", world.sandbox.url());
    assert_eq!(
        world.client.delete(url).send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(world.add_ann().await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_is_refused_with_a_sentence() {
    let world = World::start().await;
    let fault = json!({"method": "POST", "path": "/employees", "action": {"status": 500, "drop": "after_storing"}});
    let response = world.post_fault(&fault).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let text = response.text().await.unwrap();
    assert!(
        text.starts_with("This is not a fault: a fault either answers with a status or drops"),
        "{text}"
    );
    assert_eq!(world.add_ann().await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_delay_is_waited_before_the_usual_answer() {
    let world = World::start().await;
    let fault = json!({"method": "POST", "path": "/employees", "action": {"delay_ms": 300}});
    world.post_fault(&fault).await;
    let before = Instant::now();
    let response = world.add_ann().await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert!(before.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_delay_after_storing_lets_the_person_be_seen_before_the_answer_comes() {
    let world = World::start().await;
    let long = Duration::from_secs(600);
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").delay(long).after_storing());
    let stream = world.send_raw_create().await;
    until(|| world.added().len() == 1).await;
    assert_eq!(world.sandbox.requests()[0].status, None);
    drop(stream);
}

#[tokio::test]
async fn a_request_is_carried_out_even_when_the_caller_hangs_up_meanwhile() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").delay(Duration::from_millis(100)));
    let stream = world.send_raw_create().await;
    until(|| world.sandbox.requests().len() == 1).await;
    drop(stream);
    until(|| world.added().len() == 1).await;
}

#[tokio::test]
async fn waiting_faults_are_told_in_words() {
    let world = World::start().await;
    let fault =
        json!({"method": "POST", "path": "/employees", "action": {"drop": "after_storing"}});
    world
        .control("POST", "/faults", &fault)
        .send()
        .await
        .unwrap();
    let request = world.control("GET", "/faults", &json!(null));
    let waiting: Vec<String> = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(!waiting[0].is_empty());
    world
        .control("DELETE", "/faults", &json!(null))
        .send()
        .await
        .unwrap();
    let request = world.control("GET", "/faults", &json!(null));
    let waiting: Vec<String> = request.send().await.unwrap().json().await.unwrap();
    assert!(waiting.is_empty());
}
