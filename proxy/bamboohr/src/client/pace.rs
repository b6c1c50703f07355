//! How fast one account may be asked. BambooHR publishes no number, so the pace is learned: every request
//! to slow down closes the account until the time BambooHR names and widens the gap between requests;
//! successes and quiet time narrow it again. An account that was never told to slow down has no gap at all.
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
/// In so much time without a request the gap halves.
const FORGETTING: Duration = Duration::from_secs(10);

/// The learned pace of one account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pace(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// No request may start before this instant.
    closed_until: Option<Instant>,
    /// The first instant that nobody has taken yet.
    next: Option<Instant>,
    gap: Duration,
    /// When the gap was widened last.
    widened: Option<Instant>,
}

/// A turn that was taken: when the request started.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn(Instant);

impl Turn {
    /// A request that waited for no turn, and started now.
    pub(crate) fn now() -> Self {
        Self(Instant::now())
    }
}

impl State {
    /// The earliest start for a request of now.
    fn opens(&self, now: Instant) -> Instant {
        let times = [self.closed_until, self.next].into_iter().flatten();
        times.fold(now, Instant::max)
    }

    /// Nobody asked for a while: what was learned then says less about now.
    fn forget(&mut self, now: Instant) {
        let quiet = self.next.map(|next| now.saturating_duration_since(next));
        let halvings = quiet.unwrap_or_default().as_secs_f64() / FORGETTING.as_secs_f64();
        self.narrow(0.5_f64.powf(halvings));
    }

    fn narrow(&mut self, factor: f64) {
        let narrower = self.gap.mul_f64(factor);
        self.gap = if narrower < NARROWEST_GAP {
            Duration::ZERO
        } else {
            narrower
        };
    }
}

impl Pace {
    /// Takes the next turn and waits for it, first come, first served. When it is further away than
    /// `longest`, the error is the time until then; that is known at once, unless BambooHR asks for a pause
    /// meanwhile.
    pub(crate) async fn turn(&self, longest: Duration) -> Result<Turn, Duration> {
        let asked = Instant::now();
        loop {
            let start = {
                let mut state = self.state();
                let now = Instant::now();
                state.forget(now);
                let start = state.opens(now);
                if start.saturating_duration_since(asked) > longest {
                    return Err(start.saturating_duration_since(now));
                }
                state.next = Some(start + state.gap);
                start
            };
            tokio::time::sleep_until(start).await;
            // Somebody may have been told to slow down meanwhile.
            if self.state().closed_until.is_none_or(|until| until <= start) {
                return Ok(Turn(start));
            }
        }
    }

    /// BambooHR asked to slow down, for `pause` if it said so. Of many requests that were on their way
    /// together, only the first widens the gap.
    pub(crate) fn slow_down(&self, turn: Turn, pause: Option<Duration>) {
        let mut state = self.state();
        let now = Instant::now();
        let until = now + pause.unwrap_or(UNNAMED_PAUSE);
        state.closed_until = state.closed_until.max(Some(until));
        if state.widened.is_none_or(|widened| turn.0 > widened) {
            state.gap = (state.gap * 2).clamp(FIRST_GAP, WIDEST_GAP);
            state.widened = Some(now);
        }
    }

    /// BambooHR answered as usual.
    pub(crate) fn went_well(&self) {
        self.state().narrow(0.9);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    async fn slowed(pause: u64) -> Pace {
        let pace = Pace::default();
        let turn = pace.turn(HOUR).await.unwrap();
        pace.slow_down(turn, Some(Duration::from_secs(pause)));
        pace
    }

    async fn waited(pace: &Pace) -> Duration {
        let began = Instant::now();
        pace.turn(HOUR).await.unwrap();
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
    async fn everybody_waits_until_the_instant_bamboohr_named_and_goes_one_by_one() {
        let pace = slowed(7).await;
        let (first, second, third) = tokio::join!(waited(&pace), waited(&pace), waited(&pace));
        assert!(first >= Duration::from_secs(7), "{first:?}");
        assert!(second >= first + FIRST_GAP, "{first:?}, {second:?}");
        assert!(third >= second + FIRST_GAP, "{second:?}, {third:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_shorter_pause_does_not_end_a_longer_one() {
        let pace = slowed(60).await;
        pace.slow_down(Turn(Instant::now()), Some(Duration::from_secs(1)));
        assert!(waited(&pace).await >= Duration::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_is_said_at_once() {
        let pace = slowed(60).await;
        let began = Instant::now();
        let wait = pace.turn(Duration::from_secs(5)).await.unwrap_err();
        assert!(wait > Duration::from_secs(59), "{wait:?}");
        assert_eq!(began.elapsed(), Duration::ZERO);
        assert!(
            pace.turn(Duration::MAX).await.is_ok(),
            "no limit is a limit"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn many_refusals_of_one_moment_widen_the_gap_once() {
        let pace = Pace::default();
        let mut turns = Vec::new();
        for _ in 0..7 {
            turns.push(pace.turn(HOUR).await.unwrap());
        }
        for turn in turns {
            pace.slow_down(turn, None);
        }
        assert_eq!(pace.state().gap, FIRST_GAP);
        let later = pace.turn(HOUR).await.unwrap();
        pace.slow_down(later, None);
        assert_eq!(pace.state().gap, FIRST_GAP * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn the_gap_closes_with_successes_and_with_quiet_time() {
        let pace = slowed(0).await;
        for _ in 0..100 {
            pace.went_well();
        }
        assert_eq!(pace.state().gap, Duration::ZERO);
        let pace = slowed(0).await;
        tokio::time::advance(HOUR).await;
        pace.turn(HOUR).await.unwrap();
        assert_eq!(pace.state().gap, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_arrives_while_waiting_counts() {
        let pace = slowed(1).await;
        let waiting = tokio::spawn({
            let pace = pace.clone();
            async move { waited(&pace).await }
        });
        tokio::task::yield_now().await;
        pace.slow_down(Turn(Instant::now()), Some(Duration::from_secs(10)));
        assert!(waiting.await.unwrap() >= Duration::from_secs(10));
    }
}
