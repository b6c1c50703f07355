//! The set-up of the form: chosen from the company's own fields, versioned, tried with a candidate, kept as a file.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::test_app::{Answer, HIRED, TestApp};

const SETUP: &str = "/api/integrations/bamboohr/setup";

async fn shown(app: &TestApp) -> Value {
    let shown = app.get(SETUP).await;
    assert_eq!(shown.status, StatusCode::OK, "{:?}", shown.body);
    shown.json()
}

async fn saved(app: &TestApp, version: u64, setup: &Value) -> Answer {
    let change = json!({ "version": version, "setup": setup });
    app.json(Method::PUT, SETUP, &change).await
}

/// The fields of the last section.
fn last_fields(setup: &mut Value) -> &mut Vec<Value> {
    let sections = setup["sections"].as_array_mut().unwrap();
    sections.last_mut().unwrap()["fields"]
        .as_array_mut()
        .unwrap()
}

fn labels(form: &Value) -> Vec<String> {
    let sections = form["sections"].as_array().unwrap().iter();
    let fields = sections.flat_map(|section| section["fields"].as_array().unwrap());
    fields
        .map(|field| field["label"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_an_admin_adds_is_asked_and_who_changed_what_can_be_undone() {
    let app = TestApp::start().await;
    let view = shown(&app).await;
    assert_eq!(
        (&view["version"], &view["changed_by"]),
        (&json!(0), &Value::Null)
    );
    let custom = view["fields"].as_array().unwrap().iter();
    let custom = custom.filter(|field| field["is_custom"] == true && field["kind"] == "text");
    let custom = custom.clone().next().expect("a custom field");
    let (id, label) = (
        custom["id"].clone(),
        custom["label"].as_str().unwrap().to_owned(),
    );

    let mut setup = view["setup"].clone();
    last_fields(&mut setup).push(json!({
        "id": id, "asks": "required", "hint": "As on the badge.",
        "fixed": { "entry": "Blue", "is_constant": false },
    }));
    let first = saved(&app, 0, &setup).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    let first = first.json();
    assert_eq!(first["version"], 1);
    let words = first["history"][0]["words"].as_str().unwrap();
    assert!(words.contains(&label), "{words}");

    let form = app
        .get(&format!("/api/candidates/{HIRED}/form"))
        .await
        .json();
    assert!(labels(&form).contains(&label), "{form}");
    let send = app.send(HIRED).await;
    assert_eq!(send["state"], "done", "{send}");
    let [employee] = app
        .employees_with("amelia.hartwell@example.com")
        .try_into()
        .unwrap();
    assert_eq!(
        employee.fields[id.as_str().unwrap()],
        "Blue",
        "the default goes along"
    );

    let late = saved(&app, 0, &setup).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.json()["type"], "/problems/changed-meanwhile");

    let undo = json!({ "version": 1, "from": 0 });
    let undone = app
        .json(Method::POST, &format!("{SETUP}/restore"), &undo)
        .await;
    assert_eq!(undone.status, StatusCode::OK, "{:?}", undone.body);
    let undone = undone.json();
    assert_eq!(undone["version"], 2);
    assert_eq!(undone["setup"], view["setup"]);
    let again = json!({ "version": 2, "from": 1 });
    let again = app
        .json(Method::POST, &format!("{SETUP}/restore"), &again)
        .await
        .json();
    assert_eq!((&again["version"], &again["setup"]), (&json!(3), &setup));
    let nothing = json!({ "version": 3, "from": 99 });
    let nothing = app
        .json(Method::POST, &format!("{SETUP}/restore"), &nothing)
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_set_up_that_could_send_nobody_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let view = shown(&app).await;
    let mut setup = view["setup"].clone();
    for section in setup["sections"].as_array_mut().unwrap() {
        section["fields"]
            .as_array_mut()
            .unwrap()
            .retain(|field| field["id"] != "lastName");
    }
    last_fields(&mut setup).push(json!({
        "id": "jobTitle", "asks": "hidden", "fixed": { "entry": "Astronaut", "is_constant": true },
    }));
    let refused = saved(&app, 0, &setup).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{:?}",
        refused.body
    );
    let refused = refused.json();
    let fields: Vec<&str> = refused["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["field"].as_str().unwrap())
        .collect();
    assert!(
        fields.contains(&"lastName") && fields.contains(&"jobTitle"),
        "{refused}"
    );
    assert_eq!(shown(&app).await["version"], 0, "nothing was kept");
}

#[tokio::test]
async fn a_preview_shows_a_real_candidate_and_keeps_nothing() {
    let app = TestApp::start().await;
    let preset = json!({ "preset": "minimal" });
    let minimal = app
        .json(Method::POST, &format!("{SETUP}/preset"), &preset)
        .await;
    assert_eq!(minimal.status, StatusCode::OK, "{:?}", minimal.body);
    let preview = json!({ "setup": minimal.json(), "candidate": HIRED });
    let form = app
        .json(Method::POST, &format!("{SETUP}/preview"), &preview)
        .await;
    assert_eq!(form.status, StatusCode::OK, "{:?}", form.body);
    let form = form.json();
    assert!(labels(&form).len() < 6, "{form}");
    assert_eq!(
        form["sections"][0]["fields"][0]["prefill"]["entry"],
        "Amelia"
    );
    assert_eq!(shown(&app).await["version"], 0);
    for preset in ["typical_hire", "with_pay", "payroll_trax"] {
        let preset = json!({ "preset": preset });
        let setup = app
            .json(Method::POST, &format!("{SETUP}/preset"), &preset)
            .await;
        let kept = saved(
            &app,
            shown(&app).await["version"].as_u64().unwrap(),
            &setup.json(),
        )
        .await;
        assert_eq!(kept.status, StatusCode::OK, "{preset}: {:?}", kept.body);
    }
}

#[tokio::test]
async fn a_set_up_goes_into_a_file_and_comes_back_out_of_it() {
    let app = TestApp::start().await;
    let file = app.get(&format!("{SETUP}/file")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    let file = String::from_utf8(file.body.to_vec()).unwrap();
    let import = |file: String| {
        let app = &app;
        async move {
            let body = json!({ "file": file });
            app.json(Method::POST, &format!("{SETUP}/import"), &body)
                .await
        }
    };
    let back = import(file.clone()).await;
    assert_eq!(back.status, StatusCode::OK, "{:?}", back.body);
    let back = back.json();
    assert_eq!(back["setup"], shown(&app).await["setup"]);
    assert_eq!(back["lacks"], json!([]));

    let elsewhere = file.replace("\"preferredName\"", "\"customNowhere\"");
    let elsewhere = import(elsewhere).await.json();
    assert_eq!(
        elsewhere["lacks"].as_array().unwrap().len(),
        1,
        "{elsewhere}"
    );
    for nothing in ["", "{}", "[1,2", "{\"format\":\"another\"}"] {
        let refused = import(nothing.to_owned()).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{nothing}"
        );
        assert_eq!(refused.json()["type"], "/problems/not-a-setup");
    }
    assert_eq!(
        shown(&app).await["version"],
        0,
        "an import is looked at before it is kept"
    );
}
