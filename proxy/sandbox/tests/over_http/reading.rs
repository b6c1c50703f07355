//! Reading people: one, the list, the directory, files and tables.

use bamboohr_sandbox::ADMIN_KEY;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{World, ann, json_of, xml_of};

/// A first day that lies ahead whenever the test runs.
const FUTURE: &str = "2999-01-04";

async fn world_with_a_future_hire() -> World {
    let world = World::start().await;
    let mut body = ann();
    body["hireDate"] = json!(FUTURE);
    body["jobTitle"] = json!("Recruiter");
    body["payRate"] = json!({"value": "41000.00", "currency": "GBP"});
    assert_eq!(
        world
            .post("/employees", &body)
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::CREATED
    );
    world
}

#[tokio::test]
async fn a_future_hire_is_inactive_and_has_a_job_only_when_future_values_are_asked_for() {
    let world = world_with_a_future_hire().await;
    let asked = "/employees/118?fields=status,jobTitle,payRate,nonsense";
    let current = json!({"id": "118", "status": "Inactive", "jobTitle": null, "payRate": " USD"});
    assert_eq!(json_of(world.get(asked)).await, current);
    assert_eq!(
        json_of(world.get(&format!("{asked}&onlyCurrent=true"))).await,
        current
    );
    let all = json!({"id": "118", "status": "Inactive", "jobTitle": "Recruiter", "payRate": "41000.00 GBP"});
    assert_eq!(
        json_of(world.get(&format!("{asked}&onlyCurrent=false"))).await,
        all
    );
}

#[tokio::test]
async fn the_directory_leaves_future_hires_and_leavers_out_and_the_list_has_them() {
    let world = world_with_a_future_hire().await;
    let directory = json_of(world.get("/employees/directory")).await;
    let names: Vec<&str> = directory["employees"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["lastName"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 14);
    assert!(!names.contains(&"Lee") && !names.contains(&"Parry"));
    assert_eq!(
        directory["fields"][0],
        json!({"id": "displayName", "type": "text", "name": "Display Name"})
    );
    let ruth = directory["employees"]
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["id"] == "13")
        .unwrap();
    assert_eq!(
        (&ruth["supervisor"], &ruth["canUploadPhoto"]),
        (&json!("Sofia Lindqvist"), &json!(1))
    );
    let list = json_of(world.get("/employees?filter[status]=inactive")).await;
    assert_eq!(list["meta"]["total"], 2);
}

#[tokio::test]
async fn the_directory_has_future_hires_when_future_values_are_asked_for_and_never_leavers() {
    let world = world_with_a_future_hire().await;
    let directory = json_of(world.get("/employees/directory?onlyCurrent=false")).await;
    let people = directory["employees"].as_array().unwrap();
    assert_eq!(people.len(), 15);
    let ann = people.iter().find(|person| person["id"] == "118").unwrap();
    assert_eq!(ann["jobTitle"], "Recruiter");
    assert!(people.iter().all(|person| person["lastName"] != "Parry"));
    let usual = json_of(world.get("/employees/directory?onlyCurrent=true")).await;
    assert_eq!(usual["employees"].as_array().unwrap().len(), 14);
}

#[tokio::test]
async fn an_employee_number_is_no_id() {
    let world = World::start().await;
    let astrid = json_of(world.get("/employees/4?fields=employeeNumber")).await;
    assert_eq!(astrid["employeeNumber"], "112");
    let response = world.get("/employees/112").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    // Ann's number is Astrid's id, which does not lead to Ann.
    let mut body = ann();
    body["employeeNumber"] = json!("4");
    world.post("/employees", &body).send().await.unwrap();
    let four = json_of(world.get("/employees/4?fields=firstName")).await;
    assert_eq!(four["firstName"], "Astrid");
}

#[tokio::test]
async fn field_names_may_be_encoded_and_only_the_last_fields_parameter_counts() {
    let world = World::start().await;
    let mut body = ann();
    body["customT-Shirt/Size#"] = json!("M");
    world.post("/employees", &body).send().await.unwrap();
    let odd = json_of(world.get("/employees/118?fields=customT-Shirt%2FSize%23%2C1")).await;
    assert_eq!(
        odd,
        json!({"id": "118", "customT-Shirt/Size#": "M", "1": "Ann"})
    );
    let last =
        json_of(world.get("/employees/118?fields=firstName&fields=lastName&fields[]=homeEmail"))
            .await;
    assert_eq!(last, json!({"id": "118", "lastName": "Lee"}));
}

#[tokio::test]
async fn who_is_not_there_is_404() {
    let world = World::start().await;
    for endpoint in [
        "/employees/999",
        "/employees/me",
        "/employees/999/files/view",
        "/employees/999/tables/jobInfo",
        "/employees/4/tables/nonsense",
        "/nonsense",
    ] {
        let response = world.get(endpoint).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{endpoint}");
    }
    assert_eq!(json_of(world.get("/employees/0")).await, json!({"id": "0"}));
}

