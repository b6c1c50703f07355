//! Sending somebody again: who changed what since the last send?

use std::collections::BTreeMap;

use handoff::interface::ChangeKind::{
    self, BambooHrChanged, BothChanged, CandidateChanged, NeverStored, NotVisible,
};
use handoff::interface::FieldChange;
use handoff::{FieldKind, PlannedField, differences};

use super::sample::{pounds, value};

fn stored(alias: &str, text: Option<&str>) -> BTreeMap<String, String> {
    let text = text.map(|text| (alias.to_owned(), text.to_owned()));
    text.into_iter().collect()
}

#[test]
fn each_combination_of_the_three_has_its_name() {
    /// What the candidate says now, what was sent last, what BambooHR says, and what that means.
    type Case<'a> = (
        &'a str,
        Option<&'a str>,
        Option<&'a str>,
        Option<ChangeKind>,
    );
    let cases: [Case<'_>; 14] = [
        ("Bath", Some("Bath"), Some("Bath"), None),
        ("Bath", Some("Bath"), Some(" bath "), None),
        ("Bath", Some("York"), Some("Bath"), None),
        ("Bath", None, Some("Bath"), None),
        ("Bath", Some("York"), Some("York"), Some(CandidateChanged)),
        ("Bath", None, Some(""), Some(CandidateChanged)),
        ("Bath", Some("Bath"), Some("York"), Some(BambooHrChanged)),
        ("Bath", Some("York"), Some("Leeds"), Some(BothChanged)),
        ("Bath", None, Some("Leeds"), Some(BothChanged)),
        ("Bath", Some("Bath"), Some(""), Some(NeverStored)),
        ("Bath", Some("York"), Some(" "), Some(NeverStored)),
        ("Bath", Some("Bath"), None, Some(NotVisible)),
        ("Bath", Some("York"), None, Some(NotVisible)),
        ("Bath", None, None, Some(NotVisible)),
    ];
    for (now, sent, theirs, expected) in cases {
        let last: Vec<PlannedField> = sent.map(|sent| value("city", sent)).into_iter().collect();
        let (changes, same) = differences(&[value("city", now)], &last, &stored("city", theirs));
        let name = format!("{now} {sent:?} {theirs:?}");
        let expected_change = expected.map(|what| FieldChange {
            field: value("city", "").id,
            label: "Label of city".to_owned(),
            candidate: Some(now.to_owned()),
            sent: sent.map(str::to_owned),
            stored: theirs
                .map(str::to_owned)
                .filter(|text| !text.trim().is_empty()),
            is_visible: theirs.is_some(),
            what,
        });
        assert_eq!(same, u64::from(expected.is_none()), "{name}");
        assert_eq!(changes, Vec::from_iter(expected_change), "{name}");
    }
}

#[test]
fn money_and_dates_are_compared_as_in_a_receipt_and_read_as_a_person_reads_them() {
    let (changes, same) = differences(
        &[pounds("60000.00")],
        &[pounds("59000.00")],
        &stored("payRate", Some("60000 GBP")),
    );
    assert_eq!((changes.len(), same), (0, 1));

    let (changes, _) = differences(
        &[pounds("60000.00")],
        &[pounds("60000.00")],
        &stored("payRate", Some(" USD")),
    );
    assert_eq!(changes[0].what, NeverStored);
    assert_eq!(changes[0].candidate.as_deref(), Some("60000.00 GBP"));
    assert_eq!(changes[0].stored, None);

    let date = |day: &str| PlannedField {
        kind: FieldKind::Date,
        ..value("hireDate", day)
    };
    let (changes, _) = differences(
        &[date("2027-02-01")],
        &[date("2027-01-04")],
        &stored("hireDate", Some("0000-00-00")),
    );
    assert_eq!(changes[0].what, NeverStored);
    assert!(changes[0].is_visible);
}

#[test]
fn another_spelling_is_no_change() {
    let texas = PlannedField {
        also: vec!["TX".to_owned(), "Texas".to_owned()],
        ..value("state", "Texas")
    };
    // The last send knew no other spelling; BambooHR gives back a third way to write it.
    let sent = value("state", "tx");
    let (changes, same) = differences(
        std::slice::from_ref(&texas),
        std::slice::from_ref(&sent),
        &stored("state", Some("TX")),
    );
    assert_eq!((changes.len(), same), (0, 1));
    let (changes, _) = differences(&[texas], &[sent], &stored("state", Some("Ohio")));
    assert_eq!(changes[0].what, BambooHrChanged);
}

#[test]
fn now_sent_and_stored_in_three_spellings_of_one_value_are_the_same() {
    let now = value("state", "Texas");
    let sent = PlannedField {
        also: vec!["Texas".to_owned()],
        ..value("state", "TX")
    };
    let (changes, same) = differences(&[now], &[sent], &stored("state", Some("TX")));
    assert_eq!((changes.len(), same), (0, 1));
}

#[test]
fn what_the_candidate_no_longer_has_is_no_change() {
    let last = [value("city", "York"), value("zipcode", "YO1")];
    let none: [PlannedField; 0] = [];
    let theirs = stored("city", Some("York"));
    assert_eq!(differences(&none, &last, &theirs), (Vec::new(), 0));
}

#[test]
fn what_only_the_last_send_had_is_shown_when_bamboohr_has_something_else() {
    let last = [value("city", "York")];
    let none: [PlannedField; 0] = [];
    for theirs in ["Leeds", ""] {
        let (changes, same) = differences(&none, &last, &stored("city", Some(theirs)));
        let [change] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!((change.what, same), (BambooHrChanged, 0));
        assert_eq!(
            (&change.candidate, change.sent.as_deref()),
            (&None, Some("York"))
        );
        assert_eq!(change.stored.as_deref().unwrap_or_default(), theirs);
    }
}

#[test]
fn changes_are_in_the_order_of_the_form() {
    let now = ["zipcode", "city", "address1"].map(|alias| value(alias, "new"));
    let last = ["address1", "city", "zipcode"].map(|alias| value(alias, "old"));
    let theirs = BTreeMap::from(
        ["zipcode", "city", "address1"].map(|alias| (alias.to_owned(), "old".to_owned())),
    );
    let (changes, same) = differences(&now, &last, &theirs);
    let order: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(order, ["zipcode", "city", "address1"]);
    assert_eq!(same, 0);
    assert!(
        changes
            .iter()
            .all(|change| change.what.is_ticked_at_first())
    );
}
