//! Who is recognised, and who is named as a twin.

use std::collections::BTreeSet;

use handoff::{Evidence, KnownPerson, Plan, Recognition, Step, recognise, twins};
use proptest::prelude::*;

use super::generated::value;

/// Few values, so that people have much in common.
fn any_of(values: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(
        0.8,
        proptest::sample::select(values).prop_map(str::to_owned),
    )
}

const FIRST: [&str; 4] = ["Ann", " ann", "Annie", "Bea"];
const LAST: [&str; 3] = ["Lee", "LEE ", "Li"];
const EMAIL: [&str; 4] = ["ann@a.example", " ANN@A.example", "lee@a.example", ""];
const DAY: [&str; 3] = ["2027-01-04", "2027-01-05", "0000-00-00"];

prop_compose! {
    fn any_person()(
        id in 1u8..40, first_name in any_of(&FIRST), preferred_name in any_of(&FIRST), last_name in any_of(&LAST),
        home_email in any_of(&EMAIL), work_email in any_of(&EMAIL), hire_date in any_of(&DAY),
        birth_date in any_of(&DAY), status in any_of(&["Active", "Inactive"]),
    ) -> KnownPerson {
        let id = id.to_string();
        KnownPerson { id, first_name, preferred_name, last_name, home_email, work_email, hire_date, birth_date, status }
    }
}

prop_compose! {
    fn any_plan()(
        first in any_of(&FIRST[..3]), preferred in any_of(&FIRST), last in any_of(&LAST[..2]),
        home in any_of(&EMAIL), work in any_of(&EMAIL), day in any_of(&DAY[..1]), born in any_of(&DAY[..1]),
    ) -> Plan {
        let values = [
            ("firstName", first), ("preferredName", preferred), ("lastName", last), ("homeEmail", home),
            ("workEmail", work), ("hireDate", day), ("dateOfBirth", born),
        ];
        let fields = values.iter().filter_map(|(alias, text)| Some(value(alias, text.as_deref()?)));
        Plan { steps: vec![Step::CreateEmployee { fields: fields.collect() }], ..Plan::default() }
    }
}

fn any_people() -> impl Strategy<Value = Vec<KnownPerson>> {
    proptest::collection::vec(any_person(), 0..6)
}

fn any_ids() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec((1u8..40).prop_map(|id| id.to_string()), 0..3)
}

/// Ids among which those of the people are likely to be.
fn some_known(people: &[KnownPerson]) -> impl Strategy<Value = Vec<String>> + use<> {
    let mut ids: Vec<String> = people.iter().map(|person| person.id.clone()).collect();
    ids.push("41".to_owned());
    let most = ids.len();
    proptest::sample::subsequence(ids, 0..=most)
}

/// People with evidence about them.
fn any_evidence() -> impl Strategy<Value = (Vec<KnownPerson>, Vec<String>, Vec<String>)> {
    (any_people(), any_ids()).prop_flat_map(|(people, holders)| {
        let known = some_known(&people);
        (Just(people), Just(holders), known)
    })
}

/// Nobody in these tests is or was called so.
fn stranger(id: u8) -> KnownPerson {
    KnownPerson {
        id: format!("9{id:03}"),
        first_name: Some("Zoltan".to_owned()),
        last_name: Some("Varga".to_owned()),
        home_email: Some("zoltan@z.example".to_owned()),
        hire_date: Some("2027-01-04".to_owned()),
        birth_date: Some("2027-01-04".to_owned()),
        ..KnownPerson::default()
    }
}

fn plain(text: Option<&str>) -> Option<String> {
    let text = text?.trim().to_lowercase();
    (!text.is_empty()).then_some(text)
}

