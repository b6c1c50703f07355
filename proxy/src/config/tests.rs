//! What is taken from flags and environment, and what is refused with which words.

use super::*;

fn config(arguments: &[&str], key: Option<&str>) -> Result<Config, ConfigError> {
    let arguments = std::iter::once(&"proxy").chain(arguments);
    Arguments::try_parse_from(arguments)
        .unwrap()
        .into_config(&Secrets::of(|name| match name {
            "BAMBOOHR_API_KEY" => key.map(str::to_owned),
            _ => None,
        }))
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
    let config = arguments.into_config(&Secrets::default()).unwrap();
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
