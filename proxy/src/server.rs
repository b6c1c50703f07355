//! Listening and serving, with the limits that `axum::serve` does not have: time for the headers of a
//! request and for a handshake, and the number of connections.

mod handshake;
mod tls;

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub use tls::{Tls, TlsError, TlsFiles};

use crate::client_address::Peer;

/// How long and how much at once.
#[derive(Clone, Copy, Debug)]
pub struct ServerLimits {
    /// Time for all headers of one request. A kept-alive connection may rest this long too.
    pub headers: Duration,
    /// Time until a connection is encrypted.
    pub handshake: Duration,
    /// Connections at once, those that are not encrypted yet included; more wait to be accepted.
    pub connections: usize,
    /// Time for open requests after the stop.
    pub farewell: Duration,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(15),
            handshake: Duration::from_secs(10),
            connections: 1024,
            farewell: Duration::from_secs(10),
        }
    }
}

/// What every connection is served with.
struct Serving {
    http: http1::Builder,
    router: Router,
    watcher: Watcher,
}

impl Serving {
    async fn http<S>(self, stream: S, from: IpAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let router = self.router;
        let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(from));
            router.clone().oneshot(request)
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Serves until `stop`, then lets open requests end. With `tls` over TLS only.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<Tls>,
    limits: ServerLimits,
    stop: CancellationToken,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(64 * 1024);
    loop {
        let place = tokio::select! {
            () = stop.cancelled() => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let Ok(place) = place else { break };
        let Some((stream, from)) = accepted(&listener, &stop).await else {
            break;
        };
        let serving = Serving {
            http: http.clone(),
            router: router.clone(),
            watcher: graceful.watcher(),
        };
        let (tls, stop) = (tls.clone(), stop.clone());
        tokio::spawn(async move {
            match tls {
                None => serving.http(stream, from).await,
                Some(tls) => {
                    if let Some(stream) =
                        handshake::encrypted(stream, &tls, limits.handshake, &stop).await
                    {
                        serving.http(stream, from).await;
                    }
                }
            }
            drop(place);
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
