//! What happened to a candidate: moves from stage to stage, and the events of every send.

use handoff::interface::{Happened, HistoryEntry, SendState};
use handoff::{CandidateId, Stage};
use sqlx::Row;

use super::{AccountId, Ledger, LedgerError, now};
use crate::send::PROXY;

impl Ledger {
    /// Moves a candidate to another stage and records who did it. `false` when there is no such candidate.
    /// Moving to the stage where the candidate already is changes nothing.
    pub async fn set_stage(
        &self,
        account: &AccountId,
        id: &CandidateId,
        who: &str,
        stage: Stage,
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.write().await?;
        let sql = "SELECT stage FROM candidates WHERE account = ? AND id = ?";
        let before: Option<String> = sqlx::query_scalar(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        match before {
            None => return Ok(false),
            Some(before) if before == stage.code() => return Ok(true),
            Some(_) => {}
        }
        sqlx::query("UPDATE candidates SET stage = ? WHERE account = ? AND id = ?")
            .bind(stage.code())
            .bind(account.as_str())
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await?;
        let sql = "INSERT INTO stage_events (account, candidate, sequence, at, who, stage) SELECT ?1, ?2, \
                   1 + coalesce(max(sequence), 0), ?3, ?4, ?5 FROM stage_events WHERE account = ?1 AND candidate = ?2";
        sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(now())
            .bind(who)
            .bind(stage.code())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Everything that is recorded of a candidate, newest first.
    pub(crate) async fn history(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        let sql = "SELECT at, who, stage, NULL AS send, NULL AS state, sequence FROM stage_events \
                   WHERE account = ?1 AND candidate = ?2 \
                   UNION ALL SELECT e.at, e.who, NULL, e.send, e.state, e.sequence FROM send_events e \
                   JOIN sends s ON s.account = e.account AND s.id = e.send \
                   WHERE s.account = ?1 AND s.candidate = ?2 ORDER BY at DESC, sequence DESC";
        let rows = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str())
            .fetch_all(&self.pool)
            .await?;
        let unreadable = || LedgerError::UnreadableRow("stage_events or send_events");
        rows.iter()
            .map(|row| {
                let who: String = row.try_get("who")?;
                let what = match row.try_get::<Option<&str>, _>("stage")? {
                    Some(stage) => Happened::Moved {
                        stage: Stage::from_code(stage).ok_or_else(unreadable)?,
                    },
                    None => Happened::Sent {
                        send: row.try_get("send")?,
                        state: SendState::from_code(row.try_get("state")?)
                            .ok_or_else(unreadable)?,
                    },
                };
                Ok(HistoryEntry {
                    at: row.try_get("at")?,
                    who: Some(who).filter(|who| who != PROXY),
                    what,
                })
            })
            .collect()
    }
}
