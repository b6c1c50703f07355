//! The proxy's program: configuration, the parts, and an orderly end.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bamboohr::{Client, Options};
use clap::Parser;
use proxy::account::AccountId;
use proxy::app::{App, Rules, router};
use proxy::config::{Arguments, Command, Config, KeysCommand, PublicUrl, Secrets, days};
use proxy::connection::BambooHr;
use proxy::connections::{Connections, Reach};
use proxy::ledger::Ledger;
use proxy::openid::{ProviderLimits, SignInWays};
use proxy::people::People;
use proxy::pinpoint::plugin;
use proxy::send::Sender;
use proxy::server::{ServerLimits, Tls};
use proxy::sources::PinpointReach;
use proxy::vault::Vault;
use proxy::{audit, hardening, health, keys, log, metrics, retention, server, signals};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Time between two looks whether the certificate was replaced.
const CERTIFICATE_LOOK: Duration = Duration::from_secs(10);

/// A few readers.
const METRICS_LIMITS: ServerLimits = ServerLimits {
    headers: Duration::from_secs(15),
    handshake: Duration::from_secs(10),
    connections: 16,
    farewell: Duration::from_secs(1),
};

/// One other server, which sends many at once when many are moved.
const PLUGIN_LIMITS: ServerLimits = ServerLimits {
    headers: Duration::from_secs(15),
    handshake: Duration::from_secs(10),
    connections: 256,
    farewell: Duration::from_secs(10),
};

