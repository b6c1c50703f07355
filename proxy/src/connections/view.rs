//! A connection as an admin sees it: of the key no more than its end.

use handoff::interface::{DoctorReport, IntegrationView, KeyView};

use super::Connections;
use crate::account::AccountId;
use crate::checkup::name_of;
use crate::ledger::{LedgerError, StoredConnection};

/// Why no key can be stored, and how that is mended.
pub(crate) const NO_STORAGE: &str = "This server has no master key, so it cannot keep a BambooHR key safely. Whoever runs the server makes one with \
     “proxy keys new”, names its file in MASTER_KEY_FILE, and starts the server again.";

impl Connections {
    /// What the doctor found last with this connection.
    async fn report(
        &self,
        account: &AccountId,
        company: &str,
        stored: Option<&StoredConnection>,
    ) -> Result<Option<DoctorReport>, LedgerError> {
        let name = name_of(company, stored);
        self.inner.ledger.checkup(account, &name).await
    }

    /// As it is now, whoever changed it.
    pub(crate) async fn view(&self, account: &AccountId) -> Result<IntegrationView, LedgerError> {
        if let Some(bamboohr) = self.given(account) {
            return Ok(IntegrationView {
                report: self.report(account, bamboohr.company(), None).await?,
                company: Some(bamboohr.company().to_owned()),
                key: Some(KeyView::default()),
                enabled: true,
                from_environment: true,
                ..IntegrationView::default()
            });
        }
        let shown = IntegrationView {
            no_storage: self.inner.vault.is_none().then(|| NO_STORAGE.to_owned()),
            sample: self.inner.sample.clone(),
            ..IntegrationView::default()
        };
        let Some(stored) = self.inner.ledger.connection(account).await? else {
            return Ok(shown);
        };
        Ok(IntegrationView {
            report: self.report(account, &stored.company, Some(&stored)).await?,
            company: Some(stored.company),
            key: Some(KeyView {
                ends_with: stored.ends_with,
                added_by: Some(stored.added_by),
                added_at: Some(stored.added_at),
                last_worked_at: stored.last_worked_at,
            }),
            enabled: stored.enabled,
            version: u64::try_from(stored.version).unwrap_or_default(),
            ..shown
        })
    }
}
