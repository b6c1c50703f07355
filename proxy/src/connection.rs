//! The connection to one company's BambooHR: the client, and its fields kept fresh in the background.
//!
//! The fields are asked for every quarter of an hour; a form is composed from what is known, so that an
//! outage of BambooHR does not stop anybody from filling in a form. A rejected key does: nothing could be
//! sent with it.

mod health;

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use bamboohr::{Client, Error, RefusalReason};
use handoff::interface::{ColleaguesFound, Connection};
use handoff::{Catalogue, DocumentCategory};
use tokio_util::sync::CancellationToken;

use crate::account::AccountId;
use crate::catalogue;
use crate::colleagues::Colleagues;
use crate::ledger::{Ledger, LedgerError};
use crate::metrics;
use crate::places::Places;
use health::{BUSY, Health, OUT_OF_REACH, Outlook};
pub(crate) use health::{Permission, Trouble, key_rejected};

/// Age after which fields are read again.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// Age up to which old fields still make a form while BambooHR does not answer.
const USABLE: Duration = Duration::from_secs(24 * 3600);
/// For so long after a failed read nobody asks again, however many forms are opened.
const PAUSE: Duration = Duration::from_secs(30);
/// How often it is looked whether there is something to read.
const LOOK_AROUND: Duration = Duration::from_millis(500);

/// One company's BambooHR.
#[derive(Debug)]
pub struct BambooHr {
    client: Client,
    health: Health,
    known: RwLock<Known>,
    /// Held while the fields are being read, so that many forms cause one reading.
    reading: tokio::sync::Mutex<()>,
    colleagues: Colleagues,
    places: Places,
    /// Of the stored connection that this is; `None` when the deployment gives it.
    version: Option<i64>,
}

#[derive(Debug, Default)]
struct Known {
    catalogue: Option<(Arc<Catalogue>, Instant)>,
    /// Where documents can be put; `None` as long as nobody has looked.
    categories: Option<Vec<DocumentCategory>>,
    failure: Option<Failure>,
}

/// Why the last read failed.
#[derive(Clone, Debug)]
struct Failure {
    reason: String,
    /// Whether nothing can be done with the key at all.
    is_final: bool,
    at: Instant,
}

impl Known {
    /// The fields, unless they are too old or the key was rejected since.
    fn usable(&self) -> Option<&Arc<Catalogue>> {
        let is_final = self
            .failure
            .as_ref()
            .is_some_and(|failure| failure.is_final);
        let (catalogue, read) = self.catalogue.as_ref()?;
        (!is_final && read.elapsed() < USABLE).then_some(catalogue)
    }

    /// The failure that still stands for what another read would find.
    fn recent_failure(&self) -> Option<String> {
        let failure = self.failure.as_ref()?;
        (failure.at.elapsed() < PAUSE).then(|| failure.reason.clone())
    }
}

impl BambooHr {
    /// Nothing is asked yet. `ledger` keeps the account's health; while it is out of reach, it is asked
    /// once in `probe_every`.
    pub fn new(client: Client, ledger: Ledger, account: AccountId, probe_every: Duration) -> Self {
        Self::of_version(client, ledger, account, probe_every, None)
    }

    /// The same of a stored connection, in this version and no other.
    pub(crate) fn of_version(
        client: Client,
        ledger: Ledger,
        account: AccountId,
        probe_every: Duration,
        version: Option<i64>,
    ) -> Self {
        Self {
            client: client.observed(Arc::new(metrics::Upstream)),
            health: Health::new(ledger, account, probe_every, version),
            known: RwLock::default(),
            reading: tokio::sync::Mutex::default(),
            colleagues: Colleagues::default(),
            places: Places::default(),
            version,
        }
    }

    /// Whom a hire can report to; see [`Colleagues::search`].
    pub(crate) async fn colleagues(&self, text: &str) -> Result<ColleaguesFound, Error> {
        self.colleagues.search(&self.client, text).await
    }

    /// The catalogue with the states of one more country; see [`Places::added`].
    pub(crate) async fn with_states(
        &self,
        catalogue: Arc<Catalogue>,
        country: &str,
    ) -> Arc<Catalogue> {
        let client = self.client.without_retries();
        self.places.added(&client, catalogue, country).await
    }

