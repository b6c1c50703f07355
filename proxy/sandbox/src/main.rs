//! The command `bamboohr-sandbox`: serves one sandbox until it is told to end.
//! Reads its options, prints one line when ready, and nothing else on standard output.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use bamboohr_sandbox::{Builder, Sandbox, Scenario, StateFileProblem};
use clap::{CommandFactory as _, FromArgMatches as _, Parser};
use jiff::Timestamp;

/// A local BambooHR for trying things out and for tests. All people in it are invented.
///
/// It serves the API in both URL forms, pages for people at /, OAuth at /authorize.php and /token.php, and an
/// interface for tests under /_sandbox. It never calls BambooHR and can be reached from this computer only.
#[derive(Parser)]
#[command(name = "bamboohr-sandbox", version)]
struct Options {
    /// The port to listen on; 0 means any free one.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The address to listen on. Only addresses of this computer (loopback) are accepted.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// How the company starts; see the list below. [default: acme]
    #[arg(long, value_name = "NAME")]
    scenario: Option<Scenario>,
    /// Print the scenarios and end.
    #[arg(long)]
    list_scenarios: bool,
    /// A number that decides everything left to chance: request ids, the order of rows, tokens, invented people.
    /// Two runs with the same seed and the same requests give the same answers, if the clock stands too (--now). [default: 0]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Lets the clock stand at this time, such as 2026-11-23T09:00:00Z. It moves only by POST /_sandbox/clock.
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Settings as JSON, laid over those of the scenario, such as '{"location":"web_app"}'.
    #[arg(long, value_name = "JSON", value_parser = json)]
    settings: Option<serde_json::Value>,
    /// Keep people, settings and keys in this file, so that they are still there after a restart.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Options::command().after_help(after_help());
    let matches = command.get_matches();
    let options = match Options::from_arg_matches(&matches) {
        Ok(options) => options,
        Err(error) => error.exit(),
    };
    if options.list_scenarios {
        // Whoever started us may have closed the pipe already.
        let _ = write!(io::stdout(), "{}", scenarios(""));
        return ExitCode::SUCCESS;
    }
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Without this, any text would be taken for a JSON string.
fn json(text: &str) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(text)
}

fn after_help() -> String {
    format!(
        "Scenarios:\n{}\n\
         Keys (user name of Basic authentication, any password):\n  \
         sandbox-admin-key      may do everything\n  \
         sandbox-recruiter-key  may add people; neither sees nor writes pay, SSN and date of birth\n  \
         sandbox-limited-key    may read names and work e-mails\n\n\
         Try it:\n  \
         curl -u sandbox-admin-key:x -H 'Accept: application/json' http://127.0.0.1:8090/api/v1/employees",
        scenarios("  ")
    )
}

/// One line for each.
fn scenarios(indent: &str) -> String {
    let lines = Scenario::ALL
        .iter()
        .map(|scenario| format!("{indent}{:<12} {}\n", scenario.name(), scenario.summary()));
    lines.collect()
}

/// Serves until a signal; an error is one sentence for the person at the terminal.
async fn run(options: Options) -> Result<(), String> {
    // Before the ready line, so that a signal sent right after it is not missed.
    let ended =
        end_signal().map_err(|error| format!("The sandbox cannot listen for signals: {error}."))?;
    let address = SocketAddr::new(options.host, options.port);
    let started = builder(options, address).start().await;
    let sandbox = started.map_err(|error| explain(address, &error))?;
    // Whoever started us may have closed the pipe; that is no reason to stop serving.
    let _ = writeln!(io::stdout(), "BambooHR sandbox: {}", sandbox.url());
    ended.await;
    sandbox.stop().await;
    Ok(())
}

fn builder(options: Options, address: SocketAddr) -> Builder {
    let mut builder = Sandbox::builder().address(address);
    if let Some(scenario) = options.scenario {
        builder = builder.scenario(scenario);
    }
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if let Some(now) = options.now {
        builder = builder.now(now);
    }
    if let Some(patch) = options.settings {
        builder = builder.settings_json(patch);
    }
    if let Some(file) = options.state {
        builder = builder.state_file(file);
    }
    builder
}

fn explain(address: SocketAddr, error: &io::Error) -> String {
    if let Some(problem) = state_file_problem(error) {
        return format!("The file of --state cannot be used: {problem}.");
    }
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {} is taken by another program. End that program, or choose another port with --port.",
            address.port()
        ),
        io::ErrorKind::InvalidInput if address.ip().is_loopback() => format!("{error}."),
        io::ErrorKind::InvalidInput => {
            format!(
                "{} is not an address of this computer only. Use 127.0.0.1 or leave --host out.",
                address.ip()
            )
        }
        _ => format!("The sandbox cannot start on {address}: {error}."),
    }
}

fn state_file_problem(error: &io::Error) -> Option<&StateFileProblem> {
    error.get_ref()?.downcast_ref()
}

/// Completes on SIGINT or SIGTERM. Signals are caught from the moment this returns.
#[cfg(unix)]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes on Ctrl-C.
#[cfg(not(unix))]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
