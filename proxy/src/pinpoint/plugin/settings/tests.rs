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
    // Each name that can be set stands in it, so that it is the documentation.
    for name in [
        "version",
        "application_id_variable",
        "external_identifier",
        "list_endpoints",
        "dates",
        "mapped_when_asked_anew",
    ] {
        assert!(PACKAGED.contains(&format!("\n{name} = ")), "{name}");
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
            "[[mappings]]\nkey = \"a\"\nlabel = \"x\"\nvalue = \"x\"\nattribute = \"shoe_size\"",
            "line 5: nothing of a candidate is called",
        ),
    ] {
        let said = PluginSettings::read(text).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{text}: {said}");
    }
}

#[test]
fn a_file_changes_what_it_names_and_nothing_else() {
    let read = PluginSettings::read("[dialect]\nversion = \"2.0.0\"").unwrap();
    let mut expected = PluginSettings::default();
    expected.dialect.version = "2.0.0".to_owned();
    assert_eq!(read, expected);
}
