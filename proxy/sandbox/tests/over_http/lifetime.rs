//! Starting, stopping, and starting again on the same port.

use std::time::Duration;

use bamboohr_sandbox::{Key, Sandbox, Scenario};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::client::{World, header};

#[tokio::test]
async fn after_a_stop_the_port_is_free_and_a_new_start_serves_the_same_client() {
    let World { sandbox, client } = World::start().await;
    let address = sandbox.address();
    let url = sandbox.url();
    // Leaves a pooled connection behind, and one that never said a word.
    client.get(&url).send().await.unwrap().text().await.unwrap();
    let _silent = TcpStream::connect(address).await.unwrap();
    sandbox.stop().await;
    assert!(client.get(&url).send().await.unwrap_err().is_connect());

    let again = Sandbox::start_on(address).await.unwrap();
    assert_eq!(again.url(), url);
    assert_eq!(
        client.get(&url).send().await.unwrap().status().as_u16(),
        200
    );
    assert!(again.requests().is_empty());
}

#[tokio::test]
async fn a_taken_port_and_an_address_of_the_network_are_refused() {
    let world = World::start().await;
    let taken = Sandbox::start_on(world.sandbox.address())
        .await
        .unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
    let open = Sandbox::start_on("0.0.0.0:0".parse().unwrap())
        .await
        .unwrap_err();
    assert_eq!(open.kind(), std::io::ErrorKind::InvalidInput);
}

/// What a client sees that depends on chance, on ids and on what was there before.
async fn course_of_events(world: &World) -> Vec<String> {
    let mut seen = Vec::new();
    for _ in 0..2 {
        let response = world.add_ann().await;
        for name in ["x-request-id", "location"] {
            seen.push(header(&response, name));
        }
        seen.push(response.text().await.unwrap());
    }
    let list = world.get("/employees?fields=firstName,hireDate");
    seen.push(list.send().await.unwrap().text().await.unwrap());
    let tokens = world.sandbox.issue_tokens("admin").unwrap();
    seen.extend([tokens.access_token, tokens.refresh_token.unwrap()]);
    let log = world.sandbox.requests();
    seen.extend(log.iter().map(|request| request.sequence.to_string()));
    seen
}

#[tokio::test]
async fn after_a_reset_the_same_requests_get_the_same_answers() {
    let start: Timestamp = "2031-05-01T12:00:00Z".parse().unwrap();
    let world = World::of(Sandbox::builder().seed(7).now(start)).await;
    let first = course_of_events(&world).await;
    assert!(first[1].ends_with("/118"), "{first:?}");
    let clock = async || {
        let clock = world.control("GET", "/clock", &Value::Null).send().await;
        let clock: Value = clock.unwrap().json().await.unwrap();
        clock["now"].as_str().unwrap().parse::<Timestamp>().unwrap()
    };
    let day = 24 * 3600;
    world.sandbox.pass_time(Duration::from_secs(day));
    assert!(clock().await.duration_since(start).as_secs() >= 24 * 3600);
    world.sandbox.reset();
    assert!(clock().await.duration_since(start).as_secs() < 24 * 3600);
    assert_eq!(course_of_events(&world).await, first);
}

#[tokio::test]
async fn a_reset_goes_back_to_the_start_of_this_run_and_is_kept_like_any_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let builder = || Sandbox::builder().state_file(file.clone());
    let world = World::of(builder().scenario(Scenario::Empty)).await;
    world.add_ann().await;
    let key = Key::limited("audits-key");
    world.sandbox.set_key("audit", key.clone()).unwrap();
    world.sandbox.stop().await;

    let world = World::of(builder().settings(|settings| settings.echo_sent_fields = false)).await;
    assert_eq!(world.added().len(), 1);
    let changes = json!({"visibility_lag_seconds": 30});
    let changed = world.control("PATCH", "/settings", &changes).send().await;
    assert!(changed.unwrap().status().is_success());
    world
        .sandbox
        .set_key("later", Key::limited("later-key"))
        .unwrap();
    let tokens = world.sandbox.issue_tokens("audit").unwrap();
    world.sandbox.reset();
    let sandbox = &world.sandbox;
    assert!(sandbox.employees().is_empty());
    assert_eq!(sandbox.settings().visibility_lag_seconds, 0);
    assert!(!sandbox.settings().echo_sent_fields);
    assert!(!sandbox.remove_key("later"));
    let url = format!("{}/api/v1/employees", sandbox.url());
    let stranger = world.client.get(url).bearer_auth(tokens.access_token);
    assert_eq!(stranger.send().await.unwrap().status().as_u16(), 401);
    world.sandbox.stop().await;

    let again = builder().start().await.unwrap();
    assert!(again.employees().is_empty());
    assert!(again.remove_key("audit"));
}

#[tokio::test]
async fn a_state_file_is_kept_by_one_sandbox_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let builder = || Sandbox::builder().state_file(file.clone());
    let first = builder().start().await.unwrap();
    let second = builder().start().await.unwrap_err();
    assert_eq!(second.kind(), std::io::ErrorKind::ResourceBusy);
    first.stop().await;
    builder().start().await.unwrap();
}
