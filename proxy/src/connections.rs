//! The registry of connections: for each account the BambooHR that may be used now.
//!
//! The deployment may give one, which nobody changes here; every other is stored sealed in the ledger. A stored one is
//! opened once per version and let go as soon as its version is not the newest, or it is switched off, in this proxy or
//! in another on the same database. What is known may be two seconds old; whoever is about to create somebody asks
//! `Connections::is_still`.

mod changing;
mod demo;
mod entry;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bamboohr::{ApiKey, Client, Company, Endpoint, InvalidBaseUrl, Options};
use handoff::interface::{SampleAccess, SendProblem};
use secrecy::ExposeSecret as _;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::account::AccountId;
use crate::connection::BambooHr;
use crate::ledger::{Ledger, LedgerError, StoredConnection};
use crate::vault::{Purpose, Vault};
pub(crate) use changing::NotChanged;
pub use demo::{DemoStart, NotStarted};
pub(crate) use view::NO_STORAGE;

/// For how long what is known is used without a look into the ledger.
const KNOWN_FOR: Duration = Duration::from_secs(2);

/// How stored connections are used.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Another BambooHR than the companies' own, such as a sandbox. Only the operator sets it.
    pub base_url: Option<String>,
    /// Times and sizes of calls.
    pub options: Options,
    /// Time between two questions whether a BambooHR that was out of reach is back.
    pub probe_every: Duration,
}

impl Reach {
    fn endpoint(&self, company: Company) -> Result<Endpoint, InvalidBaseUrl> {
        match &self.base_url {
            Some(base_url) => Endpoint::at(base_url, company),
            None => Ok(Endpoint::of(company)),
        }
    }
}

/// What an account is connected to.
#[derive(Clone, Debug)]
pub enum Connected {
    /// Nothing.
    Nothing,
    /// This company, and an admin has switched it off.
    Disabled(Endpoint),
    /// This company, and its key cannot be opened with the master keys of this proxy.
    Sealed(Endpoint),
    /// This BambooHR, which may be used.
    Live(Arc<BambooHr>),
}

impl Connected {
    /// Where the company is.
    pub(crate) fn endpoint(&self) -> Option<&Endpoint> {
        match self {
            Self::Nothing => None,
            Self::Disabled(endpoint) | Self::Sealed(endpoint) => Some(endpoint),
            Self::Live(bamboohr) => Some(bamboohr.client().endpoint()),
        }
    }

    /// Whether a send for this company belongs here.
    pub(crate) fn is_of(&self, company: &str) -> bool {
        match self {
            Self::Live(bamboohr) => bamboohr.is_of(company),
            _ => self
                .endpoint()
                .is_some_and(|endpoint| endpoint.company().as_str() == company),
        }
    }

    /// Why nothing that was accepted goes on; `None` when it may.
    pub(crate) fn stopped(&self) -> Option<SendProblem> {
        let (code, title, advice) = match self {
            Self::Live(_) => return None,
            Self::Nothing => (
                "not-connected",
                "BambooHR is not connected.",
                "What was accepted is kept, and goes on when an admin connects the same company again in Settings.",
            ),
            Self::Disabled(_) => (
                "switched-off",
                "BambooHR is connected but switched off.",
                "What was accepted is kept, and goes on as soon as an admin switches it on in Settings.",
            ),
            Self::Sealed(_) => ("key-sealed", SEALED, SEALED_ADVICE),
        };
        Some(SendProblem {
            code: code.to_owned(),
            title: title.to_owned(),
            advice: advice.to_owned(),
            upstream_message: None,
            field: None,
            retry_after_seconds: None,
        })
    }
}

const SEALED: &str = "The stored BambooHR key cannot be opened.";
const SEALED_ADVICE: &str = "The server has another master key than the one that sealed it. Ask an admin to bring that master \
                             key back, or to enter the BambooHR key again in Settings.";

/// The words when the stored key cannot be opened.
pub(crate) fn sealed_words() -> String {
    format!("{SEALED} {SEALED_ADVICE}")
}

