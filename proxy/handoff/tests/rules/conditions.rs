//! What BambooHR needs together, whatever a company's setup says.

use handoff::{Asks, Preset, Setup, SetupField, Submission};

use super::knowing::{change, entered, fixed, get, problems};
use super::sample::{candidate, composed, composed_with};
use super::setup::payroll;

#[test]
fn what_is_needed_together_is_needed_whatever_the_setup_says() {
    let catalogue = payroll();
    let setup = Preset::PayrollTrax.setup(&catalogue);
    let mut setup = Setup {
        trax_schedules: vec!["Trax weekly".to_owned()],
        ..setup
    };
    setup.sections[0].fields.push(SetupField::new("customSize"));
    let form = composed_with(&candidate(), &catalogue, &setup);
    let needed = |entries: &[(&str, &str)]| {
        let submission = entered(&form, entries);
        let fields = form
            .fields()
            .filter(|field| field.needed_because(&submission).is_some());
        let needed: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
        needed.join(" ")
    };
    assert_eq!(
        needed(&[("paySchedule", "Monthly")]),
        "country payType payPer"
    );
    assert_eq!(
        needed(&[("city", ""), ("paySchedule", "Monthly")]),
        "payType payPer"
    );
    for (field, option) in [("payType", "hourly"), ("exempt", "Non-exempt")] {
        assert!(
            needed(&[(field, option)]).contains("overtimeRate"),
            "{field}"
        );
    }
    assert!(!needed(&[("exempt", "Exempt")]).contains("overtimeRate"));
    let all = needed(&[("paySchedule", "trax WEEKLY")]);
    for field in [
        "dateOfBirth",
        "ssn",
        "gender",
        "overtimeRate",
        "location",
        "zipcode",
        "hireDate",
    ] {
        assert!(all.contains(field), "{field}: {all}");
    }
    assert!(!all.contains("employeeNumber"));
    let refused = problems(&form, &[("paySchedule", "Trax weekly")]);
    assert!(
        refused.contains(
            &"gender: gender is needed: the pay schedule runs through Trax Payroll.".to_owned()
        ),
        "{refused:?}"
    );
}

#[test]
fn an_employers_number_does_instead_of_a_social_security_number() {
    let mut catalogue = payroll();
    catalogue
        .fields
        .push(super::sample::field("ein", handoff::FieldKind::Other, &[]));
    let mut setup = Preset::PayrollTrax.setup(&catalogue);
    let with_schedule = [("paySchedule", "Monthly"), ("ein", "12-1234567")];
    let needs = |setup: &Setup, field: &str, entries: &[(&str, &str)]| {
        let form = composed_with(&candidate(), &catalogue, setup);
        get(&form, field).is_needed(&entered(&form, entries))
    };
    assert!(needs(&setup, "ssn", &with_schedule[..1]));
    setup.sections[0].fields.push(SetupField::new("ein"));
    assert!(
        needs(&setup, "ssn", &with_schedule[..1]) && !needs(&setup, "ein", &with_schedule[..1])
    );
    assert!(!needs(&setup, "ssn", &with_schedule));
    for section in &mut setup.sections {
        section.fields.retain(|field| field.id.as_str() != "ssn");
    }
    assert!(needs(&setup, "ein", &with_schedule[..1]));
}

#[test]
fn a_field_that_is_needed_and_not_asked_is_named_before_anybody_types() {
    let without = |alias: &str, setup: Setup| {
        let mut setup = setup;
        for section in &mut setup.sections {
            section.fields.retain(|field| field.id.as_str() != alias);
        }
        setup
    };
    let catalogue = payroll();
    let default = Setup::default_for(&catalogue);
    let trax = Preset::PayrollTrax.setup(&catalogue);
    for (setup, words) in [
        (default.clone(), ""),
        (
            without("country", default.clone()),
            "does not ask for the country",
        ),
        (
            without("payType", default.clone()),
            "does not ask for the pay type",
        ),
        (without("payPer", default), "for the pay period"),
        (
            without("gender", trax.clone()),
            "what this form does not ask: gender. Ask an admin",
        ),
        (without("paySchedule", without("gender", trax)), ""),
    ] {
        let form = composed_with(&candidate(), &catalogue, &setup);
        let said: Vec<&String> = form
            .notices
            .iter()
            .filter(|notice| !notice.starts_with("BambooHR shows no"))
            .collect();
        assert_eq!(said.is_empty(), words.is_empty(), "{said:?}");
        assert!(
            said.first().is_none_or(|said| said.contains(words)),
            "{said:?}"
        );
    }
    // Of the overtime rate only where it matters.
    let mut hourly = candidate();
    hourly.offer.as_mut().unwrap().period = Some("hour".to_owned());
    assert!(
        composed(&hourly, &catalogue)
            .notices
            .join("")
            .contains("overtime rate")
    );
}

#[test]
fn a_condition_on_what_nobody_sees_holds_for_certain_or_not_at_all() {
    let catalogue = payroll();
    let mut setup = Preset::PayrollTrax.setup(&catalogue);
    change(&mut setup, "paySchedule", |field| {
        field.asks = Asks::Hidden;
        field.fixed = fixed("Monthly", true);
    });
    let form = composed_with(&candidate(), &catalogue, &setup);
    let gender = get(&form, "gender");
    assert!(gender.is_needed(&Submission::default()) && gender.conditions.is_empty());
    setup.trax_schedules = vec!["Trax weekly".to_owned()];
    let form = composed_with(&candidate(), &catalogue, &setup);
    let gender = get(&form, "gender");
    assert!(!gender.is_needed(&form.prefilled()) && gender.conditions.is_empty());
}

#[test]
fn a_field_that_bamboohr_does_not_show_is_named_once() {
    let mut catalogue = payroll();
    catalogue
        .fields
        .retain(|field| field.id.as_str() != "country");
    let notices = composed_with(&candidate(), &catalogue, &Setup::default_for(&catalogue)).notices;
    assert_eq!(
        notices
            .iter()
            .filter(|notice| notice.contains("country"))
            .count(),
        1,
        "{notices:?}"
    );
}
