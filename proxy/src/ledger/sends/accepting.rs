//! Accepting a send: intent, steps, event and the answer to its key in one transaction.

use handoff::interface::{SendKind, SendState};
use handoff::{CandidateId, Plan};
use sqlx::Row;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::{Begun, Event, NewIntent, SendId, TABLE, remember, steps};
use crate::ledger::stored::{storable, to_json};
use crate::ledger::work::Work;
use crate::ledger::{AccountId, BatchId, Ledger, LedgerError};
use crate::metrics;

/// Tries to accept when the send that stood in the way ends at this very moment.
const TRIES: u32 = 5;

impl Ledger {
    /// What was answered to this key before; `None` for a new key.
    pub async fn answered(
        &self,
        account: &AccountId,
        key: &str,
        fingerprint: [u8; 32],
    ) -> Result<Option<Begun>, LedgerError> {
        let row = self.database.row(answer_to(account, key)).await?;
        row.map(|row| read_answer(&row, fingerprint)).transpose()
    }

    /// Accepts a send. What stands in its way is decided by unique indexes, so it holds for whoever
    /// asks at the same moment, in this process or another.
    pub async fn begin(
        &self,
        account: &AccountId,
        intent: &NewIntent,
    ) -> Result<Begun, LedgerError> {
        for _ in 0..TRIES {
            if let Some(begun) = self.try_to_begin(account, intent).await? {
                return Ok(begun);
            }
        }
        Err(LedgerError::Interrupted)
    }

    async fn try_to_begin(
        &self,
        account: &AccountId,
        intent: &NewIntent,
    ) -> Result<Option<Begun>, LedgerError> {
        let send = SendId::new();
        let response = format!(
            r#"{{"id":"{}","state":"intent","employee":null}}"#,
            send.as_str()
        );
        let mut work = self.database.write().await?;
        // The key first: of two equal requests, one waits here for the other and repeats its answer.
        let sql = "INSERT INTO idempotency_keys (account, key, fingerprint, send, response, created_at) \
                   SELECT $1, $2, $3, $4, $5, at FROM clock WHERE true ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(intent.key.as_str())
            .bind(intent.fingerprint.as_slice())
            .bind(send.as_str())
            .bind(response.as_str());
        if work.execute(query).await? == 0 {
            let row = work.row(answer_to(account, &intent.key)).await?;
            return row
                .map(|row| read_answer(&row, intent.fingerprint))
                .transpose();
        }
        let new = NewSend {
            candidate: &intent.candidate,
            name: &intent.name,
            kind: intent.kind,
            employee: intent.employee.as_deref(),
            company: &intent.company,
            plan: &intent.plan,
            who: &intent.who,
            batch: None,
        };
        if !insert(&mut work, account, &send, &new).await? {
            let obstacle = obstacle(&mut work, account, intent).await?;
            return Ok(obstacle.map(Begun::AlreadySent));
        }
        work.commit().await?;
        metrics::accepted(1);
        self.tell(&send);
        Ok(Some(Begun::New { send, response }))
    }
}

/// A send about to be written, alone or as a line of a batch.
pub(in crate::ledger) struct NewSend<'a> {
    pub(in crate::ledger) candidate: &'a CandidateId,
    pub(in crate::ledger) name: &'a str,
    pub(in crate::ledger) kind: SendKind,
    pub(in crate::ledger) employee: Option<&'a str>,
    pub(in crate::ledger) company: &'a str,
    pub(in crate::ledger) plan: &'a Plan,
    pub(in crate::ledger) who: &'a str,
    pub(in crate::ledger) batch: Option<&'a BatchId>,
}

/// Writes it down with its steps and first event. `false` when another send of the candidate stands in
/// the way; nothing is changed then.
pub(in crate::ledger) async fn insert(
    work: &mut Work,
    account: &AccountId,
    send: &SendId,
    new: &NewSend<'_>,
) -> Result<bool, LedgerError> {
    let sql = "INSERT INTO sends (account, id, candidate, name, search_text, kind, begun_as, employee, state, plan, \
               batch, started_by, company, started_at, changed_at, due_at, version) \
               SELECT $1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, at, at, now, 1 FROM clock WHERE true \
               ON CONFLICT DO NOTHING";
    let name = storable(new.name);
    let search_text = format!("{name}\n{}", new.candidate.as_str()).to_lowercase();
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(new.candidate.as_str())
        .bind(name.as_ref())
        .bind(search_text)
        .bind(new.kind.code())
        .bind(new.employee)
        .bind(SendState::Intent.code())
        .bind(to_json(TABLE, new.plan)?)
        .bind(new.batch.map(BatchId::as_str))
        .bind(new.who)
        .bind(new.company);
    if work.execute(query).await? == 0 {
        return Ok(false);
    }
    steps::insert(work, account, send, new.plan.steps.len()).await?;
    let event = Event {
        who: new.who,
        note: "accepted",
        ..Event::default()
    };
    remember(work, account, send, event).await?;
    Ok(true)
}

/// The send that forbids this one; `None` when it has ended meanwhile.
async fn obstacle(
    work: &mut Work,
    account: &AccountId,
    intent: &NewIntent,
) -> Result<Option<SendId>, LedgerError> {
    let sql = "SELECT id FROM sends WHERE account = $1 AND candidate = $2 \
               AND (state IN ('intent', 'twin_found', 'in_flight', 'created', 'incomplete', 'unknown', 'needs_person') \
               OR ($3 = 'create' AND begun_as = 'create' AND state NOT IN ('refused', 'not_sent', 'released'))) \
               ORDER BY started_at DESC, id DESC LIMIT 1";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(intent.candidate.as_str())
        .bind(intent.kind.code());
    let row = work.row(query).await?;
    row.map(|row| Ok(SendId(row.try_get("id")?))).transpose()
}

fn answer_to<'q>(account: &'q AccountId, key: &'q str) -> Query<'q, sqlx::Any, AnyArguments> {
    let sql =
        "SELECT fingerprint, send, response FROM idempotency_keys WHERE account = $1 AND key = $2";
    sqlx::query(sql).bind(account.as_str()).bind(key)
}

fn read_answer(row: &sqlx::any::AnyRow, fingerprint: [u8; 32]) -> Result<Begun, LedgerError> {
    let is_same = row.try_get::<&[u8], _>("fingerprint")? == fingerprint.as_slice();
    Ok(if is_same {
        Begun::Repeated {
            send: SendId(row.try_get("send")?),
            response: row.try_get("response")?,
        }
    } else {
        Begun::KeyReused
    })
}
