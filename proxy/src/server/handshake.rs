//! From a connection to an encrypted one, in time or not at all.

use std::time::Duration;

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;

use super::Tls;

/// The encrypted connection. Whoever does not come to an end with the handshake in time, speaks something else, or is
/// still at it at the stop is let go.
pub(super) async fn encrypted(
    stream: TcpStream,
    tls: &Tls,
    longest: Duration,
    stop: &CancellationToken,
) -> Option<TlsStream<TcpStream>> {
    let handshake = TlsAcceptor::from(tls.config()).accept(stream);
    let outcome = tokio::select! {
        () = stop.cancelled() => return None,
        outcome = tokio::time::timeout(longest, handshake) => outcome,
    };
    match outcome {
        Ok(Ok(stream)) => Some(stream),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a connection was not encrypted");
            None
        }
        Err(_) => {
            tracing::debug!("a handshake did not end in time");
            None
        }
    }
}
