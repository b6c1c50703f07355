//! The log: order, pages, filters, weeks.

use handoff::interface::{LogOutcome, LogSearch, SendState};
use proxy::account::Sight;
use proxy::ledger::{By, Change, Ledger, NewBatchRecord, NewLine, PROXY};

use crate::place::{COMPANY, Place, begun, candidate, mine, moved, plan, problem};

/// On the first page, which is the same as in the file.
async fn found(ledger: &Ledger, search: LogSearch) -> Vec<String> {
    let page = ledger
        .log(&mine(), &Sight::Everybody, &search)
        .await
        .unwrap();
    assert_eq!(usize::try_from(page.total).unwrap(), page.rows.len());
    let (mut exported, total) = ledger
        .export(&mine(), &Sight::Everybody, &search, 100)
        .await
        .unwrap();
    assert_eq!(total, page.total);
    exported.sort_by_key(|row| !row.state.needs_person());
    assert_eq!(exported, page.rows);
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
        company: COMPANY.to_owned(),
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
        &old.id,
        SendState::Intent,
        SendState::TwinFound,
    )
    .await;

    let mut search = LogSearch::default();
    let mut all = Vec::new();
    loop {
        let page = ledger
            .log(&mine(), &Sight::Everybody, &search)
            .await
            .unwrap();
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
    let page = ledger
        .log(&mine(), &Sight::Everybody, &search)
        .await
        .unwrap();
    assert_eq!(page.rows[0].candidate, candidate("cand_007"));
    let everything = LogSearch::default();
    let (exported, total) = ledger
        .export(&mine(), &Sight::Everybody, &everything, 1_000)
        .await
        .unwrap();
    assert_eq!((exported.len(), total), (120, 120));
    assert!(exported.iter().all(|row| row.is_newest && !row.is_paused));
    let (cut, total) = ledger
        .export(&mine(), &Sight::Everybody, &everything, 7)
        .await
        .unwrap();
    assert_eq!((cut.len(), total), (7, 120), "how many there are is known");
    let batch = exported[0].batch.clone().unwrap();
    ledger
        .set_paused(&mine(), &batch, "Rosa", true)
        .await
        .unwrap();
    let paused = ledger
        .log(&mine(), &Sight::Everybody, &everything)
        .await
        .unwrap();
    assert!(paused.rows.iter().all(|row| row.is_paused));
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
        name: "Ben Ångström",
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
    for ben in ["Ångström Ben", "ben", "ÅNGS", "ben ångström"] {
        assert_eq!(who(ben).await, ["cand_1"], "{ben}");
    }
    assert_eq!(who("osa").await.len(), 4);
    assert!(who("rosa ben").await.is_empty(), "nobody is called so");
    assert!(who(PROXY).await.is_empty(), "the proxy is nobody");
    let again = begun(&ledger, &mine(), "cand_2").await;
    let everything = LogSearch::default();
    let (mut exported, _) = ledger
        .export(&mine(), &Sight::Everybody, &everything, 100)
        .await
        .unwrap();
    let newest = exported
        .iter()
        .filter(|row| row.candidate.as_str() == "cand_2");
    let newest: Vec<_> = newest.map(|row| (&row.id, row.is_newest)).collect();
    assert_eq!(newest, [(&again, true), (&second, false)]);
    let row = exported.pop().unwrap();
    assert_eq!(row.problem, Some(problem("It waits.")));
    assert_eq!(
        (row.who.as_str(), row.employee.as_deref()),
        ("Rosa", Some("4711"))
    );

    let today = row.at.get(..10).unwrap();
    let days = async |since: Option<&str>, until: Option<&str>| {
        let search = LogSearch {
            since: since.map(str::to_owned),
            until: until.map(str::to_owned),
            ..LogSearch::default()
        };
        let (rows, _) = ledger
            .export(&mine(), &Sight::Everybody, &search, 100)
            .await
            .unwrap();
        rows.len()
    };
    assert_eq!(days(Some(today), Some(today)).await, 5);
    assert_eq!(days(Some("2999-01-01"), None).await, 0);
    assert_eq!(days(None, Some("2001-01-01")).await, 0);
}

pub(crate) async fn weeks(place: Place) {
    let ledger = place.open().await;
    assert_eq!(
        ledger
            .weeks(&mine(), &Sight::Everybody, 12)
            .await
            .unwrap()
            .len(),
        12
    );
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
    let weeks = ledger.weeks(&mine(), &Sight::Everybody, 12).await.unwrap();
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
