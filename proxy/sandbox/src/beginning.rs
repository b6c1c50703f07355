//! How a sandbox begins: scenario, seed, clock, settings, keys and the file the company is kept in.
//! Public as [`Builder`]; what it describes is made in `state` once the port is ours.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use jiff::Timestamp;

use crate::company::{Clock, Company, Key, Origin, Scenario, Settings};
use crate::server::Sandbox;

/// A change of the settings; an error is a sentence.
type Change = Box<dyn FnOnce(&mut Settings) -> Result<(), String> + Send>;

/// Everything about a sandbox that can be chosen before it starts, see [`Sandbox::builder`].
#[derive(Debug)]
pub struct Builder {
    address: SocketAddr,
    beginning: Beginning,
}

/// The part of it that the state is made from.
#[derive(Default)]
pub(crate) struct Beginning {
    pub(crate) asked: Asked,
    pub(crate) clock: Clock,
    changes: Vec<Change>,
    keys: Vec<(String, Key)>,
    pub(crate) state_file: Option<PathBuf>,
}

/// What was said about where the company comes from. With a kept company, what is left out is taken from it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    pub(crate) scenario: Option<Scenario>,
    pub(crate) seed: Option<u64>,
}

impl Asked {
    pub(crate) fn is_met_by(self, kept: Origin) -> bool {
        self.scenario.is_none_or(|wanted| wanted == kept.scenario)
            && self.seed.is_none_or(|wanted| wanted == kept.seed)
    }

    fn origin(self) -> Origin {
        Origin {
            scenario: self.scenario.unwrap_or_default(),
            seed: self.seed.unwrap_or_default(),
        }
    }
}

impl fmt::Debug for Beginning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Beginning")
            .field("asked", &self.asked)
            .field("state_file", &self.state_file)
            .finish_non_exhaustive()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            beginning: Beginning::default(),
        }
    }
}

impl Builder {
    /// Where to listen; any free port of 127.0.0.1, if not said. Only loopback addresses are accepted.
    #[must_use]
    pub fn address(self, address: SocketAddr) -> Self {
        Self { address, ..self }
    }

    /// What the company is like at the start; [`Scenario::Acme`], if not said.
    #[must_use]
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.beginning.asked.scenario = Some(scenario);
        self
    }

    /// Decides everything that is left to chance: request ids, the order of rows, tokens, invented
    /// people. 0, if not said.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.beginning.asked.seed = Some(seed);
        self
    }

    /// Lets the clock stand at this time, until [`Sandbox::pass_time`] moves it; the system's clock, if not
    /// said.
    #[must_use]
    pub fn now(mut self, time: Timestamp) -> Self {
        self.beginning.clock = Clock::standing_at(time);
        self
    }

    /// Changes settings of the scenario, or of the company in the state file.
    #[must_use]
    pub fn settings(mut self, change: impl FnOnce(&mut Settings) + Send + 'static) -> Self {
        self.beginning.changes.push(Box::new(|settings| {
            change(settings);
            settings.check().map_err(str::to_owned)
        }));
        self
    }

    /// The same with a JSON object of the settings to change.
    #[must_use]
    pub fn settings_json(mut self, patch: serde_json::Value) -> Self {
        self.beginning.changes.push(Box::new(move |settings| {
            *settings = settings.patched(&patch)?;
            Ok(())
        }));
        self
    }

    /// Adds a key or replaces the one of this name.
    #[must_use]
    pub fn key(mut self, name: &str, key: Key) -> Self {
        self.beginning.keys.push((name.to_owned(), key));
        self
    }

    /// Keeps the company in this file from one run to the next: people, settings, keys and tokens. The
    /// request log and the faults are not kept.
    #[must_use]
    pub fn state_file(mut self, file: PathBuf) -> Self {
        self.beginning.state_file = Some(file);
        self
    }

    /// Starts. `InvalidInput` when the address is not a loopback one or a setting or key makes no sense,
    /// `AddrInUse` when the port is taken. With a state file, `InvalidData` when it holds something else and
    /// `ResourceBusy` when another sandbox keeps its company there; all errors about that file have a
    /// [`StateFileProblem`](crate::StateFileProblem) inside.
    pub async fn start(self) -> io::Result<Sandbox> {
        Sandbox::begin(self.address, self.beginning).await
    }
}

impl Beginning {
    /// The kept company, or a new one, with the settings and keys that were chosen.
    pub(crate) fn furnish(self, kept: Option<Company>) -> io::Result<Company> {
        let invalid = |sentence: String| io::Error::new(io::ErrorKind::InvalidInput, sentence);
        let mut company = match kept {
            Some(company) => company,
            None => Company::starting(self.asked.origin(), self.clock.read()),
        };
        for change in self.changes {
            change(&mut company.settings)
                .map_err(|error| invalid(format!("These are not settings: {error}")))?;
        }
        for (name, key) in self.keys {
            let outcome = company.keys.set(&name, key);
            outcome.map_err(|error| invalid(format!("{name} is not a key: {error}")))?;
        }
        Ok(company)
    }
}
