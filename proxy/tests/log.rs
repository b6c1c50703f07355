//! What the log says. Alone in its program, because whether a span is recorded is decided once for all threads.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use handoff::interface::Role;
use http_body_util::BodyExt;
use proxy::account::AccountId;
use proxy::app::{App, Rules, router};
use proxy::connections::{Connections, Reach};
use proxy::ledger::{Ledger, TokenHash, UserToStore};
use proxy::send::{Sender, SenderOptions};
use proxy::vault::{MasterKey, MasterKeys, Vault};
use tower::ServiceExt;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whoever looks at the log finds attempts to do what somebody may not, by whom and never by which name.
async fn is_turned_away(ledger: &Ledger, app: App) {
    let viewer = UserToStore {
        email: "canary@acme.example",
        name: "Canary",
        role: Role::Viewer,
        sees_admin_fields: false,
    };
    let account = AccountId::local();
    let added = ledger.add_user(&account, "Rosa", viewer).await;
    let user = added.unwrap().unwrap();
    let token = "t".repeat(43);
    let (limits, hash) = (Rules::default().sessions, TokenHash::of(&token));
    let begun = ledger.begin_session(&account, (&user, None), &hash, limits);
    assert!(begun.await.unwrap());
    let router = router(app, None).unwrap();
    let cookie = format!("__Host-session={token}");
    for (request, wanted) in [
        (Request::get("/api/users").header("cookie", cookie), 403),
        (
            Request::delete("/api/embed/sessions/x").header("authorization", "Bearer canary"),
            401,
        ),
    ] {
        let request = request.header("host", "localhost").body(Body::empty());
        let answer = router.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), wanted);
    }
}

#[tokio::test]
async fn the_reference_of_a_person_leads_to_the_cause_and_no_line_holds_a_key_that_was_entered() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone());
    let lines = lines.with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
    lines.with_ansi(false).init();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.sqlite");
    let ledger = Ledger::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    let vault = Vault::new(MasterKeys::of(vec![MasterKey::new([1; 32])]).unwrap());
    let reach = Reach {
        base_url: Some("http://127.0.0.1:1".to_owned()),
        options: bamboohr::Options::default(),
        probe_every: std::time::Duration::from_secs(30),
    };
    let stop = tokio_util::sync::CancellationToken::new();
    let connections = Connections::new(ledger.clone(), None, Some(vault), reach, None, stop);
    let sender = Sender::new(
        ledger.clone(),
        connections.clone(),
        SenderOptions::default(),
        tokio_util::sync::CancellationToken::new(),
    );
    let app = |rules| App::new(ledger.clone(), connections.clone(), sender.clone(), rules);
    is_turned_away(&ledger, app(Rules::default())).await;
    let router = router(app(Rules::of_demonstration()), None).unwrap();
    let entered = r#"{"subdomain":"acme","api_key":"canary-key-0123456789","version":0}"#;
    let switched_on = r#"{"enabled":true,"version":1}"#;
    for (path, body, wanted) in [
        ("/api/integrations/bamboohr", entered, 200),
        ("/api/integrations/bamboohr", entered, 409),
        ("/api/integrations/bamboohr/enabled", switched_on, 409),
    ] {
        let request = Request::put(path)
            .header("host", "localhost")
            .header("content-type", "application/json");
        let request = request.body(Body::from(body)).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), wanted, "{path}");
    }
    ledger.close().await;
    let request = Request::get("/api/candidates/cand_0001").header("host", "localhost");
    let answer = router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let reference = problem["request_id"].as_str().unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let mut about = log.lines().filter(|line| line.contains(reference));
    assert!(
        about.any(|line| line.contains("the ledger failed")),
        "{log}"
    );
    assert!(log.contains("the connection to BambooHR was changed"));
    for attempt in [
        "somebody asked for more than they may user=",
        "a server was not let in scope=Embed",
    ] {
        assert!(log.contains(attempt), "{attempt} in {log}");
    }
    for form in ["canary", "Canary", "Y2FuYXJ5"] {
        assert!(!log.contains(form), "the key is in the log: {log}");
    }
}
