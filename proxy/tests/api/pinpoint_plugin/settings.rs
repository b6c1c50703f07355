//! Each setting for what is not known of Pinpoint, and what becomes of a call or an answer by it. The default is in each
//! what is known, or what does no harm.

use super::*;

/// The plugin with these lines in its file, and Pinpoint's server.
pub(super) async fn with<'a>(app: &'a TestApp, settings: &str) -> Pinpoint<'a> {
    let settings = PluginSettings::read(settings).unwrap();
    Pinpoint::of(app, &AccountId::local(), "ann@acme.example", settings).await
}

/// The plugin with other lines in its file.
pub(super) fn plugin(app: &TestApp, settings: &str) -> Router {
    app.plugin_with(PluginSettings::read(settings).unwrap())
}

/// What the plugin says it is, with these lines in its file.
pub(super) async fn root(app: &TestApp, settings: &str) -> Value {
    let plugin = plugin(app, settings);
    let (status, root) = asked(&plugin, "/", &[], String::new()).await;
    assert_eq!(status, StatusCode::OK);
    root
}

#[tokio::test(flavor = "multi_thread")]
async fn endpoints_are_paths_with_what_the_settings_put_before_them_and_are_found_there() {
    let app = TestApp::behind_doors_connected().await;
    let lists = "dialect.list_endpoints = true\ndialect.error_endpoint = true";
    let mut pinpoint = with(&app, "").await;
    for (prefix, path) in [
        ("", ""),
        ("/x", "/x"),
        ("", "/x/y"),
        ("", "/export"),
        ("", "/x/lists"),
        ("https://hires.acme.example/x", "/x"),
    ] {
        let settings =
            format!("path = \"{path}\"\ndialect.endpoint_prefix = \"{prefix}\"\n{lists}");
        pinpoint.plugin = plugin(&app, &settings);
        let (_, root) = asked(&pinpoint.plugin, "/", &[], String::new()).await;
        let said = |endpoint: &str| json!(format!("{prefix}{endpoint}"));
        assert_eq!(root["actions"][0]["metaEndpoint"], said(META));
        assert_eq!(root["errorEndpoint"], said("/errors"));
        let list = &root["listEndpoints"][0]["endpoint"];
        assert_eq!(*list, said("/lists/jobTitle"));
        for root in [path.to_owned(), format!("{path}/")] {
            let root = if root.is_empty() { "/" } else { &root };
            let (status, answer) = asked(&pinpoint.plugin, root, &[], String::new()).await;
            assert_eq!(status, StatusCode::OK);
            assert!(answer["actions"].is_array(), "{root}: {answer}");
        }
        let meta = pinpoint.calls(&format!("{path}{META}"), &json!({})).await;
        assert_eq!(meta["submitEndpoint"], said(SUBMIT));
        assert!(meta["formFields"].as_array().unwrap().len() > 5, "{meta}");
        let submit = submit(&json!({ "hireDate": "" }));
        let result = pinpoint.calls(&format!("{path}{SUBMIT}"), &submit).await;
        assert_eq!(result["errors"][0]["key"], "hireDate", "{result}");
        let list = pinpoint
            .calls(&format!("{path}/lists/department"), &json!({}))
            .await;
        assert!(list["options"].as_array().unwrap().len() > 1, "{list}");
        let error = pinpoint.calls(&format!("{path}/errors"), &json!({})).await;
        assert_eq!(error, json!({}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_on_its_way_is_told_with_200_unless_the_settings_say_otherwise() {
    let app = TestApp::behind_doors_connected().await;
    let always = with(&app, "dialect.list_endpoints = true").await;
    let plain = "dialect.list_endpoints = true\ndialect.always_ok = false";
    let plain = plugin(&app, plain);
    let code = [("x-connection-code", always.code.as_str())];
    let large = " ".repeat(54 * 1024 * 1024);
    let (bad, too_large) = (StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE);
    let (nobody, nothing) = (StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND);
    for (path, headers, body, status, words) in [
        (META, &code[..], "a=b", bad, "is no JSON"),
        (SUBMIT, &code, "a=b", bad, "is no JSON"),
        ("/lists/department", &code, "a=b", bad, "is no JSON"),
        (
            META,
            &code,
            &large,
            too_large,
            "larger than this address takes",
        ),
        (
            SUBMIT,
            &code,
            &large,
            too_large,
            "larger than this address takes",
        ),
        ("/lists/department", &[], "{}", nobody, "not connected yet"),
        ("/lists/firstName", &code, "{}", nothing, "has nothing"),
        ("/export/other", &code, "{}", nothing, "has nothing"),
        (
            "/elsewhere/export/meta",
            &code,
            "{}",
            nothing,
            "has nothing",
        ),
    ] {
        let (found, answer) = asked(&plain, path, headers, body.to_owned()).await;
        assert_eq!(found, status, "{path} {answer}");
        let (found, answer) = asked(&always.plugin, path, headers, body.to_owned()).await;
        assert_eq!(found, StatusCode::OK, "{path} {answer}");
        let said = match path {
            path if path.ends_with(META) => callout(&answer),
            path if path.starts_with("/lists") => {
                let options = answer["options"].as_array().unwrap();
                assert_eq!(options.len(), 1, "{answer}");
                options[0]["label"].as_str().unwrap().to_owned()
            }
            _ => toast(&answer).to_owned(),
        };
        assert!(said.contains(words), "{path}: {said}");
    }
    // Whoever does not post is not Pinpoint.
    let got = Request::get(META).header("host", "x").body(Body::empty());
    let got = always.plugin.clone().oneshot(got.unwrap()).await.unwrap();
    assert_eq!(got.status(), StatusCode::METHOD_NOT_ALLOWED);
    let page = [("sec-fetch-site", "cross-site")];
    let (status, _) = asked(&always.plugin, SUBMIT, &page, "{}".to_owned()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_comes_in_the_header_that_is_set_and_in_the_body_unless_that_is_not_taken() {
    let app = TestApp::behind_doors_connected().await;
    let usual = with(&app, "").await;
    let field = |root: &Value| root["configurationFormFields"][0].clone();
    let declared = field(&root(&app, "").await);
    assert_eq!(declared["useAsHttpHeader"], "X-Connection-Code");
    let none = "dialect.code_header = \"\"";
    assert!(
        field(&root(&app, none).await)
            .get("useAsHttpHeader")
            .is_none()
    );
    let other = "dialect.code_header = \"X-Acme-Hires\"";
    assert_eq!(
        field(&root(&app, other).await)["useAsHttpHeader"],
        "X-Acme-Hires"
    );
    let body = json!({ "configurationValues": [{ "key": "connectionCode", "value": usual.code }] });
    let body = body.to_string();
    let ours = [("x-connection-code", usual.code.as_str())];
    let theirs = [("X-ACME-HIRES", usual.code.as_str())];
    for (settings, by_ours, by_theirs, by_body) in [
        ("", true, false, true),
        (none, false, false, true),
        (other, false, true, true),
        ("dialect.code_in_body = false", true, false, false),
    ] {
        let plugin = plugin(&app, settings);
        for (headers, body, is_taken) in [
            (&ours[..], "{}", by_ours),
            (&theirs, "{}", by_theirs),
            (&[], body.as_str(), by_body),
        ] {
            let (_, meta) = asked(&plugin, META, headers, body.to_owned()).await;
            let is_refused = meta.to_string().contains("not connected yet");
            assert_eq!(!is_refused, is_taken, "{settings} {headers:?}: {meta}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_code_cannot_be_in_the_body_nothing_of_a_stranger_is_read() {
    let app = TestApp::behind_doors_connected().await;
    let plugin = plugin(&app, "dialect.code_in_body = false");
    for path in [META, SUBMIT] {
        // What never comes would be waited for.
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let request = Request::post(path).header("content-length", 1_000_000);
        let request = request.body(Body::from_stream(never)).unwrap();
        let answer = plugin.clone().oneshot(request).await.unwrap();
        let answer = answer.into_body().collect().await.unwrap().to_bytes();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert!(answer.to_string().contains("not connected yet"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_beside_the_fields_makes_presses_one_hire_only_when_the_settings_name_it() {
    let app = TestApp::behind_doors_connected().await;
    let names = "dialect.application_id_names = [\"applicationId\", \"application.uuid\"]";
    let body = |name: &str, id: Value| {
        let nothing = json!({ "applicationUuid": "{{application_uuid}}" });
        let mut body = submit(&nothing);
        body[name] = id;
        body
    };
    let usual = with(&app, "").await;
    let result = usual.calls(SUBMIT, &body("applicationId", json!(7))).await;
    assert!(toast(&result).contains("neither the id"), "{result}");
    let named = plugin(&app, names);
    let code = [("x-connection-code", usual.code.as_str())];
    let calls =
        async |path: &str, body: &Value| asked(&named, path, &code, body.to_string()).await.1;
    let first = calls(SUBMIT, &body("applicationId", json!(7))).await;
    assert_eq!(first["success"], true, "{first}");
    let again = body("application", json!({ "uuid": "7" }));
    assert_eq!(calls(SUBMIT, &again).await, first);
    assert_eq!(app.creates(), 1);
    // The form knows who it is as soon as it is opened, and no field has a mapping and a value.
    let opened = calls(META, &json!({ "applicationId": 7 })).await;
    assert!(
        opened.to_string().contains(" already. Sending again"),
        "{opened}"
    );
    let field = &opened["formFields"][0];
    assert_eq!(field["key"], "applicationUuid");
    assert!(field.get("value").is_none(), "{field}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_declared_asked_for_and_answered_as_the_settings_say() {
    let app = TestApp::behind_doors_connected().await;
    let settings = "[dialect]\nlist_endpoints = true\nlist_declaration = \"optionLists\"\nlist_declared_as = \"object\"\n\
                    list_question = \"list\"\nlist_answered_as = \"array\"\nlist_label = \"name\"\nlist_value = \"id\"";
    let otherwise = with(&app, settings).await;
    let (_, root) = asked(&otherwise.plugin, "/", &[], String::new()).await;
    let meta = otherwise.calls(META, &json!({})).await;
    for declaring in [&root, &meta] {
        assert_eq!(declaring["optionLists"]["department"], "/lists");
    }
    let asked = json!({ "list": "department" });
    let options = otherwise.calls("/lists", &asked).await;
    assert!(
        options[0]["name"].is_string() && options[0]["id"].is_string(),
        "{options}"
    );
    let nothing = otherwise
        .calls("/lists", &json!({ "key": "department" }))
        .await;
    assert!(nothing[0]["name"].as_str().unwrap().contains("has nothing"));

    let mut usual = otherwise;
    usual.plugin = plugin(&app, "dialect.list_endpoints = true");
    let meta = usual.calls(META, &json!({})).await;
    let mut declared = meta["listEndpoints"].as_array().unwrap().iter();
    let department = declared.find(|list| list["key"] == "department").unwrap();
    assert_eq!(department["endpoint"], "/lists/department");
    // By its address alone, whatever the question says.
    for question in [json!({}), json!({ "key": "jobTitle" }), json!([1])] {
        let list = usual.calls("/lists/department", &question).await;
        assert_eq!(list["key"], "department");
        assert_eq!(
            list["options"].as_array().unwrap().len(),
            options.as_array().unwrap().len()
        );
    }
    usual.plugin = plugin(&app, "");
    let off = usual.calls(META, &json!({})).await;
    assert!(off.get("listEndpoints").is_none());
}
