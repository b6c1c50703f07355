//! Many candidates at once: what is still missing of one.

use handoff::{Entry, FieldId, Form, Submission, batch_missing, check, overlay};

use super::sample::{Pairs, candidate, catalogue, composed, text};

/// The sample with a department that BambooHR lacks, an unclear first day, and no last name.
fn incomplete() -> Form {
    let mut candidate = candidate();
    candidate.last_name = None;
    candidate.offer.as_mut().unwrap().start_date = Some("03/04/2027".to_owned());
    composed(&candidate, &catalogue())
}

fn entries(entries: &[(&str, &str)]) -> Submission {
    let entries = entries
        .iter()
        .map(|(alias, entry)| (FieldId::new(*alias), text(entry)));
    Submission {
        entries: entries.collect(),
    }
}

#[test]
fn what_is_missing_invalid_or_unread_is_asked_in_the_order_of_the_form() {
    let cases: [(&str, Pairs, &[&str]); 7] = [
        (
            "nothing entered",
            &[],
            &["lastName", "hireDate", "department"],
        ),
        (
            "one answered",
            &[("lastName", "Lee")],
            &["hireDate", "department"],
        ),
        (
            "answered wrongly",
            &[
                ("lastName", "Lee"),
                ("hireDate", "soon"),
                ("department", "Sales"),
            ],
            &["hireDate", "department"],
        ),
        (
            "an optional one left blank on purpose",
            &[
                ("lastName", "Lee"),
                ("hireDate", "2027-04-03"),
                ("department", ""),
            ],
            &[],
        ),
        (
            "a needed one left blank",
            &[
                ("lastName", " "),
                ("hireDate", ""),
                ("department", "engineering"),
            ],
            &["lastName", "hireDate"],
        ),
        (
            "a good value emptied",
            &[
                ("lastName", "Lee"),
                ("hireDate", "2027-04-03"),
                ("department", ""),
                ("country", ""),
            ],
            &["country"],
        ),
        (
            "a field that is not asked",
            &[("unheardOf", "x")],
            &["lastName", "hireDate", "department"],
        ),
    ];
    let form = incomplete();
    for (name, given, expected) in cases {
        let missing = batch_missing(&form, &entries(given));
        let missing: Vec<_> = missing.iter().map(|field| field.id.as_str()).collect();
        assert_eq!(missing, expected, "{name}");
    }
}

#[test]
fn a_missing_field_comes_with_what_is_known_of_it() {
    let missing = batch_missing(&incomplete(), &Submission::default());
    assert!(missing[1].notice.as_deref().unwrap().contains("03/04/2027"));
    assert_eq!(missing[2].choices[0].value, "Engineering");
}

#[test]
fn entries_stand_in_place_of_the_prefilled_ones_and_the_others_stay() {
    let form = incomplete();
    let whole = overlay(
        &form,
        &entries(&[
            ("firstName", "Bea"),
            ("mobilePhone", ""),
            ("lastName", "Li"),
        ]),
    );
    let entry = |alias: &str| whole.entries.get(&FieldId::new(alias)).cloned();
    assert_eq!(entry("firstName"), Some(text("Bea")));
    assert_eq!(entry("lastName"), Some(text("Li")));
    assert_eq!(entry("mobilePhone"), Some(text("")));
    assert_eq!(entry("jobTitle"), Some(text("Backend Engineer")));
    assert_eq!(
        entry("payRate").as_ref().map(Entry::display).as_deref(),
        Some("60000.00 GBP")
    );
}

#[test]
fn a_candidate_of_whom_nothing_is_missing_can_be_sent() {
    let given = entries(&[
        ("lastName", "Lee"),
        ("hireDate", "2027-04-03"),
        ("department", "Engineering"),
    ]);
    let form = incomplete();
    assert!(batch_missing(&form, &given).is_empty());
    assert!(check(&form, &overlay(&form, &given)).is_ok());
}
