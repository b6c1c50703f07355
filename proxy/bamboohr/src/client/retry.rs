//! Asking again. Only reads are ever repeated: a repeated create makes a second person.
//!
//! Three bounds hold at once: the number of tries, the time from the first try, and a budget shared by all
//! reads of a client, so that an outage is not answered with a multiple of the usual load.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, RefusalReason};

/// How often and how long a read is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// Tries in all; 1 means that nothing is repeated.
    pub tries: u32,
    /// No further try begins later than this after the first.
    pub within: Duration,
    /// The longest pause before the second try; it doubles from try to try, and the pause taken is a random
    /// part of it.
    pub first_pause: Duration,
    /// The longest pause of all, unless BambooHR asks for a longer one.
    pub longest_pause: Duration,
}

impl Retries {
    /// Nothing is repeated.
    pub const NONE: Self = Self {
        tries: 1,
        within: Duration::ZERO,
        first_pause: Duration::ZERO,
        longest_pause: Duration::ZERO,
    };

    /// A random pause before try number `next` (2 is the second).
    pub(crate) fn pause_before(&self, next: u32, random: f64) -> Duration {
        let doublings = next.saturating_sub(2).min(16);
        let longest = self.first_pause.saturating_mul(1 << doublings);
        longest
            .min(self.longest_pause)
            .mul_f64(random.clamp(0.0, 1.0))
    }
}

impl Default for Retries {
    /// Three tries within ten seconds: somebody is waiting for the form.
    fn default() -> Self {
        Self {
            tries: 3,
            within: Duration::from_secs(10),
            first_pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(2),
        }
    }
}

/// Whether asking again may help without anybody doing anything.
pub(crate) fn may_pass(error: &Error) -> bool {
    match error {
        Error::NotDelivered(_) | Error::Lost(_) | Error::ServerFailed(_) => true,
        Error::Refused(refusal) => refusal.reason == RefusalReason::RateLimited,
        // A renewal that may have happened has used up its refresh token.
        Error::NoToken(why) => may_pass(why) && why.nothing_happened(),
        Error::Invalid(_)
        | Error::HeldBack(_)
        | Error::Undecodable { .. }
        | Error::LeadsInside(_)
        | Error::Undocumented { .. } => false,
    }
}

/// Repetitions that are still allowed, in tenths. Clones share one budget.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<Mutex<u32>>);

impl Budget {
    /// Ten repetitions to begin with, and at most.
    const MOST: u32 = 100;
    /// A repetition.
    const PRICE: u32 = 10;
    /// What a success earns: one repetition for ten successes.
    const EARNED: u32 = 1;

    /// Takes a repetition, if one is left.
    pub(crate) fn take(&self) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match left.checked_sub(Self::PRICE) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// A call went well.
    pub(crate) fn earn(&self) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + Self::EARNED).min(Self::MOST);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Self::MOST)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_are_a_random_part() {
        let retries = Retries::default();
        let longest: Vec<u128> = (2..=7)
            .map(|next| retries.pause_before(next, 1.0).as_millis())
            .collect();
        assert_eq!(longest, [200, 400, 800, 1600, 2000, 2000]);
        assert_eq!(retries.pause_before(2, 0.5).as_millis(), 100);
        assert_eq!(retries.pause_before(u32::MAX, 1.0).as_millis(), 2000);
    }

    #[test]
    fn the_budget_is_ten_repetitions_and_is_earned_back_by_successes() {
        let budget = Budget::default();
        assert_eq!((0..20).filter(|_| budget.take()).count(), 10);
        for _ in 0..25 {
            budget.earn();
        }
        assert_eq!((0..20).filter(|_| budget.take()).count(), 2);
    }
}
