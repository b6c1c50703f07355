//! Stage Actions: by themselves, many at once, with words instead of options, and beside somebody who presses.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use system_tests::pinpoint_host::{LateList, PinpointCandidate, StageAction, Ways};
use tokio::task::JoinSet;

use super::office::Office;

/// People of one bulk move.
const MOVED: usize = 8;

#[tokio::test]
async fn a_bulk_move_adds_everybody_once_and_what_did_not_end_in_time_is_told_by_a_retry()
-> Result<()> {
    let office = Office::open("submit_seconds = 40").await?;
    let host = office.host.clone().waits(Duration::from_secs(50))?;
    let chosen = [
        ("department", "Engineering"),
        ("country", "United States"),
        ("state", "TX"),
    ];
    let action = std::sync::Arc::new(StageAction::set_up(&host, &chosen).await?);
    let moved: Vec<PinpointCandidate> = (0..MOVED).map(|_| office.full()).collect();
    let mut running = JoinSet::new();
    for candidate in moved.clone() {
        let action = std::sync::Arc::clone(&action);
        running.spawn(async move { action.comes(&candidate).await });
    }
    while let Some(banner) = running.join_next().await {
        let banner = banner?.context("it did not run")?;
        if !banner.is_success() {
            println!("{}", banner.words());
        }
    }
    for banner in action.retries().await {
        ensure!(banner.is_success(), "{banner:?}");
    }
    for candidate in &moved {
        let employee = office.employee(candidate)?;
        ensure!(
            employee.fields["department"] == "Engineering",
            "{employee:?}"
        );
        ensure!(
            action.comes(candidate).await.is_none(),
            "only the first time"
        );
    }
    ensure!(office.creates() == MOVED);
    Ok(())
}

#[tokio::test]
async fn words_of_a_custom_field_are_an_option_in_any_case_or_an_incomplete_action() -> Result<()> {
    let office = Office::open("").await?;
    let host = office.host.with(Ways {
        submits_labels: true,
        ..Ways::default()
    });
    let fits = StageAction::set_up(&host, &[("department", "eNGINEERING")]).await?;
    let candidate = office.full();
    let banner = fits.comes(&candidate).await.context("it did not run")?;
    ensure!(banner.is_success(), "{banner:?}");
    ensure!(office.employee(&candidate)?.fields["department"] == "Engineering");
    let unknown = StageAction::set_up(&host, &[("department", "Marketting")]).await?;
    let other = office.full();
    let banner = unknown.comes(&other).await.context("it did not run")?;
    let words = banner.words();
    ensure!(
        words.contains("is not an option of Department") && words.contains("Perhaps “Marketing”"),
        "{words}"
    );
    ensure!(office.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn a_stage_action_beside_somebody_who_presses_makes_one_employee() -> Result<()> {
    let office = Office::open("submit_seconds = 30").await?;
    let host = office.host.clone().waits(Duration::from_secs(40))?;
    let action = StageAction::set_up(&host, &[]).await?;
    let candidate = office.full();
    let form = host.opens(&candidate).await?;
    let (pressed, fired) = tokio::join!(form.submits(), action.comes(&candidate));
    let (pressed, fired) = (pressed?, fired.context("it did not run")?);
    ensure!(
        pressed.is_success() && pressed == fired,
        "{pressed:?} {fired:?}"
    );
    ensure!(office.creates() == 1);
    office.employee(&candidate)?;
    Ok(())
}

#[tokio::test]
async fn with_lists_of_their_own_dropdowns_are_filled_late_and_sent_the_same() -> Result<()> {
    let office = Office::open("[dialect]\nlist_endpoints = true").await?;
    ensure!(
        office.host.warnings == ["listEndpoints"],
        "{:?}",
        office.host.warnings
    );
    let candidate = office.full();
    let mut form = office.host.opens(&candidate).await?;
    ensure!(
        form.options("department")?
            .iter()
            .any(|(label, _)| label == "Engineering")
    );
    form.enters("department", "Engineering").await?;
    let banner = form.submits().await?;
    ensure!(banner.is_success(), "{banner:?}");
    ensure!(office.employee(&candidate)?.fields["department"] == "Engineering");
    let action = StageAction::set_up(&office.host, &[("department", "Marketing")]).await?;
    let other = office.full();
    ensure!(
        action
            .comes(&other)
            .await
            .context("it did not run")?
            .is_success()
    );
    ensure!(office.employee(&other)?.fields["department"] == "Marketing");
    // Without a code there is no list, and the dropdown says so.
    let mut stranger = office.host.clone();
    stranger.configure("connectionCode", "stbk_nonsense")?;
    let declared = serde_json::json!({ "listEndpoints": [{ "key": "department", "endpoint": "/lists/department" }] });
    let list = stranger.list(&declared, "department").await?;
    ensure!(
        matches!(&list, LateList::Loaded(options) if options.len() == 1 && options[0].0.contains("does not work")),
        "{list:?}"
    );
    Ok(())
}
