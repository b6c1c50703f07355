//! Why the ledger cannot do something. The texts are for the log: they name no value of any row, no
//! password and no address.

use super::UnknownDatabase;

/// The ledger cannot do it now.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The database refused or is gone: disk full, locked, damaged, not reachable.
    #[error("database: {}", without_values(.0))]
    Database(#[from] sqlx::Error),
    /// The database gave no answer in time.
    #[error("the database gave no answer in time")]
    TimedOut,
    /// The database did not confirm that something is on the disk: it may be there or not.
    #[error("it is not known whether it was written: {0}")]
    InDoubt(Box<LedgerError>),
    /// The schema could not be brought up to date.
    #[error("migration: {}", without_values_of_migration(.0))]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Not an address of a database.
    #[error(transparent)]
    UnknownDatabase(#[from] UnknownDatabase),
    /// Another process works on the same SQLite file.
    #[error(
        "another proxy is using this SQLite file; to run several proxies on one ledger, use PostgreSQL: set \
         DATABASE_URL to postgres://…"
    )]
    InUse,
    /// The employee already belongs to another send.
    #[error("the employee belongs to another send")]
    EmployeeTaken,
    /// The work on it was broken off: the process is ending, or a defect.
    #[error("the work was broken off")]
    Interrupted,
    /// A row holds something this version cannot read.
    #[error("a row of {0} cannot be read")]
    UnreadableRow(&'static str),
}

/// A constraint's message names columns only; what quotes an address or a value is left out.
fn without_values(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => format!(
            "{} (code {})",
            error.message(),
            error.code().unwrap_or_default()
        ),
        sqlx::Error::Configuration(_) => "its address cannot be used".to_owned(),
        sqlx::Error::PoolTimedOut => "it cannot be reached, or is too busy".to_owned(),
        other => other.to_string(),
    }
}

fn without_values_of_migration(error: &sqlx::migrate::MigrateError) -> String {
    match error {
        sqlx::migrate::MigrateError::Execute(error)
        | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => without_values(error),
        other => other.to_string(),
    }
}

/// Whether it is the index over employees that forbade a change; the other ones forbid a second send of
/// a candidate.
pub(super) fn is_employee_taken(error: &LedgerError) -> bool {
    broken_index(error).is_some_and(|message| message.contains("employee"))
}

/// Whether a unique index forbade a change.
pub(super) fn is_not_unique(error: &LedgerError) -> bool {
    broken_index(error).is_some()
}

/// SQLite names the columns, PostgreSQL the index.
fn broken_index(error: &LedgerError) -> Option<&str> {
    let LedgerError::Database(sqlx::Error::Database(error)) = error else {
        return None;
    };
    error.is_unique_violation().then(|| error.message())
}
