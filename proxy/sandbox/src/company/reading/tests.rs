#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use jiff::civil::date;
use serde_json::json;

use super::super::Moment;
use super::*;

const NOW: View = View {
    today: date(2026, 11, 23),
    only_current: true,
};
const WHENEVER: View = View {
    only_current: false,
    ..NOW
};

fn company_with(person: &Value) -> Company {
    let moment = Moment {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        today: NOW.today,
    };
    let mut company = Company::seeded(moment);
    company
        .create(
            &Caller::administrator(),
            person.to_string().as_bytes(),
            moment,
        )
        .unwrap();
    company
}

fn ann() -> Company {
    company_with(&json!({"firstName": "Ann", "lastName": "Lee"}))
}

fn read(company: &Company, asked: &[&str], view: View) -> Value {
    company
        .read(&Caller::administrator(), "118", asked, view)
        .unwrap()
}

#[test]
fn without_fields_there_is_only_the_id() {
    assert_eq!(read(&ann(), &[], NOW), json!({"id": "118"}));
}

#[test]
fn unknown_fields_are_missing_and_empty_ones_look_different_by_type() {
    let asked = [
        "firstName",
        "homeCity",
        "homeEmail",
        "hireDate",
        "payRate",
        "state",
        "jobTitle",
        "reportsTo",
    ];
    let expected = json!({
        "id": "118", "firstName": "Ann", "homeEmail": null, "hireDate": "0000-00-00", "payRate": " USD",
        "state": null, "jobTitle": null,
    });
    assert_eq!(read(&ann(), &asked, NOW), expected);
}

#[test]
fn numeric_ids_and_deprecated_aliases_are_names_too() {
    let company = company_with(&json!({
        "firstName": "Ann", "lastName": "Lee", "preferredName": "Annie", "payRate": {"value": "1.50", "currency": "EUR"},
    }));
    let asked = [
        "1",
        "1358",
        "nickname",
        "preferredName",
        "employmentStatus",
        "19",
        "19.1",
        "4344",
    ];
    let expected = json!({
        "id": "118", "1": "Ann", "1358": "Annie", "nickname": "Annie", "preferredName": "Annie",
        "employmentStatus": "Active", "19": "1.50 EUR", "19.1": "EUR", "4344": null,
    });
    assert_eq!(read(&company, &asked, NOW), expected);
}

#[test]
fn the_job_of_a_future_hire_shows_only_when_future_values_are_asked_for() {
    let company = company_with(&json!({
        "firstName": "Ann", "lastName": "Lee", "hireDate": "2026-12-01", "jobTitle": "Recruiter",
        "payRate": "27000.00", "employmentHistoryStatus": "Intern", "reportsTo": "Sofia Lindqvist",
    }));
    let asked = [
        "hireDate",
        "status",
        "jobTitle",
        "payRate",
        "employmentHistoryStatus",
        "supervisor",
    ];
    let current = json!({
        "id": "118", "hireDate": "2026-12-01", "status": "Inactive", "jobTitle": null, "payRate": " USD",
        "employmentHistoryStatus": null, "supervisor": null,
    });
    assert_eq!(read(&company, &asked, NOW), current);
    let all = json!({
        "id": "118", "hireDate": "2026-12-01", "status": "Inactive", "jobTitle": "Recruiter",
        "payRate": "27000.00 USD", "employmentHistoryStatus": "Intern", "supervisor": "Sofia Lindqvist",
    });
    assert_eq!(read(&company, &asked, WHENEVER), all);
}

#[test]
fn the_supervisors_number_and_id_have_each_others_names() {
    let company = ann();
    let asked = ["supervisorId", "supervisorEId", "supervisorEmail"];
    let ruth = company
        .read(&Caller::administrator(), "13", &asked, NOW)
        .unwrap();
    let expected = json!({
        "id": "13", "supervisorId": "136", "supervisorEId": "12", "supervisorEmail": "sofia.lindqvist@acme.example",
    });
    assert_eq!(ruth, expected);
}

