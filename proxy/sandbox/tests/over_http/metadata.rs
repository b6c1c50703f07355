//! Fields, lists, tables, countries and provinces.

use bamboohr_sandbox::ADMIN_KEY;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{World, header, json_of};

fn having<'a>(values: &'a Value, key: &str, wanted: &Value) -> Vec<&'a Value> {
    values
        .as_array()
        .unwrap()
        .iter()
        .filter(|value| value.get(key) == Some(wanted))
        .collect()
}

#[tokio::test]
async fn fields_have_the_stable_ids_and_the_oddities_of_the_real_catalogue() {
    let world = World::start().await;
    let fields = json_of(world.get("/meta/fields")).await;
    for (alias, id, kind) in [
        ("firstName", 1, "text"),
        ("lastName", 2, "text"),
        ("middleName", 5, "text"),
        ("preferredName", 1358, "text"),
        ("employeeNumber", 636, "employee_number"),
        ("status", 387, "status"),
        ("dateOfBirth", 6, "date"),
        ("gender", 154, "gender"),
        ("maritalStatus", 155, "marital_status"),
        ("ssn", 7, "ssn"),
        ("ethnicity", 1037, "list"),
        ("eeo", 157, "list"),
        ("address1", 8, "text"),
        ("address2", 9, "text"),
        ("city", 10, "text"),
        ("state", 11, "state"),
        ("zipcode", 12, "text"),
        ("country", 3991, "country"),
        ("homeEmail", 1357, "email"),
        ("workEmail", 15, "email"),
        ("homePhone", 14, "phone"),
        ("mobilePhone", 13, "phone"),
        ("workPhone", 634, "phone"),
        ("linkedIn", 4058, "contact_url"),
        ("hireDate", 3, "date"),
        ("employmentHistoryStatus", 16, "list"),
        ("jobTitle", 17, "list"),
        ("department", 4, "list"),
        ("division", 1355, "list"),
        ("location", 18, "list"),
        ("reportsTo", 91, "employee"),
        ("payRate", 19, "currency"),
        ("payChangeReason", 4017, "list"),
        ("payRateEffectiveDate", 4021, "date"),
        ("payType", 156, "pay_type"),
        ("payPer", 4330, "paid_per"),
        ("exempt", 4042, "exempt"),
    ] {
        let found = having(&fields, "alias", &json!(alias));
        assert_eq!(
            (&found[0]["id"], &found[0]["type"]),
            (&json!(id), &json!(kind)),
            "{alias}"
        );
    }
    let ids = |alias: &str| -> Vec<Value> {
        having(&fields, "alias", &json!(alias))
            .iter()
            .map(|field| field["id"].clone())
            .collect()
    };
    assert_eq!(ids("payRate"), [json!(19), json!("19.1")]);
    let names = having(&fields, "id", &json!(1358));
    assert_eq!(names[0].get("deprecated"), None);
    assert_eq!(
        (&names[1]["alias"], &names[1]["deprecated"]),
        (&json!("nickname"), &json!(true))
    );
    assert_eq!(ids("terminationDate"), [json!(-38)]);
    assert!(
        fields
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field.get("alias").is_none())
    );
    assert!(ids("customCandidateID")[0].as_i64().unwrap() > 4100);
}

#[tokio::test]
async fn lists_show_archived_options_and_what_cannot_be_managed() {
    let world = World::start().await;
    let response = world.get("/meta/lists").send().await.unwrap();
    assert_eq!(
        header(&response, "content-type"),
        "application/json; charset=UTF-8"
    );
    let lists: Value = response.json().await.unwrap();
    let titles = having(&lists, "alias", &json!("jobTitle"))[0];
    assert_eq!(
        (&titles["fieldId"], &titles["multiple"]),
        (&json!(17), &json!("no"))
    );
    let webmaster = having(&titles["options"], "name", &json!("Webmaster"))[0];
    assert_eq!(webmaster["archived"], "yes");
    assert!(webmaster["archivedDate"].is_string());
    let engineer = having(&titles["options"], "name", &json!("Backend Engineer"))[0];
    assert_eq!(
        (&engineer["archived"], &engineer["archivedDate"]),
        (&json!("no"), &Value::Null)
    );
    assert_eq!(
        having(&lists, "alias", &json!("location"))[0]["manageable"],
        "no"
    );
    let without_id: Vec<&Value> = lists
        .as_array()
        .unwrap()
        .iter()
        .filter(|list| list.get("id").is_none())
        .map(|list| &list["name"])
        .collect();
    assert_eq!(without_id, ["Pay Group"]);
}

#[tokio::test]
async fn tables_list_their_columns() {
    let world = World::start().await;
    let tables = json_of(world.get("/meta/tables")).await;
    let job = having(&tables, "alias", &json!("jobInfo"))[0];
    let title = having(&job["fields"], "alias", &json!("jobTitle"))[0];
    assert_eq!(
        title,
        &json!({"id": 17, "name": "Job Title", "alias": "jobTitle", "type": "list"})
    );
}

#[tokio::test]
async fn countries_come_all_or_by_code_and_lead_to_their_provinces() {
    let world = World::start().await;
    assert_eq!(
        json_of(world.get("/meta/countries/options"))
            .await
            .as_array()
            .unwrap()
            .len(),
        249
    );
    let states = json_of(world.get("/meta/countries/options?isoCode=us")).await;
    assert_eq!(
        (&states["name"], &states["isoCode"]),
        (&json!("United States"), &json!("US"))
    );
    let provinces = json_of(world.get(&format!("/meta/provinces/{}", states["id"]))).await;
    let utah = having(&provinces["options"], "label", &json!("UT"))[0];
    assert_eq!(
        (&utah["name"], &utah["iso"]),
        (&json!("Utah"), &json!("US-UT"))
    );
    let kingdom = json_of(world.get("/meta/countries/options?isoCode=GB")).await;
    let none = json_of(world.get(&format!("/meta/provinces/{}", kingdom["id"]))).await;
    assert_eq!(none, json!({"options": []}));
    for (endpoint, status) in [
        ("/meta/countries/options?isoCode=XX", StatusCode::NOT_FOUND),
        ("/meta/provinces/utah", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(
            world.get(endpoint).send().await.unwrap().status(),
            status,
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn the_limited_key_may_read_the_metadata() {
    let world = World::start().await;
    for endpoint in [
        "/meta/fields",
        "/meta/lists",
        "/meta/tables",
        "/meta/countries/options",
    ] {
        assert!(
            !json_of(world.get_as_limited(endpoint))
                .await
                .as_array()
                .unwrap()
                .is_empty(),
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn an_errors_text_is_one_short_line_of_ascii() {
    let world = World::start().await;
    let url = format!("{}/api/v1/meta/lists/17", world.sandbox.url());
    let name = format!("Bäcker {}", "x".repeat(10_000));
    let body = json!({"options": [{"value": name}, {"value": name}]});
    let request = world.client.put(url).basic_auth(ADMIN_KEY, Some("x"));
    let answer = request.json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let text = answer.headers()["x-bamboohr-error-message"]
        .to_str()
        .unwrap();
    assert!(text.contains("B?cker x") && text.len() <= 400, "{text}");
}
