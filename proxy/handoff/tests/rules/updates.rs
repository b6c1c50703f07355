//! Changing single values of somebody who is there.

use handoff::{FieldId, Submission, plan_update, valid_values};

use super::sample::{STATUS, all_tables, form, outline, pounds, text, value, with, with_tables};

#[test]
fn values_of_a_table_go_to_the_row_of_the_first_day_and_the_others_into_one_change() {
    let fields = vec![
        value("city", "Bath"),
        value("jobTitle", "Recruiter"),
        pounds("61000.00"),
        value("paySchedule", "Monthly"),
        value("employmentHistoryStatus", "Part-Time"),
        value("country", "France"),
    ];
    let order: Vec<FieldId> = fields.iter().map(|field| field.id.clone()).collect();
    let plan = plan_update(fields, &all_tables(), Some("2027-01-04"));
    assert_eq!(
        outline(&plan),
        [
            "update: city country",
            "employmentStatus 2027-01-04: employmentHistoryStatus",
            "jobInfo 2027-01-04: jobTitle",
            "compensation 2027-01-04: payRate paySchedule",
            "read back"
        ]
    );
    assert_eq!(plan.order, order);
}

#[test]
fn what_has_no_row_is_changed_on_the_employee() {
    let fields = || {
        vec![
            value("employmentHistoryStatus", "Part-Time"),
            pounds("61000.00"),
        ]
    };
    let all = "update: employmentHistoryStatus payRate";
    for (name, day) in [
        ("no day", None),
        ("an empty day", Some("")),
        ("a day that is not set", Some("0000-00-00")),
    ] {
        let plan = plan_update(fields(), &all_tables(), day);
        assert_eq!(outline(&plan), [all, "read back"], "{name}");
    }
    let plan = plan_update(fields(), &with_tables(&[STATUS]), Some("2027-01-04"));
    assert_eq!(
        outline(&plan),
        [
            "update: payRate",
            "employmentStatus 2027-01-04: employmentHistoryStatus",
            "read back"
        ]
    );
}

#[test]
fn without_a_plain_value_the_employee_is_not_changed() {
    let plan = plan_update(vec![pounds("1.00")], &all_tables(), Some("2027-01-04"));
    assert_eq!(
        outline(&plan),
        ["compensation 2027-01-04: payRate", "read back"]
    );
    let plan = plan_update(Vec::new(), &all_tables(), Some("2027-01-04"));
    assert_eq!(outline(&plan), ["read back"]);
}

#[test]
fn values_that_could_be_sent_are_told_from_those_that_could_not() {
    let form = form();
    let submission = with(&[
        ("firstName", text(" ")),
        ("hireDate", text("soon")),
        ("jobTitle", text("RECRUITER")),
        ("state", text("Texas")),
        ("unheardOf", text("x")),
    ]);
    let values = valid_values(&form, &submission);
    let find = |alias: &str| values.iter().find(|field| field.id.as_str() == alias);
    assert!(find("firstName").is_none() && find("hireDate").is_none());
    assert!(find("unheardOf").is_none());
    assert_eq!(find("jobTitle").unwrap().entry, text("Recruiter"));
    assert_eq!(find("state").unwrap().also, ["TX", "Texas"]);
    assert!(valid_values(&form, &Submission::default()).is_empty());
}
