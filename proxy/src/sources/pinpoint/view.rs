//! The connection to Pinpoint as an admin sees it: of key and secret no more than the key's end.

use handoff::interface::{KeyView, PinpointView};

use super::Pinpoints;
use crate::account::AccountId;
use crate::connections::NO_STORAGE;
use crate::ledger::{FailedJob, JobKind, LedgerError};

impl Pinpoints {
    /// As it is now, whoever changed it.
    pub(crate) async fn view(&self, account: &AccountId) -> Result<PinpointView, LedgerError> {
        let no_storage = self.connections().vault().is_none();
        let shown = PinpointView {
            no_storage: no_storage.then(|| NO_STORAGE.to_owned()),
            ..PinpointView::default()
        };
        let Some(stored) = self.ledger().pinpoint(account).await? else {
            return Ok(shown);
        };
        let work = self.ledger().pinpoint_work(account).await?;
        Ok(PinpointView {
            webhook: Some(format!("/api/pinpoint/webhooks/{}", stored.hook)),
            subdomain: Some(stored.subdomain),
            key: Some(KeyView {
                ends_with: stored.ends_with,
                added_by: Some(stored.added_by),
                added_at: Some(stored.added_at),
                last_worked_at: stored.last_poll_at.clone(),
            }),
            enabled: stored.enabled,
            version: u64::try_from(stored.version).unwrap_or_default(),
            stopped: stored.stopped.or(work.waits_because),
            last_event_at: stored.last_event_at,
            last_poll_at: stored.last_poll_at,
            waiting: work.waiting,
            failures: work.failures.iter().map(sentence).collect(),
            ..shown
        })
    }
}

fn sentence(failed: &FailedJob) -> String {
    let application = failed.application.as_deref().unwrap_or_default();
    let problem = &failed.problem;
    match failed.kind {
        JobKind::Read => format!("Application {application} was not taken over. {problem}"),
        JobKind::Comment => {
            format!("Application {application} has no comment about the employee. {problem}")
        }
        JobKind::Poll => format!("Pinpoint is not asked who is hired. {problem}"),
    }
}
