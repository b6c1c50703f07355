//! What the file may say, and what is said about one that may not.

use super::*;

/// What the packaged file says.
const PACKAGED: &str = include_str!("../../../../../packaging/pinpoint.toml");

#[test]
fn the_packaged_file_says_every_default() {
    assert_eq!(
        PluginSettings::read(PACKAGED),
        Ok(PluginSettings::default())
    );
    assert_eq!(PluginSettings::read(""), Ok(PluginSettings::default()));
}

/// The names that a table may have, as whoever writes another one is told.
fn names(table: &str) -> Vec<String> {
    let said = PluginSettings::read(&format!("{table}no_such_name = 1")).unwrap_err();
    let said = said.to_string();
    let (_, known) = said.split_once("expected one of ").unwrap();
    let names = known
        .split(", ")
        .map(|name| name.trim_matches('`').to_owned());
    names.collect()
}

#[test]
fn each_name_that_can_be_set_stands_in_the_packaged_file() {
    for (table, most) in [("", 14), ("dialect.", 40), ("files.", 6), ("words.", 50)] {
        let names = names(table);
        assert!((4..most).contains(&names.len()), "{names:?}");
        for name in names {
            let is_said = ["", "# "].iter().any(|before| {
                let is_set = format!("\n{before}{name} = ");
                let is_table = [
                    format!("\n{before}[{name}]"),
                    format!("\n{before}[[{name}]]"),
                ];
                PACKAGED.contains(&is_set) || is_table.iter().any(|table| PACKAGED.contains(table))
            });
            assert!(is_said, "{table}{name}");
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (text, expected) in [
        ("nmae = \"x\"", "line 1: unknown field `nmae`"),
        ("[dialect]\nversion = 2", "line 2: invalid type"),
        (
            "[dialect]\ndates = [\"soon\"]",
            "line 2: unknown variant `soon`",
        ),
        ("submit_seconds = 0", "submit_seconds: must be 1 to 50"),
        ("meta_seconds = 51", "meta_seconds: must be 1 to 50"),
        ("name = \" \"", "name, label: must not be empty"),
        ("path = \"/x/\"", "path: must be empty, or a plain path"),
        ("path = \"x\"", "path: must be empty, or a plain path"),
        ("path = \"/{x}\"", "path: must be empty, or a plain path"),
        (
            "callers = [\"pinpointhq.com\"]",
            "line 1: pinpointhq.com is no network",
        ),
        (
            "dialect.endpoint_prefix = \"/\"",
            "dialect.endpoint_prefix: must be",
        ),
        (
            "dialect.endpoint_prefix = \"http://a.example\"",
            "dialect.endpoint_prefix: must be",
        ),
        (
            "dialect.endpoint_prefix = \"https://a.example/?x\"",
            "dialect.endpoint_prefix: must be",
        ),
        (
            "dialect.code_header = \"X_Code\"",
            "dialect.code_header: must be",
        ),
        (
            "dialect.code_header = \"Host\"",
            "dialect.code_header: must be",
        ),
        (
            "dialect.code_header = \"X-Forwarded-For\"",
            "dialect.code_header: must be",
        ),
        (
            "[dialect]\ncode_header = \"\"\ncode_in_body = false",
            "dialect.code_in_body: must be true",
        ),
        (
            "dialect.action_extra = { key = 1 }",
            "dialect.action_extra: key is",
        ),
        (
            "dialect.application_id_names = [\"a..b\"]",
            "dialect.application_id_names: a name",
        ),
        (
            "dialect.file_name = [\"\"]",
            "dialect.file_address and others: a name",
        ),
        (
            "dialect.list_value = \"\"",
            "dialect: a name or version is empty",
        ),
        (
            "dialect.configuration_type = \"select\"",
            "line 1: unknown variant",
        ),
        ("words.added = \"done\"", "words.added: must say something"),
        (
            "[[problems]]\nproblem = \"\"\ntitle = \"x\"\ndetail = \"x\"",
            "problems: each needs",
        ),
        (
            "[files]\nhosts = [\"*\"]",
            "files.hosts, files.storage_hosts: * is no host name",
        ),
        (
            "[files]\nhosts = [\"https://a.example\"]",
            "files.hosts, files.storage_hosts: https://a.example is",
        ),
        (
            "[files]\nsimulator = \"http://10.0.0.1:80\"",
            "files.simulator: must be http://127.0.0.1",
        ),
        (
            "[[mappings]]\nkey = \"cv\"\nlabel = \"x\"\nvalue = \"x\"",
            "mappings[0]: another field has this key",
        ),
        (
            "[[mappings]]\nkey = \"city_entered\"\nlabel = \"x\"\nvalue = \"x\"",
            "mappings[0]: a key cannot end in _entered",
        ),
        (
            "[[mappings]]\nkey = \"a\"\nlabel = \"x\"\nvalue = \"x\"\nattribute = \"shoe_size\"",
            "line 5: nothing of a candidate is called",
        ),
    ] {
        let said = PluginSettings::read(text).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{text}: {said}");
    }
}

#[test]
fn a_path_at_which_the_plugin_has_something_itself_is_refused() {
    for path in [
        "/export/meta",
        "/export/submit",
        "/export/submit/x",
        "/lists",
        "/lists/x",
        "/errors",
        "/errors/x",
    ] {
        let said = PluginSettings::read(&format!("path = \"{path}\"")).unwrap_err();
        let said = said.to_string();
        assert!(said.starts_with("path: must neither be"), "{path}: {said}");
    }
    for path in ["/export", "/export/metadata", "/listserv", "/x/lists"] {
        assert!(PluginSettings::read(&format!("path = \"{path}\"")).is_ok());
    }
}

#[test]
fn a_file_changes_what_it_names_and_nothing_else() {
    let read = PluginSettings::read("[dialect]\nversion = \"2.0.0\"").unwrap();
    let mut expected = PluginSettings::default();
    expected.dialect.version = "2.0.0".to_owned();
    assert_eq!(read, expected);
}