    /// Reads the fields now, whatever is known: somebody has just changed them.
    pub(crate) async fn read_anew(&self) -> Result<Arc<Catalogue>, String> {
        let _one_at_a_time = self.reading.lock().await;
        self.read(&self.client).await
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn health(&self) -> &Health {
        &self.health
    }

    /// Of the stored connection that this is; `None` when the deployment gives it.
    pub(crate) fn version(&self) -> Option<i64> {
        self.version
    }

    /// The company's BambooHR name.
    pub(crate) fn company(&self) -> &str {
        self.client.endpoint().company().as_str()
    }

    /// Whether a send for this company may use it. Sends of versions that knew one company only are for the one that
    /// the deployment gives.
    pub(crate) fn is_of(&self, company: &str) -> bool {
        company == self.company() || (company.is_empty() && self.version.is_none())
    }

    /// One question, which any key may ask. Nothing is written down.
    pub(crate) async fn asks_once(&self) -> Result<(), Error> {
        self.client.without_retries().myself(&[]).await.map(|_| ())
    }

    /// The fields, read now if none are known. The error is a sentence for the recruiter.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, String> {
        if let Some(answer) = self.answer() {
            return answer;
        }
        let _one_at_a_time = self.reading.lock().await;
        if let Some(answer) = self.answer() {
            return answer;
        }
        match self.health.permission().await {
            Ok(Permission::Withheld(reason)) => Err(reason),
            // A form can be composed without the ledger.
            Ok(Permission::Given) | Err(_) => self.read(&self.client).await,
        }
    }

