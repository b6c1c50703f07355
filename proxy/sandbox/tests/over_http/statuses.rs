//! Every documented status of every endpoint that a request alone can bring about, one row each.
//!
//! Missing on purpose, because only a fault makes them: 429 and 500 of the list, 500 of the directory, of deletion,
//! of new categories, of datasets and of webhooks, 503 of an upload. And because no key of the sandbox stands for
//! them: 403 of reading one person, of `files/view` and of `meta/lists`.

use bamboohr_sandbox::{ADMIN_KEY, LIMITED_KEY};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{World, header, json_of};

const NO_KEY: &str = "nobodys-key";
const FORM: &str = "multipart/form-data; boundary=b";

/// A request and the status it is answered with.
struct Case {
    method: Method,
    path: String,
    key: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
    status: u16,
}

fn get(path: &str, status: u16) -> Case {
    Case {
        method: Method::GET,
        path: path.to_owned(),
        key: ADMIN_KEY,
        content_type: "",
        body: Vec::new(),
        status,
    }
}

fn delete(path: &str, status: u16) -> Case {
    let method = Method::DELETE;
    Case {
        method,
        ..get(path, status)
    }
}

fn post(path: &str, body: &Value, status: u16) -> Case {
    Case {
        method: Method::POST,
        content_type: "application/json",
        body: body.to_string().into_bytes(),
        ..get(path, status)
    }
}

fn put(path: &str, body: &Value, status: u16) -> Case {
    let method = Method::PUT;
    Case {
        method,
        ..post(path, body, status)
    }
}

