//! Setups: presets, what is wrong with one, the file, and the words of a change.

use handoff::setup::SetupSection;
use handoff::{
    Asks, Attribute, Catalogue, Change, Entry, FieldId, FieldKind, Fixed, Preset, Setup,
    SetupField, Source, Table, fitting_sources, setup_change_words, setup_problems,
};

use super::sample::{field, text, with_tables};

/// The company of the tests with what payroll needs and a manager's column.
pub(crate) fn payroll() -> Catalogue {
    let mut catalogue = with_tables(&[(Table::JobInformation, &["date", "reportsTo"])]);
    catalogue.fields.extend([
        field("address1", FieldKind::Text, &[]),
        field("zipcode", FieldKind::Text, &[]),
        field("dateOfBirth", FieldKind::Date, &[]),
        field("gender", FieldKind::Choice, &["Female", "Male"]),
        field("maritalStatus", FieldKind::Choice, &["Single"]),
        field("ssn", FieldKind::Other, &[]),
        field("location", FieldKind::Choice, &["London, UK"]),
        field("exempt", FieldKind::Choice, &["Exempt", "Non-exempt"]),
        field("overtimeRate", FieldKind::Money, &[]),
        field(
            "paySchedule",
            FieldKind::Choice,
            &["Monthly", "Trax weekly"],
        ),
        field("payChangeReason", FieldKind::Choice, &["New hire"]),
        field("reportsTo", FieldKind::Employee, &[]),
        field("customSize", FieldKind::Choice, &["S", "M"]),
    ]);
    catalogue
}

fn aliases(setup: &Setup) -> Vec<&str> {
    setup.fields().map(|field| field.id.as_str()).collect()
}

pub(crate) fn asked(setup: &mut Setup, alias: &str, change: impl Fn(&mut SetupField)) {
    let fields = setup
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.fields);
    fields
        .filter(|field| field.id.as_str() == alias)
        .for_each(change);
}

pub(crate) fn constant(value: &str) -> Option<Fixed> {
    Some(Fixed {
        entry: text(value),
        is_constant: true,
    })
}

#[test]
fn every_preset_is_sound_and_each_asks_what_its_name_says() {
    let catalogue = payroll();
    for preset in Preset::ALL {
        let setup = preset.setup(&catalogue);
        assert_eq!(setup_problems(&setup, &catalogue), [], "{preset:?}");
        assert_eq!(
            setup.trax_schedules.is_empty(),
            preset != Preset::PayrollTrax
        );
    }
    let default = Setup::default_for(&catalogue);
    assert_eq!(setup_problems(&default, &catalogue), []);
    assert_eq!(aliases(&default).len(), 21);
    let minimal = Preset::Minimal.setup(&catalogue);
    assert_eq!(
        aliases(&minimal),
        ["firstName", "lastName", "homeEmail", "hireDate"]
    );
    let typical = Preset::TypicalHire.setup(&catalogue);
    assert!(aliases(&typical).contains(&"reportsTo") && !aliases(&typical).contains(&"payRate"));
    let trax = Preset::PayrollTrax.setup(&catalogue);
    for needed in [
        "firstName",
        "lastName",
        "dateOfBirth",
        "ssn",
        "gender",
        "maritalStatus",
        "hireDate",
        "address1",
        "city",
        "state",
        "zipcode",
        "country",
        "employmentHistoryStatus",
        "exempt",
        "payType",
        "payRate",
        "payPer",
        "overtimeRate",
        "location",
        "employeeNumber",
    ] {
        assert!(aliases(&trax).contains(&needed), "{needed}");
    }
    assert_eq!(trax.trax_schedules, ["Monthly", "Trax weekly"]);
    let nothing = Catalogue::default();
    assert!(!aliases(&Preset::WithPay.setup(&nothing)).contains(&"reportsTo"));
    assert_eq!(aliases(&Setup::default_for(&nothing)), aliases(&default));
}

