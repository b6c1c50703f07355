//! Telling somebody what was asked.

use std::fmt;
use std::time::Duration;

use crate::error::Error;

/// Who is told of every request: for counting. It may not wait, because the call does.
pub trait Observe: fmt::Debug + Send + Sync {
    /// A request of this operation ended so after so long; without an error it was answered well. `operation` is one of the
    /// client's own names, such as `create employee`. Also told when nothing was sent after all.
    fn asked(&self, operation: &'static str, error: Option<&Error>, took: Duration);
}
