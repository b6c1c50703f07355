//! Accepting a batch in one transaction, and pausing it.

use handoff::CandidateId;
use handoff::interface::SendKind;
use sqlx::Row;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use uuid::Uuid;

use super::{BatchBegun, BatchId, NewBatchRecord, Obstacle};
use crate::ledger::audit::{Deed, What};
use crate::ledger::sends::{NewSend, insert};
use crate::ledger::stored::{storable, to_json};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, Ledger, LedgerError, SendId};
use crate::metrics;

const SENT_BEFORE: &str = "Already sent to BambooHR, or being sent.";

impl Ledger {
    /// What became of an earlier request with this key; `None` for a new key.
    pub async fn begun_batch(
        &self,
        account: &AccountId,
        key: &str,
        fingerprint: [u8; 32],
    ) -> Result<Option<BatchBegun>, LedgerError> {
        let query = with_key(account, key);
        let row = self.database.row(query).await?;
        row.map(|row| repeated(&row, fingerprint)).transpose()
    }

    /// Accepts a batch. A candidate that was sent before becomes a line that says so; the others go on.
    pub async fn begin_batch(
        &self,
        account: &AccountId,
        new: &NewBatchRecord,
    ) -> Result<BatchBegun, LedgerError> {
        let batch = BatchId(Uuid::now_v7().to_string());
        let mut work = self.database.write().await?;
        let sql = "INSERT INTO batches (account, id, who, at, key, fingerprint) \
                   SELECT $1, $2, $3, at, $4, $5 FROM clock WHERE true ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(batch.as_str())
            .bind(new.who.as_str())
            .bind(new.key.as_str())
            .bind(new.fingerprint.as_slice());
        if work.execute(query).await? == 0 {
            let row = work.row(with_key(account, &new.key)).await?;
            return repeated(&row.ok_or(LedgerError::Interrupted)?, new.fingerprint);
        }
        // Candidates in one order for everybody: two batches that share some wait for each other once, and
        // never in a circle.
        let mut places: Vec<_> = new.lines.iter().enumerate().collect();
        places.sort_by(|(_, one), (_, other)| one.candidate.cmp(&other.candidate));
        let mut accepted = Vec::new();
        for (position, line) in places {
            let outcome = match &line.intent {
                Err(obstacle) => Err(obstacle.clone()),
                Ok(plan) => {
                    let send = SendId::new();
                    let intent = NewSend {
                        candidate: &line.candidate,
                        name: &line.name,
                        kind: SendKind::Create,
                        employee: None,
                        company: &new.company,
                        plan,
                        who: &new.who,
                        batch: Some(&batch),
                    };
                    if insert(&mut work, account, &send, &intent).await? {
                        accepted.push(send.clone());
                        Ok(send)
                    } else {
                        Err(Obstacle {
                            problem: SENT_BEFORE.to_owned(),
                            fields: Vec::new(),
                        })
                    }
                }
            };
            let place = Place {
                position: i64::try_from(position).unwrap_or(i64::MAX),
                candidate: &line.candidate,
                name: &line.name,
                outcome: &outcome,
            };
            place.insert(&mut work, account, &batch).await?;
        }
        let note = format!("{} of {}", accepted.len(), new.lines.len());
        let deed = Deed::new(account, &new.who, What::BatchBegun, batch.as_str(), &note);
        work.record(deed);
        work.commit().await?;
        metrics::accepted(accepted.len());
        for send in &accepted {
            self.tell(send);
        }
        Ok(BatchBegun::New(batch))
    }

    /// Pauses a batch or lets it go on, and records who did. `false` when there is no such batch.
    pub async fn set_paused(
        &self,
        account: &AccountId,
        batch: &BatchId,
        who: &str,
        paused: bool,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE batches SET paused = $3, version = version + 1 \
                   WHERE account = $1 AND id = $2 AND paused <> $3";
        let query = of_batch(sql, account, batch).bind(i64::from(paused));
        if work.execute(query).await? == 0 {
            let sql = "SELECT id FROM batches WHERE account = $1 AND id = $2";
            return Ok(work.row(of_batch(sql, account, batch)).await?.is_some());
        }
        let sql = "INSERT INTO batch_events (account, batch, sequence, at, who, paused) \
                   SELECT b.account, b.id, b.version, c.at, $3, b.paused FROM batches b, clock c \
                   WHERE b.account = $1 AND b.id = $2";
        work.execute(of_batch(sql, account, batch).bind(who))
            .await?;
        let what = match paused {
            true => What::BatchPaused,
            false => What::BatchResumed,
        };
        work.record(Deed::new(account, who, what, batch.as_str(), ""));
        work.commit().await?;
        self.tell_account(account);
        Ok(true)
    }
}

/// A line as it is written.
struct Place<'a> {
    position: i64,
    candidate: &'a CandidateId,
    name: &'a str,
    outcome: &'a Result<SendId, Obstacle>,
}

impl Place<'_> {
    async fn insert(
        &self,
        work: &mut Work,
        account: &AccountId,
        batch: &BatchId,
    ) -> Result<(), LedgerError> {
        let send = self.outcome.as_ref().ok();
        let obstacle = self.outcome.as_ref().err();
        let fields = obstacle.map(|obstacle| to_json("batch_lines", &obstacle.fields));
        let sql = "INSERT INTO batch_lines (account, batch, position, candidate, name, send, problem, fields) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let query = of_batch(sql, account, batch)
            .bind(self.position)
            .bind(self.candidate.as_str())
            .bind(storable(self.name).into_owned())
            .bind(send.map(SendId::as_str))
            .bind(obstacle.map(|obstacle| storable(&obstacle.problem).into_owned()))
            .bind(fields.transpose()?);
        work.execute(query).await.map(|_| ())
    }
}

fn with_key<'q>(account: &'q AccountId, key: &'q str) -> Query<'q, sqlx::Any, AnyArguments> {
    let sql = "SELECT id, fingerprint FROM batches WHERE account = $1 AND key = $2";
    sqlx::query(sql).bind(account.as_str()).bind(key)
}

fn repeated(row: &AnyRow, fingerprint: [u8; 32]) -> Result<BatchBegun, LedgerError> {
    let is_same = row.try_get::<&[u8], _>("fingerprint")? == fingerprint.as_slice();
    Ok(if is_same {
        BatchBegun::Repeated(BatchId(row.try_get("id")?))
    } else {
        BatchBegun::KeyReused
    })
}

/// A statement whose first two values are the account and the batch.
pub(super) fn of_batch<'q>(
    sql: &'static str,
    account: &'q AccountId,
    batch: &'q BatchId,
) -> Query<'q, sqlx::Any, AnyArguments> {
    sqlx::query(sql).bind(account.as_str()).bind(batch.as_str())
}
