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
        {"sequence": 1, "method": "POST", "path": "/api/v1/employees", "status": 201, "key": "admin"},
        {"sequence": 2, "method": "GET", "path": "/api/v1/employees?filter[lastName]=lee", "status": 200, "key": "limited"},
        {"sequence": 3, "method": "GET", "path": "/api/v1/employees/0/", "status": 401, "key": null},
        {"sequence": 4, "method": "GET", "path": "/api/v1/employees/4", "status": null, "key": "admin"},
    ]);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected);
    assert!(!text.contains(ADMIN_KEY) && !text.contains(LIMITED_KEY));
    assert_eq!(
        serde_json::to_value(world.sandbox.requests()).unwrap(),
        expected
    );
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
