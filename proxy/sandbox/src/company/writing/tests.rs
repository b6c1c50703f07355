#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first surprise, and takes values written in place"
)]
use jiff::civil::date;
use serde_json::{Value, json};

use super::super::EmployeeRecord;
use super::*;

fn moment() -> Moment {
    Moment {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        today: date(2026, 11, 23),
    }
}

fn company() -> Company {
    Company::seeded(moment())
}

fn ann(more: Value) -> Value {
    let mut person = json!({"firstName": "Ann", "lastName": "Lee"});
    person
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    person
}

fn create(company: &mut Company, body: Value) -> Result<EmployeeRecord, Refusal> {
    let written = company.create(
        &Caller::administrator(),
        body.to_string().as_bytes(),
        moment(),
    )?;
    Ok(record(company, written.id))
}

fn update(company: &mut Company, id: &str, body: Value) -> Result<EmployeeRecord, Refusal> {
    let written = company.update(
        &Caller::administrator(),
        id,
        body.to_string().as_bytes(),
        moment(),
    )?;
    Ok(record(company, written.id))
}

fn record(company: &Company, id: u64) -> EmployeeRecord {
    EmployeeRecord::of(company.employee(&id.to_string()).unwrap(), moment().today)
}

fn invalid(field: &str) -> Refusal {
    Refusal::ValueNotValid(field.to_owned())
}

#[test]
fn ids_increase_from_118_and_a_refused_request_uses_none() {
    let mut company = company();
    assert_eq!(create(&mut company, ann(json!({}))).unwrap().id, "118");
    assert!(create(&mut company, ann(json!({"hireDate": "soon"}))).is_err());
    assert_eq!(create(&mut company, ann(json!({}))).unwrap().id, "119");
}

#[test]
fn both_names_are_needed() {
    for (body, missing) in [
        (json!({"lastName": "Lee"}), "firstName"),
        (json!({"firstName": "Ann"}), "lastName"),
        (json!({"firstName": "Ann", "lastName": "  "}), "lastName"),
        (json!({"firstName": null, "lastName": "Lee"}), "firstName"),
        (
            json!({"firstName": {"a": 1}, "lastName": "Lee"}),
            "firstName",
        ),
    ] {
        assert_eq!(
            create(&mut company(), body).unwrap_err(),
            Refusal::NameMissing(missing)
        );
    }
}

#[test]
fn a_body_that_is_no_json_object_is_refused() {
    let refused = |body: &[u8]| {
        company()
            .create(&Caller::administrator(), body, moment())
            .unwrap_err()
    };
    assert_eq!(refused(b"{\"firstName\":"), Refusal::NotJson);
    assert_eq!(refused(b""), Refusal::NotJson);
    assert_eq!(refused(b"[1]"), Refusal::NotAnObject);
}

#[test]
fn unknown_fields_photos_and_read_only_fields_are_left_out_in_silence() {
    let body = ann(json!({
        "homeCity": "London", "address": {"city": "London"}, "photoUrl": "x", "photo": "x", "id": "7",
        "status": "Inactive", "employmentStatus": "Inactive", "19.1": "EUR", "reportsto": "Astrid Holm",
    }));
    let person = create(&mut company(), body).unwrap();
    assert_eq!(
        person.fields.keys().collect::<Vec<_>>(),
        ["firstName", "lastName"]
    );
    assert_eq!(
        (person.id.as_str(), person.status.as_str()),
        ("118", "Active")
    );
    assert!(person.tables.is_empty());
}

#[test]
fn list_values_are_stored_as_the_option_spells_them_and_dropped_when_there_is_no_current_one() {
    let body = ann(json!({
        "jobTitle": "backend engineer", "department": "Print", "location": "Reykjavik", "division": "Atlantis",
        "employmentHistoryStatus": "FULL-TIME", "customLaptop": "light",
    }));
    let person = create(&mut company(), body).unwrap();
    assert_eq!(person.fields["jobTitle"], "Backend Engineer");
    assert_eq!(person.fields["employmentHistoryStatus"], "Full-Time");
    assert_eq!(person.fields["customLaptop"], "Light");
    for dropped in ["department", "location", "division"] {
        assert!(!person.fields.contains_key(dropped), "{dropped}");
    }
}

