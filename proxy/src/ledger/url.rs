//! Where the ledger is kept, as configuration gives it. It may hold a password, so it prints without.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr as _;

use sqlx::sqlite::SqliteConnectOptions;

/// `sqlite:FILE`, or `postgres://…` (also `postgresql://…`).
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    text: String,
    kind: Kind,
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One file for one proxy.
    Sqlite,
    /// For several proxies.
    Postgres,
}

/// Not an address of a database that can hold a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "DATABASE_URL must be sqlite: followed by a file, for example sqlite:send-to-bamboohr.sqlite, or for several \
     proxies a PostgreSQL database, for example postgres://user@host/name"
)]
pub struct UnknownDatabase;

impl DatabaseUrl {
    /// Takes only what outlives the process: a database in memory would forget who was sent.
    pub fn parse(text: &str) -> Result<Self, UnknownDatabase> {
        let (scheme, rest) = text.split_once(':').ok_or(UnknownDatabase)?;
        let kind = match scheme {
            "sqlite" => Kind::Sqlite,
            "postgres" | "postgresql" => Kind::Postgres,
            _ => return Err(UnknownDatabase),
        };
        let forgets =
            kind == Kind::Sqlite && (rest.contains(":memory:") || rest.contains("mode=memory"));
        if rest.trim_matches('/').is_empty() || forgets {
            return Err(UnknownDatabase);
        }
        Ok(Self {
            text: text.to_owned(),
            kind,
        })
    }

    /// The whole address with its password. For opening the database and nothing else.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The file of a SQLite ledger; `None` for PostgreSQL.
    pub fn file(&self) -> Option<PathBuf> {
        if self.kind != Kind::Sqlite {
            return None;
        }
        let options = SqliteConnectOptions::from_str(&self.text).ok()?;
        Some(options.get_filename().to_owned())
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Sqlite => formatter.write_str(&self.text),
            Kind::Postgres => formatter.write_str("postgres://[REDACTED]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_postgresql_are_taken_and_nothing_that_forgets() {
        for good in [
            "sqlite:ledger.sqlite",
            "sqlite:///var/lib/ledger.sqlite",
            "postgres://me@host/name",
            "postgresql://host",
        ] {
            assert!(DatabaseUrl::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ledger.sqlite",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:x?mode=memory",
            "mysql://host/name",
            "postgres://",
        ] {
            assert_eq!(DatabaseUrl::parse(bad), Err(UnknownDatabase), "{bad}");
        }
    }

    #[test]
    fn a_password_shows_in_no_debug_output() {
        let url = DatabaseUrl::parse("postgres://me:canary-word@host/name").unwrap();
        assert!(!format!("{url:?}").contains("canary-word"));
    }
}
