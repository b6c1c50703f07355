//! Asking a local server whether it is up: one GET, only the status line is read.
//!
//! Loopback only, and no more HTTP than that; it must not grow into a client.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// A local server that answers at all does so well within this time.
const PATIENCE: Duration = Duration::from_secs(2);
/// More than any status line; keeps a server that is not HTTP from holding us.
const LONGEST_STATUS_LINE: u64 = 512;

/// The HTTP status of `GET path` on 127.0.0.1, or `None` while nothing answers there.
pub(crate) fn status(port: u16, path: &str) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST_STATUS_LINE))
        .read_line(&mut line)
        .ok()?;
    status_of(&line)
}

/// The status in a line such as `HTTP/1.1 200 OK`.
fn status_of(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    let protocol = words.next()?;
    let status = words.next()?.parse().ok()?;
    protocol.starts_with("HTTP/1.").then_some(status)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_status_of_a_listening_server_is_read() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while reader.read_line(&mut request).unwrap() > 2 {}
            let answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer.as_bytes()).unwrap();
            request
        });
        assert_eq!(status(port, "/healthz"), Some(503));
        let request = server.join().unwrap();
        assert!(
            request.starts_with("GET /healthz HTTP/1.1\r\n"),
            "{request}"
        );
    }

    #[test]
    fn nothing_listening_is_no_status() {
        let port = {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            listener.local_addr().unwrap().port()
        };
        assert_eq!(status(port, "/"), None);
    }

    #[test]
    fn an_answer_that_is_not_http_is_no_status() {
        assert_eq!(status_of("HTTP/1.1 200 OK\r\n"), Some(200));
        assert_eq!(status_of("SSH-2.0-Server 200\r\n"), None);
        assert_eq!(status_of("HTTP/1.1\r\n"), None);
        assert_eq!(status_of(""), None);
    }
}