#[test]
fn job_pay_and_status_each_add_a_row_dated_the_first_day() {
    let body = ann(json!({
        "hireDate": "2026-12-01", "jobTitle": "Recruiter", "reportsTo": "sofia lindqvist", "payRate": "41000",
        "payType": "Salary", "payPer": "Year", "exempt": "Exempt", "employmentHistoryStatus": "Full-Time",
    }));
    let person = create(&mut company(), body).unwrap();
    let job = &person.tables["jobInfo"];
    assert_eq!(job.len(), 1);
    assert_eq!(job[0]["date"], "2026-12-01");
    assert_eq!(job[0]["reportsTo"], "Sofia Lindqvist");
    let pay = &person.tables["compensation"][0];
    assert_eq!(
        (pay["startDate"].as_str(), pay["rate"].as_str()),
        ("2026-12-01", "41000 USD")
    );
    assert_eq!(
        (
            pay["type"].as_str(),
            pay["paidPer"].as_str(),
            pay["exempt"].as_str()
        ),
        ("Salary", "Year", "Exempt")
    );
    assert_eq!(
        person.tables["employmentStatus"][0]["employmentStatus"],
        "Full-Time"
    );
}

#[test]
fn without_a_first_day_rows_are_dated_today() {
    let person = create(&mut company(), ann(json!({"jobTitle": "Recruiter"}))).unwrap();
    assert_eq!(person.tables["jobInfo"][0]["date"], "2026-11-23");
}

#[test]
fn a_future_hire_is_inactive_and_one_of_today_active() {
    let status = |day: &str| {
        create(&mut company(), ann(json!({"hireDate": day})))
            .unwrap()
            .status
    };
    assert_eq!(status("2026-11-24"), "Inactive");
    assert_eq!(status("2026-11-23"), "Active");
}

#[test]
fn an_address_needs_a_country_and_a_known_state() {
    for (address, expected) in [
        (json!({"city": "Leeds"}), Err(invalid("country"))),
        (
            json!({"city": "Leeds", "country": ""}),
            Err(invalid("country")),
        ),
        (json!({"city": "", "zipcode": null}), Ok(None)),
        (
            json!({"city": "Leeds", "country": "USA"}),
            Err(invalid("country")),
        ),
        (json!({"city": "Leeds", "country": "gb"}), Ok(None)),
        (
            json!({"state": "Kent", "country": "United Kingdom"}),
            Ok(Some("Kent")),
        ),
        (
            json!({"state": "new york", "country": "US"}),
            Ok(Some("NY")),
        ),
        (json!({"state": "qc", "country": "Canada"}), Ok(Some("QC"))),
        (
            json!({"state": "Ontario", "country": "US"}),
            Err(invalid("state")),
        ),
    ] {
        let person = create(&mut company(), ann(address.clone()));
        let state = person.map(|person| person.fields.get("state").cloned());
        assert_eq!(
            state,
            expected.map(|state| state.map(str::to_owned)),
            "{address}"
        );
    }
}

#[test]
fn a_country_is_stored_by_its_full_name() {
    let person = create(&mut company(), ann(json!({"country": "pt"}))).unwrap();
    assert_eq!(person.fields["country"], "Portugal");
}

#[test]
fn an_email_of_anybody_else_is_refused_whatever_its_case_or_kind() {
    for email in [
        json!({"homeEmail": "Former.Colleague@example.com"}),
        json!({"workEmail": "former.colleague@example.com"}),
        json!({"homeEmail": "SOFIA.LINDQVIST@acme.example"}),
        json!({"workEmail": " sofia.lindqvist@example.net"}),
    ] {
        assert_eq!(
            create(&mut company(), ann(email.clone())).unwrap_err(),
            Refusal::DuplicateEmail,
            "{email}"
        );
    }
    let twice = json!({"homeEmail": "ann@example.com", "workEmail": "ann@example.com"});
    assert!(create(&mut company(), ann(twice)).is_ok());
}

#[test]
fn an_update_changes_what_is_sent_and_keeps_the_rest() {
    let mut company = company();
    let hired = create(
        &mut company,
        ann(json!({"homeEmail": "ann@example.com", "mobilePhone": "1"})),
    )
    .unwrap();
    let body = json!({"mobilePhone": "2", "homeEmail": "ANN@example.com", "homeCity": "x"});
    let person = update(&mut company, &hired.id, body).unwrap();
    assert_eq!(person.fields["mobilePhone"], "2");
    assert_eq!(person.fields["homeEmail"], "ANN@example.com");
    let cleared = update(&mut company, &hired.id, json!({"mobilePhone": ""})).unwrap();
    assert!(!cleared.fields.contains_key("mobilePhone"));
    assert_eq!(cleared.fields["firstName"], "Ann");
}

