//! A test person: added, looked at, deleted, and what that shows.

use std::collections::BTreeMap;

use super::*;

fn person() -> TestPerson {
    TestPerson {
        mark: "7K2Q".to_owned(),
        hire_date: "2027-01-04".to_owned(),
    }
}

/// Tries with a person, with all fields of the sandbox's company.
async fn tried(scenario: &Scenario) -> DoctorReport {
    let reader = client(&scenario.sandbox, "acme", ADMIN_KEY);
    let catalogue: Catalogue = crate::catalogue::read(&reader).await.unwrap();
    let client = client(&scenario.sandbox, scenario.company, &scenario.key);
    try_one(
        &client,
        &catalogue,
        &scenario.wanted,
        &person(),
        "now".to_owned(),
    )
    .await
}

fn test_people(sandbox: &Sandbox) -> Vec<BTreeMap<String, String>> {
    let people = sandbox.employees().into_iter().map(|person| person.fields);
    people
        .filter(|fields| {
            fields
                .get("firstName")
                .is_some_and(|name| name == "Test Person")
        })
        .collect()
}

fn codes(report: &DoctorReport) -> Vec<&str> {
    let findings = report.findings.iter();
    findings.map(|found| found.code.as_str()).collect()
}

#[tokio::test]
async fn a_test_person_is_added_looked_at_and_deleted() {
    let scenario = Scenario::new("test person, all is well").await;
    let report = tried(&scenario).await;
    line(scenario.name, &report);
    assert_eq!(
        codes(&report),
        ["adding-proven", "fields-kept", "test-person-deleted"]
    );
    assert_eq!(report.severity(), Severity::Good);
    assert!(test_people(&scenario.sandbox).is_empty());
}

#[tokio::test]
async fn a_test_person_that_may_not_be_deleted_is_named_and_left() {
    let scenario = Scenario::new("test person, key of a recruiter")
        .await
        .key(RECRUITER_KEY);
    let report = tried(&scenario).await;
    line(scenario.name, &report);
    assert_eq!(report.findings.last().unwrap().code, "test-person-left");
    let left = test_people(&scenario.sandbox);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["lastName"], "Please delete (7K2Q)");
}

#[tokio::test]
async fn what_the_key_may_not_write_is_found_by_the_test_person() {
    let may_not_write = ["payRate", "jobTitle"];
    let scenario = Scenario::new("test person, two fields not writable")
        .await
        .may(|key| key.write_fields = FieldSet::all_but(may_not_write));
    let report = tried(&scenario).await;
    line(scenario.name, &report);
    assert_eq!(troubles(&report), ["fields-not-kept: Job Title, Pay rate"]);
    assert!(test_people(&scenario.sandbox).is_empty());
}

#[tokio::test]
async fn a_test_person_that_cannot_be_added_says_why_and_is_tried_once() {
    let creates = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        requests.iter().filter(|one| one.method == "POST").count()
    };
    let refused = Scenario::new("test person, may not add people")
        .await
        .may(|key| key.add_people = false);
    let full = Scenario::new("test person, account full").await;
    full.sandbox
        .change_settings(|settings| settings.employee_limit = Some(1))
        .unwrap();
    let create = || Fault::on("POST", "/employees");
    let lost = Scenario::new("test person, answer lost")
        .await
        .fault(create().drop_after_storing());
    let down = Scenario::new("test person, BambooHR fails")
        .await
        .fault(create().answer(500));
    for (scenario, code) in [
        (refused, "adding-refused"),
        (full, "account-full"),
        (lost, "test-person-unknown"),
        (down, "test-person-unknown"),
    ] {
        let report = tried(&scenario).await;
        line(scenario.name, &report);
        assert_eq!(troubles(&report), [code], "{}", scenario.name);
        assert_eq!(creates(&scenario.sandbox), 1, "{}", scenario.name);
    }
}

#[tokio::test]
async fn a_value_that_is_not_liked_does_not_hide_whether_people_may_be_added() {
    let refusal = Fault::on("POST", "/employees").answer(409);
    let scenario = Scenario::new("test person, a value refused")
        .await
        .fault(refusal);
    let report = tried(&scenario).await;
    line(scenario.name, &report);
    assert_eq!(codes(&report), ["adding-proven", "test-person-deleted"]);
    assert!(test_people(&scenario.sandbox).is_empty());
}
