//! `recognise`: after a lost answer, who is the one that was created?

use super::KnownPerson;
use super::likeness::Likeness;
use crate::plan::Plan;

/// What was found in BambooHR.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Everybody.
    pub people: &'a [KnownPerson],
    /// Ids of the employees that hold this candidate's id.
    pub with_candidate_id: &'a [String],
    /// Ids of the employees who were there before the create call left, or whom other sends made: none of them can
    /// be the one this call created.
    pub known_before: &'a [String],
}

/// The verdict over everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// This employee is the person.
    Certain {
        /// The employee's id.
        employee: String,
        /// The proof, for the record.
        why: &'static str,
    },
    /// One of these may be the person. Ids in ascending order.
    Possible(Vec<String>),
    /// Nobody comes into question.
    Nobody,
}

/// Looks for the person of `plan`. Proof is being the only one with the candidate's id, or e-mail, name and hire
/// date together while nobody else comes into question.
pub fn recognise(plan: &Plan, evidence: &Evidence<'_>) -> Recognition {
    let may_be_new = |id: &str| evidence.known_before.iter().all(|known| known != id);
    let holders = evidence.with_candidate_id.iter().map(String::as_str);
    let holders = distinct(holders.filter(|id| may_be_new(id)));
    if let [only] = holders.as_slice() {
        return certain(only, "holds this candidate's id");
    }
    let mut proven = Vec::new();
    let mut thinkable = holders;
    for person in evidence.people {
        if !may_be_new(&person.id) {
            continue;
        }
        match verdict(&Likeness::between(plan, person)) {
            Verdict::Proven => {
                proven.push(person.id.as_str());
                thinkable.push(person.id.as_str());
            }
            Verdict::Thinkable => thinkable.push(person.id.as_str()),
            Verdict::Other => {}
        }
    }
    match (
        distinct(proven.into_iter()).as_slice(),
        distinct(thinkable.into_iter()).as_slice(),
    ) {
        (_, []) => Recognition::Nobody,
        ([one], [_]) => certain(one, "same e-mail address, name and first day of work"),
        (_, several) => Recognition::Possible(several.iter().map(ToString::to_string).collect()),
    }
}

fn certain(employee: &str, why: &'static str) -> Recognition {
    Recognition::Certain {
        employee: employee.to_owned(),
        why,
    }
}

/// Each id once, in ascending order: shorter numbers are smaller ones.
fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_by_key(|id| (id.len(), *id));
    ids.dedup();
    ids
}

enum Verdict {
    Proven,
    Thinkable,
    Other,
}

fn verdict(likeness: &Likeness) -> Verdict {
    match likeness.email {
        Some(true) if likeness.name == Some(true) && likeness.hire_date == Some(true) => {
            Verdict::Proven
        }
        Some(true) => Verdict::Thinkable,
        Some(false) => Verdict::Other,
        None if likeness.name_they_go_by == Some(true) && likeness.hire_date != Some(false) => {
            Verdict::Thinkable
        }
        None => Verdict::Other,
    }
}
