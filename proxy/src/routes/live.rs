//! Server-sent events: the newest picture of something, whenever it changes.
//!
//! Each event carries the whole picture, so that nothing has to be pieced together after a broken
//! connection. Changes made by this process arrive at once; what another proxy on the same ledger changes
//! is seen within a second.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::account::{AccountId, SignedIn};
use crate::app::App;
use crate::ledger::{LedgerError, SendId};
use crate::problem::ApiError;
use crate::sessions;
use crate::streams::OpenStream;

/// Others may have changed it.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// So long somebody who is signed out may still see it.
const LOOK_WHO: Duration = Duration::from_secs(5);

/// What is shown now.
pub(super) struct Picture {
    /// Grows with every change that is written down.
    version: i64,
    /// What goes to the browser, as JSON.
    data: String,
    /// The same without what passes by itself as time goes by, such as seconds to wait.
    essence: String,
    /// Whether nothing will change any more.
    is_final: bool,
}

impl Picture {
    /// `essence` is `shown` without what passes by itself.
    pub(super) fn new<T: Serialize>(
        version: i64,
        shown: &T,
        essence: &T,
        is_final: bool,
    ) -> Result<Self, LedgerError> {
        let text = |shown: &T| {
            serde_json::to_string(shown).map_err(|_| LedgerError::UnreadableRow("a picture"))
        };
        Ok(Self {
            version,
            data: text(shown)?,
            essence: text(essence)?,
            is_final,
        })
    }
}

/// The newest picture that the browser has, when it comes back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastEventId(Option<i64>);

impl<S: Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let seen = parts.headers.get("last-event-id");
        let seen = seen.and_then(|id| id.to_str().ok());
        Ok(Self(seen.and_then(|id| id.trim().parse().ok())))
    }
}

/// A look that can be repeated; `None` when what is looked at is gone.
pub(super) trait Look: Send + 'static {
    /// Whether a change of this send can change the picture.
    fn concerns(&self, send: &SendId) -> bool;

    fn look(&self) -> impl Future<Output = Result<Option<Picture>, LedgerError>> + Send;
}

/// Streams pictures until one is final, the proxy stops, whoever looks is signed out, or what is looked at is gone. A browser that has
/// seen the final one is told not to come back.
pub(super) async fn follow(
    name: &'static str,
    seen: LastEventId,
    app: &App,
    who: SignedIn,
    look: impl Look,
) -> Result<Response, ApiError> {
    let LastEventId(seen) = seen;
    // Before the first look, so that no change falls between the two.
    let (changes, accounts) = (app.ledger().changes(), app.ledger().account_changes());
    if let Some(seen) = seen
        && let Some(now) = look.look().await?
        && now.is_final
        && now.version <= seen
    {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let following = Following {
        _open: app.streams().open(&who)?,
        name,
        look,
        changes,
        accounts,
        stop: app.sender().stop().clone(),
        app: app.clone(),
        who,
        seen_at: Instant::now(),
        essence: None,
        has_ended: false,
    };
    let events = stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok::<_, Infallible>(event), following))
    });
    let alive = KeepAlive::new().interval(KEEP_ALIVE);
    Ok(Sse::new(events).keep_alive(alive).into_response())
}

struct Following<L> {
    _open: OpenStream,
    name: &'static str,
    look: L,
    changes: broadcast::Receiver<SendId>,
    accounts: broadcast::Receiver<AccountId>,
    stop: CancellationToken,
    app: App,
    who: SignedIn,
    /// When it was looked last whether they are still signed in.
    seen_at: Instant,
    /// Of the last picture that was looked at.
    essence: Option<String>,
    has_ended: bool,
}

impl<L: Look> Following<L> {
    async fn next(&mut self) -> Option<Event> {
        while !self.has_ended && !self.stop.is_cancelled() {
            if !self.is_still_signed_in().await {
                return None;
            }
            match self.look.look().await {
                Ok(None) => return None,
                Ok(Some(picture)) => {
                    self.has_ended = picture.is_final;
                    // The first one is always told: more than the version can have changed while nobody listened.
                    let is_known = self.essence.as_ref() == Some(&picture.essence);
                    self.essence = Some(picture.essence);
                    if !is_known {
                        let event = Event::default().event(self.name);
                        return Some(event.id(picture.version.to_string()).data(picture.data));
                    }
                }
                // The picture stays as it is until the ledger is back.
                Err(error) => tracing::error!(%error, "a picture cannot be looked at"),
            }
            let stop = self.stop.clone();
            tokio::select! {
                () = stop.cancelled() => return None,
                () = self.something_changed(), if !self.has_ended => {}
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
        None
    }

    /// While the ledger is away nobody can tell, and nothing new is shown either.
    async fn is_still_signed_in(&mut self) -> bool {
        if self.seen_at.elapsed() < LOOK_WHO {
            return true;
        }
        let is_here = sessions::is_still_here(&self.app, &self.who).await;
        self.seen_at = Instant::now();
        is_here.unwrap_or(true)
    }

    /// Waits for a change that this picture may show. Whoever was told of too much looks at once.
    async fn something_changed(&mut self) {
        loop {
            tokio::select! {
                send = self.changes.recv() => match send {
                    Ok(send) if !self.look.concerns(&send) => {}
                    _ => return,
                },
                _ = self.accounts.recv() => return,
            }
        }
    }
}
