//! Set-ups and their versions, remembered choices, drafts and checkups.

use std::time::Duration;

use handoff::interface::{DoctorReport, SendKind, SendState};
use handoff::{FieldId, Setup};
use proxy::ledger::{Begun, By, Change, NewRemembered, NewSetup};

use crate::place::{Place, candidate, intent, mine, problem, theirs};

fn titled(title: &str) -> Setup {
    serde_json::from_value(serde_json::json!({ "sections": [{ "title": title, "fields": [] }] }))
        .unwrap()
}

fn new<'a>(after: u64, setup: &'a Setup, words: &'a str) -> NewSetup<'a> {
    NewSetup {
        after,
        setup,
        who: "Rosa",
        words,
    }
}

pub(crate) async fn versions(place: Place) {
    let (ledger, other) = place.open_twice(Duration::from_secs(30)).await;
    assert!(ledger.setup(&mine()).await.unwrap().is_none());
    let (first, second) = (titled("Person"), titled("Somebody"));
    let kept = ledger.put_setup(&mine(), &new(0, &first, "Began")).await;
    assert!(kept.unwrap());
    let kept = other.put_setup(&mine(), &new(1, &second, "Renamed")).await;
    assert!(kept.unwrap());
    let newest = ledger.setup(&mine()).await.unwrap().unwrap();
    assert_eq!((newest.made.version, &newest.setup), (2, &second));
    assert_eq!(newest.made.who, "Rosa");

    // Made of what is out of date, or of what never was.
    for after in [0, 1, 3, u64::MAX] {
        let late = ledger.put_setup(&mine(), &new(after, &first, "Late")).await;
        assert!(!late.unwrap(), "{after}");
    }
    let words: Vec<String> = ledger
        .setup_history(&mine())
        .await
        .unwrap()
        .into_iter()
        .map(|made| made.words)
        .collect();
    assert_eq!(words, ["Renamed", "Began"]);
    let old = ledger.setup_of(&mine(), 1).await.unwrap().unwrap();
    assert_eq!(old.setup, first);

    assert!(ledger.setup(&theirs()).await.unwrap().is_none());
    assert!(ledger.setup_of(&theirs(), 1).await.unwrap().is_none());
    assert!(ledger.setup_history(&theirs()).await.unwrap().is_empty());
}

pub(crate) async fn at_once(place: Place) {
    let (ledger, other) = place.open_twice(Duration::from_secs(30)).await;
    let setup = titled("Person");
    let mut changes = Vec::new();
    for nth in 0..16 {
        let (ledger, setup) = (
            if nth % 2 == 0 { &ledger } else { &other }.clone(),
            setup.clone(),
        );
        changes.push(tokio::spawn(async move {
            ledger
                .put_setup(&mine(), &new(0, &setup, "Began"))
                .await
                .unwrap()
        }));
    }
    let mut kept = 0;
    for change in changes {
        kept += u32::from(change.await.unwrap());
    }
    assert_eq!(kept, 1);
    assert_eq!(ledger.setup_history(&mine()).await.unwrap().len(), 1);
}

