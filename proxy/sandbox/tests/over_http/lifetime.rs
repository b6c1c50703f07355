//! Starting, stopping, and starting again on the same port.

use bamboohr_sandbox::Sandbox;
use tokio::net::TcpStream;

use crate::client::World;

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
