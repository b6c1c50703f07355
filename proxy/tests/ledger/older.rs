//! A ledger that an older version left behind: its sends are all there, and each can go on.

use handoff::CandidateId;
use handoff::interface::{SendKind, SendState};
use proxy::ledger::{Ledger, SendId, StepState, WorkerId};
use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;

use crate::place::{candidate, everybody, mine};

const OLD: [&str; 2] = ["0001_first.sql", "0002_history_and_order.sql"];
const PLAN: &str = r#"{"steps":[{"step":"create_employee","fields":[]},{"step":"read_back"}]}"#;

#[tokio::test]
async fn sends_of_an_older_ledger_keep_their_states_and_get_steps() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.sqlite");
    let migrations = folder.path().join("migrations");
    std::fs::create_dir(&migrations).unwrap();
    for name in OLD {
        let source = format!("{}/migrations/sqlite/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(source, migrations.join(name)).unwrap();
    }
    let options = SqliteConnectOptions::new().filename(&file);
    let mut old = options.create_if_missing(true).connect().await.unwrap();
    let migrator = Migrator::new(migrations).await.unwrap();
    migrator.run(&mut old).await.unwrap();
    let sql = "INSERT INTO candidates (account, id, stage, sort_name, search_text, body) VALUES \
               ('local', 'cand_1', 'hired', 'amelia hartwell', '', '{\"first_name\":\"Amelia\",\"last_name\":\"Hartwell\"}')";
    sqlx::query(sql).execute(&mut old).await.unwrap();
    let states = ["done", "created", "unknown", "in_flight", "refused"];
    for (number, state) in states.into_iter().enumerate() {
        let sql = "INSERT INTO sends (account, id, candidate, state, plan, employee, receipt, started_by, started_at, \
                   changed_at) VALUES ('local', $1, $2, $3, $4, $5, $6, 'Rosa', $7, $7)";
        let id = format!("00000000-0000-0000-0000-00000000000{number}");
        let is_done = state == "done";
        sqlx::query(sql)
            .bind(&id)
            .bind(format!("cand_{}", number + 1))
            .bind(state)
            .bind(PLAN)
            .bind((number < 2).then(|| number.to_string()))
            .bind(is_done.then_some(r#"{"lines":[]}"#))
            .bind("2026-01-05T08:00:00.000000Z")
            .execute(&mut old)
            .await
            .unwrap();
        let sql = "INSERT INTO send_events (account, send, sequence, at, who, state, note) VALUES \
                   ('local', $1, 1, '2026-01-05T08:00:00.000000Z', 'Rosa', 'intent', ''), \
                   ('local', $1, 2, '2026-01-05T08:00:01.000000Z', 'proxy', $2, '')";
        let event = sqlx::query(sql).bind(&id).bind(state);
        event.execute(&mut old).await.unwrap();
    }
    sqlx::Connection::close(old).await.unwrap();

    let url = format!("sqlite:{}", file.display());
    let ledger = Ledger::open(&url).await.unwrap();
    ledger.older_sends_are_for(&mine(), "acme").await.unwrap();
    let steps = async |number: u32| {
        let id = SendId::parse(&format!("00000000-0000-0000-0000-00000000000{number}")).unwrap();
        let record = ledger.send(&mine(), &id).await.unwrap().unwrap();
        assert_eq!((record.version, record.kind), (2, SendKind::Create));
        assert_eq!(record.company, "acme");
        let steps = record
            .steps
            .iter()
            .map(|step| step.state)
            .collect::<Vec<_>>();
        (record, steps)
    };
    let (done, steps_of_done) = steps(0).await;
    assert_eq!(steps_of_done, [StepState::Done, StepState::Done]);
    assert_eq!(done.name, "Amelia Hartwell");
    assert_eq!(steps(1).await.1, [StepState::Done, StepState::Waiting]);
    let (unknown, waiting) = steps(2).await;
    assert_eq!(waiting, [StepState::Waiting, StepState::Waiting]);
    let searching = unknown.searching_for.unwrap();
    assert!(searching.as_secs() < 60, "counted from now: {searching:?}");
    let (in_flight, _) = steps(3).await;
    assert_eq!(
        (in_flight.state, in_flight.attempts),
        (SendState::InFlight, 1)
    );
    assert_eq!(
        in_flight.before_in_flight.as_deref(),
        Some("2026-01-05T08:00:01.000000Z")
    );
    let due = ledger
        .claim(&WorkerId::unique(), 10, &everybody())
        .await
        .unwrap();
    assert_eq!(due.len(), 3, "created, unknown and in flight go on");

    let last: Option<CandidateId> = ledger
        .last_done(&mine(), &candidate("cand_1"))
        .await
        .unwrap()
        .map(|record| record.candidate);
    assert_eq!(last, Some(candidate("cand_1")));
}