    /// Keeps the fields fresh until `stop`, and asks a BambooHR that was out of reach whether it is back.
    pub async fn keep_fresh(&self, stop: CancellationToken) {
        // A key that was rejected may have been replaced while this program was down.
        let mut is_first = true;
        while !stop.is_cancelled() {
            let outlook = self.health.outlook().await;
            match outlook {
                Ok(Outlook::Stopped) if is_first => self.ask().await,
                Ok(Outlook::Probe) => self.ask().await,
                Ok(Outlook::Well) if self.is_time_to_read() => self.look().await,
                Ok(Outlook::Well) if self.lacks_categories() => {
                    self.look_for_categories(&self.client.without_retries())
                        .await;
                }
                Ok(Outlook::Well | Outlook::Silent | Outlook::Stopped) => {}
                Err(error) => tracing::error!(%error, "the health of BambooHR is not known"),
            }
            is_first = false;
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(LOOK_AROUND) => {}
            }
        }
    }

    /// Asks now: an admin has mended something. Only a success lets others ask again; a pause that BambooHR
    /// asked for is kept.
    pub(crate) async fn check(&self) -> Result<(), LedgerError> {
        if !self.health.is_held().await? {
            self.ask().await;
        }
        // What forms are made of is read with the same key.
        if self.health.permission().await? == Permission::Given {
            self.look().await;
        }
        Ok(())
    }

    /// One question, which any key may ask, whether BambooHR is back.
    async fn ask(&self) {
        let noted = match self.asks_once().await {
            Ok(()) => self.health.starts_over().await,
            Err(error) => match self.health.went_wrong(&error).await {
                // It answered, and takes the key.
                Ok(Trouble::Particular) => self.health.starts_over().await,
                Ok(_) => return,
                Err(error) => Err(error),
            },
        };
        if let Err(error) = noted {
            tracing::error!(%error, "the health of BambooHR cannot be written down");
        }
    }

    /// Where documents can be put, as far as that is known.
    pub(crate) fn categories(&self) -> Vec<DocumentCategory> {
        self.known().categories.clone().unwrap_or_default()
    }

    /// Whether documents can be put anywhere, or that is not known yet.
    pub(crate) fn may_take_documents(&self) -> bool {
        let known = self.known();
        known
            .categories
            .as_ref()
            .is_none_or(|known| !known.is_empty())
    }

    /// Reads the fields, and where documents can be put, without retries.
    async fn look(&self) {
        let _one_at_a_time = self.reading.lock().await;
        let client = self.client.without_retries();
        // What became of it is noted.
        if self.read(&client).await.is_err() {
            return;
        }
        self.look_for_categories(&client).await;
    }

    /// Nobody waits for these: a document without one goes where it belongs. What cannot be read is asked for again with
    /// the next reading of the fields.
    async fn look_for_categories(&self, client: &Client) {
        let categories = catalogue::categories(client).await;
        let categories = categories.unwrap_or_else(|error| {
            tracing::warn!(%error, "the categories of documents cannot be read");
            Vec::new()
        });
        self.note(|known| known.categories = Some(categories));
    }

    /// Whether the fields were read for a form before anybody looked for the categories.
    fn lacks_categories(&self) -> bool {
        let known = self.known();
        known.usable().is_some() && known.categories.is_none()
    }

    /// Fields that grow old are read again; after a failure not before its pause is over.
    fn is_time_to_read(&self) -> bool {
        let known = self.known();
        match (&known.catalogue, &known.failure) {
            (_, Some(failure)) => failure.at.elapsed() >= self.health.pause_after_failure(),
            (Some((_, read)), None) => read.elapsed() >= FRESH,
            (None, None) => true,
        }
    }

    /// What is known without asking.
    pub fn status(&self) -> Connection {
        let known = self.known();
        match (known.usable(), &known.failure) {
            (Some(_), _) => Connection::Ready {
                company: self.company().to_owned(),
            },
            (None, Some(failure)) => Connection::Unavailable {
                reason: failure.reason.clone(),
            },
            (None, None) => Connection::Checking,
        }
    }

    /// What can be answered without asking BambooHR.
    fn answer(&self) -> Option<Result<Arc<Catalogue>, String>> {
        let known = self.known();
        let usable = known.usable().map(|catalogue| Ok(Arc::clone(catalogue)));
        usable.or_else(|| known.recent_failure().map(Err))
    }

    async fn read(&self, client: &Client) -> Result<Arc<Catalogue>, String> {
        let outcome = catalogue::read(client).await;
        let noted = match &outcome {
            Ok(_) => self.health.went_well().await,
            // Sends can do without metadata: that it fails says nothing of what they ask.
            Err(Error::ServerFailed(failure)) if failure.retry_after.is_none() => Ok(()),
            Err(error) => self.health.went_wrong(error).await.map(|_| ()),
        };
        if let Err(error) = noted {
            tracing::error!(%error, "the health of BambooHR cannot be written down");
        }
        match outcome {
            Ok(catalogue) => {
                let catalogue = Arc::new(catalogue);
                self.note(|known| {
                    known.catalogue = Some((Arc::clone(&catalogue), Instant::now()));
                    known.failure = None;
                });
                Ok(catalogue)
            }
            Err(error) => {
                let reason = why_unavailable(&error);
                let refused = error.refusal().map(|refusal| refusal.reason);
                self.note(|known| {
                    known.failure = Some(Failure {
                        reason: reason.clone(),
                        is_final: refused == Some(RefusalReason::KeyRejected),
                        at: Instant::now(),
                    });
                });
                Err(reason)
            }
        }
    }

    fn note(&self, change: impl FnOnce(&mut Known)) {
        change(
            &mut self
                .known
                .write()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        );
    }

    fn known(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A sentence for the recruiter.
pub(crate) fn why_unavailable(error: &Error) -> String {
    let sentence = match error {
        Error::Refused(refusal) => match refusal.reason {
            RefusalReason::KeyRejected => {
                "BambooHR does not accept the API key. Ask your admin to check or replace it."
            }
            RefusalReason::NotPermitted => {
                "The API key may not read your BambooHR fields. Ask your admin to widen its owner’s access."
            }
            RefusalReason::NotFound => {
                "BambooHR knows no company under this name. Ask your admin to check the subdomain."
            }
            RefusalReason::LockedOut => {
                "BambooHR lets nobody in: there were too many attempts with a wrong key. Try again in five minutes."
            }
            RefusalReason::RateLimited => BUSY,
            _ => "BambooHR refuses to tell its fields. Tell your admin.",
        },
        Error::HeldBack(_) => BUSY,
        Error::NoToken(why) => return why_unavailable(why),
        Error::NotDelivered(_) | Error::Lost(_) => OUT_OF_REACH,
        Error::LeadsInside(inside) => {
            return format!("{inside}. Tell whoever runs this server.");
        }
        Error::ServerFailed(_) => "BambooHR reports a failure of its own. Try again in a minute.",
        Error::Invalid(_) | Error::Undecodable { .. } | Error::Undocumented { .. } => {
            "BambooHR’s fields cannot be read: it answered in an unknown way. Tell your admin."
        }
    };
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(is_final: bool) -> Known {
        Known {
            catalogue: Some((Arc::new(Catalogue::default()), Instant::now())),
            categories: None,
            failure: Some(Failure {
                reason: "…".to_owned(),
                is_final,
                at: Instant::now(),
            }),
        }
    }

    #[test]
    fn known_fields_stay_usable_in_an_outage_but_not_with_a_rejected_key() {
        assert!(known(false).usable().is_some());
        assert!(known(true).usable().is_none());
    }
}
