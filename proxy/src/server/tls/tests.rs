//! Which files can be used, and what a look at changed ones does.

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};

use super::*;

/// Writes a new pair; the certificate.
pub(in crate::server) fn written(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = made();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

pub(in crate::server) fn made() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap()
}

pub(in crate::server) fn files(folder: &Path) -> TlsFiles {
    TlsFiles {
        certificate: folder.join("cert.pem"),
        key: folder.join("key.pem"),
    }
}

#[test]
fn a_replacement_that_cannot_be_used_changes_nothing_and_is_mended_later() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let tls = Tls::open(files(folder.path())).unwrap();
    let in_use = || Arc::as_ptr(&tls.config());
    let first = in_use();
    let mut last = Some(Seen::Pair(tls.first));
    let broken: [(&str, &str); 4] = [
        ("cert.pem", "nonsense"),
        ("cert.pem", ""),
        (
            "key.pem",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ),
        ("key.pem", &made().signing_key.serialize_pem()),
    ];
    for (file, content) in broken {
        let kept = std::fs::read(folder.path().join(file)).unwrap();
        std::fs::write(folder.path().join(file), content).unwrap();
        last = Some(tls.look(last));
        assert_eq!(in_use(), first, "{file}: {content}");
        std::fs::write(folder.path().join(file), kept).unwrap();
    }
    std::fs::remove_file(folder.path().join("key.pem")).unwrap();
    last = Some(tls.look(last));
    assert!(last == Some(Seen::Unreadable) && in_use() == first);
    written(folder.path());
    last = Some(tls.look(last));
    let second = in_use();
    assert_ne!(second, first);
    assert!(
        Some(tls.look(last)) == last && in_use() == second,
        "nothing changed"
    );
}

#[test]
fn what_is_wrong_with_certificate_or_key_at_the_start_is_said_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = |file: &str, content: &str| {
        written(folder.path());
        std::fs::write(folder.path().join(file), content).unwrap();
        Tls::open(files(folder.path())).unwrap_err().to_string()
    };
    for (file, content, words) in [
        ("cert.pem", "", "cert.pem holds no certificate as PEM"),
        ("key.pem", "canary", "key.pem holds no private key as PEM"),
        (
            "key.pem",
            &*made().signing_key.serialize_pem(),
            "cannot be used with the key in",
        ),
    ] {
        let said = wrong(file, content);
        assert!(said.contains(words) && !said.contains("canary"), "{said}");
    }
    std::fs::remove_file(folder.path().join("cert.pem")).unwrap();
    let said = Tls::open(files(folder.path())).unwrap_err().to_string();
    assert!(
        said.ends_with("cert.pem cannot be read: entity not found"),
        "{said}"
    );
}
