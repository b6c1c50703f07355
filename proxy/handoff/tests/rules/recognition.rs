//! After a lost answer: who is the one that was created?

use handoff::{Evidence, KnownPerson, Recognition, recognise};

use super::sample::{person, planned, text};

const DAY: Option<&str> = Some("2027-01-04");
const MINE: Option<&str> = Some(" ANN@example.com ");

fn certain(employee: &str) -> Recognition {
    Recognition::Certain {
        employee: employee.to_owned(),
        why: "same e-mail address, name and first day of work",
    }
}

fn by_id(employee: &str) -> Recognition {
    Recognition::Certain {
        employee: employee.to_owned(),
        why: "holds this candidate's id",
    }
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn possible(employees: &[&str]) -> Recognition {
    Recognition::Possible(ids(employees))
}

fn among(people: &[KnownPerson]) -> Evidence<'_> {
    Evidence {
        people,
        with_candidate_id: &[],
        known_before: &[],
    }
}

#[test]
fn only_email_name_and_hire_date_together_prove_who_somebody_is() {
    let other_name = KnownPerson {
        last_name: Some("Li".to_owned()),
        ..person("7", MINE, DAY)
    };
    let preferred = KnownPerson {
        first_name: Some("Annabel".to_owned()),
        preferred_name: Some("Ann".to_owned()),
        ..person("7", MINE, DAY)
    };
    let at_work = KnownPerson {
        work_email: Some("ann@example.com".to_owned()),
        ..person("7", None, DAY)
    };
    let other_at_work = KnownPerson {
        work_email: Some("lee@acme.example".to_owned()),
        ..person("7", None, DAY)
    };
    let no_birthday = KnownPerson {
        birth_date: Some("1990-01-01".to_owned()),
        ..person("7", Some("lee@example.com"), DAY)
    };
    let cases: [(&str, Vec<KnownPerson>, Recognition); 18] = [
        ("nobody", vec![], Recognition::Nobody),
        ("exact", vec![person("7", MINE, DAY)], certain("7")),
        ("exact, by the e-mail at work", vec![at_work], certain("7")),
        (
            "listed twice",
            vec![person("7", MINE, DAY), person("7", MINE, DAY)],
            certain("7"),
        ),
        (
            "namesake with another address",
            vec![person("7", Some("lee@example.com"), DAY)],
            Recognition::Nobody,
        ),
        (
            "namesake with another address and a birthday",
            vec![no_birthday],
            Recognition::Nobody,
        ),
        (
            "namesake without an address",
            vec![person("7", None, DAY)],
            possible(&["7"]),
        ),
        (
            "namesake with an address at work only",
            vec![other_at_work],
            possible(&["7"]),
        ),
        (
            "namesake with an empty address",
            vec![person("7", Some(" "), DAY)],
            possible(&["7"]),
        ),
        (
            "namesake without a first day",
            vec![person("7", None, Some("0000-00-00"))],
            possible(&["7"]),
        ),
        (
            "namesake hired another day",
            vec![person("7", None, Some("2020-01-01"))],
            Recognition::Nobody,
        ),
        (
            "same address, hired another day",
            vec![person("7", MINE, Some("2020-01-01"))],
            possible(&["7"]),
        ),
        (
            "same address, first day not in view",
            vec![person("7", MINE, None)],
            possible(&["7"]),
        ),
        (
            "same address, another name",
            vec![other_name],
            possible(&["7"]),
        ),
        (
            "same address, the name as preferred name",
            vec![preferred],
            possible(&["7"]),
        ),
        (
            "two that fit",
            vec![person("12", MINE, DAY), person("7", MINE, DAY)],
            possible(&["7", "12"]),
        ),
        (
            "one that fits and one with the same address",
            vec![person("7", MINE, DAY), person("8", MINE, None)],
            possible(&["7", "8"]),
        ),
        (
            "one that fits and a namesake without an address",
            vec![person("7", MINE, DAY), person("8", None, DAY)],
            possible(&["7", "8"]),
        ),
    ];
    for (name, people, verdict) in cases {
        assert_eq!(recognise(&planned(&[]), &among(&people)), verdict, "{name}");
    }
}

#[test]
fn without_an_email_a_person_decides() {
    let plan = planned(&[("homeEmail", text(""))]);
    let people = [person("7", None, DAY)];
    assert_eq!(recognise(&plan, &among(&people)), possible(&["7"]));
}

#[test]
fn a_preferred_name_may_be_the_person_and_proves_nothing() {
    let called_ann = KnownPerson {
        first_name: Some("Annabel".to_owned()),
        preferred_name: Some("ann".to_owned()),
        ..person("7", None, DAY)
    };
    let people = [called_ann];
    assert_eq!(recognise(&planned(&[]), &among(&people)), possible(&["7"]));
}

#[test]
fn the_only_one_with_the_candidates_id_is_the_person() {
    let people = [
        person("7", MINE, DAY),
        person("8", Some("lee@example.com"), None),
    ];
    let stranger = [person("9", None, Some("2001-01-01"))];
    let cases: [(&str, &[KnownPerson], &[&str], Recognition); 5] = [
        ("not listed", &stranger, &["8"], by_id("8")),
        ("named twice", &[], &["8", "8"], by_id("8")),
        ("against the e-mail of another", &people, &["8"], by_id("8")),
        ("two hold it", &[], &["21", "8"], possible(&["8", "21"])),
        (
            "two hold it and one fits",
            &people,
            &["8", "21"],
            possible(&["7", "8", "21"]),
        ),
    ];
    for (name, people, holders, verdict) in cases {
        let evidence = Evidence {
            with_candidate_id: &ids(holders),
            ..among(people)
        };
        assert_eq!(recognise(&planned(&[]), &evidence), verdict, "{name}");
    }
}

#[test]
fn who_was_there_before_is_not_the_one_who_was_created() {
    let two = [person("7", MINE, DAY), person("8", MINE, DAY)];
    let cases: [(&str, &[&str], &[&str], Recognition); 7] = [
        ("nobody is new", &[], &["7", "8"], Recognition::Nobody),
        ("a stranger was there", &[], &["99"], possible(&["7", "8"])),
        ("one of two is new", &[], &["7", "99"], certain("8")),
        ("both are new", &[], &[], possible(&["7", "8"])),
        ("who has the id is old", &["5"], &["5", "7"], certain("8")),
        ("one with the id is new", &["5", "6"], &["5"], by_id("6")),
        (
            "all with the id are old",
            &["5", "6"],
            &["5", "6", "7", "8"],
            Recognition::Nobody,
        ),
    ];
    for (name, holders, known, verdict) in cases {
        let evidence = Evidence {
            people: &two,
            with_candidate_id: &ids(holders),
            known_before: &ids(known),
        };
        assert_eq!(recognise(&planned(&[]), &evidence), verdict, "{name}");
    }
    let namesake = [person("7", None, DAY)];
    assert_eq!(
        recognise(&planned(&[]), &among(&namesake)),
        possible(&["7"]),
        "being new and of that name is no proof"
    );
}
