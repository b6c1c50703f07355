//! The log of API requests, for tests that count what was really sent. It holds names of keys, never
//! keys, and no bodies.

use serde::Serialize;

/// One request to the API. Pages and the test interface are not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedRequest {
    /// Counts from 1 in the order of arrival; starts again after a reset.
    pub sequence: u64,
    /// As sent, such as `POST`.
    pub method: String,
    /// Path with query, as sent.
    pub path: String,
    /// The status answered. `None` when nothing was answered: the connection was dropped, or the
    /// request is still being worked on.
    pub status: Option<u16>,
    /// The name of the key, such as `admin`; `None` when it was missing or wrong.
    pub key: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    requests: Vec<RecordedRequest>,
}

impl RequestLog {
    /// Records an arrival and returns its sequence number.
    pub(crate) fn arrived(&mut self, method: &str, path: &str, key: Option<&str>) -> u64 {
        let sequence = self.requests.last().map_or(1, |last| last.sequence + 1);
        let (method, path, key) = (method.to_owned(), path.to_owned(), key.map(str::to_owned));
        self.requests.push(RecordedRequest {
            sequence,
            method,
            path,
            status: None,
            key,
        });
        sequence
    }

    /// Notes the answer to an earlier arrival. One from before a reset is gone, which is fine.
    pub(crate) fn answered(&mut self, sequence: u64, status: u16) {
        if let Some(request) = self
            .requests
            .iter_mut()
            .find(|request| request.sequence == sequence)
        {
            request.status = Some(status);
        }
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.requests.clone()
    }
}
