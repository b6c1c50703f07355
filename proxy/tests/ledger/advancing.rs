//! Moving a send: what is kept, what stays, and who hears of it.

use std::time::Duration;

use handoff::interface::{EmployeeLink, PossibleMatch, SendKind, SendState};
use proxy::ledger::{Begun, By, Change, LedgerError, PROXY, RecordedWhat, StepState};

use crate::place::{
    COMPANY, Place, begun, candidate, intent, mine, moved, plan, problem, theirs, until,
};

pub(crate) async fn employees_are_unique(place: Place) {
    let ledger = place.open().await;
    let found = Change {
        employee: Some("7".to_owned()),
        ..Change::default()
    };
    let states = (SendState::Intent, SendState::Created);
    let first = begun(&ledger, &mine(), "cand_1").await;
    let second = begun(&ledger, &mine(), "cand_2").await;
    let advance = async |send, change: &Change| {
        let by = By::LateAnswer;
        ledger.advance(by, &mine(), send, states, change).await
    };
    assert!(advance(&first, &found).await.unwrap());
    let taken = advance(&second, &found).await;
    assert!(
        matches!(taken, Err(LedgerError::EmployeeTaken)),
        "{taken:?}"
    );
    let record = ledger.send(&mine(), &second).await.unwrap().unwrap();
    assert_eq!((record.state, record.version), (SendState::Intent, 1));
    // A send that changes an employee claims nobody.
    let changing = Change {
        kind: Some(SendKind::Rehire),
        ..found
    };
    assert!(advance(&second, &changing).await.unwrap());
    assert_eq!(ledger.employees(&mine(), COMPANY).await.unwrap(), ["7"]);
}

pub(crate) async fn everything_is_kept(place: Place) {
    let ledger = place.open().await;
    let send = begun(&ledger, &mine(), "cand_1").await;
    let somebody = PossibleMatch {
        employee: EmployeeLink {
            id: "9".to_owned(),
            url: String::new(),
        },
        name: "Amelia".to_owned(),
        hire_date: None,
        status: None,
        why: Some("same e-mail address".to_owned()),
        is_ours: true,
    };
    let change = Change {
        employee: Some("7".to_owned()),
        problem: Some(problem("First")),
        matches: Some(vec![somebody.clone()]),
        kind: Some(SendKind::Update),
        plan: Some(plan(2)),
        accepts_twins: true,
        attempts: 1,
        due_in: Some(Duration::from_secs(60)),
        note: "changed".to_owned(),
        reason: Some("I\0 know her.".to_owned()),
        ..Change::default()
    };
    let states = (SendState::Intent, SendState::InFlight);
    let by = By::Person {
        name: "Rosa",
        seen: None,
    };
    assert!(
        ledger
            .advance(by, &mine(), &send, states, &change)
            .await
            .unwrap()
    );
    let record = ledger.send(&mine(), &send).await.unwrap().unwrap();
    assert_eq!(record.problem, Some(problem("First")));
    assert_eq!(record.matches, [somebody]);
    assert_eq!(
        (record.kind, record.accepts_twins),
        (SendKind::Update, true)
    );
    assert_eq!((record.attempts, record.version), (1, 2));
    assert_eq!(record.steps.len(), 2);
    let wait = record.due_in.unwrap();
    assert!(
        wait > Duration::from_secs(50) && wait <= Duration::from_secs(60),
        "{wait:?}"
    );
    assert!(
        record
            .before_in_flight
            .is_some_and(|at| at >= record.started_at)
    );

    let states = (SendState::InFlight, SendState::Created);
    let by = By::LateAnswer;
    let nothing = Change::default();
    assert!(
        ledger
            .advance(by, &mine(), &send, states, &nothing)
            .await
            .unwrap()
    );
    let record = ledger.send(&mine(), &send).await.unwrap().unwrap();
    assert_eq!((record.problem, record.due_in), (None, None));
    assert_eq!(
        (record.employee.as_deref(), record.matches.len()),
        (Some("7"), 1)
    );
    assert_eq!(
        (record.accepts_twins, record.attempts, record.version),
        (true, 1, 3)
    );
    let last = ledger
        .last_done(&mine(), &candidate("cand_1"))
        .await
        .unwrap();
    assert_eq!(last.unwrap().id, send);
    // From another state than the one it is in, nothing moves.
    assert!(
        !ledger
            .advance(by, &mine(), &send, states, &nothing)
            .await
            .unwrap()
    );
}

pub(crate) async fn standing_hires(place: Place) {
    let ledger = place.open().await;
    let who = candidate("cand_1");
    let standing = async || {
        let found = ledger.standing_hire(&mine(), &who).await.unwrap();
        found.map(|send| (send.id, send.employee))
    };
    assert_eq!(standing().await, None);
    let first = begun(&ledger, &mine(), "cand_1").await;
    assert_eq!(standing().await, Some((first.clone(), None)));
    moved(
        &ledger,
        &mine(),
        &first,
        SendState::Intent,
        SendState::Refused,
    )
    .await;
    assert_eq!(standing().await, None, "nobody was made");
    // Somebody of whom a person said that it is employee 7.
    let second = begun(&ledger, &mine(), "cand_1").await;
    let change = Change {
        employee: Some("7".to_owned()),
        ..Change::default()
    };
    let states = (SendState::Intent, SendState::Released);
    let by = By::LateAnswer;
    let is_moved = ledger.advance(by, &mine(), &second, states, &change).await;
    assert!(is_moved.unwrap());
    let seven = Some((second, Some("7".to_owned())));
    assert_eq!(standing().await, seven);
    // What is changed later is no hire, whatever becomes of it.
    let update = intent("cand_1", SendKind::Update, "an update");
    let Begun::New { send: update, .. } = ledger.begin(&mine(), &update).await.unwrap() else {
        panic!("not new")
    };
    assert_eq!(standing().await, seven);
    moved(
        &ledger,
        &mine(),
        &update,
        SendState::Intent,
        SendState::NotSent,
    )
    .await;
    assert_eq!(standing().await, seven);
    // A hire that is under way comes first.
    let third = begun(&ledger, &mine(), "cand_1").await;
    assert_eq!(standing().await, Some((third, None)));
    let theirs = ledger.standing_hire(&theirs(), &who).await.unwrap();
    assert!(theirs.is_none());
}

