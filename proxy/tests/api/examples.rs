//! The examples in the description of the interface: one wherever something is taken or given, and each what its schema
//! says, by a validator that is not ours.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::test_app::{HIRED, TestApp};

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
                let text = ["text/csv", "application/jsonl"].map(|kind| &content[kind]);
                let text = text.into_iter().find(|media| media.is_object());
                let found = if media.is_object() {
                    problem(&document, media, &media["schema"], &media["example"])
                } else if stream.is_object() {
                    let each = &stream["schema"]["x-event"];
                    problem(&document, stream, each, &data(&stream["example"]))
                } else if let Some(text) = text {
                    problem(&document, text, &text["schema"], &text["example"])
                } else {
                    // Nothing, or a picture.
                    let is_told = content.is_null() || content["image/jpeg"].is_object();
                    assert!(is_told, "{method} {path}: {content}");
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
    let answer = &document["components"]["responses"]["problem"]["content"];
    let answer = &answer["application/problem+json"];
    let named = answer["examples"].as_object().unwrap();
    for (name, example) in named {
        let found = problem(&document, answer, &answer["schema"], &example["value"]);
        problems.extend(found.map(|found| format!("{name}: {found}")));
        assert_eq!(example["value"]["type"], format!("/problems/{name}"));
    }
    let statuses = named.values().map(|example| &example["value"]["status"]);
    let mut statuses: Vec<_> = statuses.filter_map(Value::as_u64).collect();
    statuses.sort_unstable();
    assert_eq!(
        statuses,
        [400, 401, 403, 404, 409, 413, 422, 429, 503, 504],
        "problems of the usual statuses"
    );
    assert!(problems.is_empty(), "{problems:#?}");
    println!("examples: {looked_at}");
    assert!(looked_at > 100, "{looked_at}");
}

/// An example of a file as the description says it.
async fn example_file(app: &TestApp, path: &str, kind: &str) -> String {
    let document = app.get("/api/openapi.json").await.json();
    let content = &document["paths"][path]["post"]["responses"]["200"]["content"];
    let example = content[kind]["example"].as_str();
    example.unwrap_or_default().to_owned()
}

async fn file(app: &TestApp, path: &str) -> String {
    let answer = app.json(Method::POST, path, &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
    String::from_utf8(answer.body.to_vec()).unwrap()
}

#[tokio::test]
async fn the_examples_of_files_are_like_the_files() {
    let app = TestApp::start().await;
    app.settled(&app.begins(HIRED, &[]).await).await;

    let example = example_file(&app, "/api/sends/export", "text/csv").await;
    let sends = file(&app, "/api/sends/export").await;
    assert_eq!(example.lines().next(), sends.lines().next());
    let columns = |text: &str| text.lines().nth(1).map(|row| row.split("\",\"").count());
    assert_eq!(columns(&example), columns(&sends), "{sends}");

    let example = example_file(&app, "/api/audit/export", "application/jsonl").await;
    let audit = file(&app, "/api/audit/export").await;
    let names = |text: &str| {
        let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let names = line.as_object().unwrap().keys().cloned();
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&example), names(&audit));
}
