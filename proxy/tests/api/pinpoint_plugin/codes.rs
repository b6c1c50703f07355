//! Whose call it is: the connection code.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_call_without_a_code_that_works_is_told_what_to_do_and_nothing_else() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let new = json!({ "name": "Other", "scopes": ["candidates", "embed"] });
    let made = pinpoint.admin.posts("/api/embedding/keys", &new).await;
    let other = made.json()["key"].as_str().unwrap().to_owned();
    let unknown = format!("stbk_{}", "x".repeat(43));
    for (code, words) in [
        (None, "not connected yet"),
        (Some(""), "not connected yet"),
        (Some("{{connection_code}}"), "not connected yet"),
        (Some("nonsense"), "does not work"),
        (Some(unknown.as_str()), "does not work"),
        (Some(other.as_str()), "does not work"),
    ] {
        let headers: Vec<(&str, &str)> = code
            .into_iter()
            .map(|code| ("X-CONNECTION-CODE", code))
            .collect();
        let (status, meta) = asked(&pinpoint.plugin, META, &headers, "{}".to_owned()).await;
        assert_eq!(status, StatusCode::OK);
        assert!(callout(&meta).contains(words), "{code:?}: {meta}");
        let (status, result) = asked(
            &pinpoint.plugin,
            SUBMIT,
            &headers,
            submit(&json!({})).to_string(),
        )
        .await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            toast(&result).contains(words) && result.get("errors").is_none(),
            "{result}"
        );
    }
    // In the body it is as good, and one that is removed is none any more.
    let mut body = submit(&json!({ "hireDate": "" }));
    body["configurationValues"] = json!([{ "key": "connectioncode", "value": pinpoint.code }]);
    let (_, result) = asked(&pinpoint.plugin, SUBMIT, &[], body.to_string()).await;
    assert_eq!(result["errors"][0]["key"], "hireDate", "{result}");
    let key = format!("/api/embedding/keys/{}", pinpoint.key);
    let removed = pinpoint.admin.asks(Method::DELETE, &key, None).await;
    assert!(removed.status.is_success());
    assert!(toast(&pinpoint.submits(json!({})).await).contains("does not work"));
    assert_eq!(app.creates(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_reaches_its_own_account_and_its_own_company_only() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
    let other = app.has_account("other").await;
    let theirs = Pinpoint::of(&app, &other, "bo@other.example", PluginSettings::default()).await;
    // The same application, in an account that has connected nothing: it is as unknown as any other.
    let result = theirs.submits(json!({})).await;
    assert!(
        toast(&result).contains("not connected") && !result.to_string().contains("Ada"),
        "{result}"
    );
    for (named, is_ours) in [
        ("acme", true),
        (" ACME ", true),
        ("https://acme.bamboohr.com/", true),
        ("other", false),
        ("../x", false),
    ] {
        let mut body = submit(&json!({ "hireDate": "" , "applicationUuid": "2" }));
        body["configurationValues"] = json!([{ "key": "companyDomain", "value": named }]);
        let result = pinpoint.calls(SUBMIT, &body).await;
        assert_eq!(
            toast(&result).contains("Another company"),
            !is_ours,
            "{named}: {result}"
        );
        let meta = pinpoint.calls(META, &body).await;
        assert_eq!(
            meta.to_string().contains("Another company"),
            !is_ours,
            "{named}"
        );
    }
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_there_only_when_they_are_switched_on_and_for_whoever_has_a_code() {
    let app = TestApp::behind_doors_connected().await;
    let plain = PluginSettings::read("[dialect]\nalways_ok = false").unwrap();
    let off = Pinpoint::of(&app, &AccountId::local(), "ann@acme.example", plain).await;
    let (status, _) = asked(&off.plugin, "/lists/department", &[], "{}".to_owned()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let settings =
        PluginSettings::read("[dialect]\nlist_endpoints = true\nalways_ok = false").unwrap();
    let plugin = app.plugin_with(settings);
    let code = [("x-connection-code", off.code.as_str())];
    let (status, list) = asked(&plugin, "/lists/department", &code, "{}".to_owned()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!list["options"].as_array().unwrap().is_empty(), "{list}");
    let (status, _) = asked(&plugin, "/lists/department", &[], "{}".to_owned()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _) = asked(&plugin, "/lists/firstName", &code, "{}".to_owned()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
