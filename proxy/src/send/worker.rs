//! The worker: takes sends that are due, and holds their leases while it drives them.
//!
//! Several workers can share one ledger. None of them knows of the others: the lease is all there is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Inner, Pauses, Sender};
use crate::ledger::{Lease, LedgerError};

/// Sends driven at once. Each has at most one request on its way.
const AT_ONCE: usize = 8;
/// Longest sleep while nothing is due: another proxy may have accepted something, or died.
const LOOK_AROUND: Duration = Duration::from_millis(500);
/// At the end: how often it is looked whether the last send has ended.
const UNTIL_ENDED: Duration = Duration::from_millis(20);
/// When a send whose row cannot be read is looked at again: perhaps by a newer version.
const UNREADABLE: Duration = Duration::from_secs(600);

/// The two clocks of this machine: one does not run while it sleeps, the other can be set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clocks(Instant, SystemTime);

impl Clocks {
    pub(super) fn now() -> Self {
        Self(Instant::now(), SystemTime::now())
    }

    /// Whether a lease that was written at this moment or later certainly lasts for something that must not
    /// happen twice. A process that was stopped, or a machine that slept, can tell nothing.
    pub(super) fn are_recent(self, lease: Duration) -> bool {
        let Self(instant, time) = self;
        let most = lease / 2;
        instant.elapsed() < most && time.elapsed().is_ok_and(|elapsed| elapsed < most)
    }
}

/// The leases whose sends are being driven at this moment. Only these are renewed: what is claimed and not
/// driven, for whatever reason, comes free by itself.
#[derive(Debug, Default)]
pub(super) struct Driven(Mutex<Vec<Lease>>);

impl Driven {
    fn all(&self) -> Vec<Lease> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn add(&self, lease: &Lease) {
        let mut leases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        leases.push(lease.clone());
    }

    fn remove(&self, lease: &Lease) {
        let mut leases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        leases.retain(|driven| driven != lease);
    }
}

/// Takes the lease out of those that are driven however the driving ends, by a defect too.
struct Driving {
    sender: Sender,
    lease: Lease,
}

impl Driving {
    fn begins(sender: Sender, lease: Lease) -> Self {
        sender.inner.driven.add(&lease);
        Self { sender, lease }
    }
}

impl Drop for Driving {
    fn drop(&mut self) {
        self.sender.inner.driven.remove(&self.lease);
        self.sender.inner.wake.notify_one();
    }
}

impl Sender {
    /// Drives sends in the background until [`Self::finish`]: those of accounts whose BambooHR is connected.
    pub fn work(&self) {
        let (renewing, working) = (self.clone(), self.clone());
        self.inner
            .tasks
            .spawn(async move { renewing.keep_leases().await });
        self.inner
            .tasks
            .spawn(async move { working.take_what_is_due().await });
    }

    async fn keep_leases(&self) {
        let inner = &self.inner;
        let pause = inner.ledger.lease() / 4;
        let mut renewed = Instant::now();
        // At the end sends on their way end first, and their leases must last so long.
        while !inner.stop.is_cancelled() || inner.tasks.len() > 1 {
            tokio::select! {
                () = inner.stop.cancelled() => tokio::time::sleep(UNTIL_ENDED).await,
                () = tokio::time::sleep(pause) => {}
            }
            if renewed.elapsed() >= pause {
                renewed = Instant::now();
                if let Err(error) = inner.ledger.renew(&inner.driven.all()).await {
                    tracing::error!(%error, "leases could not be renewed");
                }
            }
        }
    }

    async fn take_what_is_due(&self) {
        let inner = &self.inner;
        // A BambooHR that is back, or another connection.
        let mut accounts = inner.ledger.account_changes();
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut pauses = Pauses::default();
        while !inner.stop.is_cancelled() {
            let free = u32::try_from(places.available_permits()).unwrap_or(0);
            let mut rest = LOOK_AROUND;
            if free > 0 {
                match self.claim(free).await {
                    Ok((leases, due)) => {
                        pauses = Pauses::default();
                        for lease in leases {
                            let place = Arc::clone(&places).try_acquire_owned();
                            self.start(lease, place.ok());
                        }
                        rest = rest.min(due.unwrap_or(rest));
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
                _ = accounts.recv() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// What is due, and how long until something else is.
    async fn claim(&self, most: u32) -> Result<(Vec<Lease>, Option<Duration>), LedgerError> {
        let Inner {
            ledger,
            connections,
            worker,
            ..
        } = &*self.inner;
        let accounts = connections.live().await?;
        let leases = ledger.claim(worker, most, &accounts).await?;
        let due = match accounts.is_empty() {
            true => None,
            false => ledger.next_due(&accounts).await.unwrap_or_default(),
        };
        Ok((leases, due))
    }

    fn start(&self, lease: Lease, place: Option<OwnedSemaphorePermit>) {
        let driving = Driving::begins(self.clone(), lease);
        self.inner.tasks.spawn(async move {
            let Driving { sender, lease } = &driving;
            let mut pauses = Pauses::default();
            // An answer that only this process knows is written down inside; here a send just starts over.
            while let Err(error) = sender.drive(lease).await {
                tracing::error!(%error, send = lease.send.as_str(), "a send waits for the ledger");
                // It stays unreadable, and must not keep the place of those that are not.
                if let LedgerError::UnreadableRow(_) = error {
                    let put_away = sender.inner.ledger.release(lease, Some(UNREADABLE)).await;
                    if put_away.is_ok() {
                        break;
                    }
                }
                if !pauses.wait(&sender.inner.stop).await {
                    break;
                }
            }
            drop(place);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_certain_only_shortly_after_it_was_written() {
        let lease = Duration::from_secs(6);
        assert!(Clocks::now().are_recent(lease));
        let Clocks(instant, time) = Clocks::now();
        let long_ago = instant.checked_sub(lease).unwrap();
        assert!(
            !Clocks(long_ago, time).are_recent(lease),
            "the process was stopped"
        );
        assert!(
            !Clocks(instant, time - lease).are_recent(lease),
            "the machine slept"
        );
        assert!(
            !Clocks(instant, time + lease).are_recent(lease),
            "the clock was set back"
        );
    }
}
