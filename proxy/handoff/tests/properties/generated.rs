//! Companies, candidates and entries, of every kind that can occur.

use handoff::candidate::{Address, Job, Offer};
use handoff::{
    CURRENCIES, Candidate, CandidateId, Catalogue, Choice, Company, Entry, Field, FieldId,
    FieldKind, Form, PlannedField, Setup, Stage, Submission, Table, TableColumns, Viewer, compose,
};
use proptest::prelude::*;

/// Every field the usual setup asks, so that a generated catalogue meets it, and some that others ask.
pub(crate) const ALIASES: [&str; 25] = [
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
    "overtimeRate",
    "paySchedule",
    "dateOfBirth",
    "ssn",
    "customSize",
];

pub(crate) fn any_kind() -> impl Strategy<Value = FieldKind> {
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
        Just(FieldKind::Employee),
    ]
}

pub(crate) fn any_field() -> impl Strategy<Value = Field> {
    let choices = proptest::collection::vec("[a-zA-Zé ]{1,12}", 0..5);
    (
        proptest::sample::select(&ALIASES[..]),
        "\\PC{0,12}",
        any_kind(),
        choices,
    )
        .prop_map(|(alias, label, kind, choices)| Field {
            choices: choices.into_iter().map(Choice::new).collect(),
            ..Field::new(alias, label, kind)
        })
}

pub(crate) fn any_catalogue() -> impl Strategy<Value = Catalogue> {
    proptest::collection::vec(any_field(), 0..24).prop_map(|mut fields| {
        let mut seen = std::collections::BTreeSet::new();
        fields.retain(|field: &Field| seen.insert(field.id.clone()));
        Catalogue {
            fields,
            tables: Vec::new(),
        }
    })
}

/// The form of a company that has chosen nothing.
pub(crate) fn composed(candidate: &Candidate, catalogue: &Catalogue) -> Form {
    let company = Company {
        catalogue,
        setup: &Setup::default_for(catalogue),
        remembered: &[],
    };
    compose(candidate, &company, Viewer::Admin)
}

pub(crate) fn any_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![
        "\\PC{0,16}",
        Just("2027-03-01".to_owned()),
        Just("ann@example.com".to_owned())
    ])
}

prop_compose! {
    pub(crate) fn any_candidate()(texts in proptest::collection::vec(any_text(), 16)) -> Candidate {
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
        recruiters: Vec::new(),
        }
    }
}

pub(crate) fn any_entry() -> impl Strategy<Value = Entry> {
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

pub(crate) fn any_submission() -> impl Strategy<Value = Submission> {
    let entries = proptest::collection::btree_map(
        proptest::sample::select(&ALIASES[..]).prop_map(FieldId::new),
        any_entry(),
        0..20,
    );
    entries.prop_map(|entries| Submission { entries })
}

/// Each dated table with the columns that a hire can fill, the date's first.
pub(crate) const TABLES: [(Table, &[&str]); 3] = [
    (Table::EmploymentStatus, &["date", "employmentStatus"]),
    (
        Table::JobInformation,
        &[
            "date",
            "location",
            "department",
            "division",
            "jobTitle",
            "reportsTo",
            "teams",
        ],
    ),
    (
        Table::Compensation,
        &[
            "startDate",
            "rate",
            "type",
            "exempt",
            "reason",
            "paidPer",
            "paySchedule",
            "overtimeRate",
        ],
    ),
];

/// Mostly complete tables, because a single column out of view decides much.
pub(crate) fn any_tables() -> impl Strategy<Value = Vec<TableColumns>> {
    let table = |(table, columns): (Table, &'static [&'static str])| {
        let columns = columns.iter().map(|column| {
            proptest::bool::weighted(0.9)
                .prop_map(|is_in_view| is_in_view.then(|| (*column).to_owned()))
        });
        columns
            .collect::<Vec<_>>()
            .prop_map(move |columns| TableColumns {
                table,
                columns: columns.into_iter().flatten().collect(),
            })
    };
    TABLES.map(table).to_vec()
}

/// Values of some fields, each once, in any order.
pub(crate) fn any_values() -> impl Strategy<Value = Vec<PlannedField>> {
    const FIELDS: [&str; 18] = [
        "firstName",
        "city",
        "customShirtSize",
        "hireDate",
        "employmentHistoryStatus",
        "jobTitle",
        "department",
        "division",
        "location",
        "reportsTo",
        "teams",
        "payRate",
        "payType",
        "payPer",
        "exempt",
        "payChangeReason",
        "paySchedule",
        "overtimeRate",
    ];
    let chosen = FIELDS.to_vec();
    let values = proptest::sample::subsequence(chosen, 0..=FIELDS.len()).prop_shuffle();
    values.prop_flat_map(|aliases| {
        let values = aliases.into_iter().map(|alias| {
            let text = if alias == "hireDate" {
                Just("2027-01-04".to_owned()).boxed()
            } else {
                "[a-zA-Z]{1,8}".boxed()
            };
            text.prop_map(move |text| value(alias, &text))
        });
        values.collect::<Vec<_>>()
    })
}

/// A text as a plan holds it.
pub(crate) fn value(alias: &str, text: &str) -> PlannedField {
    PlannedField {
        id: FieldId::new(alias),
        label: alias.to_owned(),
        kind: FieldKind::Text,
        entry: Entry::Text(text.to_owned()),
        also: Vec::new(),
    }
}
