//! Where the values of a new hire go.

use handoff::candidate::Document;
use handoff::photo::Crop;
use handoff::{
    CandidateId, Catalogue, ChosenDocument, ChosenPhoto, DocumentCategory, Extras, Field, FieldId,
    FieldKind, Form, FormField, OfferedDocument, Plan, Section, Step, Submission, Table, check,
    plan,
};

use super::sample::{
    JOB, PAY, Pairs, STATUS, all_tables, form, outline, planned, planned_with, text, value, with,
    with_tables,
};

/// A form that asks exactly these fields, all texts, and a hire with them.
fn hire(catalogue: &Catalogue, values: &[(&str, &str)]) -> Plan {
    let fields = values
        .iter()
        .map(|(alias, _)| FormField::new(FieldId::new(*alias), *alias, FieldKind::Text));
    let form = Form {
        sections: vec![Section {
            title: "All".to_owned(),
            fields: fields.collect(),
        }],
        ..Form::new(CandidateId::parse("cand_1").unwrap())
    };
    let entries = values
        .iter()
        .map(|(alias, value)| (FieldId::new(*alias), text(value)));
    let submission = Submission {
        entries: entries.collect(),
    };
    let checked = check(&form, &submission).unwrap();
    plan(checked, catalogue, &Extras::default())
}

const DAY: (&str, &str) = ("hireDate", "2027-01-04");
const STATUS_VALUE: (&str, &str) = ("employmentHistoryStatus", "Full-Time");
const TITLE: (&str, &str) = ("jobTitle", "Recruiter");
const MANAGER: (&str, &str) = ("reportsTo", "Sofia Lindqvist");
const TEAMS: (&str, &str) = ("teams", "Growth");
const RATE: (&str, &str) = ("payRate", "60000");
const PER: (&str, &str) = ("payPer", "Year");
const SCHEDULE: (&str, &str) = ("paySchedule", "Monthly");

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
fn status_and_pay_become_rows_and_the_job_stays_in_the_create_call() {
    assert_eq!(
        outline(&planned_with(&all_tables(), &[])),
        [
            "create: firstName lastName homeEmail mobilePhone city country hireDate jobTitle",
            "employmentStatus 2027-01-04: employmentHistoryStatus",
            "compensation 2027-01-04: payRate payType payPer",
            "read back",
        ]
    );
}

#[test]
fn a_value_goes_to_a_row_only_when_all_its_columns_are_in_view_and_there_is_a_day() {
    let cut = |table: Table, columns: &'static [&'static str]| with_tables(&[(table, columns)]);
    let cases: [(&str, Catalogue, Pairs, &[&str]); 16] = [
        (
            "no table in view",
            with_tables(&[]),
            &[DAY, STATUS_VALUE, RATE],
            &["create: hireDate employmentHistoryStatus payRate"],
        ),
        (
            "no first day",
            all_tables(),
            &[STATUS_VALUE, RATE, MANAGER],
            &["create: employmentHistoryStatus payRate reportsTo"],
        ),
        (
            "a first day that is none",
            all_tables(),
            &[("hireDate", "soon"), STATUS_VALUE],
            &["create: hireDate employmentHistoryStatus"],
        ),
        (
            "the status without its date",
            cut(Table::EmploymentStatus, &["employmentStatus"]),
            &[DAY, STATUS_VALUE],
            &["create: hireDate employmentHistoryStatus"],
        ),
        (
            "the date without the status",
            cut(Table::EmploymentStatus, &["date"]),
            &[DAY, STATUS_VALUE],
            &["create: hireDate employmentHistoryStatus"],
        ),
        (
            "pay without the period's column",
            cut(Table::Compensation, &["startDate", "rate"]),
            &[DAY, RATE, PER],
            &["create: hireDate payRate payPer"],
        ),
        (
            "pay without a rate's column",
            cut(Table::Compensation, &["startDate", "paidPer"]),
            &[DAY, PER],
            &["create: hireDate payPer"],
        ),
        (
            "pay with just the columns it needs",
            cut(Table::Compensation, &["startDate", "rate", "paidPer"]),
            &[DAY, RATE, PER],
            &[
                "create: hireDate",
                "compensation 2027-01-04: payRate payPer",
            ],
        ),
        (
            "the columns of another table do not count",
            cut(
                Table::JobInformation,
                &["date", "startDate", "rate", "employmentStatus"],
            ),
            &[DAY, RATE, STATUS_VALUE],
            &["create: hireDate payRate employmentHistoryStatus"],
        ),
        (
            "a job",
            with_tables(&[JOB]),
            &[DAY, TITLE],
            &["create: hireDate jobTitle"],
        ),
        (
            "a manager takes the whole job to the row",
            with_tables(&[JOB]),
            &[DAY, TITLE, MANAGER],
            &["create: hireDate", "jobInfo 2027-01-04: jobTitle reportsTo"],
        ),
        (
            "so do teams",
            with_tables(&[JOB]),
            &[TEAMS, TITLE, DAY],
            &["create: hireDate", "jobInfo 2027-01-04: teams jobTitle"],
        ),
        (
            "a manager whose job has a column out of view",
            cut(Table::JobInformation, &["date", "reportsTo"]),
            &[DAY, TITLE, MANAGER],
            &["create: hireDate jobTitle reportsTo"],
        ),
        (
            "a pay schedule keeps everything together",
            all_tables(),
            &[DAY, STATUS_VALUE, TITLE, RATE, SCHEDULE],
            &["create: hireDate employmentHistoryStatus jobTitle payRate paySchedule"],
        ),
        (
            "and a manager follows in a row of the same day, with the job",
            all_tables(),
            &[DAY, STATUS_VALUE, TITLE, MANAGER, RATE, SCHEDULE],
            &[
                "create: hireDate employmentHistoryStatus jobTitle payRate paySchedule",
                "jobInfo 2027-01-04: jobTitle reportsTo",
            ],
        ),
        (
            "all three",
            with_tables(&[PAY, JOB, STATUS]),
            &[RATE, MANAGER, STATUS_VALUE, DAY],
            &[
                "create: hireDate",
                "employmentStatus 2027-01-04: employmentHistoryStatus",
                "jobInfo 2027-01-04: reportsTo",
                "compensation 2027-01-04: payRate",
            ],
        ),
    ];
    for (name, catalogue, values, expected) in cases {
        let mut steps = outline(&hire(&catalogue, values));
        assert_eq!(steps.pop().as_deref(), Some("read back"), "{name}");
        assert_eq!(steps, expected, "{name}");
    }
}

