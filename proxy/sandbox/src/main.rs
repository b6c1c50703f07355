//! The command `bamboohr-sandbox`: serves one sandbox until it is told to end.
//! Reads its options, prints one line when ready, and nothing else on standard output.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use bamboohr_sandbox::Sandbox;
use clap::Parser;

/// A local BambooHR for trying things out. All people in it are invented.
#[derive(Parser)]
#[command(name = "bamboohr-sandbox", version)]
struct Options {
    /// The port to listen on; 0 means any free one.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The address to listen on. Only addresses of this computer (loopback) are accepted.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Keep the employees in this file, so that they are still there after a restart.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match run(SocketAddr::new(options.host, options.port), options.state).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until a signal; an error is one sentence for the person at the terminal.
async fn run(address: SocketAddr, state: Option<PathBuf>) -> Result<(), String> {
    // Before the ready line, so that a signal sent right after it is not missed.
    let ended =
        end_signal().map_err(|error| format!("The sandbox cannot listen for signals: {error}."))?;
    let started = match state {
        Some(file) => Sandbox::start_keeping(address, file).await,
        None => Sandbox::start_on(address).await,
    };
    let sandbox = started.map_err(|error| explain(address, &error))?;
    // Whoever started us may have closed the pipe; that is no reason to stop serving.
    let _ = writeln!(io::stdout(), "BambooHR sandbox: {}", sandbox.url());
    ended.await;
    sandbox.stop().await;
    Ok(())
}

fn explain(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {} is taken by another program. End that program, or choose another port with --port.",
            address.port()
        ),
        io::ErrorKind::InvalidInput => {
            format!(
                "{} is not an address of this computer only. Use 127.0.0.1 or leave --host out.",
                address.ip()
            )
        }
        io::ErrorKind::InvalidData => format!("The state cannot be read: {error}."),
        _ => format!("The sandbox cannot start on {address}: {error}."),
    }
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
