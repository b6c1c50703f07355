//! What a page shows of an employee.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use super::*;
use crate::company::{Clock, Company};
use jiff::civil::date;

fn record() -> EmployeeRecord {
    let row = |id: &str, day: &str, title: &str| {
        BTreeMap::from([
            ("id".to_owned(), id.to_owned()),
            ("date".to_owned(), day.to_owned()),
            ("jobTitle".to_owned(), title.to_owned()),
        ])
    };
    let contact = BTreeMap::from([
        ("id".to_owned(), "9".to_owned()),
        ("name".to_owned(), "Bo".to_owned()),
    ]);
    let field = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    EmployeeRecord {
        fields: BTreeMap::from([
            field("firstName", "Ann"),
            field("jobTitle", "Later"),
            field("customCandidateID", "c1"),
            field("unlisted", "x"),
        ]),
        tables: BTreeMap::from([
            (
                "jobInfo".to_owned(),
                vec![
                    row("1", "2020-01-01", "First"),
                    row("2", "2020-01-01", "Corrected"),
                    row("3", "2026-12-01", "Later"),
                ],
            ),
            ("emergencyContacts".to_owned(), vec![contact]),
        ]),
        ..EmployeeRecord::of(
            Company::seeded(Clock::default().read())
                .employee("4")
                .unwrap(),
            date(2026, 1, 1),
        )
    }
}

#[test]
fn a_history_is_newest_first_and_marks_what_counts_today() {
    let record = record();
    let standings = |today| -> Vec<Standing> {
        let history = record.history("jobInfo", today);
        history.rows.iter().map(|row| row.standing).collect()
    };
    let later = date(2026, 12, 1);
    assert_eq!(
        standings(date(2026, 11, 30)),
        [Standing::From(later), Standing::Current, Standing::Past]
    );
    assert_eq!(
        standings(later),
        [Standing::Current, Standing::Past, Standing::Past]
    );
    let history = record.history("jobInfo", later);
    assert_eq!(history.title, "Job");
    assert_eq!(
        history.columns,
        [
            ("Date".to_owned(), "date".to_owned()),
            ("Job Title".to_owned(), "jobTitle".to_owned())
        ]
    );
    assert_eq!(history.rows[1].cells[1].as_deref(), Some("Corrected"));
    let contacts = record.history("emergencyContacts", later);
    assert_eq!(contacts.rows[0].standing, Standing::Undated);
}

#[test]
fn every_field_outside_of_tables_is_in_one_group_and_empty_ones_are_named() {
    let groups = record().personal();
    let keys: Vec<&str> = groups
        .iter()
        .flat_map(|group| &group.facts)
        .map(|fact| fact.key.as_str())
        .collect();
    assert_eq!(keys, ["firstName", "customCandidateID", "unlisted"]);
    assert_eq!(groups[0].facts[0].label, "First Name");
    assert!(groups[0].empty.contains(&"Last Name".to_owned()));
    assert_eq!(record().facts().len(), 4);
}

#[test]
fn every_table_is_named_once_even_without_rows() {
    let histories = record().histories(date(2026, 1, 1));
    let tables: Vec<&str> = histories
        .iter()
        .map(|history| history.table.as_str())
        .collect();
    assert_eq!(tables[0], "jobInfo");
    assert!(tables.contains(&"customEquipmentHistory"));
    let unique: BTreeSet<&&str> = tables.iter().collect();
    assert_eq!(unique.len(), tables.len());
    for (alias, title) in [
        ("customEquipmentHistory", "Equipment history"),
        ("benefit_class", "Benefit class"),
        ("employeeVisas", "Visas"),
        ("compensation", "Pay"),
    ] {
        assert_eq!(title_of(alias), title);
    }
}
