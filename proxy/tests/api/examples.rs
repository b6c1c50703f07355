//! The examples in the description of the interface: one wherever something is taken or given, and each what its schema
//! says, by a validator that is not ours.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::test_app::TestApp;

/// What is wrong with the example of this media type, if anything.
fn problem(document: &Value, media: &Value, schema: &Value, example: &Value) -> Option<String> {
    if example.is_null() {
        return Some(format!("there is no example: {media}"));
    }
    let schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema",
                         "allOf": [schema], "components": document["components"] });
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("it is a schema");
    let error = validator.validate(example).err()?;
    Some(format!("{error} at {}", error.instance_path()))
}

/// The data of the one event in it.
fn data(stream: &Value) -> Value {
    let text = stream.as_str().unwrap_or_default();
    let mut lines = text.lines().filter_map(|line| line.strip_prefix("data: "));
    lines
        .next()
        .map_or(Value::Null, |data| serde_json::from_str(data).unwrap())
}

#[tokio::test]
async fn everything_that_is_taken_or_given_has_an_example_that_is_what_its_schema_says() {
    let app = TestApp::behind_doors().await;
    let answer = app.caller(None).gets("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    let document = answer.json();
    let (mut looked_at, mut problems) = (0, Vec::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let mut look = |what: &str, content: &Value| {
                let media = &content["application/json"];
                let stream = &content["text/event-stream"];
                let found = if path == "/api/openapi.json" {
                    // It would be this document.
                    return;
                } else if media.is_object() {
                    problem(&document, media, &media["schema"], &media["example"])
                } else if stream.is_object() {
                    let each = &stream["schema"]["x-event"];
                    problem(&document, stream, each, &data(&stream["example"]))
                } else {
                    // Nothing, or a file.
                    return;
                };
                looked_at += 1;
                let place = format!("{method} {path} {what}");
                problems.extend(found.map(|found| format!("{place}: {found}")));
            };
            look("takes", &operation["requestBody"]["content"]);
            for (status, answer) in operation["responses"].as_object().unwrap() {
                look(status, &answer["content"]);
            }
        }
    }
    let problem_document =
        &document["components"]["responses"]["problem"]["content"]["application/problem+json"];
    problems.extend(problem(
        &document,
        problem_document,
        &problem_document["schema"],
        &problem_document["example"],
    ));
    assert!(problems.is_empty(), "{problems:#?}");
    println!("examples: {looked_at}");
    assert!(looked_at > 100, "{looked_at}");
}
