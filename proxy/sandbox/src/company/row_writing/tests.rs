#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first surprise, and takes values written in place"
)]
use jiff::civil::date;
use serde_json::json;

use super::super::{EmployeeRecord, Key, People};
use super::*;

fn moment() -> Moment {
    Moment {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        today: date(2026, 11, 23),
    }
}

/// The company, and the id of somebody who began on 1 June 2026 and has no rows.
fn company() -> (Company, String) {
    let mut company = Company::seeded(moment());
    let body = json!({"firstName": "Ann", "lastName": "Lee", "hireDate": "2026-06-01"});
    let written = company
        .create(
            &Caller::administrator(),
            body.to_string().as_bytes(),
            moment(),
        )
        .unwrap();
    (company, written.id.to_string())
}

fn write(
    company: &mut Company,
    (employee, table, row): (&str, &str, Option<&str>),
    sent: Value,
    rules: RowRules,
) -> Result<(), Refusal> {
    let address = RowAddress {
        employee,
        table,
        row,
    };
    company.write_row(
        &Caller::administrator(),
        address,
        sent.as_object().unwrap(),
        rules,
        moment(),
    )
}

fn add(company: &mut Company, ann: &str, table: &str, sent: Value) -> Result<(), Refusal> {
    write(company, (ann, table, None), sent, RowRules::V1_1)
}

fn record(company: &Company, id: &str) -> EmployeeRecord {
    EmployeeRecord::of(company.employee(id).unwrap(), moment().today)
}

fn leaving(day: &str) -> Value {
    json!({
        "date": day, "employmentStatus": "terminated", "terminationTypeId": "Death",
        "terminationReasonId": "Relocation", "terminationRehireId": "no",
    })
}

#[test]
fn the_same_row_twice_makes_two_rows_and_the_newest_is_the_current_one() {
    let (mut company, ann) = company();
    let row = json!({
        "date": "2026-07-01", "jobTitle": "recruiter", "reportsTo": "sofia LINDQVIST", "teams": ["hiring", "Growth"],
        "nonsense": 1,
    });
    add(&mut company, &ann, "jobInfo", row.clone()).unwrap();
    add(&mut company, &ann, "jobInfo", row).unwrap();
    let ann = record(&company, &ann);
    let rows = &ann.tables["jobInfo"];
    assert_eq!(rows.len(), 2);
    assert_ne!(rows[0]["id"], rows[1]["id"]);
    assert_eq!(rows[0]["teams"], "Hiring,Growth");
    assert_eq!(rows[0]["reportsTo"], "Sofia Lindqvist");
    assert_eq!(ann.fields["jobTitle"], "Recruiter");
}

#[test]
fn places_are_stored_as_on_the_employee() {
    let (mut company, ann) = company();
    let contact =
        json!({"name": "Bo", "country": "us", "state": "new york", "primaryContact": "yes"});
    add(&mut company, &ann, "contacts", contact).unwrap();
    let row = &record(&company, &ann).tables["emergencyContacts"][0];
    assert_eq!(
        (row["country"].as_str(), row["state"].as_str()),
        ("United States", "NY")
    );
}

#[test]
fn a_change_touches_the_columns_sent_and_leaves_the_row_where_it_is() {
    let (mut company, ann) = company();
    let row = json!({"startDate": "2026-07-01", "rate": "100", "comment": "x"});
    add(&mut company, &ann, "compensation", row).unwrap();
    let id = record(&company, &ann).tables["compensation"][0]["id"].clone();
    let change = json!({"rate": {"value": "110.50", "currency": "eur"}, "comment": ""});
    let place = (ann.as_str(), "compensation", Some(id.as_str()));
    write(&mut company, place, change, RowRules::V1).unwrap();
    let rows = &record(&company, &ann).tables["compensation"];
    let expected = [
        ("id", id.as_str()),
        ("rate", "110.50 EUR"),
        ("startDate", "2026-07-01"),
    ];
    let expected = expected.map(|(key, text)| (key.to_owned(), text.to_owned()));
    assert_eq!(rows, &[BTreeMap::from(expected)]);
}