fn main() -> ExitCode {
    #[cfg(feature = "crash-points")]
    if let Some(ended) = arm_crash_point() {
        return ended;
    }
    // Before anything secret is read.
    if let Err(error) = hardening::no_core_dumps() {
        eprintln!("proxy: cannot forbid copies of its memory after a crash: {error}");
        return ExitCode::FAILURE;
    }
    let arguments = Arguments::parse();
    hardening::panics_name_no_value();
    // Read here and nowhere else, so that the texts live in one place.
    let secrets = Secrets::of(|name| std::env::var(name).ok());
    match carry_out(arguments, &secrets) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("proxy: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(arguments: Arguments, secrets: &Secrets) -> Result<()> {
    if arguments.command.is_some() {
        log::to_stderr(arguments.log_json);
    }
    match arguments.command {
        None => {
            let json = arguments.log_json;
            run(arguments.into_config(secrets)?, json)
        }
        Some(Command::Health) => {
            let (listen, tls) = arguments.itself()?;
            health::ask(listen, tls)
        }
        Some(Command::Keys {
            what: KeysCommand::New,
        }) => keys::new(),
        Some(Command::Keys {
            what: KeysCommand::Rotate,
        }) => {
            let (database_url, vault) = arguments.ledger_and_vault(secrets)?;
            keys::rotate(&database_url, vault)
        }
        Some(Command::User { ref what }) => {
            let what = what.clone();
            on_people(&arguments, secrets, async move |people| {
                people.user(what).await
            })
        }
        Some(Command::Audit { ref what }) => {
            let (database_url, _) = arguments.ledger_and_vault(secrets)?;
            audit::carry_out(&database_url, what.clone())
        }
        Some(Command::Purge { older_than_days }) => {
            let (database_url, _) = arguments.ledger_and_vault(secrets)?;
            retention::purge(&database_url, days(older_than_days))
        }
        Some(Command::Account { ref what }) => {
            let what = what.clone();
            on_people(&arguments, secrets, async move |people| {
                people.account(what).await
            })
        }
    }
}

#[tokio::main]
async fn on_people(
    arguments: &Arguments,
    secrets: &Secrets,
    command: impl AsyncFnOnce(People) -> Result<()>,
) -> Result<()> {
    let (database_url, _) = arguments.ledger_and_vault(secrets)?;
    command(People::open(&database_url, arguments.address()?).await?).await
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

#[tokio::main]
async fn run(config: Config, json: bool) -> Result<()> {
    let traces = log::begin(json, config.collector.as_ref())?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let metrics_listener = match config.metrics {
        Some(address) => Some(
            TcpListener::bind(address)
                .await
                .with_context(|| format!("cannot listen on {address} (METRICS_LISTEN)"))?,
        ),
        None => None,
    };
    let plugin_listener =
        match &config.plugin {
            Some(plugin) => Some(TcpListener::bind(plugin.address).await.with_context(|| {
                format!("cannot listen on {} (PINPOINT_ADDRESS)", plugin.address)
            })?),
            None => None,
        };
    let tls = config.tls.clone().map(Tls::open).transpose();
    let tls = tls.context("TLS_CERT_FILE and TLS_KEY_FILE")?;
    let ledger = Ledger::open_with(config.database_url.expose(), config.lease)
        .await
        .context("the ledger cannot be opened")?;
    let sign_in = sign_in_ways(&config, &ledger).await?;
    // Where a provider makes the first admin, or passphrases are off, a link would be one way in too many.
    let needs_link = !config.demo && sign_in.passphrases() && !sign_in.makes_admins();
    if !config.candidates.is_empty() {
        let added = proxy::seed_candidates(&ledger, &config.candidates)
            .await
            .context("the candidates cannot be stored")?;
        tracing::info!(added, "candidates of the file");
    }
    // Only what is empty is filled.
    if config.demo {
        let added = proxy::seed_demo(&ledger)
            .await
            .context("the sample candidates cannot be stored")?;
        tracing::info!(added, "sample candidates");
    }
    let stop = CancellationToken::new();
    let connections = connections(&config, &ledger, &stop).await?;
    let sender = Sender::new(
        ledger.clone(),
        connections.clone(),
        config.sender,
        stop.clone(),
    );
    let address = listener.local_addr()?;
    let scheme = tls.as_ref().map_or("http", |_| "https");
    let found_at = config.public_url.as_ref();
    let found_at = found_at.map_or_else(|| format!("{scheme}://{address}"), ToString::to_string);
    let rules = Rules {
        demo: config.demo,
        sessions: config.sessions,
        public_host: config.public_url.as_ref().map(|url| url.host().to_owned()),
        is_https: config.public_url.as_ref().is_some_and(PublicUrl::is_https),
        trusted_proxies: config.trusted_proxies.clone(),
        sign_in,
        pinpoint: PinpointReach {
            pages: Some(found_at.clone()),
            ..config.pinpoint.clone()
        },
    };
    let app = App::new(ledger.clone(), connections, sender.clone(), rules);
    let app_for_doctor = app.clone();
    let router = router(app.clone(), config.frontend_dist.as_ref())?;
    signals::stop_when_asked(stop.clone())?;
    let plugin = match (plugin_listener, config.plugin) {
        (Some(listener), Some(plugin)) => {
            let router = plugin::router(app, plugin.settings, &found_at)?;
            Some((listener, router))
        }
        _ => None,
    };
    if needs_link {
        let greeting = People::of(ledger.clone(), found_at);
        greeting
            .greet()
            .await
            .context("the link for the first admin cannot be made")?;
    }
    proxy::look_every_day(app_for_doctor.clone(), stop.clone());
    if let Some(older) = config.retention {
        tokio::spawn(retention::every_hour(ledger.clone(), older, stop.clone()));
    }
    match tls.clone() {
        Some(tls) => tls.keep_fresh(CERTIFICATE_LOOK, stop.clone())?,
        None => signals::have_nothing_to_reload(stop.clone())?,
    }
    if let Some(listener) = metrics_listener {
        let address = listener.local_addr()?;
        tracing::info!(%address, "telling numbers at /metrics");
        let page = metrics::router(ledger.clone());
        tokio::spawn(server::serve(
            listener,
            page,
            None,
            METRICS_LIMITS,
            stop.clone(),
        ));
    }
    let plugin = plugin.map(|(listener, router)| {
        if let Ok(address) = listener.local_addr() {
            tracing::info!(%address, "serving the plugin for Pinpoint");
        }
        let serving = server::serve(listener, router, tls.clone(), PLUGIN_LIMITS, stop.clone());
        tokio::spawn(serving)
    });
    // Last, because it sends: from here on nothing ends the program but an orderly stop.
    sender.work();
    proxy::work_with_pinpoint(&app_for_doctor, stop.clone());
    tracing::info!(%address, "listening");
    let limits = ServerLimits {
        connections: room_for_connections(config.connections, plugin.is_some())?,
        ..ServerLimits::default()
    };
    server::serve(listener, router, tls, limits, stop).await?;
    if let Some(plugin) = plugin {
        plugin.await??;
    }
    sender.finish().await;
    ledger.close().await;
    traces.finish().await;
    tracing::info!("stopped");
    Ok(())
}

/// Connections that browsers may have, with those of the plugin beside them.
fn room_for_connections(wanted: usize, has_plugin: bool) -> Result<usize> {
    let plugin = if has_plugin {
        PLUGIN_LIMITS.connections
    } else {
        0
    };
    let room = hardening::room_for_connections(wanted.saturating_add(plugin))?;
    Ok(room.saturating_sub(plugin).max(16))
}

/// In which ways people sign in. Accounts that a provider leads to must be there.
async fn sign_in_ways(config: &Config, ledger: &Ledger) -> Result<SignInWays> {
    let (providers, limits) = (config.providers.clone(), ProviderLimits::default());
    let ways = SignInWays::new(providers, config.passphrases, limits)
        .context("the client for OpenID providers cannot be made")?;
    if let Some((provider, account)) = ways.missing_account(ledger).await? {
        bail!(
            "OIDC_CONFIG_FILE: the provider {provider} leads to the account {account}, which is not there; `proxy account list` \
             names them all, `proxy account add` makes one"
        );
    }
    Ok(ways)
}

/// The connection that the deployment gives, and the registry of those that admins make.
async fn connections(
    config: &Config,
    ledger: &Ledger,
    stop: &CancellationToken,
) -> Result<Connections> {
    let options = Options {
        limits: config.limits,
        ..Options::default()
    };
    let account = AccountId::local();
    let deployment = match &config.bamboohr {
        Some((endpoint, key)) => {
            let company = endpoint.company().as_str().to_owned();
            ledger
                .older_sends_are_for(&account, &company)
                .await
                .context("the company of earlier sends cannot be stored")?;
            let client = Client::with(endpoint.clone(), key.clone(), options)
                .context("the BambooHR client cannot be made")?;
            let bamboohr = BambooHr::new(client, ledger.clone(), account, config.probe_every);
            let bamboohr = Arc::new(bamboohr);
            let (fresh, stop) = (Arc::clone(&bamboohr), stop.clone());
            tokio::spawn(async move { fresh.keep_fresh(stop).await });
            Some(bamboohr)
        }
        None => None,
    };
    let vault = match (&config.vault, config.database_url.file()) {
        (None, Some(file)) if config.demo => {
            Some(Vault::new(proxy::vault::master_key_beside(&file)?))
        }
        (vault, _) => vault.clone(),
    };
    let reach = Reach {
        base_url: config.base_url.clone(),
        options,
        probe_every: config.probe_every,
    };
    let connections = Connections::new(
        ledger.clone(),
        deployment,
        vault,
        reach,
        config.sample.clone(),
        stop.clone(),
    );
    if config.demo {
        connections
            .begin_demo(config.demo_start)
            .await
            .context("the sandbox cannot be connected")?;
    }
    Ok(connections)
}
