//! How BambooHR is, as all proxies on one database know it.

use std::time::Duration;

use handoff::interface::SendState;
use proxy::ledger::{LEASE, OPEN_AFTER, Upstream, WorkerId};
use tokio::task::JoinSet;

use crate::place::{Place, begun, everybody, mine, moved, only_claim, problem, theirs, until};

pub(crate) async fn holding(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let worker = WorkerId::unique();
    assert_eq!(one.upstream(&mine()).await.unwrap(), Upstream::default());
    begun(&one, &mine(), "cand_1").await;
    let minute = Duration::from_secs(60);
    one.hold_back(&mine(), minute).await.unwrap();
    one.hold_back(&mine(), Duration::from_millis(1))
        .await
        .unwrap();
    let held = other.upstream(&mine()).await.unwrap().holds_for.unwrap();
    assert!(held > minute / 2 && held <= minute, "{held:?}");
    assert!(
        other
            .claim(&worker, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
    assert!(other.next_due(&everybody()).await.unwrap().unwrap() > minute / 2);
    // One account's pause is nobody else's.
    begun(&one, &theirs(), "cand_1").await;
    assert_eq!(only_claim(&other, &worker).await.account, theirs());

    let short = Duration::from_millis(50);
    other.hold_back(&theirs(), short).await.unwrap();
    until("the pause is over", async || {
        one.upstream(&theirs()).await.unwrap().holds_for.is_none()
    })
    .await;
}

pub(crate) async fn opening(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let worker = WorkerId::unique();
    let send = begun(&one, &mine(), "cand_1").await;
    for failures in 1..=OPEN_AFTER {
        assert_eq!(
            other.upstream(&mine()).await.unwrap().failures,
            failures - 1
        );
        assert_eq!(
            one.next_due(&everybody()).await.unwrap(),
            Some(Duration::ZERO)
        );
        assert_eq!(one.upstream_failed(&mine()).await.unwrap(), failures);
    }
    // Also what is on its way waits: it could only be searched for.
    moved(&one, &mine(), &send, SendState::Intent, SendState::Unknown).await;
    assert!(
        other
            .claim(&worker, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(other.next_due(&everybody()).await.unwrap(), None);
    other.upstream_answered(&mine()).await.unwrap();
    assert_eq!(one.upstream(&mine()).await.unwrap(), Upstream::default());
    only_claim(&one, &worker).await;
}

pub(crate) async fn stopping(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let worker = WorkerId::unique();
    begun(&one, &mine(), "cand_1").await;
    let rejected = problem("BambooHR does not accept the API key.");
    one.upstream_stopped(&mine(), &rejected).await.unwrap();
    one.upstream_answered(&mine()).await.unwrap();
    let upstream = other.upstream(&mine()).await.unwrap();
    assert_eq!(upstream.stopped, Some(rejected));
    assert!(
        other
            .claim(&worker, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(other.next_due(&everybody()).await.unwrap(), None);
    let mut told = other.account_changes();
    other.upstream_restarted(&mine()).await.unwrap();
    assert_eq!(told.try_recv().unwrap(), mine());
    assert_eq!(one.upstream(&mine()).await.unwrap().stopped, None);
    only_claim(&one, &worker).await;
}

pub(crate) async fn probing(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let hour = Duration::from_secs(3600);
    one.upstream_failed(&mine()).await.unwrap();
    let mut tasks = JoinSet::new();
    for number in 0..32 {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move { ledger.take_probe(&mine(), hour).await.unwrap() });
    }
    let taken = tasks.join_all().await.into_iter().filter(|taken| *taken);
    assert_eq!(taken.count(), 1);
    assert!(
        other.take_probe(&theirs(), hour).await.unwrap(),
        "each account has its own"
    );
    until("the next interval", async || {
        one.take_probe(&mine(), Duration::from_millis(30))
            .await
            .unwrap()
    })
    .await;
}