#[test]
fn each_kind_of_refusal_has_its_status_and_stores_nothing() {
    let cases = [
        ("999", "jobInfo", json!({"date": "2026-07-01"}), 404),
        ("118", "nonsense", json!({"date": "2026-07-01"}), 404),
        ("118", "jobInfo", json!({}), 406),
        ("118", "jobInfo", json!({"nonsense": 1}), 406),
        ("118", "jobInfo", json!({"jobTitle": "Recruiter"}), 406),
        ("118", "jobInfo", json!({"date": "1 July"}), 406),
        (
            "118",
            "jobInfo",
            json!({"date": "2026-07-01", "jobTitle": "Webmaster"}),
            406,
        ),
        (
            "118",
            "jobInfo",
            json!({"date": "2026-07-01", "reportsTo": "Nobody"}),
            406,
        ),
        (
            "118",
            "jobInfo",
            json!({"date": "2026-07-01", "teams": ["Nobody"]}),
            406,
        ),
        (
            "118",
            "jobInfo",
            json!({"date": "2026-07-01", "teams": [["Growth"]]}),
            406,
        ),
        (
            "118",
            "jobInfo",
            json!({"date": "2026-07-01", "reportsTo": "Ann Lee"}),
            409,
        ),
        (
            "118",
            "employmentStatus",
            json!({"employmentStatus": "Full-Time"}),
            400,
        ),
        (
            "118",
            "employmentStatus",
            json!({"date": "", "employmentStatus": "Full-Time"}),
            400,
        ),
        (
            "118",
            "employmentStatus",
            json!({"date": "2026-07-01"}),
            400,
        ),
        (
            "118",
            "employmentStatus",
            json!({"date": "2026-07-01", "employmentStatus": "x"}),
            406,
        ),
        (
            "118",
            "employmentStatus",
            json!({"date": "2026-07-01", "employmentStatus": "Terminated"}),
            400,
        ),
        ("118", "employmentStatus", leaving("2026-05-31"), 409),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "rate": "1,000"}),
            406,
        ),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "type": "Barter"}),
            406,
        ),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "type": "Hourly", "paidPer": "Year"}),
            409,
        ),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "type": "Salary", "paidPer": "Hour"}),
            409,
        ),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "endDate": "2026-06-30"}),
            409,
        ),
        (
            "118",
            "compensation",
            json!({"startDate": "2026-07-01", "endDate": "2026-07-31"}),
            412,
        ),
        (
            "118",
            "earnings",
            json!({"date": "2026-07-01", "amount": "10"}),
            412,
        ),
        (
            "118",
            "dependents",
            json!({"country": "US", "state": "Kent"}),
            406,
        ),
        ("118", "dependents", json!({"country": "USA"}), 406),
    ];
    let (mut company, ann) = company();
    let before = record(&company, &ann);
    for (employee, table, sent, status) in cases {
        let refusal = add(&mut company, employee, table, sent.clone()).unwrap_err();
        assert_eq!(refusal.status(), status, "{table} {sent}");
    }
    assert_eq!(record(&company, &ann), before);
}

#[test]
fn a_row_of_another_table_or_person_is_not_found() {
    let (mut company, ann) = company();
    add(&mut company, &ann, "bonus", json!({"bonusAmount": "5"})).unwrap();
    let id = record(&company, &ann).tables["bonus"][0]["id"].clone();
    for place in [
        (ann.as_str(), "commission", Some(id.as_str())),
        ("4", "bonus", Some(id.as_str())),
        (ann.as_str(), "bonus", Some("x")),
    ] {
        let refusal = write(&mut company, place, json!({"amount": "6"}), RowRules::V1);
        assert_eq!(refusal, Err(RowRefusal::RowNotFound.into()), "{place:?}");
    }
}

