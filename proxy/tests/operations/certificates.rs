//! TLS in the program itself, with nothing before it.

use std::path::Path;

use rcgen::generate_simple_self_signed;
use reqwest::{Certificate, Client};

use crate::program::Program;

const NAME: &str = "hires.acme.example";

/// Writes a new pair; the certificate.
fn written(folder: &Path) -> String {
    let made = generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.pem()
}

/// A browser that trusts this certificate and no other, and finds the name on this machine.
fn browser(certificate: &str, address: &str) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let trusted = Certificate::from_pem(certificate.as_bytes()).unwrap();
    let builder = Client::builder().tls_certs_only([trusted]).no_proxy();
    builder
        .resolve(NAME, address.parse().unwrap())
        .build()
        .unwrap()
}

async fn status(browser: &Client, address: &str) -> reqwest::Result<u16> {
    let (_, port) = address.rsplit_once(':').unwrap();
    let answer = browser
        .get(format!("https://{NAME}:{port}/healthz"))
        .send()
        .await?;
    assert!(answer.headers().contains_key("strict-transport-security"));
    Ok(answer.status().as_u16())
}

/// The port is known when it listens only, and is part of the name that browsers send.
fn free_port() -> u16 {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap().port()
}

#[tokio::test]
async fn browsers_are_served_over_tls_with_nothing_before_and_a_hangup_shows_the_new_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let first = written(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let port = free_port();
    let (listen, public) = (
        format!("127.0.0.1:{port}"),
        format!("https://{NAME}:{port}"),
    );
    let (certificate, key) = (file("cert.pem"), file("key.pem"));
    let environment = [
        ("PROXY_LISTEN", &*listen),
        ("PUBLIC_URL", &*public),
        ("TLS_CERT_FILE", &*certificate),
        ("TLS_KEY_FILE", &*key),
    ];
    let proxy = Program::start(&environment);
    let (is_well, said) = Program::health(&environment);
    assert!(is_well, "{said}");
    let old = browser(&first, &proxy.address);
    assert_eq!(status(&old, &proxy.address).await.unwrap(), 200);

    std::fs::write(folder.path().join("cert.pem"), "nonsense").unwrap();
    proxy.gets("HUP");
    proxy.says("the old certificate stays in use");
    assert_eq!(
        status(&browser(&first, &proxy.address), &proxy.address)
            .await
            .unwrap(),
        200
    );

    let second = written(folder.path());
    proxy.gets("HUP");
    proxy.says("new connections get the certificate");
    let new = browser(&second, &proxy.address);
    assert_eq!(status(&new, &proxy.address).await.unwrap(), 200);
    assert_eq!(
        status(&old, &proxy.address).await.unwrap(),
        200,
        "its connection goes on"
    );
    assert!(
        status(&browser(&first, &proxy.address), &proxy.address)
            .await
            .is_err()
    );
}

#[test]
fn a_certificate_that_cannot_be_used_at_the_start_ends_it_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    std::fs::write(folder.path().join("key.pem"), "canary").unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let said = Program::refusal(&[
        ("TLS_CERT_FILE", &file("cert.pem")),
        ("TLS_KEY_FILE", &file("key.pem")),
    ]);
    assert!(said.contains("TLS_CERT_FILE and TLS_KEY_FILE: "), "{said}");
    assert!(
        said.contains("holds no private key") && said.trim().lines().count() == 1,
        "{said}"
    );
    assert!(!said.contains("canary"), "{said}");
}
