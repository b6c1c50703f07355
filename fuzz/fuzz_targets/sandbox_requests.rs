//! Requests to the sandbox. The first bytes choose an endpoint, a content type and the length of the query;
//! the rest is query and body. A handler that panics answers 500, which the sandbox never does otherwise.

#![no_main]

use std::cell::OnceCell;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use bamboohr_sandbox::{SandboxState, router};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

/// Method and path; `QUERY` stands for what the input says.
const ENDPOINTS: [(&str, &str); 25] = [
    ("POST", "/api/v1/employees"),
    ("POST", "/api/v1/employees/4"),
    ("GET", "/api/v1/employees/4?fields=QUERY&onlyCurrent=false"),
    ("GET", "/api/v1/employees?QUERY"),
    ("GET", "/api/v1/employees/changed?since=QUERY"),
    ("GET", "/api/v1/employees/directory?QUERY"),
    ("DELETE", "/api/v1/employees/QUERY"),
    ("GET", "/api/v1/employees/4/tables/QUERY"),
    ("POST", "/api/v1_1/employees/4/tables/jobInfo"),
    ("POST", "/api/v1_1/employees/4/tables/compensation"),
    ("POST", "/api/v1_1/employees/5/tables/employmentStatus"),
    ("POST", "/api/v1_1/employees/4/tables/jobInfo/QUERY"),
    ("POST", "/api/v1/employees/4/files"),
    ("POST", "/api/v1/employees/4/photo"),
    ("GET", "/api/v1/employees/4/files/view"),
    ("POST", "/api/v1/employees/files/categories"),
    ("PUT", "/api/v1/meta/lists/17"),
    ("PUT", "/api/v1/meta/lists/QUERY"),
    ("GET", "/api/v1/meta/countries/options?isoCode=QUERY"),
    ("GET", "/api/v1/meta/provinces/QUERY"),
    ("POST", "/api/v2/datasets/employee/data"),
    ("POST", "/api/v1/webhooks"),
    ("POST", "/token.php?request=token"),
    ("PUT", "/_sandbox/keys/fuzz"),
    ("GET", "/QUERY"),
];

const CONTENT_TYPES: [&str; 5] = [
    "application/json",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "",
];

thread_local! {
    static SANDBOX: OnceCell<(Runtime, Router)> = const { OnceCell::new() };
}

fuzz_target!(|input: &[u8]| {
    let [endpoint, content_type, length, rest @ ..] = input else {
        return;
    };
    let (method, path) = ENDPOINTS[usize::from(*endpoint) % ENDPOINTS.len()];
    let (query, body) = rest.split_at(usize::from(*length % 64).min(rest.len()));
    let path = path.replace("QUERY", &String::from_utf8_lossy(query));
    let request = Request::builder()
        .method(method)
        .uri(&path)
        .header("host", "localhost")
        .header("content-type", CONTENT_TYPES[usize::from(*content_type) % CONTENT_TYPES.len()])
        .header("accept", if length % 2 == 0 { "application/json" } else { "*/*" })
        // The administrator's sample key.
        .header("authorization", "Basic c2FuZGJveC1hZG1pbi1rZXk6eA==")
        .body(Body::from(body.to_vec()));
    let Ok(request) = request else { return };
    SANDBOX.with(|sandbox| {
        let (runtime, router) = sandbox.get_or_init(|| {
            let runtime = Builder::new_current_thread().enable_all().build();
            (runtime.expect("a runtime"), router(SandboxState::new()))
        });
        let Ok(answer) = runtime.block_on(router.clone().oneshot(request));
        assert_ne!(answer.status().as_u16(), 500, "{method} {path}");
    });
});
