//! A host that refuses every key that no example of this action has: that is why the plugin says none of them by itself.

use anyhow::{Result, ensure};
use system_tests::pinpoint_host::Banner;

use super::office::Office;

#[tokio::test]
async fn what_only_sibling_actions_say_is_taken_or_refused_by_a_strict_host_and_said_only_when_set()
-> Result<()> {
    for (settings, is_refused) in [
        ("", false),
        ("dialect.external_identifier = true", false),
        ("dialect.external_links = true", true),
    ] {
        let office = Office::open(settings).await?;
        let candidate = office.full();
        let banner = office.host.opens(&candidate).await?.submits().await?;
        let is_broken = matches!(&banner, Banner::Broken(why) if why.contains("externalLinks"));
        ensure!(is_broken == is_refused, "{settings}: {banner:?}");
        ensure!(is_refused || banner.is_success(), "{settings}: {banner:?}");
        // Whatever is shown there, it is done once.
        office.employee(&candidate)?;
        ensure!(office.creates() == 1);
    }
    Ok(())
}

#[tokio::test]
async fn what_nobody_knows_the_meaning_of_is_a_warning_when_the_plugin_is_registered() -> Result<()>
{
    let office = Office::open("dialect.action_key = true\ndialect.error_endpoint = true").await?;
    let mut warnings = office.host.warnings.clone();
    warnings.dedup();
    ensure!(warnings == ["actionKey"], "{warnings:?}");
    let other = Office::open("dialect.configuration_type = \"persisted_string\"").await;
    let why = other.err().map(|why| why.to_string()).unwrap_or_default();
    ensure!(why == "another type", "{why}");
    Ok(())
}
