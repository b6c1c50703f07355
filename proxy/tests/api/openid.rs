//! Signing in with an OpenID provider, and what it has the say about.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use handoff::interface::Role;
use proxy::account::AccountId;
use proxy::openid::{ProviderLimits, ProviderSettings, SignInWays};
use serde_json::{Value, json};
use test_postgres::Server;

use crate::openid_provider::{SECRET, TestProvider};
use crate::test_app::{Answer, Caller, TestApp};

/// Short enough that nobody waits, long enough for a busy machine.
pub(crate) const LIMITS: ProviderLimits = ProviderLimits {
    connect: std::time::Duration::from_secs(2),
    answer: std::time::Duration::from_secs(2),
    body: 1024 * 1024,
};

pub(crate) fn ways(written: &Value, passphrases: bool) -> SignInWays {
    let file = json!({ "providers": [written] });
    let settings = ProviderSettings::read(&file.to_string()).unwrap();
    SignInWays::new(settings, passphrases, LIMITS).unwrap()
}

/// A proxy that trusts this provider.
pub(crate) async fn trusting(provider: &TestProvider) -> TestApp {
    TestApp::with_ways(ways(&provider.written(), true), None).await
}

/// Somebody on the way to the provider.
pub(crate) struct OnTheWay {
    /// What the browser keeps.
    pub(crate) cookie: Option<String>,
    /// Where it goes.
    pub(crate) page: String,
}

impl OnTheWay {
    pub(crate) async fn from(app: &TestApp, back: &str) -> Self {
        let begun = begins(app, None, back).await;
        assert_eq!(begun.status, StatusCode::OK, "{:?}", begun.body);
        Self {
            cookie: begun.cookie(),
            page: begun.json().as_str().unwrap().to_owned(),
        }
    }

    pub(crate) fn state(&self) -> String {
        let page = url::Url::parse(&self.page).unwrap();
        let mut pairs = page.query_pairs();
        pairs
            .find(|(name, _)| name == "state")
            .unwrap()
            .1
            .into_owned()
    }

    /// The address to which the provider sends the browser back.
    pub(crate) fn address(&self, code: &str) -> String {
        format!(
            "/api/session/oidc/callback?code={code}&state={}",
            self.state()
        )
    }
}

pub(crate) async fn begins(app: &TestApp, cookie: Option<String>, back: &str) -> Answer {
    let body = json!({ "back": back });
    app.caller(cookie)
        .posts("/api/session/oidc/acme", &body)
        .await
}

/// Goes to the provider, signs in there, and comes back.
pub(crate) async fn signs_in(app: &TestApp, provider: &TestProvider) -> Answer {
    let on_the_way = OnTheWay::from(app, "/").await;
    let code = provider.signs_in(&on_the_way.page);
    let address = on_the_way.address(&code);
    app.caller(on_the_way.cookie.clone()).gets(&address).await
}

/// The cookie of the session that somebody has after coming back.
pub(crate) fn session_of(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").into_iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let session = cookies.find(|cookie| cookie.starts_with("__Host-session="))?;
    Some(session.split(';').next().unwrap().to_owned())
}

pub(crate) fn problem_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.body);
    let location = answer.headers["location"].to_str().unwrap();
    let code = location
        .strip_prefix("/sign-in?problem=")
        .unwrap_or_else(|| panic!("{location}"));
    code.to_owned()
}

async fn in_as<'a>(app: &'a TestApp, provider: &TestProvider) -> Caller<'a> {
    let back = signs_in(app, provider).await;
    assert_eq!(back.headers["location"], "/", "{:?}", back.headers);
    app.caller(Some(session_of(&back).unwrap()))
}

