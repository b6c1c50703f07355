#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use serde_json::json;

use super::*;

#[test]
fn settings_survive_json_and_what_is_left_out_has_its_default() {
    let text = serde_json::to_string(&Settings::default()).unwrap();
    assert_eq!(
        serde_json::from_str::<Settings>(&text).unwrap(),
        Settings::default()
    );
    assert_eq!(
        serde_json::from_str::<Settings>("{}").unwrap(),
        Settings::default()
    );
}

#[test]
fn a_patch_changes_what_it_names_and_nothing_else() {
    let limited = Settings {
        rate_limit: Some(RateLimit {
            burst: 3,
            per_second: 1.0,
            answer: RateLimitAnswer::Seconds,
        }),
        ..Settings::default()
    };
    let patched = limited
        .patched(&json!({"location": "web_app", "rate_limit": {"burst": 5}}))
        .unwrap();
    assert_eq!(patched.location, Location::WebApp);
    assert_eq!(patched.rate_limit.as_ref().unwrap().burst, 5);
    assert_eq!(
        patched
            .patched(&json!({"location": "api", "rate_limit": null}))
            .unwrap(),
        Settings::default()
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    for patch in [
        json!({"locaton": "api"}),
        json!({"location": "moon"}),
        json!({"rate_limit": {"burst": 0, "per_second": 1}}),
        json!({"rate_limit": {"burst": 1, "per_second": 0}}),
        json!({"rate_limit": {"burst": 1}}),
        json!({"lock_out": {"after": 0, "seconds": 1}}),
        json!({"visibility_lag_seconds": 10_000_000}),
        json!({"payroll": {"schedule": []}}),
        json!({"employee_limit": -1}),
        json!([]),
    ] {
        assert!(Settings::default().patched(&patch).is_err(), "{patch}");
    }
}

#[test]
fn the_readme_names_every_setting_and_every_scenario() {
    let readme = include_str!("../../../README.md");
    let settings = serde_json::to_value(Settings::default()).unwrap();
    let settings = settings.as_object().unwrap().keys().map(String::as_str);
    let scenarios = super::super::Scenario::ALL.map(super::super::Scenario::name);
    let section = |heading: &str| {
        let (_, rest) = readme.split_once(&format!("\n## {heading}\n")).unwrap();
        rest.split("\n## ").next().unwrap()
    };
    let names_first = |section: &str, name: &str| {
        let mut rows = section.lines().filter_map(|line| line.strip_prefix("| "));
        rows.any(|row| {
            let first = row.split(" |").next().unwrap_or_default();
            first.split(", ").any(|word| word == format!("`{name}`"))
        })
    };
    for name in settings {
        assert!(names_first(section("Settings"), name), "{name}");
    }
    for name in scenarios {
        assert!(names_first(section("Scenarios"), name), "{name}");
    }
}
