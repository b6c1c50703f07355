//! How fast one account may be asked. BambooHR publishes no number, so the pace is learned: every request
//! to slow down closes the account until the time BambooHR names and widens the gap between requests; every
//! success narrows it again. An account that was never told to slow down has no gap at all.
//!
//! One [`Pace`] belongs to one account. Clones are handles to the same pace.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The gap after the first request to slow down.
const FIRST_GAP: Duration = Duration::from_millis(100);
/// The widest gap.
const WIDEST_GAP: Duration = Duration::from_secs(5);
/// A narrower gap is none.
const NARROWEST_GAP: Duration = Duration::from_millis(10);
/// How long the account is closed when BambooHR asks to slow down and names no time.
const UNNAMED_PAUSE: Duration = Duration::from_secs(1);

/// The learned pace of one account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pace(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// No request may start before this instant.
    closed_until: Option<Instant>,
    /// When the next request may start, as far as the gap is concerned.
    next: Option<Instant>,
    gap: Duration,
}

impl State {
    fn opens(&self, now: Instant) -> Instant {
        let times = [self.closed_until, self.next].into_iter().flatten();
        times.fold(now, Instant::max)
    }
}

impl Pace {
    /// Waits until a request may start. When that is further away than `longest`, the error is the time
    /// still to wait, and no time has passed.
    pub(crate) async fn turn(&self, longest: Duration) -> Result<(), Duration> {
        let latest = Instant::now() + longest;
        loop {
            let start = {
                let mut state = self.state();
                let now = Instant::now();
                let start = state.opens(now);
                if start > latest {
                    return Err(start - now);
                }
                if start <= now {
                    state.next = Some(now + state.gap);
                    return Ok(());
                }
                start
            };
            // Somebody may be told to slow down meanwhile: look again before starting.
            tokio::time::sleep_until(start).await;
        }
    }

    /// BambooHR asked to slow down, for `pause` if it said so.
    pub(crate) fn slow_down(&self, pause: Option<Duration>) {
        let mut state = self.state();
        let until = Instant::now() + pause.unwrap_or(UNNAMED_PAUSE);
        state.closed_until = state.closed_until.max(Some(until));
        state.gap = (state.gap * 2).clamp(FIRST_GAP, WIDEST_GAP);
    }

    /// BambooHR answered as usual.
    pub(crate) fn went_well(&self) {
        let mut state = self.state();
        let narrower = state.gap.mul_f64(0.9);
        state.gap = if narrower < NARROWEST_GAP {
            Duration::ZERO
        } else {
            narrower
        };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn waited(pace: &Pace) -> Duration {
        let began = Instant::now();
        pace.turn(Duration::from_secs(3600)).await.unwrap();
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn an_account_that_was_never_told_to_slow_down_has_no_gap() {
        let pace = Pace::default();
        for _ in 0..100 {
            assert_eq!(waited(&pace).await, Duration::ZERO);
            pace.went_well();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn everybody_waits_until_the_instant_bamboohr_named() {
        let pace = Pace::default();
        pace.slow_down(Some(Duration::from_secs(7)));
        let (first, second) = tokio::join!(waited(&pace), waited(&pace));
        assert!(
            first.min(second) >= Duration::from_secs(7),
            "{first:?}, {second:?}"
        );
        assert!(
            first.abs_diff(second) >= FIRST_GAP,
            "one at a time: {first:?}, {second:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_shorter_pause_does_not_end_a_longer_one() {
        let pace = Pace::default();
        pace.slow_down(Some(Duration::from_secs(60)));
        pace.slow_down(Some(Duration::from_secs(1)));
        assert!(waited(&pace).await >= Duration::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_is_said_at_once() {
        let pace = Pace::default();
        pace.slow_down(Some(Duration::from_secs(60)));
        let began = Instant::now();
        let wait = pace.turn(Duration::from_secs(5)).await.unwrap_err();
        assert!(wait > Duration::from_secs(59), "{wait:?}");
        assert_eq!(began.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn the_gap_widens_with_every_refusal_and_closes_again_with_successes() {
        let pace = Pace::default();
        for _ in 0..20 {
            pace.slow_down(Some(Duration::ZERO));
        }
        assert_eq!(pace.state().gap, WIDEST_GAP);
        for _ in 0..100 {
            pace.went_well();
        }
        assert_eq!(pace.state().gap, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_arrives_while_waiting_counts() {
        let pace = Pace::default();
        pace.slow_down(Some(Duration::from_secs(1)));
        let waiting = tokio::spawn({
            let pace = pace.clone();
            async move { waited(&pace).await }
        });
        tokio::task::yield_now().await;
        pace.slow_down(Some(Duration::from_secs(10)));
        assert!(waiting.await.unwrap() >= Duration::from_secs(10));
    }
}
