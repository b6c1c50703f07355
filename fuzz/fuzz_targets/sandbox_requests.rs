//! Requests to the sandbox: the first line is method and path, the second the content type, the rest the
//! body. A handler that panics answers 500, which the sandbox never does otherwise.

#![no_main]

use std::cell::OnceCell;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use bamboohr_sandbox::{SandboxState, router};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

thread_local! {
    static SANDBOX: OnceCell<(Runtime, Router)> = const { OnceCell::new() };
}

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(3, |&byte| byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (first, content_type, body) = (line(), line(), line());
    let Ok(first) = std::str::from_utf8(first) else {
        return;
    };
    let (method, path) = first.split_once(' ').unwrap_or((first, ""));
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/{path}"))
        .header("content-type", content_type)
        .header("accept", if body.len() % 2 == 0 { "application/json" } else { "*/*" })
        // The administrator's sample key.
        .header("authorization", "Basic c2FuZGJveC1hZG1pbi1rZXk6eA==")
        .body(Body::from(body.to_vec()));
    let Ok(request) = request else { return };
    SANDBOX.with(|sandbox| {
        let (runtime, router) = sandbox.get_or_init(|| {
            let runtime = Builder::new_current_thread().enable_time().build();
            (runtime.expect("a runtime"), router(SandboxState::new()))
        });
        let Ok(answer) = runtime.block_on(router.clone().oneshot(request));
        assert_ne!(answer.status().as_u16(), 500, "{first}");
    });
});
