//! A deploy while much is under way: the old process is asked to stop, the new one goes on with everything.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Fault;
use jiff::{SignedDuration, Timestamp};
use system_tests::{Proxy, wait_for};
use test_postgres::Server;
use tokio::task::JoinSet;

use crate::hiring::Hiring;
use crate::long::size;

/// Sends that one proxy has on the wire at the same moment.
const ON_THE_WIRE: usize = 8;
/// Pages that follow a send when the stop comes.
const FOLLOWERS: usize = 20;
/// For requests that are open (`ServerLimits::farewell`). The answers of BambooHR that are on their way are waited for
/// beyond it: whoever does not know them has to search for people.
const FAREWELL: Duration = Duration::from_secs(10);

/// How long a stop took.
struct Stop {
    whole: Duration,
    /// Since the last answer of BambooHR that was on its way.
    at_last: Duration,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deploy_with_many_sends_under_way_loses_none_and_makes_nobody_twice() -> Result<()> {
    let hiring = Hiring::of(size(40, 200)).await?;
    let old = Proxy::start(hiring.options(None)).await?;
    let followers = sends_everybody(&hiring, &old).await?;
    let ledger = old.keep_ledger();
    let stop = stopped(&hiring, old, followers).await?;
    ensure!(
        hiring.creates().len() == ON_THE_WIRE,
        "nothing begins after the stop"
    );
    let new = ledger.start_again().await?;
    ended(&hiring, &new, "one process after the other", stop).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deploy_that_starts_the_new_process_first_loses_none_and_makes_nobody_twice() -> Result<()>
{
    let hiring = Hiring::of(size(40, 200)).await?;
    let database = Server::shared()?.database()?;
    let options = || hiring.options(Some(&database));
    let old = Proxy::start(options()).await?;
    let followers = sends_everybody(&hiring, &old).await?;
    let new = Proxy::start(options()).await?;
    let stop = stopped(&hiring, old, followers).await?;
    ended(&hiring, &new, "the new process beside the old", stop).await
}

/// Everybody is accepted while the first create calls are held up by BambooHR, some before and some after it stored; one of
/// them will be turned away. Some pages follow what happens.
async fn sends_everybody(hiring: &Hiring, proxy: &Proxy) -> Result<JoinSet<Result<()>>> {
    let slowly = Duration::from_secs(size(8, 20));
    let creating = || Fault::on("POST", "/employees");
    let holding = [
        creating().delay(slowly).times(5),
        creating()
            .answer(201)
            .after_storing()
            .delay(slowly)
            .times(2),
        creating()
            .answer(429)
            .header("Retry-After", "1")
            .delay(slowly),
    ];
    holding
        .into_iter()
        .for_each(|fault| hiring.sandbox.add_fault(fault));
    let sends = hiring.presses_send(proxy, &hiring.hires).await?;
    ensure!(sends.len() == hiring.hires.len());
    wait_for("the create calls to arrive", async || {
        Ok((hiring.creates().len() == ON_THE_WIRE).then_some(()))
    })
    .await?;
    let mut followers = JoinSet::new();
    for send in sends.into_iter().take(FOLLOWERS) {
        let events = format!("{}/api/sends/{send}/events", proxy.url());
        let answer = reqwest::get(events).await?;
        ensure!(answer.status() == 200, "{}", answer.status());
        // An orderly end of the stream, and no connection that breaks.
        followers.spawn(async move { Ok(answer.bytes().await.map(drop)?) });
    }
    Ok(followers)
}

async fn stopped(hiring: &Hiring, proxy: Proxy, followers: JoinSet<Result<()>>) -> Result<Stop> {
    let unanswered = hiring.creates();
    let unanswered = unanswered
        .iter()
        .filter(|create| create.milliseconds.is_none());
    let unanswered = unanswered.count();
    // A new process that is there already has begun with others.
    ensure!(unanswered >= ON_THE_WIRE, "{unanswered} are on their way");
    let asked = Instant::now();
    ensure!(proxy.stop().await?, "it ends well");
    let (whole, ended) = (asked.elapsed(), Timestamp::now());
    let on_their_way = hiring.creates().into_iter().take(ON_THE_WIRE);
    let answered = on_their_way.filter_map(|create| {
        let took = i64::try_from(create.milliseconds?).ok()?;
        Some(create.at + SignedDuration::from_millis(took))
    });
    let last = answered.max().context("none was answered")?;
    let at_last = Duration::try_from(ended.duration_since(last)).unwrap_or_default();
    for followed in followers.join_all().await {
        followed?;
    }
    ensure!(at_last < FAREWELL, "{at_last:.1?} after the last answer");
    Ok(Stop { whole, at_last })
}

async fn ended(hiring: &Hiring, new: &Proxy, how: &str, stop: Stop) -> Result<()> {
    let began = Instant::now();
    hiring.sees_the_ends(&[new]).await?;
    let counted = hiring.expects_one_each()?;
    ensure!(counted.refused == 1, "{counted:?}");
    ensure!(
        !new.log().contains("found on its way"),
        "an answer was not waited for"
    );
    println!(
        "a deploy, {how}: {} sends under way, {ON_THE_WIRE} on the wire; stopped after {:.1} s, {:.1} s after the last \
         answer; all ended {:.1} s later: \
         {} employees, {} create calls, {} of them refused, 0 lost",
        hiring.hires.len(),
        stop.whole.as_secs_f64(),
        stop.at_last.as_secs_f64(),
        began.elapsed().as_secs_f64(),
        counted.employees,
        counted.creates,
        counted.refused
    );
    Ok(())
}
