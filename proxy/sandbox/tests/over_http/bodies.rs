//! Bodies of requests: JSON and XML, and what comes of a body that is neither.

use reqwest::Response;
use serde_json::Value;

use crate::client::{World, header, json_of};

impl World {
    async fn post_xml(&self, endpoint: &str, content_type: &str, body: &str) -> Response {
        let url = format!("{}/api/v1{endpoint}", self.sandbox.url());
        let request = self
            .client
            .post(url)
            .basic_auth("sandbox-admin-key", Some("x"));
        let request = request.header("Content-Type", content_type);
        request.body(body.to_owned()).send().await.unwrap()
    }
}

#[tokio::test]
async fn people_are_added_and_changed_by_xml_as_by_json() {
    let world = World::start().await;
    let body = r#"<?xml version="1.0" encoding="UTF-8"?>
        <employee><field id="firstName">Ann &amp; Bo</field><field id="lastName">Lee</field>
        <field id="jobTitle">recruiter</field><field id="payRate" currency="EUR">41000</field></employee>"#;
    let created = world.post_xml("/employees", "application/xml", body).await;
    assert_eq!(created.status().as_u16(), 201);
    let echo: Value = created.json().await.unwrap();
    assert_eq!(echo["jobTitle"], "Recruiter");
    let body =
        r#"<employee><field id="homePhone">1</field><field id="nonsense">2</field></employee>"#;
    let updated = world
        .post_xml("/employees/118", "text/xml; charset=UTF-8", body)
        .await;
    assert_eq!(updated.status().as_u16(), 200);
    let person = &world.added()[0];
    for (field, text) in [
        ("firstName", "Ann & Bo"),
        ("payRate", "41000 EUR"),
        ("homePhone", "1"),
    ] {
        assert_eq!(person.fields[field], text);
    }
}

#[tokio::test]
async fn xml_that_is_none_or_declares_entities_is_400() {
    let world = World::start().await;
    let bomb = r#"<!DOCTYPE employee [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
        <employee><field id="firstName">&b;</field><field id="lastName">Lee</field></employee>"#;
    let nameless = r#"<employee><field id="firstName">Ann</field></employee>"#;
    let json = r#"{"firstName":"Ann","lastName":"Lee"}"#;
    for body in ["<employee>", "<person/>", "", bomb, nameless, json] {
        let response = world.post_xml("/employees", "application/xml", body).await;
        assert_eq!(response.status().as_u16(), 400, "{body}");
        assert_ne!(header(&response, "x-bamboohr-error-message"), "", "{body}");
    }
    assert!(world.added().is_empty());
}

#[tokio::test]
async fn json_may_be_asked_for_in_the_query_where_the_service_allows_it() {
    let world = World::start().await;
    let url = format!("{}/api/v1/meta/lists?format=JSON", world.sandbox.url());
    let lists = json_of(
        world
            .client
            .get(url)
            .basic_auth("sandbox-admin-key", Some("x")),
    )
    .await;
    assert!(lists.is_array());
    // Without it a changed list is XML.
    let url = format!("{}/api/v1/meta/lists/17?format=json", world.sandbox.url());
    let change = serde_json::json!({"options": [{"value": "Chef de Cuisine"}]});
    let changed = world.client.put(url).json(&change);
    let list = json_of(changed.basic_auth("sandbox-admin-key", Some("x"))).await;
    assert_eq!(list["alias"], "jobTitle");
}
