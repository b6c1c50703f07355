//! The host that plays Pinpoint, before a plugin that only writes down what it is told: each way of doing what is left open
//! makes a difference there, so that no other test goes through it for nothing.

mod written;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use system_tests::pinpoint_host::{
    Blanks, Chosen, Configured, Dates, FileShape, JoinRule, Mapped, PinpointCandidate,
    PinpointHost, Several, StageAction, Unflagged, UnknownVariables, Ways,
};

use written::Written;

/// A form that somebody changes and sends, and a Stage Action.
async fn plays(
    written: &Written,
    candidate: &PinpointCandidate,
    ways: Ways,
) -> Result<Vec<String>> {
    let path = match ways.join {
        JoinRule::AsItIs => "/whole/",
        JoinRule::Append | JoinRule::Origin => "/x/",
    };
    let mut host = PinpointHost::register(&format!("{}{path}", written.origin), ways).await?;
    host.configure("code", "secret")?;
    let mut form = host.opens(candidate).await?;
    form.enters("city", "Leeds").await?;
    form.enters("free", "typed").await?;
    form.enters("one", "Blue").await?;
    form.enters("day", "2027-03-01").await?;
    form.enters("several", "Red|Blue").await?;
    ensure!(form.submits().await?.is_success());
    let action = StageAction::set_up(&host, &[("one", "Red")]).await?;
    let fired = action.comes(candidate).await.context("it did not run")?;
    ensure!(fired.is_success(), "{fired:?}");
    Ok(written.take())
}

fn every_way() -> Vec<(&'static str, Ways)> {
    let usual = Ways::default();
    vec![
        ("as usual", usual),
        (
            "configuration in the body",
            Ways {
                configured: Configured::Body,
                ..usual
            },
        ),
        (
            "configuration in both",
            Ways {
                configured: Configured::Both,
                ..usual
            },
        ),
        (
            "endpoints behind the address",
            Ways {
                join: JoinRule::Append,
                ..usual
            },
        ),
        (
            "endpoints as they are",
            Ways {
                join: JoinRule::AsItIs,
                ..usual
            },
        ),
        (
            "variables left in place",
            Ways {
                unknown_variables: UnknownVariables::Literal,
                ..usual
            },
        ),
        (
            "unflagged values stay",
            Ways {
                unflagged: Unflagged::Kept,
                ..usual
            },
        ),
        (
            "mappings where nothing is said",
            Ways {
                mapped: Mapped::WhereNothingIsSaid,
                ..usual
            },
        ),
        (
            "mappings always",
            Ways {
                mapped: Mapped::Always,
                ..usual
            },
        ),
        (
            "empty fields absent",
            Ways {
                blanks: Blanks::Absent,
                ..usual
            },
        ),
        (
            "empty fields null",
            Ways {
                blanks: Blanks::Null,
                ..usual
            },
        ),
        (
            "dates with a time",
            Ways {
                dates: Dates::DateTime,
                ..usual
            },
        ),
        (
            "several as a text",
            Ways {
                several: Several::Text,
                ..usual
            },
        ),
        (
            "one as a list",
            Ways {
                chosen: Chosen::ListOfOne,
                ..usual
            },
        ),
        (
            "files as bytes",
            Ways {
                files: FileShape::DataObject,
                ..usual
            },
        ),
        (
            "files as a data address",
            Ways {
                files: FileShape::DataUri,
                ..usual
            },
        ),
        (
            "files as an address",
            Ways {
                files: FileShape::UrlText,
                ..usual
            },
        ),
        (
            "files as a list",
            Ways {
                files: FileShape::List,
                ..usual
            },
        ),
        (
            "files as something else",
            Ways {
                files: FileShape::Odd,
                ..usual
            },
        ),
        (
            "words of options",
            Ways {
                submits_labels: true,
                ..usual
            },
        ),
        (
            "read-only fields left out",
            Ways {
                submits_read_only: false,
                ..usual
            },
        ),
        (
            "keys that nobody documented",
            Ways {
                extra_keys: true,
                ..usual
            },
        ),
        (
            "a generated id",
            Ways {
                generated_uuid: true,
                ..usual
            },
        ),
    ]
}

#[tokio::test]
async fn each_way_of_the_host_is_another_on_the_wire() -> Result<()> {
    let written = Written::start().await?;
    let candidate = PinpointCandidate::full(1, "https://pinpointhq.com/blobs/cv.pdf");
    let mut seen: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for (name, ways) in every_way() {
        let calls = plays(&written, &candidate, ways).await?;
        println!("{name}:\n  {}", calls.join("\n  "));
        // The form, the form anew, the submit; the set-up of the action, and its submit.
        ensure!(calls.len() == 5, "{name}: {calls:?}");
        if let Some(same) = seen.insert(calls, name) {
            anyhow::bail!("{name} is the same as {same}");
        }
    }
    Ok(())
}

