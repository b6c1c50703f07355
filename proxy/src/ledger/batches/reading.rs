//! How a batch stands: its lines with their sends, and how fast it goes.

use std::time::Duration;

use handoff::CandidateId;
use handoff::interface::{SendProblem, SendState};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::accepting::of_batch;
use super::{BatchId, BatchRecord, Line, LineSend, Pace};
use crate::ledger::stored::{flag, from_json};
use crate::ledger::{AccountId, Ledger, LedgerError, SendId};

const TABLE: &str = "batch_lines";

impl Ledger {
    /// One batch.
    pub async fn batch(
        &self,
        account: &AccountId,
        batch: &BatchId,
    ) -> Result<Option<BatchRecord>, LedgerError> {
        let sql = "SELECT who, at, paused, version, (SELECT now FROM clock) AS now FROM batches \
                   WHERE account = $1 AND id = $2";
        let Some(head) = self.database.row(of_batch(sql, account, batch)).await? else {
            return Ok(None);
        };
        let sql = "SELECT l.candidate, l.name, l.problem, l.fields, s.id AS send, s.state, s.employee, s.company, \
                   s.problem AS send_problem, s.version, s.ended_at FROM batch_lines l \
                   LEFT JOIN sends s ON s.account = l.account AND s.id = l.send \
                   WHERE l.account = $1 AND l.batch = $2 ORDER BY l.position";
        let rows = self.database.rows(of_batch(sql, account, batch)).await?;
        let mut version: i64 = head.try_get("version")?;
        let mut lines = Vec::with_capacity(rows.len());
        let mut ends = Vec::new();
        for row in &rows {
            version += row
                .try_get::<Option<i64>, _>("version")?
                .unwrap_or_default();
            ends.extend(row.try_get::<Option<i64>, _>("ended_at")?);
            lines.push(read(row)?);
        }
        let pace = pace(&lines, &ends, head.try_get("now")?);
        Ok(Some(BatchRecord {
            id: batch.clone(),
            who: head.try_get("who")?,
            at: head.try_get("at")?,
            paused: flag(&head, "paused")?,
            lines,
            version,
            pace,
        }))
    }
}

fn read(row: &AnyRow) -> Result<Line, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow(TABLE);
    let send = match row.try_get::<Option<String>, _>("send")? {
        None => None,
        Some(id) => {
            let state: String = row.try_get("state")?;
            let problem: Option<SendProblem> = from_json("sends", row, "send_problem")?;
            Some(LineSend {
                id: SendId(id),
                state: SendState::from_code(&state).ok_or_else(unreadable)?,
                employee: row.try_get("employee")?,
                company: row.try_get("company")?,
                problem: problem.map(|problem| problem.title),
            })
        }
    };
    let candidate: String = row.try_get("candidate")?;
    Ok(Line {
        candidate: CandidateId::parse(&candidate).ok_or_else(unreadable)?,
        name: row.try_get("name")?,
        problem: row.try_get("problem")?,
        fields: from_json(TABLE, row, "fields")?.unwrap_or_default(),
        send,
    })
}

fn pace(lines: &[Line], ends: &[i64], now: i64) -> Pace {
    let sends = lines.iter().filter_map(|line| line.send.as_ref());
    let running = sends.filter(|send| send.state.is_running()).count();
    let passed = |from: i64, to: i64| {
        Duration::from_millis(u64::try_from(to.saturating_sub(from)).unwrap_or_default())
    };
    let (first, last) = (ends.iter().min(), ends.iter().max());
    Pace {
        running: u64::try_from(running).unwrap_or_default(),
        ended: u64::try_from(ends.len()).unwrap_or_default(),
        over: first
            .zip(last)
            .map(|(first, last)| passed(*first, *last))
            .unwrap_or_default(),
        since_last: last.map(|last| passed(*last, now)),
    }
}
