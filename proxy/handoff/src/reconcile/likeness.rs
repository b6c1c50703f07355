//! What somebody in BambooHR has in common with the person of a plan. Facts only; what follows from them is decided
//! by those who ask.

use super::KnownPerson;
use crate::catalogue::same_text;
use crate::plan::Plan;
use crate::stored::NO_DATE;

/// Each is `None` when one side says nothing.
pub(super) struct Likeness {
    /// One of the addresses that were sent is one of theirs. `Some(false)` only when an address of the same kind is
    /// known on both sides: a private one says nothing against one at work.
    pub(super) email: Option<bool>,
    /// First and last name.
    pub(super) name: Option<bool>,
    /// Last name, and the first or preferred name of one is the first or preferred name of the other.
    pub(super) name_they_go_by: Option<bool>,
    pub(super) hire_date: Option<bool>,
    pub(super) birth_date: Option<bool>,
}

impl Likeness {
    pub(super) fn between(plan: &Plan, person: &KnownPerson) -> Self {
        let sent = |alias| known(plan.text(alias));
        let first = sent("firstName");
        let last_name = same(sent("lastName"), known(person.last_name.as_deref()));
        let their_first = known(person.first_name.as_deref());
        let their_preferred = known(person.preferred_name.as_deref());
        let called = any_same(
            [first, sent("preferredName")],
            [their_first, their_preferred],
        );
        Self {
            email: email(
                [sent("homeEmail"), sent("workEmail")],
                [
                    known(person.home_email.as_deref()),
                    known(person.work_email.as_deref()),
                ],
            ),
            name: both(same(first, their_first), last_name),
            name_they_go_by: both(called, last_name),
            hire_date: same(sent("hireDate"), known(person.hire_date.as_deref())),
            birth_date: same(sent("dateOfBirth"), known(person.birth_date.as_deref())),
        }
    }
}

fn known(text: Option<&str>) -> Option<&str> {
    text.map(str::trim)
        .filter(|text| !text.is_empty() && *text != NO_DATE)
}

fn same(ours: Option<&str>, theirs: Option<&str>) -> Option<bool> {
    Some(same_text(ours?, theirs?))
}

fn any_same(ours: [Option<&str>; 2], theirs: [Option<&str>; 2]) -> Option<bool> {
    let pairs = ours
        .iter()
        .flat_map(|ours| theirs.iter().map(|theirs| same(*ours, *theirs)));
    pairs.flatten().reduce(|one, other| one || other)
}

fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    Some(one? && other?)
}

/// Addresses as private and at work.
fn email(ours: [Option<&str>; 2], theirs: [Option<&str>; 2]) -> Option<bool> {
    if any_same(ours, theirs) == Some(true) {
        return Some(true);
    }
    let mut of_one_kind = ours.into_iter().zip(theirs);
    let is_comparable = of_one_kind.any(|(ours, theirs)| ours.is_some() && theirs.is_some());
    is_comparable.then_some(false)
}
