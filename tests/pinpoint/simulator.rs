//! The host that plays Pinpoint, before a plugin that only writes down what it is told: each way of doing what is left open
//! makes a difference there, so that no other test goes through it for nothing.

mod written;

use std::collections::BTreeMap;

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

#[tokio::test]
async fn the_host_plays_each_way_as_it_is_called() -> Result<()> {
    let written = Written::start().await?;
    let candidate = PinpointCandidate::full(2, "https://pinpointhq.com/blobs/cv.pdf");
    let line = "2 Oak Street";
    for (name, call, said) in [
        (
            "as usual",
            2,
            r#"{"key":"city","value":"Leeds"}"#.to_owned(),
        ),
        ("as usual", 2, r#"{"key":"line","value":""}"#.to_owned()),
        ("as usual", 2, r#"{"key":"free","value":""}"#.to_owned()),
        ("as usual", 2, r#"{"key":"one","value":"2"}"#.to_owned()),
        (
            "as usual",
            2,
            r#"{"key":"several","value":["1","2"]}"#.to_owned(),
        ),
        ("as usual", 4, r#"{"key":"one","value":"1"}"#.to_owned()),
        (
            "unflagged values stay",
            2,
            r#"{"key":"free","value":"typed"}"#.to_owned(),
        ),
        (
            "mappings where nothing is said",
            2,
            r#"{"key":"city","value":"Leeds"}"#.to_owned(),
        ),
        (
            "mappings where nothing is said",
            2,
            format!(r#"{{"key":"line","value":"{line}"}}"#),
        ),
        // Whatever the plugin says and whatever somebody entered.
        (
            "mappings always",
            2,
            r#"{"key":"city","value":"Austin"}"#.to_owned(),
        ),
        (
            "mappings always",
            2,
            format!(r#"{{"key":"line","value":"{line}"}}"#),
        ),
        (
            "endpoints behind the address",
            0,
            "/x/export/meta".to_owned(),
        ),
        ("endpoints as they are", 0, "/whole/export/meta".to_owned()),
        (
            "several as a text",
            2,
            r#"{"key":"several","value":"1, 2"}"#.to_owned(),
        ),
        (
            "one as a list",
            2,
            r#"{"key":"one","value":["2"]}"#.to_owned(),
        ),
        (
            "words of options",
            4,
            r#"{"key":"one","value":"Red"}"#.to_owned(),
        ),
        (
            "dates with a time",
            2,
            "2027-03-01T00:00:00.000Z".to_owned(),
        ),
        (
            "variables left in place",
            1,
            "{{no_such_variable}}".to_owned(),
        ),
    ] {
        let mut ways = every_way().into_iter();
        let (_, ways) = ways.find(|(known, _)| *known == name).context(name)?;
        let calls = plays(&written, &candidate, ways).await?;
        ensure!(
            calls[call].contains(&said),
            "{name}: no {said} in {}",
            calls[call]
        );
    }
    Ok(())
}