#[tokio::test]
async fn whoever_comes_back_with_a_proof_is_in_with_the_role_that_follows() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let on_the_way = begins(&app, None, "/candidates/cand_0001?search=ann").await;
    let cookie = on_the_way.headers["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert!(pair.starts_with("__Host-sign-in=") && pair.len() == "__Host-sign-in=".len() + 43);
    assert_eq!(
        attributes,
        "HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600"
    );
    let on_the_way = OnTheWay {
        cookie: on_the_way.cookie(),
        page: on_the_way.json().as_str().unwrap().to_owned(),
    };
    let code = provider.signs_in(&on_the_way.page);
    // As a browser sends it that was on another site.
    let request = Request::get(on_the_way.address(&code))
        .header("host", "127.0.0.1:8081")
        .header("cookie", on_the_way.cookie.unwrap())
        .header("sec-fetch-site", "cross-site")
        .header("sec-fetch-mode", "navigate");
    let back = app.request(request.body(Body::empty()).unwrap()).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{:?}", back.body);
    assert_eq!(back.headers["location"], "/candidates/cand_0001");
    let cookies: Vec<_> = back.headers.get_all("set-cookie").into_iter().collect();
    assert_eq!(cookies.len(), 2);
    assert!(
        cookies[0]
            .to_str()
            .unwrap()
            .ends_with("HttpOnly; SameSite=Strict; Secure; Path=/")
    );
    assert!(
        cookies[1]
            .to_str()
            .unwrap()
            .starts_with("__Host-sign-in=; ")
    );
    let ann = app.caller(session_of(&back));
    let session = ann.gets("/api/session").await.json();
    assert_eq!(
        (&session["user"], &session["role"]),
        (&json!("Ann Lee"), &json!("recruiter"))
    );
    let user = app
        .ledger
        .user_of("ann@acme.example")
        .await
        .unwrap()
        .unwrap();
    assert!(user.sees_admin_fields && user.passphrase.is_none());
    assert_eq!(user.issuer.as_deref(), Some(provider.issuer.as_str()));
    let everywhere = json!({ "everywhere": true });
    let signed_out = ann.asks(Method::DELETE, "/api/session", Some(&everywhere));
    assert_eq!(signed_out.await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        ann.gets("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_page_to_sign_in_knows_the_providers_and_what_a_code_means_and_nothing_else() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let ways = async |query: &str| {
        let path = format!("/api/session/ways{query}");
        app.caller(None).gets(&path).await.json()
    };
    let plain = ways("").await;
    assert_eq!(
        plain,
        json!({ "passphrases": true, "providers": [{ "id": "acme", "label": "Acme" }], "problem": null })
    );
    assert_eq!(ways("?problem=Call%20555-0100").await, plain);
    let known = ways("?problem=no-role").await;
    assert_eq!(known["problem"]["title"], "You have no role here yet");
    let nobody = app.caller(None);
    let unknown = nobody
        .posts("/api/session/oidc/other", &json!({ "back": "/" }))
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_of_another_site_can_have_nobody_sign_in() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let request = Request::post("/api/session/oidc/acme")
        .header("host", "127.0.0.1:8081")
        .header("content-type", "application/json")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site");
    let begun = app
        .request(request.body(Body::from("{\"back\":\"/\"}")).unwrap())
        .await;
    assert_eq!(begun.status, StatusCode::FORBIDDEN);
    assert!(begun.cookie().is_none());
}

#[tokio::test]
async fn a_client_with_a_secret_proves_itself_with_it() {
    let provider = TestProvider::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, SECRET).unwrap();
    let mut written = provider.written();
    written["client_secret_file"] = json!(file);
    let app = TestApp::with_ways(ways(&written, true), None).await;
    in_as(&app, &provider).await;
}