pub(crate) async fn search_clock(place: Place) {
    let ledger = place.open().await;
    let send = begun(&ledger, &mine(), "cand_1").await;
    let searching = async || {
        ledger
            .send(&mine(), &send)
            .await
            .unwrap()
            .unwrap()
            .searching_for
    };
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    assert_eq!(searching().await, None);
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::InFlight,
        SendState::Unknown,
    )
    .await;
    let enough = Duration::from_millis(30);
    until("searching for a while", async || {
        searching().await > Some(enough)
    })
    .await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Unknown,
        SendState::Unknown,
    )
    .await;
    assert!(searching().await > Some(enough), "it goes on");
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Unknown,
        SendState::NeedsPerson,
    )
    .await;
    assert_eq!(searching().await, None);
    let before = std::time::Instant::now();
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::NeedsPerson,
        SendState::Unknown,
    )
    .await;
    let again = searching().await.unwrap();
    assert!(
        again <= before.elapsed() + Duration::from_millis(2),
        "{again:?}"
    );
}

pub(crate) async fn an_old_send_cannot_come_back(place: Place) {
    let ledger = place.open().await;
    let old = begun(&ledger, &mine(), "cand_1").await;
    moved(&ledger, &mine(), &old, SendState::Intent, SendState::Done).await;
    let update = intent("cand_1", SendKind::Update, "key");
    let Begun::New { send, .. } = ledger.begin(&mine(), &update).await.unwrap() else {
        panic!("not new")
    };
    let again = (SendState::Done, SendState::Created);
    let by = By::Person {
        name: "Rosa",
        seen: None,
    };
    let change = Change::default();
    assert!(
        !ledger
            .advance(by, &mine(), &old, again, &change)
            .await
            .unwrap()
    );
    moved(&ledger, &mine(), &send, SendState::Intent, SendState::Done).await;
    assert!(
        ledger
            .advance(by, &mine(), &old, again, &change)
            .await
            .unwrap()
    );
}

pub(crate) async fn history(place: Place) {
    let ledger = place.open().await;
    let send = begun(&ledger, &mine(), "cand_1").await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::InFlight,
        SendState::Unknown,
    )
    .await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Unknown,
        SendState::Unknown,
    )
    .await;
    let states = (SendState::Unknown, SendState::NeedsPerson);
    let change = Change {
        failed_steps: Some(StepState::Waiting),
        reason: Some("I looked".to_owned()),
        ..Change::default()
    };
    let by = By::Person {
        name: "Ben",
        seen: None,
    };
    assert!(
        ledger
            .advance(by, &mine(), &send, states, &change)
            .await
            .unwrap()
    );
    // What a person did is told also when the state is the same.
    let same = (SendState::NeedsPerson, SendState::NeedsPerson);
    let change = Change::noted("a person found employee 7 in BambooHR");
    assert!(
        ledger
            .advance(by, &mine(), &send, same, &change)
            .await
            .unwrap()
    );
    let history = ledger.history(&mine(), &candidate("cand_1")).await.unwrap();
    let seen: Vec<_> = history
        .iter()
        .map(|entry| match &entry.what {
            RecordedWhat::Sent(event) => (entry.who.as_deref(), event.state),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        (Some("Ben"), SendState::NeedsPerson),
        (Some("Ben"), SendState::NeedsPerson),
        (None, SendState::Unknown),
        (None, SendState::InFlight),
        (Some("Rosa"), SendState::Intent),
    ];
    assert_eq!(seen, expected);
    let reasons: Vec<_> = history
        .iter()
        .map(|entry| entry.reason.as_deref())
        .collect();
    assert_eq!(reasons, [None, Some("I looked"), None, None, None]);
    let of_send = ledger.history_of_send(&mine(), &send).await.unwrap();
    assert_eq!(of_send, history, "it is the only send");
    let RecordedWhat::Sent(event) = &of_send[0].what else {
        panic!("{of_send:?}")
    };
    assert_eq!(event.note, "a person found employee 7 in BambooHR");
    assert_eq!(
        (event.begun_as, event.kind),
        (SendKind::Create, SendKind::Create)
    );
    assert_eq!(PROXY, "proxy", "what rows of older versions say");
}

pub(crate) async fn changes_are_told(place: Place) {
    let ledger = place.open().await;
    let mut changes = ledger.changes();
    let send = begun(&ledger, &mine(), "cand_1").await;
    assert_eq!(changes.try_recv().unwrap(), send);
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    assert_eq!(changes.try_recv().unwrap(), send);
    let by = By::LateAnswer;
    let wrong = (SendState::Done, SendState::Created);
    let change = Change::default();
    assert!(
        !ledger
            .advance(by, &mine(), &send, wrong, &change)
            .await
            .unwrap()
    );
    assert!(
        changes.try_recv().is_err(),
        "nothing changed, nothing is told"
    );
    let mut accounts = ledger.account_changes();
    ledger
        .hold_back(&mine(), Duration::from_secs(1))
        .await
        .unwrap();
    assert_eq!(accounts.try_recv().unwrap(), mine());
}
