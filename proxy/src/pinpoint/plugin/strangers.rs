//! Large bodies of whoever has not shown a code in the header. Who sent one is known only when all of it was read, so they have a
//! turn of their own, are smaller, and have to come soon; and a place whose last one proved nothing has no turn for a while: long
//! after a wrong code, and for a moment when a body did not come, because all companies that use Pinpoint come from one place.
//!
//! Pinpoint brings the code in a header, as our configuration asks for: this is for what stands between and drops it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::arriving::NO_TURN;
use crate::problem::ApiError;
use crate::sign_in::network_of;
use crate::uploads::{Turn, Uploads};

/// The largest body: a document of 10 MB, which is what Pinpoint takes of most, as base64 with a form around.
pub(super) const LARGEST: usize = 10 * 1024 * 1024 / 3 * 4 + 512 * 1024;
/// Time for all of it. With the usual settings a submit waits longer for a turn, so whoever is next gets one.
pub(super) const TIME: Duration = Duration::from_secs(2);
/// Turns at once.
const AT_ONCE: usize = 1;
/// For so long a place has no turn whose last one had a code that does not work.
const OUT_FOR: Duration = Duration::from_secs(60);
/// The same of a place whose last body did not come in time, or not whole.
const LATE_FOR: Duration = Duration::from_secs(5);
/// More places than this are not remembered; the oldest go.
const REMEMBERED: usize = 1_000;

/// Turns for strangers. They hold up each other and nobody else.
#[derive(Debug)]
pub(super) struct Strangers {
    turns: Uploads,
    /// Places that proved nothing, and until when they are out.
    out: Mutex<HashMap<IpAddr, Instant>>,
}

/// A stranger's turn. Unless they prove who they are before it ends, their place is out for a moment, or for longer.
pub(super) struct Trial<'a> {
    strangers: &'a Strangers,
    from: Option<IpAddr>,
    turn: Option<Turn>,
    out_for: Duration,
}

impl Default for Strangers {
    fn default() -> Self {
        Self {
            turns: Uploads::at_once(AT_ONCE),
            out: Mutex::default(),
        }
    }
}

impl Strangers {
    /// A turn for a body of this length, where it says so. What comes from this machine is from nowhere in particular.
    pub(super) async fn turn(
        &self,
        from: Option<IpAddr>,
        length: Option<u64>,
        longest: Duration,
    ) -> Result<Trial<'_>, ApiError> {
        if length.is_some_and(|length| usize::try_from(length).map_or(true, |it| it > LARGEST)) {
            return Err(too_large());
        }
        let from = from.filter(|from| !from.to_canonical().is_loopback());
        let from = from.map(network_of);
        self.is_let_in(from)?;
        let turn = self.turns.wait(longest).await;
        let turn = turn.map_err(|error| error.with_detail(NO_TURN))?;
        // Somebody else there may have proved nothing since.
        self.is_let_in(from)?;
        Ok(Trial {
            strangers: self,
            from,
            turn: Some(turn),
            out_for: LATE_FOR,
        })
    }

    fn is_let_in(&self, from: Option<IpAddr>) -> Result<(), ApiError> {
        let out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        let until = from.and_then(|from| out.get(&from));
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        match left.filter(|left| !left.is_zero()) {
            Some(left) => Err(proved_nothing(left)),
            None => Ok(()),
        }
    }

    fn is_out(&self, from: IpAddr, time: Duration) {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        if out.len() >= REMEMBERED {
            let now = Instant::now();
            out.retain(|_, until| *until > now);
        }
        if out.len() >= REMEMBERED {
            let oldest = out.iter().min_by_key(|(_, until)| **until);
            let oldest = oldest.map(|(from, _)| *from);
            oldest.and_then(|oldest| out.remove(&oldest));
        }
        out.insert(from, Instant::now() + time);
    }
}

impl Trial<'_> {
    /// They have shown a code that works, or it cannot be told whether it does.
    pub(super) fn proved(mut self) -> Option<Turn> {
        self.from = None;
        self.turn.take()
    }

    /// They have shown none that works.
    pub(super) fn proved_nothing(mut self) {
        self.out_for = OUT_FOR;
    }
}

