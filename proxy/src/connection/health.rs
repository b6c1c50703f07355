//! What an answer says about an account's BambooHR as a whole: busy, out of reach, or closed to the key.
//!
//! It is kept in the ledger, because all proxies share it: a pause that one was asked for is a pause for
//! all, an outage is asked about once, and a rejected key is used by nobody.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bamboohr::{Error, RefusalReason};

use handoff::interface::SendProblem;

use crate::account::AccountId;
use crate::ledger::{Ledger, LedgerError, OPEN_AFTER};
use crate::metrics;

/// How long nobody is let in after too many wrong keys; BambooHR's support pages say about five minutes.
const LOCK_OUT: Duration = Duration::from_secs(300);
/// How often this process writes down that a key works.
const NOTED_EVERY: Duration = Duration::from_secs(300);
/// A pause that BambooHR asks for without saying how long.
const UNNAMED_PAUSE: Duration = Duration::from_secs(2);
/// While BambooHR is out of reach but not yet given up: the pause before the same send asks again.
const SHORT_PAUSE: Duration = Duration::from_secs(1);

/// What an error means for everybody who wants to ask the same account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It passes by itself after this time.
    Busy(Duration),
    /// It passes, nobody knows when.
    OutOfReach,
    /// It does not pass without an admin.
    KeyRejected,
    /// BambooHR answers, in a way that cannot be read: about this question, and perhaps for long.
    Unreadable,
    /// It is about this request and nobody else.
    Particular,
}

impl Trouble {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::HeldBack(pause) => Self::Busy(*pause),
            Error::NoToken(why) => Self::of(why),
            Error::Refused(refusal) => match refusal.reason {
                RefusalReason::KeyRejected => Self::KeyRejected,
                RefusalReason::LockedOut => Self::Busy(refusal.retry_after.unwrap_or(LOCK_OUT)),
                RefusalReason::RateLimited => {
                    Self::Busy(refusal.retry_after.unwrap_or(UNNAMED_PAUSE))
                }
                _ => Self::Particular,
            },
            Error::ServerFailed(failure) => match failure.retry_after {
                Some(pause) => Self::Busy(pause),
                None => Self::OutOfReach,
            },
            Error::NotDelivered(_) | Error::LeadsInside(_) | Error::Lost(_) => Self::OutOfReach,
            Error::Undecodable { .. } | Error::Undocumented { .. } => Self::Unreadable,
            Error::Invalid(_) => Self::Particular,
        }
    }

    /// Whether BambooHR was asked and failed. Asked to wait, or not asked at all, it did not.
    pub(crate) fn is_failure(self) -> bool {
        !matches!(self, Self::Busy(_) | Self::KeyRejected)
    }

    /// The pause after which the same send may look again; the account's own hold may be longer.
    pub(crate) fn pause(self) -> Duration {
        match self {
            Self::Busy(pause) => pause,
            Self::OutOfReach | Self::KeyRejected | Self::Unreadable | Self::Particular => {
                SHORT_PAUSE
            }
        }
    }
}

/// Whether an account's BambooHR may be asked at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    /// Yes.
    Given,
    /// No; a sentence for the recruiter.
    Withheld(String),
}

/// Whether an account's BambooHR can be asked in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// All is well.
    Well,
    /// It is out of reach, and this is the time to ask whether it is back; nobody else does.
    Probe,
    /// It is not to be asked now.
    Silent,
    /// Its key was rejected: only somebody who mended it may ask.
    Stopped,
}

/// The health of one account's BambooHR, as this process reports it.
#[derive(Debug)]
pub(crate) struct Health {
    ledger: Ledger,
    account: AccountId,
    /// Time between two questions while it is out of reach.
    probe_every: Duration,
    /// Whether the ledger may know of failures: a success need not be written down when there are none.
    is_suspect: AtomicBool,
    /// Of the stored connection that is asked, if it is one.
    version: Option<i64>,
    /// When this process wrote down last that its key works.
    noted: Mutex<Option<Instant>>,
}

impl Health {
    pub(super) fn new(
        ledger: Ledger,
        account: AccountId,
        probe_every: Duration,
        version: Option<i64>,
    ) -> Self {
        Self {
            ledger,
            account,
            probe_every,
            is_suspect: AtomicBool::new(true),
            version,
            noted: Mutex::default(),
        }
    }

