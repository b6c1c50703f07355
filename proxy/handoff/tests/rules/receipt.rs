//! What was sent against what was stored.

use std::collections::BTreeMap;

use handoff::{Outcome, compare};

use super::sample::{planned, text};

#[test]
fn a_receipt_tells_stored_from_different_from_not_visible() {
    let plan = planned(&[("state", text("Texas"))]);
    let cases = [
        ("firstName", Some("ann"), Outcome::Stored),
        ("state", Some("TX"), Outcome::Stored),
        ("country", Some("United Kingdom"), Outcome::Stored),
        (
            "hireDate",
            Some("0000-00-00"),
            Outcome::Differs {
                stored: String::new(),
            },
        ),
        ("hireDate", Some("2027-01-04"), Outcome::Stored),
        (
            "jobTitle",
            Some(""),
            Outcome::Differs {
                stored: String::new(),
            },
        ),
        ("payRate", Some("60000 GBP"), Outcome::Stored),
        (
            "payRate",
            Some("60000.00 USD"),
            Outcome::Differs {
                stored: "60000.00 USD".to_owned(),
            },
        ),
        (
            "payRate",
            Some("6000.00 GBP"),
            Outcome::Differs {
                stored: "6000.00 GBP".to_owned(),
            },
        ),
        (
            "payRate",
            Some(" USD"),
            Outcome::Differs {
                stored: String::new(),
            },
        ),
        ("payType", None, Outcome::NotVisible),
    ];
    for (alias, stored, outcome) in cases {
        let stored: BTreeMap<_, _> = stored
            .map(|value| (alias.to_owned(), value.to_owned()))
            .into_iter()
            .collect();
        let receipt = compare(plan.fields(), &stored);
        let line = receipt
            .lines
            .iter()
            .find(|line| line.field.as_str() == alias)
            .unwrap();
        assert_eq!(line.outcome, outcome, "{alias} {stored:?}");
    }
}
