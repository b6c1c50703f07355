//! A plugin that only writes down what it is told, with a form that has every kind of input.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::{Json, Router};
use serde_json::{Value, json};

/// A plugin that writes everything down.
#[derive(Clone, Default)]
pub(super) struct Written {
    pub(super) origin: String,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Written {
    pub(super) async fn start() -> Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let written = Self {
            origin: format!("http://{}", listener.local_addr()?),
            ..Self::default()
        };
        let router = Router::new().fallback(answer).with_state(written.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(written)
    }

    /// Everything that was told since the last time.
    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn answer(
    State(written): State<Written>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Json<Value> {
    let path = uri.path();
    if path.ends_with("/export/meta") || path.ends_with("/export/submit") {
        let code = headers
            .get("x-code")
            .map(|code| code.to_str().unwrap_or_default());
        let call = format!("{path} {code:?} {}", String::from_utf8_lossy(&body));
        written
            .calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }
    let body = serde_json::from_slice(&body).unwrap_or_default();
    let prefix = match path.starts_with("/whole") {
        true => format!("{}/whole", written.origin),
        false => String::new(),
    };
    Json(match path {
        path if path.ends_with("/export/meta") => meta(&prefix, &body),
        path if path.ends_with("/export/submit") => {
            json!({ "resultVersion": "1.0.0", "key": "exportCandidate", "success": true, "message": "Added." })
        }
        _ => root(&prefix),
    })
}

fn root(prefix: &str) -> Value {
    let mapping = |key: &str, value: &str| json!({ "key": key, "value": value });
    json!({
        "version": "1.0.0", "name": "Written down", "logoBase64": "data:image/png;base64,AAAA",
        "actions": [{
            "key": "exportCandidate", "label": "Write down", "iconSvgBase64": "data:image/svg+xml;base64,AAAA",
            "metaEndpoint": format!("{prefix}/export/meta"),
            "mappings": [mapping("city", "{{candidate_address_city}}"), mapping("line", "{{candidate_address_line_one}}"),
                         mapping("id", "{{application_uuid}}"), mapping("odd", "{{no_such_variable}}"), mapping("cv", "{{candidate_cv}}")],
        }],
        "configurationFormFields": [{ "key": "code", "label": "Code", "type": "string", "sensitive": true, "useAsHttpHeader": "X-Code" }],
    })
}

/// Every kind of input, of which some are told when the form is asked for anew. Then `city` says again what it was told,
/// and `line` says nothing.
fn meta(prefix: &str, asked: &Value) -> Value {
    let told = |key: &str| {
        let mut fields = asked["formFields"].as_array().into_iter().flatten();
        let field = fields.find(|field| field["key"] == key)?;
        field["value"].as_str().map(str::to_owned)
    };
    let field = |key: &str, more: Value| {
        let mut field = json!({ "key": key, "label": key, "type": "string" });
        let more = more.as_object().cloned().unwrap_or_default();
        if let Some(field) = field.as_object_mut() {
            field.extend(more);
            field.extend(told(key).map(|value| ("value".to_owned(), Value::from(value))));
        }
        field
    };
    let options = json!([{ "label": "Red", "value": "1" }, { "label": "Blue", "value": "2" }]);
    let flag = json!({ "includeValueInRefetch": true });
    json!({
        "actionVersion": "1.0.0", "key": "exportCandidate", "label": "Write down", "description": "Writes down",
        "submitEndpoint": format!("{prefix}/export/submit"),
        "formFields": [
            field("id", json!({ "readonly": true, "includeValueInRefetch": true })),
            field("city", flag.clone()), field("line", json!({})), field("odd", flag.clone()), field("free", json!({})),
            field("empty", flag), field("day", json!({ "type": "date", "includeValueInRefetch": true })),
            field("one", json!({ "singleSelectOptions": options, "includeValueInRefetch": true, "performRefetchOnChange": true })),
            field("several", json!({ "multiSelectOptions": options })), field("cv", json!({ "type": "file" })),
        ],
    })
}
