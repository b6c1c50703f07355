//! Pinpoint: versions of its connection, events and jobs once each, leases, and what a send leaves to be told.

#[path = "pinpoint/bringing.rs"]
pub(crate) mod bringing;
#[path = "pinpoint/jobs.rs"]
pub(crate) mod jobs;
#[path = "pinpoint/polling.rs"]
pub(crate) mod polling;
#[path = "pinpoint/telling.rs"]
pub(crate) mod telling;

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

/// The applications that are to be read now. Nothing is due for an hour afterwards.
async fn reads_due(ledger: &Ledger) -> Vec<String> {
    let mut reads = Vec::new();
    let hour = Ended::Again(Duration::from_secs(3600));
    while let Some(job) = claimed(ledger).await {
        assert!(ledger.end_pinpoint_job(&job, hour).await.unwrap());
        reads.extend(job.application);
    }
    reads.sort();
    reads
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

pub(crate) fn arrival(application: &str, documents: &[&str]) -> NewArrival {
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
        is_late: false,
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