#[test]
fn an_update_may_give_an_address_to_someone_whose_country_is_known() {
    let mut company = company();
    let hired = create(&mut company, ann(json!({"country": "US"}))).unwrap();
    assert_eq!(
        update(&mut company, &hired.id, json!({"state": "Utah"}))
            .unwrap()
            .fields["state"],
        "UT"
    );
    assert_eq!(
        update(&mut company, &hired.id, json!({"state": "Kent"})),
        Err(invalid("state"))
    );
    assert_eq!(
        update(&mut company, &hired.id, json!({"firstName": ""})),
        Err(invalid("firstName"))
    );
}

#[test]
fn an_update_of_the_job_adds_a_row_that_keeps_the_other_columns() {
    let mut company = company();
    let hired = create(
        &mut company,
        ann(json!({"jobTitle": "Recruiter", "department": "People"})),
    )
    .unwrap();
    let person = update(
        &mut company,
        &hired.id,
        json!({"jobTitle": "Office Manager"}),
    )
    .unwrap();
    assert_eq!(person.tables["jobInfo"].len(), 2);
    assert_eq!(person.fields["jobTitle"], "Office Manager");
    assert_eq!(person.fields["department"], "People");
    let same = update(
        &mut company,
        &hired.id,
        json!({"jobTitle": "office manager"}),
    )
    .unwrap();
    assert_eq!(same.tables["jobInfo"].len(), 2);
}

#[test]
fn of_two_namesakes_the_first_becomes_the_manager() {
    let mut company = company();
    let body = ann(json!({"reportsTo": "Jordan Blake"})).to_string();
    let caller = Caller::administrator();
    company.create(&caller, body.as_bytes(), moment()).unwrap();
    let view = crate::company::View {
        today: moment().today,
        only_current: true,
    };
    let read = company.read(&caller, "118", &["supervisorEId", "supervisor"], view);
    let expected = json!({"id": "118", "supervisorEId": "9", "supervisor": "Jordan Blake"});
    assert_eq!(read.unwrap(), expected);
}

#[test]
fn a_pay_type_that_does_not_go_with_its_period_is_refused_and_nothing_is_stored() {
    let mut company = company();
    let administrator = Caller::administrator();
    for pay in [
        json!({"payType": "Salary", "payPer": "Hour"}),
        json!({"payType": "Hourly", "payPer": "Year"}),
    ] {
        let refused = create(&mut company, ann(pay.clone()));
        assert_eq!(refused, Err(invalid("payType")), "{pay}");
    }
    let hourly = ann(json!({"payType": "Hourly", "payPer": "Hour"}));
    let hired = create(&mut company, hourly).unwrap();
    for (change, refused) in [
        (json!({"payPer": "Year"}), Some(invalid("payPer"))),
        (json!({"payType": "Salary"}), Some(invalid("payType"))),
        (json!({"payType": "Salary", "payPer": "Year"}), None),
        (json!({"payPer": "", "payType": "Hourly"}), None),
    ] {
        let body = change.to_string();
        let outcome = company.update(&administrator, &hired.id, body.as_bytes(), moment());
        assert_eq!(outcome.err(), refused, "{change}");
    }
}

#[test]
fn the_deprecated_alias_writes_the_same_value() {
    let person = create(&mut company(), ann(json!({"nickname": "Annie"}))).unwrap();
    assert_eq!(person.fields["preferredName"], "Annie");
}

#[test]
fn the_answer_names_the_person_and_echoes_what_was_accepted() {
    let body =
        ann(json!({"jobTitle": "recruiter", "department": "Nowhere", "hireDate": "2027-01-04"}));
    let written = company()
        .create(
            &Caller::administrator(),
            body.to_string().as_bytes(),
            moment(),
        )
        .unwrap();
    let expected = json!({
        "id": "118", "firstName": "Ann", "lastName": "Lee", "status": "Inactive", "jobTitle": "Recruiter",
        "hireDate": "2027-01-04",
    });
    assert_eq!(written.echo, Some(expected));
}

#[test]
fn the_limited_key_may_neither_add_nor_change() {
    let mut company = company();
    let before = company.records(moment());
    let body = ann(json!({})).to_string();
    assert_eq!(
        company
            .create(&Caller::limited(), body.as_bytes(), moment())
            .unwrap_err(),
        Refusal::NotPermitted
    );
    assert_eq!(
        company
            .update(&Caller::limited(), "4", body.as_bytes(), moment())
            .unwrap_err(),
        Refusal::NotPermitted
    );
    assert_eq!(company.records(moment()), before);
}

#[test]
fn nobody_is_updated_who_does_not_exist() {
    for id in ["999", "0", "me"] {
        assert_eq!(
            update(&mut company(), id, json!({})),
            Err(Refusal::EmployeeNotFound),
            "{id}"
        );
    }
}
