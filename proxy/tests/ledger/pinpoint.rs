//! Pinpoint: versions of its connection, events and jobs once each, leases, and what a send leaves to be told.

use std::collections::BTreeMap;
use std::time::Duration;

use handoff::Candidate;
use handoff::interface::SendState;
use proxy::ledger::{
    Arrived, Brought, BroughtBy, By, Change, Ended, JobKind, Kept, LEASE, Ledger, NewArrival,
    NewFile, Noted, PINPOINT_AT_ONCE, PinpointJob, PinpointToStore, SendId,
};
use proxy::vault::{MasterKey, MasterKeys, Purpose, Vault, rotate};
use secrecy::ExposeSecret as _;

use crate::place::{Place, begun, candidate, mine, moved, theirs, until};

fn connection<'a>(subdomain: &'a str, hook: &'a str) -> PinpointToStore<'a> {
    PinpointToStore {
        subdomain,
        sealed_key: "sealed key",
        sealed_secret: "sealed secret",
        ends_with: "4567",
        hook,
        who: "Rosa",
    }
}

/// A connection that is switched on, and nothing to do.
async fn connected(ledger: &Ledger) {
    let new = connection("acme", "hook");
    assert!(ledger.store_pinpoint(&mine(), new, 0).await.unwrap());
    assert!(
        ledger
            .set_pinpoint_enabled(&mine(), "Rosa", true, 1)
            .await
            .unwrap()
    );
    let poll = claimed(ledger).await.unwrap();
    assert_eq!(poll.kind, JobKind::Poll);
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let hour = Duration::from_secs(3600);
    assert!(
        ledger
            .pinpoint_polled(&poll, &stored, &[], hour)
            .await
            .unwrap()
    );
}

