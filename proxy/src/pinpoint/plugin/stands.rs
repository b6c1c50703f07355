//! What stands under the id of a candidate before a press does anything.

use handoff::{Candidate, CandidateId};

use super::same::Person;
use crate::account::AccountId;
use crate::ledger::{Ledger, LedgerError, SendRecord};
use crate::problem::ApiError;

/// What is known under an id.
#[derive(Default)]
pub(super) struct Stands {
    pub(super) candidate: Option<Candidate>,
    /// The send after which no other may begin.
    pub(super) hire: Option<SendRecord>,
}

impl Stands {
    pub(super) async fn of(
        ledger: &Ledger,
        account: &AccountId,
        id: &CandidateId,
    ) -> Result<Self, LedgerError> {
        Ok(Self {
            candidate: ledger.candidate(account, id).await?,
            hire: ledger.standing_hire(account, id).await?,
        })
    }

    /// The company to which somebody was sent, where that is known.
    pub(super) fn company(&self) -> Option<&str> {
        let company = self.hire.as_ref().map(|hire| hire.company.as_str());
        company.filter(|company| !company.is_empty())
    }

    /// Refuses when it is about somebody else than who is handed over.
    pub(super) fn is_about(&self, id: &CandidateId, handed_over: &Person) -> Result<(), ApiError> {
        handed_over.is_whom(id, self.candidate.as_ref(), self.hire.as_ref())
    }
}
