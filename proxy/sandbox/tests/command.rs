//! The command `bamboohr-sandbox` as a person or a script runs it.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first surprise"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bamboohr-sandbox"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Starts on a free port and waits for the ready line; returns the address it names.
fn start() -> (Child, BufReader<std::process::ChildStdout>, String) {
    let mut child = command(&["--port", "0"]).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let address = line
        .strip_prefix("BambooHR sandbox: http://")
        .and_then(|rest| rest.strip_suffix('\n'));
    let address = address.expect("the ready line").to_owned();
    (child, output, address)
}

#[test]
fn it_says_one_line_serves_and_ends_with_code_0_on_either_signal() {
    for signal in ["-INT", "-TERM"] {
        let (mut child, mut output, address) = start();
        let mut stream = TcpStream::connect(address).unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 200");

        assert!(
            Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}");
        let mut rest = String::new();
        output.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "{signal}");
    }
}

#[test]
fn a_taken_port_or_a_wrong_address_is_one_sentence_and_code_1() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    for (arguments, start) in [
        (
            vec!["--port", &port],
            format!("Port {port} is taken by another program."),
        ),
        (
            vec!["--host", "0.0.0.0", "--port", "0"],
            "0.0.0.0 is not an address of this computer only.".to_owned(),
        ),
    ] {
        let output = command(&arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.starts_with(&start), "{error}");
        assert_eq!(error.lines().count(), 1);
        assert!(output.stdout.is_empty());
    }
}
