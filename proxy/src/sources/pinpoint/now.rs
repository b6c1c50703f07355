//! A candidate as Pinpoint has them now, for a page that shows them; as they were when it does not say in time.
//!
//! Whoever looks at the same candidate at the same time shares one read: it is done under a lock, and who waited for that
//! looks what came of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use handoff::CandidateId;
use tokio::time::Instant;

use super::{Now, PinpointSource, SourceError};
use crate::account::AccountId;
use crate::ledger::{FromPinpoint, LedgerError};

/// What was read so recently is not read again for the next page that shows it.
const FRESH: Duration = Duration::from_secs(10);

const NOT_ASKED: &str = "Pinpoint could not be asked";
const NOT_IN_TIME: &str = "Pinpoint did not answer in time";

/// Candidates that are being read.
#[derive(Debug, Default)]
pub(super) struct Readings(Mutex<HashMap<(AccountId, CandidateId), Arc<Reading>>>);

/// One candidate's read. The lock is held while they are read; in it is how that failed last.
type Reading = tokio::sync::Mutex<Option<Failed>>;

/// A read that came to nothing.
#[derive(Debug)]
struct Failed {
    at: Instant,
    why: &'static str,
    /// For how long an answer was waited for, when none came.
    in_vain: Option<Duration>,
}

impl Readings {
    fn of(&self, account: &AccountId, id: &CandidateId) -> Arc<Reading> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What nobody waits for any more is forgotten.
        all.retain(|_, reading| Arc::strong_count(reading) > 1);
        Arc::clone(all.entry((account.clone(), id.clone())).or_default())
    }
}

impl Failed {
    /// Whether somebody who has waited since `began` and does so `until` then would meet the same.
    fn is_shared(&self, began: Instant, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now());
        self.at >= began && self.in_vain.is_none_or(|waited| waited >= left)
    }
}

impl PinpointSource {
    pub(super) async fn now_or_as_they_were(
        &self,
        id: &CandidateId,
        patience: Duration,
    ) -> Result<Option<Now>, LedgerError> {
        let Some(from) = &self.from else {
            return self.stored(id, None).await;
        };
        if is_as_it_shall_be(from) {
            return self.stored(id, None).await;
        }
        let why = match &self.asked {
            Err(why) => Some(why.words()),
            Ok((stored, _)) if stored.subdomain != from.subdomain => {
                Some("another company’s Pinpoint is connected now")
            }
            Ok(_) => self.read(id, from, patience).await?,
        };
        let notice = why.map(|why| {
            let when = from.read_ago.map_or("when they were handed over".to_owned(), ago);
            format!(
                "This is what Pinpoint said {when}: {why}. What was changed there since is not in this form, so check it before \
                 you send."
            )
        });
        self.stored(id, notice).await
    }

    /// Reads, unless somebody else did while it was waited for. Why it came to nothing, if it did.
    async fn read(
        &self,
        id: &CandidateId,
        from: &FromPinpoint,
        patience: Duration,
    ) -> Result<Option<&'static str>, LedgerError> {
        let began = Instant::now();
        let until = began + patience;
        let reading = self.pinpoints.readings().of(&self.account, id);
        let Ok(mut last) = tokio::time::timeout_at(until, reading.lock()).await else {
            return Ok(Some(NOT_IN_TIME));
        };
        if let Some(failed) = last.as_ref().filter(|last| last.is_shared(began, until)) {
            return Ok(Some(failed.why));
        }
        let now = self.ledger().from_pinpoint(&self.account, id).await?;
        if now.as_ref().is_some_and(is_as_it_shall_be) {
            return Ok(None);
        }
        let asked = Instant::now();
        // Files have half of the time: one that is slow keeps nobody from seeing everything else.
        let files_until = asked + until.saturating_duration_since(asked) / 2;
        let bringing = self.bring(&from.application, files_until);
        let (why, in_vain) = match tokio::time::timeout_at(until, bringing).await {
            Ok(Ok(_)) => {
                *last = None;
                return Ok(None);
            }
            Ok(Err(SourceError::Ledger(error))) => return Err(error),
            Ok(Err(error)) => {
                tracing::warn!(%error, candidate = id.as_str(), "a candidate is shown as they were");
                (NOT_ASKED, None)
            }
            Err(_) => (NOT_IN_TIME, Some(asked.elapsed())),
        };
        let at = Instant::now();
        *last = Some(Failed { at, why, in_vain });
        Ok(Some(why))
    }

    async fn stored(
        &self,
        id: &CandidateId,
        notice: Option<String>,
    ) -> Result<Option<Now>, LedgerError> {
        let candidate = self.ledger().candidate(&self.account, id).await?;
        let from = self.ledger().from_pinpoint(&self.account, id).await?;
        let kept = from.and_then(|from| from.notice);
        Ok(candidate.map(|candidate| Now {
            candidate,
            notices: notice.into_iter().chain(kept).collect(),
        }))
    }
}

/// What was accepted goes out as it was, and what was read a moment ago is as it is.
fn is_as_it_shall_be(from: &FromPinpoint) -> bool {
    from.is_under_way || from.read_ago.is_some_and(|ago| ago < FRESH)
}

/// So long ago, in words.
fn ago(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    let many = |number: u64, one: &str| match number {
        1 => format!("1 {one} ago"),
        number => format!("{number} {one}s ago"),
    };
    match minutes {
        0 => "a moment ago".to_owned(),
        1..60 => many(minutes, "minute"),
        60..1440 => many(minutes / 60, "hour"),
        _ => many(minutes / 1440, "day"),
    }
}
