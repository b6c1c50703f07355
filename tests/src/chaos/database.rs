//! Where the ledger of a round is kept: a file that vanishes with it, or a PostgreSQL of its own.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// The two kinds of ledgers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

impl FromStr for DatabaseKind {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self> {
        match word {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" => Ok(Self::Postgres),
            other => bail!("{other} is no kind of database"),
        }
    }
}

/// An empty ledger's place.
#[derive(Debug)]
pub struct Database {
    folder: TempDir,
}

impl Database {
    /// A place of this kind.
    pub fn create(kind: DatabaseKind) -> Result<Self> {
        match kind {
            DatabaseKind::Sqlite => Ok(Self {
                folder: tempfile::tempdir()?,
            }),
            DatabaseKind::Postgres => bail!("PostgreSQL is not there yet"),
        }
    }

    /// For `DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("ledger.sqlite")
    }

    /// A copy as a backup of the file would be made while nobody writes.
    pub fn copy(&self) -> Result<Vec<u8>> {
        fs::read(self.file()).context("no ledger to copy")
    }

    /// Puts a copy back, as after a loss: what happened since is forgotten.
    pub fn restore(&self, copy: &[u8]) -> Result<()> {
        for beside in ["-wal", "-shm"] {
            let mut file = self.file().into_os_string();
            file.push(beside);
            let _ = fs::remove_file(file);
        }
        fs::write(self.file(), copy).context("the ledger cannot be restored")
    }

    /// Stops the server, as a failure would.
    pub fn stop(&self) -> Result<()> {
        bail!("a file cannot be stopped")
    }

    /// Starts it again with everything that was in it.
    pub fn start_again(&self) -> Result<()> {
        bail!("a file cannot be started")
    }
}
