//! The rules as properties over generated companies, candidates and entries.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use handoff::candidate::{Address, Job, Offer};
use handoff::{
    CURRENCIES, Candidate, CandidateId, Catalogue, Choice, Entry, Extras, Field, FieldId,
    FieldKind, Setup, Stage, Submission, check, compare, compose, plan, validate,
};
use proptest::prelude::*;

/// Every field the typical setup asks, so that a generated catalogue meets it.
const ALIASES: [&str; 20] = [
    "firstName",
    "lastName",
    "preferredName",
    "homeEmail",
    "mobilePhone",
    "address1",
    "address2",
    "city",
    "state",
    "zipcode",
    "country",
    "hireDate",
    "jobTitle",
    "department",
    "division",
    "location",
    "payRate",
    "payType",
    "payPer",
    "exempt",
];

fn any_kind() -> impl Strategy<Value = FieldKind> {
    prop_oneof![
        Just(FieldKind::Text),
        Just(FieldKind::LongText),
        Just(FieldKind::Date),
        Just(FieldKind::Email),
        Just(FieldKind::Phone),
        Just(FieldKind::Choice),
        Just(FieldKind::State),
        Just(FieldKind::Money),
        Just(FieldKind::Other),
    ]
}

fn any_field() -> impl Strategy<Value = Field> {
    let choices = proptest::collection::vec("[a-zA-Zé ]{1,12}", 0..5);
    (
        proptest::sample::select(&ALIASES[..]),
        "\\PC{0,12}",
        any_kind(),
        choices,
    )
        .prop_map(|(alias, label, kind, choices)| Field {
            id: FieldId::new(alias),
            label,
            kind,
            choices: choices.into_iter().map(Choice::new).collect(),
        })
}

fn any_catalogue() -> impl Strategy<Value = Catalogue> {
    proptest::collection::vec(any_field(), 0..24).prop_map(|mut fields| {
        let mut seen = std::collections::BTreeSet::new();
        fields.retain(|field: &Field| seen.insert(field.id.clone()));
        Catalogue {
            fields,
            tables: Vec::new(),
        }
    })
}

fn any_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![
        "\\PC{0,16}",
        Just("2027-03-01".to_owned()),
        Just("ann@example.com".to_owned())
    ])
}

prop_compose! {
    fn any_candidate()(texts in proptest::collection::vec(any_text(), 16)) -> Candidate {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        Candidate {
            id: CandidateId::parse("cand_1").unwrap(),
            first_name: next(), last_name: next(), preferred_name: next(), email: next(), phone: next(),
            address: Address { line1: next(), city: next(), state: next(), country: next(), ..Address::default() },
            stage: Stage::Hired, applied_on: None,
            job: Job { title: next().unwrap_or_default(), department: next(), ..Job::default() },
            offer: Some(Offer { start_date: next(), salary: next(), currency: next(), period: next(), ..Offer::default() }),
            documents: Vec::new(), answers: Vec::new(),
        }
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        "\\PC{0,20}".prop_map(Entry::Text),
        (1990i16..2040, 1i8..=12, 1i8..=28)
            .prop_map(|(y, m, d)| Entry::Text(format!("{y:04}-{m:02}-{d:02}"))),
        (
            0u64..10_000_000,
            0u8..100,
            proptest::sample::select(CURRENCIES)
        )
            .prop_map(|(whole, cents, currency)| {
                Entry::Money {
                    amount: format!("{whole}.{cents:02}"),
                    currency: currency.to_owned(),
                }
            }),
    ]
}

fn any_submission() -> impl Strategy<Value = Submission> {
    let entries = proptest::collection::btree_map(
        proptest::sample::select(&ALIASES[..]).prop_map(FieldId::new),
        any_entry(),
        0..20,
    );
    entries.prop_map(|entries| Submission { entries })
}

proptest! {
    #[test]
    fn a_form_composed_twice_is_the_same(candidate in any_candidate(), catalogue in any_catalogue()) {
        let setup = Setup::typical_hire();
        prop_assert_eq!(compose(&candidate, &catalogue, &setup), compose(&candidate, &catalogue, &setup));
    }

    #[test]
    fn every_field_of_the_setup_is_asked_or_its_absence_is_named(candidate in any_candidate(), catalogue in any_catalogue()) {
        let form = compose(&candidate, &catalogue, &Setup::typical_hire());
        for section in Setup::typical_hire().sections {
            for asked in section.fields {
                let named = form.notices.iter().any(|notice| notice.contains(&format!("“{}”", asked.id.as_str())));
                prop_assert!(form.field(&asked.id).is_some() != named, "{:?}", asked.id);
            }
        }
    }

    #[test]
    fn a_prefilled_value_never_needs_correction(candidate in any_candidate(), catalogue in any_catalogue()) {
        let form = compose(&candidate, &catalogue, &Setup::typical_hire());
        let prefilled = form.prefilled();
        for problem in validate(&form, &prefilled) {
            prop_assert!(prefilled.given(&problem.field).is_none(), "{problem:?}");
        }
    }

    #[test]
    fn nothing_that_was_entered_is_lost_between_submission_and_plan(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = compose(&candidate, &catalogue, &Setup::typical_hire());
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let given = submission.entries.iter().filter(|(_, entry)| !entry.is_blank()).count();
            prop_assert_eq!(plan.fields().len(), given);
        }
    }

    #[test]
    fn a_value_given_back_as_it_was_sent_counts_as_stored(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = compose(&candidate, &catalogue, &Setup::typical_hire());
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let stored: BTreeMap<_, _> =
                plan.fields().iter().map(|field| (field.id.as_str().to_owned(), field.entry.display())).collect();
            prop_assert!(compare(plan.fields(), &stored).is_complete());
        }
    }

    #[test]
    fn a_plan_survives_the_database(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = compose(&candidate, &catalogue, &Setup::typical_hire());
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let text = serde_json::to_string(&plan).unwrap();
            prop_assert_eq!(serde_json::from_str::<handoff::Plan>(&text).unwrap(), plan);
        }
    }
}
