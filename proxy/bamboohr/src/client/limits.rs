//! How long and how large a call may be.

use std::time::Duration;

/// The limits of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time to make a connection.
    pub connect: Duration,
    /// Time of a whole try, from connecting to the last byte.
    pub whole_call: Duration,
    /// Time of a whole upload.
    pub upload: Duration,
    /// Largest body of an answer in bytes; a catalogue of 700 fields is about 100 kB.
    pub body: usize,
    /// How long a call waits for its turn when BambooHR asked to slow down. Beyond it the call is not sent:
    /// [`crate::Error::HeldBack`]. A read that was slowed down itself waits as long as its retries last.
    pub turn: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole_call: Duration::from_secs(30),
            upload: Duration::from_secs(300),
            body: 16 * 1024 * 1024,
            turn: Duration::from_secs(5),
        }
    }
}
