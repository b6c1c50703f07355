//! Where candidates come from: what their source says of them now, who was hired there, and what it is told of them.
//!
//! There are two: our own store, into which a server brings candidates (or the demonstration, or a file), and Pinpoint,
//! which is asked. Whoever composes a form or tells a history asks the source and need not know which it is.

mod ending;
mod history;
mod missing;
mod own;
mod pinpoint;
mod worker;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use handoff::{Candidate, CandidateId};

use crate::account::AccountId;
use crate::ledger::{Ledger, LedgerError};
pub(crate) use own::OwnStore;
pub use pinpoint::PinpointReach;
pub(crate) use pinpoint::{NotStored, PinpointSource, Pinpoints};
pub(crate) use worker::work;

/// A source of candidates of one account.
pub(crate) trait CandidateSource {
    /// The candidate as the source has them now, brought into the ledger with their documents; as they were when it cannot
    /// be asked within this time, and then it says so. `None` when there is no such candidate.
    fn now(
        &self,
        id: &CandidateId,
        patience: Duration,
    ) -> impl Future<Output = Result<Option<Now>, LedgerError>> + Send;

    /// Who was hired after a moment (RFC 3339) and may not be here yet.
    fn hired_since(
        &self,
        moment: &str,
    ) -> impl Future<Output = Result<Vec<Hired>, SourceError>> + Send;

    /// Tells the source that somebody is an employee now: once, however often it is called.
    fn tell(&self, news: &News<'_>) -> impl Future<Output = Result<(), SourceError>> + Send;
}

/// A candidate now.
#[derive(Debug)]
pub(crate) struct Now {
    pub(crate) candidate: Candidate,
    /// What a person should know before sending.
    pub(crate) notices: Vec<String>,
}

/// Somebody who was hired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hired {
    /// The source's own id.
    pub(crate) application: String,
    /// When they were changed last, in the source's words.
    pub(crate) changed: String,
}

/// Writes down that something may be out from now on; `false` when it must not leave.
pub(crate) type Leaving<'a> = dyn Fn() -> Pin<Box<dyn Future<Output = Result<bool, LedgerError>> + Send + 'a>>
    + Send
    + Sync
    + 'a;

/// Somebody is an employee.
pub(crate) struct News<'a> {
    /// The source's own id of the candidate.
    pub(crate) application: &'a str,
    /// BambooHR's id of the employee.
    pub(crate) employee: &'a str,
    /// The employee's page in BambooHR; empty when it is not known.
    pub(crate) page: String,
    /// What is not stored of them yet; nothing when nobody has to do anything.
    pub(crate) missing: Option<Missing>,
    /// Whether it is over, and nobody has to do anything any more.
    pub(crate) is_the_end: bool,
    /// Whether it was told before, perhaps, that something is missing.
    pub(crate) told_in_part: bool,
    /// How long ago it was told, perhaps; `None` when it certainly was not.
    pub(crate) out_for: Option<Duration>,
    /// Another candidate of whom the source was told: the source's own id, and the employee.
    pub(crate) told_elsewhere: Option<(String, String)>,
    /// Asked right before it leaves.
    pub(crate) leaves: &'a Leaving<'a>,
}

/// What of somebody is not stored yet.
pub(crate) struct Missing {
    /// In words that say nothing about the person.
    pub(crate) what: Vec<String>,
    /// Our page where it is decided, when it is known where that is.
    pub(crate) page: Option<String>,
}

/// Why a source did not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    /// Our own ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Pinpoint did not do it.
    #[error(transparent)]
    Pinpoint(#[from] ::pinpoint::rest::Error),
    /// A file could not be had now.
    #[error(transparent)]
    File(#[from] outside::NotDownloaded),
    /// It cannot be taken over; a sentence for an admin.
    #[error("{0}")]
    NotTaken(&'static str),
    /// Whether it was told cannot be found out; a sentence for an admin.
    #[error("{0}")]
    InDoubt(&'static str),
    /// The source may not be asked now; a sentence for an admin.
    #[error("{0}")]
    NotAsked(&'static str),
    /// What was told may not have arrived yet, so it is not told again before so long.
    #[error("what was told may be on its way")]
    OnItsWay(Duration),
    /// Something of the candidate is under way, so nothing of them may be changed, nor told of it, before it has ended.
    #[error("something of the candidate is under way")]
    UnderWay,
    /// Somebody else does it, or nobody shall any more.
    #[error("it is in other hands")]
    InOtherHands,
}

/// One of the sources.
pub(crate) enum Source {
    Own(OwnStore),
    Pinpoint(Box<PinpointSource>),
}

/// The sources of every account. Cloning shares everything.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    ledger: Ledger,
    pinpoints: Pinpoints,
}

impl Sources {
    pub(crate) fn new(ledger: Ledger, pinpoints: Pinpoints) -> Self {
        Self { ledger, pinpoints }
    }

    pub(crate) fn pinpoints(&self) -> &Pinpoints {
        &self.pinpoints
    }

    /// Where this candidate came from.
    async fn of(&self, account: &AccountId, id: &CandidateId) -> Result<Source, LedgerError> {
        let from_pinpoint = self.ledger.from_pinpoint(account, id).await?;
        Ok(match from_pinpoint {
            Some(from) => {
                let source = self.pinpoints.source(account).await?;
                Source::Pinpoint(Box::new(source.knowing(from)))
            }
            None => Source::Own(OwnStore::new(self.ledger.clone(), account.clone())),
        })
    }

    /// The candidate as their source has them now.
    pub(crate) async fn now(
        &self,
        account: &AccountId,
        id: &CandidateId,
        patience: Duration,
    ) -> Result<Option<Now>, LedgerError> {
        match self.of(account, id).await? {
            Source::Own(source) => source.now(id, patience).await,
            Source::Pinpoint(source) => source.now(id, patience).await,
        }
    }
}
