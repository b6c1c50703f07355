//! Listening and serving, with the limits that `axum::serve` does not have: time for the headers of a
//! request and for a handshake, and the number of connections.

mod arriving;
mod handshake;
mod places;
mod tls;

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub use tls::{Tls, TlsError, TlsFiles};

use crate::client_address::Peer;
use arriving::Arriving;
use places::{Place, Places};

/// How long and how much at once.
#[derive(Clone, Copy, Debug)]
pub struct ServerLimits {
    /// Time for all headers of one request. A kept-alive connection may rest this long too.
    pub headers: Duration,
    /// Time until a connection is encrypted.
    pub handshake: Duration,
    /// Connections at once, those that are not encrypted yet included. Beyond them one that is waited for makes room.
    pub connections: usize,
    /// Time for open requests after the stop.
    pub farewell: Duration,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(15),
            handshake: Duration::from_secs(10),
            connections: 4096,
            farewell: Duration::from_secs(10),
        }
    }
}

/// What every connection is served with.
struct Serving {
    http: http1::Builder,
    router: Router,
    watcher: Watcher,
    place: Arc<Place>,
}

impl Serving {
    async fn http<S>(self, stream: S, from: IpAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (router, place) = (self.router, self.place);
        let must_go = place.must_go.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            answered(request, from, router.clone(), Arc::clone(&place))
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            ended = self.watcher.watch(connection) => if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended early");
            },
            () = must_go.cancelled() => {}
        }
    }
}

/// The answer to one request. As soon as there is one, the connection is waited for again; but whoever follows a stream
/// keeps the place.
async fn answered(
    request: hyper::Request<Incoming>,
    from: IpAddr,
    router: Router,
    place: Arc<Place>,
) -> Result<Response, Infallible> {
    if is_ambiguous(request.headers()) {
        return Ok(closing(StatusCode::BAD_REQUEST));
    }
    let mut request = request.map(|body| Arriving::new(body, Arc::clone(&place)));
    // Somebody else has this place already: nothing is begun that would be given up.
    if place.must_go.is_cancelled() {
        return Ok(closing(StatusCode::SERVICE_UNAVAILABLE));
    }
    request.extensions_mut().insert(Peer(from));
    let answer = router.oneshot(request).await?;
    let kind = answer.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "text/event-stream") {
        place.is_waited_for();
    }
    Ok(answer)
}

/// Whether something before us may have taken another end of the request for its own.
fn is_ambiguous(headers: &HeaderMap) -> bool {
    let lengths = headers.get_all(header::CONTENT_LENGTH).iter().count();
    let encodings = headers.get_all(header::TRANSFER_ENCODING).iter().count();
    let hosts = headers.get_all(header::HOST).iter().count();
    lengths + encodings > 1 || hosts > 1
}

/// Nothing that comes after it on this connection is read.
fn closing(status: StatusCode) -> Response {
    (status, [(header::CONNECTION, "close")]).into_response()
}

/// Serves until `stop`, then lets open requests end. With `tls` over TLS only.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<Tls>,
    limits: ServerLimits,
    stop: CancellationToken,
) -> io::Result<()> {
    let places = Places::new(limits.connections);
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(64 * 1024);
    loop {
        let Some((stream, from)) = accepted(&listener, &stop).await else {
            break;
        };
        // After somebody came: nobody makes room for nobody.
        let place = tokio::select! {
            () = stop.cancelled() => break,
            place = places.take() => place,
        };
        let Some(place) = place else { break };
        let serving = Serving {
            http: http.clone(),
            router: router.clone(),
            watcher: graceful.watcher(),
            place: Arc::new(place),
        };
        let (tls, stop) = (tls.clone(), stop.clone());
        tokio::spawn(async move {
            match tls {
                None => serving.http(stream, from).await,
                Some(tls) => {
                    let must_go = serving.place.must_go.clone();
                    let encrypted = handshake::encrypted(stream, &tls, limits.handshake, &stop);
                    let encrypted = must_go.run_until_cancelled(encrypted).await.flatten();
                    if let Some(stream) = encrypted {
                        serving.http(stream, from).await;
                    }
                }
            }
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.farewell) => tracing::warn!("some requests did not end in time"),
    }
    Ok(())
}

/// The next connection; `None` after `stop`.
async fn accepted(listener: &TcpListener, stop: &CancellationToken) -> Option<(TcpStream, IpAddr)> {
    loop {
        tokio::select! {
            () = stop.cancelled() => return None,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => return Some((stream, peer.ip())),
                // One connection that failed, or no file descriptors for a moment.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
}

#[cfg(test)]
mod tests;