#[test]
fn every_pay_and_job_field_has_its_column() {
    let values = [
        ("location", "location"),
        ("department", "department"),
        ("division", "division"),
        ("jobTitle", "jobTitle"),
        ("reportsTo", "reportsTo"),
        ("teams", "teams"),
        ("employmentHistoryStatus", "employmentStatus"),
        ("payRate", "rate"),
        ("payType", "type"),
        ("exempt", "exempt"),
        ("payChangeReason", "reason"),
        ("payPer", "paidPer"),
        ("overtimeRate", "overtimeRate"),
    ];
    // Each field is sent with its own name as the value.
    let mut given: Vec<(&str, &str)> = values.iter().map(|(field, _)| (*field, *field)).collect();
    given.push(DAY);
    let plan = hire(&all_tables(), &given);
    let columns: Vec<(String, String)> = plan
        .steps
        .iter()
        .flat_map(Step::columns)
        .map(|(column, entry)| (column, entry.display()))
        .collect();
    for (field, column) in values {
        let expected = (column.to_owned(), field.to_owned());
        assert!(columns.contains(&expected), "{expected:?} in {columns:?}");
    }
    let days = columns.iter().filter(|(_, value)| value == DAY.1);
    let days: Vec<_> = days.map(|(column, _)| column.as_str()).collect();
    assert_eq!(days, ["date", "date", "startDate"]);
    assert_eq!(columns.len(), values.len() + 3);
}

#[test]
fn the_fields_are_in_the_order_of_the_form_whatever_step_they_are_in() {
    let given = [STATUS_VALUE, RATE, DAY, MANAGER, ("city", "Bath")];
    let plan = hire(&all_tables(), &given);
    assert_eq!(plan.steps.len(), 5);
    let fields: Vec<_> = plan
        .fields()
        .iter()
        .map(|field| field.id.as_str().to_owned())
        .collect();
    assert_eq!(fields, given.map(|(alias, _)| alias));
    for (alias, value) in given {
        assert_eq!(plan.text(alias), Some(value));
    }
    assert_eq!(plan.text("country"), None);
}

