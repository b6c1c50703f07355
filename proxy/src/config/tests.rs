//! What is taken from flags and environment, and what is refused with which words.

use super::*;
use crate::ledger::UnknownDatabase;
use crate::vault::MasterKeysError;

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
fn beyond_this_machine_it_is_reached_over_https_only_and_never_as_a_demonstration() {
    for address in ["127.0.0.1:1", "127.8.8.8:1", "[::1]:1"] {
        assert!(config(&["--listen", address], None).is_ok(), "{address}");
    }
    let secure = ["--public-url", "https://hires.acme.example"];
    for address in ["0.0.0.0:8081", "192.168.1.7:8081", "[::]:8081"] {
        let listen = ["--listen", address];
        let refused = config(&listen, None).unwrap_err();
        assert!(refused.to_string().contains("set PUBLIC_URL"), "{refused}");
        let local = ["--public-url", "http://localhost:8081"];
        let refused = config(&[listen, local].concat(), None).unwrap_err();
        assert!(refused.to_string().contains("only over https"), "{refused}");
        assert!(config(&[listen, secure].concat(), None).is_ok());
        let refused = config(&[&listen[..], &["--demo"]].concat(), None).unwrap_err();
        assert!(
            refused.to_string().contains("whoever opens it is an admin"),
            "{refused}"
        );
    }
    let refused = config(&[&secure[..], &["--demo"]].concat(), None).unwrap_err();
    assert!(
        refused.to_string().contains("for this machine only"),
        "{refused}"
    );
}

#[test]
fn tls_needs_certificate_and_key_and_an_address_that_fits() {
    let both = ["--tls-cert-file", "c.pem", "--tls-key-file", "k.pem"];
    let beyond = [
        "--listen",
        "0.0.0.0:443",
        "--public-url",
        "https://hires.acme.example",
    ];
    let tls = config(&[both, beyond].concat(), None).unwrap().tls.unwrap();
    assert_eq!((tls.certificate, tls.key), ("c.pem".into(), "k.pem".into()));
    let half = config(&["--tls-cert-file", "c.pem", "--tls-key-file", ""], None);
    assert_eq!(half.unwrap_err(), ConfigError::HalfTls("TLS_KEY_FILE"));
    let half = config(&["--tls-key-file", "k.pem"], None);
    assert_eq!(half.unwrap_err(), ConfigError::HalfTls("TLS_CERT_FILE"));
    let plain = ["--public-url", "http://localhost:8081"];
    let refused = config(&[&both[..], &plain].concat(), None);
    assert_eq!(refused.unwrap_err(), ConfigError::PublicUrlOfTls);
    let arguments = Arguments::try_parse_from(std::iter::once("proxy").chain(both)).unwrap();
    assert_eq!(arguments.address().unwrap(), "https://127.0.0.1:8081");
}

#[test]
fn the_plugin_listens_where_the_operator_says_and_beyond_this_machine_over_https_only() {
    let plugin = |arguments: &[&str]| config(arguments, None).map(|config| config.plugin);
    assert!(
        plugin(&[]).unwrap().is_none() && plugin(&["--pinpoint-address", ""]).unwrap().is_none()
    );
    let local = plugin(&["--pinpoint-address", "127.0.0.1:8082"])
        .unwrap()
        .unwrap();
    assert_eq!(local.address.port(), 8082);
    let beyond = ["--pinpoint-address", "0.0.0.0:8082"];
    let refused = plugin(&beyond).unwrap_err();
    assert!(
        matches!(refused, ConfigError::PluginNotLoopback(_)),
        "{refused}"
    );
    let secure = ["--public-url", "https://hires.acme.example"];
    assert!(plugin(&[beyond, secure].concat()).unwrap().is_some());
    assert_eq!(
        plugin(&["--pinpoint-address", "8082"]).unwrap_err(),
        ConfigError::PluginAddress
    );
    let file = ["--pinpoint-config-file", "/no/such/file.toml"];
    let refused = plugin(&file).unwrap_err().to_string();
    assert!(
        refused.starts_with("PINPOINT_CONFIG_FILE: /no/such/file.toml: cannot be read"),
        "{refused}"
    );
    let packaged = concat!(env!("CARGO_MANIFEST_DIR"), "/../packaging/pinpoint.toml");
    let without = plugin(&["--pinpoint-config-file", packaged]).unwrap_err();
    assert_eq!(without, ConfigError::PluginWithoutAddress);
}

