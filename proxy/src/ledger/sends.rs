//! Sends: the durable states of the state machine, the events of each, and idempotency keys.

mod record;

use handoff::CandidateId;
use handoff::interface::SendState;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Row, Sqlite, Transaction};
use uuid::Uuid;

pub use record::{Begun, Change, NewIntent, SendId, SendRecord};

use super::{AccountId, Ledger, LedgerError, now};
use crate::send::PROXY;

/// The columns [`summary`] reads, from a table named `s`.
macro_rules! summary_columns {
    () => {
        "s.id AS send_id, s.state AS send_state, s.employee AS send_employee"
    };
}
pub(super) use summary_columns;

/// Enough of a send for a badge: id, state, employee.
pub(crate) type Summary = (SendId, SendState, Option<String>);

impl Ledger {
    /// What was answered to this key before; `None` for a new key.
    pub async fn answered(
        &self,
        account: &AccountId,
        key: &str,
        fingerprint: [u8; 32],
    ) -> Result<Option<Begun>, LedgerError> {
        answered(&self.pool, account, key, fingerprint).await
    }

    /// Accepts a send: intent, event and the answer to its key in one transaction.
    pub async fn begin(
        &self,
        account: &AccountId,
        intent: &NewIntent,
    ) -> Result<Begun, LedgerError> {
        let mut transaction = self.write().await?;
        if let Some(begun) =
            answered(&mut *transaction, account, &intent.key, intent.fingerprint).await?
        {
            return Ok(begun);
        }
        let sql = "SELECT id FROM sends WHERE account = ? AND candidate = ? \
                   AND state NOT IN ('refused', 'not_sent', 'released')";
        let active: Option<String> = sqlx::query_scalar(sql)
            .bind(account.as_str())
            .bind(intent.candidate.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(active) = active {
            return Ok(Begun::AlreadySent(SendId(active)));
        }

        let send = SendId(Uuid::now_v7().to_string());
        let response = format!(
            r#"{{"id":"{}","state":"intent","employee":null}}"#,
            send.as_str()
        );
        let at = now();
        let sql = "INSERT INTO sends (account, id, candidate, state, plan, started_by, started_at, changed_at) \
                   VALUES (?, ?, ?, 'intent', ?, ?, ?, ?)";
        sqlx::query(sql)
            .bind(account.as_str())
            .bind(send.as_str())
            .bind(intent.candidate.as_str())
            .bind(to_json(&intent.plan)?)
            .bind(&intent.who)
            .bind(&at)
            .bind(&at)
            .execute(&mut *transaction)
            .await?;
        let sql = "INSERT INTO idempotency_keys (account, key, fingerprint, send, response, created_at) \
                   VALUES (?, ?, ?, ?, ?, ?)";
        sqlx::query(sql)
            .bind(account.as_str())
            .bind(&intent.key)
            .bind(intent.fingerprint.as_slice())
            .bind(send.as_str())
            .bind(&response)
            .bind(&at)
            .execute(&mut *transaction)
            .await?;
        record(
            &mut transaction,
            account,
            &send,
            &intent.who,
            SendState::Intent,
            "accepted",
        )
        .await?;
        transaction.commit().await?;
        Ok(Begun::New { send, response })
    }

    /// Moves a send from `from` to `to`. `false` when it was not in `from` any more: somebody else
    /// was faster, and nothing was changed. [`LedgerError::EmployeeTaken`] when another send has the
    /// employee; nothing was changed then either.
    pub async fn advance(
        &self,
        account: &AccountId,
        send: &SendId,
        who: &str,
        (from, to): (SendState, SendState),
        change: &Change,
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.write().await?;
        let sql = "UPDATE sends SET state = ?, employee = coalesce(?, employee), problem = ?, \
                   receipt = coalesce(?, receipt), matches = coalesce(?, matches), \
                   searched = max(searched, ?), changed_at = ? WHERE account = ? AND id = ? AND state = ?";
        let moved = sqlx::query(sql)
            .bind(to.code())
            .bind(change.employee.as_deref())
            .bind(change.problem.as_ref().map(to_json).transpose()?)
            .bind(change.receipt.as_ref().map(to_json).transpose()?)
            .bind(change.matches.as_ref().map(to_json).transpose()?)
            .bind(to == SendState::Unknown)
            .bind(now())
            .bind(account.as_str())
            .bind(send.as_str())
            .bind(from.code())
            .execute(&mut *transaction)
            .await
            .map_err(taken_or_failed)?;
        if moved.rows_affected() != 1 {
            return Ok(false);
        }
        record(&mut transaction, account, send, who, to, change.note).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// One send.
    pub async fn send(
        &self,
        account: &AccountId,
        send: &SendId,
    ) -> Result<Option<SendRecord>, LedgerError> {
        let sql = "SELECT id, candidate, state, plan, searched, employee, problem, receipt, matches \
                   FROM sends WHERE account = ? AND id = ?";
        let row = sqlx::query(sql)
            .bind(account.as_str())
            .bind(send.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read_send(&row)).transpose()
    }

    /// The newest send of a candidate.
    pub(crate) async fn newest_send(
        &self,
        account: &AccountId,
        candidate: &CandidateId,
    ) -> Result<Option<Summary>, LedgerError> {
        let sql = concat!(
            "SELECT ",
            summary_columns!(),
            " FROM sends s WHERE s.account = ? AND s.candidate = ? ORDER BY s.started_at DESC, s.id DESC LIMIT 1"
        );
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        query
            .fetch_optional(&self.pool)
            .await?
            .map_or(Ok(None), |row| summary(&row))
    }

    /// Employees that sends of this account have created or adopted.
    pub async fn employees(&self, account: &AccountId) -> Result<Vec<String>, LedgerError> {
        let sql = "SELECT employee FROM sends WHERE account = ? AND employee IS NOT NULL";
        Ok(sqlx::query_scalar(sql)
            .bind(account.as_str())
            .fetch_all(&self.pool)
            .await?)
    }

    /// What a start of the proxy finds: every send on its way becomes unknown, because nobody can say
    /// what BambooHR did with it; all that still need work are returned.
    pub async fn sweep(&self) -> Result<Vec<(AccountId, SendId)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT account, id, state FROM sends WHERE state IN ('intent', 'in_flight', 'created', 'unknown')",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut unfinished = Vec::new();
        for row in rows {
            let (account, send) = (
                AccountId::of_row(row.try_get("account")?),
                SendId(row.try_get("id")?),
            );
            if row.try_get::<&str, _>("state")? == SendState::InFlight.code() {
                let change = Change {
                    note: "found on its way at the start",
                    ..Change::default()
                };
                self.advance(
                    &account,
                    &send,
                    PROXY,
                    (SendState::InFlight, SendState::Unknown),
                    &change,
                )
                .await?;
            }
            unfinished.push((account, send));
        }
        Ok(unfinished)
    }
}

/// The only unique index that moving a send can hurt is the one over employees.
fn taken_or_failed(error: sqlx::Error) -> LedgerError {
    let taken = error
        .as_database_error()
        .is_some_and(|error| error.is_unique_violation());
    if taken {
        LedgerError::EmployeeTaken
    } else {
        error.into()
    }
}

async fn answered(
    executor: impl Executor<'_, Database = Sqlite>,
    account: &AccountId,
    key: &str,
    fingerprint: [u8; 32],
) -> Result<Option<Begun>, LedgerError> {
    let sql =
        "SELECT fingerprint, send, response FROM idempotency_keys WHERE account = ? AND key = ?";
    let Some(row) = sqlx::query(sql)
        .bind(account.as_str())
        .bind(key)
        .fetch_optional(executor)
        .await?
    else {
        return Ok(None);
    };
    let same = row.try_get::<&[u8], _>("fingerprint")? == fingerprint.as_slice();
    Ok(Some(if same {
        Begun::Repeated {
            send: SendId(row.try_get("send")?),
            response: row.try_get("response")?,
        }
    } else {
        Begun::KeyReused
    }))
}

async fn record(
    transaction: &mut Transaction<'static, Sqlite>,
    account: &AccountId,
    send: &SendId,
    who: &str,
    state: SendState,
    note: &str,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO send_events (account, send, sequence, at, who, state, note) SELECT ?1, ?2, \
               1 + coalesce(max(sequence), 0), ?3, ?4, ?5, ?6 FROM send_events WHERE account = ?1 AND send = ?2";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(send.as_str())
        .bind(now())
        .bind(who);
    query
        .bind(state.code())
        .bind(note)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// The columns of [`summary_columns`]; `None` when an outer join found no send.
pub(super) fn summary(row: &SqliteRow) -> Result<Option<Summary>, LedgerError> {
    let Some(id) = row.try_get::<Option<String>, _>("send_id")? else {
        return Ok(None);
    };
    let state = SendState::from_code(row.try_get("send_state")?)
        .ok_or(LedgerError::UnreadableRow("sends"))?;
    Ok(Some((SendId(id), state, row.try_get("send_employee")?)))
}

fn read_send(row: &SqliteRow) -> Result<SendRecord, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("sends");
    Ok(SendRecord {
        id: SendId(row.try_get("id")?),
        candidate: CandidateId::parse(row.try_get("candidate")?).ok_or_else(unreadable)?,
        state: SendState::from_code(row.try_get("state")?).ok_or_else(unreadable)?,
        plan: from_json(row, "plan")?.ok_or_else(unreadable)?,
        searched: row.try_get("searched")?,
        employee: row.try_get("employee")?,
        problem: from_json(row, "problem")?,
        receipt: from_json(row, "receipt")?,
        matches: from_json(row, "matches")?.unwrap_or_default(),
    })
}

fn to_json(value: &impl Serialize) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|_| LedgerError::UnreadableRow("sends"))
}

