//! Where the ledger of a round is kept: a file that vanishes with it, or a PostgreSQL of its own.

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Result, bail};
use tempfile::TempDir;
use test_postgres::Server;

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

/// A copy of a ledger.
#[derive(Debug)]
pub enum Backup {
    /// The file and what stands beside it, each with its content if there was any.
    Files(Vec<(Option<Vec<u8>>, PathBuf)>),
    /// Another database of the same server.
    Database(String),
}

/// An empty ledger's place.
#[derive(Debug)]
pub struct Database {
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(TempDir),
    /// A database of the server that all rounds share.
    Shared(String),
    /// A server that may be stopped.
    Own {
        server: Box<Server>,
        url: String,
    },
}

impl Database {
    /// A place of this kind.
    pub fn create(kind: DatabaseKind) -> Result<Self> {
        let place = match kind {
            DatabaseKind::Sqlite => Place::File(tempfile::tempdir()?),
            DatabaseKind::Postgres => Place::Shared(Server::shared()?.database()?),
        };
        Ok(Self { place })
    }

    /// A PostgreSQL that can be stopped without disturbing anybody.
    pub fn on_its_own_server() -> Result<Self> {
        let server = Box::new(Server::start()?);
        let url = server.database()?;
        Ok(Self {
            place: Place::Own { server, url },
        })
    }

    /// For `DATABASE_URL`.
    pub fn url(&self) -> String {
        match &self.place {
            Place::File(folder) => format!("sqlite:{}", file(folder).display()),
            Place::Shared(url) | Place::Own { url, .. } => url.clone(),
        }
    }

    /// A copy as a backup would be made while nobody writes.
    pub fn copy(&self) -> Result<Backup> {
        Ok(match &self.place {
            Place::File(folder) => {
                let mut parts = Vec::new();
                for part in parts_of_a_file(folder) {
                    parts.push((fs::read(&part).ok(), part));
                }
                Backup::Files(parts)
            }
            Place::Shared(url) => Backup::Database(Server::shared()?.copy(url)?),
            Place::Own { server, url } => Backup::Database(server.copy(url)?),
        })
    }

    /// Puts a copy back, as after a loss: what happened since is forgotten.
    pub fn restore(&self, backup: &Backup) -> Result<()> {
        match (&self.place, backup) {
            (Place::File(_), Backup::Files(parts)) => {
                for (content, part) in parts {
                    let _ = fs::remove_file(part);
                    if let Some(content) = content {
                        fs::write(part, content)?;
                    }
                }
                Ok(())
            }
            (Place::Shared(url), Backup::Database(copy)) => Server::shared()?.restore(url, copy),
            (Place::Own { server, url }, Backup::Database(copy)) => server.restore(url, copy),
            _ => bail!("a copy of another kind of ledger"),
        }
    }

    /// Stops the server, as a failure would.
    pub fn stop(&self) -> Result<()> {
        self.server()?.kill()
    }

    /// Starts it again with everything that was in it.
    pub fn start_again(&self) -> Result<()> {
        self.server()?.start_again()
    }

    fn server(&self) -> Result<&Server> {
        match &self.place {
            Place::Own { server, .. } => Ok(server),
            Place::File(_) | Place::Shared(_) => bail!("this one cannot be stopped"),
        }
    }
}

/// The file and those that SQLite keeps beside it: what was committed may be in any of them.
fn parts_of_a_file(folder: &TempDir) -> [PathBuf; 3] {
    let beside = |suffix: &str| {
        let mut name = file(folder).into_os_string();
        name.push(suffix);
        PathBuf::from(name)
    };
    [file(folder), beside("-wal"), beside("-shm")]
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("ledger.sqlite")
}
