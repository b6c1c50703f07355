//! Configuration by environment and flags, parsed once into types. Secrets have no flag: arguments are
//! visible to every user of a machine.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use bamboohr::{ApiKey, Company, Endpoint, Limits};
use clap::Parser;
use handoff::{Candidate, FieldId};

use crate::ledger::{DatabaseUrl, LEASE, UnknownDatabase};
use crate::send::SenderOptions;

/// Send to BambooHR: the proxy between the application and BambooHR.
#[derive(Debug, Parser)]
#[command(
    name = "proxy",
    version,
    after_help = "BAMBOOHR_API_KEY has no flag on purpose: arguments are visible to other users of the machine."
)]
pub struct Arguments {
    /// Address to listen on. Only loopback addresses are accepted until sign-in exists.
    #[arg(long, env = "PROXY_LISTEN", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Where the ledger is kept: sqlite:FILE, or for several proxies postgres://USER@HOST/NAME. A password belongs
    /// into the environment, not into an argument.
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:send-to-bamboohr.sqlite"
    )]
    database_url: Unread,
    /// The company's BambooHR name: the part before .bamboohr.com in its address.
    #[arg(long, env = "BAMBOOHR_SUBDOMAIN")]
    bamboohr_subdomain: Option<String>,
    /// File that holds the API key, instead of BAMBOOHR_API_KEY.
    #[arg(long, env = "BAMBOOHR_API_KEY_FILE")]
    bamboohr_api_key_file: Option<OsString>,
    /// Another BambooHR, for example a local sandbox: https://…, or http:// on loopback.
    #[arg(long, env = "BAMBOOHR_BASE_URL")]
    bamboohr_base_url: Option<String>,
    /// Folder of the built application. Without it only the JSON interface is served.
    #[arg(long, env = "FRONTEND_DIST")]
    frontend_dist: Option<OsString>,
    /// Fill an empty ledger with invented sample candidates.
    #[arg(long, env = "PROXY_DEMO", default_value_t = false, action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    demo: bool,
    /// Fill an empty ledger with the candidates of this JSON file instead: a list of candidates.
    #[arg(long, env = "PROXY_CANDIDATES", conflicts_with = "demo")]
    candidates: Option<OsString>,
    /// Seconds that a search for a lost answer goes on before a person is asked.
    #[arg(long, env = "SETTLE_SECONDS", default_value_t = 15)]
    settle_seconds: u64,
    /// The company's own BambooHR field that holds the candidate's id, for example customCandidateID: it is
    /// filled on every send and searched when an answer was lost.
    #[arg(long, env = "BAMBOOHR_CANDIDATE_ID_FIELD")]
    bamboohr_candidate_id_field: Option<String>,
    /// Seconds between two questions whether a BambooHR that was out of reach is back.
    #[arg(long, env = "PROBE_SECONDS", default_value_t = 30, hide = true)]
    probe_seconds: u64,
    /// Seconds for which a proxy may be silent before another one on the same database takes its sends. The same for
    /// all of them.
    #[arg(long, env = "LEASE_SECONDS", default_value_t = LEASE.as_secs(), hide = true)]
    lease_seconds: u64,
    /// Seconds that BambooHR has for an answer; ten times as many for taking in a file. Beyond them the answer
    /// counts as lost.
    #[arg(
        long,
        env = "BAMBOOHR_TIMEOUT_SECONDS",
        default_value_t = 30.0,
        hide = true
    )]
    bamboohr_timeout_seconds: f64,
    /// Write logs as JSON lines instead of text.
    #[arg(long, env = "LOG_JSON", default_value_t = false, action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    pub log_json: bool,
}

/// A text that may hold a secret and has not been looked at yet: it prints as nothing.
#[derive(Clone)]
struct Unread(String);

impl From<String> for Unread {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Unread {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[REDACTED]")
    }
}

/// What the proxy runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Loopback address to listen on.
    pub listen: SocketAddr,
    /// Where the ledger is kept.
    pub database_url: DatabaseUrl,
    /// Company and key, when both are given.
    pub bamboohr: Option<(Endpoint, ApiKey)>,
    /// Folder of the built application.
    pub frontend_dist: Option<PathBuf>,
    /// Whether sample candidates are wanted.
    pub demo: bool,
    /// How sends are driven.
    pub sender: SenderOptions,
    /// Time between two questions whether a BambooHR that was out of reach is back.
    pub probe_every: Duration,
    /// How long a proxy may be silent before another one takes its sends.
    pub lease: Duration,
    /// Candidates to begin with.
    pub candidates: Vec<Candidate>,
    /// How long a call to BambooHR may take, and an upload.
    pub limits: Limits,
}

