//! The ledger: candidates, sends and their events, and the answers given to idempotency keys.
//!
//! Everything between two requests to BambooHR is one transaction here, and a transaction that
//! returned is on the disk. Every function takes the [`AccountId`] whose rows it may touch.

mod candidates;
mod history;
mod sends;

use std::fs::OpenOptions;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

pub use sends::{Begun, Change, NewIntent, SendId, SendRecord};

use crate::account::AccountId;

/// A ledger in one SQLite file.
#[derive(Clone, Debug)]
pub struct Ledger {
    pool: SqlitePool,
}

/// The ledger cannot do it now. The text is for the log: it names no value of any row.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The database refused or is gone: disk full, locked, damaged.
    #[error("database: {}", without_values(.0))]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
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

/// sqlx's message for a failed decode quotes nothing; a constraint's message names columns only.
fn without_values(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => format!(
            "{} (code {})",
            error.message(),
            error.code().unwrap_or_default()
        ),
        other => other.to_string(),
    }
}

impl Ledger {
    /// Opens or creates the file, readable by its owner only, and brings its schema up to date.
    pub async fn open(database_url: &str) -> Result<Self, LedgerError> {
        let options = SqliteConnectOptions::from_str(database_url)?;
        make_private(options.get_filename()).map_err(sqlx::Error::Io)?;
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that returned must survive a power cut: an intent is only worth that much.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Whether the ledger can be read.
    pub async fn is_readable(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.pool).await.is_ok()
    }

    /// Finishes what is being written and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// A transaction that takes the write lock at once, so that two of them never deadlock.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, LedgerError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Creates the file so that only its owner may read it: it holds pay and addresses. What SQLite puts beside
/// it gets the same permissions.
fn make_private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(0o600).open(file)?;
    Ok(())
}

/// Now, in UTC to the microsecond, always equally long, so that texts sort like times.
fn now() -> String {
    format!("{:.6}", jiff::Timestamp::now())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn only_its_owner_may_read_the_file_and_what_sqlite_puts_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite");
        let ledger = Ledger::open(&format!("sqlite:{}", file.display()))
            .await
            .unwrap();
        for entry in folder.path().read_dir().unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?}", entry.file_name());
        }
        ledger.close().await;
    }
}