#[test]
fn the_limited_key_reads_names_and_work_email_and_finds_the_rest_missing() {
    let asked = [
        "firstName",
        "1",
        "lastName",
        "workEmail",
        "homeEmail",
        "hireDate",
        "status",
        "jobTitle",
        "bestEmail",
    ];
    let sofia = ann().read(&Caller::limited(), "12", &asked, NOW).unwrap();
    let expected = json!({
        "id": "12", "firstName": "Sofia", "1": "Sofia", "lastName": "Lindqvist",
        "workEmail": "sofia.lindqvist@acme.example",
    });
    assert_eq!(sofia, expected);
}

#[test]
fn id_0_is_the_keys_own_record_and_there_is_none() {
    assert_eq!(
        ann().read(&Caller::limited(), "0", &["firstName"], NOW),
        Ok(json!({"id": "0"}))
    );
}

#[test]
fn four_hundred_fields_are_allowed_and_one_more_is_not() {
    let company = ann();
    assert!(
        company
            .read(&Caller::administrator(), "118", &["firstName"; 400], NOW)
            .is_ok()
    );
    let refused = company.read(&Caller::administrator(), "118", &["firstName"; 401], NOW);
    assert_eq!(refused, Err(Refusal::TooManyFields));
}

#[test]
fn every_alias_of_the_catalogue_can_be_read_but_one() {
    let company = ann();
    let unreadable: Vec<&str> = super::super::catalogue::FIELDS
        .iter()
        .filter_map(|field| field.alias)
        .filter(|alias| read(&company, &[alias], NOW).get(alias).is_none())
        .collect();
    assert_eq!(unreadable, ["reportsTo"]);
}

#[test]
fn some_fields_are_computed_when_they_are_read() {
    let company = company_with(&json!({
        "firstName": "Ann", "lastName": "Lee", "middleName": "Maria Rosa", "preferredName": "Annie",
        "homeEmail": "ann@example.com", "dateOfBirth": "1990-11-24", "country": "US", "state": "Utah",
        "payRate": "10", "payPer": "Hour", "exempt": "Non-exempt", "hireDate": "2026-11-01",
    }));
    for (asked, expected) in [
        ("displayName", json!("Annie Lee")),
        ("fullName1", json!("Ann Lee")),
        ("fullName2", json!("Lee, Ann")),
        ("fullName3", json!("Lee, Ann Maria Rosa")),
        ("fullName4", json!("Lee, Ann M")),
        ("fullName5", json!("Ann Maria Rosa Lee")),
        ("bestEmail", json!("ann@example.com")),
        ("age", json!("35")),
        ("birthday", json!("11-24")),
        ("stateCode", json!("UT")),
        ("state", json!("UT")),
        ("lastChanged", json!("2026-11-23T09:00:00+00:00")),
        ("createdByUserId", json!("2399")),
        ("isPhotoUploaded", json!("false")),
        ("photoUrl", Value::Null),
        ("paidPer", json!("Hour")),
        ("flsaCode", json!("Non-exempt")),
        ("payRateEffectiveDate", json!("2026-11-01")),
    ] {
        assert_eq!(read(&company, &[asked], NOW)[asked], expected, "{asked}");
    }
    let nobody = company
        .read(
            &Caller::administrator(),
            "12",
            &["age", "createdByUserId"],
            NOW,
        )
        .unwrap();
    assert_eq!(
        nobody,
        json!({"id": "12", "age": "-1", "createdByUserId": null})
    );
}

#[test]
fn an_ssn_is_read_as_it_was_written() {
    let ssn = json!({"firstName": "Ann", "lastName": "Lee", "ssn": "123-45-6789"});
    let read = read(&company_with(&ssn), &["ssn"], NOW);
    assert_eq!(read["ssn"], "123-45-6789");
}

#[test]
fn a_checkbox_is_on_for_two_words_and_off_for_all_others() {
    for (sent, stored) in [
        ("yes", "yes"),
        ("Checkbox", "yes"),
        ("true", "no"),
        ("1", "no"),
    ] {
        let body = json!({"firstName": "Ann", "lastName": "Lee", "customParkingNeeded": sent});
        let read = read(&company_with(&body), &["customParkingNeeded"], NOW);
        assert_eq!(read["customParkingNeeded"], stored, "{sent}");
    }
}
