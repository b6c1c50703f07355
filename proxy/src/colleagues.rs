//! Whom a new hire can report to: the people who work at the company now, by the names BambooHR knows managers by.
//!
//! They are kept for some minutes, because somebody who looks for a manager types letter by letter. Nothing else may use
//! what is kept here: whether a person is in BambooHR already is asked of BambooHR each time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bamboohr::{Client, Error, ListQuery, Person};
use handoff::interface::{Colleague, ColleaguesFound};
use tokio::sync::Mutex;

/// How long the list is good enough.
const FRESH: Duration = Duration::from_secs(600);
/// Most people of one answer.
const MOST: usize = 20;

/// The people of one company. The lock is held while they are read, so that many letters cause one reading.
#[derive(Debug, Default)]
pub(crate) struct Colleagues(Mutex<Option<(Instant, Arc<Vec<Listed>>)>>);

#[derive(Debug)]
struct Listed {
    colleague: Colleague,
    /// Lower-case words that a search may hit.
    words: String,
}

impl Colleagues {
    /// Those whose name, job title or department has every word of `text`, by name. Nobody for no word.
    pub(crate) async fn search(
        &self,
        client: &Client,
        text: &str,
    ) -> Result<ColleaguesFound, Error> {
        let text = text.to_lowercase();
        if text.split_whitespace().next().is_none() {
            return Ok(ColleaguesFound::default());
        }
        let everybody = self.everybody(client).await?;
        let mut found = everybody
            .iter()
            .filter(|listed| {
                text.split_whitespace()
                    .all(|word| listed.words.contains(word))
            })
            .map(|listed| listed.colleague.clone());
        let people = found.by_ref().take(MOST).collect();
        Ok(ColleaguesFound {
            people,
            more: found.next().is_some(),
        })
    }

    async fn everybody(&self, client: &Client) -> Result<Arc<Vec<Listed>>, Error> {
        let mut kept = self.0.lock().await;
        if let Some((read, everybody)) = kept.as_ref()
            && read.elapsed() < FRESH
        {
            return Ok(Arc::clone(everybody));
        }
        let query = ListQuery::new()
            .columns(&["departmentName"])
            .filter("status", "active");
        let mut everybody: Vec<Listed> = client
            .everybody(query)
            .await?
            .iter()
            .filter_map(listed)
            .collect();
        everybody.sort_by(|one, other| one.words.cmp(&other.words));
        let everybody = Arc::new(everybody);
        *kept = Some((Instant::now(), Arc::clone(&everybody)));
        Ok(everybody)
    }
}

/// `None` for somebody without a name that this key may read.
fn listed(person: &Person) -> Option<Listed> {
    let first = person.text("preferredName").or(person.text("firstName"));
    let names: Vec<&str> = [first, person.text("lastName")]
        .into_iter()
        .flatten()
        .collect();
    if names.is_empty() {
        return None;
    }
    let name = names.join(" ");
    let about = [person.text("jobTitleName"), person.text("departmentName")];
    let note = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let legal = person.text("firstName").unwrap_or_default();
    Some(Listed {
        words: format!("{name} {legal} {note}").to_lowercase(),
        colleague: Colleague {
            id: person.id.as_str().to_owned(),
            name,
            note,
        },
    })
}

#[cfg(test)]
mod tests {
    use bamboohr::{ApiKey, Endpoint};
    use bamboohr_sandbox::{ADMIN_KEY, Sandbox};

    use super::*;

    #[tokio::test]
    async fn a_manager_is_found_by_any_words_and_the_list_is_read_once() {
        let sandbox = Sandbox::start().await.unwrap();
        let endpoint = Endpoint::at(&sandbox.url(), "acme".parse().unwrap()).unwrap();
        let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned())).unwrap();
        let colleagues = Colleagues::default();
        let nobody = colleagues.search(&client, "  ").await.unwrap();
        assert!(nobody.people.is_empty() && sandbox.requests().is_empty());

        let everybody = sandbox.employees();
        let somebody = everybody
            .iter()
            .find(|person| person.status == "Active" && person.fields.contains_key("jobTitle"))
            .unwrap();
        let (last, title) = (&somebody.fields["lastName"], &somebody.fields["jobTitle"]);
        let words = format!("{} {}", title.to_uppercase(), last.to_lowercase());
        let found = colleagues.search(&client, &words).await.unwrap();
        assert!(
            found.people.iter().any(|one| one.id == somebody.id),
            "{found:?}"
        );
        assert!(
            found
                .people
                .iter()
                .all(|one| one.note.contains(title.as_str()))
        );

        let left = everybody
            .iter()
            .find(|person| person.status == "Inactive")
            .unwrap();
        let gone = colleagues
            .search(&client, &left.fields["lastName"])
            .await
            .unwrap();
        assert!(gone.people.iter().all(|one| one.id != left.id));
        assert_eq!(sandbox.requests().len(), 1);

        let many = colleagues.search(&client, "e").await.unwrap();
        assert!(many.people.len() <= MOST);
        let mut names: Vec<&str> = many.people.iter().map(|one| one.name.as_str()).collect();
        let as_given = names.clone();
        names.sort_unstable_by_key(|name| name.to_lowercase());
        assert_eq!(names, as_given);
    }
}