#[test]
fn nobody_without_the_right_writes_or_deletes_a_row() {
    let (mut company, ann) = company();
    let sent = json!({"date": "2026-07-01", "jobTitle": "Recruiter"});
    add(&mut company, &ann, "jobInfo", sent.clone()).unwrap();
    let before = record(&company, &ann);
    let id = before.tables["jobInfo"][0]["id"].clone();
    let sent = sent.as_object().unwrap();
    for row in [None, Some(id.as_str())] {
        let address = RowAddress {
            employee: &ann,
            table: "jobInfo",
            row,
        };
        let refused = company.write_row(&Caller::limited(), address, sent, RowRules::V1, moment());
        assert_eq!(refused, Err(Refusal::NotPermitted));
    }
    let address = RowAddress {
        employee: &ann,
        table: "jobInfo",
        row: Some(&id),
    };
    let refused = company.delete_row(&Caller::limited(), address, moment());
    assert_eq!(refused, Err(Refusal::NotPermitted));
    assert_eq!(record(&company, &ann), before);
}

#[test]
fn a_recruiter_writes_jobs_and_neither_adds_changes_nor_deletes_pay() {
    let (mut company, ann) = company();
    let pay = json!({"startDate": "2026-07-01", "rate": "41000", "type": "Salary", "comment": "x"});
    add(&mut company, &ann, "compensation", pay.clone()).unwrap();
    let before = record(&company, &ann);
    let pay_row = before.tables["compensation"][0]["id"].clone();
    let recruiter = Caller::recruiter();
    let mut write = |table, row, sent: &Value| {
        let address = RowAddress {
            employee: &ann,
            table,
            row,
        };
        let sent = sent.as_object().unwrap();
        company.write_row(&recruiter, address, sent, RowRules::V1, moment())
    };
    let pay_row = Some(pay_row.as_str());
    // The comment alone would be a new row that empties the pay.
    assert_eq!(
        write("compensation", None, &pay),
        Err(Refusal::NotPermitted)
    );
    let rate = json!({"rate": "99000"});
    assert_eq!(
        write("compensation", pay_row, &rate),
        Err(Refusal::NotPermitted)
    );
    let rate_and_comment = json!({"rate": "99000", "comment": "y"});
    assert_eq!(write("compensation", pay_row, &rate_and_comment), Ok(()));
    let bonus = json!({"bonusDate": "2026-07-01", "bonusAmount": "1"});
    assert_eq!(write("bonus", None, &bonus), Err(Refusal::NotPermitted));
    let job = json!({"date": "2026-07-01", "jobTitle": "Recruiter"});
    assert_eq!(write("jobInfo", None, &job), Ok(()));
    let address = RowAddress {
        employee: &ann,
        table: "compensation",
        row: pay_row,
    };
    let deleted = company.delete_row(&recruiter, address, moment());
    assert_eq!(deleted, Err(Refusal::NotPermitted));
    let after = record(&company, &ann);
    let rows = &after.tables["compensation"];
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0]["rate"].as_str(), rows[0]["comment"].as_str()),
        ("41000 USD", "y")
    );
    assert_eq!(after.fields["jobTitle"], "Recruiter");
}

#[test]
fn who_may_not_see_a_person_can_do_nothing_with_them() {
    let mut company = company().0;
    let caller = Caller::of_key_for_tests(Key {
        sees_people: People::only(["4"]),
        ..Key::administrator("s")
    });
    let address = RowAddress {
        employee: "13",
        table: "jobInfo",
        row: None,
    };
    let sent = json!({"date": "2026-07-01", "jobTitle": "Recruiter"});
    let sent = sent.as_object().unwrap();
    let outcomes = [
        company.write_row(&caller, address, sent, RowRules::V1, moment()),
        company.delete_row(&caller, address, moment()).map(|_| ()),
        company.files_of(&caller, "13").map(|_| ()),
        company.download(&caller, "13", "1").map(|_| ()),
        company.upload(&caller, "13", None, moment()).map(|_| ()),
        company.set_photo(&caller, "13", None),
        company.delete(&caller, "13", moment()),
    ];
    for (position, outcome) in outcomes.into_iter().enumerate() {
        assert_eq!(outcome, Err(Refusal::EmployeeNotShown), "{position}");
    }
}

