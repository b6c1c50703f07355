//! `recognise`: after a lost answer, which of the company's people is the one that was sent?
//!
//! It errs to the side of asking: only an exact e-mail address together with name and hire date is
//! proof. Namesakes are never adopted by their name.

use crate::catalogue::same_text;
use crate::plan::Plan;

/// What is known of somebody in BambooHR. `None` is empty or not visible to the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// Employee id.
    pub id: String,
    /// Legal first name.
    pub first_name: Option<String>,
    /// Legal last name.
    pub last_name: Option<String>,
    /// Private e-mail.
    pub home_email: Option<String>,
    /// `YYYY-MM-DD`.
    pub hire_date: Option<String>,
}

/// The verdict over everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// This employee is the person; nobody else comes into question.
    Certain(String),
    /// One of these may be the person.
    Possible(Vec<String>),
    /// Nobody comes into question.
    Nobody,
}

/// Looks for the person of `plan` among everybody in BambooHR.
pub fn recognise(plan: &Plan, people: &[KnownPerson]) -> Recognition {
    let mut certain = Vec::new();
    let mut possible = Vec::new();
    for person in people {
        match likeness(plan, person) {
            Likeness::Proven => certain.push(person.id.clone()),
            Likeness::Thinkable => possible.push(person.id.clone()),
            Likeness::Other => {}
        }
    }
    match (certain.as_slice(), possible.as_slice()) {
        ([one], []) => Recognition::Certain(one.clone()),
        ([], []) => Recognition::Nobody,
        _ => Recognition::Possible([certain, possible].concat()),
    }
}

enum Likeness {
    Proven,
    Thinkable,
    Other,
}

fn likeness(plan: &Plan, person: &KnownPerson) -> Likeness {
    let agrees = |alias: &str, theirs: &Option<String>| match (plan.text(alias), theirs.as_deref())
    {
        (Some(sent), Some(theirs)) => Some(same_text(sent, theirs)),
        _ => None,
    };
    let same_name = agrees("firstName", &person.first_name) == Some(true)
        && agrees("lastName", &person.last_name) == Some(true);
    let same_hire_date = agrees("hireDate", &person.hire_date);
    match agrees("homeEmail", &person.home_email) {
        Some(true) if same_name && same_hire_date == Some(true) => Likeness::Proven,
        Some(true) => Likeness::Thinkable,
        Some(false) => Likeness::Other,
        None if same_name && same_hire_date != Some(false) => Likeness::Thinkable,
        None => Likeness::Other,
    }
}