/// Also when they have gone in the middle.
impl Drop for Trial<'_> {
    fn drop(&mut self) {
        if let Some(from) = self.from {
            self.strangers.is_out(from, self.out_for);
        }
    }
}

/// Their body is larger than a stranger's may be.
pub(super) fn too_large() -> ApiError {
    ApiError::new(
        axum::http::StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "Too large without a code in the header",
        "Files of more than 10 MB are taken only when the connection code comes in a header. Ask your admin what keeps it out. \
         Nothing was sent.",
    )
}

fn proved_nothing(wait: Duration) -> ApiError {
    let detail = "Files came from the same place a moment ago without a connection code that works. Press again in a minute. \
                  Nothing was sent.";
    ApiError::too_many("Files are not taken in at this moment", detail, wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(50);

    fn place(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    async fn is_taken(strangers: &Strangers, from: Option<IpAddr>) -> bool {
        let turn = strangers.turn(from, Some(1), SOON).await;
        turn.map(|trial| trial.proved().is_some()).unwrap_or(false)
    }

    #[tokio::test(start_paused = true)]
    async fn a_place_that_proved_nothing_has_no_turn_for_a_while_and_another_has() {
        let strangers = Strangers::default();
        let bad = place("2001:db8:1:2::1");
        let trial = strangers.turn(bad, None, SOON).await;
        assert!(
            !is_taken(&strangers, place("203.0.113.7")).await,
            "one at a time"
        );
        trial.unwrap().proved_nothing();
        // Of one network, whatever the end of the address is.
        assert!(!is_taken(&strangers, place("2001:db8:1:2::2")).await);
        assert!(is_taken(&strangers, place("203.0.113.7")).await);
        assert!(
            is_taken(&strangers, place("203.0.113.7")).await,
            "it was proven"
        );
        tokio::time::advance(OUT_FOR - SOON).await;
        assert!(!is_taken(&strangers, bad).await);
        tokio::time::advance(SOON).await;
        assert!(is_taken(&strangers, bad).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_did_not_come_keeps_its_place_out_for_a_moment_only() {
        let strangers = Strangers::default();
        let slow = place("203.0.113.7");
        drop(strangers.turn(slow, None, SOON).await);
        assert!(!is_taken(&strangers, slow).await);
        tokio::time::advance(LATE_FOR).await;
        assert!(is_taken(&strangers, slow).await);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_while_their_place_proves_nothing_gets_no_turn() {
        let strangers = Strangers::default();
        let bad = place("203.0.113.7");
        let trial = strangers.turn(bad, None, SOON).await;
        let waiting = strangers.turn(bad, None, TIME);
        let ended = async {
            tokio::time::sleep(SOON).await;
            trial.unwrap().proved_nothing();
        };
        let (second, ()) = tokio::join!(waiting, ended);
        assert!(second.is_err_and(|error| error.is("too-many")));
    }

    #[tokio::test]
    async fn this_machine_is_no_place_and_what_is_too_large_takes_no_turn() {
        let strangers = Strangers::default();
        for from in [None, place("127.0.0.1"), place("::ffff:127.0.0.1")] {
            drop(strangers.turn(from, None, SOON).await);
            assert!(is_taken(&strangers, from).await, "{from:?}");
        }
        let large = u64::try_from(LARGEST).unwrap() + 1;
        let refused = strangers
            .turn(place("203.0.113.7"), Some(large), SOON)
            .await;
        assert!(refused.is_err_and(|error| error.is("too-large")));
        assert!(is_taken(&strangers, place("203.0.113.7")).await);
    }

    #[test]
    fn no_more_places_are_remembered_than_there_is_room_for() {
        let strangers = Strangers::default();
        for number in 0..2_000_u32 {
            strangers.is_out(IpAddr::from((0xc000_0000 | number).to_be_bytes()), OUT_FOR);
        }
        let out = strangers.out.lock().unwrap();
        assert_eq!(out.len(), REMEMBERED);
    }
}
