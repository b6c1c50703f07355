//! The server on real sockets, with and without TLS, by a client that trusts one certificate and no other.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::routing::get;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ProtocolVersion, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::tls::tests::{files, made, written};
use super::*;

const SHORT: Duration = Duration::from_millis(300);
/// For what must happen at all.
const PATIENCE: Duration = Duration::from_secs(20);
const OFTEN: Duration = Duration::from_millis(10);
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// A server, and the folder with its certificate.
struct Started {
    address: SocketAddr,
    folder: tempfile::TempDir,
    tls: Option<Tls>,
    certificate: CertificateDer<'static>,
    stop: CancellationToken,
    ended: tokio::task::JoinHandle<io::Result<()>>,
}

/// Answers with the address of whoever asks; `/slow` takes a while.
async fn started(limits: ServerLimits, with_tls: bool) -> Started {
    let folder = tempfile::tempdir().unwrap();
    let certificate = written(folder.path());
    let tls = with_tls.then(|| Tls::open(files(folder.path())).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let who = async |Extension(Peer(peer)): Extension<Peer>| peer.to_string();
    let slow = async || {
        tokio::time::sleep(SHORT).await;
        "slow"
    };
    let router = Router::new().route("/", get(who)).route("/slow", get(slow));
    let stop = CancellationToken::new();
    let serving = serve(listener, router, tls.clone(), limits, stop.clone());
    Started {
        address,
        folder,
        tls,
        certificate,
        stop,
        ended: tokio::spawn(serving),
    }
}

async fn encrypted_with(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

async fn encrypted(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
) -> io::Result<TlsStream<TcpStream>> {
    encrypted_with(address, trusted, rustls::ALL_VERSIONS).await
}

/// Asks over a connection that goes on afterwards; the answer's body.
async fn asks(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> String {
    stream.write_all(REQUEST).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"127.0.0.1") {
        let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut answer));
        assert_ne!(read.await.unwrap().unwrap(), 0, "it ended: {answer:?}");
    }
    String::from_utf8(answer).unwrap()
}

/// How long until the other side ends the connection.
async fn ends(stream: &mut (impl AsyncRead + Unpin)) -> Duration {
    let began = Instant::now();
    let mut rest = Vec::new();
    // An end by a reset is an end as well.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest))
        .await
        .unwrap();
    began.elapsed()
}

#[tokio::test]
async fn a_client_that_trusts_the_certificate_is_answered_over_tls_1_3_and_1_2() {
    let server = started(ServerLimits::default(), true).await;
    for (version, expected) in [
        (&rustls::version::TLS13, ProtocolVersion::TLSv1_3),
        (&rustls::version::TLS12, ProtocolVersion::TLSv1_2),
    ] {
        let stream = encrypted_with(server.address, &server.certificate, &[version]).await;
        let mut stream = stream.unwrap();
        assert!(
            asks(&mut stream).await.ends_with("127.0.0.1"),
            "the peer is known"
        );
        assert_eq!(stream.get_ref().1.protocol_version(), Some(expected));
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    }
    let other = made().cert.der().clone();
    let refused = encrypted(server.address, &other).await.unwrap_err();
    assert!(refused.to_string().contains("certificate"), "{refused}");
}

#[tokio::test]
async fn a_certificate_is_replaced_under_connections_that_go_on() {
    let server = started(ServerLimits::default(), true).await;
    let tls = server.tls.clone().unwrap();
    tls.keep_fresh(OFTEN, server.stop.clone()).unwrap();
    let mut old = encrypted(server.address, &server.certificate)
        .await
        .unwrap();
    asks(&mut old).await;
    let replacement = written(server.folder.path());
    let began = Instant::now();
    let mut new = loop {
        if let Ok(stream) = encrypted(server.address, &replacement).await {
            break stream;
        }
        assert!(began.elapsed() < PATIENCE, "the replacement is never shown");
        tokio::time::sleep(OFTEN).await;
    };
    asks(&mut new).await;
    asks(&mut old).await;
    assert!(
        encrypted(server.address, &server.certificate)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn plain_http_to_the_tls_port_is_not_answered() {
    let server = started(ServerLimits::default(), true).await;
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    plain.write_all(REQUEST).await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, plain.read_to_end(&mut answer))
        .await
        .unwrap();
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_cut_off() {
    let limits = ServerLimits {
        handshake: SHORT,
        ..ServerLimits::default()
    };
    let server = started(limits, true).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let cut_off = ends(&mut silent).await;
    assert!(cut_off >= SHORT / 2, "{cut_off:?}");
}

#[tokio::test]
async fn a_handshake_takes_a_place_and_makes_room_for_the_next() {
    let limits = ServerLimits {
        connections: 1,
        ..ServerLimits::default()
    };
    let server = started(limits, true).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let next = encrypted(server.address, &server.certificate);
    let (_, next) = tokio::join!(ends(&mut silent), next);
    asks(&mut next.unwrap()).await;
}

#[tokio::test]
async fn slow_headers_are_cut_off_behind_tls_as_well() {
    let limits = ServerLimits {
        headers: SHORT,
        ..ServerLimits::default()
    };
    let server = started(limits, true).await;
    let mut slow = encrypted(server.address, &server.certificate)
        .await
        .unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ")
        .await
        .unwrap();
    assert!(ends(&mut slow).await < PATIENCE);
}

#[tokio::test]
async fn at_the_stop_a_request_is_answered_and_a_handshake_is_not_waited_for() {
    for with_tls in [true, false] {
        let server = started(ServerLimits::default(), with_tls).await;
        let _silent = TcpStream::connect(server.address).await.unwrap();
        let mut answer = Vec::new();
        let asked = b"GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n";
        let stop = async {
            tokio::time::sleep(SHORT / 3).await;
            server.stop.cancel();
        };
        if with_tls {
            let mut stream = encrypted(server.address, &server.certificate)
                .await
                .unwrap();
            stream.write_all(asked).await.unwrap();
            let (read, ()) = tokio::join!(stream.read_to_end(&mut answer), stop);
            read.unwrap();
        } else {
            let mut stream = TcpStream::connect(server.address).await.unwrap();
            stream.write_all(asked).await.unwrap();
            let (read, ()) = tokio::join!(stream.read_to_end(&mut answer), stop);
            read.unwrap();
        }
        assert!(answer.ends_with(b"slow"), "{with_tls}: {answer:?}");
        let began = Instant::now();
        server.ended.await.unwrap().unwrap();
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "{:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn when_every_place_is_taken_whoever_says_nothing_makes_room() {
    let limits = ServerLimits {
        connections: 4,
        ..ServerLimits::default()
    };
    let server = started(limits, false).await;
    let mut worked_for = TcpStream::connect(server.address).await.unwrap();
    let slow = b"GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n";
    worked_for.write_all(slow).await.unwrap();
    let mut dawdling = Vec::new();
    for beginning in [
        &b"GET / HT"[..],
        b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nx",
        b"",
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(beginning).await.unwrap();
        dawdling.push(stream);
    }
    let mut others = Vec::new();
    for _ in 0..8 {
        let mut other = TcpStream::connect(server.address).await.unwrap();
        asks(&mut other).await;
        others.push(other);
    }
    for stream in &mut dawdling {
        ends(stream).await;
    }
    let mut answer = Vec::new();
    while !answer.ends_with(b"slow") {
        let read = tokio::time::timeout(PATIENCE, worked_for.read_buf(&mut answer));
        assert_ne!(read.await.unwrap().unwrap(), 0, "it ended: {answer:?}");
    }
}