fn from_json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>, LedgerError> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| serde_json::from_str(text).map_err(|_| LedgerError::UnreadableRow("sends")))
        .transpose()
}

#[cfg(test)]
mod tests {
    use handoff::Plan;

    use super::*;

    #[tokio::test]
    async fn another_accounts_rows_are_out_of_reach() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!(
            "sqlite:{}",
            folder.path().join("l.sqlite").display()
        ))
        .await
        .unwrap();
        let (mine, theirs) = (AccountId::local(), AccountId::of_row("theirs".to_owned()));
        let candidate = CandidateId::parse("cand_1").unwrap();
        let plan = Plan { steps: Vec::new() };
        let intent = NewIntent {
            candidate: candidate.clone(),
            plan: plan.clone(),
            who: "me".to_owned(),
            key: "k".to_owned(),
            fingerprint: [0; 32],
        };
        let Begun::New { send, .. } = ledger.begin(&mine, &intent).await.unwrap() else {
            panic!("not new")
        };

        assert!(ledger.send(&theirs, &send).await.unwrap().is_none());
        assert!(
            ledger
                .newest_send(&theirs, &candidate)
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            ledger
                .answered(&theirs, "k", [0; 32])
                .await
                .unwrap()
                .is_none()
        );
        let states = (SendState::Intent, SendState::InFlight);
        assert!(
            !ledger
                .advance(&theirs, &send, "they", states, &Change::default())
                .await
                .unwrap()
        );
        assert!(
            matches!(
                ledger.begin(&theirs, &intent).await.unwrap(),
                Begun::New { .. }
            ),
            "their own candidate"
        );
        assert_eq!(
            ledger.send(&mine, &send).await.unwrap().unwrap().state,
            SendState::Intent
        );
    }

    #[tokio::test]
    async fn one_employee_cannot_belong_to_two_sends() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!(
            "sqlite:{}",
            folder.path().join("l.sqlite").display()
        ))
        .await
        .unwrap();
        let account = AccountId::local();
        let plan = Plan { steps: Vec::new() };
        let mut outcomes = Vec::new();
        for id in ["cand_1", "cand_2"] {
            let candidate = CandidateId::parse(id).unwrap();
            let intent = NewIntent {
                candidate,
                plan: plan.clone(),
                who: "me".to_owned(),
                key: id.to_owned(),
                fingerprint: [0; 32],
            };
            let Begun::New { send, .. } = ledger.begin(&account, &intent).await.unwrap() else {
                panic!("not new")
            };
            let found = Change {
                employee: Some("7".to_owned()),
                ..Change::default()
            };
            let states = (SendState::Intent, SendState::Created);
            outcomes.push(ledger.advance(&account, &send, "me", states, &found).await);
        }
        assert!(
            matches!(
                outcomes.as_slice(),
                [Ok(true), Err(LedgerError::EmployeeTaken)]
            ),
            "{outcomes:?}"
        );
    }
}
