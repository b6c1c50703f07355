//! That an application is to be read: once for each time it was named, and again for files that had not come.

use crate::ledger::stored::storable;
use crate::ledger::work::Work;
use crate::ledger::{AccountId, LedgerError};

use super::PinpointJob;

/// What the name of a job begins with that is for files which had not come.
const LATE: &str = "late ";

impl PinpointJob {
    /// Whether it reads an application again for files that had not come.
    pub fn is_for_late_files(&self) -> bool {
        self.name.starts_with(LATE)
    }
}

/// Adds that an application is to be read. `false` when it was added before under this name.
pub(super) async fn add_read(
    work: &mut Work,
    account: &AccountId,
    subdomain: &str,
    application: &str,
    name: &str,
) -> Result<bool, LedgerError> {
    let sql = "INSERT INTO pinpoint_jobs (account, name, kind, subdomain, application, due_at, made, changed_at) \
               SELECT $1, $2, 'read', $3, $4, now, now, at FROM clock WHERE true ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(storable(name).into_owned())
        .bind(subdomain)
        .bind(storable(application).into_owned());
    Ok(work.execute(query).await? == 1)
}

/// Adds that this application, or each, is read again of which a file has not come, unless it is going to be. Only what is of
/// the connected company is.
pub(super) async fn read_late(
    work: &mut Work,
    account: &AccountId,
    application: Option<&str>,
) -> Result<(), LedgerError> {
    let sql = "INSERT INTO pinpoint_jobs (account, name, kind, subdomain, application, due_at, made, changed_at) \
               SELECT DISTINCT c.account, $3 || c.application, 'read', c.application_of, c.application, k.now, k.now, k.at \
               FROM clock k, candidates c JOIN pinpoint_connections p ON p.account = c.account AND p.subdomain = c.application_of \
               WHERE c.account = $1 AND c.source_late = 1 AND ($2 IS NULL OR c.application = $2) \
               ON CONFLICT (account, name) DO UPDATE SET subdomain = excluded.subdomain, due_at = excluded.due_at, \
               made = excluded.made, state = 'waiting', tries = 0, problem = NULL WHERE pinpoint_jobs.state <> 'waiting'";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(application.map(|application| storable(application).into_owned()))
        .bind(LATE);
    work.execute(query).await.map(|_| ())
}
