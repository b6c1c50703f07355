//! The list of employees: page by page, with columns and filters. Its names differ from those of a single
//! employee (`jobTitleName`, `birthDate`), and it is the only place where inactive and future people can be
//! found by going through everybody.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;

use super::{comma_separated, endless};
use crate::answer::{Answer, lenient_text, location};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::EmployeeId;
use crate::value::{FieldValue, Values};

/// People per page; BambooHR's maximum.
const LARGEST_PAGE: u32 = 2500;
/// Pages after which a list is taken for endless: a quarter of a million people.
const MOST_PAGES: usize = 100;

/// What to list.
///
/// A filter leaves out everybody whose field the key may not read, and texts match in part and whatever the
/// case, so nobody found proves nothing and everybody found has to be compared. A filter's value stands in
/// the request's URL: do not filter by what must not appear in a proxy's log; see [`Client::search`].
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    columns: Vec<String>,
    /// Names are those of the query, `filter[status]`.
    filters: Vec<(String, String)>,
    page_size: Option<u32>,
    start: Start,
}

/// Without what is filtered by, which can be about a person.
impl fmt::Debug for ListQuery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filters = self.filters.iter().map(|(name, _)| name.as_str());
        formatter
            .debug_struct("ListQuery")
            .field("columns", &self.columns)
            .field("filters", &filters.collect::<Vec<_>>())
            .field("page_size", &self.page_size)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Start {
    #[default]
    First,
    After(Cursor),
    Before(Cursor),
}

impl ListQuery {
    /// Everybody, with the columns BambooHR always gives.
    pub fn new() -> Self {
        Self::default()
    }

    /// With these columns besides, such as `homeEmail`. Unknown ones are ignored by BambooHR.
    #[must_use]
    pub fn columns(mut self, names: &[&str]) -> Self {
        self.columns
            .extend(names.iter().map(|&name| name.to_owned()));
        self
    }

    /// Only people whose `name` matches. Several filters must all match.
    #[must_use]
    pub fn filter(mut self, name: &str, value: &str) -> Self {
        self.filters
            .push((format!("filter[{name}]"), value.to_owned()));
        self
    }

    /// With so many people on a page, at most 2500.
    #[must_use]
    pub fn page_size(self, people: u32) -> Self {
        Self {
            page_size: Some(people.clamp(1, LARGEST_PAGE)),
            ..self
        }
    }

    /// The page that begins at this cursor.
    #[must_use]
    pub fn after(self, cursor: Cursor) -> Self {
        Self {
            start: Start::After(cursor),
            ..self
        }
    }

    /// The page that ends before this cursor.
    #[must_use]
    pub fn before(self, cursor: Cursor) -> Self {
        Self {
            start: Start::Before(cursor),
            ..self
        }
    }

    fn call(&self) -> Result<Call<'_>, Error> {
        let mut call = Call::get("list employees", &["employees"]);
        if !self.columns.is_empty() {
            call = call.query("fields", comma_separated(&self.columns)?);
        }
        for (name, value) in &self.filters {
            call = call.query(name, value.as_str());
        }
        if let Some(people) = self.page_size {
            call = call.query("page[limit]", people.to_string());
        }
        Ok(match &self.start {
            Start::First => call,
            Start::After(cursor) => call.query("page[after]", cursor.0.as_str()),
            Start::Before(cursor) => call.query("page[before]", cursor.0.as_str()),
        })
    }
}

/// A place in the list, as BambooHR names it. Opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(String);

/// One page of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The people of this page.
    pub people: Vec<Person>,
    /// How many match in all, if BambooHR says so.
    pub total: Option<u64>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// Where the page before this one ends.
    pub previous: Option<Cursor>,
}

/// Somebody in the list of employees, inactive and future people included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Employee id.
    pub id: EmployeeId,
    /// The columns, by the list's names.
    pub columns: Values,
    /// Columns that this key may not read of this person; they look empty.
    pub restricted: BTreeSet<String>,
}

impl Person {
    /// The text of a column that may be read and is not empty.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.columns.text(column)
    }
}

impl Client {
    /// One page of the list: `GET /employees`.
    pub async fn list(&self, query: &ListQuery) -> Result<People, Error> {
        read_people(&self.read(query.call()?).await?)
    }

    /// Everybody, with what tells people apart (`homeEmail`, `workEmail`, `hireDate`, `birthDate` and the columns every
    /// list has), page by page and without a filter, so that nobody is left out.
    pub async fn people(&self) -> Result<Vec<Person>, Error> {
        let columns = ["homeEmail", "workEmail", "hireDate", "birthDate"];
        self.everybody(ListQuery::new().columns(&columns)).await
    }

