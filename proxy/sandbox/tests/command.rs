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
fn start(more: &[&str]) -> (Child, BufReader<std::process::ChildStdout>, String) {
    let arguments = [&["--port", "0"], more].concat();
    let mut child = command(&arguments).spawn().unwrap();
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
        let (mut child, mut output, address) = start(&[]);
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

/// Asks and gives the whole answer.
fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn with_a_state_file_an_employee_is_still_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let more = ["--state", file.to_str().unwrap()];
    let (mut child, _output, address) = start(&more);
    let body = r#"{"firstName":"Ann","lastName":"Lee"}"#;
    let key = "c2FuZGJveC1hZG1pbi1rZXk6eA=="; // sandbox-admin-key:x
    let head = format!("Host: localhost\r\nAuthorization: Basic {key}\r\nConnection: close\r\n");
    let length = body.len();
    let created = ask(
        &address,
        &format!("POST /api/v1/employees HTTP/1.1\r\n{head}Content-Length: {length}\r\n\r\n{body}"),
    );
    assert!(created.starts_with("HTTP/1.1 201"), "{created}");
    child.kill().unwrap();
    child.wait().unwrap();

    let (mut child, _output, address) = start(&more);
    let read = format!(
        "GET /api/v1/employees/118?fields=lastName HTTP/1.1\r\n{head}Accept: application/json\r\n\r\n"
    );
    let read = ask(&address, &read);
    assert!(read.contains(r#""lastName":"Lee""#), "{read}");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// What is said on a start that fails; it must be one sentence.
fn refusal(arguments: &[&str]) -> String {
    let arguments = [&["--port", "0"], arguments].concat();
    let output = command(&arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    said
}

#[test]
fn a_state_file_that_cannot_be_used_is_one_sentence_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("acme.json"), "not a company").unwrap();
    std::fs::create_dir(path("folder.json")).unwrap();
    for (file, reason) in [
        (path("acme.json"), "acme.json is damaged"),
        (path("folder.json"), "folder.json: "),
        (path("nowhere/acme.json"), "nowhere/acme.json"),
    ] {
        let said = refusal(&["--state", &file]);
        let begins = said.starts_with("The file of --state cannot be used: ");
        assert!(begins && said.contains(reason), "{said}");
        assert!(!said.contains("127.0.0.1"), "{said}");
    }
}

#[test]
fn a_second_sandbox_on_one_state_file_is_refused_until_the_first_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let more = ["--state", file.to_str().unwrap()];
    let (mut child, _output, _) = start(&more);
    let said = refusal(&more);
    assert!(
        said.contains("another sandbox keeps its company in "),
        "{said}"
    );
    assert!(said.contains("acme.json; end that one"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, _output, _) = start(&more);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn scenario_and_seed_of_a_kept_company_may_each_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let state = ["--state", file.to_str().unwrap()];
    for more in [
        &["--scenario", "payroll", "--seed", "7"][..],
        &["--scenario", "payroll"],
        &["--seed", "7"],
        &[],
    ] {
        let (mut child, _output, _) = start(&[&state, more].concat());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    for more in [["--scenario", "acme"], ["--seed", "0"]] {
        let said = refusal(&[&state[..], &more].concat());
        assert!(
            said.contains("the scenario payroll with the seed 7"),
            "{said}"
        );
    }
}

#[test]
fn the_scenarios_are_listed_and_part_of_the_help() {
    let said = |arguments: &[&str]| {
        let output = command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = said(&["--list-scenarios"]);
    assert_eq!(listed.lines().count(), 9);
    assert!(listed.starts_with("acme "), "{listed}");
    let help = said(&["--help"]);
    for line in listed.lines() {
        let name = line.split(' ').next().unwrap();
        assert!(help.contains(&format!("\n  {name} ")), "{name}");
    }
}

#[test]
fn an_option_that_makes_no_sense_is_refused() {
    for arguments in [
        ["--scenario", "nowhere"],
        ["--seed", "seven"],
        ["--now", "yesterday"],
        ["--settings", "{"],
    ] {
        let output = command(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let output = command(&["--port", "0", "--settings", r#"{"location":"moon"}"#])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("These are not settings: "), "{said}");
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn scenario_seed_clock_and_settings_come_from_the_command_line() {
    let settings = r#"{"create_answer":"empty"}"#;
    let more = [
        "--scenario",
        "empty",
        "--seed",
        "7",
        "--now",
        "2031-05-01T12:00:00Z",
        "--settings",
        settings,
    ];
    let (mut child, _output, address) = start(&more);
    let body = r#"{"firstName":"Ann","lastName":"Lee"}"#;
    let key = "c2FuZGJveC1hZG1pbi1rZXk6eA=="; // sandbox-admin-key:x
    let head = format!("Host: localhost\r\nAuthorization: Basic {key}\r\nConnection: close\r\n");
    let length = body.len();
    let created = ask(
        &address,
        &format!("POST /api/v1/employees HTTP/1.1\r\n{head}Content-Length: {length}\r\n\r\n{body}"),
    );
    assert!(
        created.starts_with("HTTP/1.1 201") && created.ends_with("\r\n\r\n"),
        "{created}"
    );
    let read = ask(
        &address,
        &format!("GET /api/v1/employees HTTP/1.1\r\n{head}\r\n"),
    );
    assert!(read.contains(r#""total":1"#), "{read}");
    let clock = ask(
        &address,
        &format!("GET /_sandbox/clock HTTP/1.1\r\n{head}\r\n"),
    );
    assert!(clock.contains("2031-05-01T12:"), "{clock}");
    child.kill().unwrap();
    child.wait().unwrap();
}
