//! Who may see the pages and use the test interface: this computer, and no website.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use reqwest::{Method, StatusCode};

use crate::client::{World, ann};

const PLACES: [&str; 11] = [
    "/",
    "/requests",
    "/settings",
    "/nowhere",
    "/employees/employee.php?id=4",
    "/employees/photos/?id=4",
    "/authorize.php",
    "/_sandbox/requests",
    "/_sandbox/keys",
    "/api/v1/employees/4",
    "/token.php",
];

impl World {
    async fn status_for(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> StatusCode {
        let url = format!("{}{path}", self.sandbox.url());
        let mut request = self.client.request(method, url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap().status()
    }
}

#[tokio::test]
async fn a_host_that_is_not_this_computer_sees_nothing() {
    let world = World::start().await;
    for path in PLACES {
        for host in [
            "evil.example",
            "evil.example:8090",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[::2]",
            "",
        ] {
            let status = world.status_for(Method::GET, path, &[("Host", host)]).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{host} {path}");
        }
        for host in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1:8090",
            "127.1.2.3",
            "[::1]:8090",
        ] {
            let status = world.status_for(Method::GET, path, &[("Host", host)]).await;
            assert_ne!(status, StatusCode::FORBIDDEN, "{host} {path}");
        }
    }
}

#[tokio::test]
async fn a_website_adds_nobody_with_the_key_that_everybody_knows() {
    let world = World::start().await;
    let add = || world.post("/employees", &ann());
    for (name, value) in [
        ("Host", "evil.example"),
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("X-BambooHR-Signature", "a webhook's"),
    ] {
        let answer = add().header(name, value).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(world.added().is_empty());
    assert_eq!(add().send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_website_changes_nothing_through_the_test_interface() {
    let world = World::start().await;
    world.add_ann().await;
    let own = world.sandbox.url();
    for (method, path) in [
        (Method::POST, "/_sandbox/reset"),
        (Method::DELETE, "/_sandbox/faults"),
        (Method::DELETE, "/_sandbox/keys/admin"),
        (Method::PUT, "/_sandbox/settings"),
    ] {
        for origin in [
            "https://evil.example",
            "null",
            "http://127.0.0.1",
            "http://localhost:1",
        ] {
            let headers = [("Origin", origin)];
            let status = world.status_for(method.clone(), path, &headers).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{origin} {method} {path}");
        }
    }
    assert_eq!(world.added().len(), 1);
    let read = [("Origin", "https://evil.example")];
    let status = world
        .status_for(Method::GET, "/_sandbox/clock", &read)
        .await;
    assert_eq!(status, StatusCode::OK, "a browser keeps this to itself");
    let status = world
        .status_for(Method::POST, "/_sandbox/reset", &[("Origin", &own)])
        .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert!(world.added().is_empty());
}

#[tokio::test]
async fn a_request_without_a_host_must_be_older_than_the_header() {
    let world = World::start().await;
    let address = world.sandbox.address();
    let first_line = |version: &'static str| {
        tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(
                stream,
                "GET /_sandbox/clock HTTP/{version}\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer.lines().next().unwrap_or_default().to_owned()
        })
    };
    assert!(first_line("1.0").await.unwrap().contains(" 200 "));
    assert!(first_line("1.1").await.unwrap().contains(" 403 "));
}