#[test]
fn documents_and_the_photo_come_after_the_rows_and_reading_back_is_last() {
    let categories = [DocumentCategory {
        id: "13".to_owned(),
        name: "Resumes and Applications".to_owned(),
    }];
    let document = |name: &str, bytes, category: Option<&str>, share| {
        let document = Document {
            name: name.to_owned(),
            kind: "Resume".to_owned(),
            bytes,
        };
        let chosen = ChosenDocument {
            name: name.to_owned(),
            category: category.map(str::to_owned),
            share,
        };
        (OfferedDocument::new(&document, &categories), chosen)
    };
    let crop = Crop {
        left: 1,
        top: 2,
        side: 150,
    };
    let extras = Extras {
        documents: vec![
            document("cv.pdf", 1200, None, false),
            document("letter.pdf", 34, Some("12"), true),
        ],
        photo: Some(ChosenPhoto {
            bytes: 56,
            crop: Some(crop),
        }),
        candidate_id_field: None,
    };
    let checked = check(&form(), &with(&[])).unwrap();
    let plan = plan(checked, &all_tables(), &extras);
    assert_eq!(
        outline(&plan)[2..],
        [
            "compensation 2027-01-04: payRate payType payPer",
            "document cv.pdf",
            "document letter.pdf",
            "photo",
            "read back"
        ]
    );
    let upload = |name: &str, bytes, category: &str, share| Step::UploadDocument {
        name: name.to_owned(),
        kind: "Resume".to_owned(),
        bytes,
        category: Some(category.to_owned()),
        share,
    };
    // Where nobody chose, a document goes where it belongs.
    assert_eq!(plan.steps[3], upload("cv.pdf", 1200, "13", false));
    assert_eq!(plan.steps[4], upload("letter.pdf", 34, "12", true));
    let photo = Step::UploadPhoto {
        bytes: 56,
        crop: Some(crop),
    };
    assert_eq!(plan.steps[5], photo);
}

#[test]
fn the_candidates_id_goes_along_when_there_is_a_field_for_it() {
    let id_field = |kind| Field::new("customCandidateID", "Candidate ID", kind);
    let extras = |alias: &str| Extras {
        candidate_id_field: Some(FieldId::new(alias)),
        ..Extras::default()
    };
    let planned = |kind, extras: &Extras| {
        let mut catalogue = all_tables();
        catalogue.fields.push(id_field(kind));
        plan(check(&form(), &with(&[])).unwrap(), &catalogue, extras)
    };
    let sent = planned(FieldKind::Text, &extras("customCandidateID"));
    let carried = sent.steps[0].fields().last().unwrap();
    assert_eq!(carried.label, "Candidate ID");
    assert_eq!(carried.entry, text("cand_1"));
    assert_eq!(sent.text("customCandidateID"), Some("cand_1"));
    assert_eq!(sent.fields().last().unwrap().label, "Candidate ID");

    for (name, plan) in [
        (
            "a field that BambooHR does not show",
            planned(FieldKind::Text, &extras("customOther")),
        ),
        (
            "a field that takes no text",
            planned(FieldKind::Date, &extras("customCandidateID")),
        ),
        ("no field", planned(FieldKind::Text, &Extras::default())),
    ] {
        assert_eq!(plan.text("customCandidateID"), None, "{name}");
    }
}

#[test]
fn an_id_that_a_person_entered_stands() {
    let mut form = form();
    let mut asked = form.sections[0].fields[0].clone();
    asked.id = FieldId::new("customCandidateID");
    form.sections[0].fields.push(asked);
    let mut catalogue = all_tables();
    let id_field = Field::new("customCandidateID", "Candidate ID", FieldKind::Text);
    catalogue.fields.push(id_field);
    let extras = Extras {
        candidate_id_field: Some(FieldId::new("customCandidateID")),
        ..Extras::default()
    };
    let submission = with(&[("customCandidateID", text("K-7"))]);
    let plan = plan(check(&form, &submission).unwrap(), &catalogue, &extras);
    let ids = plan
        .fields()
        .into_iter()
        .filter(|field| field.id.as_str() == "customCandidateID");
    let ids: Vec<_> = ids.map(|field| field.entry.display()).collect();
    assert_eq!(ids, ["K-7"]);
}

#[test]
fn for_somebody_who_is_there_the_create_call_becomes_a_change_and_nothing_else_does() {
    let plan = hire(&all_tables(), &[("city", "Bath"), DAY, RATE]);
    let existing = plan.for_existing();
    assert_eq!(
        outline(&existing),
        [
            "compensation 2027-01-04: payRate",
            "update: city hireDate",
            "read back"
        ]
    );
    assert_eq!(existing.fields(), plan.fields());
    assert_eq!(existing.for_existing(), existing);
    let empty = Plan {
        steps: vec![
            Step::CreateEmployee { fields: Vec::new() },
            Step::SetRow {
                table: Table::Compensation,
                date: DAY.1.to_owned(),
                fields: vec![value("payPer", "Year")],
            },
        ],
        ..Plan::default()
    };
    assert_eq!(
        outline(&empty.for_existing()),
        ["compensation 2027-01-04: payPer"]
    );
}
