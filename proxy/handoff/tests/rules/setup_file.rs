//! A setup as a file.

use handoff::{Asks, FieldKind, Preset, Setup, SetupField, SetupFile, setup_problems};

use super::sample::{catalogue, field};
use super::setup::{asked, constant, payroll};

#[test]
fn a_file_comes_back_as_it_was_and_says_what_another_company_lacks() {
    let here = payroll();
    let mut setup = Preset::PayrollTrax.setup(&here);
    let size = SetupField {
        asks: Asks::Hidden,
        fixed: constant("M"),
        ..SetupField::new("customSize")
    };
    setup.sections[0].fields.push(size);
    asked(&mut setup, "department", |field| {
        field.fixed = constant("Engineering");
        field.asks = Asks::Hidden;
        field.source = None;
    });
    let file = SetupFile::of(setup.clone(), &here).to_text().unwrap();
    let (same, lacks) = SetupFile::read(&file).unwrap().for_company(&here);
    let known = |setup: &Setup| -> Vec<String> {
        let known = setup
            .fields()
            .filter(|field| here.field(&field.id).is_some());
        known.map(|field| field.id.as_str().to_owned()).collect()
    };
    assert_eq!(known(&same), known(&setup));
    assert!(
        lacks
            .iter()
            .all(|words| words.contains("BambooHR has no field")),
        "{lacks:?}"
    );
    assert_eq!(SetupFile::read(&file).unwrap().setup, setup);

    let mut there = catalogue();
    there
        .fields
        .retain(|field| field.id.as_str() != "homeEmail");
    there
        .fields
        .push(field("paySchedule", FieldKind::Choice, &["Monthly"]));
    for field in &mut there.fields {
        if field.id.as_str() == "department" {
            field.choices.clear();
        }
    }
    let (setup, lacks) = SetupFile::read(&file).unwrap().for_company(&there);
    let lacks = lacks.join("\n");
    for words in [
        "homeEmail: BambooHR has no field “homeEmail” here",
        "customSize: BambooHR has no field",
        "department: the value in the file does not fit here",
        "department: it is asked now",
        "no pay schedule “Trax weekly” here",
    ] {
        assert!(lacks.contains(words), "{words} in\n{lacks}");
    }
    assert_eq!(setup_problems(&setup, &there), []);
    assert_eq!(setup.trax_schedules, ["Monthly"]);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    for (file, words) in [
        ("", "not a form setup"),
        ("PK\u{3}\u{4}", "not a form setup"),
        (
            r#"{"format":"something else","number":1}"#,
            "not a form setup",
        ),
        (
            r#"{"format":"send-to-bamboohr form setup","number":7}"#,
            "newer version",
        ),
        (
            r#"{"format":"send-to-bamboohr form setup","number":1}"#,
            "missing field `setup`",
        ),
        (
            r#"{"format":"send-to-bamboohr form setup","number":1,"setup":{"sections":[{"title":"A","fields":[
               {"id":"city","asks":"optional","source":{"from":"shoe_size"}}]}]}}"#,
            "nothing of a candidate is called “shoe_size”",
        ),
    ] {
        let why = SetupFile::read(file).unwrap_err();
        assert!(why.contains(words), "{file}: {why}");
    }
}
