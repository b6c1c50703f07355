//! How many streams are open at once. Each holds a connection for as long as somebody looks, so nobody may hold many, and
//! all of them together leave room for everything else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::account::SignedIn;
use crate::metrics;
use crate::problem::ApiError;

/// Of one person: some tabs on some computers.
const OF_ONE: usize = 30;
/// Of everybody, of the connections that the server takes.
const OF_ALL: usize = 600;
/// Of one account.
const OF_ACCOUNT: usize = 200;
/// When to come back.
const SOON: Duration = Duration::from_secs(10);

/// Account and id of somebody.
type Person = (String, String);

/// The streams that are open. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Streams(Arc<Mutex<HashMap<Person, usize>>>);

/// A stream that is open until this is dropped.
#[derive(Debug)]
pub(crate) struct OpenStream {
    streams: Streams,
    who: Person,
}

impl Streams {
    /// Opens one more for this person.
    pub(crate) fn open(&self, who: &SignedIn) -> Result<OpenStream, ApiError> {
        let who = (who.account.as_str().to_owned(), who.id().to_owned());
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let theirs = open.iter().filter(|((account, _), _)| *account == who.0);
        let of_account: usize = theirs.map(|(_, open)| open).sum();
        let of_one = open.entry(who.clone()).or_default();
        if *of_one >= OF_ONE || of_account >= OF_ACCOUNT || all >= OF_ALL {
            let detail = "Too many pages follow something live at once. Close some of them, and this one goes on by itself.";
            return Err(ApiError::too_many("Too many pages", detail, SOON));
        }
        *of_one += 1;
        metrics::stream_opened();
        Ok(OpenStream {
            streams: self.clone(),
            who,
        })
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        metrics::stream_closed();
        let mut open = self
            .streams
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(of_one) = open.get_mut(&self.who) {
            *of_one = of_one.saturating_sub(1);
            if *of_one == 0 {
                open.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_can_hold_some_streams_and_gets_more_when_some_are_closed() {
        let streams = Streams::default();
        let who = SignedIn::in_demonstration();
        let mut held: Vec<_> = (0..OF_ONE).map(|_| streams.open(&who).unwrap()).collect();
        assert!(streams.open(&who).is_err());
        held.pop();
        held.push(streams.open(&who).unwrap());
        drop(held);
        assert!(streams.0.lock().unwrap().is_empty());
    }
}
