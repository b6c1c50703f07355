//! The one reading of the clock that a rule may depend on, taken by the caller and passed in.
//! Rules must not look at the clock themselves: a future hire would otherwise be untestable.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// An instant and the calendar day (UTC) it falls on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

impl Moment {
    /// This instant.
    pub(crate) fn at(now: Timestamp) -> Self {
        Self {
            now,
            today: now.to_zoned_datetime(TimeZone::UTC).date(),
        }
    }
}

/// How BambooHR writes most points in time: without a colon in the offset.
pub(crate) fn time_in_text(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string()
}

/// The sandbox's clock: the system's, set forward or back by a fixed amount.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    /// What it was set to at the start; nothing for the system's time.
    start: Option<Timestamp>,
    ahead: SignedDuration,
}

impl Clock {
    /// A clock that shows `start` now and goes on from there.
    pub(crate) fn starting_at(start: Timestamp) -> Self {
        Self {
            start: Some(start),
            ahead: start.duration_since(Timestamp::now()),
        }
    }

    /// Reads the clock.
    pub(crate) fn read(self) -> Moment {
        let now = Timestamp::now();
        Moment::at(now.saturating_add(self.ahead).unwrap_or(now))
    }

    /// The clock set forward by this much.
    pub(crate) fn advanced(self, by: SignedDuration) -> Self {
        Self {
            ahead: self.ahead.saturating_add(by),
            ..self
        }
    }

    /// The clock as at the start: showing the same time again, or the system's.
    pub(crate) fn restarted(self) -> Self {
        self.start.map_or_else(Self::default, Self::starting_at)
    }
}
