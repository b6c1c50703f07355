//! The plugin at an address with a path: how Pinpoint makes addresses of endpoints decides what is asked for, and for each
//! way there are settings with which it is found.

use anyhow::{Context, Result, ensure};
use system_tests::pinpoint_host::{JoinRule, Ways};

use super::office::Office;

/// What was asked for, as the log says.
fn routes(office: &Office) -> Vec<String> {
    let log = office.proxy.log();
    let after = log.lines().filter_map(|line| line.split_once("route=\""));
    let routes = after.filter_map(|(_, route)| route.split_once('"'));
    let routes = routes.map(|(route, _)| route.to_owned());
    routes.filter(|route| route.contains("export")).collect()
}

#[tokio::test]
async fn at_an_address_with_a_path_the_plugin_is_found_by_each_rule_with_the_settings_for_it()
-> Result<()> {
    for (join, prefix, asked) in [
        (JoinRule::Append, "", "/x/export"),
        (JoinRule::Origin, "", "/export"),
        (JoinRule::Origin, "/x", "/x/export"),
        (JoinRule::AsItIs, "http://ADDRESS/x", "/x/export"),
    ] {
        let settings = format!("path = \"/x\"\ndialect.endpoint_prefix = \"{prefix}\"");
        let office = Office::open_at("/x/", &settings, Vec::new()).await?;
        let host = office.host.with(Ways {
            join,
            ..Ways::default()
        });
        let candidate = office.full();
        let banner = host.opens(&candidate).await?.submits().await?;
        ensure!(banner.is_success(), "{join:?} {prefix}: {banner:?}");
        office.employee(&candidate)?;
        let expected = [format!("{asked}/meta"), format!("{asked}/submit")];
        ensure!(
            routes(&office) == expected,
            "{join:?} {prefix}: {:?}",
            routes(&office)
        );
    }
    Ok(())
}

#[tokio::test]
async fn where_the_settings_and_the_rule_do_not_fit_the_person_reads_whom_to_ask() -> Result<()> {
    let settings = "path = \"/x\"\ndialect.endpoint_prefix = \"/x\"";
    let office = Office::open_at("/x/", settings, Vec::new()).await?;
    let host = office.host.with(Ways {
        join: JoinRule::Append,
        ..Ways::default()
    });
    let form = host.opens(&office.full()).await?;
    let notice = form.fields().first().context("an empty form")?;
    ensure!(
        form.fields().len() == 1 && notice.description.contains("endpoint_prefix"),
        "{notice:?}"
    );
    let banner = form.submits().await?;
    ensure!(banner.words().contains("endpoint_prefix"), "{banner:?}");
    ensure!(office.creates() == 0);
    Ok(())
}

#[tokio::test]
async fn calls_from_other_networks_than_those_of_the_settings_are_told_so() -> Result<()> {
    let elsewhere = Office::open("callers = [\"203.0.113.0/24\"]").await?;
    let form = elsewhere.host.opens(&elsewhere.full()).await?;
    ensure!(form.fields()[0].label == "This call is not from Pinpoint");
    let banner = form.submits().await?;
    ensure!(banner.words().contains("callers"), "{banner:?}");
    ensure!(elsewhere.creates() == 0);
    let here = Office::open("callers = [\"203.0.113.0/24\", \"127.0.0.1\"]").await?;
    let candidate = here.full();
    let banner = here.host.opens(&candidate).await?.submits().await?;
    ensure!(banner.is_success(), "{banner:?}");
    here.employee(&candidate)?;
    Ok(())
}
