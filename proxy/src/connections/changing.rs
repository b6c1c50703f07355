//! Storing, switching on and off, and removing a connection.
//!
//! Every change names the version that was seen. The key goes from the request into its seal and nowhere else.

use bamboohr::Error;
use handoff::interface::{DoctorReport, Finding, NewConnection, Severity};
use handoff::{FieldId, FieldProblem, read_subdomain};

use super::entry::{ends_with, read_api_key};
use super::{Connections, sealed_words};
use crate::account::AccountId;
use crate::checkup;
use crate::connection::{BambooHr, why_unavailable};
use crate::doctor::Proof;
use crate::ledger::{ConnectionToStore, LedgerError, StoredConnection};
use crate::vault::{Purpose, Vault, VaultError};

/// What happens to a key that another one did not replace.
const STAYS_IN_USE: &str = "Nothing was changed, and the stored key stays in use. To store this one all the same, disable BambooHR first.";

/// Why a connection was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotChanged {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The key could not be sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The deployment gives the connection.
    #[error("the deployment gives the connection")]
    SetByDeployment,
    /// Nothing can be sealed.
    #[error("there is no master key")]
    NoMasterKey,
    /// Somebody has changed it since it was seen.
    #[error("it was changed meanwhile")]
    ChangedMeanwhile,
    /// There is nothing to change.
    #[error("nothing is connected")]
    NothingConnected,
    /// Entries to correct.
    #[error("entries need correction")]
    Invalid(Vec<FieldProblem>),
    /// It cannot be switched on. A sentence for the admin.
    #[error("BambooHR does not take the connection")]
    NotReady(String),
    /// Nobody knows whether it can be switched on. A sentence for the admin.
    #[error("BambooHR could not be asked")]
    NotAsked(String),
}

impl Connections {
    /// Stores company and key. A connection that is switched on stays so, when BambooHR takes the new key now: nobody
    /// relies on a key that was never looked at. With another company, and when it is switched off, nobody does.
    pub(crate) async fn store(
        &self,
        account: &AccountId,
        who: &str,
        new: NewConnection,
    ) -> Result<(), NotChanged> {
        if self.given(account).is_some() {
            return Err(NotChanged::SetByDeployment);
        }
        let vault = self.inner.vault.as_ref().ok_or(NotChanged::NoMasterKey)?;
        let company = read_subdomain(&new.subdomain);
        let company = company.map_err(|wrong| wrong_at("subdomain", &wrong.words()))?;
        let stored = self.inner.ledger.connection(account).await?;
        let seen = i64::try_from(new.version).map_err(|_| NotChanged::ChangedMeanwhile)?;
        if stored.as_ref().map_or(0, |stored| stored.version) != seen {
            return Err(NotChanged::ChangedMeanwhile);
        }
        let Some(text) = new.api_key else {
            return keeps_key(stored.as_ref(), &company);
        };
        let sealed = sealed(vault, account, text, &company)?;
        let in_use = stored.filter(|stored| stored.enabled && stored.company == company);
        let looked = match in_use {
            Some(stored) => Some(self.try_in_place_of(account, stored, &sealed).await?),
            None => None,
        };
        let new = ConnectionToStore {
            company: &company,
            sealed: &sealed.text,
            ends_with: &sealed.ends_with,
            who,
        };
        let ledger = &self.inner.ledger;
        let is_stored = ledger.store_connection(account, new, seen).await?;
        if let Some((bamboohr, report)) = looked.filter(|_| is_stored) {
            checkup::keep(ledger, account, &bamboohr, report).await?;
            ledger.connection_worked(account, seen + 1).await?;
            ledger.upstream_restarted(account).await?;
        }
        self.changed(account, is_stored, "stored").await
    }

    /// What the doctor says of a key that is to take the place of one in use, when nothing stands in its way. It is looked
    /// at under the version that it will have, so nothing that comes of it is taken for the one in use.
    async fn try_in_place_of(
        &self,
        account: &AccountId,
        stored: StoredConnection,
        new: &Sealed,
    ) -> Result<(BambooHr, DoctorReport), NotChanged> {
        let candidate = StoredConnection {
            sealed: new.text.clone(),
            version: stored.version + 1,
            ..stored
        };
        let bamboohr = self.ready_to_be_asked(account, &candidate).await?;
        // Nothing was ever sent with it.
        let proof = Proof::default();
        let report = checkup::look(&self.inner.ledger, account, &bamboohr, proof).await?;
        match ready(&report) {
            Ok(()) => Ok((bamboohr, report)),
            Err(found) => Err(wrong_at("apiKey", &format!("{found} {STAYS_IN_USE}"))),
        }
    }