#[tokio::test]
async fn the_list_pages_by_cursor_and_links_to_the_companys_own_host() {
    let world = World::start().await;
    let first = json_of(world.get("/employees?page[limit]=10&fields=workEmail")).await;
    assert_eq!(first["data"].as_array().unwrap().len(), 10);
    let cursor = first["meta"]["page"]["nextCursor"].as_str().unwrap();
    let page = json!({"limit": 10, "nextCursor": cursor, "prevCursor": null});
    assert_eq!(first["meta"], json!({"total": 15, "page": page}));
    let next = first["_links"]["next"]["href"].as_str().unwrap();
    assert!(
        next.starts_with("https://acme.bamboohr.com/api/v1/employees?page%5Blimit%5D=10&"),
        "{next}"
    );
    let query = next.split_once('?').unwrap().1;
    let second = json_of(world.get(&format!("/employees?{query}"))).await;
    assert_eq!(second["data"].as_array().unwrap().len(), 5);
    assert_eq!(second["meta"]["page"]["nextCursor"], Value::Null);
    assert_eq!(second["_links"]["next"], Value::Null);
    assert!(second["data"][0]["workEmail"].is_string());
}

#[tokio::test]
async fn a_list_asked_for_through_the_gateway_links_to_the_companys_own_host_too() {
    let world = World::start().await;
    let url = format!(
        "{}/api/gateway.php/acme/v1/employees?page[limit]=10",
        world.sandbox.url()
    );
    let request = world.client.get(url).basic_auth(ADMIN_KEY, Some("x"));
    let list = json_of(request).await;
    for link in ["self", "next"] {
        let href = list["_links"][link]["href"].as_str().unwrap();
        let beginning = "https://acme.bamboohr.com/api/v1/employees?";
        assert!(href.starts_with(beginning), "{link}: {href}");
    }
}

#[tokio::test]
async fn a_bad_list_request_says_why_in_a_json_body() {
    let world = World::start().await;
    for (query, status, code) in [
        ("filter[ssn]=1", 422, "UnprocessableEntity"),
        ("page[limit]=0", 400, "BadRequest"),
        ("page[after]=x", 400, "BadPage"),
    ] {
        let response = world
            .get(&format!("/employees?{query}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), status, "{query}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["error"]["code"], code, "{query}");
        assert!(body["error"]["message"].is_string(), "{query}");
    }
}

#[tokio::test]
async fn table_rows_have_all_columns_and_amounts_as_objects() {
    let world = world_with_a_future_hire().await;
    let rows = json_of(world.get("/employees/118/tables/compensation")).await;
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["employeeId"], "118");
    assert_eq!(rows[0]["startDate"], FUTURE);
    assert_eq!(
        rows[0]["rate"],
        json!({"currency": "GBP", "value": "41000.00"})
    );
    for empty in ["type", "endDate", "overtimeRate", "comment"] {
        assert_eq!(rows[0].get(empty), Some(&Value::Null), "{empty}");
    }
    let jobs = json_of(world.get("/employees/118/tables/jobInfo")).await;
    assert_eq!(jobs[0].get("teams"), Some(&Value::Null));
    assert_eq!(
        json_of(world.get("/employees/118/tables/contacts")).await,
        json!([])
    );
    let all = json_of(world.get("/employees/all/tables/jobInfo")).await;
    assert_eq!(all.as_array().unwrap().len(), 16);
}

#[tokio::test]
async fn the_file_categories_are_listed_per_employee() {
    let world = World::start().await;
    let files = json_of(world.get("/employees/4/files/view")).await;
    assert_eq!(files["employee"], json!({"id": 4}));
    let first = &files["categories"][0];
    assert_eq!(
        (&first["id"], &first["canUploadFiles"], &first["files"]),
        (&json!(13), &json!("yes"), &json!([]))
    );
    let refused = world
        .get_as_limited("/employees/4/files/view")
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_an_accept_for_json_people_directory_files_and_tables_are_xml() {
    let world = World::start().await;
    let mut body = ann();
    body["preferredName"] = json!("<Annie>");
    body["payRate"] = json!("10.00");
    world.post("/employees", &body).send().await.unwrap();
    let anything = |endpoint: &str| {
        let mut request = world.get(endpoint).build().unwrap();
        request
            .headers_mut()
            .insert("accept", "*/*".parse().unwrap());
        reqwest::RequestBuilder::from_parts(world.client.clone(), request)
    };
    let person = xml_of(anything("/employees/118?fields=preferredName,hireDate")).await;
    assert!(person.contains(r#"<employee id="118">"#), "{person}");
    assert!(
        person.contains(r#"<field id="preferredName">&lt;Annie&gt;</field>"#),
        "{person}"
    );
    let directory = xml_of(anything("/employees/directory")).await;
    assert!(
        directory.contains(r#"<directory><fieldset><field id="displayName" type="text">"#),
        "{directory}"
    );
    let files = xml_of(anything("/employees/118/files/view")).await;
    assert!(
        files.contains(r#"<category id="13"><name>Resumes and Applications</name>"#),
        "{files}"
    );
    let rows = xml_of(anything("/employees/118/tables/compensation")).await;
    assert!(rows.contains(r#"employeeId="118">"#), "{rows}");
    assert!(
        rows.contains(r#"<field id="rate" currency="USD">10.00</field>"#),
        "{rows}"
    );
    json_of(anything("/employees")).await;
    json_of(anything("/meta/fields")).await;
}
