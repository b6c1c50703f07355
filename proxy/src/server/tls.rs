//! The certificate that the proxy shows, and how another one takes its place without a stop.
//!
//! Each connection begins with the configuration that is the newest then and keeps it, so a replacement touches nobody
//! who is there. A replacement that cannot be used changes nothing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::{TLS12, TLS13};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Where certificate and key are, both as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and after it those between it and one that browsers know.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why certificate and key cannot be used; names files, quotes nothing of them.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, io::ErrorKind),
    /// Not a certificate.
    #[error("{0} holds no certificate as PEM (-----BEGIN CERTIFICATE-----)")]
    NoCertificate(PathBuf),
    /// Not a key.
    #[error("{0} holds no private key as PEM without a passphrase (-----BEGIN PRIVATE KEY-----)")]
    NoKey(PathBuf),
    /// They do not fit together, or are of a kind that is not supported.
    #[error("the certificate in {0} cannot be used with the key in {1}: {2}")]
    Unusable(PathBuf, PathBuf, rustls::Error),
}

/// What connections are encrypted with. Clones share it.
#[derive(Clone)]
pub struct Tls {
    files: TlsFiles,
    current: Arc<RwLock<Arc<ServerConfig>>>,
    /// Of the files as they were read first.
    first: Fingerprint,
}

/// Tells whether files have changed, without keeping the key.
type Fingerprint = [u8; 32];

/// What a look at the files found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Unreadable,
    Pair(Fingerprint),
}

/// The content of both files.
struct Pair {
    certificate: Vec<u8>,
    key: SecretSlice<u8>,
}

impl Tls {
    /// Reads the files.
    pub fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let pair = Pair::read(&files)?;
        let config = pair.config(&files)?;
        Ok(Self {
            first: pair.fingerprint(),
            current: Arc::new(RwLock::new(Arc::new(config))),
            files,
        })
    }

    /// For the next connection.
    pub(super) fn config(&self) -> Arc<ServerConfig> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// From now on looks so often, and at once on SIGHUP, whether the files have changed, until `stop`.
    pub fn keep_fresh(self, every: Duration, stop: CancellationToken) -> io::Result<()> {
        let mut hangup = signal(SignalKind::hangup())?;
        tokio::spawn(async move {
            let mut last = Some(Seen::Pair(self.first));
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(every) => {}
                    // Whoever asks wants an answer, also the same one again.
                    Some(()) = hangup.recv() => last = None,
                }
                last = Some(self.look(last));
            }
        });
        Ok(())
    }

    /// Takes over what is in the files, unless that was seen last: what cannot be used is said once. Two files are never
    /// replaced at the same moment, so a pair that does not fit is seen again as soon as it changes.
    fn look(&self, last: Option<Seen>) -> Seen {
        let pair = match Pair::read(&self.files) {
            Ok(pair) => pair,
            Err(error) => {
                if last != Some(Seen::Unreadable) {
                    tracing::warn!(%error, "the old certificate stays in use");
                }
                return Seen::Unreadable;
            }
        };
        let seen = Seen::Pair(pair.fingerprint());
        if last == Some(seen) {
            return seen;
        }
        match pair.config(&self.files) {
            Ok(config) => {
                let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                *current = Arc::new(config);
                tracing::info!("new connections get the certificate that is in the file now");
            }
            Err(error) => tracing::warn!(%error, "the old certificate stays in use"),
        }
        seen
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = &self.files;
        formatter
            .debug_struct("Tls")
            .field("files", files)
            .finish_non_exhaustive()
    }
}

impl Pair {
    fn read(files: &TlsFiles) -> Result<Self, TlsError> {
        let read = |file: &Path| {
            let unreadable = |error: io::Error| TlsError::Unreadable(file.to_owned(), error.kind());
            std::fs::read(file).map_err(unreadable)
        };
        Ok(Self {
            certificate: read(&files.certificate)?,
            key: read(&files.key)?.into(),
        })
    }

    fn fingerprint(&self) -> Fingerprint {
        let mut hash = Sha256::new();
        // Hashed alone first: where one ends and the other begins must count too.
        hash.update(Sha256::digest(&self.certificate));
        hash.update(Sha256::digest(self.key.expose_secret()));
        hash.finalize().into()
    }

    fn config(&self, files: &TlsFiles) -> Result<ServerConfig, TlsError> {
        let none = || TlsError::NoCertificate(files.certificate.clone());
        let chain =
            CertificateDer::pem_slice_iter(&self.certificate).collect::<Result<Vec<_>, _>>();
        let chain = chain
            .ok()
            .filter(|chain| !chain.is_empty())
            .ok_or_else(none)?;
        let key = PrivateKeyDer::from_pem_slice(self.key.expose_secret())
            .map_err(|_| TlsError::NoKey(files.key.clone()))?;
        let unusable =
            |error| TlsError::Unusable(files.certificate.clone(), files.key.clone(), error);
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .map_err(unusable)?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(unusable)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

#[cfg(test)]
pub(super) mod tests;
