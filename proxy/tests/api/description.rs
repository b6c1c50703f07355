//! The description of the interface: complete, right in itself, and the one that is on record.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use proxy::access::{Access, table};
use serde_json::Value;

use crate::test_app::TestApp;

/// The description on record, for whoever builds a client.
const ON_RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");

async fn document() -> Value {
    let app = TestApp::behind_doors().await;
    let answer = app.caller(None).gets("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()
}

/// Everything in it that is called `$ref`.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.insert(reference.clone());
            }
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The same with the members of every object in order.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.into_iter().collect();
            let members = members.into_iter();
            Value::Object(members.map(|(name, value)| (name, sorted(value))).collect())
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        other => other,
    }
}

#[tokio::test]
async fn every_route_is_described_with_what_it_takes_gives_and_asks_for() {
    let document = document().await;
    let mut ids = BTreeSet::new();
    for row in table() {
        let method = row.method.as_str().to_lowercase();
        let described = &document["paths"][&row.path][&method];
        assert!(described["summary"].as_str().is_some(), "{row:?}");
        let answers = described["responses"].as_object().unwrap();
        assert!(
            answers.keys().any(|status| status.starts_with(['2', '3'])),
            "{row:?} says nothing of what it gives: `.giving(…)`"
        );
        let security = described["security"].as_array().unwrap();
        assert_eq!(security.is_empty(), row.access == Access::Open, "{row:?}");
        let id = described["operationId"].as_str().unwrap().to_owned();
        assert!(ids.insert(id.clone()), "two operations are called {id}");
    }
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_description_is_the_one_on_record() {
    let document = sorted(document().await);
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        let text = serde_json::to_string_pretty(&document).unwrap();
        std::fs::write(ON_RECORD, text + "\n").unwrap();
    }
    let on_record = std::fs::read_to_string(ON_RECORD).unwrap_or_default();
    let on_record: Value = serde_json::from_str(&on_record).unwrap_or_default();
    assert!(
        document == on_record,
        "the interface is another one than docs/openapi.json says. When that is meant: \
         UPDATE_OPENAPI=1 cargo test -p proxy --test api the_description"
    );
}
