//! An admin connects BambooHR: what is stored, what is refused with which words, and that the key never comes back.

use axum::http::{Method, StatusCode};
use bamboohr_sandbox::{ADMIN_KEY, Fault, LIMITED_KEY};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::test_app::TestApp;

const PATH: &str = "/api/integrations/bamboohr";

/// What an admin sees, without what differs from run to run.
fn seen(view: &Value) -> String {
    let key = &view["key"];
    let is_told = |name: &str| key[name].is_string();
    format!(
        "{} enabled={} version={} ends_with={} by={} added={} worked={} from_environment={} no_storage={}",
        view["company"],
        view["enabled"],
        view["version"],
        key["ends_with"],
        key["added_by"],
        is_told("added_at"),
        is_told("last_worked_at"),
        view["from_environment"],
        view["no_storage"].is_string(),
    )
}

async fn status(app: &TestApp) -> String {
    let session = app.get("/api/session").await.json();
    session["bamboohr"]["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_admin_connects_switches_on_and_off_and_removes() {
    let app = TestApp::unconnected().await;
    assert_snapshot!(seen(&app.integration().await), @"null enabled=false version=0 ends_with=null by=null added=false worked=false from_environment=false no_storage=false");
    assert_eq!(status(&app).await, "not_configured");

    let stored = app
        .stores("https://Acme.bamboohr.com/home", Some(ADMIN_KEY))
        .await;
    assert_snapshot!(seen(&stored.json()), @r#""acme" enabled=false version=1 ends_with="-key" by="Demo admin" added=true worked=false from_environment=false no_storage=false"#);
    assert_eq!(status(&app).await, "disabled");
    let form = app.get("/api/candidates/cand_0001/form").await;
    assert_snapshot!(form.problem(), @r#"
    {
      "detail": "BambooHR is connected but switched off. An admin switches it on in Settings. Nothing was sent.",
      "status": 503,
      "title": "BambooHR is not available",
      "type": "/problems/bamboohr-unavailable"
    }
    "#);
    assert!(app.sandbox.requests().is_empty(), "nothing was asked");

    app.switches(true).await;
    app.submission("cand_0001", &[]).await;
    assert_snapshot!(seen(&app.integration().await), @r#""acme" enabled=true version=2 ends_with="-key" by="Demo admin" added=true worked=true from_environment=false no_storage=false"#);
    assert_eq!(status(&app).await, "ready");
    let again = app.switches(true).await;
    assert_eq!(again.json()["version"], 2, "nothing was changed");

    app.switches(false).await;
    assert_eq!(status(&app).await, "disabled");
    let removed = app.removes().await;
    assert_snapshot!(seen(&removed.json()), @"null enabled=false version=0 ends_with=null by=null added=false worked=false from_environment=false no_storage=false");
    assert_eq!(status(&app).await, "not_configured");
    let nothing = app.switches(true).await;
    assert_eq!(nothing.json()["type"], "/problems/nothing-connected");
}

#[tokio::test]
async fn what_is_wrong_with_an_entry_is_said_at_its_field_without_repeating_a_key() {
    let app = TestApp::unconnected().await;
    let elsewhere = app.stores("acme.example.com", Some("k")).await;
    assert_snapshot!(elsewhere.problem(), @r#"
    {
      "detail": "Some entries need correction. Nothing was stored.",
      "fields": [
        {
          "field": "subdomain",
          "message": "“acme.example.com” is not a BambooHR address. Enter the name in front of .bamboohr.com, for example acme."
        }
      ],
      "status": 422,
      "title": "Check your entries",
      "type": "/problems/invalid-entries"
    }
    "#);
    for (key, message) in [
        (None, "Enter the API key."),
        (Some("  "), "Enter the API key."),
        (Some("canary key"), "no spaces inside"),
        (Some("https://canary.example"), "This is an address."),
        (Some("ACME"), "the company’s name"),
    ] {
        let refused = app.stores("acme", key).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key:?}");
        let said = &refused.json()["fields"][0];
        assert_eq!(said["field"], "apiKey", "{said}");
        let words = said["message"].as_str().unwrap();
        assert!(words.contains(message), "{words}");
        assert!(!words.contains("canary"), "{words}");
    }
    let body = json!({ "subdomain": "acme", "api_key": ["canary"], "version": 0 });
    let malformed = app.json(Method::PUT, PATH, &body).await;
    assert_eq!(malformed.json()["type"], "/problems/malformed");
    assert!(!malformed.problem().contains("canary"));
    assert_eq!(app.integration().await["company"], json!(null));
}

#[tokio::test]
async fn a_stored_key_is_kept_for_its_own_company_and_for_no_other() {
    let app = TestApp::unconnected().await;
    app.stores("acme", Some(ADMIN_KEY)).await;
    let kept = app.stores("ACME.bamboohr.com", None).await;
    assert_eq!(kept.json()["version"], 1, "there is nothing to change");
    let other = app.stores("globex", None).await.json();
    let words = other["fields"][0]["message"].as_str().unwrap();
    assert!(words.contains("belongs to another company"), "{words}");
    assert_eq!(app.switches(true).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_change_of_what_has_changed_since_is_not_made() {
    let app = TestApp::unconnected().await;
    app.stores("acme", Some(ADMIN_KEY)).await;
    let old = json!({ "subdomain": "globex", "api_key": "another-key", "version": 0 });
    let refused = app.json(Method::PUT, PATH, &old).await;
    assert_snapshot!(refused.problem(), @r#"
    {
      "detail": "Somebody has changed the connection since this page showed it. Nothing was changed now: look at what is there, then try again.",
      "status": 409,
      "title": "It has changed meanwhile",
      "type": "/problems/changed-meanwhile"
    }
    "#);
    for (method, path, body) in [
        (Method::DELETE, PATH.to_owned(), json!({ "version": 7 })),
        (
            Method::PUT,
            format!("{PATH}/enabled"),
            json!({ "enabled": true, "version": 0 }),
        ),
    ] {
        let refused = app.json(method, &path, &body).await;
        assert_eq!(
            refused.problem(),
            app.json(Method::PUT, PATH, &old).await.problem()
        );
    }
    let view = app.integration().await;
    assert_eq!(
        (&view["company"], &view["version"]),
        (&json!("acme"), &json!(1))
    );
}

#[tokio::test]
async fn what_the_deployment_gives_is_shown_and_cannot_be_changed() {
    let app = TestApp::start().await;
    assert_snapshot!(seen(&app.integration().await), @r#""acme" enabled=true version=0 ends_with="" by=null added=false worked=false from_environment=true no_storage=false"#);
    let refused = app.stores("globex", Some("another-key")).await;
    assert_snapshot!(refused.problem(), @r#"
    {
      "detail": "Company and key are given where the server is started (BAMBOOHR_SUBDOMAIN and the API key), so they cannot be changed here. Whoever runs the server can change them, or take them out so that they are managed here.",
      "status": 409,
      "title": "Set where the server is started",
      "type": "/problems/set-by-deployment"
    }
    "#);
    for refused in [app.switches(false).await, app.removes().await] {
        assert_eq!(refused.json()["type"], "/problems/set-by-deployment");
    }
}

#[tokio::test]
async fn without_a_master_key_nothing_is_stored_and_it_is_said_how_to_make_one() {
    let app = TestApp::unconnected().await;
    let app = app.restart_with_master_keys(&[]).await;
    let words = app.integration().await["no_storage"].clone();
    let refused = app.stores("acme", Some(ADMIN_KEY)).await;
    assert_eq!(refused.json()["detail"], words);
    assert_snapshot!(refused.problem(), @r#"
    {
      "detail": "This server has no master key, so it cannot keep a BambooHR key safely. Whoever runs the server makes one with “proxy keys new”, names its file in MASTER_KEY_FILE, and starts the server again.",
      "status": 409,
      "title": "No master key",
      "type": "/problems/no-master-key"
    }
    "#);
    assert_eq!(app.integration().await["company"], json!(null));
}

#[tokio::test]
async fn a_key_that_bamboohr_rejects_and_a_company_it_does_not_know_are_not_switched_on() {
    let app = TestApp::unconnected().await;
    app.stores("acme", Some("a-key-that-nobody-knows")).await;
    let rejected = app.switches(true).await;
    assert_snapshot!(rejected.problem(), @r#"
    {
      "detail": "BambooHR does not accept this API key for the company “acme”. Check that the key was copied whole, that it belongs to this company, and that nobody deleted it or disabled its owner. In BambooHR, click your name in the corner, then API Keys, to see the keys there are; a key is shown only once, so make a new one when in doubt.",
      "status": 409,
      "title": "BambooHR cannot be switched on",
      "type": "/problems/not-ready"
    }
    "#);
    let found = &app.integration().await["report"]["findings"];
    assert_eq!(found[1]["code"], "key-rejected", "{found}");
    app.stores("acme", Some(ADMIN_KEY)).await;
    assert!(app.integration().await["report"].is_null(), "another key");
    let asked = Fault::on("GET", "/employees/0");
    app.sandbox.add_fault(asked.answer(404));
    let unknown = app.switches(true).await.json();
    assert_eq!(unknown["type"], "/problems/not-ready");
    let detail = unknown["detail"].as_str().unwrap();
    assert!(detail.contains("no company called “acme”"), "{detail}");

    let asked = Fault::on("GET", "/employees/0");
    app.sandbox.add_fault(asked.answer(502));
    let unreachable = app.switches(true).await.json();
    assert_eq!(unreachable["type"], "/problems/not-ready");
    let found = &app.integration().await["report"]["findings"];
    assert_eq!(found[0]["code"], "server-failed", "{found}");
    assert_eq!(app.integration().await["enabled"], false);
    assert_eq!(app.switches(true).await.json()["enabled"], true);
}

#[tokio::test]
async fn a_key_in_use_is_replaced_only_by_one_that_bamboohr_takes() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let before = app.integration().await;
    let refused = app.stores("acme", Some("a-key-that-nobody-knows")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.json();
    assert_eq!(refused["fields"][0]["field"], "apiKey");
    let words = refused["fields"][0]["message"].as_str().unwrap();
    assert!(words.contains("the stored key stays in use"), "{words}");
    assert_eq!(app.integration().await, before);
    assert_eq!(app.send("cand_0001").await["state"], "done");

    let limited = app.stores("acme", Some(LIMITED_KEY)).await.json();
    assert_eq!(limited["enabled"], true, "{limited}");
    assert!(limited["key"]["last_worked_at"].is_string(), "{limited}");
    let found = limited["report"]["findings"].to_string();
    assert!(found.contains("fields-hidden"), "{found}");
    assert!(
        found.contains("adding-unknown"),
        "what the other key did proves nothing: {found}"
    );
    // Whoever wants a key that does not work yet switches off first.
    app.switches(false).await;
    let stored = app.stores("acme", Some("a-key-that-nobody-knows")).await;
    assert_eq!(stored.json()["enabled"], false);
}

#[tokio::test]
async fn a_key_that_another_master_key_has_sealed_is_called_so_and_opens_when_that_is_back() {
    let app = TestApp::unconnected().await;
    app.connects("acme", ADMIN_KEY).await;
    let app = app.restart_with_master_keys(&[2]).await;
    let session = app.get("/api/session").await.json();
    let reason = session["bamboohr"]["reason"].as_str().unwrap();
    assert!(reason.contains("has another master key"), "{reason}");
    app.switches(false).await;
    let refused = app.switches(true).await.json();
    assert_eq!(refused["type"], "/problems/not-ready");
    let app = app.restart_with_master_keys(&[2, 1]).await;
    assert_eq!(app.switches(true).await.status, StatusCode::OK);
    app.submission("cand_0001", &[]).await;
}

#[tokio::test]
async fn the_doctor_looks_on_demand_and_a_test_person_proves_what_the_key_may() {
    let app = TestApp::unconnected().await;
    let check = "/api/integrations/bamboohr/check";
    let nothing = app.json(Method::POST, check, &json!({})).await;
    assert_eq!(nothing.json()["type"], "/problems/nothing-connected");
    // Whoever has stored a connection can look before switching it on.
    app.stores("acme", Some(ADMIN_KEY)).await;
    let looked = app.json(Method::POST, check, &json!({})).await;
    assert_eq!(looked.status, StatusCode::OK, "{:?}", looked.body);
    let adding = |report: &Value| {
        let findings = report["findings"].as_array().unwrap().iter();
        let adding = findings.filter(|finding| finding["check"] == "People can be added");
        let codes = adding.map(|finding| finding["code"].as_str().unwrap().to_owned());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(adding(&looked.json()), ["adding-unknown"]);
    assert_eq!(app.creates(), 0, "the doctor adds nobody by itself");

    let people = app.sandbox.employees().len();
    let person = "/api/integrations/bamboohr/test-person";
    let tried = app.json(Method::POST, person, &json!({})).await.json();
    assert_eq!(adding(&tried), ["adding-proven"], "{tried}");
    assert_eq!((app.creates(), app.sandbox.employees().len()), (1, people));
    let kept = app.integration().await["report"].clone();
    assert_eq!(kept, tried, "it can be read again");

    // A send proves it too.
    assert_eq!(app.switches(true).await.json()["enabled"], true);
    assert_eq!(app.send("cand_0001").await["state"], "done");
    let looked = app.json(Method::POST, check, &json!({})).await.json();
    assert_eq!(adding(&looked), ["adding-proven"], "{looked}");
}

#[tokio::test]
async fn options_that_hires_have_and_bamboohr_has_not_are_named_before_anybody_sends() {
    let app = TestApp::unconnected().await;
    app.stores("acme", Some(ADMIN_KEY)).await;
    let check = "/api/integrations/bamboohr/check";
    let report = app.json(Method::POST, check, &json!({})).await.json();
    let findings = report["findings"].as_array().unwrap().iter();
    let missing: Vec<&Value> = findings
        .filter(|one| one["code"] == "options-missing")
        .collect();
    assert!(!missing.is_empty(), "{report}");
    let title = missing
        .iter()
        .find(|one| one["check"] == "Options of Job Title");
    let about = title.expect("a job title")["about"].as_array().unwrap();
    assert!(
        about
            .iter()
            .any(|words| words.as_str().unwrap().contains("candidate")),
        "{about:?}"
    );
}
