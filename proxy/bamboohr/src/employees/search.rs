//! Exact search on BambooHR's side: the employee dataset. The only search that compares whole values, keeps
//! them out of URLs, and knows custom fields, such as one that holds a candidate's id.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::endless;
use crate::answer::Answer;
use crate::client::{Call, Client};
use crate::endpoint::Version;
use crate::error::Error;
use crate::id::EmployeeId;
use crate::value::Values;

/// Rows per page.
const PAGE: usize = 100;
/// Pages after which a result is taken for endless.
const MOST_PAGES: usize = 100;

/// What people must match: fields and values, all of them or any of them.
///
/// Names are the dataset's: `email` is the work e-mail, `homeEmail` the private one, custom fields have
/// their alias.
#[derive(Clone, PartialEq, Eq)]
pub struct Matching {
    pairs: Vec<(String, String)>,
    joined_by: &'static str,
}

/// Without the values, which are about people.
impl fmt::Debug for Matching {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.pairs.iter().map(|(field, _)| field.as_str());
        formatter
            .debug_tuple("Matching")
            .field(&fields.collect::<Vec<_>>())
            .finish()
    }
}

impl Matching {
    /// This field has exactly this value.
    pub fn equals(field: &str, value: &str) -> Self {
        Self::all(&[(field, value)])
    }

    /// Every one of these fields has its value.
    pub fn all(pairs: &[(&str, &str)]) -> Self {
        Self::joined(pairs, " and ")
    }

    /// At least one of these fields has its value.
    pub fn any(pairs: &[(&str, &str)]) -> Self {
        Self::joined(pairs, " or ")
    }

    fn joined(pairs: &[(&str, &str)], joined_by: &'static str) -> Self {
        let pairs = pairs
            .iter()
            .map(|&(field, value)| (field.to_owned(), value.to_owned()))
            .collect();
        Self { pairs, joined_by }
    }

    /// The filter's text. How a quote is written inside a value is documented nowhere, so such a value is
    /// refused rather than guessed: a wrong guess would match other people.
    fn filter(&self) -> Result<String, Error> {
        let mut parts = Vec::new();
        for (field, value) in &self.pairs {
            let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
            if field.is_empty() || !field.chars().all(belongs) {
                return Err(Error::Invalid(
                    "a search's field must be named by letters, digits and _",
                ));
            }
            let disturbs = |letter: char| letter.is_control() || ['\'', '\\'].contains(&letter);
            if value.is_empty() || value.contains(disturbs) {
                return Err(Error::Invalid(
                    "a search cannot compare with an empty value, a quote, a backslash or a control character",
                ));
            }
            parts.push(format!("{field} eq '{value}'"));
        }
        if parts.is_empty() {
            return Err(Error::Invalid("a search compares nothing"));
        }
        Ok(parts.join(self.joined_by))
    }
}

/// Somebody who matches, with the fields that were asked for by the dataset's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetRow {
    /// Employee id.
    pub id: EmployeeId,
    /// The dataset's fields.
    pub fields: Values,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Query<'a> {
    fields: &'a [&'a str],
    filter: &'a str,
    page: usize,
    page_size: usize,
}

impl Client {
    /// Everybody who matches exactly, inactive and future people included:
    /// `POST /v2/datasets/employee/data`. A read in spite of its method, so asked again when that may help.
    ///
    /// A field that the key may not read is an error here, never a silent omission. The dataset's own names
    /// are `eeid`, `email`, `jobInformationJobTitle` and so on.
    pub async fn search(
        &self,
        fields: &[&str],
        matching: &Matching,
    ) -> Result<Vec<DatasetRow>, Error> {
        let filter = matching.filter()?;
        let mut asked = vec!["eeid"];
        asked.extend(fields.iter().filter(|&&name| name != "eeid"));
        let mut found = Vec::new();
        for page in 1..=MOST_PAGES {
            let query = Query {
                fields: &asked,
                filter: &filter,
                page,
                page_size: PAGE,
            };
            let call = Call::post("search employees", &["datasets", "employee", "data"])
                .version(Version::V2)
                .json(&query)?;
            let rows = read_rows(&self.read(call).await?)?;
            let is_last = rows.len() < PAGE;
            found.extend(rows);
            if is_last {
                return Ok(found);
            }
        }
        Err(endless("the result of the search does not end"))
    }
}

#[derive(Deserialize)]
struct Document {
    data: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    fields: Values,
}

pub(crate) fn read_rows(answer: &Answer) -> Result<Vec<DatasetRow>, Error> {
    let document: Document = answer.json()?;
    let rows: Option<Vec<DatasetRow>> = document
        .data
        .into_iter()
        .map(|row| {
            Some(DatasetRow {
                id: EmployeeId::parse(row.fields.text("eeid")?)?,
                fields: row.fields,
            })
        })
        .collect();
    rows.ok_or_else(|| answer.unreadable("a row without an employee id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_joins_its_comparisons_with_one_word() {
        let all = Matching::all(&[("firstName", "Ann"), ("lastName", "Lee")]);
        assert_eq!(
            all.filter().unwrap(),
            "firstName eq 'Ann' and lastName eq 'Lee'"
        );
        let any = Matching::any(&[("email", "a@example.com"), ("homeEmail", "a@example.com")]);
        assert_eq!(
            any.filter().unwrap(),
            "email eq 'a@example.com' or homeEmail eq 'a@example.com'"
        );
    }

    #[test]
    fn what_could_change_the_filters_meaning_is_refused() {
        for (field, value) in [
            ("email", "x' or email ne '"),
            ("email", "O'Farrell"),
            ("email", "a\\"),
            ("email", "a\n"),
            ("email", ""),
            ("", "a"),
            ("email eq 'x' or eeid", "a"),
        ] {
            assert!(
                Matching::equals(field, value).filter().is_err(),
                "{field} {value}"
            );
        }
        assert!(Matching::all(&[]).filter().is_err());
    }

    #[test]
    fn rows_are_read_with_their_employee_id() {
        let read = |body: &str| read_rows(&Answer::of_body(body));
        let rows =
            read(r#"{"data":[{"fields":{"eeid":118,"homeEmail":"ann@example.com"}}]}"#).unwrap();
        assert_eq!(rows[0].id.as_str(), "118");
        assert_eq!(rows[0].fields.text("homeEmail"), Some("ann@example.com"));
        assert!(read(r#"{"data":[{"fields":{"homeEmail":"x"}}]}"#).is_err());
        assert!(read(r#"{"data":[{"fields":[]}]}"#).is_err());
    }
}