async fn claimed(ledger: &Ledger) -> Option<PinpointJob> {
    ledger.claim_pinpoint_job().await.unwrap()
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

async fn noted(ledger: &Ledger, application: &str, at: i64) -> Noted {
    ledger
        .note_hired(&mine(), "acme", application, at)
        .await
        .unwrap()
}

fn arrival(application: &str, documents: &[&str]) -> NewArrival {
    let candidate: Candidate = serde_json::from_value(serde_json::json!({
        "id": format!("pinpoint-acme-{application}"), "first_name": "Ada", "last_name": "Lovelace",
        "email": null, "phone": null, "stage": "hired", "job": { "title": "Engineer" },
        "documents": documents.iter().map(|name| serde_json::json!({ "name": name, "kind": "Resume", "bytes": 1 })).collect::<Vec<_>>(),
    }))
    .unwrap();
    NewArrival {
        candidate,
        application: application.to_owned(),
        subdomain: "acme".to_owned(),
        files: documents
            .iter()
            .map(|name| NewFile {
                name: (*name).to_owned(),
                kind: "Resume".to_owned(),
                media_type: "application/pdf".to_owned(),
                content: vec![1],
            })
            .collect(),
        attachments: documents
            .iter()
            .map(|name| ((*name).to_owned(), "x".to_owned()))
            .collect(),
        notice: Some("Look.".to_owned()),
    }
}

async fn ended(ledger: &Ledger, send: &SendId, to: SendState) {
    ended_as(ledger, send, "4711", to).await;
}

async fn ended_as(ledger: &Ledger, send: &SendId, employee: &str, to: SendState) {
    moved(
        ledger,
        &mine(),
        send,
        SendState::Intent,
        SendState::InFlight,
    )
    .await;
    let change = Change {
        employee: Some(employee.to_owned()),
        ..Change::noted("created")
    };
    let states = (SendState::InFlight, SendState::Created);
    let made = ledger
        .advance(By::LateAnswer, &mine(), send, states, &change)
        .await;
    assert!(made.unwrap());
    moved(ledger, &mine(), send, SendState::Created, to).await;
}

pub(crate) async fn versions(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    assert_eq!(one.pinpoint(&mine()).await.unwrap(), None);
    assert!(
        !one.store_pinpoint(&mine(), connection("acme", "a"), 3)
            .await
            .unwrap()
    );
    assert!(
        one.store_pinpoint(&mine(), connection("acme", "a"), 0)
            .await
            .unwrap()
    );
    assert!(
        !other
            .store_pinpoint(&mine(), connection("acme", "b"), 0)
            .await
            .unwrap()
    );
    let (account, stored) = other.pinpoint_of_hook("a").await.unwrap().unwrap();
    assert_eq!(
        (account, stored.version, stored.enabled),
        (mine(), 1, false)
    );
    assert!(other.pinpoint_of_hook("b").await.unwrap().is_none());
    assert!(other.pinpoint(&theirs()).await.unwrap().is_none());

    assert!(
        !one.set_pinpoint_enabled(&theirs(), "they", true, 1)
            .await
            .unwrap()
    );
    assert!(
        one.set_pinpoint_enabled(&mine(), "Rosa", true, 1)
            .await
            .unwrap()
    );
    // Another key: the address of webhooks and the switch stay.
    assert!(
        one.store_pinpoint(&mine(), connection("acme", "b"), 2)
            .await
            .unwrap()
    );
    let stored = one.pinpoint(&mine()).await.unwrap().unwrap();
    assert_eq!(
        (stored.hook.as_str(), stored.enabled, stored.version),
        ("a", true, 3)
    );
    // Another company: neither does.
    assert!(
        one.store_pinpoint(&mine(), connection("globex", "c"), 3)
            .await
            .unwrap()
    );
    let stored = one.pinpoint(&mine()).await.unwrap().unwrap();
    assert_eq!((stored.hook.as_str(), stored.enabled), ("c", false));
    assert!(one.pinpoint_of_hook("a").await.unwrap().is_none());

    assert!(!one.remove_pinpoint(&mine(), "Rosa", 3).await.unwrap());
    assert!(one.remove_pinpoint(&mine(), "Rosa", 4).await.unwrap());
    assert!(one.pinpoint_of_hook("c").await.unwrap().is_none());
    assert!(
        one.store_pinpoint(&mine(), connection("acme", "d"), 0)
            .await
            .unwrap()
    );
    assert_eq!(one.pinpoint(&mine()).await.unwrap().unwrap().version, 6);
}

pub(crate) async fn events(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    connected(&one).await;
    let at = now();
    let all = (0..20).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move { noted(&ledger, "8863807", at).await })
    });
    let mut new = 0;
    for task in all.collect::<Vec<_>>() {
        new += i32::from(task.await.unwrap() == Noted::New);
    }
    assert_eq!(new, 1);
    assert_eq!(
        noted(&one, "8863807", at - 25 * 3600 - 5).await,
        Noted::OutOfTime
    );
    assert_eq!(noted(&one, "8863807", at + 3700).await, Noted::OutOfTime);
    assert_eq!(
        noted(&one, "8863807", at - 24 * 3600).await,
        Noted::New,
        "as late as it is repeated"
    );
    assert!(
        one.pinpoint(&mine())
            .await
            .unwrap()
            .unwrap()
            .last_event_at
            .is_some()
    );
    assert_eq!(one.pinpoint_work(&mine()).await.unwrap().waiting, 2);
    assert_eq!(one.pinpoint_work(&theirs()).await.unwrap().waiting, 0);
}

pub(crate) async fn leases(place: Place) {
    let lease = Duration::from_millis(300);
    let (one, other) = place.open_twice(lease).await;
    connected(&one).await;
    noted(&one, "1", now()).await;
    let first = claimed(&one).await.unwrap();
    assert_eq!(
        (first.kind, first.application.as_deref()),
        (JobKind::Read, Some("1"))
    );
    assert!(claimed(&other).await.is_none(), "it is held");
    assert!(one.hold_pinpoint_job(&first).await.unwrap());
    until("the lease has ended", async || {
        other.pinpoint_due().await.unwrap() == Some(Duration::ZERO)
    })
    .await;
    let second = claimed(&other).await.unwrap();
    assert!(!one.hold_pinpoint_job(&first).await.unwrap());
    assert!(!one.pinpoint_write_leaves(&first).await.unwrap());
    assert!(!one.end_pinpoint_job(&first, Ended::Done).await.unwrap());
    let wait = Duration::from_secs(60);
    assert!(
        other
            .end_pinpoint_job(&second, Ended::Later(wait, "Not now."))
            .await
            .unwrap()
    );
    assert!(claimed(&one).await.is_none(), "it is due later");
    assert!(one.pinpoint_due().await.unwrap().unwrap() > Duration::from_secs(50));
    let work = one.pinpoint_work(&mine()).await.unwrap();
    assert_eq!(
        (work.waiting, work.waits_because.as_deref()),
        (1, Some("Not now."))
    );

    one.restart_pinpoint(&mine()).await.unwrap();
    let third = claimed(&one).await;
    // The poll is due as well.
    let third = match third.unwrap() {
        job if job.kind == JobKind::Read => job,
        _ => claimed(&one).await.unwrap(),
    };
    assert!(
        one.end_pinpoint_job(&third, Ended::Failed("It is gone."))
            .await
            .unwrap()
    );
    let work = one.pinpoint_work(&mine()).await.unwrap();
    assert_eq!(
        (work.failed, work.failures[0].problem.as_str()),
        (1, "It is gone.")
    );

    let stored = one.pinpoint(&mine()).await.unwrap().unwrap();
    one.stop_pinpoint(&mine(), stored.version, "Rejected.")
        .await
        .unwrap();
    noted(&one, "2", now()).await;
    assert!(
        claimed(&one).await.is_none(),
        "nothing is asked with a rejected key"
    );
    one.restart_pinpoint(&mine()).await.unwrap();
    assert!(claimed(&one).await.is_some());
    assert!(
        one.set_pinpoint_enabled(&mine(), "Rosa", false, stored.version)
            .await
            .unwrap()
    );
    until("what was held is free", async || {
        claimed(&one).await.is_none()
    })
    .await;
}

