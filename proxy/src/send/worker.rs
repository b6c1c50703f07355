//! The worker: takes sends that are due, and holds their leases while it drives them.
//!
//! Several workers can share one ledger. None of them knows of the others: the lease is all there is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Semaphore;

use super::{Pauses, Sender};
use crate::connection::BambooHr;
use crate::ledger::Lease;

/// Sends driven at once. Each has at most one request on its way.
const AT_ONCE: usize = 8;
/// Longest sleep while nothing is due: another proxy may have accepted something, or died.
const LOOK_AROUND: Duration = Duration::from_millis(500);
/// Leases are renewed well before they end: so often while one lasts.
const RENEWALS: u32 = 4;

/// Until when the leases of this worker are certainly its own, by its own two clocks: one does not run while
/// the machine sleeps, the other can be set.
#[derive(Debug, Default)]
pub(super) struct Certainty(Mutex<Option<(Instant, SystemTime)>>);

impl Certainty {
    /// The leases were renewed or taken by a call that began at these times.
    fn begins(&self, (instant, time): (Instant, SystemTime)) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((instant, time));
    }

    /// Whether there is time enough left for something that must not happen twice.
    pub(super) fn is_given(&self, lease: Duration) -> bool {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|(instant, time)| {
            let most = lease / 2;
            instant.elapsed() < most && time.elapsed().is_ok_and(|elapsed| elapsed < most)
        })
    }
}

fn clocks() -> (Instant, SystemTime) {
    (Instant::now(), SystemTime::now())
}

impl Sender {
    /// Drives sends in the background until [`Self::finish`]. Without a BambooHR there is nothing to drive.
    pub fn work(&self) {
        let Some(bamboohr) = self.inner.bamboohr.clone() else {
            return;
        };
        let (renewing, working) = (self.clone(), self.clone());
        self.inner
            .tasks
            .spawn(async move { renewing.keep_leases().await });
        self.inner
            .tasks
            .spawn(async move { working.take_what_is_due(&bamboohr).await });
    }

    async fn keep_leases(&self) {
        let inner = &self.inner;
        loop {
            tokio::select! {
                // Sends on their way end first; their leases must last so long.
                () = inner.stop.cancelled(), if inner.tasks.len() <= 1 => return,
                () = tokio::time::sleep(inner.ledger.lease() / RENEWALS) => {}
            }
            let began = clocks();
            match inner.ledger.renew(&inner.worker).await {
                Ok(_) => inner.certainty.begins(began),
                Err(error) => tracing::error!(%error, "leases could not be renewed"),
            }
        }
    }

    async fn take_what_is_due(&self, bamboohr: &Arc<BambooHr>) {
        let inner = &self.inner;
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut pauses = Pauses::default();
        while !inner.stop.is_cancelled() {
            let free = u32::try_from(places.available_permits()).unwrap_or(0);
            let began = clocks();
            let mut rest = LOOK_AROUND;
            if free > 0 {
                match inner.ledger.claim(&inner.worker, free).await {
                    Ok(leases) => {
                        pauses = Pauses::default();
                        if !leases.is_empty() {
                            inner.certainty.begins(began);
                        }
                        for lease in leases {
                            let place = Arc::clone(&places).try_acquire_owned();
                            self.start(Arc::clone(bamboohr), lease, place.ok());
                        }
                        if let Ok(Some(due)) = inner.ledger.next_due().await {
                            rest = rest.min(due);
                        }
                    }
                    Err(error) => {
                        tracing::error!(%error, "due sends cannot be looked for");
                        if !pauses.wait(&inner.stop).await {
                            return;
                        }
                    }
                }
            }
            tokio::select! {
                () = inner.stop.cancelled() => return,
                () = inner.wake.notified() => {}
                () = bamboohr.is_back() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    fn start(
        &self,
        bamboohr: Arc<BambooHr>,
        lease: Lease,
        place: Option<tokio::sync::OwnedSemaphorePermit>,
    ) {
        let sender = self.clone();
        self.inner.tasks.spawn(async move {
            let mut pauses = Pauses::default();
            // An answer that only this process knows is written down inside; here a send just starts over.
            while let Err(error) = sender.drive(&bamboohr, &lease).await {
                tracing::error!(%error, send = lease.send.as_str(), "a send waits for the ledger");
                if !pauses.wait(&sender.inner.stop).await {
                    break;
                }
            }
            drop(place);
            sender.inner.wake.notify_one();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::LEASE;

    #[test]
    fn a_lease_is_certain_only_shortly_after_it_was_renewed() {
        let certainty = Certainty::default();
        assert!(!certainty.is_given(LEASE), "never renewed");
        certainty.begins(clocks());
        assert!(certainty.is_given(LEASE));
        let long_ago = Instant::now().checked_sub(LEASE).unwrap();
        certainty.begins((long_ago, SystemTime::now()));
        assert!(!certainty.is_given(LEASE), "the process was stopped");
        certainty.begins((Instant::now(), SystemTime::now() - LEASE));
        assert!(!certainty.is_given(LEASE), "the machine slept");
    }
}