    /// Switches a connection on, when BambooHR takes its key now.
    pub(crate) async fn enable(
        &self,
        account: &AccountId,
        who: &str,
        seen: u64,
    ) -> Result<(), NotChanged> {
        let stored = self.changeable(account, seen).await?;
        if stored.enabled {
            return Ok(());
        }
        if self.inner.vault.is_none() {
            return Err(NotChanged::NoMasterKey);
        }
        let ledger = &self.inner.ledger;
        let bamboohr = self.ready_to_be_asked(account, &stored).await?;
        let report = checkup::examine(ledger, account, &bamboohr).await?;
        ready(&report).map_err(NotChanged::NotReady)?;
        let is_enabled = ledger
            .set_enabled(account, who, true, stored.version)
            .await?;
        if is_enabled {
            // The key is accepted: what was said of another one holds no more.
            ledger.upstream_restarted(account).await?;
        }
        self.changed(account, is_enabled, "switched on").await
    }

    /// The BambooHR of a connection, unless it asked for a pause that is not over.
    async fn ready_to_be_asked(
        &self,
        account: &AccountId,
        stored: &StoredConnection,
    ) -> Result<BambooHr, NotChanged> {
        if let Some(pause) = self.inner.ledger.upstream(account).await?.holds_for {
            let busy = why_unavailable(&Error::HeldBack(pause));
            return Err(NotChanged::NotAsked(busy));
        }
        let endpoint = self.endpoint(&stored.company);
        let endpoint = endpoint.ok_or(NotChanged::NothingConnected)?;
        let bamboohr = self.opened(account, stored, endpoint);
        bamboohr.ok_or_else(|| NotChanged::NotReady(sealed_words()))
    }

    /// Switches a connection off: nothing more is sent.
    pub(crate) async fn disable(
        &self,
        account: &AccountId,
        who: &str,
        seen: u64,
    ) -> Result<(), NotChanged> {
        let stored = self.changeable(account, seen).await?;
        if !stored.enabled {
            return Ok(());
        }
        let is_disabled = self
            .inner
            .ledger
            .set_enabled(account, who, false, stored.version);
        self.changed(account, is_disabled.await?, "switched off")
            .await
    }

    /// Deletes company and key.
    pub(crate) async fn remove(
        &self,
        account: &AccountId,
        who: &str,
        seen: u64,
    ) -> Result<(), NotChanged> {
        let stored = self.changeable(account, seen).await?;
        let is_removed = self
            .inner
            .ledger
            .remove_connection(account, who, stored.version);
        self.changed(account, is_removed.await?, "removed").await
    }

    /// The stored connection, as it was seen and as it is now.
    async fn changeable(
        &self,
        account: &AccountId,
        seen: u64,
    ) -> Result<StoredConnection, NotChanged> {
        if self.given(account).is_some() {
            return Err(NotChanged::SetByDeployment);
        }
        match self.inner.ledger.connection(account).await? {
            Some(stored) if u64::try_from(stored.version) == Ok(seen) => Ok(stored),
            None if seen == 0 => Err(NotChanged::NothingConnected),
            _ => Err(NotChanged::ChangedMeanwhile),
        }
    }

    /// This proxy knows at once; the others when they look.
    async fn changed(
        &self,
        account: &AccountId,
        is_changed: bool,
        what: &'static str,
    ) -> Result<(), NotChanged> {
        self.look(account).await?;
        if !is_changed {
            return Err(NotChanged::ChangedMeanwhile);
        }
        tracing::info!(what, "the connection to BambooHR was changed");
        Ok(())
    }
}

/// A key as it is stored.
pub(super) struct Sealed {
    pub(super) text: String,
    pub(super) ends_with: String,
}

pub(super) fn sealed(
    vault: &Vault,
    account: &AccountId,
    text: String,
    company: &str,
) -> Result<Sealed, NotChanged> {
    let key = read_api_key(text, company).map_err(|wrong| wrong_at("apiKey", wrong))?;
    Ok(Sealed {
        text: vault.seal_text(account, Purpose::ApiKey, &key)?,
        ends_with: ends_with(&key),
    })
}

/// Nothing is changed, which is right for the company whose key it is.
fn keeps_key(stored: Option<&StoredConnection>, company: &str) -> Result<(), NotChanged> {
    match stored {
        Some(stored) if stored.company == company => Ok(()),
        Some(_) => Err(wrong_at(
            "apiKey",
            "The stored API key belongs to another company. Enter a key of this one.",
        )),
        None => Err(wrong_at(
            "apiKey",
            "Enter the API key. In BambooHR: your name, API Keys, Add New Key.",
        )),
    }
}

/// Whether nothing stands in the way of sending. The words are those of the finding, which stays to be read.
fn ready(report: &DoctorReport) -> Result<(), String> {
    let worst = |finding: &&Finding| finding.severity == Severity::Error;
    let Some(found) = report.findings.iter().find(worst) else {
        return Ok(());
    };
    let advice = found.advice.as_deref().unwrap_or_default();
    let words = format!("{} {advice}", found.sentence);
    Err(words.trim_end().to_owned())
}

fn wrong_at(field: &str, message: &str) -> NotChanged {
    NotChanged::Invalid(vec![FieldProblem {
        field: FieldId::new(field),
        message: message.to_owned(),
    }])
}
