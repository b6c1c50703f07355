#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use serde_json::{Value, json};

use super::super::settings::{
    ArchivedOption, DuplicateEmail, DuplicateNumber, EmployeeNumbers, NullInUpdate, OnBadDate,
    OnBadValue, OptionIds, PayrollFields, Settings, StatusField, UnknownOption,
};
use super::super::{EmployeeRecord, Key};
use super::*;

type Change = fn(&mut Settings);
/// What is stored, or the status of the refusal.
type Outcome = Result<Option<String>, u16>;

fn moment() -> Moment {
    Moment::at("2026-11-23T09:00:00Z".parse().unwrap())
}

fn company(change: Change) -> Company {
    let mut company = Company::seeded(moment());
    change(&mut company.settings);
    company
}

fn with_names(more: &Value) -> Vec<u8> {
    let mut body = json!({"firstName": "Ann", "lastName": "Lee"});
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    body.to_string().into_bytes()
}

fn create(company: &mut Company, caller: &Caller, more: &Value) -> Result<EmployeeRecord, Refusal> {
    let written = company.create(caller, &with_names(more), moment())?;
    let person = company.employee(&written.id.to_string()).unwrap();
    Ok(EmployeeRecord::of(person, moment().today))
}

fn outcome(change: Change, more: &Value, field: &str) -> Outcome {
    create(&mut company(change), &Caller::administrator(), more)
        .map(|person| person.fields.get(field).cloned())
        .map_err(|refusal| refusal.status())
}

#[test]
fn each_switch_has_its_two_readings() {
    let usual: Change = |_| {};
    let ok = |text: &str| Ok(Some(text.to_owned()));
    let cases: [(&str, Change, Value, &str, Outcome); 24] = [
        (
            "option",
            usual,
            json!({"jobTitle": "Juggler"}),
            "jobTitle",
            Ok(None),
        ),
        (
            "option",
            |settings| settings.unknown_option = UnknownOption::Conflict,
            json!({"jobTitle": "Juggler"}),
            "jobTitle",
            Err(409),
        ),
        (
            "vocabulary",
            |settings| settings.unknown_option = UnknownOption::Conflict,
            json!({"payType": "Barter"}),
            "payType",
            Err(409),
        ),
        (
            "archived",
            usual,
            json!({"department": "print"}),
            "department",
            Ok(None),
        ),
        (
            "archived",
            |settings| settings.archived_option = ArchivedOption::Accept,
            json!({"department": "print"}),
            "department",
            ok("Print"),
        ),
        (
            "archived counts as unknown",
            |settings| settings.unknown_option = UnknownOption::Conflict,
            json!({"department": "print"}),
            "department",
            Err(409),
        ),
        (
            "country",
            usual,
            json!({"country": "USA"}),
            "country",
            Err(409),
        ),
        (
            "country",
            |settings| settings.unknown_country = OnBadValue::Drop,
            json!({"country": "USA"}),
            "country",
            Ok(None),
        ),
        ("address", usual, json!({"city": "Leeds"}), "city", Err(409)),
        (
            "address",
            |settings| settings.address_without_country = OnBadValue::Drop,
            json!({"city": "Leeds"}),
            "city",
            Ok(None),
        ),
        (
            "date",
            usual,
            json!({"hireDate": "soon"}),
            "hireDate",
            Err(409),
        ),
        (
            "date",
            |settings| settings.bad_date = OnBadDate::BadRequest,
            json!({"hireDate": "soon"}),
            "hireDate",
            Err(400),
        ),
        (
            "e-mail",
            usual,
            json!({"homeEmail": "former.colleague@example.com"}),
            "homeEmail",
            Err(409),
        ),
        (
            "e-mail",
            |settings| settings.duplicate_email = DuplicateEmail::WorkOnly,
            json!({"homeEmail": "former.colleague@example.com"}),
            "homeEmail",
            ok("former.colleague@example.com"),
        ),
        (
            "e-mail",
            |settings| settings.duplicate_email = DuplicateEmail::WorkOnly,
            json!({"workEmail": "noor.haddad@acme.example"}),
            "workEmail",
            Err(409),
        ),
        (
            "e-mail",
            |settings| settings.duplicate_email = DuplicateEmail::None,
            json!({"workEmail": "noor.haddad@acme.example"}),
            "workEmail",
            ok("noor.haddad@acme.example"),
        ),
        (
            "job fields",
            |settings| settings.job_fields_on_create = JobFields::NoRow,
            json!({"jobTitle": "Recruiter"}),
            "jobTitle",
            Ok(None),
        ),
        (
            "status field",
            |settings| settings.employment_history_status = StatusField::V1Point1,
            json!({"employmentHistoryStatus": "Full-Time"}),
            "employmentHistoryStatus",
            Ok(None),
        ),
        (
            "number",
            usual,
            json!({"employeeNumber": "7"}),
            "employeeNumber",
            ok("7"),
        ),
        (
            "taken number",
            usual,
            json!({"employeeNumber": "112"}),
            "employeeNumber",
            ok("112"),
        ),
        (
            "taken number",
            |settings| settings.duplicate_number = DuplicateNumber::Conflict,
            json!({"employeeNumber": "112"}),
            "employeeNumber",
            Err(409),
        ),
        (
            "option by id",
            usual,
            json!({"jobTitle": 1713}),
            "jobTitle",
            Ok(None),
        ),
        (
            "option by id",
            |settings| settings.option_ids = OptionIds::Accept,
            json!({"jobTitle": 1713}),
            "jobTitle",
            ok("Recruiter"),
        ),
        (
            "number",
            |settings| settings.employee_numbers = EmployeeNumbers::Automatic,
            json!({"employeeNumber": "7"}),
            "employeeNumber",
            ok("155"),
        ),
    ];
    for (what, change, more, field, expected) in cases {
        assert_eq!(outcome(change, &more, field), expected, "{what}: {more}");
    }
}

