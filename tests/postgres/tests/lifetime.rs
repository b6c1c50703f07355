//! A server that a test starts answers, keeps what was written over a kill, and is gone afterwards.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::net::TcpStream;

use test_postgres::Server;

#[test]
fn a_server_answers_survives_a_kill_and_ends_with_its_value() {
    let server = Server::start().unwrap();
    let (one, other) = (server.database().unwrap(), server.database().unwrap());
    assert_ne!(one, other);
    let address = address(&one);
    assert!(TcpStream::connect(&address).is_ok());
    server.kill().unwrap();
    assert!(TcpStream::connect(&address).is_err());
    server.start_again().unwrap();
    server.stop().unwrap();
    server.start_again().unwrap();
    assert!(TcpStream::connect(&address).is_ok());
    drop(server);
    assert!(TcpStream::connect(&address).is_err());
}

fn address(url: &str) -> String {
    let behind_user = url.split_once('@').unwrap().1;
    behind_user.split_once('/').unwrap().0.to_owned()
}
