//! Leases: one holder at a time, and whoever lost a send writes nothing more.

use std::collections::BTreeSet;
use std::time::Duration;

use handoff::interface::SendState;
use proxy::ledger::{By, Change, LEASE, Lease, Ledger, StepState, Tries, WorkerId};
use tokio::task::JoinSet;

use crate::place::{Place, begun, everybody, mine, moved, only_claim, state, until};

const SHORT: Duration = Duration::from_millis(150);

/// Everything a worker can write, with this lease.
async fn writes(ledger: &Ledger, lease: &Lease, states: (SendState, SendState)) -> Vec<bool> {
    let by = By::Worker(lease);
    let change = Change::default();
    let advanced = ledger
        .advance(by, &mine(), &lease.send, states, &change)
        .await;
    let stepped = ledger
        .set_step(lease, 0, StepState::Running, Tries::OneMore, None, "late")
        .await;
    vec![advanced.unwrap(), stepped.unwrap()]
}

pub(crate) async fn claimed_once(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let mut all = BTreeSet::new();
    for number in 0..40 {
        let send = begun(&one, &mine(), &format!("cand_{number}")).await;
        all.insert(send.as_str().to_owned());
    }
    let mut tasks = JoinSet::new();
    for number in 0..8 {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move {
            let worker = WorkerId::unique();
            let mut held = Vec::new();
            loop {
                let claimed = ledger.claim(&worker, 3, &everybody()).await.unwrap();
                assert!(claimed.len() <= 3);
                if claimed.is_empty() {
                    return held;
                }
                held.extend(claimed);
            }
        });
    }
    let held: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let different: BTreeSet<_> = held
        .iter()
        .map(|lease| lease.send.as_str().to_owned())
        .collect();
    // Somebody may have seen nothing while another was choosing; what is left is free.
    let rest = one
        .claim(&WorkerId::unique(), 100, &everybody())
        .await
        .unwrap();
    assert_eq!(different.len(), held.len(), "one send was given twice");
    assert_eq!(held.len() + rest.len(), all.len());
}

pub(crate) async fn fencing(place: Place) {
    let (one, other) = place.open_twice(Duration::ZERO).await;
    let send = begun(&one, &mine(), "cand_1").await;
    moved(&one, &mine(), &send, SendState::Intent, SendState::Created).await;
    let (slow, quick) = (WorkerId::unique(), WorkerId::unique());
    let old = only_claim(&one, &slow).await;
    let new = only_claim(&other, &quick).await;
    assert_eq!(old.send, new.send);
    let states = (SendState::Created, SendState::Done);
    assert_eq!(writes(&one, &old, states).await, [false, false]);
    one.release(&old, Some(Duration::from_secs(60)))
        .await
        .unwrap();
    assert_eq!(
        one.send(&mine(), &send).await.unwrap().unwrap().due_in,
        None
    );
    let by = By::Worker(&new);
    let change = Change::default();
    assert!(
        other
            .advance(by, &mine(), &send, states, &change)
            .await
            .unwrap()
    );
    assert_eq!(state(&one, &mine(), &send).await, SendState::Done);
    // A lease is for one send: with it, no other is moved.
    let another = begun(&one, &mine(), "cand_2").await;
    let states = (SendState::Intent, SendState::InFlight);
    assert!(
        !one.advance(by, &mine(), &another, states, &change)
            .await
            .unwrap()
    );
}

pub(crate) async fn person_takes_away(place: Place) {
    let ledger = place.open().await;
    let worker = WorkerId::unique();
    for by in [
        By::Person {
            name: "Rosa",
            seen: None,
        },
        By::LateAnswer,
    ] {
        let name = format!("cand_{}", matches!(by, By::LateAnswer));
        let send = begun(&ledger, &mine(), &name).await;
        let lease = only_claim(&ledger, &worker).await;
        let states = (SendState::Intent, SendState::Created);
        let change = Change::default();
        assert!(
            ledger
                .advance(by, &mine(), &send, states, &change)
                .await
                .unwrap()
        );
        let states = (SendState::Created, SendState::Done);
        assert_eq!(writes(&ledger, &lease, states).await, [false, false]);
        assert_eq!(
            ledger.renew(std::slice::from_ref(&lease)).await.unwrap(),
            0,
            "it is held no more"
        );
        let again = only_claim(&ledger, &worker).await;
        assert_eq!(writes(&ledger, &again, states).await, [true, false]);
    }
}

