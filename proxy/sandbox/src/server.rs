//! The running server: a listener on the loopback address and one task per connection.
//! Connections are served here and not by `axum::serve` because a fault may demand that a connection
//! end without a single byte, which only whoever owns the connection can do.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt as _;

use crate::company::EmployeeRecord;
use crate::fault::Fault;
use crate::http::{DropConnection, router};
use crate::request_log::RecordedRequest;
use crate::state::SandboxState;

/// A running sandbox. It serves until it is stopped or dropped; both end open connections at once.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    state: SandboxState,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Starts with a fresh company on a free port of 127.0.0.1.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// Starts with a fresh company on this address. Only loopback addresses are accepted
    /// (`InvalidInput` otherwise); a taken port is `AddrInUse`. Port 0 means any free one.
    pub async fn start_on(address: SocketAddr) -> io::Result<Self> {
        Self::start_with(address, || Ok(SandboxState::new())).await
    }

    /// As [`Sandbox::start_on`], with the company kept in `file` from one run to the next. The request
    /// log and the faults are not kept. `InvalidData` when the file holds something else.
    pub async fn start_keeping(address: SocketAddr, file: PathBuf) -> io::Result<Self> {
        Self::start_with(address, || SandboxState::kept_in(file)).await
    }

    /// The state is made once the port is ours: two sandboxes must not keep the same file.
    async fn start_with(
        address: SocketAddr,
        state: impl FnOnce() -> io::Result<SandboxState>,
    ) -> io::Result<Self> {
        if !address.ip().is_loopback() {
            let reason = "the sandbox listens on loopback addresses only";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let state = state()?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, router(state.clone()), stopped));
        Ok(Self {
            address,
            state,
            stop,
            serving,
        })
    }

    /// `http://` with address and port, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens, for [`Sandbox::start_on`] after a stop.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everybody in the company, by ascending id.
    pub fn employees(&self) -> Vec<EmployeeRecord> {
        self.state.employees()
    }

    /// The API requests so far, in the order they arrived.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests()
    }

    /// Adds a fault behind those already waiting.
    pub fn add_fault(&self, fault: Fault) {
        self.state.add_fault(fault);
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        self.state.clear_faults();
    }

    /// Back to the state of a fresh start: people, ids, request log, faults.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// Closes the port and all connections; when this returns the port can be taken again.
    pub async fn stop(self) {
        drop(self.stop);
        // Fails only when the serving task panicked or was cancelled: either way it no longer serves.
        let _ = self.serving.await;
    }
}

/// Serves until `stopped` is sent or its sender is gone.
async fn serve(listener: TcpListener, router: Router, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, router.clone()));
                }
                // Out of file handles, most likely: let some connections end first.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn serve_connection(stream: TcpStream, router: Router) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move { unless_dropped(router.oneshot(request).await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new());
    // An error ends this connection only, and is how a dropped one ends.
    let _ = builder
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// A service error makes hyper close the connection without writing anything.
fn unless_dropped(answer: Result<Response, Infallible>) -> Result<Response, ConnectionDropped> {
    let Ok(response) = answer;
    match response.extensions().get::<DropConnection>() {
        Some(DropConnection) => Err(ConnectionDropped),
        None => Ok(response),
    }
}

#[derive(Debug)]
struct ConnectionDropped;

impl fmt::Display for ConnectionDropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection was dropped as a fault demanded")
    }
}

impl std::error::Error for ConnectionDropped {}
