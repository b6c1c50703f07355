//! Our own store: whoever is in it is in it as they are now.

use std::time::Duration;

use handoff::CandidateId;

use super::{CandidateSource, Hired, News, Now, SourceError};
use crate::account::AccountId;
use crate::ledger::{Ledger, LedgerError};

/// The candidates that were brought to us.
pub(crate) struct OwnStore {
    ledger: Ledger,
    account: AccountId,
}

impl OwnStore {
    pub(crate) fn new(ledger: Ledger, account: AccountId) -> Self {
        Self { ledger, account }
    }
}

impl CandidateSource for OwnStore {
    async fn now(&self, id: &CandidateId, _: Duration) -> Result<Option<Now>, LedgerError> {
        let candidate = self.ledger.candidate(&self.account, id).await?;
        Ok(candidate.map(|candidate| Now {
            candidate,
            notices: Vec::new(),
        }))
    }

    /// Nobody is missing: a server brings candidates by itself.
    async fn hired_since(&self, _: &str) -> Result<Vec<Hired>, SourceError> {
        Ok(Vec::new())
    }

    /// The history has it, and the server reads it there.
    async fn tell(&self, _: &News<'_>) -> Result<(), SourceError> {
        Ok(())
    }
}
