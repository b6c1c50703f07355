#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first surprise, and takes values written in place"
)]
use super::*;
use crate::company::Clock;

fn company() -> Company {
    let moment = Clock::default().read();
    let mut company = Company::seeded(moment);
    let ann = json!({
        "firstName": "Ann", "lastName": "Lee", "homeEmail": "ann@example.com", "hireDate": "2999-01-04",
        "jobTitle": "Recruiter", "customCandidateID": "cand_9",
    });
    company
        .create(&Caller::administrator(), ann.to_string().as_bytes(), moment)
        .unwrap();
    company
}

fn ask(caller: &Caller, request: Value) -> Result<DatasetPage, Problem> {
    let body = request.to_string();
    company().dataset(caller, "employee", body.as_bytes(), Clock::default().read())
}

/// The `eeid`s that a filter finds.
fn found(filter: &str) -> Vec<String> {
    let request = json!({"fields": ["eeid"], "filter": filter});
    let page = ask(&Caller::administrator(), request).unwrap();
    let id = |row: &Value| row["fields"]["eeid"].as_str().unwrap().to_owned();
    page.rows.iter().map(id).collect()
}

fn status(request: Value) -> u16 {
    let refused = ask(&Caller::administrator(), request);
    refused.map_or_else(|problem| problem.status, |_| 200)
}

#[test]
fn a_row_has_the_fields_asked_for_under_the_names_of_the_dataset() {
    let request = json!({
        "fields": [
            "eeid", "email", "homeEmail", "status", "jobInformationJobTitle", "jobInformationReportsTo",
            "employmentStatus", "customCandidateID", "hireDate",
        ],
        "filter": "eeid eq '13'",
    });
    let page = ask(&Caller::administrator(), request).unwrap();
    let hired = company().employee("13").unwrap().hire_date().unwrap();
    let fields = json!({
        "eeid": "13", "email": "ruth.adeyemi@acme.example", "homeEmail": null, "status": "Active",
        "jobInformationJobTitle": "Recruiter", "jobInformationReportsTo": "Sofia Lindqvist",
        "employmentStatus": "Full-Time", "customCandidateID": null, "hireDate": hired.to_string(),
    });
    assert_eq!(page.rows, [json!({"fields": fields})]);
}

#[test]
fn filters_compare_exactly_and_find_inactive_people_too() {
    for (filter, expected) in [
        ("email eq 'ruth.adeyemi@acme.example'", &["13"][..]),
        ("email eq 'adeyemi@acme.example'", &[]),
        ("email eq 'Ruth.Adeyemi@acme.example'", &[]),
        ("homeEmail eq 'former.colleague@example.com'", &["15"]),
        ("customCandidateID eq 'cand_9'", &["118"]),
        ("lastName eq 'O Farrell'", &[]),
        (
            "lastName eq 'Blake' and employmentStatus eq 'Part-Time'",
            &["10"],
        ),
        ("lastName eq 'Lee' or lastName eq 'Holm'", &["4", "118"]),
        ("  lastName   eq   'Lee'  ", &["118"]),
        ("status eq 'Inactive'", &["15", "118"]),
        ("status ne 'Active'", &["15", "118"]),
        ("hireDate gt '2990-01-01'", &["118"]),
        (
            "hireDate ge '2999-01-04' and hireDate le '2999-01-04'",
            &["118"],
        ),
        ("hireDate lt '1990-01-01'", &[]),
        ("jobInformationJobTitle eq 'Recruiter'", &["13"]),
        ("jobInformationJobTitle eq ''", &["118"]),
    ] {
        assert_eq!(found(filter), expected, "{filter}");
    }
}

