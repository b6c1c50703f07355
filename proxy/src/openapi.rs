//! The description of the interface (OpenAPI 3.1), made of the table of routes and of the handlers' own types, so that it
//! cannot say anything else than the program does.

mod document;
mod examples;
mod operation;

pub(crate) use document::document;
pub(crate) use examples::{AUDIT_FILE, Description, Example, LOG_FILE};
pub(crate) use operation::{Content, Handles, Operation, Shape, events, json};
