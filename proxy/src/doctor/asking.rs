//! The questions to BambooHR, one after the other and each once: a doctor must not cause the crowd it looks for.

use std::collections::BTreeSet;

use bamboohr::{
    AsOf, Client, EmployeeId, Error, FileCategory, List, ListQuery, MetaField, Table, User, Values,
};

use super::Wanted;

/// The column of the list by which somebody is found best.
pub(super) const PRIVATE_ADDRESS: &str = "homeEmail";
/// Most fields in one question.
const MOST_FIELDS: usize = 300;

/// The key's owner.
pub(crate) struct Myself {
    /// The employee the owner is.
    pub(super) employee: Option<EmployeeId>,
    /// First and last name, as far as the key may read them.
    pub(super) name: Option<String>,
}

/// What BambooHR said. An error stands for itself; `None` is a question that could not be put.
pub(super) struct Answers {
    pub(super) fields: Result<Vec<MetaField>, Error>,
    pub(super) lists: Result<Vec<List>, Error>,
    pub(super) tables: Result<Vec<Table>, Error>,
    pub(super) users: Result<Vec<User>, Error>,
    pub(super) people: Result<Crowd, Error>,
    /// The aliases of the form that can be read of somebody who is there.
    pub(super) readable: Option<Result<BTreeSet<String>, Error>>,
    pub(super) files: Option<Result<Vec<FileCategory>, Error>>,
}

/// Who can be seen.
pub(super) struct Crowd {
    /// How many, if BambooHR says so.
    pub(super) total: Option<u64>,
    /// Somebody to look at.
    pub(super) first: Option<EmployeeId>,
    /// The columns that are kept from the key.
    pub(super) hidden: BTreeSet<String>,
}

pub(super) async fn who_am_i(client: &Client) -> Result<Myself, Error> {
    let (employee, values) = client.myself(&["firstName", "lastName"]).await?;
    let names = [values.text("firstName"), values.text("lastName")];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    Ok(Myself {
        employee,
        name: (!names.is_empty()).then(|| names.join(" ")),
    })
}

pub(super) async fn ask(client: &Client, wanted: &Wanted) -> Answers {
    let people = crowd(client).await;
    let somebody = people.as_ref().ok().and_then(|crowd| crowd.first.clone());
    let (readable, files) = match &somebody {
        Some(somebody) => (
            Some(readable(client, somebody, wanted).await),
            Some(client.files(somebody).await),
        ),
        None => (None, None),
    };
    Answers {
        fields: client.fields().await,
        lists: client.lists().await,
        tables: client.tables().await,
        users: client.users().await,
        people,
        readable,
        files,
    }
}

async fn crowd(client: &Client) -> Result<Crowd, Error> {
    let query = ListQuery::new().columns(&[PRIVATE_ADDRESS]).page_size(1);
    let page = client.list(&query).await?;
    let first = page.people.into_iter().next();
    let (first, hidden) = first.map(|person| (person.id, person.restricted)).unzip();
    Ok(Crowd {
        total: page.total,
        first,
        hidden: hidden.unwrap_or_default(),
    })
}

async fn readable(
    client: &Client,
    somebody: &EmployeeId,
    wanted: &Wanted,
) -> Result<BTreeSet<String>, Error> {
    let aliases: Vec<&str> = wanted
        .fields
        .iter()
        .filter(|field| field.is_of_the_employee)
        .map(|field| field.id.as_str())
        .collect();
    let mut readable = BTreeSet::new();
    for some in aliases.chunks(MOST_FIELDS) {
        let values = client.employee(somebody, some, AsOf::Planned).await?;
        readable.extend(names(&values));
    }
    Ok(readable)
}

fn names(values: &Values) -> impl Iterator<Item = String> {
    values.iter().map(|(name, _)| name.to_owned())
}
