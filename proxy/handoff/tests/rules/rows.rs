//! Whether a row is there already.

use std::collections::BTreeMap;

use handoff::{Entry, PlannedField, RowMatch, Step, Table, match_row};

use super::sample::{Pairs, pounds, text, value};

fn pay() -> Step {
    Step::SetRow {
        table: Table::Compensation,
        date: "2027-01-04".to_owned(),
        fields: vec![
            pounds("60000.00"),
            PlannedField {
                also: vec!["Annually".to_owned()],
                ..value("payPer", "Year")
            },
            value("payType", "Salary"),
        ],
    }
}

fn row(columns: &[(&str, &str)]) -> BTreeMap<String, String> {
    let columns = columns.iter();
    columns
        .map(|(column, text)| ((*column).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn the_columns_of_a_row_are_its_date_and_its_values() {
    let expected = [
        (
            "rate",
            Entry::Money {
                amount: "60000.00".to_owned(),
                currency: "GBP".to_owned(),
            },
        ),
        ("paidPer", text("Year")),
        ("startDate", text("2027-01-04")),
        ("type", text("Salary")),
    ];
    let expected = expected.map(|(column, entry)| (column.to_owned(), entry));
    assert_eq!(pay().columns(), BTreeMap::from(expected));
    assert!(Step::ReadBack.columns().is_empty());
    let update = Step::UpdateEmployee {
        fields: vec![value("payPer", "Year")],
    };
    assert!(update.columns().is_empty());
}

#[test]
fn a_row_is_the_same_when_every_value_that_can_be_read_is() {
    let day = ("startDate", "2027-01-04");
    let rate = ("rate", "60000.00 GBP");
    let (per, kind) = (("paidPer", "Year"), ("type", "Salary"));
    let cases: [(&str, Pairs, RowMatch); 18] = [
        ("all of it", &[day, rate, per, kind], RowMatch::Same),
        (
            "other columns say nothing",
            &[day, rate, per, kind, ("comment", "x"), ("exempt", "")],
            RowMatch::Same,
        ),
        (
            "case and spaces",
            &[day, rate, ("paidPer", " YEAR "), ("type", "salary")],
            RowMatch::Same,
        ),
        (
            "an amount without cents",
            &[day, ("rate", "60000 gbp"), per, kind],
            RowMatch::Same,
        ),
        (
            "another spelling",
            &[day, rate, ("paidPer", "annually"), kind],
            RowMatch::Same,
        ),
        ("only one value in view", &[day, kind], RowMatch::Same),
        ("no value in view", &[day], RowMatch::SameDate),
        (
            "another amount",
            &[day, ("rate", "61000.00 GBP"), per, kind],
            RowMatch::SameDate,
        ),
        (
            "another currency",
            &[day, ("rate", "60000.00 USD"), per, kind],
            RowMatch::SameDate,
        ),
        (
            "the company's own currency, whichever that is",
            &[day, ("rate", "60000.00"), per, kind],
            RowMatch::SameDate,
        ),
        (
            "no amount",
            &[day, ("rate", " USD"), per, kind],
            RowMatch::SameDate,
        ),
        (
            "an empty value",
            &[day, rate, ("paidPer", ""), kind],
            RowMatch::SameDate,
        ),
        (
            "one of two in view differs",
            &[day, ("paidPer", "Hour"), kind],
            RowMatch::SameDate,
        ),
        (
            "an earlier day",
            &[("startDate", "2026-12-31"), rate, per, kind],
            RowMatch::Other,
        ),
        (
            "a later day",
            &[("startDate", "2027-01-05"), rate, per, kind],
            RowMatch::Newer,
        ),
        (
            "a day that is not set",
            &[("startDate", "0000-00-00"), rate, per, kind],
            RowMatch::Other,
        ),
        ("no day in view", &[rate, per, kind], RowMatch::Other),
        (
            "the date column of another table",
            &[("date", "2027-01-04"), rate, per, kind],
            RowMatch::Other,
        ),
    ];
    for (name, columns, verdict) in cases {
        assert_eq!(match_row(&pay(), &row(columns)), verdict, "{name}");
    }
}

#[test]
fn a_step_that_sets_no_row_matches_none() {
    let there = row(&[("startDate", "2027-01-04"), ("date", "2027-01-04")]);
    assert_eq!(match_row(&Step::ReadBack, &there), RowMatch::Other);
}

#[test]
fn a_row_without_values_is_never_the_same() {
    let step = Step::SetRow {
        table: Table::JobInformation,
        date: "2027-01-04".to_owned(),
        fields: Vec::new(),
    };
    let there = row(&[("date", "2027-01-04")]);
    assert_eq!(match_row(&step, &there), RowMatch::SameDate);
}
