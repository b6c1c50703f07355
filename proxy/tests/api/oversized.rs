//! Bodies that are too large, too deep, or nothing at all: refused at once, with words, on every route that takes one.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::every_route::{Ids, PAGE, rows};
use crate::test_app::TestApp;

/// Far above what refusing takes, far below what reading such a thing whole would.
const AT_ONCE: Duration = Duration::from_secs(2);

/// Bodies by what is wrong with them.
fn bodies(largest: usize) -> Vec<(&'static str, String)> {
    let deep = 100_000;
    vec![
        ("deep lists", "[".repeat(deep)),
        ("deep objects", "{\"a\":".repeat(deep.min(largest / 8))),
        ("deep and closed", "[".repeat(50_000) + &"]".repeat(50_000)),
        (
            "deep in a known field",
            format!("{{\"submission\":{}", "{\"a\":".repeat(10_000)),
        ),
        (
            "a text without an end",
            format!("{{\"stage\":\"{}", "x".repeat(200_000)),
        ),
        ("a number without an end", "9".repeat(100_000)),
        ("a number that is none", "1e999999999".to_owned()),
        (
            "many members",
            format!("{{{}\"x\":1}}", "\"a\":1,".repeat(30_000)),
        ),
        ("half a letter", "\"\\ud800\"".to_owned()),
        ("nothing", String::new()),
        ("no JSON", "\u{0}\u{1}\u{feff}".to_owned()),
        ("too large by a byte", " ".repeat(largest + 1)),
        ("far too large", " ".repeat(largest * 4)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_or_too_deep_is_refused_at_once_on_every_route() {
    let app = TestApp::start().await;
    let ids = Ids::made_by(&app, &app.caller(None)).await;
    let (mut sent, mut slowest) = (0, Duration::ZERO);
    for row in rows().into_iter().filter(|row| row.method != Method::GET) {
        // One of 28 MB is enough of that kind.
        let largest = row.largest_body.min(300 * 1024);
        for (what, body) in bodies(largest) {
            if row.largest_body > largest && what.contains("too large") {
                continue;
            }
            let request = Request::builder()
                .method(row.method.clone())
                .uri(ids.path(&row))
                .header("host", "127.0.0.1:8081")
                .header("content-type", "application/json")
                .header("idempotency-key", format!("large-{sent}"));
            let request = match row.access {
                proxy::access::Access::Server(_) => {
                    request.header("authorization", format!("Bearer {}", ids.key.1))
                }
                _ => request,
            };
            let began = Instant::now();
            let answer = app.request(request.body(Body::from(body)).unwrap()).await;
            let took = began.elapsed();
            slowest = slowest.max(took);
            assert!(took < AT_ONCE, "{what} took {took:?}: {row:?}");
            // Those that take no body do what they do.
            let takes_none = answer.status.is_success() || answer.status == StatusCode::NOT_FOUND;
            assert!(
                answer.status.is_client_error() || takes_none,
                "{what} {row:?} {}",
                answer.status
            );
            sent += 1;
        }
    }
    println!("oversized: {sent} bodies, the slowest refusal took {slowest:?}");
    // The page that may show the frame is still the same one.
    let embedding = app.get("/api/embedding").await.json();
    assert_eq!(embedding["origins"], serde_json::json!([PAGE]));
}
