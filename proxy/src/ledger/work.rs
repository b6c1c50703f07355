//! One transaction, each statement of which ends within a known time.

use std::time::Duration;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Transaction};

use super::LedgerError;
use super::audit::{Deed, append};
use crate::metrics;

/// How long the database may take for one answer. Whoever waits, a person or a send, is then told.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A transaction. Dropped without [`Work::commit`] it changes nothing.
pub(super) struct Work {
    transaction: Transaction<'static, Any>,
    /// What it does, for the audit.
    deeds: Vec<Deed>,
}

impl Work {
    pub(super) fn new(transaction: Transaction<'static, Any>) -> Self {
        Self {
            transaction,
            deeds: Vec::new(),
        }
    }

    /// Writes this into the audit when it commits.
    pub(super) fn record(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// How many rows it changed.
    pub(super) async fn execute(
        &mut self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<u64, LedgerError> {
        let done = in_time(query.execute(&mut *self.transaction)).await?;
        Ok(done.rows_affected())
    }

    /// All rows it gives.
    pub(super) async fn rows(
        &mut self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<Vec<AnyRow>, LedgerError> {
        in_time(query.fetch_all(&mut *self.transaction)).await
    }

    /// The row it gives, if any.
    pub(super) async fn row(
        &mut self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<Option<AnyRow>, LedgerError> {
        Ok(self.rows(query).await?.into_iter().next())
    }

    /// From here on it is on the disk. [`LedgerError::InDoubt`] when the database does not say so.
    pub(super) async fn commit(mut self) -> Result<(), LedgerError> {
        let deeds = std::mem::take(&mut self.deeds);
        append(&mut self, deeds).await?;
        let committed = in_time(self.transaction.commit()).await;
        committed.map_err(|error| LedgerError::InDoubt(Box::new(error)))
    }
}

/// Gives up when the database does not answer: a connection may hang although nobody closed it.
pub(super) async fn in_time<T>(
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, LedgerError> {
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    let answer = match answer {
        Ok(answer) => answer.map_err(LedgerError::from),
        Err(_) => Err(LedgerError::TimedOut),
    };
    answer.inspect_err(metrics::ledger_failed)
}
