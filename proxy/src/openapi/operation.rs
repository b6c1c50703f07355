//! What a handler takes and gives, as its signature says.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::examples::{Example, example_of};
use crate::account::SignedIn;
use crate::app::App;
use crate::ats::AtsServer;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::routes::{IdempotencyKey, LastEventId};
use crate::uploads::Turn;

/// Adds a type, and all in it, to the shapes of a document, and gives what refers to it.
pub(crate) type Schema = fn(&mut SchemaGenerator) -> schemars::Schema;

/// What something in JSON looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) schema: Schema,
    pub(crate) example: fn() -> Value,
}

impl Shape {
    /// Of this type.
    pub(crate) fn of<T: JsonSchema + Example>() -> Self {
        Self {
            schema: SchemaGenerator::subschema_for::<T>,
            example: example_of::<T>,
        }
    }
}

/// What is in an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content {
    /// Nothing.
    Nothing,
    /// JSON of this shape.
    Json(Shape),
    /// Events of this name with data of this shape.
    Events(&'static str, Shape),
    /// Something of this media type; where it is text, it begins like this.
    File(&'static str, Option<&'static str>),
}

/// JSON of this shape.
pub(crate) fn json<T: JsonSchema + Example>() -> Content {
    Content::Json(Shape::of::<T>())
}

/// Events of this name with data of this shape.
pub(crate) fn events<T: JsonSchema + Example>(name: &'static str) -> Content {
    Content::Events(name, Shape::of::<T>())
}

/// What a handler takes and gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Operation {
    /// The shape of the body.
    pub(crate) body: Option<Shape>,
    /// Headers that are read, and whether each must be there.
    pub(crate) headers: Vec<(&'static str, bool)>,
    /// What comes back when all is well, by status.
    pub(crate) answers: Vec<(StatusCode, Content)>,
}

/// A handler of ours whose signature says it all.
pub(crate) trait Handles<T>: Handler<T, App> {
    /// What it takes and gives.
    fn operation() -> Operation;
}

/// Part of a request.
pub(crate) trait Takes {
    /// Adds what is read of the request.
    fn takes(_: &mut Operation) {}
}

/// An answer.
pub(crate) trait Gives {
    /// What it is when all is well; nothing when only the route can say it.
    fn gives() -> Vec<(StatusCode, Content)>;
}

impl<F, Answering, Answer> Handles<((),)> for F
where
    F: Fn() -> Answering + Handler<((),), App>,
    Answering: Future<Output = Answer>,
    Answer: Gives,
{
    fn operation() -> Operation {
        Operation {
            answers: Answer::gives(),
            ..Operation::default()
        }
    }
}

macro_rules! handles {
    ($($part:ident),*) => {
        impl<F, Answering, Answer, Way, $($part),*> Handles<(Way, $($part,)*)> for F
        where
            F: Fn($($part),*) -> Answering + Handler<(Way, $($part,)*), App>,
            Answering: Future<Output = Answer>,
            Answer: Gives,
            $($part: Takes),*
        {
            fn operation() -> Operation {
                let mut operation = Operation { answers: Answer::gives(), ..Operation::default() };
                $($part::takes(&mut operation);)*
                operation
            }
        }
    };
}

handles!(One);
handles!(One, Two);
handles!(One, Two, Three);
handles!(One, Two, Three, Four);
handles!(One, Two, Three, Four, Five);

impl Takes for State<App> {}
impl Takes for SignedIn {}
impl Takes for AtsServer {}
impl Takes for ClientAddress {}
impl Takes for PathId {}
impl Takes for Turn {}
impl Takes for Bytes {}
impl Takes for HeaderMap {}
// What is read of a query is for pages of ours and for browsers that come back.
impl<T> Takes for Result<Query<T>, QueryRejection> {}

impl Takes for IdempotencyKey {
    fn takes(operation: &mut Operation) {
        operation.headers.push(("Idempotency-Key", true));
    }
}

impl Takes for LastEventId {
    fn takes(operation: &mut Operation) {
        operation.headers.push(("Last-Event-ID", false));
    }
}

impl<T: JsonSchema + Example> Takes for JsonBody<T> {
    fn takes(operation: &mut Operation) {
        operation.body = Some(Shape::of::<T>());
    }
}

impl<T: Gives> Gives for Result<T, ApiError> {
    fn gives() -> Vec<(StatusCode, Content)> {
        T::gives()
    }
}

impl<T: JsonSchema + Example> Gives for Json<T> {
    fn gives() -> Vec<(StatusCode, Content)> {
        vec![(StatusCode::OK, json::<T>())]
    }
}

/// The other status is that of something new.
impl<T: JsonSchema + Example> Gives for (StatusCode, Json<T>) {
    fn gives() -> Vec<(StatusCode, Content)> {
        let shape = json::<T>();
        vec![(StatusCode::OK, shape), (StatusCode::CREATED, shape)]
    }
}

impl Gives for StatusCode {
    fn gives() -> Vec<(StatusCode, Content)> {
        vec![(StatusCode::NO_CONTENT, Content::Nothing)]
    }
}

/// The route says what it is.
impl Gives for Response {
    fn gives() -> Vec<(StatusCode, Content)> {
        Vec::new()
    }
}
