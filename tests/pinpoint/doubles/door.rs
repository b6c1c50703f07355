//! What stands between Pinpoint's webhooks and our program, and fails in the ways in which such a thing fails.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

const SIGNATURE: &str = "pinpoint-hmac-sha256";

/// What becomes of one delivery.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// It does not come through, and this status is answered.
    Refused(u16),
    /// It does not come through, and nothing is ever answered.
    Silent,
    /// It comes through, and this status is answered instead of ours.
    TakenBut(u16),
    /// It comes through, and nothing is ever answered.
    TakenInSilence,
}

/// A running one; it ends with the test.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) origin: String,
    behind: String,
    ways: Arc<Mutex<VecDeque<Way>>>,
    /// Each delivery: its signature and its body.
    seen: Arc<Mutex<Vec<(String, Bytes)>>>,
}

impl Door {
    /// Before the program at this origin. The ways are gone one after the other; afterwards everything comes through.
    pub(super) async fn before(behind: &str, ways: &[Way]) -> Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let door = Self {
            origin: format!("http://{}", listener.local_addr()?),
            behind: behind.to_owned(),
            ways: Arc::new(Mutex::new(ways.iter().copied().collect())),
            seen: Arc::default(),
        };
        let router = Router::new().fallback(one).with_state(door.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(door)
    }

    /// What was delivered so far.
    pub(super) fn seen(&self) -> Vec<(String, Bytes)> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    async fn through(&self, uri: &Uri, signature: &str, body: Bytes) -> StatusCode {
        let request = reqwest::Client::new()
            .post(format!("{}{}", self.behind, uri.path()))
            .header(header::CONTENT_TYPE, "application/json")
            .header(SIGNATURE, signature);
        let answer = request.body(body).send().await;
        answer.map_or(StatusCode::BAD_GATEWAY, |answer| answer.status())
    }
}

async fn one(State(door): State<Door>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let signature = headers.get(SIGNATURE).and_then(|text| text.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let way = {
        let mut seen = door.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push((signature.clone(), body.clone()));
        let mut ways = door.ways.lock().unwrap_or_else(PoisonError::into_inner);
        ways.pop_front()
    };
    let own = |status: u16| StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    match way {
        None => door.through(&uri, &signature, body).await.into_response(),
        Some(Way::Refused(status)) => {
            (own(status), [(header::LOCATION, "/elsewhere")]).into_response()
        }
        Some(Way::Silent) => std::future::pending().await,
        Some(Way::TakenBut(status)) => {
            door.through(&uri, &signature, body).await;
            own(status).into_response()
        }
        Some(Way::TakenInSilence) => {
            door.through(&uri, &signature, body).await;
            std::future::pending().await
        }
    }
}
