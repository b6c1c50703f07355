//! Storing, switching on and off, and removing the connection to Pinpoint. Every change names the version that was seen; key
//! and secret go from the request into their seals and nowhere else.

use handoff::FieldProblem;
use handoff::interface::{NewPinpoint, Severity};
use secrecy::{ExposeSecret as _, SecretString};

use super::Pinpoints;
use super::entry::{ends_with, read_secret, read_subdomain, wrong_at};
use crate::account::AccountId;
use crate::ledger::{LedgerError, PinpointToStore, StoredPinpoint};
use crate::problem::ApiError;
use crate::token::Token;
use crate::vault::{Purpose, VaultError};

const NO_KEY: &str = "Enter the API key. In Pinpoint: Settings, API & Webhooks, API keys.";
const NO_SECRET: &str = "Enter the signing secret. In Pinpoint it is shown where the webhook is set up: Settings, API & Webhooks, Webhooks.";

/// Why the connection was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotStored {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Something could not be sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The system gives no random numbers.
    #[error("there are no random numbers")]
    NoRandomness(ApiError),
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
    #[error("Pinpoint does not take the connection")]
    NotReady(String),
}

impl Pinpoints {
    /// Stores company, key and secret.
    pub(crate) async fn store(
        &self,
        account: &AccountId,
        who: &str,
        new: NewPinpoint,
    ) -> Result<(), NotStored> {
        let vault = self.connections().vault().ok_or(NotStored::NoMasterKey)?;
        let subdomain = read_subdomain(&new.subdomain);
        let subdomain = subdomain.map_err(|wrong| invalid("subdomain", wrong))?;
        let stored = self.ledger().pinpoint(account).await?;
        let seen = i64::try_from(new.version).map_err(|_| NotStored::ChangedMeanwhile)?;
        if stored.as_ref().map_or(0, |stored| stored.version) != seen {
            return Err(NotStored::ChangedMeanwhile);
        }
        let same = stored.filter(|stored| stored.subdomain == subdomain);
        let key = given(new.api_key, same.is_some(), "apiKey", NO_KEY)?;
        let secret = given(
            new.signing_secret,
            same.is_some(),
            "signingSecret",
            NO_SECRET,
        )?;
        let seal = |purpose, text: &SecretString| vault.seal_text(account, purpose, text);
        let sealed_key = key
            .as_ref()
            .map(|key| seal(Purpose::PinpointKey, key))
            .transpose()?;
        let sealed_secret = secret
            .as_ref()
            .map(|secret| seal(Purpose::PinpointSecret, secret))
            .transpose()?;
        let hook = Token::fresh().map_err(NotStored::NoRandomness)?;
        let kept = |part: fn(&StoredPinpoint) -> &String| {
            same.as_ref()
                .map(|same| part(same).clone())
                .unwrap_or_default()
        };
        let to_store = PinpointToStore {
            subdomain: &subdomain,
            sealed_key: &sealed_key.unwrap_or_else(|| kept(|same| &same.sealed_key)),
            sealed_secret: &sealed_secret.unwrap_or_else(|| kept(|same| &same.sealed_secret)),
            ends_with: &key
                .as_ref()
                .map_or_else(|| kept(|same| &same.ends_with), ends_with),
            hook: hook.text.expose_secret(),
            who,
        };
        let is_stored = self
            .ledger()
            .store_pinpoint(account, to_store, seen)
            .await?;
        self.changed(is_stored, "stored")
    }

    /// Switches it on, when Pinpoint takes its key now, or off.
    pub(crate) async fn switch(
        &self,
        account: &AccountId,
        who: &str,
        enabled: bool,
        seen: u64,
    ) -> Result<(), NotStored> {
        let stored = self.as_seen(account, seen).await?;
        if stored.enabled == enabled {
            return Ok(());
        }
        if enabled {
            let report = self.look(account, &stored).await?;
            let worst = report
                .findings
                .iter()
                .find(|finding| finding.severity == Severity::Error);
            if let Some(found) = worst {
                let advice = found.advice.as_deref().unwrap_or_default();
                return Err(NotStored::NotReady(format!("{} {advice}", found.sentence)));
            }
        }
        let version = stored.version;
        let is_changed = self
            .ledger()
            .set_pinpoint_enabled(account, who, enabled, version);
        self.changed(is_changed.await?, "switched")
    }

    /// Deletes company, key and secret.
    pub(crate) async fn remove(
        &self,
        account: &AccountId,
        who: &str,
        seen: u64,
    ) -> Result<(), NotStored> {
        let stored = self.as_seen(account, seen).await?;
        let is_removed = self.ledger().remove_pinpoint(account, who, stored.version);
        self.changed(is_removed.await?, "removed")
    }

    async fn as_seen(&self, account: &AccountId, seen: u64) -> Result<StoredPinpoint, NotStored> {
        match self.ledger().pinpoint(account).await? {
            Some(stored) if u64::try_from(stored.version) == Ok(seen) => Ok(stored),
            None if seen == 0 => Err(NotStored::NothingConnected),
            _ => Err(NotStored::ChangedMeanwhile),
        }
    }

    fn changed(&self, is_changed: bool, what: &'static str) -> Result<(), NotStored> {
        if !is_changed {
            return Err(NotStored::ChangedMeanwhile);
        }
        tracing::info!(what, "the connection to Pinpoint was changed");
        self.wake();
        Ok(())
    }
}

/// What was entered; nothing when the stored one of the same company stays.
fn given(
    text: Option<String>,
    may_stay: bool,
    field: &str,
    missing: &'static str,
) -> Result<Option<SecretString>, NotStored> {
    match text {
        Some(text) => read_secret(text, missing)
            .map(Some)
            .map_err(|wrong| invalid(field, wrong)),
        None if may_stay => Ok(None),
        None => Err(invalid(field, missing)),
    }
}

fn invalid(field: &str, message: &str) -> NotStored {
    NotStored::Invalid(vec![wrong_at(field, message)])
}
