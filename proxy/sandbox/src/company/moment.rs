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

/// The sandbox's clock: the system's, or one that stands. Either moves forward when told to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    /// Where it stands; nothing for the system's clock.
    stands_at: Option<Timestamp>,
    ahead: SignedDuration,
}

impl Clock {
    /// A clock that shows this time until it is told to go on.
    pub(crate) fn standing_at(time: Timestamp) -> Self {
        Self {
            stands_at: Some(time),
            ahead: SignedDuration::ZERO,
        }
    }

    /// Reads the clock.
    pub(crate) fn read(self) -> Moment {
        let time = self.stands_at.unwrap_or_else(Timestamp::now);
        Moment::at(time.saturating_add(self.ahead).unwrap_or(time))
    }

    /// The clock set forward by this much.
    pub(crate) fn advanced(self, by: SignedDuration) -> Self {
        Self {
            ahead: self.ahead.saturating_add(by),
            ..self
        }
    }

    /// The clock as at the start.
    pub(crate) fn restarted(self) -> Self {
        Self {
            ahead: SignedDuration::ZERO,
            ..self
        }
    }
}
