//! Who is turned away before a request is looked at: those over the rate limit, and everybody after too
//! many wrong keys. Counts only; the numbers are settings.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Refusal;
use super::settings::{LockOut, RateLimit, RateLimitAnswer};

/// What is left of the rate limit, and how often the key was wrong.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    bucket: Option<Bucket>,
    failures: u32,
    locked_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    filled: Timestamp,
}

impl Throttle {
    /// Takes a token for one request.
    pub(crate) fn admit(
        &mut self,
        limit: Option<&RateLimit>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(limit) = limit else {
            self.bucket = None;
            return Ok(());
        };
        let most = f64::from(limit.burst);
        let mut tokens = match self.bucket {
            None => most,
            Some(bucket) => {
                let passed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
                most.min(bucket.tokens + passed * limit.per_second)
            }
        };
        let is_admitted = tokens >= 1.0;
        if is_admitted {
            tokens -= 1.0;
        }
        self.bucket = Some(Bucket {
            tokens,
            filled: now,
        });
        if is_admitted {
            return Ok(());
        }
        let wait = Duration::try_from_secs_f64((1.0 - tokens) / limit.per_second);
        Err(refusal(limit.answer, wait.unwrap_or(Duration::MAX), now))
    }

    /// Refuses while nobody is let in.
    pub(crate) fn check_lock(&mut self, now: Timestamp) -> Result<(), Refusal> {
        match self.locked_until {
            Some(until) if now < until => Err(Refusal::TooManyFailures),
            Some(_) => {
                self.locked_until = None;
                self.failures = 0;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Counts a wrong key.
    pub(crate) fn key_was_wrong(&mut self, lock_out: Option<LockOut>, now: Timestamp) {
        let Some(lock_out) = lock_out else {
            return;
        };
        self.failures = self.failures.saturating_add(1);
        if self.failures >= lock_out.after {
            let time = SignedDuration::from_secs(i64::try_from(lock_out.seconds).unwrap_or(0));
            self.locked_until = now.saturating_add(time).ok();
        }
    }

    /// A right key ends the row of wrong ones.
    pub(crate) fn key_was_right(&mut self) {
        self.failures = 0;
    }
}

/// `Retry-After` counts in whole seconds, so the wait is rounded up.
fn refusal(answer: RateLimitAnswer, wait: Duration, now: Timestamp) -> Refusal {
    let seconds = wait
        .as_secs()
        .saturating_add(u64::from(wait.subsec_nanos() > 0));
    let retry_after = match answer {
        RateLimitAnswer::Seconds | RateLimitAnswer::ServiceUnavailable => seconds.to_string(),
        RateLimitAnswer::HttpDate => {
            let ahead = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(1);
            now.saturating_add(SignedDuration::from_secs(ahead))
                .unwrap_or(now)
                .strftime("%a, %d %b %Y %H:%M:%S GMT")
                .to_string()
        }
    };
    Refusal::RateLimited {
        retry_after,
        as_unavailable: answer == RateLimitAnswer::ServiceUnavailable,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn at(seconds: f64) -> Timestamp {
        let start: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        start
            .saturating_add(SignedDuration::from_secs_f64(seconds))
            .unwrap()
    }

    fn limit(answer: RateLimitAnswer) -> RateLimit {
        RateLimit {
            burst: 2,
            per_second: 0.5,
            answer,
        }
    }

    #[test]
    fn a_bucket_empties_refills_with_time_and_never_overflows() {
        let mut throttle = Throttle::default();
        let limit = limit(RateLimitAnswer::Seconds);
        for (second, is_admitted) in [
            (0.0, true),
            (0.0, true),
            (0.0, false),
            (1.0, false),
            (2.0, true),
            (2.0, false),
            (1000.0, true),
            (1000.0, true),
            (1000.0, false),
        ] {
            let admitted = throttle.admit(Some(&limit), at(second));
            assert_eq!(admitted.is_ok(), is_admitted, "{second}");
        }
        assert!(throttle.admit(None, at(1000.0)).is_ok());
    }

    #[test]
    fn the_answer_says_how_long_to_wait_in_the_form_that_is_set() {
        for (answer, retry_after, status) in [
            (RateLimitAnswer::Seconds, "2", 429),
            (
                RateLimitAnswer::HttpDate,
                "Mon, 23 Nov 2026 09:00:03 GMT",
                429,
            ),
            (RateLimitAnswer::ServiceUnavailable, "2", 503),
        ] {
            let mut throttle = Throttle::default();
            let limit = limit(answer);
            assert!(throttle.admit(Some(&limit), at(0.0)).is_ok());
            assert!(throttle.admit(Some(&limit), at(0.0)).is_ok());
            let refusal = throttle.admit(Some(&limit), at(0.25)).unwrap_err();
            assert_eq!(refusal.status(), status);
            let Refusal::RateLimited {
                retry_after: said, ..
            } = refusal
            else {
                unreachable!("{refusal:?}");
            };
            assert_eq!(said, retry_after);
        }
    }

    #[test]
    fn a_wait_beyond_all_time_is_still_said() {
        for answer in [RateLimitAnswer::Seconds, RateLimitAnswer::HttpDate] {
            let limit = RateLimit {
                burst: 1,
                per_second: f64::MIN_POSITIVE,
                answer,
            };
            let mut throttle = Throttle::default();
            assert!(throttle.admit(Some(&limit), at(0.0)).is_ok());
            assert!(throttle.admit(Some(&limit), at(0.0)).is_err());
        }
    }

    #[test]
    fn wrong_keys_in_a_row_lock_everybody_out_for_a_while() {
        let rule = Some(LockOut {
            after: 2,
            seconds: 300,
        });
        let mut throttle = Throttle::default();
        throttle.key_was_wrong(rule, at(0.0));
        throttle.key_was_right();
        throttle.key_was_wrong(rule, at(0.0));
        assert!(throttle.check_lock(at(0.0)).is_ok(), "one in a row");
        throttle.key_was_wrong(rule, at(1.0));
        assert_eq!(
            throttle.check_lock(at(300.0)),
            Err(Refusal::TooManyFailures)
        );
        assert!(throttle.check_lock(at(301.0)).is_ok());
        throttle.key_was_wrong(rule, at(302.0));
        assert!(
            throttle.check_lock(at(302.0)).is_ok(),
            "counting starts again"
        );
        for _ in 0..10 {
            throttle.key_was_wrong(None, at(303.0));
        }
        assert!(throttle.check_lock(at(303.0)).is_ok());
    }
}
