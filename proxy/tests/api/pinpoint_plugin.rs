//! The plugin for Pinpoint at its endpoints: whose call it is, what anybody can make of it, and what it tells.
//! How a whole Pinpoint gets along with it is in `tests/pinpoint`.

#[path = "pinpoint_plugin/anything.rs"]
mod anything;
#[path = "pinpoint_plugin/codes.rs"]
mod codes;
#[path = "pinpoint_plugin/in_time.rs"]
mod in_time;
#[path = "pinpoint_plugin/settings.rs"]
mod settings;
#[path = "pinpoint_plugin/standing.rs"]
mod standing;
#[path = "pinpoint_plugin/told.rs"]
mod told;
#[path = "pinpoint_plugin/who.rs"]
mod who;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use bamboohr_sandbox::Fault;
use handoff::interface::Role;
use http_body_util::BodyExt as _;
use proxy::account::AccountId;
use proxy::pinpoint::plugin::PluginSettings;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::test_app::{Caller, TestApp};

const META: &str = "/export/meta";
const SUBMIT: &str = "/export/submit";

/// Pinpoint's server, as one company has configured the plugin.
struct Pinpoint<'a> {
    admin: Caller<'a>,
    plugin: Router,
    code: String,
    key: String,
}

impl<'a> Pinpoint<'a> {
    async fn beside(app: &'a TestApp) -> Self {
        Self::of(
            app,
            &AccountId::local(),
            "ann@acme.example",
            PluginSettings::default(),
        )
        .await
    }

