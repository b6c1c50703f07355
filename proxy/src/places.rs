//! The states of countries, read when a form first asks for them and kept as long as the connection.
//!
//! There are some two hundred countries, and a company hires in a few: nobody waits for the others.

use std::collections::HashMap;
use std::sync::Arc;

use bamboohr::{Client, Error, RefusalReason};
use handoff::{Catalogue, Choice, FieldId, FieldKind};
use tokio::sync::Mutex;

/// States by country, as an option of the country's field. A country that BambooHR tells nothing of has none.
#[derive(Debug, Default)]
pub(crate) struct Places(Mutex<HashMap<String, Arc<Vec<Choice>>>>);

impl Places {
    /// The catalogue with the states of one more country, whatever spelling it is called by. The catalogue as it was
    /// when it has them, when there is no such country, or when BambooHR does not say.
    pub(crate) async fn added(
        &self,
        client: &Client,
        catalogue: Arc<Catalogue>,
        country: &str,
    ) -> Arc<Catalogue> {
        let Some((name, code)) = named(&catalogue, country) else {
            return catalogue;
        };
        let has_them = catalogue
            .fields
            .iter()
            .filter(|field| field.kind == FieldKind::State)
            .any(|field| {
                field
                    .choices
                    .iter()
                    .any(|state| state.within.as_ref() == Some(&name))
            });
        if has_them {
            return catalogue;
        }
        let states = match self.states(client, &name, &code).await {
            Ok(states) => states,
            Err(error) => {
                tracing::warn!(%error, "the states of a country cannot be read");
                return catalogue;
            }
        };
        match states.is_empty() {
            true => catalogue,
            false => Arc::new(Catalogue::clone(&catalogue).with_states(&name, states.to_vec())),
        }
    }

    async fn states(
        &self,
        client: &Client,
        name: &str,
        code: &str,
    ) -> Result<Arc<Vec<Choice>>, Error> {
        let mut known = self.0.lock().await;
        if let Some(states) = known.get(name) {
            return Ok(Arc::clone(states));
        }
        let states = Arc::new(read(client, name, code).await?);
        known.insert(name.to_owned(), Arc::clone(&states));
        Ok(states)
    }
}

async fn read(client: &Client, name: &str, code: &str) -> Result<Vec<Choice>, Error> {
    let country = client.country(code).await?;
    let provinces = match client.provinces(&country.id).await {
        // Of most countries there is nothing to tell.
        Err(Error::Refused(refusal))
            if matches!(
                refusal.reason,
                RefusalReason::NotFound | RefusalReason::Malformed
            ) =>
        {
            Vec::new()
        }
        provinces => provinces?,
    };
    let states = provinces.into_iter().map(|province| Choice {
        value: province.label,
        also: vec![province.name],
        within: Some(name.to_owned()),
    });
    Ok(states.collect())
}

/// The country's option and its two-letter code.
fn named(catalogue: &Catalogue, country: &str) -> Option<(String, String)> {
    let field = catalogue.field(&FieldId::new("country"))?;
    let option = field
        .choices
        .iter()
        .find(|option| option.is_named(country))?;
    let code = option.also.iter().find(|also| also.len() == 2)?;
    Some((option.value.clone(), code.clone()))
}

#[cfg(test)]
mod tests {
    use bamboohr::{ApiKey, Endpoint};
    use bamboohr_sandbox::{ADMIN_KEY, Sandbox};

    use super::*;

    #[tokio::test]
    async fn the_states_of_a_country_are_asked_for_once_and_only_when_it_is_known() {
        let sandbox = Sandbox::start().await.unwrap();
        let endpoint = Endpoint::at(&sandbox.url(), "acme".parse().unwrap()).unwrap();
        let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned())).unwrap();
        let catalogue = Arc::new(crate::catalogue::read(&client).await.unwrap());
        let places = Places::default();
        let before = sandbox.requests().len();
        let asked = || sandbox.requests().len() - before;
        for nothing_new in ["Atlantis", "", "US", "Canada"] {
            let same = places
                .added(&client, Arc::clone(&catalogue), nothing_new)
                .await;
            assert!(Arc::ptr_eq(&same, &catalogue), "{nothing_new}");
        }
        assert_eq!(asked(), 0);
        for spelling in ["GB", "united kingdom"] {
            places
                .added(&client, Arc::clone(&catalogue), spelling)
                .await;
        }
        assert_eq!(asked(), 2, "the country's number and its states");
    }
}