    /// BambooHR answered as usual.
    pub(crate) async fn went_well(&self) -> Result<(), LedgerError> {
        self.key_works().await;
        if !self.is_suspect.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        let written = self.ledger.upstream_answered(&self.account).await;
        if written.is_err() {
            self.is_suspect.store(true, Ordering::Relaxed);
        }
        written
    }

    /// Writes down now and then that the stored key works. Only for an admin to see: nothing waits for it.
    async fn key_works(&self) {
        let Some(version) = self.version else { return };
        {
            let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
            if noted.is_some_and(|noted| noted.elapsed() < NOTED_EVERY) {
                return;
            }
            *noted = Some(Instant::now());
        }
        let written = self.ledger.connection_worked(&self.account, version).await;
        if let Err(error) = written {
            tracing::warn!(%error, "it is not written down that the key works");
        }
    }

    /// Whether another connection is there by now: what this one is told says nothing of that.
    async fn is_out_of_date(&self) -> Result<bool, LedgerError> {
        let now = match self.version {
            None => return Ok(false),
            Some(_) => self.ledger.enabled_version(&self.account).await?,
        };
        Ok(now != self.version)
    }

    /// Writes down what an error means for the whole account, and says it.
    pub(crate) async fn went_wrong(&self, error: &Error) -> Result<Trouble, LedgerError> {
        let trouble = Trouble::of(error);
        let (ledger, account) = (&self.ledger, &self.account);
        if self.is_out_of_date().await? {
            return Ok(trouble);
        }
        self.is_suspect.store(true, Ordering::Relaxed);
        match trouble {
            // A turn that is far away in the line of our own requests; what BambooHR asked for was written down
            // when it was asked. Nobody else has to wait for it.
            Trouble::Busy(_) if matches!(error, Error::HeldBack(_)) => {}
            Trouble::Busy(pause) => {
                metrics::pause_asked();
                ledger.hold_back(account, pause).await?;
            }
            Trouble::OutOfReach => {
                if ledger.upstream_failed(account).await? == OPEN_AFTER {
                    tracing::warn!(%error, "BambooHR is out of reach; it is asked once in a while");
                }
            }
            Trouble::KeyRejected => {
                metrics::key_rejected();
                tracing::error!(
                    "BambooHR rejects the API key; nothing is asked until that is mended"
                );
                let problem = key_rejected();
                ledger.upstream_stopped(account, &problem).await?;
            }
            // It can be about one question only: neither a failure of the account nor a sign of its health.
            Trouble::Unreadable => {}
            // It answered.
            Trouble::Particular => ledger.upstream_answered(account).await?,
        }
        Ok(trouble)
    }

    /// Whether somebody who waits for the answer may ask now.
    pub(crate) async fn permission(&self) -> Result<Permission, LedgerError> {
        let upstream = self.ledger.upstream(&self.account).await?;
        let reason = match upstream.stopped {
            Some(problem) => format!("{} {}", problem.title, problem.advice),
            None if upstream.holds_for.is_some() => BUSY.to_owned(),
            None if upstream.is_out_of_reach() => OUT_OF_REACH.to_owned(),
            None => return Ok(Permission::Given),
        };
        Ok(Permission::Withheld(reason))
    }

    /// Whether it can be asked in the background.
    pub(super) async fn outlook(&self) -> Result<Outlook, LedgerError> {
        let upstream = self.ledger.upstream(&self.account).await?;
        if upstream.holds_for.is_some() {
            return Ok(Outlook::Silent);
        }
        if upstream.stopped.is_some() {
            return Ok(Outlook::Stopped);
        }
        if !upstream.is_out_of_reach() {
            return Ok(Outlook::Well);
        }
        // Others may have found it so; whoever finds it back has to write that down.
        self.is_suspect.store(true, Ordering::Relaxed);
        let is_time = self
            .ledger
            .take_probe(&self.account, self.probe_every)
            .await?;
        Ok(if is_time {
            Outlook::Probe
        } else {
            Outlook::Silent
        })
    }

    /// Whether BambooHR asked for a pause that is not over.
    pub(super) async fn is_held(&self) -> Result<bool, LedgerError> {
        let upstream = self.ledger.upstream(&self.account).await?;
        Ok(upstream.holds_for.is_some())
    }