/// Why the configuration cannot be used; one sentence that says what to change.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Sign-in does not exist yet.
    #[error(
        "refusing to listen on {0}: there is no sign-in yet, so everybody who can reach that address could read \
         candidates and create employees; use a loopback address such as 127.0.0.1:8081"
    )]
    NotLoopback(SocketAddr),
    /// Neither a SQLite file nor PostgreSQL.
    #[error(transparent)]
    UnknownDatabase(#[from] UnknownDatabase),
    /// Half a connection.
    #[error(
        "BAMBOOHR_SUBDOMAIN and an API key (BAMBOOHR_API_KEY or BAMBOOHR_API_KEY_FILE) belong together; {0} is missing"
    )]
    HalfConnection(&'static str),
    /// Two keys.
    #[error("BAMBOOHR_API_KEY and BAMBOOHR_API_KEY_FILE are both set; keep one")]
    TwoKeys,
    /// The key file cannot be read.
    #[error("the API key file {0} cannot be read: {1}")]
    KeyFile(String, String),
    /// The file of candidates cannot be used.
    #[error("PROXY_CANDIDATES: {0} holds no list of candidates: {1}")]
    Candidates(String, String),
    /// Not a time.
    #[error("BAMBOOHR_TIMEOUT_SECONDS must be a number of seconds above 0 and at most 3600")]
    Timeout,
    /// Not a company name.
    #[error("BAMBOOHR_SUBDOMAIN: {0}")]
    Company(#[from] bamboohr::InvalidCompany),
    /// Not a base URL.
    #[error("BAMBOOHR_BASE_URL: {0}")]
    BaseUrl(#[from] bamboohr::InvalidBaseUrl),
}

impl Arguments {
    /// Checks the arguments. `api_key` is the text of `BAMBOOHR_API_KEY`.
    pub fn into_config(self, api_key: Option<String>) -> Result<Config, ConfigError> {
        if !self.listen.ip().is_loopback() {
            return Err(ConfigError::NotLoopback(self.listen));
        }
        let database_url = DatabaseUrl::parse(&self.database_url.0)?;
        // Container files like to pass empty variables: they count as not given.
        let api_key = api_key.filter(|key| !key.trim().is_empty());
        let key_file = self
            .bamboohr_api_key_file
            .filter(|file| !file.is_empty())
            .map(PathBuf::from);
        let base_url = self.bamboohr_base_url.filter(|url| !url.trim().is_empty());
        let api_key = match (api_key, &key_file) {
            (Some(_), Some(_)) => return Err(ConfigError::TwoKeys),
            (Some(key), None) => Some(key),
            (None, Some(file)) => Some(std::fs::read_to_string(file).map_err(|error| {
                ConfigError::KeyFile(file.display().to_string(), error.kind().to_string())
            })?),
            (None, None) => None,
        };
        let api_key = api_key
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty());
        let subdomain = self
            .bamboohr_subdomain
            .filter(|text| !text.trim().is_empty());
        let bamboohr = match (subdomain, api_key) {
            (None, None) => None,
            (Some(_), None) => return Err(ConfigError::HalfConnection("the API key")),
            (None, Some(_)) => return Err(ConfigError::HalfConnection("BAMBOOHR_SUBDOMAIN")),
            (Some(subdomain), Some(key)) => {
                let company: Company = subdomain.trim().parse()?;
                let endpoint = match &base_url {
                    Some(base_url) => Endpoint::at(base_url, company)?,
                    None => Endpoint::of(company),
                };
                Some((endpoint, ApiKey::new(key)))
            }
        };
        Ok(Config {
            listen: self.listen,
            database_url,
            bamboohr,
            frontend_dist: self
                .frontend_dist
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from),
            demo: self.demo,
            sender: SenderOptions {
                settle: Duration::from_secs(self.settle_seconds),
                candidate_id_field: self
                    .bamboohr_candidate_id_field
                    .filter(|field| !field.trim().is_empty())
                    .map(|field| FieldId::new(field.trim())),
            },
            probe_every: Duration::from_secs(self.probe_seconds),
            lease: Duration::from_secs(self.lease_seconds.max(1)),
            candidates: read_candidates(self.candidates)?,
            limits: limits(self.bamboohr_timeout_seconds)?,
        })
    }
}

fn read_candidates(file: Option<OsString>) -> Result<Vec<Candidate>, ConfigError> {
    let Some(file) = file.filter(|file| !file.is_empty()).map(PathBuf::from) else {
        return Ok(Vec::new());
    };
    let unusable = |why: String| ConfigError::Candidates(file.display().to_string(), why);
    let text =
        std::fs::read_to_string(&file).map_err(|error| unusable(error.kind().to_string()))?;
    // The words of a parser may quote what it read, which is about people.
    serde_json::from_str(&text)
        .map_err(|error| unusable(format!("line {} cannot be read", error.line())))
}

