//! Signing in with an OpenID provider (OpenID Connect, authorization code with PKCE), and whether passphrases are taken
//! besides. What this process knows of each provider; what happens is in the routes and in the ledger.

mod attempt;
mod http;
mod person;
mod provider;
mod refusal;
mod settings;

use std::sync::Arc;

use handoff::interface::ProviderView;

use crate::ledger::{Ledger, LedgerError, UserRecord};
pub(crate) use attempt::{LIVES, Proofs, Traveller, forget};
pub use http::{NoAnswer, ProviderLimits};
pub(crate) use person::Person;
use provider::Provider;
pub(crate) use provider::{Failed, Returned};
pub(crate) use refusal::Refusal;
pub use settings::{InvalidProviders, ProviderSettings};

/// In which ways people may sign in. Cloning shares everything.
#[derive(Clone, Debug, Default)]
pub struct SignInWays {
    providers: Arc<[Provider]>,
    without_passphrases: bool,
}

impl SignInWays {
    /// With these providers, and with passphrases or without.
    pub fn new(
        providers: Vec<ProviderSettings>,
        passphrases: bool,
        limits: ProviderLimits,
    ) -> Result<Self, NoAnswer> {
        if providers.is_empty() {
            return Ok(Self::default());
        }
        let http = http::Http::with(limits)?;
        let providers = providers.into_iter();
        Ok(Self {
            providers: providers
                .map(|settings| Provider::new(settings, http.clone()))
                .collect(),
            without_passphrases: !passphrases,
        })
    }

    /// Whether passphrases are taken.
    pub fn passphrases(&self) -> bool {
        !self.without_passphrases
    }

    /// Whether a provider makes the first admin, so that no link has to.
    pub fn makes_admins(&self) -> bool {
        let mut providers = self.providers.iter();
        providers.any(|provider| provider.settings.makes_admins())
    }

    /// The first account that people would come into and that is not there, with the provider's id.
    pub async fn missing_account(
        &self,
        ledger: &Ledger,
    ) -> Result<Option<(String, String)>, LedgerError> {
        let known = ledger.accounts().await?;
        let is_known = |wanted: &str| known.iter().any(|(id, _)| id.as_str() == wanted);
        for Provider { settings, .. } in self.providers.iter() {
            let accounts = settings.accounts();
            if let Some(missing) = accounts.into_iter().find(|account| !is_known(account)) {
                return Ok(Some((settings.id.clone(), missing.to_owned())));
            }
        }
        Ok(None)
    }

    /// For the page to sign in.
    pub(crate) fn views(&self) -> Vec<ProviderView> {
        let view = |Provider { settings, .. }: &Provider| ProviderView {
            id: settings.id.clone(),
            label: settings.label.clone(),
        };
        self.providers.iter().map(view).collect()
    }

    pub(crate) fn knows(&self, id: &str) -> bool {
        self.provider(id).is_some()
    }

    fn provider(&self, id: &str) -> Option<&Provider> {
        self.providers
            .iter()
            .find(|provider| provider.settings.id == id)
    }

    /// Whether somebody signs in in a way that is still taken.
    pub(crate) fn admits(&self, user: &UserRecord) -> bool {
        match &user.issuer {
            None => self.passphrases(),
            Some(issuer) => {
                let mut providers = self.providers.iter();
                providers.any(|provider| provider.settings.issuer == *issuer)
            }
        }
    }

    /// What the provider with this issuer is called; `None` for whoever has a passphrase.
    pub(crate) fn label(&self, issuer: Option<&str>) -> Option<String> {
        let issuer = issuer?;
        let mut providers = self.providers.iter();
        let known = providers.find(|provider| provider.settings.issuer == issuer);
        let label = known.map(|provider| provider.settings.label.clone());
        Some(label.unwrap_or_else(|| issuer.to_owned()))
    }

    /// The page of this provider for somebody who begins here.
    pub(crate) async fn page(
        &self,
        id: &str,
        callback: &str,
        (state, proofs): (&str, &Proofs),
    ) -> Result<String, Failed> {
        let provider = self.provider(id).ok_or_else(gone)?;
        Ok(provider.page(callback, state, proofs).await?.into())
    }

    /// Who came back from this provider, and its issuer.
    pub(crate) async fn person(
        &self,
        id: &str,
        callback: &str,
        (returned, proofs): (Returned, &Proofs),
    ) -> Result<(Person, &str), Failed> {
        let provider = self.provider(id).ok_or_else(gone)?;
        let claims = provider.claims(callback, returned, proofs).await?;
        let person = provider.settings.person(&claims);
        let person = person.map_err(|refusal| Failed(refusal, "by what it says".to_owned()))?;
        Ok((person, &provider.settings.issuer))
    }
}

fn gone() -> Failed {
    Failed(
        Refusal::Lost,
        "the provider is not configured any more".to_owned(),
    )
}
