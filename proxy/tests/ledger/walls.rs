//! Accounts are walls: with another account, every function finds and changes nothing.

use std::time::Duration;

use handoff::interface::{CandidateSearch, LogSearch, SendKind, SendState, SortBy};
use handoff::{Candidate, Stage};
use proxy::account::Sight;
use proxy::ledger::{
    BatchBegun, Begun, By, Change, NewBatchRecord, NewFile, NewLine, StepState, Tries, Upstream,
    WorkerId,
};

use crate::place::{
    COMPANY, Place, begun, candidate, everybody, intent, mine, only_claim, plan, problem, state,
    theirs,
};

fn person(id: &str, first_name: &str) -> Candidate {
    serde_json::from_value(serde_json::json!({
        "id": id, "first_name": first_name, "last_name": "Hartwell", "email": null, "phone": null,
        "stage": "hired", "job": { "title": "Cook" },
    }))
    .unwrap()
}

pub(crate) async fn everywhere(place: Place) {
    let ledger = place.open().await;
    let (mine, theirs, who) = (mine(), theirs(), candidate("cand_1"));
    ledger
        .put_candidates(&mine, &[person("cand_1", "Amelia")])
        .await
        .unwrap();
    let file = NewFile {
        name: "a.pdf".to_owned(),
        kind: "Resume".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: vec![1],
    };
    ledger.put_file(&mine, &who, &file).await.unwrap();
    let accepted = intent("cand_1", SendKind::Create, "k");
    let Begun::New { send, .. } = ledger.begin(&mine, &accepted).await.unwrap() else {
        panic!("not new")
    };
    let batch = NewBatchRecord {
        who: "Rosa".to_owned(),
        key: "k".to_owned(),
        fingerprint: [7; 32],
        company: COMPANY.to_owned(),
        lines: vec![NewLine {
            candidate: candidate("cand_2"),
            name: "Amelia".to_owned(),
            intent: Ok(plan(1)),
        }],
    };
    let BatchBegun::New(batch_id) = ledger.begin_batch(&mine, &batch).await.unwrap() else {
        panic!("not new")
    };

    assert!(ledger.audit_after(&theirs, 0).await.unwrap().is_empty());
    assert!(!ledger.audit_after(&mine, 0).await.unwrap().is_empty());
    assert!(!ledger.has_candidates(&theirs).await.unwrap());
    assert!(ledger.candidate(&theirs, &who).await.unwrap().is_none());
    let all = CandidateSearch::default();
    assert_eq!(
        ledger
            .search(&theirs, &Sight::Everybody, &all)
            .await
            .unwrap()
            .total,
        0
    );
    assert!(
        !ledger
            .set_stage(&theirs, &who, "they", Stage::Offer)
            .await
            .unwrap()
    );
    assert!(ledger.history(&theirs, &who).await.unwrap().is_empty());
    let of_send = ledger.history_of_send(&theirs, &send).await;
    assert!(of_send.unwrap().is_empty());
    assert!(ledger.file(&theirs, &who, "a.pdf").await.unwrap().is_none());
    assert!(ledger.files(&theirs, &who).await.unwrap().is_empty());
    assert!(ledger.send(&theirs, &send).await.unwrap().is_none());
    assert!(ledger.newest_send(&theirs, &who).await.unwrap().is_none());
    assert!(ledger.last_done(&theirs, &who).await.unwrap().is_none());
    assert!(ledger.employees(&theirs, COMPANY).await.unwrap().is_empty());
    assert!(
        ledger
            .answered(&theirs, "k", [7; 32])
            .await
            .unwrap()
            .is_none()
    );
    let log = ledger
        .log(&theirs, &Sight::Everybody, &LogSearch::default())
        .await
        .unwrap();
    assert_eq!((log.total, log.need_person), (0, 0));
    for search in [LogSearch::default(), everybodys()] {
        let exported = ledger
            .export(&theirs, &Sight::Everybody, &search, 10)
            .await
            .unwrap();
        assert_eq!(exported, (Vec::new(), 0));
    }
    let weeks = ledger.weeks(&theirs, &Sight::Everybody, 12).await.unwrap();
    assert!(weeks.iter().all(|week| week.running == 0));
    assert!(ledger.batch(&theirs, &batch_id).await.unwrap().is_none());
    assert!(
        !ledger
            .set_paused(&theirs, &batch_id, "they", true)
            .await
            .unwrap()
    );

    let states = (SendState::Intent, SendState::Created);
    let change = Change {
        plan: Some(plan(1)),
        failed_steps: Some(StepState::Skipped),
        ..Change::default()
    };
    for by in [
        By::Person {
            name: "they",
            seen: None,
        },
        By::LateAnswer,
    ] {
        assert!(
            !ledger
                .advance(by, &theirs, &send, states, &change)
                .await
                .unwrap()
        );
    }
    let mut leases = ledger
        .claim(&WorkerId::unique(), 1, &everybody())
        .await
        .unwrap();
    leases[0].account = theirs.clone();
    let by = By::Worker(&leases[0]);
    assert!(
        !ledger
            .advance(by, &theirs, &send, states, &change)
            .await
            .unwrap()
    );
    assert!(
        !ledger
            .advance(by, &mine, &send, states, &change)
            .await
            .unwrap()
    );
    let step = ledger.set_step(&leases[0], 0, StepState::Done, Tries::Same, None, "theirs");
    assert!(!step.await.unwrap());
    ledger
        .release(&leases[0], Some(Duration::from_secs(9)))
        .await
        .unwrap();
    assert_eq!(state(&ledger, &mine, &send).await, SendState::Intent);
    assert_eq!(
        ledger.send(&mine, &send).await.unwrap().unwrap().due_in,
        None
    );

    ledger.upstream_failed(&theirs).await.unwrap();
    ledger
        .upstream_stopped(&theirs, &problem("No"))
        .await
        .unwrap();
    ledger
        .hold_back(&theirs, Duration::from_secs(9))
        .await
        .unwrap();
    assert_eq!(ledger.upstream(&mine).await.unwrap(), Upstream::default());
    assert_eq!(only_claim(&ledger, &WorkerId::unique()).await.account, mine);

    // What is taken in one account is free in the other.
    begun(&ledger, &theirs, "cand_1").await;
    let begun = ledger.begin_batch(&theirs, &batch).await.unwrap();
    assert!(matches!(begun, BatchBegun::New(_)));
    ledger.put_file(&theirs, &who, &file).await.unwrap();
    ledger
        .put_candidates(&theirs, &[person("cand_1", "Theirs")])
        .await
        .unwrap();
    let kept = ledger.candidate(&mine, &who).await.unwrap().unwrap();
    assert_eq!(kept.first_name.as_deref(), Some("Amelia"));
}