pub(crate) async fn room(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    connected(&one).await;
    for application in 0..6 {
        noted(&one, &application.to_string(), now()).await;
    }
    // However many ask at once, on however many proxies.
    let all = (0..12).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move { claimed(&ledger).await })
    });
    let mut mine = Vec::new();
    for task in all.collect::<Vec<_>>() {
        mine.extend(task.await.unwrap());
    }
    while let Some(job) = claimed(&one).await {
        mine.push(job);
    }
    assert_eq!(mine.len(), PINPOINT_AT_ONCE);
    assert!(one.pinpoint_due().await.unwrap() != Some(Duration::ZERO));

    // What others have to do does not wait for it, although it came later.
    let theirs = theirs();
    let new = connection("globex", "others");
    assert!(one.store_pinpoint(&theirs, new, 0).await.unwrap());
    let enabled = one.set_pinpoint_enabled(&theirs, "Olga", true, 1).await;
    assert!(enabled.unwrap());
    assert_eq!(one.pinpoint_due().await.unwrap(), Some(Duration::ZERO));
    assert_eq!(claimed(&other).await.unwrap().account, theirs);
    assert!(claimed(&one).await.is_none());

    // As one ends, another one may begin.
    let done = one.end_pinpoint_job(&mine[0], Ended::Done).await;
    assert!(done.unwrap());
    assert!(claimed(&other).await.is_some() && claimed(&one).await.is_none());
}

pub(crate) async fn polling(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    ledger.restart_pinpoint(&mine()).await.unwrap();
    let poll = claimed(&ledger).await.unwrap();
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    // After it was switched on, by the database's clock.
    let first: jiff::Timestamp = stored.seen_until.as_deref().unwrap().parse().unwrap();
    assert!(
        first.duration_until(jiff::Timestamp::now()).abs() < jiff::SignedDuration::from_mins(1)
    );
    let before = first - jiff::SignedDuration::from_secs(30);
    let found = [("1", before.to_string()), ("2", "no moment".to_owned())];
    let found = found.map(|(id, at)| (id.to_owned(), at));
    let soon = Duration::ZERO;
    assert!(
        ledger
            .pinpoint_polled(&poll, &stored, &found, soon)
            .await
            .unwrap()
    );
    assert!(
        !ledger
            .pinpoint_polled(&poll, &stored, &found, soon)
            .await
            .unwrap(),
        "it is over"
    );
    assert_eq!(ledger.pinpoint_work(&mine()).await.unwrap().waiting, 2);
    let seen = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let seen: jiff::Timestamp = seen.seen_until.unwrap().parse().unwrap();
    assert_eq!(seen, first, "never back");
    let poll = "UPDATE pinpoint_jobs SET due_at = 0 WHERE kind = 'poll'";
    place.alter(poll).await.unwrap();
    let again = claimed(&ledger).await.unwrap();
    assert_eq!(again.kind, JobKind::Poll);
    assert!(
        ledger
            .pinpoint_polled(&again, &stored, &found, soon)
            .await
            .unwrap()
    );
    assert_eq!(
        ledger.pinpoint_work(&mine()).await.unwrap().waiting,
        2,
        "once each"
    );

    // The poll is due as well.
    while let Some(job) = claimed(&ledger).await {
        let ended = match job.kind {
            JobKind::Poll => Ended::Later(Duration::from_secs(3600), ""),
            _ => Ended::Done,
        };
        assert!(ledger.end_pinpoint_job(&job, ended).await.unwrap());
    }

    // A clock that is ahead hides nobody.
    let ahead = ("3".to_owned(), "2999-01-01T00:00:00Z".to_owned());
    assert_eq!(looked(&ledger, &[ahead]).await.len(), 1);
    let seen = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let seen: jiff::Timestamp = seen.seen_until.unwrap().parse().unwrap();
    assert!(seen > first && seen < jiff::Timestamp::now() + jiff::SignedDuration::from_mins(1));
}

