//! Scenarios and seeds: what is special about each shows on the wire, and runs can be repeated.

use bamboohr_sandbox::{Fault, Sandbox, Scenario};
use serde_json::{Value, json};

use crate::client::{World, ann, header, json_of};

async fn start(scenario: Scenario) -> World {
    World::of(Sandbox::builder().scenario(scenario)).await
}

#[tokio::test]
async fn each_scenario_takes_a_new_person_in_its_own_way() {
    let on_payroll = json!({"firstName": "Ann", "lastName": "Lee", "paySchedule": "Twice a month"});
    let juggler = json!({"firstName": "Ann", "lastName": "Lee", "jobTitle": "Juggler"});
    for (scenario, body, status) in [
        (Scenario::Acme, ann(), 201),
        (Scenario::Empty, ann(), 201),
        (Scenario::Large, ann(), 201),
        (Scenario::Payroll, ann(), 201),
        (Scenario::Payroll, on_payroll.clone(), 400),
        (Scenario::Acme, on_payroll, 201),
        (Scenario::Acme, juggler.clone(), 201),
        (Scenario::Strict, juggler, 409),
        (Scenario::Before2026, ann(), 201),
        (Scenario::Busy, ann(), 201),
        (Scenario::Full, ann(), 429),
        (Scenario::Restricted, ann(), 201),
    ] {
        let world = start(scenario).await;
        let response = world.post("/employees", &body).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{scenario} {body}");
    }
}

#[tokio::test]
async fn the_large_company_has_pages_of_people_and_an_odd_catalogue() {
    let world = start(Scenario::Large).await;
    let list = json_of(world.get("/employees")).await;
    assert_eq!(list["meta"]["total"], 400);
    assert_eq!(list["data"].as_array().unwrap().len(), 250);
    assert!(list["meta"]["page"]["nextCursor"].is_string());
    let fields = json_of(world.get("/meta/fields")).await;
    assert_eq!(fields.as_array().unwrap().len(), 700);
    let body = json!({
        "firstName": "Ann", "lastName": "Lee", "customGröße": "M", "customBenefitLevel1": "high",
        "customAccessTags1": ["low", "high"], "5105": "17",
    });
    world.post("/employees", &body).send().await.unwrap();
    let asked = "customGröße,customBenefitLevel1,customAccessTags1,customBadgeNumber,5102";
    let read = json_of(world.get(&format!("/employees/1001?fields={asked}"))).await;
    let expected = json!({
        "id": "1001", "customGröße": "M", "customBenefitLevel1": "High", "customAccessTags1": "Low,High",
        "customBadgeNumber": "17", "5102": "M",
    });
    assert_eq!(read, expected);
}

#[tokio::test]
async fn a_field_of_the_large_company_is_unknown_to_the_usual_one() {
    let world = World::start().await;
    let read = json_of(world.get("/employees/4?fields=customBadge,5105")).await;
    assert_eq!(read, json!({"id": "4"}));
}

#[tokio::test]
async fn before_2026_answers_were_empty_and_the_header_misspelt() {
    let world = start(Scenario::Before2026).await;
    let created = world.add_ann().await;
    assert_eq!(header(&created, "content-type"), "text/html; charset=UTF-8");
    let duplicate = world.add_ann().await;
    assert_eq!(header(&duplicate, "x-bamboohr-error-message"), "");
    assert_eq!(
        header(&duplicate, "x-bamboohr-error-messsage"),
        "Duplicate email"
    );
}

#[tokio::test]
async fn the_restricted_administrator_sees_no_pay_no_files_and_no_directory() {
    let world = start(Scenario::Restricted).await;
    let read = json_of(world.get("/employees/12?fields=payRate,jobTitle")).await;
    assert_eq!(
        read,
        json!({"id": "12", "jobTitle": "People Operations Manager"})
    );
    for (endpoint, status) in [
        ("/employees/directory", 403),
        ("/employees/12/files/view", 404),
    ] {
        assert_eq!(
            world.get(endpoint).send().await.unwrap().status().as_u16(),
            status
        );
    }
}