pub(crate) async fn candidates(place: Place) {
    let ledger = place.open().await;
    let names = [
        "Zoë", "amy", "Émile", "Bob-Bo", "bob a", "Bob_b", "\0Nul", "(Anna)",
    ];
    let people = names
        .iter()
        .enumerate()
        .map(|(number, name)| person(&format!("cand_{number}"), name));
    let people = people.collect::<Vec<_>>();
    ledger.put_candidates(&mine(), &people).await.unwrap();
    let mut search = CandidateSearch {
        sort: SortBy::Name,
        ..CandidateSearch::default()
    };
    let listed = async |search: &CandidateSearch| {
        let page = ledger
            .search(&mine(), &Sight::Everybody, search)
            .await
            .unwrap();
        let rows = page.rows.into_iter();
        rows.map(|(candidate, _)| candidate.first_name.unwrap())
            .collect::<Vec<_>>()
    };
    let expected = [
        "amy", "(Anna)", "bob a", "Bob-Bo", "Bob_b", "\0Nul", "Zoë", "Émile",
    ];
    assert_eq!(listed(&search).await, expected);
    search.text = "BOB_B hartwell".to_owned();
    assert_eq!(listed(&search).await, ["Bob_b"]);
    search.text = "\0".to_owned();
    assert_eq!(listed(&search).await.len(), names.len(), "no word at all");
    assert!(
        ledger
            .set_stage(&mine(), &candidate("cand_0"), "Rosa", Stage::Offer)
            .await
            .unwrap()
    );
    let moved = CandidateSearch {
        stage: Some(Stage::Offer),
        ..CandidateSearch::default()
    };
    assert_eq!(listed(&moved).await, ["Zoë"]);
    assert_eq!(
        ledger
            .history(&mine(), &candidate("cand_0"))
            .await
            .unwrap()
            .len(),
        1
    );
}

/// Whoever began or changed something.
fn everybodys() -> LogSearch {
    LogSearch {
        who: Some(String::new()),
        ..LogSearch::default()
    }
}
