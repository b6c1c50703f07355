//! Before a create: who may be this person already?

use handoff::{KnownPerson, Plan, Step, Twin, twins};

use super::sample::{person, planned, value};

fn with_birthday() -> Plan {
    let mut plan = planned(&[]);
    if let Some(Step::CreateEmployee { fields }) = plan.steps.first_mut() {
        fields.push(value("dateOfBirth", "1990-05-06"));
        fields.push(value("preferredName", "Annie"));
        fields.push(value("workEmail", "ann.lee@acme.example"));
    }
    plan
}

#[test]
fn each_twin_is_named_with_what_the_two_have_in_common() {
    let day = Some("2027-01-04");
    let born = |on: &str, person: KnownPerson| KnownPerson {
        birth_date: Some(on.to_owned()),
        ..person
    };
    let at_work = |email: &str| KnownPerson {
        first_name: None,
        work_email: Some(email.to_owned()),
        ..person("7", None, None)
    };
    let called = |first: &str, preferred: Option<&str>| KnownPerson {
        first_name: Some(first.to_owned()),
        preferred_name: preferred.map(str::to_owned),
        ..person("7", None, day)
    };
    let last = |last: &str, person: KnownPerson| KnownPerson {
        last_name: Some(last.to_owned()),
        ..person
    };
    let (email, birth, start) = (
        Some("same e-mail address"),
        Some("same name and date of birth"),
        Some("same name and first day of work"),
    );
    let other = Some("lee@example.com");
    let cases = [
        ("nothing but the name", person("7", None, None), None),
        (
            "private",
            person("7", Some("Ann@Example.com "), None),
            email,
        ),
        ("at work", at_work("ANN.LEE@acme.example"), email),
        (
            "private as theirs at work",
            at_work("ann@example.com"),
            email,
        ),
        (
            "at work as their private",
            person("7", Some("ann.lee@acme.example"), None),
            email,
        ),
        ("another's", at_work("lee@acme.example"), None),
        (
            "an e-mail that ends the same",
            at_work("joann@example.com"),
            None,
        ),
        (
            "born that day",
            born("1990-05-06", person("7", other, None)),
            birth,
        ),
        (
            "born another day",
            born("1990-06-05", person("7", None, None)),
            None,
        ),
        (
            "born no day",
            born("0000-00-00", person("7", None, None)),
            None,
        ),
        (
            "born that day, another family",
            last("Li", born("1990-05-06", person("7", None, None))),
            None,
        ),
        ("begins that day", person("7", other, day), start),
        (
            "begins another day",
            person("7", None, Some("2026-01-04")),
            None,
        ),
        (
            "another family begins that day",
            last("Li", person("7", None, day)),
            None,
        ),
        (
            "case and spaces",
            last(" LEE ", person("7", None, day)),
            start,
        ),
        ("called by the preferred name", called("Annie", None), start),
        ("prefers the name", called("Annabel", Some("ann")), start),
        ("another first name", called("Bea", Some("Bee")), None),
        (
            "everything: the e-mail says most",
            born("1990-05-06", person("7", Some("ann@example.com"), day)),
            email,
        ),
    ];
    for (name, person, why) in cases {
        for status in [None, Some("Active"), Some("Inactive")] {
            let person = KnownPerson {
                status: status.map(str::to_owned),
                ..person.clone()
            };
            let found = twins(&with_birthday(), &[person]);
            let expected: Vec<_> = why
                .map(|why| Twin {
                    employee: "7".to_owned(),
                    why,
                })
                .into_iter()
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn empty_values_have_nothing_in_common() {
    let blank = Some(String::new());
    let nobody = KnownPerson {
        id: "7".to_owned(),
        first_name: blank.clone(),
        preferred_name: blank.clone(),
        last_name: blank.clone(),
        home_email: blank.clone(),
        work_email: blank.clone(),
        hire_date: blank.clone(),
        birth_date: blank,
        status: None,
    };
    let empty = Plan {
        steps: vec![Step::CreateEmployee {
            fields: ["firstName", "lastName", "homeEmail", "hireDate"]
                .map(|alias| value(alias, " "))
                .to_vec(),
        }],
        ..Plan::default()
    };
    assert_eq!(twins(&empty, &[nobody]), []);
}