#[test]
fn each_mistake_of_a_setup_is_named_at_its_field() {
    let catalogue = payroll();
    type Mistake<'a> = (&'a str, &'a dyn Fn(&mut Setup), Option<&'a str>, &'a str);
    let cases: [Mistake; 12] = [
        (
            "twice",
            &|setup| {
                let first = setup.sections[0].fields[0].clone();
                setup.sections[1].fields.push(first);
            },
            Some("firstName"),
            "in the form twice",
        ),
        (
            "no last name",
            &|setup| {
                setup.sections[0]
                    .fields
                    .retain(|field| field.id.as_str() != "lastName");
            },
            Some("lastName"),
            "nobody without the last name",
        ),
        (
            "hidden without a value",
            &|setup| {
                asked(setup, "firstName", |field| {
                    field.asks = Asks::Hidden;
                    field.source = None;
                });
            },
            Some("firstName"),
            "nothing fills it in",
        ),
        (
            "a constant that is no option",
            &|setup| asked(setup, "department", |field| field.fixed = constant("Magic")),
            Some("department"),
            "“Magic” is not an option",
        ),
        (
            "an empty constant",
            &|setup| asked(setup, "department", |field| field.fixed = constant(" ")),
            Some("department"),
            "It is empty",
        ),
        (
            "a text for an amount",
            &|setup| asked(setup, "payRate", |field| field.fixed = constant("60000")),
            Some("payRate"),
            "an amount and its currency",
        ),
        (
            "pay into a list",
            &|setup| {
                asked(setup, "department", |field| {
                    field.source = Some(Source::of(Attribute::Salary));
                });
            },
            Some("department"),
            "cannot fill in department",
        ),
        (
            "the family name of a start date",
            &|setup| {
                asked(setup, "city", |field| {
                    field.source = Some(Source {
                        from: Attribute::StartDate,
                        change: Some(Change::FamilyName),
                    });
                });
            },
            Some("city"),
            "cannot fill in city",
        ),
        (
            "a section without a title",
            &|setup| setup.sections[1].title = "  ".to_owned(),
            None,
            "a title",
        ),
        (
            "a field that BambooHR fills in",
            &|setup| {
                setup.sections[0].fields.push(SetupField {
                    source: Some(Source::of(Attribute::FullName)),
                    ..SetupField::new("displayName")
                });
            },
            Some("displayName"),
            "by itself",
        ),
        (
            "a row without its date",
            &|setup| {
                setup.sections[1].fields.push(SetupField::new("reportsTo"));
                for section in &mut setup.sections {
                    section
                        .fields
                        .retain(|field| field.id.as_str() != "hireDate");
                }
            },
            Some("reportsTo"),
            "by date",
        ),
        (
            "a schedule that is gone",
            &|setup| setup.trax_schedules.push("Fortnightly".to_owned()),
            Some("paySchedule"),
            "no pay schedule",
        ),
    ];
    for (name, change, field, message) in cases {
        let mut setup = Setup::default_for(&catalogue);
        change(&mut setup);
        let problems = setup_problems(&setup, &catalogue);
        let [problem] = problems.as_slice() else {
            panic!("{name}: {problems:?}")
        };
        assert_eq!(problem.field.as_ref().map(FieldId::as_str), field, "{name}");
        assert!(
            problem.message.contains(message),
            "{name}: {}",
            problem.message
        );
    }
}

#[test]
fn a_change_is_told_by_the_labels_of_its_fields() {
    let catalogue = payroll();
    let before = Setup::default_for(&catalogue);
    type Case<'a> = (&'a dyn Fn(&mut Setup), &'a str);
    let cases: [Case; 9] = [
        (&|_| {}, "Saved without a change"),
        (
            &|setup| {
                setup.sections[2].fields.push(SetupField::new("reportsTo"));
                setup.sections[2].fields.push(SetupField::new("customSize"));
                asked(setup, "hireDate", |field| field.asks = Asks::Optional);
            },
            "Added reportsTo and customSize; made hireDate optional",
        ),
        (
            &|setup| setup.sections.truncate(3),
            "Removed payRate, payType, payPer and exempt",
        ),
        (
            &|setup| setup.sections.truncate(2),
            "Removed hireDate, jobTitle, department, division and 6 more",
        ),
        (
            &|setup| {
                asked(setup, "city", |field| field.asks = Asks::Required);
                asked(setup, "payRate", |field| field.admins_only = true);
                asked(setup, "state", |field| field.hint = None);
                asked(setup, "department", |field| {
                    field.asks = Asks::Hidden;
                    field.fixed = constant("Engineering");
                });
            },
            "Made city required; hid department; let only admins see payRate; changed what fills in department; \
             changed the help for state",
        ),
        (&|setup| setup.sections.swap(0, 1), "Changed the order"),
        (
            &|setup| setup.sections[0].title = "Who".to_owned(),
            "Changed the sections",
        ),
        (
            &|setup| setup.trax_schedules.push("Monthly".to_owned()),
            "Said that Monthly runs through Trax",
        ),
        (
            &|setup| {
                setup.sections.push(SetupSection {
                    title: "More".to_owned(),
                    fields: vec![SetupField::new("ssn")],
                });
            },
            "Added ssn",
        ),
    ];
    for (change, words) in cases {
        let mut after = before.clone();
        change(&mut after);
        assert_eq!(setup_change_words(&before, &after, &catalogue), words);
    }
}

#[test]
fn every_source_is_offered_once_and_only_for_what_it_can_fill() {
    let questions = ["Shoe size?".to_owned()];
    let sources = fitting_sources(&questions);
    for (nth, one) in sources.iter().enumerate() {
        assert!(!one.kinds.is_empty());
        assert!(
            !sources[nth + 1..]
                .iter()
                .any(|other| other.source == one.source || other.words == one.words)
        );
        let code = one.source.from.code();
        assert_eq!(Attribute::from_code(&code).as_ref(), Some(&one.source.from));
    }
    let words: Vec<&str> = sources
        .iter()
        .map(|fitting| fitting.words.as_str())
        .collect();
    assert!(words.contains(&"family name in the full name"), "{words:?}");
    assert!(words.contains(&"amount and currency in the answer to “Shoe size?”"));
    let money = sources
        .iter()
        .filter(|fitting| fitting.kinds.contains(&FieldKind::Money));
    assert!(
        money
            .map(|fitting| fitting.source.from.clone())
            .all(|from| { matches!(from, Attribute::Salary | Attribute::Answer { .. }) })
    );
    assert_eq!(Attribute::from_code("answer:  "), None);
    assert_eq!(Entry::Text(String::new()), text(""));
}