/// The second proof, said once more in the plainest way.
fn is_proven(plan: &Plan, person: &KnownPerson) -> bool {
    let agrees = |alias: &str, theirs: &Option<String>| {
        let ours = plain(plan.text(alias));
        ours.is_some() && ours == plain(theirs.as_deref())
    };
    let email = ["homeEmail", "workEmail"]
        .into_iter()
        .any(|alias| agrees(alias, &person.home_email) || agrees(alias, &person.work_email));
    email
        && agrees("firstName", &person.first_name)
        && agrees("lastName", &person.last_name)
        && agrees("hireDate", &person.hire_date)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nobody_is_certain_without_proof(plan in any_plan(), (people, holders, known) in any_evidence()) {
        let evidence = Evidence { people: &people, with_candidate_id: &holders, known_before: &known };
        let is_new = |id: &String| !known.contains(id);
        match recognise(&plan, &evidence) {
            Recognition::Certain { employee, why } => {
                prop_assert!(is_new(&employee));
                let holders: BTreeSet<_> = holders.iter().filter(|id| is_new(id)).collect();
                if why == "holds this candidate's id" {
                    prop_assert_eq!(holders, BTreeSet::from([&employee]));
                } else {
                    prop_assert!(holders.is_empty());
                    prop_assert!(people.iter().any(|person| person.id == employee && is_proven(&plan, person)));
                    let others = people.iter().filter(|person| person.id != employee && is_new(&person.id));
                    for other in others {
                        prop_assert!(!is_proven(&plan, other));
                    }
                }
            }
            Recognition::Possible(ids) => {
                prop_assert!(!ids.is_empty() && ids.iter().all(is_new));
                let numbers: Vec<u64> = ids.iter().map(|id| id.parse().unwrap()).collect();
                prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
            }
            Recognition::Nobody => {
                let proven = people.iter().find(|person| is_new(&person.id) && is_proven(&plan, person));
                prop_assert_eq!(proven, None);
            }
        }
    }

    #[test]
    fn strangers_and_the_order_of_people_change_no_verdict(
        plan in any_plan(), (people, holders, known) in any_evidence(), strangers in 0u8..4, turn: prop::sample::Index,
    ) {
        let evidence = Evidence { people: &people, with_candidate_id: &holders, known_before: &known };
        let verdict = recognise(&plan, &evidence);
        let mut others = people.clone();
        others.extend((0..strangers).map(stranger));
        if !others.is_empty() {
            let by = turn.index(others.len());
            others.rotate_left(by);
        }
        others.reverse();
        let holders: Vec<String> = holders.iter().rev().cloned().collect();
        let known: Vec<String> = known.iter().rev().cloned().collect();
        let evidence = Evidence { people: &others, with_candidate_id: &holders, known_before: &known };
        prop_assert_eq!(recognise(&plan, &evidence), verdict);
    }

    #[test]
    fn a_name_alone_never_makes_certain(plan in any_plan(), mut people in any_people()) {
        for person in &mut people {
            person.home_email = None;
            person.work_email = None;
        }
        let evidence = Evidence { people: &people, with_candidate_id: &[], known_before: &[] };
        let is_certain = matches!(recognise(&plan, &evidence), Recognition::Certain { .. });
        prop_assert!(!is_certain);
    }

    #[test]
    fn an_email_alone_never_makes_certain(plan in any_plan(), mut people in any_people(), without in 0u8..3) {
        for person in &mut people {
            match without {
                0 => person.hire_date = None,
                1 => person.first_name = None,
                _ => person.last_name = None,
            }
        }
        let evidence = Evidence { people: &people, with_candidate_id: &[], known_before: &[] };
        let is_certain = matches!(recognise(&plan, &evidence), Recognition::Certain { .. });
        prop_assert!(!is_certain);
    }

    #[test]
    fn whoever_would_be_proven_is_a_twin_and_each_twin_depends_on_nobody_else(plan in any_plan(), people in any_people()) {
        let found = twins(&plan, &people);
        let one_by_one = people.iter().flat_map(|person| twins(&plan, std::slice::from_ref(person)));
        prop_assert_eq!(&one_by_one.collect::<Vec<_>>(), &found);
        for person in people.iter().filter(|person| is_proven(&plan, person)) {
            let reason = found.iter().find(|twin| twin.employee == person.id).map(|twin| twin.why);
            prop_assert!(reason.is_some());
        }
        prop_assert!(twins(&plan, &[stranger(1)]).is_empty());
    }
}
