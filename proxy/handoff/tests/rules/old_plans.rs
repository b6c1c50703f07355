//! Plans that were stored by earlier versions, and how a plan is stored now.

use handoff::{Catalogue, Plan, Step, Table};

use super::sample::{all_tables, planned_with, pounds, value};

#[test]
fn a_plan_of_an_earlier_version_is_read() {
    let stored = r#"{"steps":[
        {"step":"create_employee","fields":[
            {"id":"firstName","label":"First Name","kind":"text","entry":"Ann"},
            {"id":"country","label":"Country","kind":"choice","entry":"United Kingdom","also":["GB"]},
            {"id":"payRate","label":"Pay rate","kind":"money","entry":{"amount":"60000.00","currency":"GBP"}}]},
        {"step":"read_back"}]}"#;
    let plan: Plan = serde_json::from_str(stored).unwrap();
    let [Step::CreateEmployee { fields }, Step::ReadBack] = plan.steps.as_slice() else {
        panic!("{plan:?}")
    };
    assert_eq!(plan.fields(), fields.iter().collect::<Vec<_>>());
    assert_eq!(plan.text("firstName"), Some("Ann"));
    assert_eq!(fields[1].also, ["GB"]);
    assert_eq!(fields[2].entry, pounds("60000.00").entry);
}

#[test]
fn each_step_is_stored_under_its_name() {
    let fields = || vec![value("payPer", "Year")];
    let steps = [
        (
            Step::CreateEmployee { fields: fields() },
            r#"{"step":"create_employee","fields":["#,
        ),
        (
            Step::UpdateEmployee { fields: fields() },
            r#"{"step":"update_employee","fields":["#,
        ),
        (
            Step::SetRow {
                table: Table::JobInformation,
                date: "2027-01-04".to_owned(),
                fields: fields(),
            },
            r#"{"step":"set_row","table":"jobInfo","date":"2027-01-04","fields":["#,
        ),
        (
            Step::UploadDocument {
                name: "cv.pdf".to_owned(),
                kind: "Resume".to_owned(),
                bytes: 1200,
                category: None,
                share: false,
            },
            r#"{"step":"upload_document","name":"cv.pdf","kind":"Resume","bytes":1200}"#,
        ),
        (
            Step::UploadPhoto {
                bytes: 5,
                crop: None,
            },
            r#"{"step":"upload_photo","bytes":5}"#,
        ),
        (Step::ReadBack, r#"{"step":"read_back"}"#),
    ];
    for (step, beginning) in steps {
        let text = serde_json::to_string(&step).unwrap();
        assert!(text.starts_with(beginning), "{text}");
        assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), step, "{text}");
    }
}

#[test]
fn a_plan_with_rows_is_read_as_it_was_stored() {
    let plan = planned_with(&all_tables(), &[]);
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
}

#[test]
fn a_catalogue_of_an_earlier_version_has_no_tables() {
    let read: Catalogue = serde_json::from_str(r#"{"fields":[]}"#).unwrap();
    assert_eq!(read, Catalogue::default());
}