#[tokio::test]
async fn a_scenario_survives_a_reset() {
    let world = start(Scenario::Empty).await;
    world.add_ann().await;
    world.sandbox.reset();
    assert!(world.sandbox.employees().is_empty());
    let full = start(Scenario::Full).await;
    full.sandbox.reset();
    assert_eq!(full.add_ann().await.status().as_u16(), 429);
}

/// Everything of a short conversation that is left to chance or to the clock.
async fn conversation(seed: u64) -> Vec<String> {
    // On a clock that goes on, the next reading would be of another day.
    let start = "2026-11-23T23:59:59.999Z".parse().unwrap();
    let builder = Sandbox::builder()
        .scenario(Scenario::Large)
        .seed(seed)
        .now(start);
    let world = World::of(builder).await;
    world
        .sandbox
        .add_fault(Fault::on("GET", "/employees/5").answer(500));
    let mut texts = vec![world.sandbox.issue_tokens("admin").unwrap().access_token];
    let hire = json!({"firstName": "Ann", "lastName": "Lee", "hireDate": "2026-11-24"});
    let hired = world.post("/employees", &hire).send().await.unwrap();
    texts.push(header(&hired, "x-request-id"));
    texts.push(hired.text().await.unwrap());
    for endpoint in [
        "/employees/all/tables/jobInfo",
        "/employees",
        "/employees/5",
        "/employees/changed?since=2026-11-23T00:00:00Z",
        "/nowhere",
    ] {
        let response = world.get(endpoint).send().await.unwrap();
        texts.push(header(&response, "x-request-id"));
        texts.push(response.text().await.unwrap());
    }
    texts
}

#[tokio::test]
async fn the_same_seed_gives_the_same_answers_and_another_seed_others() {
    let first = conversation(7).await;
    assert_eq!(conversation(7).await, first);
    let other = conversation(8).await;
    assert!(first[2].contains("Inactive"), "{}", first[2]);
    for position in [0, 1, 3, 4] {
        assert_ne!(first[position], other[position]);
    }
}

#[tokio::test]
async fn rows_come_in_no_order_that_could_be_relied_on() {
    let world = start(Scenario::Large).await;
    let rows = json_of(world.get("/employees/all/tables/jobInfo")).await;
    let dates: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["date"].as_str())
        .collect();
    let is_falling = |pair: &[&str]| pair[0] > pair[1];
    let falls = dates.windows(2).filter(|pair| is_falling(pair)).count();
    assert!(
        falls > dates.len() / 4 && falls < dates.len() * 3 / 4,
        "{falls} of {}",
        dates.len()
    );
}

#[tokio::test]
async fn a_clock_that_is_set_decides_who_is_active() {
    let start = "2031-05-01T12:00:00Z".parse().unwrap();
    let world = World::of(Sandbox::builder().now(start)).await;
    for (day, status) in [("2031-05-01", "Active"), ("2031-05-02", "Inactive")] {
        let body = json!({"firstName": "Ann", "lastName": "Lee", "hireDate": day});
        let response = world.post("/employees", &body).send().await.unwrap();
        assert!(header(&response, "date").starts_with("Thu, 01 May 2031 12:"));
        assert_eq!(response.json::<Value>().await.unwrap()["status"], status);
    }
    let clock = json_of(world.control("GET", "/clock", &json!({}))).await;
    assert!(
        clock["now"].as_str().unwrap().starts_with("2031-05-01T12:"),
        "{clock}"
    );
}

#[tokio::test]
async fn a_state_file_keeps_settings_and_keys_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let builder = || Sandbox::builder().state_file(file.clone());
    let first = builder().scenario(Scenario::Payroll).start().await.unwrap();
    first
        .set_key("audit", bamboohr_sandbox::Key::limited("audits-key"))
        .unwrap();
    first
        .change_settings(|settings| settings.visibility_lag_seconds = 9)
        .unwrap();
    first.stop().await;

    let again = builder().start().await.unwrap();
    let settings = again.settings();
    assert_eq!(settings.visibility_lag_seconds, 9);
    assert_eq!(settings.payroll.schedules, ["Twice a month"]);
    assert!(again.remove_key("audit"));
    again.stop().await;
    let other = builder()
        .scenario(Scenario::Empty)
        .start()
        .await
        .unwrap_err();
    assert_eq!(other.kind(), std::io::ErrorKind::InvalidData);
}
