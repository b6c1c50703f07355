#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;

fn parse(action: &str) -> Result<Fault, serde_json::Error> {
    serde_json::from_str(&format!(
        r#"{{"method":"POST","path":"/employees","action":{action}}}"#
    ))
}

#[test]
fn a_path_matches_whole_and_a_star_is_one_segment() {
    for (pattern, path, expected) in [
        ("/employees", "/employees", true),
        ("/employees/", "/employees", true),
        ("/employees", "/employees/118", false),
        ("/employees", "/meta/employees", false),
        ("/employees/*", "/employees/118", true),
        ("/employees/*", "/employees", false),
        ("/employees/*", "/employees/118/files/view", false),
        ("/employees/*/files/view", "/employees/118/files/view", true),
    ] {
        assert_eq!(
            Fault::on("GET", pattern).matches("GET", path),
            expected,
            "{pattern} {path}"
        );
    }
}

#[test]
fn a_method_matches_whatever_its_case_and_a_star_is_any() {
    assert!(Fault::on("post", "/employees").matches("POST", "/employees"));
    assert!(!Fault::on("POST", "/employees").matches("GET", "/employees"));
    assert!(Fault::on("*", "/employees").matches("GET", "/employees"));
}

#[test]
fn the_json_form_means_the_same_as_the_builder() {
    let on = || Fault::on("POST", "/employees");
    let pause = Duration::from_millis(500);
    for (action, expected) in [
        (r#"{"delay_ms":500}"#, on().delay(pause)),
        (
            r#"{"delay_ms":500,"after_storing":true}"#,
            on().delay(pause).after_storing(),
        ),
        (
            r#"{"status":503,"headers":{"Retry-After":"2"}}"#,
            on().answer(503).header("Retry-After", "2"),
        ),
        (
            r#"{"status":500,"body":"oh","after_storing":true}"#,
            on().answer(500).body("oh").after_storing(),
        ),
        (r#"{"drop":"before_storing"}"#, on().drop_before_storing()),
        (
            r#"{"drop":"after_storing","delay_ms":500}"#,
            on().drop_after_storing().delay(pause),
        ),
        (r#"{"html_page":true}"#, on().html_page(502)),
        (r#"{"html_page":true,"status":200}"#, on().html_page(200)),
        (r#"{"redirect":"http://x/"}"#, on().redirect("http://x/")),
        (
            r#"{"redirect":"http://x/","after_storing":true}"#,
            on().redirect("http://x/").after_storing(),
        ),
        (r#"{"truncated":true}"#, on().truncated()),
        (r#"{"slow_ms":500}"#, on().slow(pause)),
        (r#"{"endless_bytes":9}"#, on().endless(9)),
        (r#"{"endless_bytes":9999999999999}"#, on().endless(1 << 30)),
        (r#"{"empty_body":true}"#, on().empty_body()),
        (
            r#"{"content_type":"text/html"}"#,
            on().content_type("text/html"),
        ),
        (r#"{"as_xml":true}"#, on().as_xml()),
        (
            r#"{"error_header":"misspelt"}"#,
            on().misspelt_header_only(),
        ),
        (
            r#"{"status":200,"body":"{","truncated":true}"#,
            on().answer(200).body("{").truncated(),
        ),
    ] {
        assert_eq!(parse(action).unwrap(), expected, "{action}");
    }
}

#[test]
fn an_action_that_makes_no_sense_is_refused() {
    for action in [
        "{}",
        r#"{"status":503,"drop":"after_storing"}"#,
        r#"{"status":99}"#,
        r#"{"body":"x","delay_ms":5}"#,
        r#"{"drop":"sometime"}"#,
        r#"{"drop":"before_storing","after_storing":true}"#,
        r#"{"dealy_ms":5}"#,
        r#"{"truncated":true,"endless_bytes":5}"#,
        r#"{"drop":"before_storing","slow_ms":5}"#,
        r#"{"html_page":true,"body":"x"}"#,
        r#"{"redirect":"x","status":200}"#,
        r#"{"redirect":"x","html_page":true}"#,
        r#"{"error_header":"none"}"#,
        r#"{"status":503,"headers":{"Retry After":"1"}}"#,
        r#"{"status":503,"headers":{"Retry-After":"1\n2"}}"#,
        r#"{"status":200,"headers":{"Content-Length":"5"}}"#,
        r#"{"status":200,"headers":{"transfer-encoding":"chunked"}}"#,
        r#"{"content_type":"text/html\nx"}"#,
        r#"{"redirect":"http://x/\n"}"#,
    ] {
        assert!(parse(action).is_err(), "{action}");
    }
}

#[test]
fn a_fault_that_would_never_be_played_is_refused() {
    let fault = |method: &str, path: &str, count: u32| {
        let document = serde_json::json!({
            "method": method, "path": path, "count": count, "action": {"status": 500},
        });
        serde_json::from_value::<Fault>(document)
    };
    for (method, path, count) in [
        ("FETCHX", "/employees", 1),
        ("", "/employees", 1),
        ("GET", "employees", 1),
        ("GET", "", 1),
        ("GET", "/v1/employees", 1),
        ("GET", "/v1_1/employees", 1),
        ("GET", "/employees", 0),
    ] {
        assert!(
            fault(method, path, count).is_err(),
            "{method} {path} {count}"
        );
    }
    assert!(fault("get", "/employees/*", 1).is_ok());
    assert!(fault("*", "/token.php", 3).is_ok());
}
