//! How things stand over all accounts, as numbers: for whoever watches over the proxy. And whether the ledger can be used.

use std::collections::HashMap;

use handoff::interface::SendState;
use sqlx::Row;

use super::{Ledger, LedgerError};

/// How many there are of what is not over.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Sends in each state that is not the end of one.
    pub sends: Vec<(SendState, i64)>,
    /// Sessions that have not ended.
    pub sessions: i64,
}

/// States in which something or somebody is waited for.
const NOT_OVER: [SendState; 7] = [
    SendState::Intent,
    SendState::TwinFound,
    SendState::InFlight,
    SendState::Created,
    SendState::Incomplete,
    SendState::Unknown,
    SendState::NeedsPerson,
];

impl Ledger {
    /// How things stand now.
    pub async fn standing(&self) -> Result<Standing, LedgerError> {
        let sql = "SELECT state, count(*) FROM sends \
                   WHERE state IN ('intent', 'twin_found', 'in_flight', 'created', 'incomplete', 'unknown', 'needs_person') GROUP BY state";
        let rows = self.database.rows(sqlx::query(sql)).await?;
        let mut counts = HashMap::new();
        for row in &rows {
            counts.insert(row.try_get::<String, _>(0)?, row.try_get::<i64, _>(1)?);
        }
        let count = |state: SendState| counts.get(state.code()).copied().unwrap_or_default();
        let sql = "SELECT count(*) FROM sessions";
        let sessions = match self.database.row(sqlx::query(sql)).await? {
            Some(row) => row.try_get(0)?,
            None => 0,
        };
        Ok(Standing {
            sends: NOT_OVER.map(|state| (state, count(state))).into(),
            sessions,
        })
    }

    /// Whether the ledger can be read and written: a database that only answers, such as a copy that took over for
    /// reading, accepts no send.
    pub async fn is_usable(&self) -> bool {
        self.writes_nothing().await.is_ok()
    }

    /// A change that is not kept.
    async fn writes_nothing(&self) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE accounts SET name = name WHERE id = 'local'";
        work.execute(sqlx::query(sql)).await.map(|_| ())
    }
}