#[tokio::test]
async fn what_the_provider_says_holds_from_the_next_sign_in_on_and_is_in_the_record() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let boss = app
        .signed_in(&AccountId::local(), "bo@acme.example", Role::Admin)
        .await;
    let ann = in_as(&app, &provider).await;
    let first = ann.gets("/api/session").await.json();
    provider.behaves(|manner| {
        manner.claims["name"] = json!("Ann Lee-Day");
        manner.claims["email"] = json!("ann.day@acme.example");
        manner.more["groups"] = json!(["it", "hr"]);
    });
    let ann = in_as(&app, &provider).await;
    let now = ann.gets("/api/session").await.json();
    assert_eq!(
        (&now["user"], &now["role"], &now["user_id"]),
        (&json!("Ann Lee-Day"), &json!("admin"), &first["user_id"])
    );
    let users = boss.gets("/api/users").await.json();
    assert_eq!(users.as_array().unwrap().len(), 2, "{users}");
    let record = boss
        .posts("/api/audit/search", &json!({}))
        .await
        .json()
        .to_string();
    for deed in [
        "Ann Lee: recruiter, sees fields for admins, from http",
        "Ann Lee-Day: admin, sees",
    ] {
        assert!(record.contains(deed), "{record}");
    }
}

#[tokio::test]
async fn what_the_provider_has_the_say_about_is_not_changed_here() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let boss = app
        .signed_in(&AccountId::local(), "bo@acme.example", Role::Admin)
        .await;
    let ann = in_as(&app, &provider).await;
    let users = boss.gets("/api/users").await.json();
    let user = users
        .as_array()
        .unwrap()
        .iter()
        .find(|user| user["name"] == "Ann Lee")
        .unwrap();
    assert_eq!(user["provider"], "Acme");
    let path = format!("/api/users/{}", user["id"].as_str().unwrap());
    let change = json!({ "role": "admin", "sees_admin_fields": false, "seen": "recruiter" });
    let passphrase = json!({ "current": "x", "new": "trout lantern gravel opera" });
    let invite = format!("{path}/invite");
    for refused in [
        boss.asks(Method::PUT, &path, Some(&change)).await,
        boss.asks(Method::POST, &invite, None).await,
        ann.asks(Method::PUT, "/api/session/passphrase", Some(&passphrase))
            .await,
    ] {
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(refused.json()["type"], "/problems/from-provider");
        assert!(
            refused.json()["detail"]
                .as_str()
                .unwrap()
                .contains("Ann Lee signs in with Acme")
        );
    }
    // Removed, they are out at once; as long as the provider lets them in they come back as somebody new.
    let removed = boss.asks(Method::DELETE, &path, None).await;
    assert_eq!(removed.status, StatusCode::OK);
    assert_eq!(
        ann.gets("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    let again = in_as(&app, &provider)
        .await
        .gets("/api/session")
        .await
        .json();
    assert_ne!(again["user_id"], user["id"]);
    provider.behaves(|manner| manner.more["groups"] = json!([]));
    assert_eq!(problem_of(&signs_in(&app, &provider).await), "no-role");
}

#[tokio::test]
async fn nobody_becomes_somebody_else_by_having_their_address() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let ann = app
        .signed_in(&AccountId::local(), "Ann@acme.example", Role::Admin)
        .await;
    let back = signs_in(&app, &provider).await;
    assert_eq!(problem_of(&back), "address-taken");
    assert!(session_of(&back).is_none());
    assert_eq!(ann.gets("/api/session").await.json()["role"], "admin");
    // Nor when somebody whom the provider knows is given the address there later.
    provider.behaves(|manner| {
        manner.claims["sub"] = json!("eve-1");
        manner.claims["email"] = json!("eve@acme.example");
    });
    in_as(&app, &provider).await;
    provider.behaves(|manner| manner.claims["email"] = json!("ann@acme.example"));
    assert_eq!(
        problem_of(&signs_in(&app, &provider).await),
        "address-taken"
    );
}

#[tokio::test]
async fn somebody_of_one_account_is_not_moved_to_another() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    in_as(&app, &provider).await;
    let other = app
        .ledger
        .add_account("Rosa", "other", "Other")
        .await
        .unwrap();
    assert!(other.is_some());
    let mut written = provider.written();
    written["account"] = json!({ "all": "other" });
    let app = app.restart_with_ways(ways(&written, true)).await;
    assert_eq!(
        problem_of(&signs_in(&app, &provider).await),
        "other-account"
    );
}

