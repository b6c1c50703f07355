//! `twins`: before anybody is created, who may be this person already?

use super::KnownPerson;
use super::likeness::Likeness;
use crate::plan::Plan;

/// Somebody in BambooHR who may be the person of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The employee's id.
    pub employee: String,
    /// What the two have in common, as a recruiter reads it.
    pub why: &'static str,
}

/// Everybody who may be the person, in the order of `people`, each with the strongest reason. People who left or are
/// still to come count like others.
pub fn twins(plan: &Plan, people: &[KnownPerson]) -> Vec<Twin> {
    let twins = people.iter().filter_map(|person| {
        let why = resemblance(&Likeness::between(plan, person))?;
        Some(Twin {
            employee: person.id.clone(),
            why,
        })
    });
    twins.collect()
}

fn resemblance(likeness: &Likeness) -> Option<&'static str> {
    if likeness.email == Some(true) {
        return Some("same e-mail address");
    }
    if likeness.name_they_go_by != Some(true) {
        return None;
    }
    if likeness.birth_date == Some(true) {
        return Some("same name and date of birth");
    }
    (likeness.hire_date == Some(true)).then_some("same name and first day of work")
}
