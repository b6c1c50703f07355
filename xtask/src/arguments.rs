//! The command line: which commands exist and which options they take.
//!
//! Names and defaults only; what an option does is decided by the command that receives it.

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Developer commands for this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Arguments {
    /// The command to run.
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// One developer command.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Run everything on this machine: a local BambooHR, the proxy and the app
    Serve(ServeOptions),
    /// Run every test, the browser's included
    Test(TestOptions),
    /// Run what continuous integration runs
    Ci,
    /// Build the release frontend into dist-release/ and check its size
    Build,
    /// Take pictures of every screen, wide and narrow, light and dark
    Screenshots,
    /// Feed anything to every parser for a while and look for panics
    Fuzz(FuzzOptions),
    /// Send hundreds of candidates while the proxy dies at every named point, and judge what came of it
    Chaos(ChaosOptions),
    /// Bring the whole system to its limits, and print the figures
    Harden,
    /// Measure how close a hundred hires come to the rate that BambooHR allows
    Bench,
    /// Print which lines of the BambooHR client and sandbox their tests reach
    Coverage,
}

/// Options of `cargo xtask serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// Build for release and let the proxy serve the app, without live reload
    #[arg(long)]
    pub(crate) release: bool,
    /// Start with empty state: forget the candidates and sends of earlier runs
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Start with nothing connected, to walk through connecting BambooHR
    #[arg(long)]
    pub(crate) unconnected: bool,
    /// Where the app is served
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub(crate) port: u16,
    /// Where the proxy listens (with --release it listens on --port instead)
    #[arg(long, default_value_t = 8081, value_name = "PORT")]
    pub(crate) proxy_port: u16,
    /// Where the local BambooHR listens
    #[arg(long, default_value_t = 8090, value_name = "PORT")]
    pub(crate) sandbox_port: u16,
}

/// Options of `cargo xtask test`.
#[derive(Debug, Default, Args)]
pub(crate) struct TestOptions {
    /// Let the browser tests use the release frontend
    #[arg(long)]
    pub(crate) release_frontend: bool,
    /// Passed on to every test program: part of a test's name, or an option such as --nocapture
    #[arg(last = true, value_name = "FILTER")]
    pub(crate) filter: Vec<String>,
}

/// Options of `cargo xtask fuzz`.
#[derive(Debug, Args)]
pub(crate) struct FuzzOptions {
    /// For how long each target is run
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub(crate) seconds: u32,
    /// Only this target
    pub(crate) target: Option<String>,
}

/// Options of `cargo xtask chaos`.
#[derive(Debug, Args)]
pub(crate) struct ChaosOptions {
    /// Candidates per database, spread evenly over the points
    #[arg(long, default_value_t = 1000, value_name = "NUMBER")]
    pub(crate) sends: u32,
    /// What decides everything that is left to chance; another one each time, if not said
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// Where the ledger is
    #[arg(long, value_enum, default_value_t = ChaosDatabase::Both)]
    pub(crate) database: ChaosDatabase,
    /// Only this point; `target/debug/proxy --crash-points` prints them
    #[arg(long, value_name = "NAME")]
    pub(crate) point: Option<String>,
}

/// The databases of `cargo xtask chaos`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChaosDatabase {
    /// A file
    Sqlite,
    /// A server
    Postgres,
    /// One after the other
    Both,
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        reason = "a test stops at the first surprise"
    )]

    use clap::CommandFactory;

    use super::*;

    fn task(line: &str) -> Task {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Arguments::try_parse_from(words).unwrap().task
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn serve_without_options_uses_the_documented_ports() {
        let Task::Serve(options) = task("serve") else {
            panic!("not serve")
        };
        assert_eq!(
            (options.port, options.proxy_port, options.sandbox_port),
            (8080, 8081, 8090)
        );
        assert!(!options.release && !options.fresh && !options.unconnected);
    }

    #[test]
    fn every_port_of_serve_can_be_changed() {
        let line = "serve --release --fresh --unconnected --port 1 --proxy-port 2 --sandbox-port 3";
        let Task::Serve(options) = task(line) else {
            panic!("not serve")
        };
        assert_eq!(
            (options.port, options.proxy_port, options.sandbox_port),
            (1, 2, 3)
        );
        assert!(options.release && options.fresh && options.unconnected);
    }

    #[test]
    fn words_after_two_dashes_go_to_the_test_programs() {
        let Task::Test(options) = task("test --release-frontend -- first_hire --nocapture") else {
            panic!("not test")
        };
        assert!(options.release_frontend);
        assert_eq!(options.filter, ["first_hire", "--nocapture"]);
    }

    #[test]
    fn chaos_without_options_is_a_thousand_candidates_on_each_database() {
        let Task::Chaos(options) = task("chaos") else {
            panic!("not chaos")
        };
        assert_eq!(
            (options.sends, options.seed, options.database),
            (1000, None, ChaosDatabase::Both)
        );
        let Task::Chaos(options) = task("chaos --seed 7 --database sqlite --point after-claim")
        else {
            panic!("not chaos")
        };
        assert_eq!(
            (options.seed, options.database),
            (Some(7), ChaosDatabase::Sqlite)
        );
        assert_eq!(options.point.as_deref(), Some("after-claim"));
    }

    #[test]
    fn a_port_above_the_range_is_refused() {
        assert!(Arguments::try_parse_from(["xtask", "serve", "--port", "70000"]).is_err());
    }
}
