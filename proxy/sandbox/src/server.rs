//! The running server: a listener on the loopback address and one task per connection.
//! Connections are served here and not by `axum::serve` because a fault may demand that a connection
//! end without a single byte, which only whoever owns the connection can do.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::SignedDuration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt as _;

use crate::beginning::{Beginning, Builder};
use crate::company::{EmployeeRecord, Key, Settings, Tokens};
use crate::fault::Fault;
use crate::http::{DropConnection, router};
use crate::request_log::RecordedRequest;
use crate::state::{SandboxState, WhileRunning};

/// A running sandbox. It serves until it is stopped or dropped; both end open connections at once.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    state: SandboxState,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    /// The company is kept until this is dropped.
    _keeping: WhileRunning,
}

impl Sandbox {
    /// Chooses how to start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts with a fresh company on a free port of 127.0.0.1.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts with a fresh company on this address. Only loopback addresses are accepted
    /// (`InvalidInput` otherwise); a taken port is `AddrInUse`. Port 0 means any free one.
    pub async fn start_on(address: SocketAddr) -> io::Result<Self> {
        Self::builder().address(address).start().await
    }

    /// As [`Sandbox::start_on`], with the company kept in `file` from one run to the next. The request
    /// log and the faults are not kept. `InvalidData` when the file holds something else, `ResourceBusy` when
    /// another sandbox keeps its company in it.
    pub async fn start_keeping(address: SocketAddr, file: PathBuf) -> io::Result<Self> {
        Self::builder()
            .address(address)
            .state_file(file)
            .start()
            .await
    }

    /// The state is made once the port is ours: a start that fails must not touch the file.
    pub(crate) async fn begin(address: SocketAddr, beginning: Beginning) -> io::Result<Self> {
        if !address.ip().is_loopback() {
            let reason = "the sandbox listens on loopback addresses only";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let state = SandboxState::begin(beginning)?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, router(state.clone()), stopped));
        Ok(Self {
            address,
            _keeping: WhileRunning(state.clone()),
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

    /// Changes the settings; an error is a sentence on why nothing was changed.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<(), &'static str> {
        self.state.change_settings(change)
    }

    /// The settings as they are.
    pub fn settings(&self) -> Settings {
        self.state.company().settings.clone()
    }

    /// Adds a key or replaces the one of this name; an error is a sentence on what is wrong with it.
    pub fn set_key(&self, name: &str, key: Key) -> Result<(), &'static str> {
        self.state.set_key(name, key)
    }

    /// Takes a key away, as when its user is disabled; false when there is none of this name.
    pub fn remove_key(&self, name: &str) -> bool {
        self.state.remove_key(name)
    }

    /// OAuth tokens for the user of this key, without the way through a browser; `None` when there is
    /// no such key.
    pub fn issue_tokens(&self, user: &str) -> Option<Tokens> {
        self.state.issue_tokens(user)
    }

    /// Ends all access tokens, as time would; refresh tokens stay good.
    pub fn expire_tokens(&self) {
        self.state.expire_tokens();
    }

    /// Sets the sandbox's clock forward: first days come, tokens and lock-outs end.
    pub fn pass_time(&self, time: Duration) {
        let seconds = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
        self.state.pass_time(seconds);
    }

    /// Starts over with the scenario, settings and keys that this run began with: people, ids, tokens, request
    /// log, faults, the sequence of request ids and the clock are as at the start, so that the same requests
    /// get the same answers. A company that is kept in a file is overwritten.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// Closes the port and all connections; when this returns the port and the state file can be taken again.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use std::fs;

    use super::*;

    /// Stands for a request that is still under way when the sandbox ends: it holds the state, too.
    #[tokio::test]
    async fn what_is_done_after_the_end_is_not_kept_and_the_file_is_free_for_the_next_sandbox() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("acme.json");
        let start = || Sandbox::builder().state_file(file.clone()).start();
        for is_stopped in [true, false] {
            let sandbox = start().await.unwrap();
            let late = sandbox.state.clone();
            sandbox
                .change_settings(|settings| settings.visibility_lag_seconds = 8)
                .unwrap();
            if is_stopped {
                sandbox.stop().await;
            } else {
                drop(sandbox);
            }
            let at_the_end = fs::read(&file).unwrap();
            late.change_settings(|settings| settings.visibility_lag_seconds = 9)
                .unwrap();
            assert_eq!(fs::read(&file).unwrap(), at_the_end);
            assert!(fs::remove_file(&file).is_ok());
            late.reset();
            assert!(!file.exists());

            let next = start().await.unwrap();
            assert_eq!(next.settings().visibility_lag_seconds, 0);
            next.stop().await;
        }
    }
}
