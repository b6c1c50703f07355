//! A database that is gone: every question ends within seconds, no error names the password, and what
//! was committed is there when it comes back. A server of its own, because it is killed.

use std::time::{Duration, Instant};

use handoff::interface::SendState;
use proxy::ledger::{Ledger, LedgerError, WorkerId};
use test_postgres::Server;

use crate::place::{begun, mine, moved, only_claim, state, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_killed_database_fails_soon_and_what_was_committed_is_there_afterwards() {
    let server = Server::start().unwrap();
    let url = server.database().unwrap();
    let ledger = Ledger::open(&url).await.unwrap();
    let send = begun(&ledger, &mine(), "cand_1").await;
    let lease = only_claim(&ledger, &WorkerId::unique()).await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    server.kill().unwrap();

    let began = Instant::now();
    let failed = ledger.send(&mine(), &send).await.unwrap_err();
    assert!(!ledger.is_usable().await);
    let released = ledger.release(&lease, None).await;
    assert!(released.is_err());
    let refused = Ledger::open(&url).await.unwrap_err();
    assert!(
        began.elapsed() < Duration::from_secs(22),
        "{:?}",
        began.elapsed()
    );
    for text in [
        format!("{failed} {failed:?}"),
        format!("{refused} {refused:?}"),
        format!("{ledger:?}"),
    ] {
        assert!(!text.contains("tester-word"), "{text}");
    }

    server.start_again().unwrap();
    until("the ledger answers again", async || {
        ledger.is_usable().await
    })
    .await;
    assert_eq!(state(&ledger, &mine(), &send).await, SendState::InFlight);
}

#[tokio::test]
async fn a_second_proxy_on_one_file_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("ledger.sqlite").display());
    let first = Ledger::open(&url).await.unwrap();
    let send = begun(&first, &mine(), "cand_1").await;
    only_claim(&first, &WorkerId::unique()).await;
    let refused = Ledger::open(&url).await.unwrap_err();
    assert!(matches!(refused, LedgerError::InUse), "{refused}");
    first.close().await;
    // The file is ours alone: whoever held the send is gone, and nobody waits for its lease to end.
    let next = Ledger::open(&url).await.unwrap();
    assert_eq!(only_claim(&next, &WorkerId::unique()).await.send, send);
}