/// The usual proportions, whatever the time for an answer.
fn limits(seconds: f64) -> Result<Limits, ConfigError> {
    let is_usable = seconds > 0.0 && seconds <= 3600.0;
    let whole_call = Duration::try_from_secs_f64(seconds).map_err(|_| ConfigError::Timeout)?;
    let usual = Limits::default();
    is_usable
        .then_some(Limits {
            connect: usual.connect.min(whole_call),
            whole_call,
            upload: whole_call * 10,
            ..usual
        })
        .ok_or(ConfigError::Timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(arguments: &[&str], key: Option<&str>) -> Result<Config, ConfigError> {
        let arguments = std::iter::once(&"proxy").chain(arguments);
        Arguments::try_parse_from(arguments)
            .unwrap()
            .into_config(key.map(str::to_owned))
    }

    #[test]
    fn only_loopback_is_listened_on_until_sign_in_exists() {
        for address in ["127.0.0.1:1", "127.8.8.8:1", "[::1]:1"] {
            assert!(config(&["--listen", address], None).is_ok(), "{address}");
        }
        for address in ["0.0.0.0:8081", "192.168.1.7:8081", "[::]:8081"] {
            let refused = config(&["--listen", address], None).unwrap_err();
            assert!(
                refused.to_string().contains("there is no sign-in yet"),
                "{refused}"
            );
        }
    }

    #[test]
    fn half_a_connection_is_named() {
        let company = ["--bamboohr-subdomain", "acme"];
        assert_eq!(
            config(&company, None).unwrap_err(),
            ConfigError::HalfConnection("the API key")
        );
        assert_eq!(
            config(&[], Some("k")).unwrap_err(),
            ConfigError::HalfConnection("BAMBOOHR_SUBDOMAIN")
        );
        assert!(config(&company, Some("k")).unwrap().bamboohr.is_some());
        assert!(config(&[], None).unwrap().bamboohr.is_none());
    }

    #[test]
    fn an_empty_variable_counts_as_not_given() {
        let empty = [
            "--bamboohr-subdomain",
            "acme",
            "--bamboohr-api-key-file",
            "",
            "--bamboohr-base-url",
            "",
            "--frontend-dist",
            "",
        ];
        let config = config(&empty, Some("k")).unwrap();
        assert!(config.bamboohr.is_some() && config.frontend_dist.is_none());
    }

    #[test]
    fn a_ledger_that_forgets_is_refused() {
        let memory = config(&["--database-url", "sqlite::memory:"], None);
        let expected = ConfigError::UnknownDatabase(UnknownDatabase);
        assert_eq!(memory.unwrap_err(), expected);
    }

    #[test]
    fn a_password_of_the_database_shows_in_no_debug_output_help_or_error() {
        let words = ["--database-url", "postgres://me:canary-word@host/name"];
        let arguments = Arguments::try_parse_from(std::iter::once("proxy").chain(words)).unwrap();
        assert!(!format!("{arguments:?}").contains("canary-word"));
        let config = arguments.into_config(None).unwrap();
        assert!(!format!("{config:?}").contains("canary-word"));
        let wrong = ["--database-url", "mysql://me:canary-word@host/name"];
        let error = config_error(&wrong);
        assert!(!error.contains("canary-word"), "{error}");
        let command = <Arguments as clap::CommandFactory>::command();
        let database = command
            .get_arguments()
            .find(|argument| argument.get_id() == "database_url");
        assert!(database.unwrap().is_hide_env_values_set());
    }

    fn config_error(arguments: &[&str]) -> String {
        config(arguments, None).unwrap_err().to_string()
    }

    #[test]
    fn the_key_shows_in_no_debug_output() {
        let config = config(&["--bamboohr-subdomain", "acme"], Some("canary-key")).unwrap();
        assert!(!format!("{config:?}").contains("canary-key"));
    }

    #[test]
    fn the_usual_time_for_an_answer_gives_the_clients_usual_limits() {
        assert_eq!(config(&[], None).unwrap().limits, Limits::default());
        let short = config(&["--bamboohr-timeout-seconds", "0.5"], None).unwrap();
        let half = Duration::from_millis(500);
        assert_eq!(
            (short.limits.connect, short.limits.whole_call),
            (half, half)
        );
        for wrong in ["0", "-1", "NaN", "inf", "3601"] {
            let wrong = format!("--bamboohr-timeout-seconds={wrong}");
            assert_eq!(config(&[&wrong], None).unwrap_err(), ConfigError::Timeout);
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_of_candidates_is_said_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("candidates.json");
        let path = file.to_str().unwrap();
        let candidates = |text: &str| {
            std::fs::write(&file, text).unwrap();
            config(&["--candidates", path], None).map(|config| config.candidates)
        };
        let one = r#"[{"id":"a","first_name":"Ann","last_name":"Lee","email":null,"phone":null,
                       "stage":"hired","job":{}}]"#;
        assert_eq!(candidates(one).unwrap().len(), 1);
        let said = candidates("[\n\"canary\"]").unwrap_err().to_string();
        assert!(
            said.contains("line 2") && !said.contains("canary"),
            "{said}"
        );
    }
}