pub(crate) async fn bringing(place: Place) {
    let ledger = place.open().await;
    let who = candidate("pinpoint-acme-1");
    let brought = async |new: &NewArrival| ledger.bring_from_pinpoint(&mine(), new).await.unwrap();
    assert_eq!(
        brought(&arrival("1", &["a.pdf"])).await,
        Arrived::Kept(Brought::New)
    );
    assert_eq!(
        brought(&arrival("1", &["a.pdf"])).await,
        Arrived::Kept(Brought::Same)
    );
    let from = ledger.from_pinpoint(&mine(), &who).await.unwrap().unwrap();
    assert_eq!(
        (from.application.as_str(), from.subdomain.as_str()),
        ("1", "acme")
    );
    assert_eq!(
        from.attachments,
        BTreeMap::from([("a.pdf".to_owned(), "x".to_owned())])
    );
    assert_eq!(from.notice.as_deref(), Some("Look."));
    assert!(!from.is_under_way && from.read_ago < Duration::from_secs(60));
    assert!(
        ledger
            .from_pinpoint(&theirs(), &who)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        ledger
            .from_pinpoint(&mine(), &candidate("cand_1"))
            .await
            .unwrap()
            .is_none()
    );

    assert_eq!(
        brought(&arrival("1", &["b.pdf"])).await,
        Arrived::Kept(Brought::Changed)
    );
    let files = ledger.files(&mine(), &who).await.unwrap();
    assert_eq!(files.len(), 1, "what is theirs no more is let go of");
    begun(&ledger, &mine(), who.as_str()).await;
    assert_eq!(brought(&arrival("1", &[])).await, Arrived::UnderWay);
    assert_eq!(ledger.files(&mine(), &who).await.unwrap(), files);
    assert!(
        ledger
            .from_pinpoint(&mine(), &who)
            .await
            .unwrap()
            .unwrap()
            .is_under_way
    );
}

pub(crate) async fn switching(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    noted(&ledger, "1", now()).await;
    noted(&ledger, "2", now()).await;
    let hour = Duration::from_secs(3600);
    for ended in [Ended::Failed("Given up."), Ended::Later(hour, "Off.")] {
        let job = claimed(&ledger).await.unwrap();
        assert!(ledger.end_pinpoint_job(&job, ended).await.unwrap());
    }
    for (is_on, seen) in [(false, 2), (true, 3)] {
        assert!(claimed(&ledger).await.is_none());
        let account = mine();
        let switched = ledger.set_pinpoint_enabled(&account, "Rosa", is_on, seen);
        assert!(switched.await.unwrap());
    }
    let mut reads = Vec::new();
    let hour = Ended::Later(hour, "");
    while let Some(job) = claimed(&ledger).await {
        assert!(ledger.end_pinpoint_job(&job, hour).await.unwrap());
        reads.extend(job.application);
    }
    reads.sort();
    assert_eq!(reads, ["1", "2"]);
}

/// Looks once more and ends what is to be read, if anything; what was to be read.
async fn looked(ledger: &Ledger, found: &[(String, String)]) -> Vec<String> {
    ledger.restart_pinpoint(&mine()).await.unwrap();
    let poll = claimed(ledger).await.unwrap();
    assert_eq!(poll.kind, JobKind::Poll);
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let hour = Duration::from_secs(3600);
    let polled = ledger.pinpoint_polled(&poll, &stored, found, hour);
    assert!(polled.await.unwrap());
    let mut read = Vec::new();
    while let Some(job) = claimed(ledger).await {
        assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
        read.extend(job.application);
    }
    read
}

