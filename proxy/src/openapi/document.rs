//! The document: paths from the table of routes, shapes from the types.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use handoff::interface::Problem;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::examples::problems;
use super::operation::{Content, Schema, Shape};
use crate::access::{Access, Described};

const SHAPES: &str = "#/components/schemas/";
const SESSION: &str = "session";
const FRAME: &str = "frame";
const PAGE: &str = "page";
const SERVER: &str = "server";
const IN_A_NAME: &str = "server_for_recruiter";
const SIGNATURE: &str = "signature";

/// Everything that the table has.
pub(crate) fn document(routes: &[Described]) -> Value {
    let mut shapes = Shapes::default();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in routes {
        let method = route.row.method.as_str().to_lowercase();
        let operation = operation(route, &mut shapes);
        let methods = paths.entry(&route.row.path).or_default();
        methods.insert(method, operation);
    }
    let problem = Shape::of::<Problem>();
    let problem = json!({ "schema": shapes.given(problem.schema), "examples": problems() });
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Send to BambooHR",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Hired candidates become employees in BambooHR, once and completely. Errors are problem documents \
                            (RFC 9457) with a stable type, words for a person, and the id of the request.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                SESSION: { "type": "apiKey", "in": "cookie", "name": "__Host-session",
                           "description": "Somebody who signed in." },
                FRAME: { "type": "http", "scheme": "bearer",
                         "description": "What a frame got for its token, from POST /api/embed/open." },
                PAGE: { "type": "apiKey", "in": "header", "name": "X-Embed-Origin",
                        "description": "The page around the frame." },
                IN_A_NAME: { "type": "http", "scheme": "bearer",
                             "description": "What a server asks with in the name of a recruiter, from POST \
                                             /api/forms/sessions. Refused from browsers." },
                SIGNATURE: { "type": "apiKey", "in": "header", "name": "PINPOINT-HMAC-SHA256",
                    "description": "HMAC-SHA256 of the raw body with the signing secret, in base64" },
                SERVER: { "type": "http", "scheme": "bearer",
                          "description": "The key of a server, which begins with stbk_." },
            },
            "responses": {
                "problem": {
                    "description": "It was not done, for the reason that the document gives.",
                    "content": { "application/problem+json": problem },
                },
            },
        },
    });
    if let Some(components) = document
        .pointer_mut("/components")
        .and_then(Value::as_object_mut)
    {
        components.insert("schemas".to_owned(), shapes.into_all());
    }
    without_links(&mut document);
    document
}

/// Descriptions are those of the types, and lead to others of this program.
fn without_links(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(words)) = members.get_mut("description") {
                let plain = words.replace("[`", "`").replace("`]", "`");
                *words = plain.replace("`crate::", "`").replace("`super::", "`");
            }
            members.values_mut().for_each(without_links);
        }
        Value::Array(values) => values.iter_mut().for_each(without_links),
        _ => {}
    }
}

fn operation(route: &Described, shapes: &mut Shapes) -> Value {
    let row = &route.row;
    let mut parameters = Vec::new();
    let parts = row.path.split('/');
    for part in parts.filter_map(|part| part.strip_prefix('{')) {
        let name = part.trim_end_matches('}');
        parameters.push(
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
        );
    }
    for (name, is_required) in &route.operation.headers {
        parameters.push(json!({ "name": name, "in": "header", "required": is_required,
                                "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" } }));
    }
    let mut responses = Map::new();
    for (status, content) in &route.operation.answers {
        responses.insert(
            status.as_u16().to_string(),
            answer(*status, *content, shapes),
        );
    }
    responses.insert(
        "default".to_owned(),
        json!({ "$ref": "#/components/responses/problem" }),
    );
    let body = route.operation.body.map(|body| {
        let media = json!({ "schema": shapes.taken(body.schema), "example": (body.example)() });
        let content = json!({ "application/json": media });
        json!({ "required": true, "content": content })
    });
    let described = [
        (
            "operationId",
            Some(operation_id(&row.method, &row.path).into()),
        ),
        ("tags", Some(json!([row.path.split('/').nth(2)]))),
        ("summary", Some(route.what.into())),
        ("security", Some(security(row.access))),
        ("parameters", Some(parameters.into())),
        ("requestBody", body),
        ("responses", Some(responses.into())),
    ];
    let described = described.into_iter();
    described
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect::<Map<_, _>>()
        .into()
}

