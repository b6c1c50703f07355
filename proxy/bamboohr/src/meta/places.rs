//! Countries and their provinces, as BambooHR numbers and abbreviates them.

use serde::Deserialize;

use crate::answer::{Answer, lenient_text, text_or_nothing};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::CountryId;

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Country {
    /// BambooHR's id.
    pub id: CountryId,
    /// English name.
    pub name: String,
    /// Two letters.
    #[serde(default, deserialize_with = "lenient_text")]
    pub iso_code: Option<String>,
}

/// A state or province.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Province {
    /// Abbreviation, `UT`.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub label: String,
    /// English name, `Utah`.
    pub name: String,
}

impl Client {
    /// All countries: `GET /meta/countries/options`.
    pub async fn countries(&self) -> Result<Vec<Country>, Error> {
        let call = Call::get("read countries", &["meta", "countries", "options"]);
        self.read(call).await?.json()
    }

    /// The country with this two-letter code. An unknown code is refused.
    pub async fn country(&self, iso_code: &str) -> Result<Country, Error> {
        let call =
            Call::get("read country", &["meta", "countries", "options"]).query("isoCode", iso_code);
        self.read(call).await?.json()
    }

    /// States or provinces of a country: `GET /meta/provinces/{countryId}`; empty for most countries.
    pub async fn provinces(&self, country: &CountryId) -> Result<Vec<Province>, Error> {
        let segments = ["meta", "provinces", country.as_str()];
        read_provinces(&self.read(Call::get("read provinces", &segments)).await?)
    }
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    options: Vec<Province>,
}

pub(crate) fn read_provinces(answer: &Answer) -> Result<Vec<Province>, Error> {
    answer.json::<Document>().map(|document| document.options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countrys_id_is_a_number_or_a_text() {
        let countries: Vec<Country> = Answer::of_body(
            r#"[{"id":1,"name":"United States","isoCode":"US"},{"id":"222","name":"United Kingdom","isoCode":null}]"#,
        )
        .json()
        .unwrap();
        assert_eq!(countries[0].id.as_str(), "1");
        assert_eq!(
            (countries[1].id.as_str(), countries[1].iso_code.as_deref()),
            ("222", None)
        );
    }

    #[test]
    fn provinces_are_the_options_and_may_be_none() {
        let read = |body: &str| read_provinces(&Answer::of_body(body)).unwrap();
        let utah = read(r#"{"options":[{"id":1,"label":"UT","iso":"US-UT","name":"Utah"}]}"#);
        assert_eq!(utah[0].label, "UT");
        assert!(read("{}").is_empty());
    }
}
