//! `cargo xtask serve`: a local BambooHR, the proxy and the app, on loopback.
//!
//! Checks, installs, builds, starts, watches, in this order. Returns only with an error: a sentence about
//! what went wrong, or that the person stopped it. What the programs do is not known here.

mod live_reload;
mod programs;
mod state;

use std::{
    io::{self, Write},
    time::Duration,
};

use anyhow::Result;

use crate::{
    arguments::ServeOptions,
    cargo::{self, ServersFor},
    frontend::Frontend,
    interrupt::{Interrupt, Interrupted},
    ports::{self, Port},
    tools::Toolbox,
    workspace::Workspace,
};
use programs::Programs;

/// How often the running programs are looked at.
const TICK: Duration = Duration::from_millis(200);

/// Serves until the person stops it or a program dies.
pub(crate) fn run(
    workspace: &Workspace,
    interrupt: &Interrupt,
    options: &ServeOptions,
) -> Result<()> {
    ports::check_free(&ports_of(options))?;
    let tools = Toolbox::open(workspace, interrupt)?.frontend()?;
    let frontend = Frontend::new(workspace, interrupt, tools);
    let whom = if options.release {
        ServersFor::Release
    } else {
        ServersFor::Trying
    };
    cargo::build_servers(workspace, interrupt, whom)?;
    if options.release {
        frontend.build_for_release()?;
    } else {
        frontend.compile_for_development()?;
    }
    state::prepare(workspace, interrupt, options.fresh)?;

    let mut programs = Programs::new(workspace, interrupt);
    let served = start(&mut programs, &frontend, options).and_then(|()| programs.watch(TICK));
    if served
        .as_ref()
        .is_err_and(|error| error.is::<Interrupted>())
    {
        println!("\nStopping.");
    }
    drop(programs);
    served
}

/// With `--release` the proxy serves the app itself, so there is nothing on the proxy's own port.
fn ports_of(options: &ServeOptions) -> Vec<Port> {
    let mut ports = vec![Port {
        number: options.port,
        option: "--port",
    }];
    if !options.release {
        ports.push(Port {
            number: options.proxy_port,
            option: "--proxy-port",
        });
    }
    ports.push(Port {
        number: options.sandbox_port,
        option: "--sandbox-port",
    });
    ports
}

fn start(
    programs: &mut Programs<'_>,
    frontend: &Frontend<'_>,
    options: &ServeOptions,
) -> Result<()> {
    let proxy_port = if options.release {
        options.port
    } else {
        options.proxy_port
    };
    programs.start_sandbox(options)?;
    programs.start_proxy(options, proxy_port)?;
    if !options.release {
        programs.start_live_reload(frontend, options)?;
    }
    announce(options, proxy_port);
    Ok(())
}

fn announce(options: &ServeOptions, proxy_port: u16) {
    let (sandbox, app) = (options.sandbox_port, options.port);
    println!("\nLogs are in .state/logs. Ctrl-C stops everything.");
    println!("BambooHR sandbox  http://127.0.0.1:{sandbox}");
    println!("Proxy             http://127.0.0.1:{proxy_port}");
    println!("App               http://127.0.0.1:{app}");
    println!("Ready: http://127.0.0.1:{app}");
    // Whoever waits for this line through a pipe gets it now.
    let _ = io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(release: bool) -> Vec<u16> {
        let options = ServeOptions {
            release,
            fresh: false,
            unconnected: false,
            port: 1,
            proxy_port: 2,
            sandbox_port: 3,
        };
        ports_of(&options).iter().map(|port| port.number).collect()
    }

    #[test]
    fn the_proxy_needs_a_port_of_its_own_only_beside_live_reload() {
        assert_eq!(numbers(false), [1, 2, 3]);
        assert_eq!(numbers(true), [1, 3]);
    }
}