fn answer(status: StatusCode, content: Content, shapes: &mut Shapes) -> Value {
    let description = status.canonical_reason().unwrap_or_default();
    let (media_type, media) = match content {
        Content::Nothing => return json!({ "description": description }),
        Content::Json(shape) => {
            let media =
                json!({ "schema": shapes.given(shape.schema), "example": (shape.example)() });
            ("application/json", media)
        }
        Content::Events(name, shape) => {
            // What is in each event is told, because a stream has no shape of its own in OpenAPI 3.1.
            let each = json!({ "type": "string", "x-event": shapes.given(shape.schema) });
            let example = (shape.example)();
            let example = format!("event: {name}\nid: 7\ndata: {example}\n\n");
            (
                "text/event-stream",
                json!({ "schema": each, "example": example }),
            )
        }
        Content::File(media_type, text) => {
            let mut media = json!({ "schema": { "type": "string" } });
            if let (Some(text), Some(members)) = (text, media.as_object_mut()) {
                members.insert("example".to_owned(), text.into());
            }
            (media_type, media)
        }
    };
    json!({ "description": description, "content": { media_type: media } })
}

/// Like `get_candidates_form`: what the clients that are made of the document call it.
fn operation_id(method: &Method, path: &str) -> String {
    let parts = path
        .split('/')
        .skip(2)
        .filter(|part| !part.starts_with('{'));
    let parts: Vec<_> = parts.map(|part| part.replace('-', "_")).collect();
    let one = if path.ends_with('}') { "_one" } else { "" };
    format!(
        "{}_{}{one}",
        method.as_str().to_lowercase(),
        parts.join("_")
    )
}

fn security(access: Access) -> Value {
    match access {
        Access::Open => json!([]),
        Access::Known | Access::Sending | Access::Administering => json!([{ SESSION: [] }]),
        Access::Polled | Access::KnownOrFramed | Access::SendingOrFramed => {
            json!([{ SESSION: [] }, { FRAME: [], PAGE: [] }, { IN_A_NAME: [] }])
        }
        Access::Server(_) => json!([{ SERVER: [] }]),
        Access::Signed => json!([{ SIGNATURE: [] }]),
    }
}

/// The shapes of what is taken and of what is given. They differ where something may be left out of what is taken and is
/// always there in what is given.
struct Shapes {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

impl Default for Shapes {
    fn default() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Self {
            taken: settings().for_deserialize().into_generator(),
            given: settings().for_serialize().into_generator(),
        }
    }
}

impl Shapes {
    fn given(&mut self, shape: Schema) -> Value {
        shape(&mut self.given).to_value()
    }

    /// What is taken has names of its own.
    fn taken(&mut self, shape: Schema) -> Value {
        let mut shape = shape(&mut self.taken).to_value();
        renamed(&mut shape, &|name| Some(format!("{name}{TAKEN}")));
        shape
    }

    fn into_all(mut self) -> Value {
        let mut all = self.given.take_definitions(true);
        for (name, mut shape) in self.taken.take_definitions(true) {
            renamed(&mut shape, &|name| Some(format!("{name}{TAKEN}")));
            all.insert(format!("{name}{TAKEN}"), shape);
        }
        Value::Object(all)
    }
}

/// Ends the name of a shape that is taken.
const TAKEN: &str = "Input";

/// Gives every reference in it the name that `name` says.
fn renamed(value: &mut Value, name: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && let Some(new) = reference.strip_prefix(SHAPES).and_then(name)
            {
                *reference = format!("{SHAPES}{new}");
            }
            members.values_mut().for_each(|value| renamed(value, name));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| renamed(value, name)),
        _ => {}
    }
}