    /// Everybody whom the query finds, page by page.
    pub async fn everybody(&self, query: ListQuery) -> Result<Vec<Person>, Error> {
        let mut query = query.page_size(LARGEST_PAGE);
        let mut people = Vec::new();
        for _ in 0..MOST_PAGES {
            let page = self.list(&query).await?;
            people.extend(page.people);
            match page.next.map(Start::After) {
                None => return Ok(people),
                // Half a list taken for a whole one would hide people.
                Some(next) if next == query.start => break,
                Some(next) => query.start = next,
            }
        }
        Err(endless("the list of employees does not end"))
    }
}

#[derive(Deserialize)]
struct Document {
    data: Vec<Values>,
    #[serde(default)]
    meta: Meta,
    #[serde(default, rename = "_links")]
    links: Links,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta {
    total: Option<u64>,
    page: Page,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Page {
    #[serde(deserialize_with = "lenient_text")]
    next_cursor: Option<String>,
    #[serde(deserialize_with = "lenient_text")]
    prev_cursor: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Links {
    next: Option<Link>,
    prev: Option<Link>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Link {
    Object { href: Option<String> },
    Text(String),
}

impl Link {
    /// The cursor in the link. A link is on the company's own host, whatever host was asked, and is not
    /// followed.
    fn cursor(self, name: &str) -> Option<String> {
        let url = match self {
            Self::Object { href } => href?,
            Self::Text(url) => url,
        };
        location::query_value(&url, name).filter(|cursor| !cursor.is_empty())
    }
}

pub(crate) fn read_people(answer: &Answer) -> Result<People, Error> {
    let document: Document = answer.json()?;
    let people: Option<Vec<Person>> = document.data.into_iter().map(person).collect();
    let people = people.ok_or_else(|| answer.unreadable("a person without an employee id"))?;
    let Page {
        next_cursor,
        prev_cursor,
    } = document.meta.page;
    let links = document.links;
    let next = next_cursor.or_else(|| links.next?.cursor("page[after]"));
    let previous = prev_cursor.or_else(|| links.prev?.cursor("page[before]"));
    Ok(People {
        people,
        total: document.meta.total,
        next: next.map(Cursor),
        previous: previous.map(Cursor),
    })
}

fn person(columns: Values) -> Option<Person> {
    let id = columns.text("employeeId").or_else(|| columns.text("id"))?;
    let restricted = match columns.get("_restrictedFields") {
        Some(FieldValue::Several(names)) => names.iter().cloned().collect(),
        _ => BTreeSet::new(),
    };
    Some(Person {
        id: EmployeeId::parse(id)?,
        restricted,
        columns,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<People, Error> {
        read_people(&Answer::of_body(body))
    }

    #[test]
    fn a_page_is_read_with_its_restricted_columns() {
        let page = read(
            r#"{"data":[{"employeeId":"118","firstName":"Ann","homeEmail":null,"_restrictedFields":["homeEmail"]}],
                "meta":{"total":1,"page":{"limit":250,"nextCursor":null,"prevCursor":null}},
                "_links":{"self":{"href":"x"},"next":null}}"#,
        )
        .unwrap();
        let ann = &page.people[0];
        assert_eq!(
            (ann.id.as_str(), ann.text("firstName")),
            ("118", Some("Ann"))
        );
        assert!(ann.restricted.contains("homeEmail"));
        assert_eq!(
            (page.total, page.next, page.previous),
            (Some(1), None, None)
        );
    }

    #[test]
    fn the_cursor_is_in_the_page_or_in_a_link_on_another_host() {
        let cursor = |text: &str| Some(Cursor(text.to_owned()));
        for (body, next) in [
            (
                r#"{"data":[],"meta":{"page":{"nextCursor":"abc"}}}"#,
                cursor("abc"),
            ),
            (
                r#"{"data":[],"_links":{"next":{"href":"https://evil.example/x?page%5Bafter%5D=ab%3D%3D"}}}"#,
                cursor("ab=="),
            ),
            (
                r#"{"data":[],"_links":{"next":"https://acme.bamboohr.com/x?page[after]=abc"}}"#,
                cursor("abc"),
            ),
            (r#"{"data":[],"_links":{"next":{"href":null}}}"#, None),
            (r#"{"data":[],"meta":{"page":{"nextCursor":""}}}"#, None),
            (r#"{"data":[]}"#, None),
        ] {
            assert_eq!(read(body).unwrap().next, next, "{body}");
        }
    }

    #[test]
    fn a_person_without_an_id_spoils_the_page_because_somebody_would_be_missing() {
        for body in [
            r#"{"data":[{"firstName":"Ann"}]}"#,
            r#"{"data":[{"employeeId":"x"}]}"#,
            r#"{"people":[]}"#,
            "<html>",
        ] {
            assert!(
                matches!(read(body), Err(Error::Undecodable { .. })),
                "{body}"
            );
        }
    }
}