pub(crate) async fn expiry(place: Place) {
    let (one, other) = place.open_twice(SHORT).await;
    let send = begun(&one, &mine(), "cand_1").await;
    let (silent, waiting) = (WorkerId::unique(), WorkerId::unique());
    let held = only_claim(&one, &silent).await;
    let left = other.next_due(&everybody()).await.unwrap().unwrap();
    assert!(left <= SHORT, "{left:?}");
    until("the lease has ended", async || {
        !other
            .claim(&waiting, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    })
    .await;
    let renewed = one.renew(std::slice::from_ref(&held)).await.unwrap();
    assert_eq!(renewed, 0, "it is lost");
    let states = (SendState::Intent, SendState::InFlight);
    assert_eq!(writes(&one, &held, states).await, [false, false]);
    assert_eq!(state(&one, &mine(), &send).await, SendState::Intent);
}

pub(crate) async fn renewal(place: Place) {
    let minute = Duration::from_secs(60);
    let (one, other) = place.open_twice(minute).await;
    begun(&one, &mine(), "cand_1").await;
    let (holder, waiting) = (WorkerId::unique(), WorkerId::unique());
    let held = only_claim(&one, &holder).await;
    let soon = minute - Duration::from_millis(500);
    let left = async || other.next_due(&everybody()).await.unwrap().unwrap();
    until("some of the lease has passed", async || left().await < soon).await;
    assert_eq!(one.renew(&[]).await.unwrap(), 0, "what nobody drives");
    assert!(left().await < soon);
    assert_eq!(one.renew(&[held]).await.unwrap(), 1);
    assert!(left().await > soon);
    assert!(
        other
            .claim(&waiting, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn due_later(place: Place) {
    let ledger = place.open().await;
    let worker = WorkerId::unique();
    assert_eq!(ledger.next_due(&everybody()).await.unwrap(), None);
    let send = begun(&ledger, &mine(), "cand_1").await;
    assert_eq!(
        ledger.next_due(&everybody()).await.unwrap(),
        Some(Duration::ZERO)
    );
    let lease = only_claim(&ledger, &worker).await;
    let wait = ledger.next_due(&everybody()).await.unwrap().unwrap();
    assert!(wait > Duration::ZERO && wait <= LEASE, "{wait:?}");
    let later = Change {
        due_in: Some(Duration::from_secs(600)),
        ..Change::default()
    };
    let states = (SendState::Intent, SendState::Intent);
    let by = By::Worker(&lease);
    assert!(
        ledger
            .advance(by, &mine(), &send, states, &later)
            .await
            .unwrap()
    );
    ledger.release(&lease, None).await.unwrap();
    assert!(
        ledger
            .claim(&worker, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
    let wait = ledger.next_due(&everybody()).await.unwrap().unwrap();
    assert!(wait > Duration::from_secs(590), "{wait:?}");
    // A person who decides does not wait.
    let by = By::Person {
        name: "Rosa",
        seen: None,
    };
    let now = Change::default();
    assert!(
        ledger
            .advance(by, &mine(), &send, states, &now)
            .await
            .unwrap()
    );
    let lease = only_claim(&ledger, &worker).await;
    ledger
        .release(&lease, Some(Duration::from_millis(40)))
        .await
        .unwrap();
    let change = Change::default();
    let by = By::Worker(&lease);
    assert!(
        !ledger
            .advance(by, &mine(), &send, states, &change)
            .await
            .unwrap()
    );
    until("it is due again", async || {
        !ledger
            .claim(&worker, 1, &everybody())
            .await
            .unwrap()
            .is_empty()
    })
    .await;
}

pub(crate) async fn oldest_first(place: Place) {
    let ledger = place.open().await;
    let mut sends = Vec::new();
    for number in 0..5 {
        sends.push(begun(&ledger, &mine(), &format!("cand_{number}")).await);
    }
    let worker = WorkerId::unique();
    let first = ledger.claim(&worker, 3, &everybody()).await.unwrap();
    let rest = ledger.claim(&worker, 3, &everybody()).await.unwrap();
    assert_eq!((first.len(), rest.len()), (3, 2));
    let leases: Vec<_> = first.into_iter().chain(rest).collect();
    assert_eq!(ledger.renew(&leases).await.unwrap(), 5);
    let given: Vec<_> = leases.into_iter().map(|lease| lease.send).collect();
    assert_eq!(given, sends);
}
