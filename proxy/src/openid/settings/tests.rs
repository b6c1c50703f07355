//! What is read of the file, and what is refused at which place.

use serde_json::{Value, json};

use super::*;

fn usual() -> Value {
    json!({
        "id": "acme", "label": "Acme", "issuer": "https://login.acme.example/v2", "client_id": "hires",
        "account": { "all": "local" },
        "roles": { "claim": "groups", "values": { "hr": { "role": "recruiter" } } },
    })
}

/// The usual provider with one field written otherwise.
fn with(field: &str, value: Value) -> Value {
    let mut provider = usual();
    provider[field] = value;
    provider
}

fn read(providers: &[Value]) -> Result<Vec<ProviderSettings>, String> {
    let file = json!({ "providers": providers });
    ProviderSettings::read(&file.to_string()).map_err(|error| error.to_string())
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (field, value, words) in [
        ("id", json!("Acme"), "lower-case"),
        ("id", json!("callback"), "callback"),
        ("label", json!("  "), "Sign in with"),
        ("issuer", json!("http://login.acme.example"), "https"),
        ("issuer", json!("https://login.acme.example/?a=b"), "https"),
        ("issuer", json!("acme"), "https"),
        ("client_id", json!(""), "application"),
        ("scopes", json!(["a b"]), "spaces"),
        (
            "client_secret_file",
            json!("/nowhere/at/all"),
            "/nowhere/at/all cannot be read",
        ),
        (
            "account",
            json!({ "by_email_domain": { "@acme.example": "local" } }),
            "no domain",
        ),
        (
            "account",
            json!({ "by_email_domain": { "Acme.example": "local" } }),
            "no domain",
        ),
        (
            "account",
            json!({ "by_email_domain": {} }),
            "names no domain",
        ),
        (
            "account",
            json!({ "by_claim": { "claim": "tid", "values": {} } }),
            "values",
        ),
        ("roles", json!({}), "nobody could come in"),
        ("roles", json!({ "claim": "groups" }), "values"),
        (
            "roles",
            json!({ "values": { "hr": { "role": "viewer" } } }),
            "claim",
        ),
    ] {
        let refused = read(&[usual(), with(field, value)]).unwrap_err();
        let is_placed = refused.starts_with(&format!("providers[1].{field}: "));
        assert!(is_placed && refused.contains(words), "{field}: {refused}");
    }
    let mut trusting = with(
        "account",
        json!({ "by_email_domain": { "acme.example": "local" } }),
    );
    assert!(read(std::slice::from_ref(&trusting)).is_ok());
    trusting["emails_are_verified"] = json!(true);
    assert!(read(&[trusting]).unwrap_err().contains("must go"));
}

#[test]
fn what_is_unknown_or_missing_is_named_with_its_line() {
    let refused = read(&[with("client_secret", json!("canary-secret"))]).unwrap_err();
    assert!(
        refused.contains("client_secret") && refused.contains("line 1"),
        "{refused}"
    );
    assert!(!refused.contains("canary-secret"), "{refused}");
    let role = json!({ "claim": "groups", "values": { "hr": { "role": "owner" } } });
    assert!(read(&[with("roles", role)]).unwrap_err().contains("owner"));
    assert!(
        read(&[json!({ "id": "acme" })])
            .unwrap_err()
            .contains("label")
    );
    assert!(read(&[]).unwrap_err().contains("there is none"));
    let file = ProviderSettings::read_file(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(file.to_string().contains("/nowhere/at/all"), "{file}");
}

#[test]
fn no_two_providers_are_called_alike_or_are_the_same() {
    let refused = read(&[usual(), with("issuer", json!("https://other.example"))]);
    assert!(refused.unwrap_err().starts_with("providers[1].id"));
    let refused = read(&[usual(), with("id", json!("other"))]);
    assert!(refused.unwrap_err().starts_with("providers[1].issuer"));
}

#[test]
fn a_secret_is_read_from_its_file_and_shows_in_no_debug_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "canary-secret\n").unwrap();
    let read_with_it = || read(&[with("client_secret_file", json!(file))]);
    let settings = read_with_it().unwrap().remove(0);
    let secret = settings.client_secret.as_ref().unwrap();
    assert_eq!(
        secrecy::ExposeSecret::expose_secret(secret),
        "canary-secret"
    );
    assert!(!format!("{settings:?}").contains("canary-secret"));
    std::fs::write(&file, "\n").unwrap();
    assert!(read_with_it().unwrap_err().contains("is empty"));
}

#[test]
fn it_is_known_whether_somebody_can_become_an_admin_and_into_which_accounts_people_come() {
    let settings = read(&[usual()]).unwrap().remove(0);
    assert!(!settings.makes_admins());
    assert_eq!(settings.accounts(), ["local"]);
    let admins = json!({ "claim": "groups", "values": { "it": { "role": "admin" } } });
    assert!(read(&[with("roles", admins)]).unwrap()[0].makes_admins());
    let everybody = json!({ "default": { "role": "admin" } });
    assert!(read(&[with("roles", everybody)]).unwrap()[0].makes_admins());
    let domains = json!({ "by_email_domain": { "a.example": "a", "b.example": "b" } });
    assert_eq!(
        read(&[with("account", domains)]).unwrap()[0].accounts(),
        ["a", "b"]
    );
}

#[test]
fn the_example_of_the_documentation_is_read_as_it_stands() {
    let page = include_str!("../../../../docs/operating.md");
    let (_, example) = page.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let mut file: Value = serde_json::from_str(example).unwrap();
    let provider = file["providers"][0].as_object_mut().unwrap();
    // Which is on no machine that tests run on.
    let secret = provider.remove("client_secret_file").unwrap();
    assert!(secret.is_string());
    let read = ProviderSettings::read(&file.to_string()).unwrap();
    assert!(read[0].makes_admins());
    assert_eq!(read[0].roles.values["payroll"].role, Role::Recruiter);
}

#[test]
fn google_is_taken_with_what_tells_the_accounts_of_a_company_and_not_without() {
    let google = |account: Value| {
        let mut provider = with("issuer", json!("https://accounts.google.com"));
        provider["account"] = account;
        read(&[provider])
    };
    for account in [
        json!({ "all": "local" }),
        json!({ "by_email_domain": { "acme.example": "local" } }),
        json!({ "by_claim": { "claim": "email", "values": { "ann@acme.example": "local" } } }),
    ] {
        let refused = google(account).unwrap_err();
        assert!(refused.contains("with the claim hd"), "{refused}");
    }
    let hosted = json!({ "by_claim": { "claim": "hd", "values": { "acme.example": "local" } } });
    assert!(google(hosted).is_ok());
}

#[test]
fn a_provider_far_away_names_nothing_on_this_machine() {
    let url = |text: &str| Url::parse(text).unwrap();
    let far = "https://login.acme.example";
    assert!(is_as_safe_as(&url("https://keys.acme.example"), far));
    for inside in [
        "http://127.0.0.1:8081/",
        "http://localhost/",
        "http://[::1]/",
    ] {
        assert!(!is_as_safe_as(&url(inside), far), "{inside}");
        assert!(
            is_as_safe_as(&url(inside), "http://localhost:4000"),
            "{inside}"
        );
    }
    assert!(!is_as_safe_as(
        &url("http://evil.example"),
        "http://localhost:4000"
    ));
}
