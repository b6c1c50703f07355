//! How fast somebody may ask: from one place, as one user, for one account. Whoever is faster is told when to come back;
//! nothing of the request was looked at then. Counted per proxy.
//!
//! The limits are far above what people and their pages do, so they are felt by programs that run wild only.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::account::{AccountId, SignedIn, Through};
use crate::problem::ApiError;
use crate::sign_in::network_of;

/// Requests per second in the long run, and at once.
const OF_A_PLACE: (u32, u32) = (100, 400);
const OF_A_USER: (u32, u32) = (15, 150);
const OF_AN_ACCOUNT: (u32, u32) = (200, 1000);
/// More places or users than this are not remembered longer than their limit needs.
const REMEMBERED: usize = 10_000;

type Limiter<K> = DefaultKeyedRateLimiter<K>;

/// What was asked a moment ago.
#[derive(Debug)]
pub(crate) struct RequestLimits {
    places: Limiter<IpAddr>,
    users: Limiter<String>,
    accounts: Limiter<String>,
    clock: DefaultClock,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            places: RateLimiter::keyed(quota(OF_A_PLACE)),
            users: RateLimiter::keyed(quota(OF_A_USER)),
            accounts: RateLimiter::keyed(quota(OF_AN_ACCOUNT)),
            clock: DefaultClock::default(),
        }
    }
}

impl RequestLimits {
    /// Counts a request from somewhere. What comes from this machine is from nowhere in particular: there something else
    /// passes on what others ask.
    pub(crate) fn count_place(&self, from: Option<IpAddr>) -> Result<(), ApiError> {
        let from = from.map(|from| from.to_canonical());
        match from.filter(|from| !from.is_loopback()) {
            Some(from) => self.count(&self.places, &network_of(from)),
            None => Ok(()),
        }
    }

    /// Counts a request of somebody who is signed in.
    pub(crate) fn count_caller(&self, who: &SignedIn) -> Result<(), ApiError> {
        match who.through {
            Through::Demonstration => Ok(()),
            Through::Session(..)
            | Through::Frame { .. }
            | Through::Server { .. }
            | Through::Plugin(_) => self.count_one_of(&who.account, who.id()),
        }
    }

    /// Counts a request of somebody, or of some server, of this account.
    pub(crate) fn count_one_of(&self, account: &AccountId, id: &str) -> Result<(), ApiError> {
        self.count(&self.users, &id.to_owned())?;
        self.count(&self.accounts, &account.as_str().to_owned())
    }

    fn count<K: Clone + Eq + std::hash::Hash>(
        &self,
        limiter: &Limiter<K>,
        key: &K,
    ) -> Result<(), ApiError> {
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        limiter
            .check_key(key)
            .map_err(|early| too_fast(early.wait_time_from(self.clock.now())))
    }
}

fn quota((per_second, at_once): (u32, u32)) -> Quota {
    let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(number(per_second)).allow_burst(number(at_once))
}

fn too_fast(wait: Duration) -> ApiError {
    let detail = "There were too many requests at once, so this one was not looked at. Wait a moment and try again.";
    ApiError::too_many("Too many requests", detail, wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_held_up_another_and_this_machine_are_not() {
        let limits = RequestLimits::default();
        let count = |place: &str| {
            let place = Some(place.parse().unwrap());
            (0..1000)
                .filter(|_| limits.count_place(place).is_ok())
                .count()
        };
        let let_in = count("203.0.113.7");
        assert!((400..1000).contains(&let_in), "{let_in}");
        let let_in = count("203.0.113.8");
        assert!((400..1000).contains(&let_in), "{let_in}");
        assert_eq!(count("127.0.0.1"), 1000);
        assert_eq!(count("::ffff:127.0.0.1"), 1000);
        assert!((0..1000).all(|_| limits.count_place(None).is_ok()));
    }

    #[test]
    fn whoever_has_many_addresses_of_one_network_is_one_place() {
        let limits = RequestLimits::default();
        let count = (0..1000_u32).filter(|number| {
            let place = format!("2001:db8:1:2::{number:x}").parse().ok();
            limits.count_place(place).is_ok()
        });
        let let_in = count.count();
        assert!((400..1000).contains(&let_in), "{let_in}");
    }

    #[test]
    fn more_places_than_are_remembered_are_forgotten_when_their_time_is_over() {
        let limits = RequestLimits::default();
        for number in 0..30_000_u32 {
            let place = IpAddr::from((0xc000_0000 | number).to_be_bytes());
            limits.count_place(Some(place)).unwrap();
        }
        assert!(limits.places.len() < 25_000, "{}", limits.places.len());
    }
}
