//! Types that the browser reads in another way than the proxy writes them, and those it reads as they are: all of
//! them survive the way there and back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod candidates;
mod embedding;
mod people;
mod sample;
mod sends;
mod setup;
mod words;

use handoff::interface::{Connection, Happened, HistoryEntry, SendState};
use handoff::{Condition, Entry, FieldId, Outcome, Requirement, Stage, Trigger};
use serde::Serialize;
use serde::de::DeserializeOwned;

use sample::text;

pub(crate) fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    values: Vec<T>,
) {
    for value in values {
        let text = serde_json::to_string(&value).unwrap();
        let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read, value, "{text}");
    }
}

#[test]
fn every_type_that_the_browser_reads_survives_the_way_there_and_back() {
    survives(vec![
        Connection::NotConfigured,
        Connection::Checking,
        Connection::Ready { company: text() },
        Connection::Unavailable { reason: text() },
    ]);
    survives(vec![
        Outcome::Stored,
        Outcome::Differs { stored: text() },
        Outcome::NotVisible,
    ]);
    survives(vec![
        Requirement::Optional,
        Requirement::RequiredByBambooHr,
        Requirement::RequiredBySetup,
    ]);
    survives(vec![Condition {
        any_of: vec![Trigger::any("city"), Trigger::one_of("payType", &[text()])],
        unless: vec![FieldId::new("ein")],
        reason: text(),
    }]);
    survives(vec![
        Entry::Text(text()),
        Entry::Money {
            amount: text(),
            currency: text(),
        },
    ]);
    let entry = |what| HistoryEntry {
        at: "2027-01-01T00:00:00Z".to_owned(),
        who: Some(text()),
        reason: Some(text()),
        what,
    };
    let mut history = vec![entry(Happened::Applied)];
    history.extend(Stage::ALL.map(|stage| entry(Happened::Moved { stage })));
    history.extend(SendState::ALL.map(|state| {
        let (send, words) = (text(), text());
        entry(Happened::Sent { send, state, words })
    }));
    survives(history);
}

#[test]
fn what_is_not_complete_is_refused() {
    for text in [
        r#"{"at":"x","who":null,"what":"moved"}"#,
        r#"{"at":"x","who":null,"what":"sent","send":"s"}"#,
        r#"{"at":"x","who":null,"what":"vanished"}"#,
    ] {
        assert!(
            serde_json::from_str::<HistoryEntry>(text).is_err(),
            "{text}"
        );
    }
    for text in [r#"{"amount":"1"}"#, "1", "null", "[]"] {
        assert!(serde_json::from_str::<Entry>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Outcome>(r#"{"is":"lost"}"#).is_err());
    assert!(serde_json::from_str::<Connection>("{}").is_err());
}
