//! Pinpoint as a source: the registry of the accounts' connections, and one account's Pinpoint as it may be asked now.

mod bringing;
mod changing;
mod checking;
mod entry;
mod files;
mod looking;
mod mapping;
mod now;
mod telling;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use handoff::CandidateId;
use pinpoint::rest::{ApiKey, Client, Error, Options, Site};
use secrecy::ExposeSecret as _;
use tokio::sync::Notify;

use super::{CandidateSource, Hired, News, Now, SourceError};
use crate::account::AccountId;
use crate::connections::Connections;
use crate::ledger::{FromPinpoint, Ledger, LedgerError, StoredPinpoint};
use crate::vault::Purpose;

pub(crate) use bringing::Read;
pub(crate) use changing::NotStored;
use now::Readings;

/// How Pinpoint is used.
#[derive(Clone, Debug)]
pub struct PinpointReach {
    /// Another Pinpoint than the companies' own, such as a double in a test. Only the operator sets it.
    pub base_url: Option<String>,
    /// Where people find our pages, without a slash at its end; whoever reads a comment is sent there.
    pub pages: Option<String>,
    /// Times and sizes of calls, and where files may come from.
    pub options: Options,
    /// Time between two questions who is hired.
    pub poll_every: Duration,
    /// Time until something is tried again; it doubles.
    pub retry_after: Duration,
    /// So long a comment may be on its way whose answer was lost.
    pub settle: Duration,
    /// Time for one file of an application, redirects included: a slow one takes nothing from the others.
    pub each_file: Duration,
    /// Time for all files of one read.
    pub all_files: Duration,
}

impl Default for PinpointReach {
    fn default() -> Self {
        Self {
            base_url: None,
            pages: None,
            options: Options::default(),
            poll_every: Duration::from_secs(15 * 60),
            retry_after: Duration::from_secs(5),
            settle: Duration::from_secs(60),
            each_file: Duration::from_secs(30),
            all_files: Duration::from_secs(60),
        }
    }
}

/// The registry. Cloning shares everything.
#[derive(Clone, Debug)]
pub(crate) struct Pinpoints {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ledger: Ledger,
    /// Of BambooHR, for the pages of employees; and what seals.
    connections: Connections,
    reach: PinpointReach,
    /// Made once per version of a connection.
    clients: Mutex<HashMap<AccountId, (i64, Client)>>,
    wake: Notify,
    /// Candidates that are being read for somebody who looks at them.
    readings: Readings,
}

/// One account's Pinpoint.
pub(crate) struct PinpointSource {
    pinpoints: Pinpoints,
    account: AccountId,
    /// What is connected and may be asked.
    asked: Result<(StoredPinpoint, Client), NotAsked>,
    /// What is known of the candidate in question.
    from: Option<FromPinpoint>,
}

/// Why Pinpoint is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAsked {
    /// Nothing is connected, or it is switched off.
    Off,
    /// The key was rejected, and nobody has mended it yet.
    Stopped,
    /// The stored key cannot be opened.
    Sealed,
}

impl NotAsked {
    fn words(self) -> &'static str {
        match self {
            Self::Off => "Pinpoint is not connected",
            Self::Stopped => "Pinpoint rejects the key",
            Self::Sealed => "the stored Pinpoint key cannot be opened",
        }
    }

    /// For an admin.
    fn sentence(self) -> &'static str {
        match self {
            Self::Off => "Pinpoint is switched off here. It goes on when it is switched on.",
            Self::Stopped => "Pinpoint rejects the key. Enter another one, then press Check.",
            Self::Sealed => "The stored key cannot be opened. Enter it again, then press Check.",
        }
    }
}

impl Pinpoints {
    pub(crate) fn new(ledger: Ledger, connections: Connections, reach: PinpointReach) -> Self {
        Self {
            inner: Arc::new(Inner {
                ledger,
                connections,
                reach,
                clients: Mutex::default(),
                wake: Notify::new(),
                readings: Readings::default(),
            }),
        }
    }

    pub(crate) fn reach(&self) -> &PinpointReach {
        &self.inner.reach
    }

