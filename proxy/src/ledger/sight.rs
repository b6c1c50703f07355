//! Which candidates somebody sees: a condition of every question that a person asks.

use handoff::CandidateId;
use sqlx::Row;

use super::statement::Statement;
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, email_key};
use crate::account::Sight;

impl Statement {
    /// Adds that the candidate of this id (an expression) is in sight; `table` is the alias that has the account.
    pub(super) fn and_in_sight(
        &mut self,
        sight: &Sight,
        table: &str,
        candidate: &str,
    ) -> &mut Self {
        let email = match sight {
            Sight::Everybody => return self,
            Sight::Only(candidates) => {
                let ids: Vec<_> = candidates.iter().map(|id| id.as_str().to_owned()).collect();
                self.push(&format!(" AND {candidate} "));
                return self.is_one_of(&ids);
            }
            Sight::OwnAndShared(email) => email,
        };
        let theirs = format!(
            "SELECT 1 FROM candidate_recruiters r WHERE r.account = {table}.account AND r.candidate = {candidate}"
        );
        self.push(&format!(
            " AND (NOT EXISTS ({theirs}) OR EXISTS ({theirs} AND r.email_key = "
        ));
        self.bind(email.clone()).push("))")
    }
}

impl Ledger {
    /// Whether a candidate, there or not, would be in sight.
    pub async fn is_in_sight(
        &self,
        account: &AccountId,
        sight: &Sight,
        candidate: &CandidateId,
    ) -> Result<bool, LedgerError> {
        let email = match sight {
            Sight::Everybody => return Ok(true),
            Sight::Only(candidates) => return Ok(candidates.contains(candidate)),
            Sight::OwnAndShared(email) => email,
        };
        let sql = "SELECT count(*) AS all_of_them, CAST(coalesce(sum(CASE WHEN email_key = $3 THEN 1 ELSE 0 END), 0) AS BIGINT) AS own \
                   FROM candidate_recruiters WHERE account = $1 AND candidate = $2";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .bind(email.clone());
        let Some(row) = self.database.row(query).await? else {
            return Ok(false);
        };
        let (all, own): (i64, i64) = (row.try_get("all_of_them")?, row.try_get("own")?);
        Ok(all == 0 || own > 0)
    }
}

/// Keeps whose candidate it is.
pub(super) async fn put_recruiters(
    work: &mut Work,
    account: &AccountId,
    candidate: &CandidateId,
    recruiters: &[String],
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM candidate_recruiters WHERE account = $1 AND candidate = $2";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(candidate.as_str());
    work.execute(query).await?;
    for email in recruiters {
        let sql = "INSERT INTO candidate_recruiters (account, candidate, email_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .bind(email_key(email));
        work.execute(query).await?;
    }
    Ok(())
}
