//! `proxy health`: asks the proxy that runs with the same variables whether it answers. For containers, which have no other
//! program to ask with.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::server::TlsFiles;

const PATIENCE: Duration = Duration::from_secs(4);
/// `Host` is a name that the proxy answers to on its own machine.
const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// Asks. `listen` is where it listens, `tls` its certificate and the name that stands in it.
#[tokio::main]
pub async fn ask(listen: SocketAddr, tls: Option<(TlsFiles, String)>) -> Result<()> {
    let asking = tokio::time::timeout(PATIENCE, answer(on_this_machine(listen), tls));
    let answer = asking.await.context("no answer in time")??;
    if !answer.starts_with(b"HTTP/1.1 200 ") {
        bail!("it does not answer as it should");
    }
    println!("It answers.");
    Ok(())
}

async fn answer(address: SocketAddr, tls: Option<(TlsFiles, String)>) -> Result<Vec<u8>> {
    let stream = TcpStream::connect(address).await;
    let stream = stream.with_context(|| format!("nobody answers at {address}"))?;
    match tls {
        None => asked(stream).await,
        Some((files, name)) => {
            let name = ServerName::try_from(name).context("the name cannot be in a certificate")?;
            let connector = TlsConnector::from(Arc::new(trusting(&files)?));
            asked(connector.connect(name, stream).await.context("TLS")?).await
        }
    }
}

async fn asked(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Result<Vec<u8>> {
    stream.write_all(REQUEST).await?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).await?;
    Ok(answer)
}

/// Trusts what is in the proxy's own file: whoever else could answer on this machine is of no interest here.
fn trusting(files: &TlsFiles) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let chain = CertificateDer::pem_file_iter(&files.certificate).context("TLS_CERT_FILE")?;
    for certificate in chain {
        roots.add(certificate.context("TLS_CERT_FILE")?)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Who listens everywhere is found here.
fn on_this_machine(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