pub(crate) async fn remembering(place: Place) {
    let ledger = place.open().await;
    let title = FieldId::new("jobTitle");
    let choice = |found: &str, choice: &str| NewRemembered {
        field: title.clone(),
        found: found.to_owned(),
        choice: choice.to_owned(),
    };
    let first = [choice("Sr.  Engineer", "Engineer"), choice("Cook", "Chef")];
    ledger.remember(&mine(), "Rosa", &first).await.unwrap();
    let again = [choice("sr. engineer", "Senior Engineer")];
    ledger.remember(&mine(), "Ben", &again).await.unwrap();
    let known: Vec<_> = ledger
        .remembered(&mine())
        .await
        .unwrap()
        .into_iter()
        .map(|known| (known.found, known.choice, known.who))
        .collect();
    let expected = [
        ("Cook", "Chef", "Rosa"),
        ("sr. engineer", "Senior Engineer", "Ben"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(known, expected);

    assert!(ledger.remembered(&theirs()).await.unwrap().is_empty());
    let theirs = ledger
        .forget_choice(&theirs(), "Rosa", &title, "Cook")
        .await;
    assert!(!theirs.unwrap());
    assert!(
        ledger
            .forget_choice(&mine(), "Rosa", &title, " COOK ")
            .await
            .unwrap()
    );
    assert!(
        !ledger
            .forget_choice(&mine(), "Rosa", &title, "Cook")
            .await
            .unwrap()
    );
    assert_eq!(ledger.remembered(&mine()).await.unwrap().len(), 1);
}

pub(crate) async fn drafting(place: Place) {
    let (ledger, other) = place.open_twice(Duration::from_secs(30)).await;
    let who = candidate("cand_1");
    let put = |ledger: &proxy::ledger::Ledger, user: &'static str, after, sealed: &'static str| {
        let (ledger, who) = (ledger.clone(), who.clone());
        async move {
            ledger
                .put_draft(&mine(), &who, user, after, sealed)
                .await
                .unwrap()
        }
    };
    assert!(ledger.draft(&mine(), &who).await.unwrap().is_none());
    assert_eq!(put(&ledger, "Rosa", 0, "one").await, Some(1));
    assert_eq!(put(&other, "Ben", 0, "from nothing").await, None);
    assert_eq!(put(&other, "Ben", 1, "two").await, Some(2));
    assert_eq!(put(&ledger, "Rosa", 1, "late").await, None);
    let kept = ledger.draft(&mine(), &who).await.unwrap().unwrap();
    assert_eq!(
        (kept.version, kept.who.as_str(), kept.sealed.as_str()),
        (2, "Ben", "two")
    );
    assert!(kept.age < Duration::from_secs(60));

    assert!(ledger.draft(&theirs(), &who).await.unwrap().is_none());
    ledger.forget_draft(&theirs(), &who, 2).await.unwrap();
    ledger.forget_draft(&mine(), &who, 1).await.unwrap();
    assert!(ledger.draft(&mine(), &who).await.unwrap().is_some());
    ledger.forget_draft(&mine(), &who, 2).await.unwrap();
    ledger.forget_draft(&mine(), &who, 2).await.unwrap();
    assert!(ledger.draft(&mine(), &who).await.unwrap().is_none());
    assert_eq!(put(&other, "Ben", 2, "of what was sent").await, None);
}

pub(crate) async fn checking_up(place: Place) {
    let (ledger, other) = place.open_twice(Duration::from_secs(30)).await;
    let day = Duration::from_secs(24 * 3600);
    assert!(ledger.take_checkup(&mine(), day).await.unwrap());
    assert!(!other.take_checkup(&mine(), day).await.unwrap());
    assert!(other.take_checkup(&mine(), Duration::ZERO).await.unwrap());
    assert!(ledger.take_checkup(&theirs(), day).await.unwrap());

    let report = |at: &str| DoctorReport {
        at: at.to_owned(),
        findings: Vec::new(),
    };
    assert!(ledger.checkup(&mine(), "acme 1").await.unwrap().is_none());
    for at in ["first", "second"] {
        ledger
            .put_checkup(&mine(), "acme 1", &report(at))
            .await
            .unwrap();
    }
    let kept = other.checkup(&mine(), "acme 1").await.unwrap();
    assert_eq!(kept, Some(report("second")));
    // What was found about another connection says nothing.
    assert!(ledger.checkup(&mine(), "acme 2").await.unwrap().is_none());
    assert!(ledger.checkup(&theirs(), "acme 1").await.unwrap().is_none());
}

pub(crate) async fn proving(place: Place) {
    let ledger = place.open().await;
    let none = ledger.send_proof(&mine(), "").await.unwrap();
    assert_eq!(none, proxy::ledger::SendProof::default());

    let accepted = intent("cand_1", SendKind::Create, "k");
    let Begun::New { send, .. } = ledger.begin(&mine(), &accepted).await.unwrap() else {
        panic!("not new")
    };
    let steps = [
        (
            SendState::Intent,
            SendState::InFlight,
            Change {
                attempts: 1,
                ..Change::noted("left")
            },
        ),
        (
            SendState::InFlight,
            SendState::Refused,
            Change {
                problem: Some(handoff::interface::SendProblem {
                    code: "not-permitted".to_owned(),
                    ..problem("no")
                }),
                ..Change::noted("refused")
            },
        ),
    ];
    for (from, to, change) in steps {
        let moved = ledger
            .advance(By::LateAnswer, &mine(), &send, (from, to), &change)
            .await;
        assert!(moved.unwrap(), "{to:?}");
    }
    let proof = ledger.send_proof(&mine(), "").await.unwrap();
    assert!(proof.refused_at.is_some() && proof.added_at.is_none());
    let future = ledger
        .send_proof(&mine(), "2999-01-01T00:00:00Z")
        .await
        .unwrap();
    assert!(future.refused_at.is_none());
    assert!(
        ledger
            .send_proof(&theirs(), "")
            .await
            .unwrap()
            .refused_at
            .is_none()
    );

    let accepted = intent("cand_2", SendKind::Create, "k2");
    let Begun::New { send, .. } = ledger.begin(&mine(), &accepted).await.unwrap() else {
        panic!("not new")
    };
    let left = Change {
        attempts: 1,
        ..Change::noted("left")
    };
    let created = Change {
        employee: Some("131".to_owned()),
        ..Change::noted("created")
    };
    for (from, to, change) in [
        (SendState::Intent, SendState::InFlight, left),
        (SendState::InFlight, SendState::Created, created),
    ] {
        let moved = ledger
            .advance(By::LateAnswer, &mine(), &send, (from, to), &change)
            .await;
        assert!(moved.unwrap(), "{to:?}");
    }
    let proof = ledger.send_proof(&mine(), "").await.unwrap();
    assert!(proof.added_at.is_some());
}
