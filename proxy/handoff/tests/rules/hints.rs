//! Hints, which stop nobody.

use handoff::{Entry, FieldId, FieldKind, hints, read_date, validate};

use super::sample::{candidate, catalogue, composed, field, form, text, with};

fn money(amount: &str, currency: &str) -> Entry {
    Entry::Money {
        amount: amount.to_owned(),
        currency: currency.to_owned(),
    }
}

fn hinted(changes: &[(&str, Entry)]) -> Vec<(String, String)> {
    let today = read_date("2026-12-01").unwrap();
    let hints = hints(&form(), &with(changes), today);
    hints
        .into_iter()
        .map(|hint| (hint.field.as_str().to_owned(), hint.message))
        .collect()
}

#[test]
fn what_looks_like_a_slip_is_said_and_may_be_sent_all_the_same() {
    type Case<'a> = (&'a [(&'a str, Entry)], &'a str, &'a str);
    let cases: [Case; 12] = [
        (&[], "", ""),
        (
            &[("hireDate", text("2026-11-30"))],
            "hireDate",
            "in the past",
        ),
        (&[("hireDate", text("2026-12-01"))], "", ""),
        (
            &[("hireDate", text("2026-12-05"))],
            "hireDate",
            "a Saturday",
        ),
        (&[("hireDate", text("2026-12-06"))], "hireDate", "a Sunday"),
        (
            &[("hireDate", text("2027-05-31"))],
            "hireDate",
            "more than half a year",
        ),
        (&[("hireDate", text("2027-05-28"))], "", ""),
        (
            &[("payRate", money("60", "GBP"))],
            "payRate",
            "60 GBP per year is unusually little",
        ),
        (
            &[
                ("payRate", money("60,000.50", "GBP")),
                ("payPer", text("Hour")),
            ],
            "payRate",
            "60000 GBP per hour is unusually much",
        ),
        (
            &[("payRate", money("6000000", "JPY"))],
            "payRate",
            "usually in GBP",
        ),
        (
            &[("payRate", money("60000", "EUR"))],
            "payRate",
            "usually in GBP",
        ),
        (
            &[("payRate", money("60", "XPF"))],
            "payRate",
            "usually in GBP",
        ),
    ];
    for (changes, field, message) in cases {
        let hints = hinted(changes);
        if field.is_empty() {
            assert!(hints.is_empty(), "{hints:?}");
            continue;
        }
        let [(about, said)] = hints.as_slice() else {
            panic!("{changes:?}: {hints:?}")
        };
        assert_eq!(about, field);
        assert!(said.contains(message), "{said}");
        assert_eq!(validate(&form(), &with(changes)), []);
    }
}

#[test]
fn an_age_that_hardly_anybody_has_is_said() {
    let mut catalogue = catalogue();
    catalogue
        .fields
        .push(field("dateOfBirth", FieldKind::Date, &[]));
    let mut setup = handoff::Setup::default_for(&catalogue);
    setup.sections[0]
        .fields
        .push(handoff::SetupField::new("dateOfBirth"));
    let form = super::sample::composed_with(&candidate(), &catalogue, &setup);
    let today = read_date("2026-12-01").unwrap();
    for (born, message) in [
        ("1990-05-05", None),
        ("2012-12-01", None),
        ("2012-12-02", Some("13 years old")),
        ("1926-12-01", None),
        ("1925-12-01", Some("101 years old")),
        ("2027-01-01", Some("still to come")),
    ] {
        let mut submission = form.prefilled();
        let id = FieldId::new("dateOfBirth");
        submission.entries.insert(id, text(born));
        let said = hints(&form, &submission, today)
            .pop()
            .map(|hint| hint.message);
        assert_eq!(said.is_some(), message.is_some(), "{born}: {said:?}");
        assert!(
            said.unwrap_or_default()
                .contains(message.unwrap_or_default()),
            "{born}"
        );
    }
    assert!(
        hints(
            &composed(&candidate(), &catalogue),
            &form.prefilled(),
            today
        )
        .is_empty()
    );
}
