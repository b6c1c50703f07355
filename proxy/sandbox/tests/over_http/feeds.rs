//! The dataset of people, the feed of changes, deletion, users, and changes of lists.

use bamboohr_sandbox::ADMIN_KEY;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::client::{World, header, json_of, xml_of};

impl World {
    fn dataset(&self, request: &Value) -> RequestBuilder {
        let url = format!("{}/api/v2/datasets/employee/data", self.sandbox.url());
        self.client
            .post(url)
            .basic_auth(ADMIN_KEY, Some("x"))
            .json(request)
    }

    fn put_list(&self, endpoint: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}/api/v1{endpoint}", self.sandbox.url());
        self.client
            .put(url)
            .basic_auth(ADMIN_KEY, Some("x"))
            .json(body)
    }
}

#[tokio::test]
async fn a_dataset_is_filtered_exactly_and_pages_with_links() {
    let world = World::start().await;
    world.add_ann().await;
    let exact =
        json!({"fields": ["eeid", "homeEmail"], "filter": "homeEmail eq 'ann@example.com'"});
    let found = json_of(world.dataset(&exact)).await;
    let expected = json!({
        "data": [{"fields": {"eeid": "118", "homeEmail": "ann@example.com"}}],
        "links": {},
        "meta": {"page": 1, "pageSize": 500, "totalPages": 1, "totalItems": 1},
    });
    assert_eq!(found, expected);
    let second = json!({"fields": ["eeid"], "page": 2, "pageSize": 5});
    let second = json_of(world.dataset(&second)).await;
    assert_eq!(second["data"].as_array().unwrap().len(), 5);
    let link = |page: u8| {
        json!(format!(
            "https://acme.bamboohr.com/api/v2/datasets/employee/data?page={page}"
        ))
    };
    assert_eq!(second["links"], json!({"prev": link(1), "next": link(3)}));
    assert_eq!(second["meta"]["totalPages"], 4);
}

#[tokio::test]
async fn a_mistake_in_a_dataset_request_is_a_problem_document() {
    let world = World::start().await;
    let response = world
        .dataset(&json!({"fields": ["workEmail"]}))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        header(&response, "content-type"),
        "application/problem+json"
    );
    let expected = json!({
        "type": "about:blank", "title": "Unprocessable Content", "status": 422, "detail": "Unknown field: workEmail",
    });
    assert_eq!(response.json::<Value>().await.unwrap(), expected);
}

#[tokio::test]
async fn who_is_deleted_is_gone_but_still_in_the_feed_of_changes() {
    let world = World::start().await;
    world.add_ann().await;
    let url = format!("{}/api/v1/employees/118", world.sandbox.url());
    let deletion = world.client.delete(url).basic_auth(ADMIN_KEY, Some("x"));
    let deletion = deletion.send().await.unwrap();
    assert_eq!(deletion.status(), StatusCode::NO_CONTENT);
    assert_eq!(header(&deletion, "content-type"), "");
    assert_eq!(header(&deletion, "x-request-id").len(), 39);
    let gone = world.get("/employees/118").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    world.add_ann().await;
    // Before every first day of the invented people, and after.
    let all = json_of(world.get("/employees/changed?since=1970-01-01T00:00:00Z")).await;
    assert_eq!(all["employees"].as_object().unwrap().len(), 17);
    let deleted = json_of(
        world.get("/employees/changed?since=1970-01-01T00%3A00%3A00%2B00%3A00&type=deleted"),
    );
    let deleted = deleted.await;
    let change = &deleted["employees"]["118"];
    assert_eq!(
        (&change["id"], &change["action"]),
        (&json!("118"), &json!("Deleted"))
    );
    assert_eq!(deleted["latest"], change["lastChanged"]);
    assert_eq!(all["employees"]["119"]["action"], "Inserted");
}

#[tokio::test]
async fn users_are_keyed_by_id_and_xml_unless_json_is_asked_for() {
    let world = World::start().await;
    let users = json_of(world.get("/meta/users")).await;
    let integration = &users["2399"];
    assert_eq!(
        (&integration["id"], &integration["employeeId"]),
        (&json!(2399), &json!(0))
    );
    assert_eq!(users["2403"]["email"], "ruth.adeyemi@acme.example");
    let url = format!("{}/api/v1/meta/users", world.sandbox.url());
    let xml = xml_of(world.client.get(url).basic_auth(ADMIN_KEY, Some("x"))).await;
    assert!(
        xml.contains("<user id=\"2403\" employeeId=\"13\"><firstName>Ruth</firstName>"),
        "{xml}"
    );
}

#[tokio::test]
async fn a_new_option_is_answered_with_the_whole_list_and_accepted_from_then_on() {
    let world = World::start().await;
    let body = json!({"options": [{"value": "Chef de Cuisine"}]});
    let request = world.put_list("/meta/lists/17", &body);
    let list = json_of(request.header("Accept", "application/json")).await;
    assert_eq!(
        (&list["fieldId"], &list["alias"]),
        (&json!(17), &json!("jobTitle"))
    );
    let options = list["options"].as_array().unwrap();
    assert_eq!(options.len(), 18);
    assert_eq!(options[17]["name"], "Chef de Cuisine");
    let lists = json_of(world.get("/meta/lists")).await;
    assert!(lists.as_array().unwrap().contains(&list));

    let hire = json!({"firstName": "Ann", "lastName": "Lee", "jobTitle": "chef de cuisine"});
    world.post("/employees", &hire).send().await.unwrap();
    assert_eq!(world.added()[0].fields["jobTitle"], "Chef de Cuisine");

    let id = &options[17]["id"];
    let hide = json!({"options": [{"id": id, "archived": "yes"}]});
    let xml = xml_of(world.put_list("/meta/lists/17", &hide)).await;
    let shown = format!("<option id=\"{id}\" archived=\"yes\"");
    assert!(xml.contains(&shown), "{xml}");
}
