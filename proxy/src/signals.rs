//! What the system asks of the program while it serves.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Ends it in order on SIGTERM and Ctrl-C.
pub fn stop_when_asked(stop: CancellationToken) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        stop.cancel();
    });
    Ok(())
}

/// SIGHUP says “read your files again” and would end a program that does not listen for it. Without a certificate there is
/// none to read.
pub fn have_nothing_to_reload(stop: CancellationToken) -> io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Some(()) = hangup.recv() => {
                    tracing::info!("asked to reload: there is no certificate here, and everything else is read at the start");
                }
            }
        }
    });
    Ok(())
}