#[tokio::test]
async fn where_passphrases_are_off_nobody_uses_or_makes_one_and_no_session_of_one_goes_on() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let _bo = app
        .signed_in(&AccountId::local(), "bo@acme.example", Role::Admin)
        .await;
    let bos = format!("__Host-session={:-<43.43}", "bo@acme.example");
    assert_eq!(
        app.caller(Some(bos.clone()))
            .gets("/api/session")
            .await
            .status,
        StatusCode::OK
    );
    let app = app
        .restart_with_ways(ways(&provider.written(), false))
        .await;
    let bo = app.caller(Some(bos));
    assert_eq!(
        bo.gets("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    provider.behaves(|manner| manner.more["groups"] = json!(["it"]));
    let ann = in_as(&app, &provider).await;
    let nobody = app.caller(None);
    let new = json!({ "email": "cy@acme.example", "name": "Cy Day", "role": "viewer" });
    let link = json!({ "token": "x".repeat(43) });
    let accepted = json!({ "token": "x".repeat(43), "passphrase": "trout lantern gravel opera" });
    let entered = json!({ "email": "bo@acme.example", "passphrase": "trout lantern gravel opera" });
    for refused in [
        nobody.posts("/api/session", &entered).await,
        nobody.posts("/api/invitations/open", &link).await,
        nobody.posts("/api/invitations/accept", &accepted).await,
        ann.posts("/api/users", &new).await,
    ] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(refused.json()["type"], "/problems/no-passphrases");
    }
    let shown = nobody.gets("/api/session/ways").await.json();
    assert_eq!(shown["passphrases"], false);
    // And when the provider goes, so do those who came from it.
    let session = ann.gets("/api/session").await;
    assert_eq!(session.status, StatusCode::OK);
}

#[tokio::test]
async fn without_the_provider_its_users_are_out() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let back = signs_in(&app, &provider).await;
    let ann = session_of(&back);
    assert_eq!(
        app.caller(ann.clone()).gets("/api/session").await.status,
        StatusCode::OK
    );
    let app = app.restart_with_ways(SignInWays::default()).await;
    let session = app.caller(ann).gets("/api/session").await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_at_one_proxy_is_finished_at_another_and_by_one_alone() {
    let provider = TestProvider::start().await;
    let database = Server::shared().unwrap().database().unwrap();
    let one = TestApp::with_ways(ways(&provider.written(), true), Some(database)).await;
    let other = one.beside().await;
    let on_the_way = OnTheWay::from(&one, "/log").await;
    let address = on_the_way.address(&provider.signs_in(&on_the_way.page));
    let (here, there) = (
        one.caller(on_the_way.cookie.clone()),
        other.caller(on_the_way.cookie.clone()),
    );
    let (here, there) = tokio::join!(here.gets(&address), there.gets(&address));
    let mut places = [&here, &there].map(|answer| answer.headers["location"].to_str().unwrap());
    places.sort_unstable();
    assert_eq!(places, ["/log", "/sign-in?problem=sign-in-lost"]);
}

#[tokio::test]
async fn a_provider_that_has_changed_its_keys_is_read_anew() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    in_as(&app, &provider).await;
    provider.takes_another_key();
    in_as(&app, &provider).await;
}

#[tokio::test]
async fn the_files_of_the_ledger_hold_nothing_to_finish_a_sign_in_with() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let on_the_way = OnTheWay::from(&app, "/").await;
    let page = url::Url::parse(&on_the_way.page).unwrap();
    let mut secrets: Vec<String> = page
        .query_pairs()
        .filter(|(name, _)| name == "state" || name == "nonce")
        .map(|(_, value)| value.into_owned())
        .collect();
    assert_eq!(secrets.len(), 2);
    let cookie = on_the_way.cookie.unwrap();
    secrets.push(cookie.split_once('=').unwrap().1.to_owned());
    let files = app.files();
    for secret in secrets {
        let is_there = files
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!is_there, "{secret}");
    }
}
