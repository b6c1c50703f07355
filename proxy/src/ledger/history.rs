//! What happened to a candidate: moves from stage to stage, and the events of every send.

use handoff::interface::{Happened, HistoryEntry, SendState};
use handoff::{CandidateId, Stage};
use sqlx::Row;

use super::{AccountId, Ledger, LedgerError, PROXY};

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
        let mut work = self.database.write().await?;
        let sql = "UPDATE candidates SET stage = $3 WHERE account = $1 AND id = $2 AND stage <> $3";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(stage.code());
        if work.execute(query).await? == 0 {
            let sql = "SELECT id FROM candidates WHERE account = $1 AND id = $2";
            let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
            return Ok(work.row(query).await?.is_some());
        }
        // Whoever else moves this candidate waits for the row above, so the sequence has no gaps and no doubles.
        let sql = "INSERT INTO stage_events (account, candidate, sequence, at, who, stage) SELECT $1, $2, \
                   1 + (SELECT coalesce(max(sequence), 0) FROM stage_events WHERE account = $1 AND candidate = $2), \
                   at, $3, $4 FROM clock";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(who)
            .bind(stage.code());
        work.execute(query).await?;
        work.commit().await?;
        Ok(true)
    }

    /// Everything that is recorded of a candidate, newest first.
    pub async fn history(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        // Of a send only what entered another state: tries and steps are told where the send is shown.
        let sql = "SELECT at, who, NULL AS reason, stage, NULL AS send, NULL AS state, sequence FROM stage_events \
                   WHERE account = $1 AND candidate = $2 \
                   UNION ALL SELECT e.at, e.who, e.reason, NULL, e.send, e.state, e.sequence FROM send_events e \
                   JOIN sends s ON s.account = e.account AND s.id = e.send \
                   WHERE s.account = $1 AND s.candidate = $2 AND NOT EXISTS (SELECT 1 FROM send_events b \
                   WHERE b.account = e.account AND b.send = e.send AND b.sequence = e.sequence - 1 \
                   AND b.state = e.state) ORDER BY at DESC, sequence DESC";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        let rows = self.database.rows(query).await?;
        let unreadable = || LedgerError::UnreadableRow("stage_events or send_events");
        rows.iter()
            .map(|row| {
                let who: String = row.try_get("who")?;
                let what = match row.try_get::<Option<String>, _>("stage")? {
                    Some(stage) => Happened::Moved {
                        stage: Stage::from_code(&stage).ok_or_else(unreadable)?,
                    },
                    None => Happened::Sent {
                        send: row.try_get("send")?,
                        state: SendState::from_code(&row.try_get::<String, _>("state")?)
                            .ok_or_else(unreadable)?,
                    },
                };
                Ok(HistoryEntry {
                    at: row.try_get("at")?,
                    who: Some(who).filter(|who| who != PROXY),
                    reason: row.try_get("reason")?,
                    what,
                })
            })
            .collect()
    }
}
