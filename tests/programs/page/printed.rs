//! What a page says that something prints, with `…` for what is left out.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

const LEFT_OUT: &str = "…";

/// An answer as it is printed.
pub(super) enum Printed {
    /// In any layout. A text `…` is any value, a member called `…` further members, and a last element `…` further elements.
    Json(Value),
    /// Lines, but for what `…` stands for.
    Text(String),
}

impl Printed {
    pub(super) fn json(text: &str) -> Result<Self> {
        let read = serde_json::from_str(text);
        Ok(Self::Json(read.with_context(|| text.to_owned())?))
    }
}

/// Whether this is what the page says; where it says nothing, nothing is to be printed.
pub(super) fn is_printed(expected: Option<&Printed>, answer: &str) -> Result<()> {
    match expected {
        None => ensure!(answer.is_empty(), "the page says nothing of it"),
        Some(Printed::Text(text)) => ensure!(fits(text.trim(), answer), "the page says\n{text}"),
        Some(Printed::Json(value)) => {
            let answer = serde_json::from_str(answer).context("it is no JSON")?;
            is_like("", value, &answer)?;
        }
    }
    Ok(())
}

/// Whether the text is the pattern, in which `…` is anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, others)) = pattern.split_once(LEFT_OUT) else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(first) else {
        return false;
    };
    rest.char_indices()
        .map(|(at, _)| at)
        .chain([rest.len()])
        .any(|at| rest.get(at..).is_some_and(|rest| fits(others, rest)))
}

fn is_like(place: &str, expected: &Value, answer: &Value) -> Result<()> {
    match (expected, answer) {
        (Value::String(text), _) if text == LEFT_OUT => Ok(()),
        (Value::String(text), Value::String(answer)) if fits(text, answer) => Ok(()),
        (Value::Object(expected), Value::Object(answer)) => {
            let may_have_more = expected.contains_key(LEFT_OUT);
            for (name, value) in expected.iter().filter(|(name, _)| *name != LEFT_OUT) {
                let found = answer.get(name);
                let found = found.with_context(|| format!("there is no {place}/{name}"))?;
                is_like(&format!("{place}/{name}"), value, found)?;
            }
            for name in answer.keys() {
                let is_said = may_have_more || expected.contains_key(name);
                ensure!(is_said, "{place}/{name} is not on the page");
            }
            Ok(())
        }
        (Value::Array(expected), Value::Array(answer)) => {
            let (said, may_have_more) = match expected.split_last() {
                Some((Value::String(last), said)) if last == LEFT_OUT => (said, true),
                _ => (expected.as_slice(), false),
            };
            let is_as_long =
                answer.len() == said.len() || may_have_more && answer.len() > said.len();
            ensure!(is_as_long, "{place} has {} elements", answer.len());
            for (nth, (expected, answer)) in said.iter().zip(answer).enumerate() {
                is_like(&format!("{place}/{nth}"), expected, answer)?;
            }
            Ok(())
        }
        (expected, answer) if expected == answer => Ok(()),
        _ => bail!("{place} is {answer}, and the page says {expected}"),
    }
}

#[test]
fn what_is_left_out_may_be_anything_and_the_rest_may_not() {
    let json = |text: &str| Printed::json(text).unwrap_or_else(|error| panic!("{error}"));
    let printed = json(r#"{ "id": "…", "steps": [{ "is": "done" }, "…"], "…": "…" }"#);
    let is = |answer: &str| is_printed(Some(&printed), answer).is_ok();
    assert!(is(r#"{"id":7,"steps":[{"is":"done"},2,3],"more":1}"#));
    assert!(!is(r#"{"id":7,"steps":[{"is":"failed"}]}"#));
    assert!(!is(r#"{"steps":[{"is":"done"}]}"#));
    assert!(is_printed(Some(&json(r#"{ "a": 1 }"#)), r#"{"a":1,"b":2}"#).is_err());
    let text = Printed::Text("event: send\nid: …\n…done…".to_owned());
    assert!(is_printed(Some(&text), "event: send\nid: 4\ndata: done.").is_ok());
    assert!(is_printed(Some(&text), "event: send\ndata: done.").is_err());
    assert!(is_printed(None, "anything").is_err());
}
