//! A fresh database of one of the two kinds, and short ways to put something into it.

use std::time::Duration;

use handoff::interface::{SendKind, SendProblem, SendState};
use handoff::{CandidateId, Plan, Step};
use proxy::account::AccountId;
use proxy::ledger::{Begun, By, Change, LEASE, Lease, Ledger, NewIntent, SendId, WorkerId};
use sqlx::{Connection as _, Executor as _};
use tempfile::TempDir;
use test_postgres::Server;

/// The company that sends are for.
pub(crate) const COMPANY: &str = "acme";

/// Where a test's ledger is.
pub(crate) struct Place {
    pub(crate) url: String,
    /// Whether several ledgers can be open on it.
    pub(crate) is_shared: bool,
    _folder: Option<TempDir>,
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite:{}", folder.path().join("ledger.sqlite").display()),
            is_shared: false,
            _folder: Some(folder),
        }
    }

    pub(crate) fn postgres() -> Self {
        Self {
            url: Server::shared().unwrap().database().unwrap(),
            is_shared: true,
            _folder: None,
        }
    }

    /// Somebody changes the database behind the ledger's back; what it says when it refuses.
    pub(crate) async fn alter(&self, sql: &'static str) -> Result<(), String> {
        sqlx::any::install_default_drivers();
        let mut connection = sqlx::AnyConnection::connect(&self.url).await.unwrap();
        let done = connection.execute(sql).await;
        connection.close().await.unwrap();
        done.map(|_| ()).map_err(|error| error.to_string())
    }

    /// Takes away what keeps the audit from being changed.
    pub(crate) async fn unguard_audit(&self) {
        let guards: &[&'static str] = match self.is_shared {
            true => &["DROP FUNCTION audit_is_only_appended_to CASCADE"],
            false => &[
                "DROP TRIGGER audit_is_not_changed",
                "DROP TRIGGER audit_is_not_shortened",
            ],
        };
        for guard in guards {
            self.alter(guard).await.unwrap();
        }
    }

    pub(crate) async fn open(&self) -> Ledger {
        self.open_with(LEASE).await
    }

    pub(crate) async fn open_with(&self, lease: Duration) -> Ledger {
        Ledger::open_with(&self.url, lease).await.unwrap()
    }

    /// As two proxies have it: two ledgers where the database allows it, else one shared.
    pub(crate) async fn open_twice(&self, lease: Duration) -> (Ledger, Ledger) {
        let one = self.open_with(lease).await;
        let other = match self.is_shared {
            true => self.open_with(lease).await,
            false => one.clone(),
        };
        (one, other)
    }
}

pub(crate) fn mine() -> AccountId {
    AccountId::local()
}

pub(crate) fn theirs() -> AccountId {
    AccountId::of_row("theirs".to_owned())
}

/// Both accounts, for a worker that serves them.
pub(crate) fn everybody() -> [AccountId; 2] {
    [mine(), theirs()]
}

pub(crate) fn candidate(id: &str) -> CandidateId {
    CandidateId::parse(id).unwrap()
}

/// A plan of as many steps.
pub(crate) fn plan(steps: usize) -> Plan {
    let steps = vec![Step::ReadBack; steps];
    serde_json::from_value(serde_json::json!({ "steps": steps })).unwrap()
}

pub(crate) fn intent(id: &str, kind: SendKind, key: &str) -> NewIntent {
    NewIntent {
        candidate: candidate(id),
        name: format!("Amelia {id}"),
        kind,
        employee: None,
        company: COMPANY.to_owned(),
        plan: plan(3),
        who: "Rosa".to_owned(),
        key: key.to_owned(),
        fingerprint: [7; 32],
    }
}

/// Accepts a send that creates.
pub(crate) async fn begun(ledger: &Ledger, account: &AccountId, id: &str) -> SendId {
    let key = format!("key of {id}, {}", uuid::Uuid::now_v7());
    let intent = intent(id, SendKind::Create, &key);
    match ledger.begin(account, &intent).await.unwrap() {
        Begun::New { send, .. } => send,
        other => panic!("not new: {other:?}"),
    }
}

/// Moves a send whatever holds it.
pub(crate) async fn moved(
    ledger: &Ledger,
    account: &AccountId,
    send: &SendId,
    from: SendState,
    to: SendState,
) {
    let change = Change {
        note: "moved".to_owned(),
        ..Change::default()
    };
    let by = By::LateAnswer;
    let is_moved = ledger.advance(by, account, send, (from, to), &change).await;
    assert!(is_moved.unwrap(), "{from:?} to {to:?}");
}

/// The one send that a worker gets.
pub(crate) async fn only_claim(ledger: &Ledger, worker: &WorkerId) -> Lease {
    let mut claimed = ledger.claim(worker, 10, &everybody()).await.unwrap();
    assert_eq!(claimed.len(), 1, "{claimed:?}");
    claimed.remove(0)
}

pub(crate) fn problem(title: &str) -> SendProblem {
    SendProblem {
        code: "sample".to_owned(),
        title: title.to_owned(),
        advice: "Look.".to_owned(),
        upstream_message: None,
        field: None,
        retry_after_seconds: None,
    }
}

pub(crate) async fn state(ledger: &Ledger, account: &AccountId, send: &SendId) -> SendState {
    ledger.send(account, send).await.unwrap().unwrap().state
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let patience = Duration::from_secs(20);
    assert!(
        tokio::time::timeout(patience, waiting).await.is_ok(),
        "never so: {what}"
    );
}
