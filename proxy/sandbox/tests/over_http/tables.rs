//! Writing table rows, in both versions and both languages.

use bamboohr_sandbox::ADMIN_KEY;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::client::{FORMS, World, header, json_of, xml_of};

impl World {
    fn at(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.sandbox.url()))
            .basic_auth(ADMIN_KEY, Some("x"))
    }
}

#[tokio::test]
async fn a_row_is_added_with_an_empty_answer_that_does_not_say_its_id() {
    for form in FORMS {
        for version in ["v1", "v1_1"] {
            for slash in ["", "/"] {
                let world = World::start().await;
                world.add_ann().await;
                let path = form.replace("v1", version);
                let path = format!("{path}/employees/118/tables/jobInfo{slash}");
                let row = json!({
                    "date": "2026-07-01", "jobTitle": "Recruiter", "reportsTo": "Sofia Lindqvist",
                    "teams": ["Hiring", "Growth"],
                });
                for _ in 0..2 {
                    let response = world.at(Method::POST, &path).json(&row);
                    let response = response.send().await.unwrap();
                    assert_eq!(response.status(), StatusCode::OK, "{path}");
                    assert_eq!(
                        header(&response, "content-type"),
                        "text/html; charset=UTF-8"
                    );
                    assert_eq!(header(&response, "location"), "");
                    assert_eq!(response.text().await.unwrap(), "");
                }
                let rows = json_of(world.get("/employees/118/tables/jobInfo")).await;
                let rows = rows.as_array().unwrap();
                assert_eq!(rows.len(), 2, "{path}");
                assert_ne!(rows[0]["id"], rows[1]["id"]);
                assert_eq!(rows[0]["reportsTo"], "Sofia Lindqvist");
                assert_eq!(rows[0]["teams"], json!(["Hiring", "Growth"]));
                assert_eq!(rows[0]["location"], Value::Null);
            }
        }
    }
}

#[tokio::test]
async fn a_row_may_be_xml_and_is_changed_column_by_column() {
    let world = World::start().await;
    let path = "/api/v1_1/employees/13/tables/compensation";
    let added = world
        .at(Method::POST, path)
        .header("Content-Type", "text/xml")
        .body(
            "<row><field id=\"startDate\">2026-07-01</field><field id=\"rate\" currency=\"GBP\">43000.00</field>\
             <field id=\"comment\">R&amp;D</field></row>",
        );
    assert_eq!(added.send().await.unwrap().status(), StatusCode::OK);
    let newest = async || {
        let rows = json_of(world.get("/employees/13/tables/compensation")).await;
        let rows = rows.as_array().unwrap().iter();
        let newest = rows.max_by_key(|row| row["startDate"].as_str().unwrap().to_owned());
        newest.unwrap().clone()
    };
    let row = newest().await;
    assert_eq!(row["rate"], json!({"currency": "GBP", "value": "43000.00"}));
    let id = row["id"].as_str().unwrap();
    let change = world
        .at(Method::POST, &format!("{path}/{id}"))
        .json(&json!({"rate": "44000", "nonsense": 1}));
    let change = change.send().await.unwrap();
    assert_eq!(change.status(), StatusCode::OK);
    assert_eq!(change.text().await.unwrap(), "");
    let row = newest().await;
    assert_eq!(row["rate"], json!({"currency": "USD", "value": "44000"}));
    assert_eq!(row["comment"], "R&D");
}

#[tokio::test]
async fn a_deletion_is_200_whether_or_not_there_was_a_row() {
    let world = World::start().await;
    let rows = json_of(world.get("/employees/13/tables/jobInfo")).await;
    let id = rows[0]["id"].as_str().unwrap();
    let path = format!("/api/v1/employees/13/tables/jobInfo/{id}");
    let first = json_of(world.at(Method::DELETE, &path)).await;
    assert_eq!(first, json!({"success": true}));
    let second = json_of(world.at(Method::DELETE, &path)).await;
    assert_eq!(second, json!({"success": false, "error": "Row not found"}));
    assert_eq!(
        json_of(world.get("/employees/13/tables/jobInfo")).await,
        json!([])
    );
}

#[tokio::test]
async fn only_version_1_1_ends_and_renews_an_employment() {
    let leaving = json!({
        "date": "2026-01-31", "employmentStatus": "Terminated", "terminationTypeId": "Resignation (Voluntary)",
        "terminationReasonId": "Career Change", "terminationRehireId": "Yes",
    });
    let back = json!({"date": "2026-03-01", "employmentStatus": "Part-Time"});
    let asked = "/employees/4?fields=status,terminationDate,hireDate,originalHireDate";
    for (version, is_followed) in [("v1", false), ("v1_1", true)] {
        let world = World::start().await;
        let path = format!("/api/{version}/employees/4/tables/employmentStatus");
        let before = json_of(world.get(asked)).await;
        let left = world.at(Method::POST, &path).json(&leaving);
        assert_eq!(left.send().await.unwrap().status(), StatusCode::OK);
        let after = json_of(world.get(asked)).await;
        if !is_followed {
            assert_eq!(after, before);
            continue;
        }
        assert_eq!(
            (&after["status"], &after["terminationDate"]),
            (&json!("Inactive"), &json!("2026-01-31"))
        );
        let renewed = world.at(Method::POST, &path).json(&back);
        assert_eq!(renewed.send().await.unwrap().status(), StatusCode::OK);
        let renewed = json_of(world.get(asked)).await;
        let expected = json!({
            "id": "4", "status": "Active", "terminationDate": "0000-00-00", "hireDate": "2026-03-01",
            "originalHireDate": before["hireDate"],
        });
        assert_eq!(renewed, expected);
    }
}

#[tokio::test]
async fn several_options_stand_in_one_field_of_the_xml() {
    let world = World::start().await;
    let row = json!({"date": "2026-07-01", "teams": "growth, Platform"});
    let path = "/api/v1/employees/13/tables/jobInfo";
    world
        .at(Method::POST, path)
        .json(&row)
        .send()
        .await
        .unwrap();
    let rows = xml_of(world.at(Method::GET, path)).await;
    assert!(
        rows.contains("<field id=\"teams\">Growth, Platform</field>"),
        "{rows}"
    );
}

#[tokio::test]
async fn one_may_report_to_a_namesake_but_not_to_oneself() {
    let world = World::start().await;
    let twin = json!({"firstName": "Ann", "lastName": "Lee"});
    for _ in 0..2 {
        world.post("/employees", &twin).send().await.unwrap();
    }
    let row = json!({"date": "2026-01-01", "reportsTo": "Ann Lee"});
    for (id, status) in [("119", StatusCode::OK), ("118", StatusCode::CONFLICT)] {
        let path = format!("/employees/{id}/tables/jobInfo");
        let answer = world.post(&path, &row).send().await.unwrap();
        assert_eq!(answer.status(), status, "{id}");
    }
}