    pub(super) fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    pub(super) fn connections(&self) -> &Connections {
        &self.inner.connections
    }

    /// Something is to be done.
    pub(crate) fn wake(&self) {
        self.inner.wake.notify_one();
    }

    fn readings(&self) -> &Readings {
        &self.inner.readings
    }

    pub(super) async fn woken(&self) {
        self.inner.wake.notified().await;
    }

    /// The account's Pinpoint, whether it may be asked or not.
    pub(crate) async fn source(&self, account: &AccountId) -> Result<PinpointSource, LedgerError> {
        let stored = self.inner.ledger.pinpoint(account).await?;
        let asked = match stored {
            None => Err(NotAsked::Off),
            Some(stored) if !stored.enabled => Err(NotAsked::Off),
            Some(stored) if stored.stopped.is_some() => Err(NotAsked::Stopped),
            Some(stored) => match self.client(account, &stored) {
                Some(client) => Ok((stored, client)),
                None => Err(NotAsked::Sealed),
            },
        };
        Ok(PinpointSource {
            pinpoints: self.clone(),
            account: account.clone(),
            asked,
            from: None,
        })
    }

    /// A client with the stored key; `None` when it cannot be opened.
    pub(super) fn client(&self, account: &AccountId, stored: &StoredPinpoint) -> Option<Client> {
        let mut clients = self
            .inner
            .clients
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((version, client)) = clients.get(account)
            && *version == stored.version
        {
            return Some(client.clone());
        }
        let vault = self.inner.connections.vault()?;
        let key = vault.open_text(account, Purpose::PinpointKey, &stored.sealed_key);
        let key = key
            .inspect_err(|error| tracing::error!(%error, "a stored Pinpoint key cannot be used"));
        let key = ApiKey::new(key.ok()?.expose_secret().to_owned().into());
        let client = self.client_of(&stored.subdomain, key);
        let client = client
            .inspect_err(|error| tracing::error!(%error, "the Pinpoint client cannot be made"));
        let client = client.ok()?;
        clients.insert(account.clone(), (stored.version, client.clone()));
        Some(client)
    }

    fn client_of(&self, subdomain: &str, key: ApiKey) -> Result<Client, Error> {
        let unusable = Error::Invalid("the stored subdomain or the base URL is none");
        let Ok(subdomain) = subdomain.parse() else {
            return Err(unusable);
        };
        let site = match &self.inner.reach.base_url {
            Some(base_url) => Site::at(base_url, subdomain).map_err(|_| unusable)?,
            None => Site::of(subdomain),
        };
        Client::with(site, key, self.inner.reach.options.clone())
    }
}

impl PinpointSource {
    pub(crate) fn knowing(self, from: FromPinpoint) -> Self {
        Self {
            from: Some(from),
            ..self
        }
    }

    fn ledger(&self) -> &Ledger {
        self.pinpoints.ledger()
    }

    /// Whether something is connected that may be asked.
    pub(crate) fn may_be_asked(&self) -> bool {
        self.asked.is_ok()
    }

    pub(super) fn connection(&self) -> Result<&StoredPinpoint, SourceError> {
        let asked = self.asked.as_ref().map(|(stored, _)| stored);
        asked.map_err(|why| SourceError::NotAsked(why.sentence()))
    }

    fn client(&self) -> Result<&Client, SourceError> {
        let asked = self.asked.as_ref().map(|(_, client)| client);
        asked.map_err(|why| SourceError::NotAsked(why.sentence()))
    }
}

impl CandidateSource for PinpointSource {
    async fn now(&self, id: &CandidateId, patience: Duration) -> Result<Option<Now>, LedgerError> {
        self.now_or_as_they_were(id, patience).await
    }

    async fn hired_since(&self, moment: &str) -> Result<Vec<Hired>, SourceError> {
        looking::hired_since(self.client()?, moment).await
    }

    async fn tell(&self, news: &News<'_>) -> Result<(), SourceError> {
        let settle = self.pinpoints.reach().settle;
        telling::tell(self.client()?, news, settle).await
    }
}
