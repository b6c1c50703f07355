//! The database under the ledger, through one driver for both kinds: opening, reading, and beginning
//! a transaction. What the two do not say in the same words is here and in the migrations, and
//! nowhere else.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyArguments, AnyPoolOptions, AnyRow, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor};

use super::url::Kind;
use super::work::{Work, in_time};
use super::{DatabaseUrl, LedgerError};

/// How long a connection is waited for. Less than [`super::work::PATIENCE`], which limits the whole of it.
const UNTIL_CONNECTED: Duration = Duration::from_secs(4);

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// A commit that returned must survive a power cut: an intent is only worth that much. What is deleted is overwritten.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 4000; PRAGMA secure_delete = ON";

/// The same, whatever the server's own settings are; and nothing waits for ever, on either side.
const POSTGRES_SETTINGS: &str = "SET statement_timeout = 4000; \
     SET idle_in_transaction_session_timeout = 10000; \
     SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/// An open database. Cloning shares it.
#[derive(Clone, Debug)]
pub(super) struct Database {
    pool: AnyPool,
    kind: Kind,
    /// Held while a SQLite file is ours.
    lock: Option<Arc<File>>,
}

impl Database {
    /// Opens it and brings its schema up to date. A SQLite file is made when it is not there, readable
    /// by its owner only, and belongs to one process at a time.
    pub(super) async fn open(url: &DatabaseUrl) -> Result<Self, LedgerError> {
        let lock = match url.file() {
            Some(file) => {
                let lock = lock(&file)?;
                make_private(&file).map_err(sqlx::Error::Io)?;
                Some(Arc::new(lock))
            }
            None => None,
        };
        Self::connect(url, lock).await
    }

    /// Opens one that is there, also when a proxy works on the file.
    pub(super) async fn open_beside(url: &DatabaseUrl) -> Result<Self, LedgerError> {
        Self::connect(url, None).await
    }

    async fn connect(url: &DatabaseUrl, lock: Option<Arc<File>>) -> Result<Self, LedgerError> {
        install_default_drivers();
        let (settings, most, migrator) = match url.kind() {
            Kind::Sqlite => (SQLITE_SETTINGS, 4, &SQLITE),
            Kind::Postgres => (POSTGRES_SETTINGS, 8, &POSTGRES),
        };
        // On a connection of its own: bringing a large ledger up to date may take longer than a question may.
        let mut connection = in_time(AnyConnection::connect(url.expose())).await?;
        migrator.run(&mut connection).await?;
        in_time(connection.close()).await?;
        let pool = AnyPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(UNTIL_CONNECTED)
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            })
            // On a full disk SQLite rolls back by itself, and the driver takes its transaction for open for ever:
            // nothing could be begun on this connection any more.
            .before_acquire(|connection, _| {
                Box::pin(async move { Ok(!connection.is_in_transaction()) })
            })
            .connect(url.expose())
            .await?;
        Ok(Self {
            pool,
            kind: url.kind(),
            lock,
        })
    }

    /// Whether no other process can work on it.
    pub(super) fn is_ours_alone(&self) -> bool {
        self.kind == Kind::Sqlite
    }

    /// What makes a choice of rows skip those that another proxy is choosing at this moment. SQLite has
    /// one writer at a time.
    pub(super) fn skip_locked(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite => "",
            Kind::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Begins a transaction. SQLite's takes the write lock at once, so that two of them never deadlock.
    pub(super) async fn write(&self) -> Result<Work, LedgerError> {
        let begin = match self.kind {
            Kind::Sqlite => "BEGIN IMMEDIATE",
            Kind::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        Ok(Work::new(in_time(self.pool.begin_with(begin)).await?))
    }

    /// The rows of one question.
    pub(super) async fn rows(
        &self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<Vec<AnyRow>, LedgerError> {
        in_time(query.fetch_all(&self.pool)).await
    }

    /// The row of one question, if there is one.
    pub(super) async fn row(
        &self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<Option<AnyRow>, LedgerError> {
        in_time(query.fetch_optional(&self.pool)).await
    }

    /// Has the journal let go of what is not in the rows any more. Of SQLite, which overwrites what it deletes; PostgreSQL
    /// does it in its own time (`VACUUM`).
    pub(super) async fn forget_old_pages(&self) -> Result<(), LedgerError> {
        if self.kind == Kind::Sqlite {
            let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
            self.row(emptied).await?;
        }
        Ok(())
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
        if let Some(lock) = &self.lock
            && let Err(error) = lock.unlock()
        {
            tracing::warn!(%error, "the lock of the ledger's file stays until the process ends");
        }
    }
}

/// Two proxies on one file would each take the other's sends for left behind.
fn lock(file: &Path) -> Result<File, LedgerError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let lock = open_private(&PathBuf::from(name)).map_err(sqlx::Error::Io)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(LedgerError::InUse),
        Err(TryLockError::Error(error)) => Err(sqlx::Error::Io(error).into()),
    }
}

/// The file holds pay and addresses. What SQLite puts beside it gets the same permissions.
fn make_private(file: &Path) -> std::io::Result<()> {
    open_private(file).map(|_| ())
}

fn open_private(file: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(0o600).open(file)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    async fn open(folder: &Path) -> Result<Database, LedgerError> {
        let url = format!("sqlite:{}", folder.join("ledger.sqlite").display());
        Database::open(&DatabaseUrl::parse(&url)?).await
    }

    #[tokio::test]
    async fn only_its_owner_may_read_the_file_and_what_sqlite_puts_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await.unwrap();
        for entry in folder.path().read_dir().unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{:?}", entry.file_name());
        }
        database.close().await;
    }

    #[tokio::test]
    async fn a_file_belongs_to_one_proxy_until_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path()).await.unwrap();
        let refused = open(folder.path()).await.unwrap_err();
        assert!(refused.to_string().contains("use PostgreSQL"), "{refused}");
        first.close().await;
        assert!(open(folder.path()).await.is_ok());
    }

    #[tokio::test]
    async fn every_connection_writes_through_to_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await.unwrap();
        let (one, two) = (database.pool.acquire().await, database.pool.acquire().await);
        for connection in [&mut one.unwrap(), &mut two.unwrap()] {
            let full: i64 = sqlx::query_scalar("PRAGMA synchronous")
                .fetch_one(&mut **connection)
                .await
                .unwrap();
            assert_eq!(full, 2);
        }
    }

    #[tokio::test]
    async fn a_transaction_that_a_full_disk_ended_leaves_no_connection_that_can_begin_none() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await.unwrap();
        let mut work = database.write().await.unwrap();
        let full = sqlx::query("PRAGMA max_page_count = 1");
        work.rows(full).await.unwrap();
        let too_much =
            sqlx::query("CREATE TABLE ballast AS SELECT hex(zeroblob(1000000)) AS content");
        let refused = work.execute(too_much).await.unwrap_err();
        assert!(refused.to_string().contains("full"), "{refused}");
        drop(work);
        for _ in 0..8 {
            let work = database.write().await.unwrap();
            work.commit().await.unwrap();
        }
    }
}
