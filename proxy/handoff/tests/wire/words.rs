//! What is left unsaid, what nobody knows, and what things are called.

use handoff::Form;
use handoff::interface::{
    LogOutcome, LogSearch, NewBatch, NewSend, NewUpdate, PauseChange, Resolution, SendKind,
    SendState, SendView,
};

#[test]
fn what_is_exchanged_goes_by_the_same_name_as_what_is_stored() {
    for state in SendState::ALL {
        let written = serde_json::to_string(&state).unwrap();
        assert_eq!(written, format!("\"{}\"", state.code()));
        assert_eq!(SendState::from_code(state.code()), Some(state));
    }
    for kind in SendKind::ALL {
        let written = serde_json::to_string(&kind).unwrap();
        assert_eq!(written, format!("\"{}\"", kind.code()));
        assert_eq!(SendKind::from_code(kind.code()), Some(kind));
    }
    for outcome in LogOutcome::ALL {
        let written = serde_json::to_string(&outcome).unwrap();
        assert_eq!(written, format!("\"{}\"", outcome.code()));
        assert_eq!(LogOutcome::from_code(outcome.code()), Some(outcome));
    }
}

#[test]
fn what_an_older_proxy_does_not_say_has_a_meaning() {
    let send: SendView = serde_json::from_str(
        r#"{"id":"s","candidate":"c","name":"n","state":"done","steps":[{"label":"l","progress":"done"}],
            "employee":null,"problem":null,"receipt":null}"#,
    )
    .unwrap();
    assert_eq!(send.kind, SendKind::Create);
    assert!(!send.can_stop && send.matches.is_empty() && send.waits_seconds.is_none());
    assert!(send.batch.is_none() && send.history.is_empty());
    let form: Form = serde_json::from_str(r#"{"candidate":"c","sections":[]}"#).unwrap();
    assert!(form.documents.is_empty() && !form.has_photo());
    let new: NewSend = serde_json::from_str(r#"{"submission":{}}"#).unwrap();
    assert!(new.documents.is_empty() && !new.photo);
    let search: LogSearch = serde_json::from_str("{}").unwrap();
    assert_eq!(search, LogSearch::default());
}

#[test]
fn a_request_with_a_word_that_nobody_knows_is_refused() {
    for text in [
        r#"{"decision":"create_anyway","version":1,"employe":"1"}"#,
        r#"{"decision":"delete","version":1}"#,
        r#"{"decision":"create_anyway"}"#,
        "{}",
    ] {
        assert!(serde_json::from_str::<Resolution>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<LogSearch>(r#"{"name":"x"}"#).is_err());
    assert!(serde_json::from_str::<NewUpdate>(r#"{"fields":[],"all":true}"#).is_err());
    assert!(serde_json::from_str::<NewBatch>(r#"{"candidates":[{"id":"c","x":1}]}"#).is_err());
    assert!(serde_json::from_str::<PauseChange>("{}").is_err());
}
