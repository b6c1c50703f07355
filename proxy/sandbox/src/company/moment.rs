//! The one reading of the clock that a rule may depend on, taken by the caller and passed in.
//! Rules must not look at the clock themselves: a future hire would otherwise be untestable.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// An instant and the calendar day (UTC) it falls on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

impl Moment {
    /// Reads the system clock.
    pub(crate) fn read() -> Self {
        let now = Timestamp::now();
        Self {
            now,
            today: now.to_zoned_datetime(TimeZone::UTC).date(),
        }
    }
}