#[test]
fn a_full_account_takes_nobody_and_uses_no_id_until_somebody_leaves() {
    let mut company = company(|settings| settings.employee_limit = Some(14));
    let administrator = Caller::administrator();
    let refusal = create(&mut company, &administrator, &json!({})).unwrap_err();
    assert_eq!(refusal, Refusal::EmployeeLimitReached);
    company.settings.employee_limit = Some(15);
    assert_eq!(
        create(&mut company, &administrator, &json!({})).unwrap().id,
        "118"
    );
    assert!(create(&mut company, &administrator, &json!({})).is_err());
}

#[test]
fn answers_can_be_empty_or_leave_the_sent_fields_out() {
    let body = with_names(&json!({"jobTitle": "Recruiter"}));
    let names = |written: Written| {
        let echo = written.echo?;
        let mut names: Vec<String> = echo.as_object()?.keys().cloned().collect();
        names.sort();
        Some(names.join(" "))
    };
    let cases: [(Change, Option<&str>); 3] = [
        (|_| {}, Some("firstName id jobTitle lastName status")),
        (
            |settings| settings.echo_sent_fields = false,
            Some("firstName id lastName status"),
        ),
        (|settings| settings.create_answer = WriteAnswer::Empty, None),
    ];
    for (change, expected) in cases {
        let mut company = company(change);
        let written = company.create(&Caller::administrator(), &body, moment());
        assert_eq!(names(written.unwrap()).as_deref(), expected);
    }
}

fn on_payroll() -> Value {
    json!({
        "employeeNumber": "900", "dateOfBirth": "1990-02-28", "ssn": "123-45-6789", "gender": "Female",
        "maritalStatus": "Single", "hireDate": "2026-12-01", "address1": "1 High St", "city": "Provo",
        "state": "Utah", "zipcode": "84601", "country": "US", "employmentHistoryStatus": "Full-Time",
        "exempt": "Exempt", "payType": "Salary", "payRate": "60000", "payPer": "Year",
        "overtimeRate": "40", "location": "New York", "paySchedule": "twice a month",
    })
}

fn payroll(settings: &mut Settings) {
    settings.payroll.schedules = vec!["Twice a month".to_owned()];
}

fn old_payroll(settings: &mut Settings) {
    payroll(settings);
    settings.payroll.required = PayrollFields::Old;
}

#[test]
fn whoever_is_on_the_payroll_must_have_all_its_fields() {
    let without = |names: &[&str]| {
        let mut body = on_payroll();
        for name in names {
            body.as_object_mut().unwrap().remove(*name);
        }
        body
    };
    let with_ein = {
        let mut body = without(&["ssn"]);
        body["ein"] = json!("12-1234567");
        body
    };
    let old = {
        let mut body = without(&["zipcode", "overtimeRate"]);
        body["department"] = json!("People");
        body["division"] = json!("Europe");
        body
    };
    let numbered: Change = |settings| {
        payroll(settings);
        settings.employee_numbers = EmployeeNumbers::Automatic;
    };
    let cases: [(Change, Value, Option<&str>); 10] = [
        (payroll, on_payroll(), None),
        (numbered, without(&["employeeNumber"]), None),
        (payroll, with_ein, None),
        (payroll, without(&["ssn"]), Some("ssn or ein")),
        (payroll, without(&["zipcode"]), Some("zipcode")),
        (
            payroll,
            without(&["employeeNumber"]),
            Some("employeeNumber"),
        ),
        (payroll, without(&["gender", "paySchedule"]), None),
        (payroll, old.clone(), Some("zipcode, overtimeRate")),
        (old_payroll, old, None),
        (old_payroll, on_payroll(), Some("department, division")),
    ];
    for (change, body, missing) in cases {
        let outcome = create(&mut company(change), &Caller::administrator(), &body);
        let message = outcome
            .err()
            .map(|refusal| (refusal.status(), refusal.message()));
        let expected = missing.map(|missing| (400, format!("Required for payroll: {missing}")));
        assert_eq!(message, expected, "{body}");
    }
}

