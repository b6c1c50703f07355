//! Places for connections. When all are taken, whoever has been waited for longest makes room: for a request to arrive whole,
//! or for an answer to be read. Who holds many connections open and says nothing so keeps nobody out, and a request that has
//! arrived is never given up.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// How often somebody else is asked to make room while nobody does.
const AGAIN: Duration = Duration::from_millis(20);

/// All places. Cloning shares them.
#[derive(Clone)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    waited_for: Arc<Mutex<WaitedFor>>,
}

/// The connections that are waited for, the longest first.
#[derive(Default)]
struct WaitedFor {
    next: u64,
    connections: BTreeMap<(Instant, u64), CancellationToken>,
}

/// The place of one connection. Dropping it makes it free.
pub(super) struct Place {
    places: Places,
    number: u64,
    since: Mutex<Option<Instant>>,
    /// Ends when the place is wanted for somebody else.
    pub(super) must_go: CancellationToken,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(most: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(most)),
            waited_for: Arc::default(),
        }
    }

    /// A place, which somebody else makes free when there is none; nothing when there will never be one.
    pub(super) async fn take(&self) -> Option<Place> {
        loop {
            let free = Arc::clone(&self.free);
            let permit = match Arc::clone(&self.free).try_acquire_owned() {
                Ok(permit) => Some(permit),
                Err(_) => {
                    self.make_room();
                    let permit = tokio::time::timeout(AGAIN, free.acquire_owned()).await;
                    match permit {
                        Ok(permit) => Some(permit.ok()?),
                        Err(_) => None,
                    }
                }
            };
            if let Some(permit) = permit {
                return Some(self.place(permit));
            }
        }
    }

    fn place(&self, permit: OwnedSemaphorePermit) -> Place {
        let mut waited_for = self.waited_for();
        waited_for.next += 1;
        let place = Place {
            places: self.clone(),
            number: waited_for.next,
            since: Mutex::default(),
            must_go: CancellationToken::new(),
            _permit: permit,
        };
        drop(waited_for);
        place.is_waited_for();
        place
    }

    fn make_room(&self) {
        if let Some((_, must_go)) = self.waited_for().connections.pop_first() {
            tracing::debug!("a connection makes room for another");
            must_go.cancel();
        }
    }

    fn waited_for(&self) -> MutexGuard<'_, WaitedFor> {
        self.waited_for
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// From now on the connection is waited for.
    pub(super) fn is_waited_for(&self) {
        let now = Instant::now();
        let before = self.since().replace(now);
        let mut waited_for = self.places.waited_for();
        if let Some(before) = before {
            waited_for.connections.remove(&(before, self.number));
        }
        let must_go = self.must_go.clone();
        waited_for.connections.insert((now, self.number), must_go);
    }

    /// A request has arrived whole, and is worked on.
    pub(super) fn is_worked_for(&self) {
        if let Some(since) = self.since().take() {
            let mut waited_for = self.places.waited_for();
            waited_for.connections.remove(&(since, self.number));
        }
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_worked_for();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_was_waited_for_longest_makes_room_and_who_is_worked_for_does_not() {
        let places = Places::new(3);
        let first = places.take().await.unwrap();
        let second = places.take().await.unwrap();
        let third = places.take().await.unwrap();
        first.is_worked_for();
        // Third asked once and is idle now, so second was waited for longer.
        third.is_worked_for();
        third.is_waited_for();
        let other = places.clone();
        let newcomer = tokio::spawn(async move { other.take().await.unwrap() });
        second.must_go.cancelled().await;
        assert!(!first.must_go.is_cancelled() && !third.must_go.is_cancelled());
        drop(second);
        let newcomer = newcomer.await.unwrap();
        assert!(!newcomer.must_go.is_cancelled());
        drop((first, third, newcomer));
        assert!(places.waited_for().connections.is_empty());
        assert_eq!(places.free.available_permits(), 3);
    }

    #[tokio::test]
    async fn when_everybody_is_worked_for_a_newcomer_waits() {
        let places = Places::new(1);
        let only = places.take().await.unwrap();
        only.is_worked_for();
        let waits = tokio::time::timeout(AGAIN * 4, places.take()).await;
        assert!(waits.is_err());
        only.is_waited_for();
        let (newcomer, ()) = tokio::join!(places.take(), async {
            only.must_go.cancelled().await;
            drop(only);
        });
        assert!(newcomer.is_some());
    }
}
