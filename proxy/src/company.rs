//! What the forms of one account are made of: the company's fields in BambooHR, its set-up, and what its people chose
//! for words that are no option.

use std::sync::Arc;

use handoff::{
    Candidate, Catalogue, Company, FieldId, FieldKind, Form, RememberedChoice, Setup, Submission,
    Viewer, compose,
};

use crate::account::AccountId;
use crate::connection::BambooHr;
use crate::forms::unavailable;
use crate::ledger::{Ledger, LedgerError, NewRemembered};
use crate::problem::ApiError;

/// One account's company as it is now.
#[derive(Clone, Debug)]
pub(crate) struct CompanyNow<'a> {
    pub(crate) bamboohr: &'a BambooHr,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) setup: Setup,
    pub(crate) remembered: Vec<RememberedChoice>,
}

impl<'a> CompanyNow<'a> {
    /// The company that is connected. The error says why its fields are not known.
    pub(crate) async fn at(
        ledger: &Ledger,
        account: &AccountId,
        bamboohr: &'a BambooHr,
    ) -> Result<Self, ApiError> {
        let catalogue = bamboohr.catalogue().await.map_err(unavailable)?;
        let setup = setup(ledger, account, &catalogue).await?;
        let remembered = remembered(ledger, account).await?;
        Ok(Self {
            bamboohr,
            catalogue,
            setup,
            remembered,
        })
    }

    /// The same with the states of these countries, as far as a form asks for a state. A country is what somebody
    /// entered; where BambooHR does not tell its states, any text may stand.
    pub(crate) async fn with_states_of(
        mut self,
        countries: impl IntoIterator<Item = &str>,
    ) -> Self {
        let is_state = |id: &FieldId| {
            let field = self.catalogue.field(id);
            field.is_some_and(|field| field.kind == FieldKind::State)
        };
        if self.setup.fields().any(|field| is_state(&field.id)) {
            for country in countries {
                self.catalogue = self.bamboohr.with_states(self.catalogue, country).await;
            }
        }
        self
    }

    /// Whether an option of the country's field is called so.
    pub(crate) fn is_country(&self, option: &str, called: &str) -> bool {
        let field = self.catalogue.field(&FieldId::new("country"));
        let mut options = field
            .map(|field| field.choices.as_slice())
            .unwrap_or_default()
            .iter();
        options.any(|country| country.value == option && country.is_named(called))
    }

    /// The form of a candidate.
    pub(crate) fn form(&self, candidate: &Candidate, viewer: Viewer) -> Form {
        compose(candidate, &self.rules(&self.setup), viewer)
    }

    /// What the rules want to know, with this set-up.
    pub(crate) fn rules<'b>(&'b self, setup: &'b Setup) -> Company<'b> {
        Company {
            catalogue: &self.catalogue,
            setup,
            remembered: &self.remembered,
        }
    }
}

/// The set-up that holds: the one that was made last, or the one of a company that has chosen nothing.
pub(crate) async fn setup(
    ledger: &Ledger,
    account: &AccountId,
    catalogue: &Catalogue,
) -> Result<Setup, LedgerError> {
    let stored = ledger.setup(account).await?;
    Ok(stored.map_or_else(|| Setup::default_for(catalogue), |stored| stored.setup))
}

pub(crate) async fn remembered(
    ledger: &Ledger,
    account: &AccountId,
) -> Result<Vec<RememberedChoice>, LedgerError> {
    let remembered = ledger.remembered(account).await?.into_iter();
    let remembered = remembered.map(|remembered| RememberedChoice {
        field: remembered.field,
        found: remembered.found,
        option: remembered.choice,
    });
    Ok(remembered.collect())
}

/// The options that somebody chose for words that are none. Only options: what was typed into another field says
/// nothing about the next candidate.
pub(crate) fn choices_made(form: &Form, submission: &Submission) -> Vec<NewRemembered> {
    let fields = form
        .fields()
        .filter(|field| field.kind == FieldKind::Choice);
    let chosen = fields.filter_map(|field| {
        let found = field.found.clone()?;
        let handoff::Entry::Text(text) = submission.given(&field.id)? else {
            return None;
        };
        let choice = field.choices.iter().find(|choice| choice.is_named(text))?;
        Some(NewRemembered {
            field: field.id.clone(),
            found,
            choice: choice.value.clone(),
        })
    });
    chosen.collect()
}

/// The countries that this submission names, for their states.
pub(crate) fn countries_in<'a>(
    candidate: &'a Candidate,
    submission: Option<&'a Submission>,
) -> Vec<&'a str> {
    let entered = submission.and_then(|submission| submission.given(&FieldId::new("country")));
    let entered = match entered {
        Some(handoff::Entry::Text(country)) => Some(country.as_str()),
        _ => None,
    };
    let of_candidate = candidate.address.country.as_deref();
    entered.into_iter().chain(of_candidate).collect()
}