#[test]
fn on_the_payroll_an_update_may_empty_nothing_that_is_needed() {
    let mut company = company(payroll);
    let administrator = Caller::administrator();
    create(&mut company, &administrator, &on_payroll()).unwrap();
    for (body, is_accepted) in [
        (json!({"gender": ""}), false),
        (json!({"gender": "Male"}), true),
        (json!({"mobilePhone": ""}), true),
        (
            json!({"paySchedule": "Every other week", "gender": ""}),
            true,
        ),
    ] {
        let body_text = body.to_string();
        let outcome = company.update(&administrator, "118", body_text.as_bytes(), moment());
        assert_eq!(outcome.is_ok(), is_accepted, "{body}");
    }
}

#[test]
fn what_a_recruiter_may_not_write_is_left_out_in_silence() {
    let body = json!({
        "homeEmail": "ann@example.com", "jobTitle": "Recruiter", "payRate": "41000", "ssn": "123-45-6789",
        "dateOfBirth": "1990-01-31",
    });
    let mut company = company(|_| {});
    let person = create(&mut company, &Caller::recruiter(), &body).unwrap();
    let stored: Vec<&String> = person.fields.keys().collect();
    assert_eq!(stored, ["firstName", "homeEmail", "jobTitle", "lastName"]);
    assert!(!person.tables.contains_key("compensation"));
}

#[test]
fn an_update_is_403_only_when_no_sent_field_may_be_written() {
    let lister = Caller::of_key_for_tests(Key {
        write_fields: super::super::FieldSet::only(["mobilePhone"]),
        ..Key::limited("lister")
    });
    for (caller, body, status) in [
        (Caller::recruiter(), json!({"payRate": "1"}), Some(403)),
        (
            Caller::recruiter(),
            json!({"payRate": "1", "mobilePhone": "2"}),
            None,
        ),
        (Caller::recruiter(), json!({"homeCity": "x"}), None),
        (Caller::recruiter(), json!({}), None),
        (
            lister.clone(),
            json!({"mobilePhone": "2", "homePhone": "3"}),
            None,
        ),
        (lister, json!({"homePhone": "3"}), Some(403)),
        (Caller::limited(), json!({"homePhone": "3"}), Some(403)),
        (Caller::limited(), json!({}), Some(403)),
    ] {
        let mut company = company(|_| {});
        let text = body.to_string();
        let outcome = company.update(&caller, "4", text.as_bytes(), moment());
        let refused = outcome.err().map(|refusal| refusal.status());
        assert_eq!(refused, status, "{} {body}", caller.name());
    }
}

#[test]
fn several_options_are_stored_together_and_unknown_ones_dropped_or_refused() {
    let conflict: Change = |settings| settings.unknown_option = UnknownOption::Conflict;
    let usual: Change = |_| {};
    let both = Ok(Some("First aid,Fire warden".to_owned()));
    let one = Ok(Some("First aid".to_owned()));
    for (change, value, expected) in [
        (usual, json!(["first aid", "FIRE warden"]), both.clone()),
        (usual, json!("First aid, Fire warden"), both),
        (usual, json!(["First aid", "Juggling"]), one),
        (usual, json!(["Juggling"]), Ok(None)),
        (usual, json!([]), Ok(None)),
        (conflict, json!(["First aid", "Juggling"]), Err(409)),
    ] {
        let body = json!({"customSkills": value});
        assert_eq!(outcome(change, &body, "customSkills"), expected, "{body}");
    }
}

#[test]
fn null_empties_a_field_in_an_update_or_leaves_it_as_it_is() {
    let cases: [(Change, Value, Option<&str>); 3] = [
        (|_| {}, json!({"mobilePhone": null}), None),
        (
            |settings| settings.null_in_update = NullInUpdate::Keep,
            json!({"mobilePhone": null}),
            Some("1"),
        ),
        (
            |settings| settings.null_in_update = NullInUpdate::Keep,
            json!({"mobilePhone": ""}),
            None,
        ),
    ];
    for (change, body, expected) in cases {
        let mut company = company(change);
        let administrator = Caller::administrator();
        create(&mut company, &administrator, &json!({"mobilePhone": "1"})).unwrap();
        let text = body.to_string();
        company
            .update(&administrator, "118", text.as_bytes(), moment())
            .unwrap();
        let stored = company.employee("118").unwrap().fields.get("mobilePhone");
        assert_eq!(stored.map(String::as_str), expected, "{body}");
    }
}
