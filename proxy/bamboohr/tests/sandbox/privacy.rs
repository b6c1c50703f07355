//! What must not be seen: people in URLs and logs, keys anywhere.

use std::io;
use std::sync::{Arc, Mutex};

use bamboohr::{AsOf, Matching};
use bamboohr_sandbox::{ADMIN_KEY, Fault, Sandbox};
use tracing_subscriber::fmt::MakeWriter;

use super::{ann, client, with_ann};

#[tokio::test]
async fn no_request_carries_a_persons_data_in_its_url() {
    let (sandbox, client, id) = with_ann().await;
    client
        .employee(&id, &["firstName"], AsOf::Planned)
        .await
        .unwrap();
    client.people().await.unwrap();
    let by_mail = Matching::equals("homeEmail", "ann@example.com");
    client.search(&["firstName"], &by_mail).await.unwrap();
    for request in sandbox.requests() {
        let path = request.path.to_lowercase();
        let words = ["ann", "lee", "example.com"];
        assert!(!words.iter().any(|word| path.contains(word)), "{path}");
    }
}

#[tokio::test]
async fn no_error_names_the_key_or_a_url() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, "canary-key");
    let refused = client.fields().await.unwrap_err();
    sandbox.stop().await;
    let unreachable = client.fields().await.unwrap_err();
    for error in [refused, unreachable] {
        let text = format!("{error} {error:?} {client:?}");
        assert!(!text.contains("provided or invalid"), "{text}");
        assert!(!text.contains("canary-key"), "{text}");
        assert!(!error.to_string().contains("http"), "{error}");
    }
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_tells_what_was_asked_and_never_about_whom() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (sandbox, client, id) = with_ann().await;
    client.create_employee(&ann()).await.unwrap_err();
    client
        .employee(&id, &["homeEmail"], AsOf::Planned)
        .await
        .unwrap();
    let by_mail = Matching::equals("homeEmail", "ann@example.com");
    client.search(&[], &by_mail).await.unwrap();
    sandbox.add_fault(
        Fault::on("GET", "/employees/*")
            .answer(200)
            .body("ann@example.com"),
    );
    client
        .employee(&id, &["homeEmail"], AsOf::Planned)
        .await
        .unwrap_err();
    drop(guard);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for told in [
        "create employee",
        "get employee",
        "search employees",
        "status=200",
        "tries=1",
    ] {
        assert!(log.contains(told), "{told} is missing in {log}");
    }
    // Only our own lines: libraries log at levels that nobody switches on for the client.
    let own = log.lines().filter(|line| line.contains("bamboohr::"));
    for line in own {
        for secret in ["ann@", "Ann", "Lee", "60000", ADMIN_KEY, "Basic "] {
            assert!(!line.contains(secret), "{secret}: {line}");
        }
    }
}