#[test]
fn each_mistake_has_its_status() {
    for (request, expected) in [
        (json!([]), 400),
        (json!({}), 400),
        (json!({"fields": []}), 400),
        (json!({"fields": ["eeid", 7]}), 400),
        (json!({"fields": "eeid"}), 400),
        (json!({"fields": ["eeid"], "filter": 7}), 400),
        (json!({"fields": ["eeid"], "filter": "email"}), 400),
        (json!({"fields": ["eeid"], "filter": "email eq"}), 400),
        (json!({"fields": ["eeid"], "filter": "email eq ann"}), 400),
        (
            json!({"fields": ["eeid"], "filter": "email eq \"ann\""}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "lastName eq 'O'Farrell'"}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "lastName eq 'O''Farrell'"}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "email like 'ann'"}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "email eq 'a' xor email eq 'b'"}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "email eq 'a' and"}),
            400,
        ),
        (
            json!({"fields": ["eeid"], "filter": "email eq 'a' and email eq 'b' or email eq 'c'"}),
            400,
        ),
        (json!({"fields": ["eeid"], "orderBy": "email up"}), 400),
        (json!({"fields": ["nonsense"]}), 422),
        (json!({"fields": ["workEmail"]}), 422),
        (json!({"fields": ["jobTitle"]}), 422),
        (json!({"fields": ["payRate"]}), 422),
        (json!({"fields": ["15"]}), 422),
        (
            json!({"fields": ["eeid"], "filter": "workEmail eq 'a'"}),
            422,
        ),
        (
            json!({"fields": ["eeid"], "filter": "lastName lt 'a'"}),
            422,
        ),
        (json!({"fields": ["eeid"], "orderBy": "nonsense"}), 422),
        (json!({"fields": ["eeid"], "page": 0}), 422),
        (json!({"fields": ["eeid"], "page": "1"}), 422),
        (json!({"fields": ["eeid"], "pageSize": -1}), 422),
        (json!({"fields": ["eeid"], "pageSize": 1001}), 413),
        (json!({"fields": ["eeid"], "pageSize": 1000}), 200),
    ] {
        assert_eq!(status(request.clone()), expected, "{request}");
    }
    let broken = company().dataset(
        &Caller::administrator(),
        "employee",
        b"{",
        Clock::default().read(),
    );
    assert_eq!(broken.unwrap_err().status, 400);
    let body = br#"{"fields": ["eeid"]}"#;
    let other = company().dataset(
        &Caller::administrator(),
        "applicants",
        body,
        Clock::default().read(),
    );
    assert_eq!(other.unwrap_err().status, 404);
}

#[test]
fn a_field_that_may_not_be_read_is_refused_wherever_it_stands() {
    for (request, expected) in [
        (json!({"fields": ["firstName", "email"]}), None),
        (json!({"fields": ["firstName", "homeEmail"]}), Some(403)),
        (
            json!({"fields": ["email"], "filter": "homeEmail eq 'x'"}),
            Some(403),
        ),
        (
            json!({"fields": ["email"], "orderBy": "hireDate"}),
            Some(403),
        ),
    ] {
        let refused = ask(&Caller::limited(), request.clone()).err();
        assert_eq!(refused.map(|problem| problem.status), expected, "{request}");
    }
}

#[test]
fn rows_come_in_the_order_and_on_the_page_asked_for() {
    let names = |page: u64, order: &str| {
        let request = json!({
            "fields": ["lastName", "eeid"], "orderBy": order, "page": page, "pageSize": 7,
        });
        let page = ask(&Caller::administrator(), request).unwrap();
        assert_eq!((page.total, page.pages()), (16, 3));
        let name = |row: &Value| {
            let fields = &row["fields"];
            format!(
                "{} {}",
                fields["lastName"].as_str().unwrap(),
                fields["eeid"].as_str().unwrap()
            )
        };
        page.rows.iter().map(name).collect::<Vec<_>>()
    };
    let first = names(1, "lastName, eeid desc");
    assert_eq!(&first[..3], ["Adeyemi 13", "Blake 9", "Blake 10"]);
    assert_eq!(first.len(), 7);
    assert_eq!(names(3, "lastName").len(), 2);
    assert!(names(4, "lastName").is_empty());
    assert_eq!(names(1, "lastName desc")[0], "Tan 11");
}

#[test]
fn a_new_person_takes_a_while_to_be_found() {
    let mut company = company();
    company.settings.visibility_lag_seconds = 60;
    let added = company.employee("118").unwrap().added.unwrap();
    let found = |seconds: i64| {
        let later = Moment::at(added + jiff::SignedDuration::from_secs(seconds));
        let body = json!({"fields": ["eeid"], "filter": "lastName eq 'Lee'"}).to_string();
        let caller = Caller::administrator();
        let page = company.dataset(&caller, "employee", body.as_bytes(), later);
        page.unwrap().total
    };
    assert_eq!((found(59), found(60)), (0, 1));
}