pub(crate) async fn remembering(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let last = ("1".to_owned(), "2026-01-02T00:00:00Z".to_owned());
    assert_eq!(looked(&ledger, std::slice::from_ref(&last)).await, ["1"]);
    let late = ("2".to_owned(), "2026-01-03T00:00:00Z".to_owned());
    for _ in 0..3 {
        // Four days pass.
        let pass = "UPDATE pinpoint_jobs SET made = made - 345600000";
        place.alter(pass).await.unwrap();
        let again = looked(&ledger, std::slice::from_ref(&last)).await;
        assert!(again.is_empty(), "named by every look, and read once");
    }
    assert_eq!(looked(&ledger, &[last, late]).await, ["2"]);

    // What came to nothing is shown for a while, and forgotten then.
    noted(&ledger, "3", now()).await;
    let job = claimed(&ledger).await.unwrap();
    let failed = ledger.end_pinpoint_job(&job, Ended::Failed("It is gone."));
    assert!(failed.await.unwrap());
    for (days, left) in [
        ("UPDATE pinpoint_jobs SET made = made - 345600000", 1),
        ("UPDATE pinpoint_jobs SET made = made - 2592000000", 0),
    ] {
        place.alter(days).await.unwrap();
        let poll = "UPDATE pinpoint_jobs SET due_at = 0 WHERE kind = 'poll'";
        place.alter(poll).await.unwrap();
        let poll = claimed(&ledger).await.unwrap();
        let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
        let hour = Duration::from_secs(3600);
        let polled = ledger.pinpoint_polled(&poll, &stored, &[], hour);
        assert!(polled.await.unwrap());
        assert_eq!(ledger.pinpoint_work(&mine()).await.unwrap().failed, left);
    }
}

pub(crate) async fn going(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let account = mine();
    let brought = async |application: &str| {
        let new = arrival(application, &["a.pdf"]);
        ledger.bring_from_pinpoint(&mine(), &new).await.unwrap()
    };
    let id = |application: &str| candidate(&format!("pinpoint-acme-{application}"));
    let is_here = async |application: &str| {
        let known = ledger.candidate(&mine(), &id(application)).await.unwrap();
        let files = ledger.files(&mine(), &id(application)).await.unwrap();
        assert_eq!(known.is_some(), !files.is_empty());
        known.is_some()
    };
    for application in ["1", "2", "3"] {
        assert_eq!(brought(application).await, Arrived::Kept(Brought::New));
    }
    // One was sent, one was taken away, one was never sent.
    let send = begun(&ledger, &mine(), "pinpoint-acme-1").await;
    ended(&ledger, &send, SendState::Done).await;
    let key = crate::embedding::made(&ledger, &mine(), "Acme ATS").await;
    let by = BroughtBy {
        who: "Acme ATS",
        key: &key.id,
    };
    let away = ledger
        .take_candidate_away(&mine(), by, &id("2"))
        .await
        .unwrap();
    assert_eq!(away, Kept::Yes);
    assert_eq!(brought("2").await, Arrived::Gone);
    ledger.purge("Rosa", Duration::ZERO).await.unwrap();
    for application in ["1", "2", "3"] {
        assert!(!is_here(application).await);
        let who = id(application);
        let against = ledger.stands_against(&account, &who, application, "acme");
        assert_eq!(against.await.unwrap(), Some(Arrived::Gone));
        assert_eq!(brought(application).await, Arrived::Gone);
        assert!(!is_here(application).await, "{application} stays away");
    }
    let sent = ledger.send(&mine(), &send).await.unwrap().unwrap();
    assert_eq!(sent.employee.as_deref(), Some("4711"), "the link stays");
    let (others, first) = (theirs(), id("1"));
    let against = ledger.stands_against(&others, &first, "1", "acme");
    assert_eq!(against.await.unwrap(), None, "of another account");

    // Whoever a server brings again is here again, and then Pinpoint is read as well.
    let again = arrival("2", &[]).candidate;
    let back = ledger.bring_candidate(&mine(), by, &again, true).await;
    assert_eq!(back.unwrap(), Brought::New);
    assert_eq!(brought("2").await, Arrived::Kept(Brought::Changed));
}

