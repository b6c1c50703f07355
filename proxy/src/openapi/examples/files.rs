//! The beginning of what is given as a file. Tests hold each against a real one.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Example;

/// A line of `/api/audit/export`.
pub(crate) const AUDIT_FILE: &str = concat!(
    r#"{"account":"local","sequence":12,"at":"2026-11-02T09:30:00Z","who":"Ann Lee","what":"ats-key-made","#,
    r#""about":"01890a5d-ac96-774b-bcce-b302099a8059","note":"Acme ATS: forms","#,
    r#""hash":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
    "\n"
);

/// The names of the columns and a row of `/api/sends/export`, behind a byte order mark.
pub(crate) const LOG_FILE: &str = concat!(
    "\u{feff}Send,Candidate id,Candidate,Kind,State,Begun by,Begun at,Changed at,Employee id,Attempts,Problem\r\n",
    r#""01890a5d-ac96-774b-bcce-b302099a8057","4711","Rhea Voss","create","done","Ro Hart","2026-11-02T09:30:00Z","#,
    r#""2026-11-02T09:30:04Z","118","1","""#,
    "\r\n"
);

/// This document (OpenAPI 3.1).
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Description {
    openapi: String,
    info: Map<String, Value>,
    paths: Map<String, Value>,
    components: Map<String, Value>,
}

impl Example for Description {
    fn example() -> Self {
        let info = json!({ "title": "Send to BambooHR", "version": env!("CARGO_PKG_VERSION") });
        Self {
            openapi: "3.1.0".to_owned(),
            info: info.as_object().cloned().unwrap_or_default(),
            paths: Map::new(),
            components: Map::new(),
        }
    }
}
