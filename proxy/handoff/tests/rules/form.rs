//! Composing and validating.

use handoff::{Attribute, Entry, FieldId, Form, validate};

use super::sample::{candidate, catalogue, composed, form, text, with};

fn prefill(form: &Form, alias: &str) -> Option<String> {
    Some(
        form.field(&FieldId::new(alias))?
            .prefill
            .as_ref()?
            .entry
            .display(),
    )
}

#[test]
fn a_form_is_prefilled_in_bamboohrs_spelling_and_says_from_where() {
    let form = form();
    let expected = [
        ("firstName", Some("Ann")),
        ("homeEmail", Some("ann@example.com")),
        ("country", Some("United Kingdom")),
        ("hireDate", Some("2027-01-04")),
        ("jobTitle", Some("Backend Engineer")),
        ("department", None),
        ("payRate", Some("60000.00 GBP")),
        ("payType", Some("Salary")),
        ("payPer", Some("Year")),
    ];
    for (alias, value) in expected {
        assert_eq!(prefill(&form, alias).as_deref(), value, "{alias}");
    }
    let hire_date = form.field(&FieldId::new("hireDate")).unwrap();
    assert_eq!(hire_date.prefill.as_ref().unwrap().origin, "the offer");
}

#[test]
fn a_value_that_bamboohr_would_drop_is_named_instead_of_sent() {
    let form = form();
    let department = form.field(&FieldId::new("department")).unwrap();
    let notice = department.notice.as_deref().unwrap();
    assert!(
        notice.contains("“Skunkworks”") && notice.contains("not an option of department"),
        "{notice}"
    );
}

#[test]
fn an_unclear_date_is_left_to_the_person() {
    let mut candidate = candidate();
    candidate.offer.as_mut().unwrap().start_date = Some("03/04/2027".to_owned());
    let form = composed(&candidate, &catalogue());
    assert_eq!(prefill(&form, "hireDate"), None);
    assert!(
        form.field(&FieldId::new("hireDate"))
            .unwrap()
            .notice
            .as_deref()
            .unwrap()
            .contains("03/04/2027")
    );
}

#[test]
fn a_field_the_key_cannot_see_is_left_out_with_a_notice() {
    let mut catalogue = catalogue();
    catalogue
        .fields
        .retain(|field| field.id.as_str() != "hireDate");
    let form = composed(&candidate(), &catalogue);
    assert!(form.field(&FieldId::new("hireDate")).is_none());
    assert!(
        form.notices
            .iter()
            .any(|notice| notice.contains("“hireDate”")),
        "{:?}",
        form.notices
    );
}

#[test]
fn an_untouched_complete_form_may_be_sent() {
    assert_eq!(validate(&form(), &form().prefilled()), []);
}

#[test]
fn each_mistake_is_named_at_its_field() {
    let money = |amount: &str, currency: &str| Entry::Money {
        amount: amount.to_owned(),
        currency: currency.to_owned(),
    };
    let cases = [
        ("firstName", text("  "), "Enter the firstName."),
        ("hireDate", text(""), "Enter the hireDate."),
        ("hireDate", text("2027-02-30"), "Enter a date that exists"),
        (
            "homeEmail",
            text("ann(at)example.com"),
            "Enter an e-mail address",
        ),
        ("jobTitle", text("Webmaster"), "not an option of jobTitle"),
        (
            "country",
            text(""),
            "needed as soon as any part of the address",
        ),
        ("payRate", money("lots", "GBP"), "Enter the amount"),
        ("payRate", money("60000", "POUNDS"), "Choose the currency"),
        ("payRate", text("60000"), "Enter an amount and its currency"),
        ("payPer", text(""), "is needed with a pay rate"),
        ("city", text("Lon\ndon"), "Remove the line break"),
        (
            "favouriteColour",
            text("blue"),
            "no longer part of the form",
        ),
    ];
    for (alias, entry, message) in cases {
        let problems = validate(&form(), &with(&[(alias, entry.clone())]));
        let [problem] = problems.as_slice() else {
            panic!("{alias} {entry:?}: {problems:?}")
        };
        assert_eq!(problem.field.as_str(), alias);
        assert!(
            problem.message.contains(message),
            "{alias}: {}",
            problem.message
        );
    }
}

#[test]
fn how_somebody_is_paid_is_read_from_a_plain_period_and_never_guessed() {
    for (period, pay_type) in [
        ("hour", Some("Hourly")),
        ("Month", Some("Salary")),
        ("hourly", None),
        ("day", None),
        ("", None),
    ] {
        let mut candidate = candidate();
        candidate.offer.as_mut().unwrap().period = Some(period.to_owned());
        let read = Attribute::PayType.read(&candidate);
        let expected = pay_type.map(|text| Entry::Text(text.to_owned()));
        assert_eq!(read, expected, "{period:?}");
    }
}

#[test]
fn a_country_is_not_needed_without_an_address_nor_a_period_without_pay() {
    let nothing = Entry::Money {
        amount: String::new(),
        currency: "GBP".to_owned(),
    };
    let submission = with(&[
        ("city", text("")),
        ("country", text("")),
        ("payRate", nothing),
        ("payPer", text("")),
        ("payType", text("")),
    ]);
    assert_eq!(validate(&form(), &submission), []);
}
