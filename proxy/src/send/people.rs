//! Everybody in BambooHR, as the rules want to know them. Asked anew every time: whoever was made a moment
//! ago must be seen.

use bamboohr::{AsOf, ChangeKind, EmployeeId, Error, Matching, Person, RefusalReason, Values};
use handoff::interface::{EmployeeLink, PossibleMatch};
use handoff::{FieldId, KnownPerson};
use jiff::{SignedDuration, Timestamp};

use super::Step;
use crate::connection::BambooHr;

/// BambooHR's clock and ours may differ by so much.
const CLOCKS_DIFFER_BY: SignedDuration = SignedDuration::from_mins(15);
/// Newcomers that are read one by one. A company that hires more in the meantime is asked by its list.
const MOST_NEWCOMERS: usize = 40;
/// Instead of the name of somebody whom the key may not see.
const NAMELESS: &str = "Somebody the connection may not see";
/// What tells a newcomer apart, by the names of a single employee.
const FIELDS: [&str; 8] = [
    "firstName",
    "lastName",
    "preferredName",
    "homeEmail",
    "workEmail",
    "hireDate",
    "dateOfBirth",
    "status",
];

/// Everybody in the list, inactive and future people included.
pub(super) async fn everybody(bamboohr: &BambooHr) -> Result<Vec<KnownPerson>, Error> {
    let people = bamboohr.client().people().await?;
    let known = people
        .iter()
        .map(|Person { id, columns, .. }| known(id, columns, "birthDate"));
    Ok(known.collect())
}

fn known(id: &EmployeeId, values: &Values, birth_date: &str) -> KnownPerson {
    let text = |name: &str| values.text(name).map(str::to_owned);
    KnownPerson {
        id: id.to_string(),
        first_name: text("firstName"),
        last_name: text("lastName"),
        preferred_name: text("preferredName"),
        home_email: text("homeEmail"),
        work_email: text("workEmail"),
        hire_date: text("hireDate"),
        birth_date: text(birth_date),
        status: text("status"),
    }
}

/// Employees that hold this candidate's id in the company's own field for it. A field that cannot be
/// searched gives nobody: it is one way among several.
pub(super) async fn with_candidate_id(
    step: Step<'_>,
    field: Option<&FieldId>,
) -> Result<Vec<String>, Error> {
    let Some(field) = field else {
        return Ok(Vec::new());
    };
    let client = step.bamboohr.client();
    let matching = Matching::equals(field.as_str(), step.record.candidate.as_str());
    match client.search(&[field.as_str()], &matching).await {
        Ok(rows) => Ok(rows.into_iter().map(|row| row.id.to_string()).collect()),
        Err(error) if is_about_this_question(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// One employee, by id.
pub(super) async fn one(bamboohr: &BambooHr, id: &EmployeeId) -> Result<KnownPerson, Error> {
    let client = bamboohr.client();
    let values = client.employee(id, &FIELDS, AsOf::Planned).await?;
    Ok(known(id, &values, "dateOfBirth"))
}

/// Whoever was added since the send was accepted and is not among `seen`, read one by one: the list can
/// leave people out that the feed of changes already has, and a key may be allowed only one of them.
/// `None` when this key may not read the feed.
pub(super) async fn newcomers(
    step: Step<'_>,
    seen: &[KnownPerson],
) -> Result<Option<Vec<KnownPerson>>, Error> {
    let began = step.record.before_in_flight.as_ref();
    let began = began
        .unwrap_or(&step.record.started_at)
        .parse::<Timestamp>();
    let Some(since) = began
        .ok()
        .and_then(|began| began.checked_sub(CLOCKS_DIFFER_BY).ok())
    else {
        return Ok(None);
    };
    let client = step.bamboohr.client();
    let changes = match client
        .changed_since(since, Some(ChangeKind::Inserted))
        .await
    {
        Ok(changes) => changes.changes,
        Err(error) if is_about_this_question(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut unseen: Vec<EmployeeId> = changes
        .into_iter()
        .map(|change| change.id)
        .filter(|id| seen.iter().all(|person| person.id != id.as_str()))
        .collect();
    // Greater ids are newer.
    unseen.sort_by_key(|id| std::cmp::Reverse((id.as_str().len(), id.to_string())));
    let mut newcomers = Vec::new();
    for id in unseen.into_iter().take(MOST_NEWCOMERS) {
        match one(step.bamboohr, &id).await {
            Ok(person) => newcomers.push(person),
            Err(error) if is_about_this_question(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(newcomers))
}

/// Whether BambooHR refuses only this question: another one may be answered.
pub(super) fn is_about_this_question(error: &Error) -> bool {
    match error.refusal().map(|refusal| refusal.reason) {
        Some(
            RefusalReason::KeyRejected | RefusalReason::LockedOut | RefusalReason::RateLimited,
        ) => false,
        Some(_) => true,
        None => matches!(error, Error::Invalid(_)),
    }
}

/// What a person sees of somebody who comes into question.
pub(super) fn shown(
    bamboohr: &BambooHr,
    person: &KnownPerson,
    why: Option<&str>,
    ours: &[String],
) -> PossibleMatch {
    let names = [person.first_name.as_deref(), person.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    PossibleMatch {
        employee: EmployeeLink {
            id: person.id.clone(),
            url: bamboohr.client().endpoint().employee_page(&person.id),
        },
        name: if name.is_empty() {
            NAMELESS.to_owned()
        } else {
            name
        },
        hire_date: person.hire_date.clone(),
        status: person.status.clone(),
        why: why.map(str::to_owned),
        is_ours: ours.contains(&person.id),
    }
}
