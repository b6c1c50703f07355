//! The proxy's program: configuration, the parts, and an orderly end.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use bamboohr::{Client, Options};
use clap::Parser;
use proxy::account::AccountId;
use proxy::app::{App, router};
use proxy::config::{Arguments, Config};
use proxy::connection::BambooHr;
use proxy::ledger::Ledger;
use proxy::send::Sender;
use proxy::server;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    #[cfg(feature = "crash-points")]
    if let Some(ended) = arm_crash_point() {
        return ended;
    }
    let arguments = Arguments::parse();
    log(arguments.log_json);
    // Read here and nowhere else, so that the text lives in one place.
    let api_key = std::env::var("BAMBOOHR_API_KEY").ok();
    let outcome = arguments
        .into_config(api_key)
        .map_err(anyhow::Error::from)
        .and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("proxy: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Crash points are no part of the program that users get, so they are none of its arguments either.
#[cfg(feature = "crash-points")]
fn arm_crash_point() -> Option<ExitCode> {
    if std::env::args().any(|argument| argument == "--crash-points") {
        for point in proxy::crash::Point::ALL {
            println!("{}", point.name());
        }
        return Some(ExitCode::SUCCESS);
    }
    let wanted = std::env::var("CRASH_AT").ok()?;
    let unknown = proxy::crash::arm(&wanted).err()?;
    eprintln!("proxy: {unknown}");
    Some(ExitCode::FAILURE)
}

fn log(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        lines.json().init();
    } else {
        lines.with_ansi(false).init();
    }
}

#[tokio::main]
async fn run(config: Config) -> Result<()> {
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let ledger = Ledger::open_with(config.database_url.expose(), config.lease)
        .await
        .context("the ledger cannot be opened")?;
    if config.demo {
        let added = proxy::seed_demo(&ledger)
            .await
            .context("the sample candidates cannot be stored")?;
        tracing::info!(added, "sample candidates");
    }
    if !config.candidates.is_empty() {
        let added = proxy::seed_candidates(&ledger, &config.candidates)
            .await
            .context("the candidates cannot be stored")?;
        tracing::info!(added, "candidates of the file");
    }
    let stop = CancellationToken::new();
    let bamboohr = match config.bamboohr {
        Some((endpoint, key)) => {
            let options = Options {
                limits: config.limits,
                ..Options::default()
            };
            let client = Client::with(endpoint, key, options)
                .context("the BambooHR client cannot be made")?;
            let bamboohr = BambooHr::new(
                client,
                ledger.clone(),
                AccountId::local(),
                config.probe_every,
            );
            let bamboohr = Arc::new(bamboohr);
            let (fresh, stop) = (Arc::clone(&bamboohr), stop.clone());
            tokio::spawn(async move { fresh.keep_fresh(stop).await });
            Some(bamboohr)
        }
        None => None,
    };
    let sender = Sender::new(
        ledger.clone(),
        bamboohr.clone(),
        config.sender,
        stop.clone(),
    );
    let app = App::new(ledger.clone(), bamboohr, sender.clone(), config.demo);
    let router = router(app, config.frontend_dist.as_ref())?;
    stop_on_signal(stop.clone())?;
    let address = listener.local_addr()?;
    // Last, because it sends: from here on nothing ends the program but an orderly stop.
    sender.work();
    tracing::info!(%address, "listening");
    server::serve(listener, router, stop).await?;
    sender.finish().await;
    ledger.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn stop_on_signal(stop: CancellationToken) -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        stop.cancel();
    });
    Ok(())
}
