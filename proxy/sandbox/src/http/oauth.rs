//! OAuth for the sandbox's one app: `authorize.php`, which grants at once where the real service asks the
//! user, and `token.php`. What is granted is decided in `company`.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};

use super::{answer, authentication};
use crate::company::{AuthorizationRequest, TokenRefusal, TokenRequest};
use crate::state::SandboxState;

/// `/authorize.php`: sends the browser back to the app with a code, or says what is wrong.
pub(super) async fn authorize(
    State(state): State<SandboxState>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let parameter = |name: &str| query.get(name).map_or("", String::as_str);
    let request = AuthorizationRequest {
        client_id: parameter("client_id"),
        response_type: parameter("response_type"),
        redirect_uri: parameter("redirect_uri"),
        scope: parameter("scope"),
        user: parameter("user"),
    };
    let moment = state.moment();
    match state.change(|company| company.grant_code(request, moment)) {
        Ok(code) => {
            let (target, fragment) = match request.redirect_uri.split_once('#') {
                Some((target, fragment)) => (target, format!("#{fragment}")),
                None => (request.redirect_uri, String::new()),
            };
            let mark = if target.contains('?') { '&' } else { '?' };
            let given = utf8_percent_encode(parameter("state"), NON_ALPHANUMERIC);
            let location = format!("{target}{mark}code={code}&state={given}{fragment}");
            (StatusCode::FOUND, [(LOCATION, location)]).into_response()
        }
        Err(sentence) => answer::sentence(StatusCode::BAD_REQUEST, sentence),
    }
}

/// `/token.php`: a form or JSON; the app's id and secret may also come as Basic authentication.
pub(super) fn token(state: &SandboxState, headers: &HeaderMap, body: &Bytes) -> Response {
    let mut request = read(headers, body);
    if let Some((id, secret)) = authentication::basic_pair(headers) {
        request.client_id = id;
        request.client_secret = secret;
    }
    let moment = state.moment();
    let mut response = match state.change(|company| company.exchange(&request, moment)) {
        Ok(tokens) => {
            let tokens = serde_json::to_value(&tokens).unwrap_or(Value::Null);
            answer::json_answer(&tokens)
        }
        Err(TokenRefusal {
            status,
            error,
            description,
        }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            let body = json!({"error": error, "error_description": description});
            answer::json_with_status(status, &body)
        }
    };
    let no_store = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}

/// What cannot be read is an empty request, which is refused as one.
fn read(headers: &HeaderMap, body: &Bytes) -> TokenRequest {
    let content_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    if content_type.is_some_and(|text| text.starts_with(b"application/json")) {
        return serde_json::from_slice(body).unwrap_or_default();
    }
    let text = String::from_utf8_lossy(body);
    let mut request = TokenRequest::default();
    for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8_lossy().into_owned();
        match name {
            "grant_type" => request.grant_type = value,
            "client_id" => request.client_id = value,
            "client_secret" => request.client_secret = value,
            "code" => request.code = value,
            "redirect_uri" => request.redirect_uri = value,
            "refresh_token" => request.refresh_token = value,
            _ => {}
        }
    }
    request
}