pub(crate) async fn telling(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    ledger
        .bring_from_pinpoint(&mine(), &arrival("1", &[]))
        .await
        .unwrap();
    let who = candidate("pinpoint-acme-1");
    let send = begun(&ledger, &mine(), who.as_str()).await;
    assert!(claimed(&ledger).await.is_none(), "nothing to tell yet");
    ended(&ledger, &send, SendState::Done).await;
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(
        (job.kind, job.application.as_deref()),
        (JobKind::Comment, Some("1"))
    );
    assert_eq!((job.employee.as_deref(), job.out_for), (Some("4711"), None));
    assert!(ledger.pinpoint_write_leaves(&job).await.unwrap());
    assert!(ledger.pinpoint_write_stayed(&job).await.unwrap());
    let soon = Ended::Later(Duration::ZERO, "Refused.");
    assert!(ledger.end_pinpoint_job(&job, soon).await.unwrap());
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(job.out_for, None, "it certainly came to nothing");
    assert_eq!(ledger.told_elsewhere(&job).await.unwrap(), None);
    assert!(ledger.pinpoint_write_leaves(&job).await.unwrap());
    assert!(
        ledger
            .end_pinpoint_job(&job, Ended::Later(Duration::ZERO, "Lost."))
            .await
            .unwrap()
    );
    let told = ledger.told(&mine(), &who).await.unwrap();
    assert!(told[0].is_waiting && told[0].problem.as_deref() == Some("Lost."));
    let job = claimed(&ledger).await.unwrap();
    let out_for = job.out_for.unwrap();
    assert!(out_for < Duration::from_secs(60), "it may be there");
    assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
    let told = ledger.told(&mine(), &who).await.unwrap();
    assert_eq!((told.len(), told[0].problem.as_deref()), (1, None));
    assert_eq!((&told[0].send, told[0].employee.as_str()), (&send, "4711"));
    assert!(ledger.told(&theirs(), &who).await.unwrap().is_empty());

    // Somebody of our own store has nobody to tell.
    let send = begun(&ledger, &mine(), "cand_1").await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::NotSent,
    )
    .await;
    assert!(claimed(&ledger).await.is_none());
}

pub(crate) async fn telling_in_part(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let done = async |job: &PinpointJob| {
        assert!(ledger.end_pinpoint_job(job, Ended::Done).await.unwrap());
    };
    let goes = async |send: &SendId, states: &[SendState]| {
        for pair in states.windows(2) {
            moved(&ledger, &mine(), send, pair[0], pair[1]).await;
        }
    };
    use SendState::{Created, Done, Incomplete};
    // Two candidates: of one it is told that something is missing, of the other the send ends before.
    let mut sends = Vec::new();
    for (application, employee) in [("1", "4711"), ("2", "4712")] {
        let new = arrival(application, &[]);
        ledger.bring_from_pinpoint(&mine(), &new).await.unwrap();
        let send = begun(&ledger, &mine(), new.candidate.id.as_str()).await;
        ended_as(&ledger, &send, employee, Incomplete).await;
        sends.push(send);
    }
    let first = claimed(&ledger).await.unwrap();
    assert_eq!(
        (first.send.as_ref(), first.employee.as_deref()),
        (Some(&sends[0]), Some("4711"))
    );
    assert!(!first.is_of_an_end() && !ledger.told_in_part(&first).await.unwrap());
    done(&first).await;
    // Tried again in vain: that is no news.
    goes(&sends[0], &[Incomplete, Created, Incomplete]).await;
    goes(&sends[1], &[Incomplete, Created, Done]).await;
    let second = claimed(&ledger).await.unwrap();
    assert_eq!(second.send.as_ref(), Some(&sends[1]));
    assert!(second.is_of_an_end() && !ledger.told_in_part(&second).await.unwrap());
    done(&second).await;
    assert!(claimed(&ledger).await.is_none());
    goes(&sends[0], &[Incomplete, Created, Done]).await;
    let last = claimed(&ledger).await.unwrap();
    assert_eq!(last.send.as_ref(), Some(&sends[0]));
    assert!(last.is_of_an_end() && ledger.told_in_part(&last).await.unwrap());
    done(&last).await;
    assert!(claimed(&ledger).await.is_none());

    // One of which it is not known whether it has left stays, whatever the send does meanwhile.
    let new = arrival("3", &[]);
    ledger.bring_from_pinpoint(&mine(), &new).await.unwrap();
    let send = begun(&ledger, &mine(), new.candidate.id.as_str()).await;
    ended_as(&ledger, &send, "4713", Incomplete).await;
    let out = claimed(&ledger).await.unwrap();
    assert!(ledger.pinpoint_write_leaves(&out).await.unwrap());
    goes(&send, &[Incomplete, Done]).await;
    assert!(ledger.hold_pinpoint_job(&out).await.unwrap());
    let last = claimed(&ledger).await.unwrap();
    assert!(ledger.told_in_part(&last).await.unwrap());
}