#[test]
fn numbers_are_told_where_the_operator_says_and_nowhere_else() {
    let metrics = |address: &str| config(&["--metrics-listen", address], None).map(|it| it.metrics);
    assert_eq!(config(&[], None).unwrap().metrics, None);
    assert_eq!(metrics("").unwrap(), None);
    let address = "127.0.0.1:9464";
    assert_eq!(metrics(address).unwrap(), Some(address.parse().unwrap()));
    assert_eq!(metrics("9464").unwrap_err(), ConfigError::Metrics);
}

#[test]
fn traces_go_to_a_collector_that_is_named_without_a_secret() {
    let collector = |address: &str| {
        let config = config(&["--otlp-endpoint", address], None)?;
        Ok(config.collector.map(|url| url.to_string()))
    };
    assert_eq!(config(&[], None).unwrap().collector, None);
    assert_eq!(collector(""), Ok(None));
    let address = "http://127.0.0.1:4318/".to_owned();
    assert_eq!(collector("http://127.0.0.1:4318"), Ok(Some(address)));
    for wrong in [
        "127.0.0.1:4318",
        "grpc://collector",
        "https://me:canary@collector.example",
        "https://collector.example?key=canary",
    ] {
        assert_eq!(collector(wrong), Err(ConfigError::Collector), "{wrong}");
        assert!(!ConfigError::Collector.to_string().contains("canary"));
    }
}

#[test]
fn networks_and_times_of_sessions_are_read_or_named() {
    let trusted = ["--trusted-proxies", "10.0.0.0/8, 192.0.2.1,"];
    let networks = config(&trusted, None).unwrap().trusted_proxies;
    let networks: Vec<String> = networks.iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["10.0.0.0/8", "192.0.2.1/32"]);
    let refused = config(&["--trusted-proxies", "everybody"], None).unwrap_err();
    assert_eq!(refused, ConfigError::TrustedProxies("everybody".to_owned()));
    let refused = config(&["--session-idle-minutes", "0"], None).unwrap_err();
    assert_eq!(refused, ConfigError::Sessions);
    let kept = |days: &str| config(&["--retention-days", days], None).unwrap().retention;
    assert_eq!((kept("0"), kept("2")), (None, Some(days(2))));
    let sessions = config(&["--session-hours", "8"], None).unwrap().sessions;
    assert_eq!(
        (sessions.idle.as_secs(), sessions.whole.as_secs()),
        (3600, 8 * 3600)
    );
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

fn with_secrets(arguments: &[&str], secrets: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let arguments = std::iter::once(&"proxy").chain(arguments);
    let given = |name: &str| {
        let found = secrets.iter().find(|(given, _)| *given == name);
        found.map(|(_, text)| (*text).to_owned())
    };
    Arguments::try_parse_from(arguments)
        .unwrap()
        .into_config(&Secrets::of(given))
}

#[test]
fn the_sample_of_the_demonstration_is_refused_outside_it() {
    let sandbox = [("DEMO_SANDBOX", "acme:canary-key")];
    let local = ["--bamboohr-base-url", "http://127.0.0.1:8090"];
    let demo = [local.as_slice(), &["--demo"]].concat();
    let config = with_secrets(&demo, &sandbox).unwrap();
    let sample = config.sample.unwrap();
    assert_eq!((&*sample.company, &*sample.key), ("acme", "canary-key"));
    assert_eq!(config.demo_start, DemoStart::Connected);
    let elsewhere = ["--demo", "--bamboohr-base-url", "https://bamboo.example"];
    for arguments in [local.as_slice(), &["--demo"], &elsewhere] {
        let refused = with_secrets(arguments, &sandbox).unwrap_err();
        assert_eq!(refused, ConfigError::NoDemo, "{arguments:?}");
        let unconnected = [arguments, &["--demo-unconnected"]].concat();
        let refused = with_secrets(&unconnected, &[]).unwrap_err();
        assert_eq!(refused, ConfigError::NoDemo, "{arguments:?}");
    }
    let unconnected = [demo.as_slice(), &["--demo-unconnected"]].concat();
    let config = with_secrets(&unconnected, &sandbox).unwrap();
    assert_eq!(config.demo_start, DemoStart::Unconnected);
    for wrong in ["acme", "acme:", ":key"] {
        let refused = with_secrets(&demo, &[("DEMO_SANDBOX", wrong)]);
        assert!(refused.is_err(), "{wrong}");
    }
}