impl Case {
    fn of(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    fn saying(mut self, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        self.content_type = content_type;
        self.body = body.into();
        self
    }
}

/// A form with a part for each name; the part `file` is a file of this name.
fn form(parts: &[(&str, &str)], file_name: &str) -> String {
    let part = |(name, content): &(&str, &str)| {
        let file = match *name {
            "file" => format!("; filename=\"{file_name}\""),
            _ => String::new(),
        };
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
    };
    let parts: String = parts.iter().map(part).collect();
    format!("{parts}--b--\r\n")
}

fn upload(parts: &[(&str, &str)], file_name: &str, status: u16) -> Case {
    post("/v1/employees/118/files", &Value::Null, status).saying(FORM, form(parts, file_name))
}

fn people() -> Vec<Case> {
    let ann = json!({"firstName": "Ann", "lastName": "Lee"});
    let taken =
        json!({"firstName": "A", "lastName": "B", "homeEmail": "former.colleague@example.com"});
    vec![
        post("/v1/employees", &json!({"firstName": "Ann"}), 400),
        post("/v1/employees", &ann, 401).of(NO_KEY),
        post("/v1/employees", &ann, 403).of(LIMITED_KEY),
        post("/v1/employees", &taken, 409),
        post("/v1/employees/118", &json!([]), 400),
        post("/v1/employees/118", &ann, 403).of(LIMITED_KEY),
        post("/v1/employees/999", &ann, 404),
        post("/v1/employees/118", &taken, 409),
        get(
            &format!("/v1/employees/118?fields={}", "x,".repeat(401)),
            400,
        ),
        get("/v1/employees/118", 401).of(NO_KEY),
        get("/v1/employees/999", 404),
        get("/v1/employees?page[limit]=0", 400),
        get("/v1/employees", 401).of(NO_KEY),
        get("/v1/employees?filter[nonsense]=x", 422),
        get("/v1/employees/directory", 401).of(NO_KEY),
        delete("/v1/employees/118", 401).of(NO_KEY),
        delete("/v1/employees/118", 403).of(LIMITED_KEY),
        delete("/v1/employees/999", 404),
        get("/v1/employees/changed", 400),
        get("/v1/employees/changed?since=yesterday", 400),
        get(
            "/v1/employees/changed?since=2026-01-01T00:00:00Z&type=moved",
            400,
        ),
        get("/v1/employees/changed?since=2026-01-01T00:00:00Z", 401).of(NO_KEY),
    ]
}

/// `status`, `job` and `earning` are rows of 118, who has no pay schedule.
fn tables(status: &str, job: &str, earning: &str) -> Vec<Case> {
    let table = "/v1_1/employees/118/tables";
    let job_rows = format!("{table}/jobInfo");
    let row = json!({"date": "2026-07-01", "department": "People"});
    let leaving = json!({"date": "2026-07-01", "employmentStatus": "Terminated"});
    let mut cases = vec![
        get("/v1/employees/118/tables/nonsense", 404),
        get("/v1/employees/999/tables/jobInfo", 404),
        post(
            &format!("{table}/employmentStatus"),
            &json!({"date": "2026-07-01"}),
            400,
        ),
        post(&format!("{table}/employmentStatus"), &leaving, 400),
        post(&job_rows, &row, 401).of(NO_KEY),
        post(&job_rows, &row, 403).of(LIMITED_KEY),
        post(&job_rows.replace("118", "999"), &row, 404),
        post(&format!("{table}/nonsense"), &row, 404),
        post(
            &job_rows,
            &json!({"date": "2026-07-01", "department": "Print"}),
            406,
        ),
        post(
            &job_rows,
            &json!({"date": "2026-07-01", "reportsTo": "Ann Lee"}),
            409,
        ),
        post(&format!("{table}/earnings"), &json!({"amount": "1"}), 412),
        post(&job_rows, &Value::Null, 400).saying("application/xml", "<row>"),
        post(
            &job_rows.replace("v1_1", "v1"),
            &json!({"date": "soon"}),
            406,
        ),
    ];
    let job_row = format!("{job_rows}/{job}");
    cases.extend([
        post(&job_row, &json!([]), 400),
        post(&job_row, &row, 403).of(LIMITED_KEY),
        post(&format!("{job_rows}/{status}"), &row, 404),
        post(&format!("{job_rows}/1"), &row, 404),
        post(&job_row, &json!({"location": "Atlantis"}), 406),
        post(&job_row, &json!({"reportsTo": "Ann Lee"}), 409),
        post(
            &format!("{table}/earnings/{earning}"),
            &json!({"amount": "2"}),
            412,
        ),
    ]);
    let table = "/v1/employees/118/tables";
    cases.extend([
        delete(&format!("{table}/jobInfo/x"), 400),
        delete(&format!("{table}/jobInfo/{job}"), 401).of(NO_KEY),
        delete(&format!("{table}/jobInfo/{job}"), 403).of(LIMITED_KEY),
        delete(&format!("{table}/nonsense/{job}"), 404),
        delete(&format!("{table}/employmentStatus/{status}"), 409),
        delete(&format!("{table}/earnings/{earning}"), 412),
    ]);
    cases
}

fn files() -> Vec<Case> {
    let (name, category, file) = (("fileName", "CV"), ("category", "13"), ("file", "x"));
    let all = [name, category, file];
    let photo = "/v1/employees/118/photo";
    let categories = "/v1/employees/files/categories";
    vec![
        get("/v1/employees/118/files/view", 404).of(LIMITED_KEY),
        get("/v1/employees/999/files/view", 404),
        get("/v1/employees/118/files/1", 404),
        get("/v1/employees/118/files/1", 403).of(LIMITED_KEY),
        upload(&[category, file], "cv.pdf", 400),
        upload(&[name, file], "cv.pdf", 400),
        upload(&[name, category], "cv.pdf", 400),
        upload(&[name, category, ("file", "")], "cv.pdf", 400),
        upload(&[name, ("category", "CVs"), file], "cv.pdf", 400),
        upload(&[name, category, ("share", "1"), file], "cv.pdf", 400),
        upload(&all, "cv.exe", 400),
        upload(&all, "cv.pdf", 400).saying("application/json", "{}"),
        upload(&all, "cv.pdf", 401).of(NO_KEY),
        upload(&all, "cv.pdf", 403).of(LIMITED_KEY),
        upload(&[name, ("category", "99"), file], "cv.pdf", 404),
        post("/v1/employees/999/files", &Value::Null, 404).saying(FORM, form(&all, "cv.pdf")),
        upload(
            &[name, category, ("file", &"x".repeat(20 * 1024 * 1024 + 1))],
            "cv.pdf",
            413,
        ),
        post(categories, &json!(["Signed Documents"]), 400),
        post(categories, &json!([""]), 400),
        post(categories, &json!({}), 400),
        post(categories, &json!(["Visas"]), 403).of(LIMITED_KEY),
        post(photo, &json!({}), 400),
        post(photo, &json!({"fileBase64": "!"}), 400),
        post(photo, &Value::Null, 400).saying(FORM, form(&[name], "")),
        // The first bytes of a PNG and no more.
        post(
            photo,
            &json!({"fileBase64": "iVBORw0KGgoAAAANSUhEUgAA"}),
            402,
        ),
        post(photo, &json!({"fileBase64": "R0lGODlhlgCWAAAAAA=="}), 403).of(LIMITED_KEY),
        post(
            "/v1/employees/999/photo",
            &json!({"fileBase64": "R0lGODlhlgCWAAAAAA=="}),
            404,
        ),
        post(photo, &Value::Null, 413).saying(
            FORM,
            form(&[("file", &"x".repeat(20 * 1024 * 1024 + 1))], ""),
        ),
        post(
            photo,
            &json!({"fileBase64": "JVBERi0xLjcgYW5kIG1vcmU="}),
            415,
        ),
        // 150 by 100, and 100 by 100.
        post(photo, &json!({"fileBase64": "R0lGODlhlgBkAAAAAA=="}), 415),
        post(photo, &json!({"fileBase64": "R0lGODlhZABkAAAAAA=="}), 415),
    ]
}

fn metadata() -> Vec<Case> {
    let new = json!({"options": [{"value": "Chef"}]});
    let taken = json!({"options": [{"value": "recruiter"}]});
    let data = "/v2/datasets/employee/data";
    let eeid = json!({"fields": ["eeid"]});
    let webhook = json!({
        "name": "x", "url": "http://127.0.0.1:1/", "events": ["employee.updated"], "monitorFields": ["homeEmail"],
    });
    vec![
        put("/v1/meta/lists/17", &json!({}), 400),
        put("/v1/meta/lists/17", &new, 403).of(LIMITED_KEY),
        put("/v1/meta/lists/999", &new, 404),
        put(
            "/v1/meta/lists/17",
            &json!({"options": [{"id": 1, "value": "Chef"}]}),
            404,
        ),
        put("/v1/meta/lists/18", &new, 405),
        put("/v1/meta/lists/17", &taken, 409),
        get("/v1/meta/users", 401).of(NO_KEY),
        get("/v1/meta/users", 403).of(LIMITED_KEY),
        get("/v1/meta/countries/options?isoCode=XX", 404),
        get("/v1/meta/countries/options?isoCode=USA", 422),
        get("/v1/meta/provinces/utah", 400),
        get("/v1/meta/provinces/9999", 400),
        post(data, &json!({"fields": []}), 400),
        post(data, &eeid, 401).of(NO_KEY),
        post(data, &json!({"fields": ["homeEmail"]}), 403).of(LIMITED_KEY),
        post("/v2/datasets/applicants/data", &eeid, 404),
        post("/v1/webhooks", &json!({}), 400),
        post("/v1/webhooks", &webhook, 401).of(NO_KEY),
        post("/v1/webhooks", &webhook, 403).of(LIMITED_KEY),
        post(data, &json!({"fields": ["eeid"], "pageSize": 1001}), 413),
        post(data, &json!({"fields": ["nonsense"]}), 422),
    ]
}

/// What exists in one version only.
fn versions() -> Vec<Case> {
    let row = json!({"date": "2026-07-01", "department": "People"});
    let ann = json!({"firstName": "Ann", "lastName": "Lee"});
    vec![
        get("/v1_1/employees/118", 404),
        get("/v2/employees", 404),
        post("/v1_1/employees", &ann, 404),
        post("/v1_2/employees/118/tables/jobInfo", &row, 404),
        post("/v2/employees/118/tables/jobInfo", &row, 404),
        delete("/v1_1/employees/118", 404),
        get("/v1_1/meta/fields", 404),
        get("/v1_1/employees/118/tables/jobInfo", 404),
        delete("/v1_1/employees/118/tables/jobInfo/1", 404),
        put("/v1/employees/118/tables/jobInfo", &row, 405),
        post(
            "/v1/datasets/employee/data",
            &json!({"fields": ["eeid"]}),
            404,
        ),
    ]
}

async fn row_id(world: &World, table: &str) -> String {
    let rows = json_of(world.get(&format!("/employees/118/tables/{table}"))).await;
    rows[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn each_documented_refusal_has_its_status_says_why_and_changes_nothing() {
    let world = World::start().await;
    world.add_ann().await;
    for (table, row) in [
        (
            "jobInfo",
            json!({"date": "2026-06-01", "department": "Sales"}),
        ),
        (
            "employmentStatus",
            json!({"date": "2026-06-01", "employmentStatus": "Full-Time"}),
        ),
        (
            "compensation",
            json!({"startDate": "2026-06-01", "paySchedule": "Twice a month"}),
        ),
        ("earnings", json!({"amount": "1"})),
    ] {
        let endpoint = format!("/employees/118/tables/{table}");
        let response = world.post(&endpoint, &row).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{table}");
    }
    let pay = row_id(&world, "compensation").await;
    let url = format!(
        "{}/api/v1/employees/118/tables/compensation/{pay}",
        world.sandbox.url()
    );
    let deleted = json_of(world.client.delete(url).basic_auth(ADMIN_KEY, Some("x"))).await;
    assert_eq!(deleted, json!({"success": true}));
    let before = world.sandbox.employees();

    let status = row_id(&world, "employmentStatus").await;
    let job = row_id(&world, "jobInfo").await;
    let earning = row_id(&world, "earnings").await;
    let cases = [
        people(),
        tables(&status, &job, &earning),
        files(),
        metadata(),
        versions(),
    ];
    for case in cases.into_iter().flatten() {
        let said = String::from_utf8_lossy(&case.body);
        let said: String = said.chars().take(200).collect();
        let told = format!("{} {} {said}", case.method, case.path);
        let mut request = world
            .client
            .request(
                case.method,
                format!("{}/api{}", world.sandbox.url(), case.path),
            )
            .basic_auth(case.key, Some("x"))
            .header("Accept", "application/json");
        if !case.content_type.is_empty() {
            request = request
                .header("Content-Type", case.content_type)
                .body(case.body);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), case.status, "{told}");
        let message = header(&response, "x-bamboohr-error-message");
        let content_type = header(&response, "content-type");
        let body = response.text().await.unwrap();
        if body.is_empty() {
            assert_eq!(content_type, "text/html; charset=UTF-8", "{told}");
            assert_ne!(message, "", "{told}");
        } else {
            assert!(
                ["application/json", "application/problem+json"].contains(&content_type.as_str()),
                "{told}: {content_type}"
            );
            assert!(
                ["message", "detail", "errors"]
                    .iter()
                    .any(|name| body.contains(&format!("\"{name}\""))),
                "{told}: {body}"
            );
        }
    }
    assert_eq!(world.sandbox.employees(), before);
}

#[tokio::test]
async fn a_directory_without_anybody_is_404() {
    let world = World::start().await;
    for person in world.sandbox.employees() {
        let url = format!("{}/api/v1/employees/{}/", world.sandbox.url(), person.id);
        let request = world.client.delete(url).basic_auth(ADMIN_KEY, Some("x"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), 204);
        assert_eq!(header(&response, "content-type"), "");
        assert_eq!(response.text().await.unwrap(), "");
    }
    let response = world.get("/employees/directory").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 404);
}
