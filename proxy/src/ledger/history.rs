//! What happened to a candidate: moves from stage to stage, and the events of every send.

use handoff::interface::{SendKind, SendState};
use handoff::{CandidateId, Stage};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::audit::{Deed, What};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError, PROXY, SendId};

/// Events of the sends `s` of an account `$1` that mean something to a person; `$3` is [`PROXY`].
macro_rules! send_events {
    () => {
        "SELECT e.at, e.who, e.reason, NULL AS stage, e.send, s.begun_as, s.kind, e.state, e.note, e.sequence \
         FROM send_events e JOIN sends s ON s.account = e.account AND s.id = e.send \
         WHERE s.account = $1 AND (e.who <> $3 OR e.state = 'released' OR NOT EXISTS (SELECT 1 FROM send_events b \
         WHERE b.account = e.account AND b.send = e.send AND b.sequence = e.sequence - 1 AND b.state = e.state))"
    };
}

/// Something that is recorded of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who did it; `None` for the proxy itself.
    pub who: Option<String>,
    /// Why, in the words of whoever decided.
    pub reason: Option<String>,
    /// What.
    pub what: RecordedWhat,
}

/// What can be recorded of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordedWhat {
    /// Moved to another stage.
    Moved(Stage),
    /// Something became of a send.
    Sent(SendEvent),
}

/// What became of a send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendEvent {
    /// Which.
    pub send: SendId,
    /// What it was to do at first.
    pub begun_as: SendKind,
    /// What it does by now.
    pub kind: SendKind,
    /// The state it was in afterwards.
    pub state: SendState,
    /// One line for the record.
    pub note: String,
}

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
        record_move(&mut work, account, id, who, stage).await?;
        work.commit().await?;
        Ok(true)
    }

    /// What is recorded of a candidate, newest first. Of a send only what a person did and what entered another
    /// state: tries and steps are told where the send is shown.
    pub async fn history(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Vec<Recorded>, LedgerError> {
        let sql = concat!(
            "SELECT at, who, NULL AS reason, stage, NULL AS send, NULL AS begun_as, NULL AS kind, NULL AS state, \
             NULL AS note, sequence FROM stage_events WHERE account = $1 AND candidate = $2 UNION ALL ",
            send_events!(),
            " AND s.candidate = $2 ORDER BY at DESC, sequence DESC"
        );
        self.recorded(account, candidate.as_str(), sql).await
    }

    /// The same of one send.
    pub async fn history_of_send(
        &self,
        account: &AccountId,
        send: &SendId,
    ) -> Result<Vec<Recorded>, LedgerError> {
        let sql = concat!(send_events!(), " AND s.id = $2 ORDER BY sequence DESC");
        self.recorded(account, send.as_str(), sql).await
    }

    async fn recorded(
        &self,
        account: &AccountId,
        id: &str,
        sql: &'static str,
    ) -> Result<Vec<Recorded>, LedgerError> {
        let query = sqlx::query(sql).bind(account.as_str()).bind(id).bind(PROXY);
        let rows = self.database.rows(query).await?;
        rows.iter().map(read).collect()
    }
}

/// Records a move in a transaction that holds the candidate's row, so the sequence has no gaps and no doubles.
pub(super) async fn record_move(
    work: &mut Work,
    account: &AccountId,
    id: &CandidateId,
    who: &str,
    stage: Stage,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO stage_events (account, candidate, sequence, at, who, stage) SELECT $1, $2, \
               1 + (SELECT coalesce(max(sequence), 0) FROM stage_events WHERE account = $1 AND candidate = $2), \
               at, $3, $4 FROM clock";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.as_str())
        .bind(who)
        .bind(stage.code());
    work.execute(query).await?;
    let moved = What::CandidateMoved;
    work.record(Deed::new(account, who, moved, id.as_str(), stage.code()));
    Ok(())
}

fn read(row: &AnyRow) -> Result<Recorded, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("stage_events or send_events");
    let text = |column: &str| row.try_get::<String, _>(column);
    let what = match row.try_get::<Option<String>, _>("stage")? {
        Some(stage) => RecordedWhat::Moved(Stage::from_code(&stage).ok_or_else(unreadable)?),
        None => RecordedWhat::Sent(SendEvent {
            send: SendId(text("send")?),
            begun_as: SendKind::from_code(&text("begun_as")?).ok_or_else(unreadable)?,
            kind: SendKind::from_code(&text("kind")?).ok_or_else(unreadable)?,
            state: SendState::from_code(&text("state")?).ok_or_else(unreadable)?,
            note: text("note")?,
        }),
    };
    Ok(Recorded {
        at: text("at")?,
        who: Some(text("who")?).filter(|who| who != PROXY),
        reason: row.try_get("reason")?,
        what,
    })
}
