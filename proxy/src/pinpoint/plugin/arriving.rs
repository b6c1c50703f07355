//! A call as it arrives: counted, with a turn when it is large, and with the server whose connection code it brings.

use std::time::Duration;

use ::pinpoint::plugin::Call;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, StatusCode, header};
use tokio::time::Instant;

use super::strangers::{self, Trial};
use super::{Plugin, caller};
use crate::ats::AtsServer;
use crate::client_address::ClientAddress;
use crate::problem::ApiError;
use crate::uploads::Turn;

/// The largest files that Pinpoint takes in, a cover letter of 30 MB and a document of 10 MB, as base64 with a form around.
pub(super) const LARGEST: usize = 40 * 1024 * 1024 / 3 * 4 + 512 * 1024;
/// Beyond this a body needs a turn.
const SMALL: u64 = 256 * 1024;
/// Longest wait for a turn, and never more than half of what the answer may take: a bulk move sends many at once.
const TURN: Duration = Duration::from_secs(5);
pub(super) const NO_TURN: &str =
    "Other files are being taken in at this moment. Press again in a minute. Nothing was sent.";
const MALFORMED: &str = "malformed";
const TOO_LARGE: &str = "too-large";

/// A call, and whose it is.
pub(super) struct Arrived {
    pub(super) call: Call,
    pub(super) server: Result<AtsServer, ApiError>,
    /// Held while a large body is in memory.
    pub(super) turn: Option<Turn>,
    pub(super) at: Instant,
}

/// Why a call is not taken.
enum Refused {
    /// Pinpoint is told, in the shape that it reads.
    Told(ApiError),
    /// What came is none of Pinpoint's calls, or nobody knows what it is.
    Plainly(ApiError),
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self::Told(error)
    }
}

impl FromRequest<Plugin> for Arrived {
    type Rejection = ApiError;

    async fn from_request(request: Request, plugin: &Plugin) -> Result<Self, Self::Rejection> {
        let at = Instant::now();
        let longest = plugin.settings.longest(request.uri().path());
        let taken = Self::taken(request, plugin, at, longest);
        let taken = tokio::time::timeout_at(at + longest, taken).await;
        match taken.unwrap_or_else(|_| Err(late().into())) {
            Ok(arrived) => Ok(arrived),
            Err(Refused::Plainly(error)) => Err(error),
            Err(Refused::Told(error)) => Ok(Self {
                call: Call::default(),
                server: Err(error),
                turn: None,
                at,
            }),
        }
    }
}

impl Arrived {
    async fn taken(
        request: Request,
        plugin: &Plugin,
        at: Instant,
        longest: Duration,
    ) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let app = &plugin.app;
        let Ok(ClientAddress(from)) = ClientAddress::from_request_parts(&mut parts, plugin).await;
        app.limits().count_place(from)?;
        caller::from_pinpoint(&plugin.settings.callers, from)?;
        // Before anything of the body is read: whoever brings a wrong code has nothing taken in.
        let server = caller::by_header(plugin, &parts.headers).await?;
        let wait = TURN.min(longest / 2);
        let length = said_length(&parts.headers);
        let is_large = !is_small(&parts.headers, length);
        let request = Request::from_parts(parts, body);
        let Some(server) = server else {
            // Where the operator has said which networks are Pinpoint's, no stranger is among those who call.
            let from = from.filter(|_| plugin.settings.callers.is_empty());
            let trial = match is_large {
                true => Some(plugin.strangers.turn(from, length, wait).await?),
                false => None,
            };
            return Self::of_a_stranger(request, plugin, at, trial).await;
        };
        let turn = match is_large {
            true => {
                let turn = app.uploads().wait(wait).await;
                Some(turn.map_err(|error| error.with_detail(NO_TURN))?)
            }
            false => None,
        };
        Ok(Self {
            call: read(request, plugin).await?,
            server: Ok(server),
            turn,
            at,
        })
    }

    /// A call whose code can only be in its body.
    async fn of_a_stranger(
        request: Request,
        plugin: &Plugin,
        at: Instant,
        trial: Option<Trial<'_>>,
    ) -> Result<Self, Refused> {
        let call = match trial {
            Some(_) => read_soon(request, plugin).await?,
            None => read(request, plugin).await?,
        };
        let server = caller::by_body(plugin, &call).await;
        let turn = match (&server, trial) {
            (Err(error), Some(trial)) if error.is(caller::NOT_CONNECTED) => {
                trial.proved_nothing();
                None
            }
            (_, Some(trial)) => after_the_trial(plugin, trial).await,
            (_, None) => None,
        };
        Ok(Self {
            call,
            server: Ok(server?),
            turn,
            at,
        })
    }
}

/// A turn like everybody's for as long as the files are worked on, so that the next stranger has theirs.
async fn after_the_trial(plugin: &Plugin, trial: Trial<'_>) -> Option<Turn> {
    let turn = plugin.app.uploads().wait(Duration::ZERO).await;
    let tried = trial.proved();
    turn.ok().or(tried)
}

async fn read(request: Request, plugin: &Plugin) -> Result<Call, Refused> {
    let body = Bytes::from_request(request, plugin).await;
    let body = body.map_err(|rejection| unreadable(rejection.status()))?;
    Call::read(&body).map_err(|_| no_call(&body))
}

/// The same within what a stranger has.
async fn read_soon(mut request: Request, plugin: &Plugin) -> Result<Call, Refused> {
    DefaultBodyLimit::max(strangers::LARGEST).apply(&mut request);
    let call = tokio::time::timeout(strangers::TIME, read(request, plugin)).await;
    match call.unwrap_or_else(|_| Err(late().into())) {
        Err(Refused::Plainly(error)) if error.is(TOO_LARGE) => Err(strangers::too_large().into()),
        call => call,
    }
}

/// How long the request says it is.
fn said_length(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

/// Whether the request says how long it is, and that is not long.
fn is_small(headers: &HeaderMap, length: Option<u64>) -> bool {
    match length {
        Some(length) => length <= SMALL,
        None => !headers.contains_key(header::TRANSFER_ENCODING),
    }
}

fn unreadable(status: StatusCode) -> Refused {
    let (kind, title, detail) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (
            TOO_LARGE,
            "Too large",
            "The request is larger than this address takes: files of 40 MB together.",
        ),
        _ => (MALFORMED, "Malformed request", "The request broke off."),
    };
    Refused::Plainly(ApiError::new(status, kind, title, detail))
}

/// What begins as JSON is a call that was cut off or is nested too deeply, and is answered as one.
fn no_call(body: &[u8]) -> Refused {
    let status = StatusCode::BAD_REQUEST;
    match body.trim_ascii_start().first() {
        Some(b'{' | b'[') => Refused::Told(ApiError::new(
            status,
            MALFORMED,
            "What Pinpoint sent cannot be read",
            "It is broken off or nested too deeply. Press again; if it happens again, tell your admin. Nothing was sent.",
        )),
        _ => {
            let detail = "The request’s content is no JSON.";
            Refused::Plainly(ApiError::new(
                status,
                MALFORMED,
                "Malformed request",
                detail,
            ))
        }
    }
}

fn late() -> ApiError {
    ApiError::new(
        StatusCode::REQUEST_TIMEOUT,
        "too-slow",
        "What Pinpoint sent did not come in time",
        "Press again in a minute, with smaller files if there are any. Nothing was sent.",
    )
}
