//! The request log, through the library and over HTTP.

use bamboohr_sandbox::{ADMIN_KEY, Fault, LIMITED_KEY};
use serde_json::{Value, json};

use crate::client::World;

#[tokio::test]
async fn every_api_request_is_recorded_in_order_with_its_status_and_the_name_of_its_key() {
    let world = World::start().await;
    world.add_ann().await;
    world
        .get_as_limited("/employees?filter[lastName]=lee")
        .send()
        .await
        .unwrap();
    world
        .client
        .get(format!("{}/api/v1/employees/0/", world.sandbox.url()))
        .send()
        .await
        .unwrap();
    world
        .sandbox
        .add_fault(Fault::on("GET", "/employees/4").drop_before_storing());
    world.get("/employees/4").send().await.unwrap_err();
    world
        .client
        .get(format!("{}/", world.sandbox.url()))
        .send()
        .await
        .unwrap();
    world
        .client
        .get(format!(
            "{}/employees/employee.php?id=4",
            world.sandbox.url()
        ))
        .send()
        .await
        .unwrap();

    let url = format!("{}/_sandbox/requests", world.sandbox.url());
    let text = world
        .client
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let expected = json!([
        {"sequence": 1, "method": "POST", "path": "/api/v1/employees", "status": 201, "message": null, "key": "admin", "fault": null},
        {"sequence": 2, "method": "GET", "path": "/api/v1/employees?filter[lastName]=lee", "status": 200, "message": null, "key": "limited", "fault": null},
        {"sequence": 3, "method": "GET", "path": "/api/v1/employees/0/", "status": 401, "message": "API key not provided or invalid", "key": null, "fault": null},
        {"sequence": 4, "method": "GET", "path": "/api/v1/employees/4", "status": null, "message": null, "key": "admin", "fault": "connection dropped; nothing was carried out"},
    ]);
    let sent: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(without_times(&sent), expected);
    assert!(!text.contains(ADMIN_KEY) && !text.contains(LIMITED_KEY));
    assert_eq!(
        serde_json::to_value(world.sandbox.requests()).unwrap(),
        sent
    );
}

/// The recorded requests without what differs from run to run, which must be there.
fn without_times(requests: &Value) -> Value {
    let mut requests = requests.clone();
    for request in requests.as_array_mut().unwrap() {
        let request = request.as_object_mut().unwrap();
        let at = request.remove("at").unwrap();
        assert!(at.as_str().unwrap().ends_with('Z'), "{at}");
        assert!(request.remove("milliseconds").unwrap().is_u64());
    }
    requests
}

#[tokio::test]
async fn only_requests_after_a_number_can_be_asked_for() {
    let world = World::start().await;
    for id in 4..8 {
        let endpoint = format!("/employees/{id}");
        world.get(&endpoint).send().await.unwrap();
    }
    for (query, expected) in [("", 4), ("?after=0", 4), ("?after=3", 1), ("?after=9", 0)] {
        let url = format!("{}/_sandbox/requests{query}", world.sandbox.url());
        let requests: Value = world
            .client
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(requests.as_array().unwrap().len(), expected, "{query}");
    }
}

#[tokio::test]
async fn a_reset_forgets_people_requests_and_faults() {
    let world = World::start().await;
    world.add_ann().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(500));
    let url = format!("{}/_sandbox/reset", world.sandbox.url());
    assert_eq!(
        world
            .client
            .post(url)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        204
    );
    assert!(world.added().is_empty());
    assert!(world.sandbox.requests().is_empty());
    assert_eq!(world.add_ann().await.status().as_u16(), 201);
    assert_eq!(world.sandbox.requests()[0].sequence, 1);
    world.sandbox.reset();
    assert_eq!(world.sandbox.employees().len(), 15);
}
