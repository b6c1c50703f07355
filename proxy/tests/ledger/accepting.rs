//! Accepting: one send per candidate, one answer per key, whoever asks at the same moment.

use std::sync::Arc;

use handoff::interface::{LogSearch, SendKind, SendState};
use proxy::account::Sight;
use proxy::ledger::{Begun, LEASE};
use tokio::task::JoinSet;

use crate::place::{Place, begun, intent, mine, moved};

const MANY: usize = 64;

pub(crate) async fn sixty_four_at_once(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let barrier = Arc::new(tokio::sync::Barrier::new(MANY));
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        let barrier = Arc::clone(&barrier);
        tasks.spawn(async move {
            let intent = intent("cand_1", SendKind::Create, &format!("key {number}"));
            barrier.wait().await;
            ledger.begin(&mine(), &intent).await.unwrap()
        });
    }
    let (mut new, mut sent) = (Vec::new(), Vec::new());
    for begun in tasks.join_all().await {
        match begun {
            Begun::New { send, .. } => new.push(send),
            Begun::AlreadySent(send) => sent.push(send),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((new.len(), sent.len()), (1, MANY - 1));
    assert!(sent.iter().all(|send| *send == new[0]));
    // What was refused left nothing behind: its key is free.
    let refused = one.answered(&mine(), "key 1", [7; 32]).await.unwrap();
    let accepted = one.answered(&mine(), "key 0", [7; 32]).await.unwrap();
    assert!(refused.is_none() || accepted.is_none());
}

pub(crate) async fn sixty_four_with_one_key(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tasks.spawn(async move {
            let intent = intent("cand_1", SendKind::Create, "one key");
            ledger.begin(&mine(), &intent).await.unwrap()
        });
    }
    let mut responses = Vec::new();
    let mut new = 0;
    for begun in tasks.join_all().await {
        match begun {
            Begun::New { response, .. } => {
                new += 1;
                responses.push(response);
            }
            Begun::Repeated { response, .. } => responses.push(response),
            other => panic!("{other:?}"),
        }
    }
    responses.dedup();
    assert_eq!((new, responses.len()), (1, 1));
}

pub(crate) async fn answers_after_reopening(place: Place) {
    let ledger = place.open().await;
    let intent = intent("cand_1", SendKind::Create, "key");
    let Begun::New { send, response } = ledger.begin(&mine(), &intent).await.unwrap() else {
        panic!("not new")
    };
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    ledger.close().await;
    let ledger = place.open().await;
    let repeated = Begun::Repeated { send, response };
    assert_eq!(ledger.begin(&mine(), &intent).await.unwrap(), repeated);
    let answered = ledger.answered(&mine(), "key", [7; 32]).await.unwrap();
    assert_eq!(answered, Some(repeated));
    let reused = ledger.answered(&mine(), "key", [8; 32]).await.unwrap();
    assert_eq!(reused, Some(Begun::KeyReused));
}

pub(crate) async fn what_forbids_another(place: Place) {
    let ledger = place.open().await;
    let attempt = async |kind: SendKind| {
        let intent = intent("cand_1", kind, &uuid::Uuid::now_v7().to_string());
        ledger.begin(&mine(), &intent).await.unwrap()
    };
    // Of what ended without an employee, nothing stands in the way.
    for (from, end) in [
        (SendState::InFlight, SendState::Refused),
        (SendState::Intent, SendState::NotSent),
        (SendState::NeedsPerson, SendState::Released),
    ] {
        let send = begun(&ledger, &mine(), "cand_1").await;
        if from != SendState::Intent {
            moved(&ledger, &mine(), &send, SendState::Intent, from).await;
        }
        for kind in [SendKind::Create, SendKind::Update] {
            assert_eq!(attempt(kind).await, Begun::AlreadySent(send.clone()));
        }
        moved(&ledger, &mine(), &send, from, end).await;
    }
    let created = begun(&ledger, &mine(), "cand_1").await;
    moved(
        &ledger,
        &mine(),
        &created,
        SendState::Intent,
        SendState::Done,
    )
    .await;
    assert_eq!(attempt(SendKind::Create).await, Begun::AlreadySent(created));
    let Begun::New { send, .. } = attempt(SendKind::Update).await else {
        panic!("what is done can be changed")
    };
    assert_eq!(
        attempt(SendKind::Update).await,
        Begun::AlreadySent(send.clone())
    );
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::Incomplete,
    )
    .await;
    assert_eq!(
        attempt(SendKind::Update).await,
        Begun::AlreadySent(send.clone())
    );
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Incomplete,
        SendState::Done,
    )
    .await;
    assert!(matches!(attempt(SendKind::Update).await, Begun::New { .. }));
}

pub(crate) async fn odd_characters(place: Place) {
    let ledger = place.open().await;
    let mut intent = intent("cand_1", SendKind::Create, "key");
    intent.name = "Zoë\0 100%_\\' 王".to_owned();
    let Begun::New { send, .. } = ledger.begin(&mine(), &intent).await.unwrap() else {
        panic!("not new")
    };
    let record = ledger.send(&mine(), &send).await.unwrap().unwrap();
    assert_eq!(record.name, "Zoë 100%_\\' 王");
    for text in ["zoë", "100%_\\'", "王", "\0ZOË CAND_1"] {
        let search = LogSearch {
            text: text.to_owned(),
            ..LogSearch::default()
        };
        assert_eq!(
            ledger
                .log(&mine(), &Sight::Everybody, &search)
                .await
                .unwrap()
                .total,
            1,
            "{text}"
        );
    }
}