    /// Time after a failed look before the next; whether it is allowed then is another question.
    pub(super) fn pause_after_failure(&self) -> Duration {
        self.probe_every
    }

    /// An admin has mended something: everybody may ask again.
    pub(super) async fn starts_over(&self) -> Result<(), LedgerError> {
        self.key_works().await;
        self.ledger.upstream_restarted(&self.account).await
    }
}

pub(super) const BUSY: &str = "BambooHR is busy. Try again in a minute.";
pub(super) const OUT_OF_REACH: &str =
    "BambooHR cannot be reached at the moment. Try again in a minute.";

/// The words when BambooHR rejects the key: everything stops until an admin has mended it.
pub(crate) fn key_rejected() -> SendProblem {
    SendProblem {
        code: "key-rejected".to_owned(),
        title: "BambooHR does not accept the API key.".to_owned(),
        advice: "Ask your admin to check the key: it may have been deleted, or its owner disabled. Nothing is asked \
                 of BambooHR until then; what was accepted is kept and goes on afterwards."
            .to_owned(),
        upstream_message: None,
        field: None,
        retry_after_seconds: None,
    }
}

#[cfg(test)]
mod tests {
    use bamboohr::{LostAnswer, Refusal};

    use super::*;

    fn refused(reason: RefusalReason, retry_after: Option<u64>) -> Error {
        Error::Refused(Refusal {
            status: 400,
            reason,
            message: None,
            retry_after: retry_after.map(Duration::from_secs),
            request_id: None,
        })
    }

    #[test]
    fn each_error_says_what_it_means_for_everybody_else() {
        for (error, trouble) in [
            (
                Error::HeldBack(Duration::from_secs(9)),
                Trouble::Busy(Duration::from_secs(9)),
            ),
            (
                refused(RefusalReason::RateLimited, Some(7)),
                Trouble::Busy(Duration::from_secs(7)),
            ),
            (
                refused(RefusalReason::RateLimited, None),
                Trouble::Busy(UNNAMED_PAUSE),
            ),
            (
                refused(RefusalReason::LockedOut, None),
                Trouble::Busy(LOCK_OUT),
            ),
            (
                refused(RefusalReason::KeyRejected, None),
                Trouble::KeyRejected,
            ),
            (
                refused(RefusalReason::DuplicateEmail, None),
                Trouble::Particular,
            ),
            (
                refused(RefusalReason::AccountLimit, None),
                Trouble::Particular,
            ),
            (Error::Invalid("x"), Trouble::Particular),
            (Error::Lost(LostAnswer::Broken), Trouble::OutOfReach),
        ] {
            assert_eq!(Trouble::of(&error), trouble, "{error}");
        }
    }

    #[tokio::test]
    async fn a_turn_that_is_far_away_holds_back_nobody_else_and_a_request_to_slow_down_does() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("ledger.sqlite").display());
        let ledger = Ledger::open(&url).await.unwrap();
        let account = AccountId::local();
        let health = Health::new(
            ledger.clone(),
            account.clone(),
            Duration::from_secs(30),
            None,
        );
        let far_away = Error::HeldBack(Duration::from_secs(9));
        let trouble = health.went_wrong(&far_away).await.unwrap();
        assert_eq!(trouble, Trouble::Busy(Duration::from_secs(9)));
        let held = || async { ledger.upstream(&account).await.unwrap().holds_for.is_some() };
        assert!(!held().await);
        let asked = refused(RefusalReason::RateLimited, Some(7));
        health.went_wrong(&asked).await.unwrap();
        assert!(held().await);
    }

    #[tokio::test]
    async fn whoever_finds_it_back_opens_it_also_when_others_found_it_out_of_reach() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("l.sqlite").display());
        let ledger = Ledger::open(&url).await.unwrap();
        let account = AccountId::local();
        let health = || Health::new(ledger.clone(), account.clone(), Duration::ZERO, None);
        let (unlucky, lucky) = (health(), health());
        lucky.went_well().await.unwrap();
        for _ in 0..OPEN_AFTER {
            unlucky
                .went_wrong(&Error::Lost(LostAnswer::Broken))
                .await
                .unwrap();
        }
        assert_eq!(lucky.outlook().await.unwrap(), Outlook::Probe);
        lucky.went_well().await.unwrap();
        assert_eq!(unlucky.outlook().await.unwrap(), Outlook::Well);
    }
}