#[test]
fn master_keys_come_from_the_environment_or_a_file_and_show_nowhere() {
    let keys = [("MASTER_KEYS", &*"ca".repeat(32))];
    let config = with_secrets(&[], &keys).unwrap();
    assert!(config.vault.is_some());
    assert!(!format!("{config:?}").contains("caca"));
    assert!(
        with_secrets(&[], &[("MASTER_KEYS", " ")])
            .unwrap()
            .vault
            .is_none()
    );
    let both = with_secrets(&["--master-key-file", "x"], &keys).unwrap_err();
    assert_eq!(both, ConfigError::MasterKeys(MasterKeysError::Twice));
    let wrong = with_secrets(&[], &[("MASTER_KEYS", "canary-word")]).unwrap_err();
    assert!(!format!("{wrong} {wrong:?}").contains("canary"), "{wrong}");
}

#[test]
fn a_base_url_is_looked_at_although_nothing_is_connected_yet() {
    let refused = config(&["--bamboohr-base-url", "http://bamboo.example"], None);
    assert!(matches!(refused, Err(ConfigError::BaseUrl(_))));
}

#[test]
fn the_commands_about_keys_take_the_database_and_the_keys_before_or_after() {
    let words = ["proxy", "keys", "rotate", "--master-key-file", "keys.txt"];
    let arguments = Arguments::try_parse_from(words).unwrap();
    let rotate = Command::Keys {
        what: KeysCommand::Rotate,
    };
    assert_eq!(arguments.command, Some(rotate));
    let missing = arguments.ledger_and_vault(&Secrets::default()).unwrap_err();
    assert!(missing.to_string().contains("keys.txt"), "{missing}");
}

#[test]
fn passphrases_can_be_off_only_where_a_provider_makes_admins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("providers.json");
    let written = |role: &str| {
        let text = format!(
            r#"{{ "providers": [{{ "id": "acme", "label": "Acme", "issuer": "https://login.acme.example", "client_id": "hires",
                "account": {{ "all": "local" }}, "roles": {{ "default": {{ "role": "{role}" }} }} }}] }}"#
        );
        std::fs::write(&file, text).unwrap();
    };
    let given = ["--oidc-config-file", file.to_str().unwrap()];
    let off = ["--passphrases", "off"];
    written("viewer");
    assert_eq!(config(&given, None).unwrap().providers.len(), 1);
    let both = [&given[..], &off[..]].concat();
    assert_eq!(config(&both, None).unwrap_err(), ConfigError::NoWayIn);
    written("admin");
    assert!(!config(&both, None).unwrap().passphrases);
    assert_eq!(config(&off, None).unwrap_err(), ConfigError::NoWayIn);
    assert!(config(&["--passphrases", ""], None).unwrap().passphrases);
    let refused = config(&["--passphrases", "no"], None).unwrap_err();
    assert_eq!(refused, ConfigError::Passphrases);
    let demo = [&given[..], &["--demo"]].concat();
    assert_eq!(
        config(&demo, None).unwrap_err(),
        ConfigError::DemoWithProviders
    );
    written("owner");
    let refused = config(&given, None).unwrap_err().to_string();
    assert!(refused.starts_with("OIDC_CONFIG_FILE: "), "{refused}");
    assert!(refused.contains("providers.json: line"), "{refused}");
}