pub(crate) async fn learning(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    // Two whom a press in Pinpoint brought: nothing says that they are of an application.
    let (first, second) = (arrival("1", &[]).candidate, arrival("2", &[]).candidate);
    let both = [first.clone(), second.clone()];
    ledger.put_candidates(&mine(), &both).await.unwrap();
    let account = mine();
    let against = async |id: &str, who: &Candidate| {
        let against = ledger.stands_against(&account, &who.id, id, "acme");
        against.await.unwrap()
    };

    // The webhook's read meets the send under way, and waits for its end.
    noted(&ledger, "1", now()).await;
    let read = claimed(&ledger).await.unwrap();
    let send = begun(&ledger, &mine(), first.id.as_str()).await;
    assert_eq!(against("1", &first).await, Some(Arrived::UnderWay));
    let hour = Duration::from_secs(3600);
    let later = Ended::Later(hour, "Being sent.");
    assert!(ledger.end_pinpoint_job(&read, later).await.unwrap());
    assert!(claimed(&ledger).await.is_none());
    ended(&ledger, &send, SendState::Done).await;
    let mut kinds = Vec::new();
    while let Some(job) = claimed(&ledger).await {
        assert_eq!(job.application.as_deref(), Some("1"));
        assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
        kinds.push(job.kind);
    }
    assert!(
        kinds.len() == 2 && kinds.contains(&JobKind::Comment) && kinds.contains(&JobKind::Read)
    );

    // The read comes when the send has ended: it is told then, and once.
    let send = begun(&ledger, &mine(), second.id.as_str()).await;
    let states = (SendState::Intent, SendState::InFlight);
    moved(&ledger, &mine(), &send, states.0, states.1).await;
    let change = Change {
        employee: Some("4712".to_owned()),
        ..Change::noted("created")
    };
    let states = (SendState::InFlight, SendState::Created);
    let created = ledger.advance(By::LateAnswer, &account, &send, states, &change);
    assert!(created.await.unwrap());
    let states = (SendState::Created, SendState::Done);
    moved(&ledger, &mine(), &send, states.0, states.1).await;
    assert!(claimed(&ledger).await.is_none(), "nobody to tell is known");
    for _ in 0..2 {
        assert_eq!(against("2", &second).await, None);
    }
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(job.kind, JobKind::Comment);
    assert_eq!(job.employee.as_deref(), Some("4712"));
    assert!(claimed(&ledger).await.is_none());
}

pub(crate) async fn rotation(place: Place) {
    let vault = |keys: &[u8]| {
        let keys = keys.iter().map(|key| MasterKey::new([*key; 32]));
        Vault::new(MasterKeys::of(keys.collect()).unwrap())
    };
    let ledger = place.open().await;
    let old = vault(&[1]);
    let seal = |purpose, text: &[u8]| old.seal(&mine(), purpose, text).unwrap();
    let (key, secret) = (
        seal(Purpose::PinpointKey, b"canary-key"),
        seal(Purpose::PinpointSecret, b"canary-secret"),
    );
    let new = PinpointToStore {
        sealed_key: &key,
        sealed_secret: &secret,
        ..connection("acme", "hook")
    };
    assert!(ledger.store_pinpoint(&mine(), new, 0).await.unwrap());
    let rotated = rotate(&ledger, &vault(&[2, 1])).await.unwrap();
    assert_eq!((rotated.resealed, rotated.unopened), (2, 0));
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let open = |purpose, sealed: &str| {
        let opened = vault(&[2]).open_text(&mine(), purpose, sealed).unwrap();
        opened.expose_secret().to_owned()
    };
    assert_eq!(open(Purpose::PinpointKey, &stored.sealed_key), "canary-key");
    assert_eq!(
        open(Purpose::PinpointSecret, &stored.sealed_secret),
        "canary-secret"
    );
    assert_eq!(rotate(&ledger, &vault(&[2])).await.unwrap().resealed, 0);
}
