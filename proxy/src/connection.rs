//! The connection to one company's BambooHR: the client, and its fields kept fresh in the background.
//!
//! The fields are asked for every quarter of an hour; a form is composed from what is known, so that a
//! short outage of BambooHR does not stop anybody from filling in a form.

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use bamboohr::{Client, Error, RefusalReason};
use handoff::Catalogue;
use handoff::interface::Connection;
use tokio_util::sync::CancellationToken;

use crate::catalogue;

/// Age after which fields are read again.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// Age up to which old fields still make a form while BambooHR does not answer.
const USABLE: Duration = Duration::from_secs(24 * 3600);
/// Pause after a failed read: an outage sees at most one probe in this time.
const PAUSE: Duration = Duration::from_secs(30);

/// One company's BambooHR.
#[derive(Debug)]
pub struct BambooHr {
    client: Client,
    known: RwLock<Known>,
    /// Held while the fields are being read, so that many forms cause one reading.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Known {
    catalogue: Option<(Arc<Catalogue>, Instant)>,
    failure: Option<String>,
}

impl BambooHr {
    /// Nothing is asked yet.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            known: RwLock::default(),
            reading: tokio::sync::Mutex::default(),
        }
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The fields, read now if none are known. The error is a sentence for the recruiter.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, String> {
        if let Some(catalogue) = self.usable() {
            return Ok(catalogue);
        }
        let _one_at_a_time = self.reading.lock().await;
        if let Some(catalogue) = self.usable() {
            return Ok(catalogue);
        }
        self.read().await
    }

    /// Keeps the fields fresh until `stop`.
    pub async fn keep_fresh(&self, stop: CancellationToken) {
        loop {
            let outcome = {
                let _one_at_a_time = self.reading.lock().await;
                self.read().await
            };
            let pause = if outcome.is_ok() { FRESH } else { PAUSE };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// What is known without asking.
    pub fn status(&self) -> Connection {
        let known = self.known();
        let usable = known
            .catalogue
            .as_ref()
            .is_some_and(|(_, read)| read.elapsed() < USABLE);
        match (&known.failure, usable) {
            (None, true) => Connection::Ready {
                company: self.client.endpoint().company().as_str().to_owned(),
            },
            (Some(failure), _) => Connection::Unavailable {
                reason: failure.clone(),
            },
            (None, false) => Connection::Checking,
        }
    }

    fn usable(&self) -> Option<Arc<Catalogue>> {
        let known = self.known();
        let (catalogue, read) = known.catalogue.as_ref()?;
        (read.elapsed() < USABLE).then(|| Arc::clone(catalogue))
    }

    async fn read(&self) -> Result<Arc<Catalogue>, String> {
        let outcome = catalogue::read(&self.client).await;
        let mut known = self
            .known
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        match outcome {
            Ok(catalogue) => {
                let catalogue = Arc::new(catalogue);
                *known = Known {
                    catalogue: Some((Arc::clone(&catalogue), Instant::now())),
                    failure: None,
                };
                Ok(catalogue)
            }
            Err(error) => {
                let reason = why_unavailable(&error);
                known.failure = Some(reason.clone());
                Err(reason)
            }
        }
    }

    fn known(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn why_unavailable(error: &Error) -> String {
    let reason = error.refusal().map(|refusal| refusal.reason);
    match reason {
        Some(RefusalReason::KeyRejected) => {
            "BambooHR does not accept the API key. Ask your admin to check or replace it.".to_owned()
        }
        Some(RefusalReason::NotPermitted) => {
            "The API key may not read your BambooHR fields. Ask your admin to widen its owner’s access.".to_owned()
        }
        Some(RefusalReason::NotFound) => {
            "BambooHR knows no company under this name. Ask your admin to check the subdomain.".to_owned()
        }
        Some(RefusalReason::RateLimited) => "BambooHR is busy. Try again in a minute.".to_owned(),
        _ => "BambooHR cannot be reached at the moment. Try again in a minute.".to_owned(),
    }
}