/// The registry. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Connections {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ledger: Ledger,
    /// Of the local account.
    deployment: Option<Arc<BambooHr>>,
    vault: Option<Vault>,
    reach: Reach,
    sample: Option<SampleAccess>,
    known: Mutex<HashMap<AccountId, Known>>,
    /// When it was looked last who is connected.
    looked_around: Mutex<Option<Instant>>,
    stop: CancellationToken,
}

/// What a look into the ledger found, and what was made of it.
#[derive(Debug)]
struct Known {
    version: Option<i64>,
    /// Before the question was asked.
    asked: Instant,
    connected: Connected,
    /// Dropped, it ends what keeps the company's fields fresh.
    _fresh: Option<DropGuard>,
}

impl Connections {
    /// `deployment` is the connection of the local account, if the deployment gives one. Without a vault no key can be
    /// stored, and none that is stored can be used. Background work ends with `stop`.
    pub fn new(
        ledger: Ledger,
        deployment: Option<Arc<BambooHr>>,
        vault: Option<Vault>,
        reach: Reach,
        sample: Option<SampleAccess>,
        stop: CancellationToken,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                ledger,
                deployment,
                vault,
                reach,
                sample,
                known: Mutex::default(),
                looked_around: Mutex::default(),
                stop,
            }),
        }
    }

    /// What an account is connected to, as of two seconds ago. While the ledger fails, as of the last look.
    pub(crate) async fn of(&self, account: &AccountId) -> Result<Connected, LedgerError> {
        if let Some(bamboohr) = self.given(account) {
            return Ok(Connected::Live(Arc::clone(bamboohr)));
        }
        let known = {
            let known = self.known();
            known
                .get(account)
                .map(|known| (known.asked, known.connected.clone()))
        };
        match known {
            Some((asked, connected)) if asked.elapsed() < KNOWN_FOR => Ok(connected),
            Some((_, connected)) => Ok(self.look(account).await.unwrap_or_else(|error| {
                tracing::error!(%error, "a connection cannot be looked at");
                connected
            })),
            None => self.look(account).await,
        }
    }

    /// Whether this BambooHR is the one that may be used at this moment.
    pub(crate) async fn is_still(
        &self,
        account: &AccountId,
        bamboohr: &BambooHr,
    ) -> Result<bool, LedgerError> {
        let Some(version) = bamboohr.version() else {
            return Ok(true);
        };
        let is_still = self.inner.ledger.enabled_version(account).await? == Some(version);
        if !is_still {
            self.look(account).await?;
        }
        Ok(is_still)
    }

    /// The accounts whose BambooHR may be used, as of two seconds ago.
    pub(crate) async fn live(&self) -> Result<Vec<AccountId>, LedgerError> {
        let is_old = {
            let mut looked = lock(&self.inner.looked_around);
            let is_old = looked.is_none_or(|looked| looked.elapsed() >= KNOWN_FOR);
            if is_old {
                *looked = Some(Instant::now());
            }
            is_old
        };
        if is_old {
            let found = self.look_around().await;
            if found.is_err() {
                *lock(&self.inner.looked_around) = None;
            }
            found?;
        }
        let is_given = self.inner.deployment.is_some();
        let given = is_given.then(AccountId::local);
        let known = self.known();
        let live = known
            .iter()
            .filter(|(_, known)| matches!(known.connected, Connected::Live(_)));
        Ok(given
            .into_iter()
            .chain(live.map(|(account, _)| account.clone()))
            .collect())
    }

    /// Looks into the ledger now.
    async fn look(&self, account: &AccountId) -> Result<Connected, LedgerError> {
        let asked = Instant::now();
        let stored = self.inner.ledger.connection(account).await?;
        let version = stored.as_ref().map(|stored| stored.version);
        let mut known = self.known();
        if let Some(known) = known.get_mut(account)
            && (known.version == version || known.asked > asked)
        {
            // A later question had a later answer.
            known.asked = known.asked.max(asked);
            return Ok(known.connected.clone());
        }
        let connected = match stored {
            Some(stored) => self.made(account, &stored),
            None => Connected::Nothing,
        };
        let fresh = self.keep_fresh(&connected);
        let found = Known {
            version,
            asked,
            connected: connected.clone(),
            _fresh: fresh,
        };
        known.insert(account.clone(), found);
        Ok(connected)
    }

    /// Finds who was connected or disconnected by another proxy.
    async fn look_around(&self) -> Result<(), LedgerError> {
        let enabled = self.inner.ledger.enabled_connections().await?;
        let known: Vec<AccountId> = self.known().keys().cloned().collect();
        let gone = known.iter().filter(|account| !enabled.contains(account));
        for account in enabled.iter().chain(gone) {
            if self.given(account).is_none() {
                self.of(account).await?;
            }
        }
        Ok(())
    }

    fn made(&self, account: &AccountId, stored: &StoredConnection) -> Connected {
        let Some(endpoint) = self.endpoint(&stored.company) else {
            return Connected::Nothing;
        };
        if !stored.enabled {
            return Connected::Disabled(endpoint);
        }
        match self.opened(account, stored, endpoint.clone()) {
            Some(bamboohr) => Connected::Live(Arc::new(bamboohr)),
            None => Connected::Sealed(endpoint),
        }
    }

    /// The stored connection, ready to be asked, whether it is switched on or not.
    fn opened(
        &self,
        account: &AccountId,
        stored: &StoredConnection,
        endpoint: Endpoint,
    ) -> Option<BambooHr> {
        let Some(vault) = &self.inner.vault else {
            tracing::error!("a BambooHR key is stored, and this proxy has no master key");
            return None;
        };
        let key = match vault.open_text(account, Purpose::ApiKey, &stored.sealed) {
            Ok(key) => ApiKey::new(key.expose_secret().to_owned()),
            Err(error) => {
                tracing::error!(%error, "a stored BambooHR key cannot be used");
                return None;
            }
        };
        let reach = &self.inner.reach;
        match Client::with(endpoint, key, reach.options) {
            Ok(client) => Some(BambooHr::of_version(
                client,
                self.inner.ledger.clone(),
                account.clone(),
                reach.probe_every,
                Some(stored.version),
            )),
            Err(error) => {
                tracing::error!(%error, "the BambooHR client cannot be made");
                None
            }
        }
    }

    /// The account's BambooHR whether it may be used or not: for looking at it, never for sending. `None` when nothing is
    /// connected, or its key cannot be opened.
    pub(crate) async fn to_examine(
        &self,
        account: &AccountId,
    ) -> Result<Option<Arc<BambooHr>>, LedgerError> {
        if let Connected::Live(bamboohr) = self.of(account).await? {
            return Ok(Some(bamboohr));
        }
        let Some(stored) = self.inner.ledger.connection(account).await? else {
            return Ok(None);
        };
        let endpoint = self.endpoint(&stored.company);
        let opened = endpoint.and_then(|endpoint| self.opened(account, &stored, endpoint));
        Ok(opened.map(Arc::new))
    }

    /// What seals for this deployment; `None` without a master key.
    pub(crate) fn vault(&self) -> Option<&Vault> {
        self.inner.vault.as_ref()
    }

    fn endpoint(&self, company: &str) -> Option<Endpoint> {
        let endpoint = company
            .parse()
            .ok()
            .and_then(|company| self.inner.reach.endpoint(company).ok());
        if endpoint.is_none() {
            tracing::error!("a stored company is no company’s name");
        }
        endpoint
    }

    /// Background work that ends with the connection.
    fn keep_fresh(&self, connected: &Connected) -> Option<DropGuard> {
        let Connected::Live(bamboohr) = connected else {
            return None;
        };
        let stop = self.inner.stop.child_token();
        let (bamboohr, until) = (Arc::clone(bamboohr), stop.clone());
        tokio::spawn(async move { bamboohr.keep_fresh(until).await });
        Some(stop.drop_guard())
    }

    /// The connection that the deployment gives to this account.
    fn given(&self, account: &AccountId) -> Option<&Arc<BambooHr>> {
        let given = self.inner.deployment.as_ref();
        given.filter(|_| *account == AccountId::local())
    }

    fn known(&self) -> MutexGuard<'_, HashMap<AccountId, Known>> {
        lock(&self.inner.known)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
