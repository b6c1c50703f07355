//! Whatever comes as JSON is answered in the shape that Pinpoint reads, and whatever does not is refused: never with an
//! error of ours, and soon.

use std::time::{Duration, Instant};

use serde_json::Map;

use super::*;

const BODIES: usize = 150;
const SEED: u64 = 20;
/// Far above what an answer takes on a busy machine.
const SOON: Duration = Duration::from_secs(10);

/// Keys that mean something, so that generated bodies get far.
const KEYS: [&str; 16] = [
    "configurationValues",
    "formFields",
    "key",
    "value",
    "applicationUuid",
    "firstName",
    "homeEmail",
    "hireDate",
    "country",
    "state",
    "jobTitle",
    "payRate",
    "cv",
    "documents",
    "companyDomain",
    "connectionCode",
];
const TEXTS: [&str; 14] = [
    "",
    " ",
    "Ada",
    "ada@home.example",
    "2027-03-01",
    "2027-03-01T00:00:00Z",
    "US",
    "{{candidate_email}}",
    "60000",
    "\u{0}",
    "data:application/pdf;base64,JVBERi0x",
    "https://127.0.0.1/x",
    "https://pinpointhq.com.evil.example/x",
    "é\u{202e}x",
];

fn anything(random: &mut fastrand::Rng, depth: usize) -> Value {
    match random.usize(..if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => Value::from(random.bool()),
        2 => Value::from(random.i64(..)),
        3 => Value::from(random.f64()),
        4 | 5 => Value::from(random.choice(TEXTS).unwrap()),
        6 => (0..random.usize(..4))
            .map(|_| anything(random, depth - 1))
            .collect(),
        7 => pairs(random, depth - 1),
        _ => {
            let members = (0..random.usize(..5)).map(|_| {
                let key = random.choice(KEYS).unwrap().to_owned();
                (key, anything(random, depth - 1))
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

fn pairs(random: &mut fastrand::Rng, depth: usize) -> Value {
    let pair = |random: &mut fastrand::Rng| {
        let key = random.choice(KEYS).unwrap();
        json!({ "key": key, "value": anything(random, depth) })
    };
    (0..random.usize(..8)).map(|_| pair(random)).collect()
}

fn call(random: &mut fastrand::Rng) -> Value {
    if random.u8(..4) == 0 {
        return anything(random, 4);
    }
    let configuration = match random.u8(..3) {
        0 => anything(random, 3),
        1 => pairs(random, 2),
        _ => json!([]),
    };
    json!({ "configurationValues": configuration, "formFields": pairs(random, 3), "generatedUuid": anything(random, 1) })
}

fn is_meta(answer: &Value) -> bool {
    answer["key"] == "exportCandidate"
        && answer["submitEndpoint"].is_string()
        && answer["formFields"].is_array()
}

fn is_result(answer: &Value) -> bool {
    let is_told = match answer["success"].as_bool() {
        Some(true) => {
            answer["message"].is_string()
                && answer.get("errors").is_none()
                && answer.get("toast").is_none()
        }
        Some(false) => answer["toast"]["error"].is_string() && answer.get("message").is_none(),
        None => false,
    };
    answer["key"] == "exportCandidate" && answer["resultVersion"] == "1.0.0" && is_told
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_as_json_is_answered_in_the_shape_that_pinpoint_reads() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let mut random = fastrand::Rng::with_seed(SEED);
    for number in 0..BODIES {
        let body = call(&mut random).to_string();
        let code = [("x-connection-code", pinpoint.code.as_str())];
        let headers = &code[..random.usize(..=1)];
        for (path, is_shape) in [
            (
                "/",
                (|answer: &Value| answer["actions"].is_array()) as fn(&Value) -> bool,
            ),
            (META, is_meta),
            (SUBMIT, is_result),
        ] {
            let began = Instant::now();
            let (status, answer) = asked(&pinpoint.plugin, path, headers, body.clone()).await;
            assert_eq!(status, StatusCode::OK, "{number} {path} {body}: {answer}");
            assert!(is_shape(&answer), "{number} {path} {body}: {answer}");
            assert!(began.elapsed() < SOON, "{number} {path} {body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_too_deep_too_large_or_elsewhere_is_refused() {
    let app = TestApp::behind_doors_connected().await;
    let plain = PluginSettings::read("[dialect]\nalways_ok = false").unwrap();
    let pinpoint = Pinpoint::of(&app, &AccountId::local(), "ann@acme.example", plain).await;
    let code = [("x-connection-code", pinpoint.code.as_str())];
    for body in ["{", " [1,", &"[".repeat(100_000), &"{\"a\":".repeat(10_000)] {
        for (path, is_shape) in [(META, is_meta as fn(&Value) -> bool), (SUBMIT, is_result)] {
            let (status, answer) = asked(&pinpoint.plugin, path, &code, body.to_owned()).await;
            assert_eq!(status, StatusCode::OK, "{path} {answer}");
            assert!(is_shape(&answer), "{path} {answer}");
            assert!(answer.to_string().contains("cannot be read"), "{answer}");
        }
    }
    for body in ["a=b&c=d", "\u{0}", "<x/>"] {
        for path in [META, SUBMIT] {
            let (status, problem) = asked(&pinpoint.plugin, path, &code, body.to_owned()).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{path} {problem}");
            assert_eq!(problem["type"], "/problems/malformed");
        }
        let (status, _) = asked(&pinpoint.plugin, "/", &[], body.to_owned()).await;
        assert_eq!(status, StatusCode::OK, "what it is depends on nothing");
    }
    let large = " ".repeat(54 * 1024 * 1024);
    let (status, problem) = asked(&pinpoint.plugin, SUBMIT, &code, large).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{problem}");
    for path in [
        "/api/session",
        "/export",
        "/export/meta/",
        "/healthz",
        "/index.html",
        "/lists/department",
    ] {
        let (status, problem) = asked(&pinpoint.plugin, path, &code, "{}".to_owned()).await;
        assert_eq!(
            (status, &problem["type"]),
            (StatusCode::NOT_FOUND, &json!("/problems/not-found")),
            "{path}"
        );
    }
    let got = Request::get(META)
        .header("host", "x")
        .body(Body::empty())
        .unwrap();
    let got = pinpoint.plugin.clone().oneshot(got).await.unwrap();
    assert_eq!(got.status(), StatusCode::METHOD_NOT_ALLOWED);
}
