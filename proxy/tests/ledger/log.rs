//! The log: order, pages, filters, weeks.

use handoff::interface::{LogOutcome, LogSearch, SendState};
use proxy::ledger::{By, Change, Ledger, NewBatchRecord, NewLine};

use crate::place::{Place, begun, candidate, mine, moved, plan, problem};

async fn found(ledger: &Ledger, search: LogSearch) -> Vec<String> {
    let page = ledger.log(&mine(), &search).await.unwrap();
    assert_eq!(usize::try_from(page.total).unwrap(), page.rows.len());
    let rows = page.rows.iter();
    rows.map(|row| row.candidate.as_str().to_owned()).collect()
}

pub(crate) async fn order_and_pages(place: Place) {
    let ledger = place.open().await;
    // One batch: many sends with the same time.
    let lines = (0..120).map(|number| NewLine {
        candidate: candidate(&format!("cand_{number:03}")),
        name: "Amelia".to_owned(),
        intent: Ok(plan(1)),
    });
    let batch = NewBatchRecord {
        who: "Rosa".to_owned(),
        key: "key".to_owned(),
        fingerprint: [7; 32],
        lines: lines.collect(),
    };
    ledger.begin_batch(&mine(), &batch).await.unwrap();
    let old = ledger
        .newest_send(&mine(), &candidate("cand_007"))
        .await
        .unwrap()
        .unwrap();
    moved(
        &ledger,
        &mine(),
        &old.0,
        SendState::Intent,
        SendState::TwinFound,
    )
    .await;

    let mut search = LogSearch::default();
    let mut all = Vec::new();
    loop {
        let page = ledger.log(&mine(), &search).await.unwrap();
        assert_eq!((page.total, page.need_person), (120, 1));
        assert!(page.rows.len() <= 50);
        all.extend(page.rows);
        search.after = page.next;
        if search.after.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), 120);
    assert_eq!(all[0].candidate, candidate("cand_007"));
    assert!(all[1..].is_sorted_by_key(|row| {
        std::cmp::Reverse((row.at.clone(), row.id.as_str().to_owned()))
    }));
    let mut ids: Vec<_> = all.iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 120);

    search.after = Some("not a cursor".to_owned());
    let page = ledger.log(&mine(), &search).await.unwrap();
    assert_eq!(page.rows[0].candidate, candidate("cand_007"));
    let exported = ledger.export(&mine(), None, None, None).await.unwrap();
    assert_eq!(exported.len(), 120);
}

pub(crate) async fn filters(place: Place) {
    let ledger = place.open().await;
    let first = begun(&ledger, &mine(), "cand_1").await;
    let change = Change {
        employee: Some("4711".to_owned()),
        problem: Some(problem("It waits.")),
        ..Change::default()
    };
    let states = (SendState::Intent, SendState::Incomplete);
    let by = By::Person {
        name: "Ben",
        seen: None,
    };
    assert!(
        ledger
            .advance(by, &mine(), &first, states, &change)
            .await
            .unwrap()
    );
    let second = begun(&ledger, &mine(), "cand_2").await;
    moved(
        &ledger,
        &mine(),
        &second,
        SendState::Intent,
        SendState::Refused,
    )
    .await;
    let third = begun(&ledger, &mine(), "cand_3").await;
    moved(&ledger, &mine(), &third, SendState::Intent, SendState::Done).await;
    begun(&ledger, &mine(), "cand_4").await;

    for (outcome, expected) in [
        (LogOutcome::NeedsPerson, "cand_1"),
        (LogOutcome::NotSent, "cand_2"),
        (LogOutcome::Done, "cand_3"),
        (LogOutcome::Running, "cand_4"),
    ] {
        let search = LogSearch {
            outcome: Some(outcome),
            ..LogSearch::default()
        };
        assert_eq!(found(&ledger, search).await, [expected]);
        let exported = ledger
            .export(&mine(), Some(outcome), None, None)
            .await
            .unwrap();
        assert_eq!(exported[0].candidate.as_str(), expected);
    }
    let text = async |text: &str| {
        let text = text.to_owned();
        let search = LogSearch {
            text,
            ..LogSearch::default()
        };
        found(&ledger, search).await
    };
    assert_eq!(text("471").await, ["cand_1"]);
    assert_eq!(text("AMELIA cand_3").await, ["cand_3"]);
    assert_eq!(text("amelia").await.len(), 4);
    assert!(text("amelia nobody").await.is_empty());
    let who = async |who: &str| {
        let who = Some(who.to_owned());
        let search = LogSearch {
            who,
            ..LogSearch::default()
        };
        found(&ledger, search).await
    };
    assert_eq!(who("Ben").await, ["cand_1"]);
    assert_eq!(who("Rosa").await.len(), 4);
    let row = ledger
        .export(&mine(), None, None, None)
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(row.problem.as_deref(), Some("It waits."));
    assert_eq!(
        (row.who.as_str(), row.employee.as_deref()),
        ("Rosa", Some("4711"))
    );

    let today = row.at.get(..10).unwrap();
    let days = async |since: Option<&str>, until: Option<&str>| {
        let rows = ledger.export(&mine(), None, since, until).await;
        rows.unwrap().len()
    };
    assert_eq!(days(Some(today), Some(today)).await, 4);
    assert_eq!(days(Some("2999-01-01"), None).await, 0);
    assert_eq!(days(None, Some("2001-01-01")).await, 0);
}

pub(crate) async fn weeks(place: Place) {
    let ledger = place.open().await;
    assert_eq!(ledger.weeks(&mine(), 12).await.unwrap().len(), 12);
    for (id, end) in [
        ("cand_1", Some(SendState::Done)),
        ("cand_2", Some(SendState::Refused)),
        ("cand_3", Some(SendState::NeedsPerson)),
        ("cand_4", None),
        ("cand_5", None),
    ] {
        let send = begun(&ledger, &mine(), id).await;
        if let Some(end) = end {
            moved(&ledger, &mine(), &send, SendState::Intent, end).await;
        }
    }
    let weeks = ledger.weeks(&mine(), 12).await.unwrap();
    assert!(weeks.is_sorted_by_key(|week| week.monday.clone()));
    let (now, before) = weeks.split_last().unwrap();
    assert_eq!((now.done, now.not_sent), (1, 1));
    assert_eq!((now.needs_person, now.running), (1, 2));
    assert!(
        before
            .iter()
            .all(|week| week.done + week.not_sent + week.running == 0)
    );
}
