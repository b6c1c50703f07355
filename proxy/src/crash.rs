//! The moments of a send at which a test may let this process die, as a power failure would.
//!
//! Without the feature `crash-points` a point is nothing at all, and no program for users is built with
//! it. With it, `CRASH_AT` names the point: `after-claim`, or `after-claim:3` for the third passing. `panic:after-claim` is a
//! defect at that point instead, whose message is `CRASH_SAYS`, and the process goes on.

/// A moment between two durable states of a send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The request was accepted; nothing of it is on the disk.
    BeforeIntentCommit,
    /// The intent is on the disk; nobody was told and nothing has begun.
    AfterIntentCommit,
    /// A worker has taken the send for itself.
    AfterClaim,
    /// `in_flight` is on the disk; the create call was not made.
    AfterInFlightCommit,
    /// The create call was answered; the answer is not written down.
    AfterCreateAnswer,
    /// The employee's id is on the disk; no further step has begun.
    AfterCreatedCommit,
    /// A step is on the disk as running; its row was not written.
    BeforeRowWrite,
    /// A row was written; the answer is not written down.
    AfterRowAnswer,
    /// A row's step is on the disk as done.
    AfterRowCommit,
    /// A step is on the disk as running; its document was not uploaded.
    BeforeUpload,
    /// A document was uploaded; the answer is not written down.
    AfterUploadAnswer,
    /// The photo was uploaded; the answer is not written down.
    AfterPhotoAnswer,
    /// An employee was changed; the answer is not written down.
    AfterUpdateAnswer,
    /// BambooHR was asked about a lost answer; nothing is decided.
    DuringSearch,
    /// The person was recognised; that is not written down.
    AfterRecognition,
    /// A person's choice of the employee is on the disk; nothing follows from it yet.
    AfterAdoptCommit,
    /// Everything was read back; the receipt is not on the disk.
    BeforeReceiptCommit,
    /// The send is over, on the disk; nobody was told.
    AfterDoneCommit,
    /// BambooHR asked to wait, and that is on the disk.
    AfterHoldBack,
}

impl Point {
    /// All points, in the order of a send.
    pub const ALL: [Self; 19] = [
        Self::BeforeIntentCommit,
        Self::AfterIntentCommit,
        Self::AfterClaim,
        Self::AfterInFlightCommit,
        Self::AfterCreateAnswer,
        Self::AfterCreatedCommit,
        Self::BeforeRowWrite,
        Self::AfterRowAnswer,
        Self::AfterRowCommit,
        Self::BeforeUpload,
        Self::AfterUploadAnswer,
        Self::AfterPhotoAnswer,
        Self::AfterUpdateAnswer,
        Self::DuringSearch,
        Self::AfterRecognition,
        Self::AfterAdoptCommit,
        Self::BeforeReceiptCommit,
        Self::AfterDoneCommit,
        Self::AfterHoldBack,
    ];

    /// The name for `CRASH_AT`, for example `after-in-flight-commit`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BeforeIntentCommit => "before-intent-commit",
            Self::AfterIntentCommit => "after-intent-commit",
            Self::AfterClaim => "after-claim",
            Self::AfterInFlightCommit => "after-in-flight-commit",
            Self::AfterCreateAnswer => "after-create-answer",
            Self::AfterCreatedCommit => "after-created-commit",
            Self::BeforeRowWrite => "before-row-write",
            Self::AfterRowAnswer => "after-row-answer",
            Self::AfterRowCommit => "after-row-commit",
            Self::BeforeUpload => "before-upload",
            Self::AfterUploadAnswer => "after-upload-answer",
            Self::AfterPhotoAnswer => "after-photo-answer",
            Self::AfterUpdateAnswer => "after-update-answer",
            Self::DuringSearch => "during-search",
            Self::AfterRecognition => "after-recognition",
            Self::AfterAdoptCommit => "after-adopt-commit",
            Self::BeforeReceiptCommit => "before-receipt-commit",
            Self::AfterDoneCommit => "after-done-commit",
            Self::AfterHoldBack => "after-hold-back",
        }
    }
}

/// Nothing, in every program that is not built for such tests.
#[cfg(not(feature = "crash-points"))]
#[inline(always)]
pub fn point(_: Point) {}

#[cfg(feature = "crash-points")]
pub use armed::{UnknownPoint, arm, point};

#[cfg(feature = "crash-points")]
mod armed {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::Point;

    /// What `CRASH_AT` asked for.
    static WANTED: OnceLock<Wanted> = OnceLock::new();

    #[derive(Debug)]
    struct Wanted {
        point: Point,
        /// How many passings are still to come, the deadly one included.
        passings: AtomicU32,
        /// Whether only whoever passes it ends, and not the process.
        panics: bool,
    }

    /// A test that names a point which does not exist would pass without ever crashing anything.
    #[derive(Debug, PartialEq, Eq, thiserror::Error)]
    #[error("CRASH_AT: {0:?} is no crash point; `proxy --crash-points` prints them")]
    pub struct UnknownPoint(String);

    /// Reads the text of `CRASH_AT`. Call it once, before anything passes a point.
    pub fn arm(text: &str) -> Result<(), UnknownPoint> {
        let wanted = parse(text).ok_or_else(|| UnknownPoint(text.to_owned()))?;
        // Set already: the first one stays.
        let _ = WANTED.set(wanted);
        Ok(())
    }

    /// Ends the process without any farewell if `CRASH_AT` says so.
    #[expect(clippy::panic, reason = "the tests ask for it, and only they can")]
    pub fn point(here: Point) {
        let Some(wanted) = WANTED.get().filter(|wanted| wanted.point == here) else {
            return;
        };
        if wanted.passings.fetch_sub(1, Ordering::SeqCst) != 1 {
            return;
        }
        if wanted.panics {
            panic!("{}", std::env::var("CRASH_SAYS").unwrap_or_default());
        }
        std::process::abort();
    }

    fn parse(text: &str) -> Option<Wanted> {
        let (text, panics) = match text.strip_prefix("panic:") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (name, passings) = text.split_once(':').unwrap_or((text, "1"));
        let point = Point::ALL.into_iter().find(|point| point.name() == name)?;
        let passings = passings.parse().ok().filter(|passings| *passings > 0)?;
        Some(Wanted {
            point,
            passings: AtomicU32::new(passings),
            panics,
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_point_is_asked_for_by_name_and_by_the_number_of_its_passing() {
            let read = |text| {
                let wanted = parse(text)?;
                Some((wanted.point, wanted.passings.into_inner(), wanted.panics))
            };
            let point = Point::AfterClaim;
            assert_eq!(read("after-claim"), Some((point, 1, false)));
            assert_eq!(read("after-claim:3"), Some((point, 3, false)));
            assert_eq!(read("panic:after-claim:3"), Some((point, 3, true)));
            for wrong in [
                "",
                "panic:",
                "after-claims",
                "after-claim:0",
                "after-claim:x",
                ":1",
            ] {
                assert_eq!(read(wrong), None, "{wrong}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_points_have_one_name() {
        let names: std::collections::BTreeSet<_> = Point::ALL.map(Point::name).into();
        assert_eq!(names.len(), Point::ALL.len());
    }
}
