//! The log of API requests, for tests that count what was really sent and for the page that shows it.
//! It holds names of keys, never keys, and no bodies.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

/// More requests than these are not remembered: the oldest are forgotten first.
pub(crate) const MOST_REQUESTS: usize = 10_000;

/// One request to the API. Pages and the test interface are not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedRequest {
    /// Counts from 1 in the order of arrival; starts again after a reset.
    pub sequence: u64,
    /// When it arrived.
    pub at: Timestamp,
    /// As sent, such as `POST`.
    pub method: String,
    /// Path with query, as sent.
    pub path: String,
    /// The status answered. `None` when nothing was answered: the connection was dropped, or the
    /// request is still being worked on (then `milliseconds` is `None` too).
    pub status: Option<u16>,
    /// The text of the answer's error header, such as `Duplicate email`. `None` when it has none.
    pub message: Option<String>,
    /// From the arrival to the answer, or to the end of the connection. `None` until then.
    pub milliseconds: Option<u64>,
    /// The name of the key, such as `admin`; `None` when it was missing or wrong.
    pub key: Option<String>,
    /// What a fault did to the request, in words. `None` when no fault was played.
    pub fault: Option<String>,
}

/// The newest [`MOST_REQUESTS`] requests, without gaps in their numbers.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    requests: VecDeque<RecordedRequest>,
}

impl RequestLog {
    /// Records an arrival and returns its sequence number.
    pub(crate) fn arrived(
        &mut self,
        at: Timestamp,
        method: &str,
        path: &str,
        key: Option<&str>,
    ) -> u64 {
        let sequence = self.requests.back().map_or(1, |last| last.sequence + 1);
        if self.requests.len() >= MOST_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(RecordedRequest {
            sequence,
            at,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            message: None,
            milliseconds: None,
            key: key.map(str::to_owned),
            fault: None,
        });
        sequence
    }

    /// Notes what a fault does to an earlier arrival.
    pub(crate) fn met_fault(&mut self, sequence: u64, fault: String) {
        if let Some(request) = self.find(sequence) {
            request.fault = Some(fault);
        }
    }

    /// Notes the answer to an earlier arrival, before [`RequestLog::ended`].
    pub(crate) fn answered(&mut self, sequence: u64, status: u16, message: Option<String>) {
        if let Some(request) = self.find(sequence) {
            request.status = Some(status);
            request.message = message;
        }
    }

    /// Notes that an earlier arrival is done with, answered or not.
    pub(crate) fn ended(&mut self, sequence: u64, milliseconds: u64) {
        if let Some(request) = self.find(sequence) {
            request.milliseconds = Some(milliseconds);
        }
    }

    /// Those still remembered, in the order they arrived.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &RecordedRequest> {
        self.requests.iter()
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.requests.iter().cloned().collect()
    }

    /// One from before a reset, or long ago, is gone, which is fine.
    fn find(&mut self, sequence: u64) -> Option<&mut RecordedRequest> {
        let first = self.requests.front()?.sequence;
        let position = usize::try_from(sequence.checked_sub(first)?).ok()?;
        self.requests.get_mut(position)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]
    use super::*;

    #[test]
    fn the_oldest_requests_are_forgotten_and_numbers_go_on() {
        let mut log = RequestLog::default();
        let beyond = u64::try_from(MOST_REQUESTS).unwrap() + 2;
        for expected in 1..=beyond {
            let sequence = log.arrived(Timestamp::UNIX_EPOCH, "GET", "/", None);
            assert_eq!(sequence, expected);
        }
        log.answered(1, 200, None);
        log.answered(beyond, 404, None);
        log.ended(beyond, 7);
        log.met_fault(3, "waited".to_owned());
        let all = log.all();
        assert_eq!(all.len(), MOST_REQUESTS);
        assert_eq!(
            (all[0].sequence, all[0].fault.as_deref()),
            (3, Some("waited"))
        );
        let last = log.iter().next_back().unwrap();
        assert_eq!(
            (last.sequence, last.status, last.milliseconds),
            (beyond, Some(404), Some(7))
        );
        assert_eq!(
            all.iter()
                .filter(|request| request.status.is_some())
                .count(),
            1
        );
    }
}