/// What stands in which call when it is played so.
const SAID: [(&str, usize, &str); 33] = [
    ("as usual", 0, r#"Some("secret") {"configurationValues":[]"#),
    ("as usual", 2, r#"{"key":"city","value":"Leeds"}"#),
    ("as usual", 2, r#"{"key":"line","value":""}"#),
    ("as usual", 2, r#"{"key":"free","value":""}"#),
    ("as usual", 2, r#"{"key":"one","value":"2"}"#),
    ("as usual", 2, r#"{"key":"several","value":["1","2"]}"#),
    ("as usual", 2, r#"{"key":"id","value":"#),
    (
        "as usual",
        2,
        r#"{"key":"cv","value":{"url":"https://pinpointhq.com/blobs/cv.pdf","filename":"Ada CV.pdf"}}"#,
    ),
    ("as usual", 4, r#"{"key":"one","value":"1"}"#),
    (
        "configuration in the body",
        0,
        r#"None {"configurationValues":[{"key":"code","value":"secret"}]"#,
    ),
    (
        "configuration in both",
        0,
        r#"Some("secret") {"configurationValues":[{"key":"code","value":"secret"}]"#,
    ),
    ("endpoints behind the address", 0, "/x/export/meta"),
    ("endpoints as they are", 0, "/whole/export/meta"),
    ("variables left in place", 1, "{{no_such_variable}}"),
    (
        "unflagged values stay",
        2,
        r#"{"key":"free","value":"typed"}"#,
    ),
    (
        "mappings where nothing is said",
        2,
        r#"{"key":"city","value":"Leeds"}"#,
    ),
    (
        "mappings where nothing is said",
        2,
        r#"{"key":"line","value":"2 Oak Street"}"#,
    ),
    // Whatever the plugin says and whatever somebody entered.
    ("mappings always", 2, r#"{"key":"city","value":"Austin"}"#),
    (
        "mappings always",
        2,
        r#"{"key":"line","value":"2 Oak Street"}"#,
    ),
    ("empty fields null", 2, r#"{"key":"line","value":null}"#),
    ("dates with a time", 2, "2027-03-01T00:00:00.000Z"),
    (
        "several as a text",
        2,
        r#"{"key":"several","value":"1, 2"}"#,
    ),
    ("one as a list", 2, r#"{"key":"one","value":["2"]}"#),
    (
        "files as bytes",
        2,
        r#"{"key":"cv","value":{"data":"JVBERi0xLjQgYSByZXN1bWU=","contentType":"application/pdf","name":"Ada CV.pdf"}}"#,
    ),
    (
        "files as a data address",
        2,
        r#"{"key":"cv","value":"data:application/pdf;base64,JVBERi0xLjQgYSByZXN1bWU="}"#,
    ),
    (
        "files as an address",
        2,
        r#"{"key":"cv","value":"https://pinpointhq.com/blobs/cv.pdf"}"#,
    ),
    (
        "files as a list",
        2,
        r#"{"key":"cv","value":[{"url":"https://pinpointhq.com/blobs/cv.pdf","filename":"Ada CV.pdf"}]}"#,
    ),
    (
        "files as something else",
        2,
        r#"{"key":"cv","value":{"id":7,"kind":"blob"}}"#,
    ),
    ("words of options", 4, r#"{"key":"one","value":"Red"}"#),
    (
        "keys that nobody documented",
        0,
        r#""requestedBy":{"kind":"user","n":1}"#,
    ),
    (
        "keys that nobody documented",
        2,
        r#""requestedBy":{"kind":"user","n":1}"#,
    ),
    ("a generated id", 2, r#""generatedUuid":""#),
    (
        "a generated id",
        2,
        r#""webhookUrl":"https://app.pinpointhq.com/w""#,
    ),
];

/// What stands there as usual, and not when it is played so.
const LEFT_OUT: [(&str, usize, &str); 2] = [
    ("empty fields absent", 2, r#"{"key":"line""#),
    ("read-only fields left out", 2, r#"{"key":"id""#),
];

#[tokio::test]
async fn the_host_plays_each_way_as_it_is_called() -> Result<()> {
    let written = Written::start().await?;
    let candidate = PinpointCandidate::full(2, "https://pinpointhq.com/blobs/cv.pdf");
    let rows = SAID.map(|row| (row, true)).into_iter();
    let rows: Vec<_> = rows.chain(LEFT_OUT.map(|row| (row, false))).collect();
    let mut looked_at = BTreeSet::new();
    for (name, ways) in every_way() {
        let calls = plays(&written, &candidate, ways).await?;
        let of_it = rows.iter().filter(|((way, ..), _)| *way == name);
        for ((_, call, text), is_said) in of_it {
            let call = &calls[*call];
            ensure!(
                call.contains(text) == *is_said,
                "{name}: {text} is {} in {call}",
                if *is_said { "not" } else { "still" }
            );
            looked_at.insert(name);
        }
        ensure!(looked_at.contains(name), "nothing is said of {name}");
    }
    let unknown = rows.iter().find(|((way, ..), _)| !looked_at.contains(way));
    ensure!(unknown.is_none(), "no such way: {unknown:?}");
    Ok(())
}
