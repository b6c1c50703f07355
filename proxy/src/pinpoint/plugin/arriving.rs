//! A call as it arrives: counted, with a turn when it is large, and with the server whose connection code it brings.

use std::time::Duration;

use ::pinpoint::plugin::Call;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, StatusCode, header};
use tokio::time::Instant;

use super::{Plugin, caller};
use crate::ats::AtsServer;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::uploads::Turn;

/// The largest files that Pinpoint takes in, a cover letter of 30 MB and a document of 10 MB, as base64 with a form around.
pub(super) const LARGEST: usize = 40 * 1024 * 1024 / 3 * 4 + 512 * 1024;
/// Beyond this a body needs a turn.
const SMALL: u64 = 256 * 1024;
/// Longest wait for a turn: a bulk move sends many at once.
const TURN: Duration = Duration::from_secs(5);

/// A call, and whose it is.
pub(super) struct Arrived {
    pub(super) call: Call,
    pub(super) server: Result<AtsServer, ApiError>,
    /// Held while a large body is in memory.
    pub(super) turn: Option<Turn>,
    pub(super) at: Instant,
}

impl FromRequest<Plugin> for Arrived {
    type Rejection = ApiError;

    async fn from_request(request: Request, plugin: &Plugin) -> Result<Self, Self::Rejection> {
        let at = Instant::now();
        let (mut parts, body) = request.into_parts();
        let app = &plugin.app;
        let Ok(ClientAddress(from)) = ClientAddress::from_request_parts(&mut parts, plugin).await;
        app.limits().count_place(from)?;
        // Before anything of the body is read: whoever brings a wrong code has nothing taken in.
        let server = match caller::by_header(app, &parts.headers).await {
            Ok(server) => server,
            Err(error) => {
                return Ok(Self {
                    call: Call::default(),
                    server: Err(error),
                    turn: None,
                    at,
                });
            }
        };
        let turn = match is_small(&parts.headers) {
            true => None,
            false if server.is_some() => Some(app.uploads().wait(TURN).await?),
            false => Some(plugin.strangers.wait(TURN).await?),
        };
        let body = Bytes::from_request(Request::from_parts(parts, body), plugin).await;
        let body = body.map_err(|rejection| unreadable(rejection.status()))?;
        let call = Call::read(&body).map_err(|_| unreadable(StatusCode::BAD_REQUEST))?;
        drop(body);
        let server = match server {
            Some(server) => Ok(server),
            None => caller::by_body(app, &call).await,
        };
        Ok(Self {
            call,
            server,
            turn,
            at,
        })
    }
}

/// Whether the request says how long it is, and that is not long.
fn is_small(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) => length <= SMALL,
        None => !headers.contains_key(header::TRANSFER_ENCODING),
    }
}

fn unreadable(status: StatusCode) -> ApiError {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = "The request is larger than this address takes: files of 40 MB together.";
            ApiError::new(status, "too-large", "Too large", detail)
        }
        _ => {
            let detail = "The request’s content is no JSON.";
            ApiError::new(
                StatusCode::BAD_REQUEST,
                "malformed",
                "Malformed request",
                detail,
            )
        }
    }
}
