//! Batches: many sends at once, each on its own feet.

use handoff::interface::SendState;
use handoff::{FieldId, FieldProblem};
use proxy::ledger::{
    BatchBegun, BatchId, By, Change, LEASE, Ledger, NewBatchRecord, NewLine, Obstacle, WorkerId,
};
use tokio::task::JoinSet;

use crate::place::{COMPANY, Place, begun, candidate, everybody, mine, moved, plan};

fn line(id: &str) -> NewLine {
    NewLine {
        candidate: candidate(id),
        name: format!("Amelia {id}"),
        intent: Ok(plan(2)),
    }
}

fn new(key: &str, lines: Vec<NewLine>) -> NewBatchRecord {
    NewBatchRecord {
        who: "Rosa".to_owned(),
        key: key.to_owned(),
        fingerprint: [7; 32],
        company: COMPANY.to_owned(),
        lines,
    }
}

async fn started(ledger: &Ledger, new: &NewBatchRecord) -> BatchId {
    match ledger.begin_batch(&mine(), new).await.unwrap() {
        BatchBegun::New(batch) => batch,
        other => panic!("not new: {other:?}"),
    }
}

pub(crate) async fn accepted_together(place: Place) {
    let ledger = place.open().await;
    let before = begun(&ledger, &mine(), "cand_2").await;
    moved(
        &ledger,
        &mine(),
        &before,
        SendState::Intent,
        SendState::Done,
    )
    .await;
    let obstacle = Obstacle {
        problem: "An entry is missing.".to_owned(),
        fields: vec![FieldProblem {
            field: FieldId::new("hireDate"),
            message: "Enter a date.".to_owned(),
        }],
    };
    let incomplete = NewLine {
        intent: Err(obstacle.clone()),
        ..line("cand_3")
    };
    let lines = vec![
        line("cand_9"),
        line("cand_2"),
        incomplete,
        line("cand_1"),
        line("cand_9"),
    ];
    let id = started(&ledger, &new("key", lines)).await;
    let batch = ledger.batch(&mine(), &id).await.unwrap().unwrap();
    let names: Vec<_> = batch
        .lines
        .iter()
        .map(|line| line.candidate.as_str())
        .collect();
    assert_eq!(names, ["cand_9", "cand_2", "cand_3", "cand_1", "cand_9"]);
    let accepted: Vec<_> = batch.lines.iter().map(|line| line.send.is_some()).collect();
    assert_eq!(accepted, [true, false, false, true, false]);
    assert!(
        batch.lines[1]
            .problem
            .as_deref()
            .unwrap()
            .contains("Already sent")
    );
    assert_eq!(
        batch.lines[2].problem.as_deref(),
        Some("An entry is missing.")
    );
    assert_eq!(batch.lines[2].fields, obstacle.fields);
    assert_eq!((batch.who.as_str(), batch.paused), ("Rosa", false));
    assert_eq!((batch.pace.running, batch.pace.ended), (2, 0));

    let send = batch.lines[0].send.clone().unwrap();
    assert_eq!(send.state, SendState::Intent);
    let record = ledger.send(&mine(), &send.id).await.unwrap().unwrap();
    assert_eq!((record.batch, record.steps.len()), (Some(id.clone()), 2));
    moved(
        &ledger,
        &mine(),
        &send.id,
        SendState::Intent,
        SendState::Done,
    )
    .await;
    let after = ledger.batch(&mine(), &id).await.unwrap().unwrap();
    assert_eq!((after.pace.running, after.pace.ended), (1, 1));
    assert!(after.version > batch.version && after.pace.since_last.is_some());
}

pub(crate) async fn repeated(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let mut tasks = JoinSet::new();
    for number in 0..16 {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move {
            let new = new("one key", vec![line("cand_1"), line("cand_2")]);
            ledger.begin_batch(&mine(), &new).await.unwrap()
        });
    }
    let outcomes = tasks.join_all().await;
    let mut ids: Vec<_> = outcomes
        .iter()
        .map(|begun| match begun {
            BatchBegun::New(id) | BatchBegun::Repeated(id) => id.as_str().to_owned(),
            BatchBegun::KeyReused => panic!("the same content"),
        })
        .collect();
    ids.dedup();
    let new_ones = outcomes
        .iter()
        .filter(|begun| matches!(begun, BatchBegun::New(_)));
    assert_eq!((ids.len(), new_ones.count()), (1, 1));
    let other_content = NewBatchRecord {
        fingerprint: [8; 32],
        ..new("one key", vec![line("cand_3")])
    };
    let reused = one.begin_batch(&mine(), &other_content).await.unwrap();
    assert_eq!(reused, BatchBegun::KeyReused);
}

pub(crate) async fn crossing(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let mut tasks = JoinSet::new();
    for number in 0..6 {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move {
            let mut lines: Vec<_> = (0..12).map(|id| line(&format!("cand_{id:02}"))).collect();
            if number % 2 == 1 {
                lines.reverse();
            }
            started(&ledger, &new(&format!("key {number}"), lines)).await
        });
    }
    let mut accepted = 0;
    for batch in tasks.join_all().await {
        let batch = one.batch(&mine(), &batch).await.unwrap().unwrap();
        accepted += batch
            .lines
            .iter()
            .filter(|line| line.send.is_some())
            .count();
    }
    assert_eq!(accepted, 12);
}

pub(crate) async fn pausing(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let worker = WorkerId::unique();
    let id = started(&one, &new("key", vec![line("cand_1"), line("cand_2")])).await;
    let begun = one.claim(&worker, 1, &everybody()).await.unwrap().remove(0);
    let mut told = one.account_changes();
    assert!(one.set_paused(&mine(), &id, "Rosa", true).await.unwrap());
    assert_eq!(told.try_recv().unwrap(), mine());
    let version = one.batch(&mine(), &id).await.unwrap().unwrap().version;
    assert!(
        one.set_paused(&mine(), &id, "Rosa", true).await.unwrap(),
        "it is paused"
    );
    let batch = other.batch(&mine(), &id).await.unwrap().unwrap();
    assert_eq!((batch.paused, batch.version), (true, version));

    assert!(
        other
            .claim(&worker, 10, &everybody())
            .await
            .unwrap()
            .is_empty()
    );
    let by = By::Worker(&begun);
    let states = (SendState::Intent, SendState::Created);
    let change = Change::default();
    assert!(
        one.advance(by, &mine(), &begun.send, states, &change)
            .await
            .unwrap()
    );
    one.release(&begun, None).await.unwrap();
    let given = other.claim(&worker, 10, &everybody()).await.unwrap();
    let given: Vec<_> = given.into_iter().map(|lease| lease.send).collect();
    assert_eq!(given, [begun.send], "what has begun goes on");

    assert!(other.set_paused(&mine(), &id, "Ben", false).await.unwrap());
    assert_eq!(one.claim(&worker, 10, &everybody()).await.unwrap().len(), 1);
    let unknown = BatchId::parse("00000000-0000-0000-0000-000000000000").unwrap();
    assert!(
        !one.set_paused(&mine(), &unknown, "Rosa", true)
            .await
            .unwrap()
    );
}
