//! One candidate, many hands, two proxies, one database.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use fastrand::Rng;
use serde_json::Value;
use system_tests::chaos::{
    Crowd, Database, DatabaseKind, Form, Judge, Launch, Recruiter, Supervised, written,
};
use tokio::task::JoinSet;

use crate::install_tls;

const HANDS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_sends_of_one_candidate_through_two_proxies_are_one_create() -> Result<()> {
    install_tls();
    let sandbox = Arc::new(Sandbox::start().await?);
    let judge = Arc::new(Judge::over(Arc::clone(&sandbox)));
    let hires = Crowd::of(1).hires(&mut Rng::with_seed(9));
    let hire = hires.first().context("nobody")?;
    let database = Database::create(DatabaseKind::Postgres)?;
    let papers = tempfile::tempdir()?;
    let launch = Launch {
        database: database.url(),
        bamboohr: sandbox.url(),
        candidates: written(&hires, papers.path())?,
        patience: Duration::from_secs(10),
        settle_seconds: 2,
    };
    let proxies = [
        Supervised::start_calm(launch.clone()).await?,
        Supervised::start_calm(launch).await?,
    ];
    let mut recruiters = Vec::new();
    for proxy in &proxies {
        recruiters.push(Recruiter::at(
            &proxy.url(),
            Arc::clone(&judge),
            Duration::from_secs(60),
        )?);
    }
    let [first, _] = recruiters.as_slice() else {
        anyhow::bail!("not two proxies");
    };
    let Form::Filled(body) = first.filled_form(hire).await? else {
        anyhow::bail!("sent before");
    };

    let mut pressing = JoinSet::new();
    for (hand, recruiter) in (0..HANDS).zip(recruiters.iter().cycle().cloned()) {
        let (hire, body) = (hire.clone(), body.clone());
        // Every second pair, so that both proxies meet both kinds.
        let key = match hand % 4 {
            0 | 1 => "one-key-for-all".to_owned(),
            _ => format!("key-{hand}"),
        };
        pressing.spawn(async move {
            let send = loop {
                let (status, said) = recruiter.press_send(&hire, &key, &body).await;
                let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
                match status.map(|status| status.as_u16()) {
                    Some(202) => break text("id").context("no id")?,
                    Some(409) if text("send").is_some() => break text("send").unwrap_or_default(),
                    // The same key is being worked on; or the other proxy is faster at this very moment.
                    Some(409 | 503) => tokio::time::sleep(Duration::from_millis(50)).await,
                    other => anyhow::bail!("{other:?} {said}"),
                }
            };
            recruiter.final_view(&send).await
        });
    }
    let mut views = Vec::new();
    while let Some(view) = pressing.join_next().await {
        views.push(view??);
    }

    ensure!(views.len() == HANDS);
    let first = views.first().context("no view")?;
    ensure!(
        views.iter().all(|view| view == first),
        "not everybody sees the same"
    );
    ensure!(judge.creates() == 1, "{} creates", judge.creates());
    ensure!(judge.employees_of(hire).len() == 1);
    Ok(())
}
