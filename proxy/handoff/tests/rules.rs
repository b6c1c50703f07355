//! The rules as tables: one candidate and one company, and what each change makes of them.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use handoff::candidate::{Address, Job, Offer};
use handoff::setup::Source;
use handoff::{
    Candidate, CandidateId, Catalogue, Choice, Entry, Field, FieldId, FieldKind, Form, KnownPerson,
    Outcome, Plan, Recognition, Setup, Stage, Submission, check, compare, compose, plan, recognise,
    validate,
};

fn candidate() -> Candidate {
    Candidate {
        id: CandidateId::parse("cand_1").unwrap(),
        first_name: Some(" Ann ".to_owned()),
        last_name: Some("Lee".to_owned()),
        preferred_name: None,
        email: Some("ann@example.com".to_owned()),
        phone: Some("+44 20 7946 0000".to_owned()),
        address: Address {
            city: Some("London".to_owned()),
            country: Some("gb".to_owned()),
            ..Address::default()
        },
        stage: Stage::Hired,
        applied_on: None,
        job: Job {
            title: "backend engineer".to_owned(),
            department: Some("Skunkworks".to_owned()),
            ..Job::default()
        },
        offer: Some(Offer {
            start_date: Some("2027-01-04".to_owned()),
            employment_type: Some("Full-Time".to_owned()),
            salary: Some("60,000".to_owned()),
            currency: Some("gbp".to_owned()),
            period: Some("year".to_owned()),
        }),
        documents: Vec::new(),
        answers: Vec::new(),
    }
}

fn field(alias: &str, kind: FieldKind, choices: &[&str]) -> Field {
    let choices = choices.iter().map(|value| Choice::new(*value)).collect();
    Field {
        id: FieldId::new(alias),
        label: alias.to_owned(),
        kind,
        choices,
    }
}

fn catalogue() -> Catalogue {
    let mut country = field("country", FieldKind::Choice, &["France"]);
    country.choices.push(Choice {
        value: "United Kingdom".to_owned(),
        also: vec!["GB".to_owned()],
    });
    let mut state = field("state", FieldKind::State, &[]);
    state.choices.push(Choice {
        value: "TX".to_owned(),
        also: vec!["Texas".to_owned()],
    });
    Catalogue {
        fields: vec![
            field("firstName", FieldKind::Text, &[]),
            field("lastName", FieldKind::Text, &[]),
            field("homeEmail", FieldKind::Email, &[]),
            field("mobilePhone", FieldKind::Phone, &[]),
            field("city", FieldKind::Text, &[]),
            state,
            country,
            field("hireDate", FieldKind::Date, &[]),
            field(
                "jobTitle",
                FieldKind::Choice,
                &["Backend Engineer", "Recruiter"],
            ),
            field("department", FieldKind::Choice, &["Engineering"]),
            field("employmentHistoryStatus", FieldKind::Choice, &["Full-Time"]),
            field("payRate", FieldKind::Money, &[]),
            field("payType", FieldKind::Choice, &["Salary", "Hourly"]),
            field("payPer", FieldKind::Choice, &["Hour", "Year"]),
        ],
    }
}

fn form() -> Form {
    compose(&candidate(), &catalogue(), &Setup::typical_hire())
}

fn text(value: &str) -> Entry {
    Entry::Text(value.to_owned())
}

fn with(changes: &[(&str, Entry)]) -> Submission {
    let mut submission = form().prefilled();
    for (alias, entry) in changes {
        submission
            .entries
            .insert(FieldId::new(*alias), entry.clone());
    }
    submission
}

fn planned(changes: &[(&str, Entry)]) -> Plan {
    plan(check(&form(), &with(changes)).unwrap())
}

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
    let form = compose(&candidate, &catalogue(), &Setup::typical_hire());
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
    let form = compose(&candidate(), &catalogue, &Setup::typical_hire());
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
        let read = Source::PayType.read(&candidate);
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

#[test]
fn a_plan_sends_what_was_given_and_leaves_blanks_out() {
    let plan = planned(&[("mobilePhone", text(" ")), ("jobTitle", text("RECRUITER"))]);
    assert_eq!(plan.text("jobTitle"), Some("Recruiter"));
    assert_eq!(plan.text("mobilePhone"), None);
    assert!(
        plan.fields()
            .iter()
            .all(|field| field.id.as_str() != "mobilePhone")
    );
}

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

fn person(id: &str, email: Option<&str>, hire_date: Option<&str>) -> KnownPerson {
    KnownPerson {
        id: id.to_owned(),
        first_name: Some("Ann".to_owned()),
        last_name: Some("Lee".to_owned()),
        home_email: email.map(str::to_owned),
        hire_date: hire_date.map(str::to_owned),
    }
}

#[test]
fn only_email_name_and_hire_date_together_prove_who_somebody_is() {
    let date = Some("2027-01-04");
    let mine = Some("ANN@example.com");
    let other_name = KnownPerson {
        last_name: Some("Li".to_owned()),
        ..person("7", mine, date)
    };
    let cases: [(&str, Vec<KnownPerson>, Recognition); 8] = [
        ("nobody", vec![], Recognition::Nobody),
        (
            "exact",
            vec![person("7", mine, date)],
            Recognition::Certain("7".to_owned()),
        ),
        (
            "namesake with another address",
            vec![person("7", Some("lee@example.com"), date)],
            Recognition::Nobody,
        ),
        (
            "namesake without an address",
            vec![person("7", None, date)],
            Recognition::Possible(vec!["7".to_owned()]),
        ),
        (
            "namesake hired another day",
            vec![person("7", None, Some("2020-01-01"))],
            Recognition::Nobody,
        ),
        (
            "same address, hired another day",
            vec![person("7", mine, Some("2020-01-01"))],
            Recognition::Possible(vec!["7".to_owned()]),
        ),
        (
            "same address, another name",
            vec![other_name],
            Recognition::Possible(vec!["7".to_owned()]),
        ),
        (
            "two that fit",
            vec![person("7", mine, date), person("8", mine, date)],
            Recognition::Possible(vec!["7".to_owned(), "8".to_owned()]),
        ),
    ];
    for (name, people, verdict) in cases {
        assert_eq!(recognise(&planned(&[]), &people), verdict, "{name}");
    }
}

#[test]
fn without_an_email_a_person_decides() {
    let plan = planned(&[("homeEmail", text(""))]);
    assert_eq!(
        recognise(&plan, &[person("7", None, Some("2027-01-04"))]),
        Recognition::Possible(vec!["7".to_owned()])
    );
}
