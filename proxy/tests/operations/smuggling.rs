//! Requests that somebody before us could read differently: whatever is odd about where one ends is refused, and nothing
//! that comes after it on the same connection is taken for a request.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::program::Program;

const PATIENCE: Duration = Duration::from_secs(40);
/// What must never be answered.
const HIDDEN: &str = "GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/// Heads of requests with a body, by what is wrong with them; the hidden request comes after each.
fn heads() -> Vec<(&'static str, String)> {
    let post =
        |headers: &str| format!("POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n");
    let mut heads = vec![
        (
            "both",
            post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
        ),
        (
            "both, the other way round",
            post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n") + "0\r\n\r\n",
        ),
        (
            "two lengths",
            post("Content-Length: 0\r\nContent-Length: 60\r\n"),
        ),
        ("a list of lengths", post("Content-Length: 0, 0\r\n")),
        ("a length with a sign", post("Content-Length: +0\r\n")),
        ("a negative length", post("Content-Length: -1\r\n")),
        ("a length in hexadecimal", post("Content-Length: 0x0\r\n")),
        (
            "a length beyond all numbers",
            post("Content-Length: 99999999999999999999\r\n"),
        ),
        (
            "a length with a blank in it",
            post("Content-Length: 0 0\r\n"),
        ),
        ("an empty length", post("Content-Length: \r\n")),
        (
            "two encodings",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + "0\r\n\r\n",
        ),
        (
            "an encoding that is none",
            post("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n",
        ),
        (
            "chunked and then something",
            post("Transfer-Encoding: chunked, identity\r\n") + "0\r\n\r\n",
        ),
        (
            "an encoding behind a control character",
            post("Transfer-Encoding: \u{b}chunked\r\n") + "0\r\n\r\n",
        ),
        ("a blank before the colon", post("Content-Length : 0\r\n")),
        (
            "an encoding with a blank before the colon",
            post("Transfer-Encoding : chunked\r\n") + "0\r\n\r\n",
        ),
        (
            "a folded header",
            post("X-Folded: a\r\n Transfer-Encoding: chunked\r\n") + "0\r\n\r\n",
        ),
        (
            "a bare carriage return",
            post("X-A: b\rTransfer-Encoding: chunked\r\n"),
        ),
        ("a null", post("X-A: b\0c\r\n")),
        ("a header without a name", post(": x\r\n")),
        ("a header without a colon", post("X-Nothing\r\n")),
        ("two hosts", post("Host: evil.example\r\n")),
        (
            "a chunk with a length that is none",
            post("Transfer-Encoding: chunked\r\n") + "zz\r\nx\r\n0\r\n\r\n",
        ),
        (
            "a chunk with a negative length",
            post("Transfer-Encoding: chunked\r\n") + "-1\r\nx\r\n0\r\n\r\n",
        ),
        (
            "a chunk that is longer than it says",
            post("Transfer-Encoding: chunked\r\n") + "1\r\nxyz\r\n0\r\n\r\n",
        ),
        (
            "a chunk beyond all numbers",
            post("Transfer-Encoding: chunked\r\n") + "fffffffffffffffff\r\nx",
        ),
        (
            "an old version",
            "POST /api/reports HTTP/0.9\r\n\r\n".to_owned(),
        ),
        (
            "a version to come",
            "POST /api/reports HTTP/3.0\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
        ),
        (
            "the beginning of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        ),
        (
            "a blank in the path",
            "GET /a b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
        ),
        (
            "a method that is none",
            "G\u{e9}T / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
        ),
    ];
    heads.push((
        "a header without an end",
        post(&format!("X-Long: {}\r\n", "x".repeat(1_000_000))),
    ));
    heads.push((
        "headers without an end",
        post(&"X-Many: x\r\n".repeat(100_000)),
    ));
    heads.push((
        "a path without an end",
        format!(
            "GET /{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "x".repeat(1_000_000)
        ),
    ));
    heads
}

/// Everything that comes back until the other side is done with it, or it is enough. The other side may wait for more: it is
/// not told that there is none, or it would be done too early to be found out.
async fn answers(address: &str, head: &str, is_enough: fn(&str) -> bool) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The other side may be done before everything was said.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(HIDDEN.as_bytes()).await;
    let mut answer = Vec::new();
    let reading = async {
        while !is_enough(&String::from_utf8_lossy(&answer)) {
            match stream.read_buf(&mut answer).await {
                Ok(0) | Err(_) => break,
                Ok(_) => {}
            }
        }
    };
    tokio::time::timeout(PATIENCE, reading).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn holds_the_description(answer: &str) -> bool {
    answer.contains("\"openapi\"")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_hides_behind_an_odd_request_is_answered() {
    let program = Program::start(&[("PROXY_DEMO", "true")]);
    // The same connection goes on after what is in order.
    let fine = "POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n";
    let both = answers(&program.address, fine, holds_the_description).await;
    assert!(holds_the_description(&both), "{both}");
    let heads = heads();
    let number = heads.len();
    let mut asking = JoinSet::new();
    for (what, head) in heads {
        let address = program.address.clone();
        asking.spawn(async move { (what, answers(&address, &head, |_| false).await) });
    }
    for (what, answers) in asking.join_all().await {
        let statuses = answers.matches("HTTP/1.1 ").count();
        assert!(statuses <= 1, "{what}: {answers:.300}");
        let is_refused = answers.is_empty() || answers.starts_with("HTTP/1.1 4");
        assert!(is_refused, "{what}: {answers:.300}");
        assert!(!holds_the_description(&answers), "{what}");
    }
    println!("smuggling: {number} odd requests, 0 hidden ones answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_another_server_is_sent_away() {
    let program = Program::start(&[("PROXY_DEMO", "true")]);
    for head in [
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET http://127.0.0.1/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
    ] {
        let is_told = |answer: &str| answer.contains("misdirected");
        let answers = answers(&program.address, head, is_told).await;
        assert!(
            answers.starts_with("HTTP/1.1 421"),
            "{head}: {answers:.300}"
        );
    }
}
