//! OAuth as an app goes through it: to the company with a browser, back with a code, then tokens.

use std::time::Duration;

use bamboohr_sandbox::{Fault, OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET};
use reqwest::Response;
use serde_json::{Value, json};

use crate::client::{World, ann, header};

const CALLBACK: &str = "http://127.0.0.1:9/callback?from=sandbox";

impl World {
    async fn authorize(&self, changes: &[(&str, &str)]) -> Response {
        let mut query = vec![
            ("request", "authorize"),
            ("response_type", "code"),
            ("client_id", OAUTH_CLIENT_ID),
            ("redirect_uri", CALLBACK),
            ("scope", "employee offline_access"),
            ("state", "a&b"),
        ];
        query.extend(changes);
        let url = format!("{}/authorize.php", self.sandbox.url());
        self.client.get(url).query(&query).send().await.unwrap()
    }

    async fn token(&self, grant: &Value) -> Response {
        let mut body = json!({"client_id": OAUTH_CLIENT_ID, "client_secret": OAUTH_CLIENT_SECRET});
        body.as_object_mut()
            .unwrap()
            .extend(grant.as_object().unwrap().clone());
        let url = format!("{}/token.php?request=token", self.sandbox.url());
        self.client.post(url).json(&body).send().await.unwrap()
    }

    async fn status_with(&self, token: &str) -> u16 {
        let url = format!("{}/api/v1/employees/0", self.sandbox.url());
        let request = self.client.get(url).bearer_auth(token);
        request.send().await.unwrap().status().as_u16()
    }
}

async fn json_of(response: Response) -> Value {
    assert_eq!(response.status().as_u16(), 200);
    response.json().await.unwrap()
}

#[tokio::test]
async fn an_app_gets_a_code_exchanges_it_and_uses_the_token_in_place_of_a_key() {
    let world = World::start().await;
    let granted = world.authorize(&[]).await;
    assert_eq!(granted.status().as_u16(), 302);
    let location = header(&granted, "location");
    let rest = location
        .strip_prefix(&format!("{CALLBACK}&code="))
        .expect(&location);
    let (code, state) = rest.split_once('&').unwrap();
    assert_eq!(state, "state=a%26b");

    let grant = json!({"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK});
    let response = world.token(&grant).await;
    assert_eq!(header(&response, "cache-control"), "no-store");
    let tokens = json_of(response).await;
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"]),
        (&json!("Bearer"), &json!(3600))
    );
    assert!(tokens["refresh_token"].is_string());

    let url = format!("{}/api/v1/employees", world.sandbox.url());
    let token = tokens["access_token"].as_str().unwrap();
    let created = world
        .client
        .post(url)
        .bearer_auth(token)
        .json(&ann())
        .send()
        .await
        .unwrap();
    assert_eq!(created.status().as_u16(), 201);
    let last = world.sandbox.requests().pop().unwrap();
    assert_eq!(last.key.as_deref(), Some("admin"));

    let again = world.token(&grant).await;
    assert_eq!(again.status().as_u16(), 400);
    assert_eq!(
        again.json::<Value>().await.unwrap()["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_code_is_sent_to_no_other_computer() {
    let world = World::start().await;
    for change in [
        ("redirect_uri", "https://example.com/callback"),
        ("client_id", "another-app"),
        ("user", "nobody"),
    ] {
        let refused = world.authorize(&[change]).await;
        assert_eq!(refused.status().as_u16(), 400, "{change:?}");
        assert_eq!(header(&refused, "location"), "");
    }
}

#[tokio::test]
async fn the_form_and_basic_authentication_do_as_well() {
    let world = World::start().await;
    let tokens = world.sandbox.issue_tokens("recruiter").unwrap();
    let refresh = tokens.refresh_token.unwrap();
    let url = format!("{}/token.php?request=token", world.sandbox.url());
    let body = format!("grant_type=refresh_token&refresh_token={refresh}");
    let form = "application/x-www-form-urlencoded";
    let request = world
        .client
        .post(&url)
        .header("Content-Type", form)
        .body(body.clone());
    let with_basic = request.basic_auth(OAUTH_CLIENT_ID, Some(OAUTH_CLIENT_SECRET));
    let access = json_of(with_basic.send().await.unwrap()).await;
    assert_eq!(
        world
            .status_with(access["access_token"].as_str().unwrap())
            .await,
        200
    );

    let body = format!("{body}&client_id={OAUTH_CLIENT_ID}&client_secret=a%20guess");
    let request = world
        .client
        .post(&url)
        .header("Content-Type", form)
        .body(body);
    let refused = request.send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 401);
    assert_eq!(
        refused.json::<Value>().await.unwrap()["error"],
        "invalid_client"
    );
}

#[tokio::test]
async fn a_token_ends_with_time_or_when_a_test_says_so_and_is_refreshed() {
    let world = World::start().await;
    let tokens = world.sandbox.issue_tokens("admin").unwrap();
    assert_eq!(world.status_with(&tokens.access_token).await, 200);
    world.sandbox.pass_time(Duration::from_secs(3600));
    assert_eq!(world.status_with(&tokens.access_token).await, 401);

    let grant = json!({"grant_type": "refresh_token", "refresh_token": tokens.refresh_token});
    let second = json_of(world.token(&grant).await).await;
    let second = second["access_token"].as_str().unwrap().to_owned();
    assert_eq!(world.status_with(&second).await, 200);
    world.sandbox.expire_tokens();
    assert_eq!(world.status_with(&second).await, 401);
    assert_eq!(world.status_with("never-given").await, 401);
}

#[tokio::test]
async fn rotating_refresh_tokens_are_good_once() {
    let world = World::with_settings(|settings| settings.refresh_tokens_rotate = true).await;
    let given = world.control("POST", "/tokens", &json!({"user": "admin"}));
    let tokens = json_of(given.send().await.unwrap()).await;
    let grant = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    let second = json_of(world.token(&grant).await).await;
    assert_ne!(second["refresh_token"], tokens["refresh_token"]);
    assert_eq!(world.token(&grant).await.status().as_u16(), 400);
}

#[tokio::test]
async fn requests_for_tokens_are_recorded_and_may_fail_by_a_fault() {
    let world = World::start().await;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/token.php").answer(503));
    let grant = json!({"grant_type": "refresh_token", "refresh_token": "x"});
    let mut statuses = Vec::new();
    for _ in 0..2 {
        statuses.push(world.token(&grant).await.status().as_u16());
    }
    assert_eq!(statuses, [503, 400]);
    let recorded = world.sandbox.requests();
    assert_eq!(recorded[0].path, "/token.php?request=token");
    assert_eq!(recorded.len(), 2);
}

#[tokio::test]
async fn tokens_without_a_browser_are_for_users_who_exist() {
    let world = World::start().await;
    for (body, status) in [
        (json!({"user": "limited"}), 200),
        (json!({"user": "nobody"}), 404),
        (json!({}), 400),
    ] {
        let response = world
            .control("POST", "/tokens", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), status, "{body}");
    }
    let ended = world
        .control("DELETE", "/tokens", &json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(ended.status().as_u16(), 204);
}
