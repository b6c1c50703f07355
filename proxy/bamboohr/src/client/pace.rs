//! How fast one account may be asked. BambooHR publishes no number, so the pace is learned: every request
//! to slow down closes the account until the time BambooHR names and widens the gap between requests;
//! successes and quiet time narrow it again. An account that was never told to slow down has no gap at all.
//!
//! Between two requests to slow down as many requests went through as BambooHR allows in that time. That
//! is how the right gap becomes known; from then on it is narrowed so slowly that a pause is rare.
//!
//! One [`Pace`] belongs to one account. Clones are handles to the same pace.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The gap after the first request to slow down.
const FIRST_GAP: Duration = Duration::from_millis(100);
/// The widest gap. Others may use up what the account is allowed: then no pace of ours avoids requests to slow
/// down, and each of them would make it slower.
const WIDEST_GAP: Duration = Duration::from_secs(1);
/// A narrower gap is none.
const NARROWEST_GAP: Duration = Duration::from_millis(10);
/// How long the account is closed when BambooHR asks to slow down and names no time.
const UNNAMED_PAUSE: Duration = Duration::from_secs(1);
/// What a success leaves of the gap while the right one is not known.
const SEARCHING: f64 = 0.975;
/// What a success leaves of the gap once the right one is known: BambooHR may allow more by and by.
const PROBING: f64 = 0.9998;
/// Fewer requests than these between two requests to slow down say little about what is allowed.
const TELLING: u32 = 3;
/// In so much time without a request the gap halves.
const FORGETTING: Duration = Duration::from_secs(10);

/// The learned pace of one account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pace {
    state: Arc<Mutex<State>>,
    /// Whoever holds it is next; everybody else waits for it, first come, first served.
    line: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
struct State {
    /// No request may start before this instant.
    closed_until: Option<Instant>,
    /// When the last request started.
    last: Option<Instant>,
    /// How many stand in line.
    waiting: u32,
    gap: Duration,
    /// When the gap was widened last.
    widened: Option<Instant>,
    /// Requests that went through since then.
    admitted: u32,
    /// Time since then in which a request could have started and nobody asked for one.
    unused: Duration,
    /// The narrowest gap that seems right; only probing goes below it.
    floor: Duration,
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
    /// The earliest start of whoever is next.
    fn opens(&self, now: Instant) -> Instant {
        let after_the_last = self.last.map(|last| last + self.gap);
        let times = [self.closed_until, after_the_last].into_iter().flatten();
        times.fold(now, Instant::max)
    }

    /// Nobody asked for a while: what was learned then says less about now.
    fn forget(&mut self, now: Instant) {
        let busy = self.closed_until.max(self.last);
        let quiet = busy.map(|busy| now.saturating_duration_since(busy + self.gap));
        let halvings = quiet.unwrap_or_default().as_secs_f64() / FORGETTING.as_secs_f64();
        self.narrow(0.5_f64.powf(halvings));
        self.floor = self.floor.min(self.gap);
        self.unused += quiet.unwrap_or_default();
    }

    fn narrow(&mut self, factor: f64) {
        let narrower = self.gap.mul_f64(factor);
        self.gap = if narrower < NARROWEST_GAP {
            Duration::ZERO
        } else {
            narrower
        };
    }

    /// The gap was too narrow. What went through since it was too narrow last tells how wide it should be,
    /// unless the account could have had more meanwhile: then the truth lies between the two. Time in which
    /// nobody asked tells nothing.
    fn widen(&mut self, now: Instant) {
        let since = self
            .widened
            .map(|last| now.saturating_duration_since(last + self.unused));
        let measured = since
            .filter(|_| self.admitted >= TELLING)
            .map(|since| since / self.admitted);
        let wider = match measured {
            Some(measured) => measured.max(self.gap),
            None => (self.gap * 2).max(FIRST_GAP),
        };
        self.floor = measured.map_or(Duration::ZERO, |_| (self.gap + wider) / 2);
        self.gap = wider.min(WIDEST_GAP);
        self.widened = Some(now);
        self.admitted = 0;
        self.unused = Duration::ZERO;
    }
}

impl Pace {
    /// Takes the next turn and waits for it, first come, first served. When it is further away than
    /// `longest`, the error is the time until then; that is known at once, unless BambooHR asks for a pause
    /// meanwhile.
    pub(crate) async fn turn(&self, longest: Duration) -> Result<Turn, Duration> {
        let asked = Instant::now();
        let too_late = |start: Instant| start.saturating_duration_since(asked) > longest;
        let _in_line = {
            let mut state = self.state();
            if state.waiting == 0 {
                state.forget(asked);
            }
            let start = state.opens(asked) + state.gap * state.waiting;
            if too_late(start) {
                return Err(start.saturating_duration_since(asked));
            }
            state.waiting = state.waiting.saturating_add(1);
            InLine(self)
        };
        let Ok(_next) = tokio::time::timeout(longest, self.line.lock()).await else {
            let state = self.state();
            let start = state.opens(Instant::now()) + state.gap * state.waiting;
            return Err(start.saturating_duration_since(Instant::now()));
        };
        loop {
            let start = {
                let mut state = self.state();
                let now = Instant::now();
                let start = state.opens(now);
                if too_late(start) {
                    return Err(start.saturating_duration_since(now));
                }
                if start <= now {
                    state.last = Some(now);
                    return Ok(Turn(now));
                }
                start
            };
            // Then looked at anew: somebody may have been told to slow down meanwhile.
            tokio::time::sleep_until(start).await;
        }
    }

    /// A turn that was taken a moment ago, unless BambooHR has asked for a pause since; then the time until
    /// its end.
    pub(crate) fn still(&self, turn: Turn) -> Result<Turn, Duration> {
        let now = Instant::now();
        match self.state().closed_until {
            Some(until) if until > now => Err(until.saturating_duration_since(now)),
            _ => Ok(turn),
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
            state.widen(now);
        }
    }

    /// BambooHR answered as usual.
    pub(crate) fn went_well(&self) {
        let mut state = self.state();
        state.admitted = state.admitted.saturating_add(1);
        let floor = state.floor;
        if state.gap > floor {
            state.narrow(SEARCHING);
            state.gap = state.gap.max(floor);
        } else {
            state.narrow(PROBING);
            state.floor = state.gap;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody in line; who goes away leaves it.
struct InLine<'a>(&'a Pace);

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.waiting = state.waiting.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests;
