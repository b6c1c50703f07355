//! What the plugin says of itself and of a submit, by its settings: the keys of the examples and no others, in words that
//! people read.

use super::settings::{plugin, root, with};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_has_what_only_sibling_actions_have_when_the_settings_say_so() {
    let app = TestApp::behind_doors_connected().await;
    let usual = with(&app, "").await;
    let keys = |result: &Value| {
        let keys = result.as_object().unwrap().keys().cloned();
        keys.collect::<std::collections::BTreeSet<_>>()
    };
    let known = ["key", "message", "resultVersion", "success"];
    let first = usual.submits(json!({})).await;
    assert_eq!(keys(&first), known.map(str::to_owned).into());
    let code = [("x-connection-code", usual.code.as_str())];
    let body = submit(&json!({})).to_string();
    let answer = async |settings: &str| {
        let plugin = plugin(&app, settings);
        asked(&plugin, SUBMIT, &code, body.clone()).await.1
    };
    let id = app.employees_with("ada@home.example")[0].id.clone();
    let identified = answer("dialect.external_identifier = true").await;
    assert_eq!(identified["externalIdentifier"], json!(id));
    assert!(
        identified["externalRecordUrl"].is_string() && identified.get("externalLinks").is_none()
    );
    let linked = answer("dialect.external_links = true").await;
    let link = &linked["externalLinks"][0];
    assert_eq!(
        (&link["key"], &link["label"]),
        (&json!("employee"), &json!("Employee in BambooHR"))
    );
    assert_eq!(link["url"], identified["externalRecordUrl"]);
    assert!(linked.get("externalIdentifier").is_none());
    let versions = answer("dialect.result_version = \"2.0.0\"").await;
    assert_eq!(
        (&first["resultVersion"], &versions["resultVersion"]),
        (&json!("1.0.0"), &json!("2.0.0"))
    );
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_example_has_is_said_only_when_the_settings_say_so() {
    let app = TestApp::behind_doors_connected().await;
    let usual = root(&app, "").await;
    let text = usual.to_string();
    for absent in [
        "persisted_string",
        "errorEndpoint",
        "multiline",
        "actionKey",
        "stages",
        "listEndpoints",
    ] {
        assert!(!text.contains(absent), "{absent}");
    }
    let settings = "[dialect]\nversion = \"2.0.0\"\nconfiguration_type = \"persisted_string\"\naction_key = true\n\
                    error_endpoint = true\naction_extra = { stages = [\"hired\"] }\napplication_id_variable = \"job_uuid\"\n\
                    [[mappings]]\nkey = \"firstName\"\nlabel = \"First\"\nvalue = \"{{x}}\"\nmultiline = true";
    let otherwise = root(&app, settings).await;
    let action = &otherwise["actions"][0];
    for field in otherwise["configurationFormFields"].as_array().unwrap() {
        assert_eq!(
            (&field["type"], &field["actionKey"]),
            (&json!("persisted_string"), &json!("exportCandidate"))
        );
    }
    for field in usual["configurationFormFields"].as_array().unwrap() {
        assert_eq!(field["type"], "string");
    }
    assert_eq!(
        (&usual["version"], &otherwise["version"]),
        (&json!("1.0.0"), &json!("2.0.0"))
    );
    assert_eq!(otherwise["errorEndpoint"], "/errors");
    assert_eq!(action["stages"], json!(["hired"]));
    let mappings = |root: &Value| root["actions"][0]["mappings"].clone();
    assert_eq!(mappings(&otherwise)[0]["value"], "{{job_uuid}}");
    assert_eq!(mappings(&usual)[0]["value"], "{{application_uuid}}");
    assert_eq!(
        mappings(&otherwise)[1],
        json!({ "key": "firstName", "label": "First", "value": "{{x}}", "multiline": true })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_the_words_of_the_settings_in_forms_answers_and_for_what_goes_wrong() {
    let app = TestApp::behind_doors_connected().await;
    let settings = "[words]\napplication = \"Bewerbung\"\nadded = \"{name} ist jetzt in BambooHR: {id}.\"\n\
                    not_sent = \"Nicht gesendet. {why}\"\none_field = \"Ein Feld fehlt.\"\ndescription = \"Legt jemanden an.\"\n\
                    in_pinpoint = \"{label} bei Pinpoint\"\ncode = \"Code\"\n\
                    [[problems]]\nproblem = \"The plugin is not connected yet\"\ntitle = \"Noch nicht verbunden\"\n\
                    detail = \"Fragen Sie die Verwaltung.\"\n[[problems]]\nproblem = \"Malformed request\"\ntitle = \"Unlesbar\"\n\
                    detail = \"Bitte noch einmal.\"";
    let theirs = with(&app, settings).await;
    let root = root(&app, settings).await;
    assert_eq!(root["configurationFormFields"][0]["label"], "Code");
    let meta = theirs.calls(META, &json!({})).await;
    assert_eq!(meta["description"], "Legt jemanden an.");
    assert_eq!(meta["formFields"][0]["label"], "Bewerbung");
    assert!(
        meta.to_string().contains("Job title bei Pinpoint"),
        "{meta}"
    );
    let refused = theirs.submits(json!({ "hireDate": "" })).await;
    assert_eq!(toast(&refused), "Nicht gesendet. Ein Feld fehlt.");
    let (_, meta) = asked(&theirs.plugin, META, &[], String::new()).await;
    assert_eq!(
        callout(&meta),
        "Noch nicht verbunden Fragen Sie die Verwaltung."
    );
    let (_, result) = asked(&theirs.plugin, SUBMIT, &[], "{}".to_owned()).await;
    assert_eq!(
        toast(&result),
        "Noch nicht verbunden. Fragen Sie die Verwaltung."
    );
    let (_, result) = asked(&theirs.plugin, SUBMIT, &[], "a=b".to_owned()).await;
    assert_eq!(toast(&result), "Unlesbar. Bitte noch einmal.");
    let done = theirs.submits(json!({})).await;
    let message = done["message"].as_str().unwrap();
    assert!(
        message.starts_with("Ada Byron ist jetzt in BambooHR: "),
        "{message}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_notices_and_read_only_fields_are_as_the_settings_say() {
    let app = TestApp::behind_doors_connected().await;
    let usual = with(&app, "").await;
    let code = [("x-connection-code", usual.code.as_str())];
    let settings = "[dialect]\ndates = [\"date\"]\ncallout_intent = \"info\"\nread_only_fields = false\naction_version = \"2.0.0\"";
    let otherwise = plugin(&app, settings);
    let midnight =
        submit(&json!({ "hireDate": "2027-03-01T00:00:00Z", "firstName": "" })).to_string();
    let errors = |result: &Value| result["errors"].to_string();
    let (_, result) = asked(&usual.plugin, SUBMIT, &code, midnight.clone()).await;
    assert!(!errors(&result).contains("hireDate"), "{result}");
    let (_, result) = asked(&otherwise, SUBMIT, &code, midnight).await;
    assert!(errors(&result).contains("hireDate"), "{result}");
    for (plugin, intent, version, read_only) in [
        (&usual.plugin, "danger", "1.0.0", Some(&json!(true))),
        (&otherwise, "info", "2.0.0", None),
    ] {
        let (_, notice) = asked(plugin, META, &[], String::new()).await;
        assert_eq!(notice["formFields"][0]["intent"], intent);
        assert_eq!(notice["actionVersion"], version);
        let (_, form) = asked(plugin, META, &code, String::new()).await;
        assert_eq!(form["formFields"][0].get("readonly"), read_only);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_found_under_the_names_of_the_settings_and_texts_are_plain_or_html() {
    let app = TestApp::behind_doors_connected().await;
    let mut pinpoint = with(&app, "").await;
    let file = json!({ "blob": { "bytes": "JVBERi0x", "called": "cv.pdf" } });
    let named = "[dialect]\nfile_content = [\"blob.bytes\"]\nfile_name = [\"blob.called\"]\ntexts = \"html\"";
    for (settings, name, is_read, shown) in [
        ("", "<Ada>", false, "<Ada> Byron was added"),
        (named, "<Bo>", true, "&lt;Bo&gt; Byron was added"),
    ] {
        pinpoint.plugin = plugin(&app, settings);
        let who = json!({ "applicationUuid": format!("{}1", name.len()), "homeEmail": format!("{}@home.example", name.len()),
                          "firstName": name, "lastName": "Byron", "cv": file });
        let result = pinpoint.submits(who).await;
        let message = result["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(shown), "{result}");
        let is_left_out = message.contains("a shape that is not known");
        assert_eq!(!is_left_out, is_read, "{message}");
    }
}