#[test]
fn an_ending_makes_the_person_inactive_from_its_day_on_and_a_rehire_active_again() {
    let (mut company, ann) = company();
    add(
        &mut company,
        &ann,
        "employmentStatus",
        leaving("2026-11-24"),
    )
    .unwrap();
    assert_eq!(record(&company, &ann).status, "Active");
    let id = record(&company, &ann).tables["employmentStatus"][0]["id"].clone();
    let place = (ann.as_str(), "employmentStatus", Some(id.as_str()));
    write(
        &mut company,
        place,
        json!({"date": "2026-11-20"}),
        RowRules::V1_1,
    )
    .unwrap();
    let gone = record(&company, &ann);
    assert_eq!(
        (
            gone.status.as_str(),
            gone.fields["terminationDate"].as_str()
        ),
        ("Inactive", "2026-11-20")
    );
    let again = add(
        &mut company,
        &ann,
        "employmentStatus",
        leaving("2026-11-22"),
    );
    assert_eq!(again.unwrap_err().status(), 409);

    let back = json!({"date": "2026-11-23", "employmentStatus": "Part-Time"});
    add(&mut company, &ann, "employmentStatus", back).unwrap();
    let back = record(&company, &ann);
    assert_eq!(back.status, "Active");
    assert_eq!(back.fields.get("terminationDate"), None);
    assert_eq!(back.fields["hireDate"], "2026-11-23");
    assert_eq!(back.fields["originalHireDate"], "2026-06-01");
}

#[test]
fn in_the_first_version_a_row_of_the_status_is_a_row_and_no_more() {
    let (mut company, ann) = company();
    let sent = json!({"date": "2026-11-20", "employmentStatus": "Terminated"});
    write(
        &mut company,
        (&ann, "employmentStatus", None),
        sent,
        RowRules::V1,
    )
    .unwrap();
    let person = record(&company, &ann);
    assert_eq!(person.status, "Active");
    assert_eq!(person.fields.get("terminationDate"), None);
}

#[test]
fn a_deleted_ending_did_not_happen_and_a_row_that_is_not_there_is_no_refusal() {
    let (mut company, ann) = company();
    let hired = json!({"date": "2026-06-01", "employmentStatus": "Full-Time"});
    add(&mut company, &ann, "employmentStatus", hired).unwrap();
    add(
        &mut company,
        &ann,
        "employmentStatus",
        leaving("2026-11-20"),
    )
    .unwrap();
    let ids: Vec<String> = record(&company, &ann).tables["employmentStatus"]
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    let delete = |company: &mut Company, row: &str| {
        let address = RowAddress {
            employee: &ann,
            table: "employmentStatus",
            row: Some(row),
        };
        company.delete_row(&Caller::administrator(), address, moment())
    };
    assert_eq!(delete(&mut company, &ids[1]), Ok(Deletion::Done));
    assert_eq!(record(&company, &ann).status, "Active");
    assert_eq!(
        delete(&mut company, &ids[1]),
        Ok(Deletion::Failed("Row not found"))
    );
    assert_eq!(delete(&mut company, &ids[0]).unwrap_err().status(), 409);
    assert_eq!(delete(&mut company, "x").unwrap_err().status(), 400);
    assert_eq!(record(&company, &ann).tables["employmentStatus"].len(), 1);
}

#[test]
fn earnings_and_an_end_of_pay_need_a_pay_schedule() {
    let (mut company, ann) = company();
    let pay =
        json!({"startDate": "2026-07-01", "endDate": "2026-12-31", "paySchedule": "Twice a month"});
    add(&mut company, &ann, "compensation", pay).unwrap();
    let earned = json!({"date": "2026-07-15", "amount": "10"});
    add(&mut company, &ann, "earnings", earned).unwrap();
    assert_eq!(
        record(&company, &ann).tables["earnings"][0]["amount"],
        "10 USD"
    );
}