    async fn of(
        app: &'a TestApp,
        account: &AccountId,
        admin: &str,
        settings: PluginSettings,
    ) -> Self {
        let admin = app.signed_in(account, admin, Role::Admin).await;
        let new = json!({ "name": "Pinpoint", "scopes": ["pinpoint"] });
        let made = admin.posts("/api/embedding/keys", &new).await;
        assert_eq!(made.status, StatusCode::OK, "{:?}", made.body);
        let made = made.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            plugin: app.plugin_with(settings),
            code: text(&made["key"]),
            key: text(&made["embedding"]["keys"][0]["id"]),
            admin,
        }
    }

    /// A call with the code in the header.
    async fn calls(&self, path: &str, body: &Value) -> Value {
        let header = [("x-connection-code", self.code.as_str())];
        let (status, answer) = asked(&self.plugin, path, &header, body.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    async fn submits(&self, changes: Value) -> Value {
        self.calls(SUBMIT, &submit(&changes)).await
    }
}

/// Asks an endpoint of a plugin.
async fn asked(
    plugin: &Router,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> (StatusCode, Value) {
    let request = Request::post(path).header("host", "plugin.acme.example");
    let request = request.header("content-length", body.len());
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    let answer = plugin
        .clone()
        .oneshot(request.body(Body::from(body)).unwrap())
        .await
        .unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (
        status,
        serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{path}: {body:?}")),
    )
}

/// A submit of somebody who can be sent, with these fields otherwise.
fn submit(changes: &Value) -> Value {
    let mut fields = json!({
        "applicationUuid": "0f8fad5b-d9cb-469f-a165-70867728950e", "firstName": "Ada", "lastName": "Byron",
        "homeEmail": "ada@home.example", "hireDate": "2027-03-01",
    });
    let changes = changes.as_object().unwrap().clone();
    fields.as_object_mut().unwrap().extend(changes);
    let pairs: Vec<Value> = fields
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| json!({ "key": key, "value": value }))
        .collect();
    json!({ "formFields": pairs })
}

fn toast(result: &Value) -> &str {
    assert_eq!(result["success"], false, "{result}");
    result["toast"]["error"].as_str().unwrap()
}

fn callout(meta: &Value) -> String {
    let fields = meta["formFields"].as_array().unwrap();
    assert_eq!(
        (fields.len(), &fields[0]["type"]),
        (1, &json!("callout")),
        "{meta}"
    );
    assert_eq!(meta["submitEndpoint"], SUBMIT);
    format!(
        "{} {}",
        fields[0]["label"].as_str().unwrap(),
        fields[0]["description"].as_str().unwrap()
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidate_is_sent_once_and_told_with_id_and_link_however_often_it_is_pressed() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let first = pinpoint.submits(json!({})).await;
    assert_eq!(first["success"], true, "{first}");
    let message = first["message"].as_str().unwrap();
    let employee = &app.employees_with("ada@home.example")[0];
    assert!(
        message.starts_with(&format!(
            "Ada Byron was added to BambooHR as employee {}.",
            employee.id
        )),
        "{message}"
    );
    assert!(message.contains("/employees/employee.php?id="), "{message}");
    // Another time, and with something else typed: it is the same hire.
    assert_eq!(pinpoint.submits(json!({})).await, first);
    let again = pinpoint.submits(json!({ "firstName": "Augusta" })).await;
    assert_eq!(again["message"], first["message"]);
    assert_eq!(app.creates(), 1);
    // The form says so as soon as it is told whom it is for.
    let who = json!({ "formFields": [{ "key": "applicationUuid", "value": "0F8FAD5B-d9cb-469f-a165-70867728950e" }] });
    let form = pinpoint.calls(META, &who).await;
    assert!(
        form.to_string()
            .contains(&format!("employee {} already", employee.id)),
        "{form}"
    );
    let record = pinpoint
        .admin
        .posts("/api/audit/search", &json!({}))
        .await
        .json();
    let by = |entry: &&Value| entry["who"] == "Pinpoint (server)";
    assert!(
        record["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(by)
            .count()
            >= 2,
        "brought, and sent"
    );
    assert!(!record.to_string().contains("Byron"));
}

#[tokio::test(flavor = "multi_thread")]
async fn presses_at_the_same_moment_are_one_send() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let presses = (0..8).map(|_| pinpoint.submits(json!({})));
    let results = futures_util::future::join_all(presses).await;
    for result in &results {
        assert_eq!(result, &results[0]);
        assert_eq!(result["success"], true, "{result}");
    }
    assert_eq!(app.creates(), 1);
    assert_eq!(app.employees_with("ada@home.example").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_stands_at_its_field_and_what_was_chosen_is_remembered() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let refused = pinpoint
        .submits(json!({ "hireDate": "2027-03-01T23:00:00Z", "candidateJobTitle": "Softwear Enginer", "department": "Nonsense",
                         "homeEmail": "ada", "payRate": "many", "payRate_currency": "EUR" }))
        .await;
    let errors = refused["errors"].as_array().unwrap();
    let keys: Vec<&str> = errors
        .iter()
        .map(|error| error["key"].as_str().unwrap())
        .collect();
    for key in ["hireDate", "department", "homeEmail", "payRate"] {
        assert!(keys.contains(&key), "{key}: {refused}");
    }
    assert!(toast(&refused).contains("fields need attention"));
    assert_eq!(app.creates(), 0);
    // Nothing is stored of somebody who was not sent.
    let candidate = "/api/candidates/pinpoint-0f8fad5b-d9cb-469f-a165-70867728950e";
    assert_eq!(
        pinpoint.admin.gets(candidate).await.status,
        StatusCode::NOT_FOUND
    );

    let title = app.get("/api/candidates/cand_0003/form").await;
    assert_eq!(title.status, StatusCode::UNAUTHORIZED);
    let form = pinpoint.calls(META, &json!({})).await;
    let fields = form["formFields"].as_array().unwrap();
    let titles = fields
        .iter()
        .find(|field| field["key"] == "jobTitle")
        .unwrap();
    let option = titles["singleSelectOptions"][0]["value"].as_str().unwrap();
    let sent = pinpoint
        .submits(json!({ "candidateJobTitle": "Wizard of Bread", "jobTitle": option }))
        .await;
    assert_eq!(sent["success"], true, "{sent}");
    // The next one with these words needs no choice.
    let next = json!({ "applicationUuid": "2", "homeEmail": "bo@home.example", "firstName": "Bo", "lastName": "Lee",
                       "candidateJobTitle": "wizard of bread" });
    assert_eq!(pinpoint.submits(next).await["success"], true);
    let bo = &app.employees_with("bo@home.example")[0];
    let title = app
        .sandbox
        .employees()
        .into_iter()
        .find(|employee| employee.id == bo.id)
        .unwrap();
    assert!(format!("{title:?}").contains(option), "{title:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bamboohr_that_cannot_be_asked_is_told_in_the_form_and_after_a_submit() {
    let app = TestApp::behind_doors().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let meta = pinpoint.calls(META, &json!({})).await;
    assert!(callout(&meta).contains("not connected"), "{meta}");
    assert!(toast(&pinpoint.submits(json!({})).await).contains("Nothing was sent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_told_as_not_known_and_found_out_without_a_second_employee() {
    let app = TestApp::behind_doors_connected().await;
    let settings = PluginSettings::read("submit_seconds = 1").unwrap();
    let pinpoint = Pinpoint::of(&app, &AccountId::local(), "ann@acme.example", settings).await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(500).after_storing());
    let first = pinpoint.submits(json!({})).await;
    // Found at once, or still being looked for: in no case is it called a failure that may be repeated.
    if first["success"] == false {
        assert!(
            toast(&first).contains("nothing is sent a second time"),
            "{first}"
        );
    }
    let waiting = async {
        while pinpoint.submits(json!({})).await["success"] == false {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting)
        .await
        .expect("it is never found");
    assert_eq!(
        (app.creates(), app.employees_with("ada@home.example").len()),
        (1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_for_admins_are_neither_asked_nor_told() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    pinpoint.admin.keeps_for_admins("payRate").await;
    let form = pinpoint.calls(META, &json!({})).await;
    assert!(!form.to_string().contains("payRate"), "{form}");
    let sent = pinpoint
        .submits(json!({ "payRate": "60000", "payRate_currency": "EUR" }))
        .await;
    assert_eq!(
        sent["success"], true,
        "what the form does not ask is left out: {sent}"
    );
}
