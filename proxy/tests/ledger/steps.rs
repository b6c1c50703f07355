//! Steps: each with a durable state of its own.

use std::time::Duration;

use handoff::interface::SendState;
use proxy::ledger::{By, Change, Lease, Ledger, SendId, StepRecord, StepState, Tries, WorkerId};

use crate::place::{Place, begun, mine, moved, only_claim, problem, until};

async fn created(ledger: &Ledger) -> Lease {
    let send = begun(ledger, &mine(), "cand_1").await;
    moved(
        ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::Created,
    )
    .await;
    only_claim(ledger, &WorkerId::unique()).await
}

async fn steps(ledger: &Ledger, send: &SendId) -> Vec<StepRecord> {
    ledger.send(&mine(), send).await.unwrap().unwrap().steps
}

pub(crate) async fn transitions(place: Place) {
    let ledger = place.open().await;
    let lease = created(&ledger).await;
    let waiting = steps(&ledger, &lease.send).await;
    assert_eq!(waiting.len(), 3);
    for (position, step) in waiting.iter().enumerate() {
        assert_eq!((step.position, step.state), (position, StepState::Waiting));
    }
    let set = async |state, problem: Option<&_>| {
        let tries = match state {
            StepState::Running => Tries::OneMore,
            _ => Tries::Same,
        };
        let set = ledger.set_step(&lease, 1, state, tries, problem, "tried");
        assert!(set.await.unwrap());
    };
    let version = async || {
        ledger
            .send(&mine(), &lease.send)
            .await
            .unwrap()
            .unwrap()
            .version
    };
    let before = version().await;
    set(StepState::Running, None).await;
    set(StepState::Unsettled, Some(&problem("Lost"))).await;
    assert_eq!(version().await, before + 2);
    let enough = Duration::from_millis(30);
    until("unsettled for a while", async || {
        steps(&ledger, &lease.send).await[1].unsettled_for > Some(enough)
    })
    .await;
    set(StepState::Unsettled, None).await;
    let step = steps(&ledger, &lease.send).await.remove(1);
    assert!(step.unsettled_for > Some(enough), "it goes on");
    assert_eq!((step.attempts, step.problem), (1, None));
    set(StepState::Running, None).await;
    set(StepState::Done, None).await;
    let all = steps(&ledger, &lease.send).await;
    assert_eq!((all[1].state, all[1].attempts), (StepState::Done, 2));
    assert_eq!(all[1].unsettled_for, None);
    assert_eq!(
        (all[0].state, all[2].state),
        (StepState::Waiting, StepState::Waiting)
    );
}

pub(crate) async fn only_while_created(place: Place) {
    let ledger = place.open().await;
    let lease = created(&ledger).await;
    let set = async |position| {
        let set = ledger.set_step(&lease, position, StepState::Done, Tries::Same, None, "done");
        set.await.unwrap()
    };
    let before = ledger.send(&mine(), &lease.send).await.unwrap().unwrap();
    assert!(!set(3).await, "there is no such step");
    let after = ledger.send(&mine(), &lease.send).await.unwrap().unwrap();
    assert_eq!(before.version, after.version, "nothing was written");
    assert!(set(2).await);
    let by = By::Worker(&lease);
    let states = (SendState::Created, SendState::Incomplete);
    let change = Change::default();
    assert!(
        ledger
            .advance(by, &mine(), &lease.send, states, &change)
            .await
            .unwrap()
    );
    assert!(!set(0).await);
    assert_eq!(
        steps(&ledger, &lease.send).await[0].state,
        StepState::Waiting
    );
}

pub(crate) async fn failed_are_reset(place: Place) {
    let ledger = place.open().await;
    let lease = created(&ledger).await;
    let send = lease.send.clone();
    let by = By::Person {
        name: "Rosa",
        seen: None,
    };
    let mut held = lease;
    for (state, kept) in [
        (StepState::Waiting, None),
        (StepState::Skipped, Some(problem("No"))),
    ] {
        let failed = problem("No");
        for position in [0, 2] {
            let set = ledger.set_step(
                &held,
                position,
                StepState::Failed,
                Tries::Same,
                Some(&failed),
                "failed",
            );
            assert!(set.await.unwrap());
        }
        assert!(
            ledger
                .set_step(&held, 1, StepState::Done, Tries::Same, None, "done")
                .await
                .unwrap()
        );
        moved(
            &ledger,
            &mine(),
            &send,
            SendState::Created,
            SendState::Incomplete,
        )
        .await;
        let change = Change {
            failed_steps: Some(state),
            reason: Some("It is not needed.".to_owned()),
            ..Change::default()
        };
        let states = (SendState::Incomplete, SendState::Created);
        assert!(
            ledger
                .advance(by, &mine(), &send, states, &change)
                .await
                .unwrap()
        );
        let all = steps(&ledger, &send).await;
        let states: Vec<_> = all.iter().map(|step| step.state).collect();
        assert_eq!(states, [state, StepState::Done, state]);
        assert_eq!(all[0].problem, kept);
        held = only_claim(&ledger, &WorkerId::unique()).await;
    }
}
