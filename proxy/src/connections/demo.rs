//! How the demonstration begins: connected to the local sandbox, or unconnected to walk through connecting.

use super::Connections;
use super::changing::{NotChanged, sealed};
use crate::account::AccountId;
use crate::ledger::PROXY;
use crate::ledger::{ConnectionToStore, LedgerError};

/// Who connected the sandbox, in the record.
const WHO: &str = "The demonstration";

/// How a demonstration begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoStart {
    /// With the sandbox connected and switched on, unless something else is stored.
    Connected,
    /// With nothing connected.
    Unconnected,
}

/// The demonstration cannot begin as wanted.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The sample key cannot be stored.
    #[error("the sandbox’s key cannot be stored: {0}")]
    NotStored(String),
}

impl Connections {
    /// Brings the local account to where the demonstration begins. Without a sample there is nothing to do.
    pub async fn begin_demo(&self, start: DemoStart) -> Result<(), NotStarted> {
        let account = AccountId::local();
        let Some(sample) = &self.inner.sample else {
            return Ok(());
        };
        let stored = self.inner.ledger.connection(&account).await?;
        match (start, stored, &self.inner.vault) {
            (DemoStart::Unconnected, Some(stored), _) => {
                let ledger = &self.inner.ledger;
                ledger
                    .remove_connection(&account, PROXY, stored.version)
                    .await?;
            }
            (DemoStart::Connected, None, Some(vault)) => {
                let sealed = sealed(vault, &account, sample.key.clone(), &sample.company);
                let sealed = sealed.map_err(not_stored)?;
                let new = ConnectionToStore {
                    company: &sample.company,
                    sealed: &sealed.text,
                    ends_with: &sealed.ends_with,
                    who: WHO,
                };
                let ledger = &self.inner.ledger;
                ledger.store_connection(&account, new, 0).await?;
                if let Some(stored) = ledger.connection(&account).await? {
                    ledger
                        .set_enabled(&account, PROXY, true, stored.version)
                        .await?;
                }
            }
            (DemoStart::Connected, None, None) => {
                tracing::warn!("the sandbox is not connected, because there is no master key");
            }
            (DemoStart::Connected, Some(_), _) | (DemoStart::Unconnected, None, _) => {}
        }
        Ok(())
    }
}

fn not_stored(error: NotChanged) -> NotStarted {
    match error {
        NotChanged::Ledger(error) => NotStarted::Ledger(error),
        other => NotStarted::NotStored(other.to_string()),
    }
}
