//! The file of `PINPOINT_CONFIG_FILE`: how this Pinpoint speaks, and what it is asked for. Everything has a default, which
//! `packaging/pinpoint.toml` says with its reason. Read once at the start; what is wrong is said with its place.

mod checks;
mod usual;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use ::pinpoint::plugin::{Dialect, is_entered_key};
use ::pinpoint::{FILE_HOSTS, STORAGE_HOSTS};
use handoff::Attribute;
use handoff::interface::LARGEST_DOCUMENT;
use ipnet::IpNet;
use outside::DownloadLimits;
use serde::Deserialize;
use url::Url;

use super::{APPLICATION_ID, CV, DOCUMENTS, EMAIL, ENDPOINTS, SUBMIT, is_at};
pub(super) use checks::is_path;
use checks::{is_host, is_on_this_machine};
use usual::{LISTS, mappings};
pub(super) use words::{Words, filled};

/// Where in the file something is wrong, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct InvalidPluginSettings {
    place: String,
    why: String,
}

/// How the plugin behaves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PluginSettings {
    /// What it is called in Pinpoint's list of plugins.
    pub(super) name: String,
    /// The menu entry.
    pub(super) label: String,
    /// Seconds after which a form is answered, or why there is none.
    pub(super) meta_seconds: u64,
    /// Seconds after which a submit is answered, whatever has become of it.
    pub(super) submit_seconds: u64,
    /// The path below which it is served too; empty for none.
    pub(super) path: String,
    /// From where calls are taken; from anywhere when there is none.
    pub(super) callers: Vec<Network>,
    /// How this Pinpoint speaks.
    pub(super) dialect: Dialect,
    /// What people read.
    pub(super) words: Words,
    /// Other words for what goes wrong.
    pub(super) problems: Vec<ProblemWords>,
    /// Which files are fetched.
    pub(super) files: FileSettings,
    /// Fields whose dropdowns are lists of their own, when [`Dialect::list_endpoints`] is on.
    pub(super) lists: Vec<String>,
    /// What Pinpoint fills in.
    pub(super) mappings: Vec<MappingSetting>,
}

/// Which files are fetched from the addresses that a submit names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FileSettings {
    /// What the field of the CV is filled with; empty for no such mapping.
    cv: String,
    hosts: Vec<String>,
    storage_hosts: Vec<String>,
    seconds: u64,
    /// An origin on this machine that stands in for Pinpoint.
    simulator: Option<String>,
}

/// Networks as `203.0.113.0/24`, or one address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Network(pub(super) IpNet);

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let one = || text.parse::<IpAddr>().ok().map(IpNet::from);
        let network = text.parse().ok().or_else(one);
        let network =
            network.ok_or_else(|| format!("{text} is no network, such as 203.0.113.0/24"))?;
        Ok(Self(network))
    }
}

/// Words for a problem that has these as its title.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProblemWords {
    /// Its usual title.
    problem: String,
    title: String,
    detail: String,
}

/// One field that Pinpoint fills in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingSetting {
    /// A field of BambooHR, or a name that begins with `candidate`: then the words are shown beside the field that they
    /// are for.
    pub(super) key: String,
    pub(super) label: String,
    /// A text with variables in double braces.
    pub(super) value: String,
    /// What it is of the candidate.
    #[serde(default)]
    pub(super) attribute: Option<Attribute>,
    /// Said as it stands, if it does.
    #[serde(default)]
    pub(super) multiline: Option<bool>,
}

impl Default for PluginSettings {
    fn default() -> Self {
        Self {
            name: "BambooHR".to_owned(),
            label: "Send to BambooHR".to_owned(),
            meta_seconds: 2,
            submit_seconds: 7,
            path: String::new(),
            callers: Vec::new(),
            dialect: Dialect::default(),
            words: Words::default(),
            problems: Vec::new(),
            files: FileSettings::default(),
            lists: LISTS.map(str::to_owned).to_vec(),
            mappings: mappings(),
        }
    }
}

impl Default for FileSettings {
    fn default() -> Self {
        Self {
            cv: "{{candidate_cv}}".to_owned(),
            hosts: FILE_HOSTS.map(str::to_owned).to_vec(),
            storage_hosts: STORAGE_HOSTS.map(str::to_owned).to_vec(),
            seconds: 4,
            simulator: None,
        }
    }
}

impl PluginSettings {
    /// Reads the file.
    pub fn read_file(file: &Path) -> Result<Self, InvalidPluginSettings> {
        let place = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| InvalidPluginSettings {
            place: place.clone(),
            why: format!("cannot be read: {}", error.kind()),
        })?;
        Self::read(&text).map_err(|error| InvalidPluginSettings {
            place: format!("{place}: {}", error.place),
            why: error.why,
        })
    }

    /// Reads the text of such a file.
    pub fn read(text: &str) -> Result<Self, InvalidPluginSettings> {
        let read: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.unwrap_or_default().lines().count().max(1);
            wrong(&format!("line {line}"), error.message())
        })?;
        read.checked()
    }

    /// After so long a form is answered.
    pub(super) fn meta(&self) -> Duration {
        Duration::from_secs(self.meta_seconds)
    }

    /// After so long a submit is answered.
    pub(super) fn submit(&self) -> Duration {
        Duration::from_secs(self.submit_seconds)
    }

    /// After so long what is asked for at this path is answered.
    pub(super) fn longest(&self, path: &str) -> Duration {
        match path.ends_with(SUBMIT) {
            true => self.submit(),
            false => self.meta(),
        }
    }

    /// An endpoint as the plugin says it.
    pub(super) fn endpoint(&self, path: &str) -> String {
        format!("{}{path}", self.dialect.endpoint_prefix)
    }

    /// The header in which the connection code comes.
    pub(super) fn code_header(&self) -> Option<&str> {
        Some(self.dialect.code_header.as_str()).filter(|name| !name.is_empty())
    }

    /// A problem in the operator's words, if there are any.
    pub(super) fn said<'a>(&'a self, title: &'a str, detail: &'a str) -> (&'a str, &'a str) {
        let mut problems = self.problems.iter();
        match problems.find(|words| words.problem == title) {
            Some(words) => (&words.title, &words.detail),
            None => (title, detail),
        }
    }

    /// What the field of the CV is filled with.
    pub(super) fn cv(&self) -> Option<&str> {
        Some(self.files.cv.as_str()).filter(|cv| !cv.trim().is_empty())
    }

    /// What an address of mail is filled with.
    pub(super) fn email(&self) -> Option<&str> {
        let mut mappings = self.mappings.iter();
        let email = mappings.find(|mapping| mapping.attribute == Some(Attribute::Email))?;
        Some(&email.value)
    }

    /// From where files are fetched.
    pub(super) fn downloads(&self) -> DownloadLimits {
        let simulator = self.files.simulator.as_deref();
        DownloadLimits {
            hosts: self.files.hosts.clone(),
            storage_hosts: self.files.storage_hosts.clone(),
            local_origins: simulator
                .and_then(|origin| Url::parse(origin).ok())
                .into_iter()
                .collect(),
            may_lead_inside: false,
            largest: LARGEST_DOCUMENT,
            connect: Duration::from_secs(self.files.seconds),
            longest: Duration::from_secs(self.files.seconds),
        }
    }

    fn checked(self) -> Result<Self, InvalidPluginSettings> {
        if self.name.trim().is_empty() || self.label.trim().is_empty() {
            return Err(wrong("name, label", "must not be empty"));
        }
        if !(1..=50).contains(&self.submit_seconds) {
            return Err(wrong("submit_seconds", "must be 1 to 50"));
        }
        if !(1..=50).contains(&self.meta_seconds) {
            return Err(wrong("meta_seconds", "must be 1 to 50"));
        }
        if !(1..=30).contains(&self.files.seconds) {
            return Err(wrong("files.seconds", "must be 1 to 30"));
        }
        checks::dialect(&self.dialect)?;
        if !is_path(&self.path) {
            return Err(wrong(
                "path",
                "must be empty, or a plain path such as /pinpoint",
            ));
        }
        if ENDPOINTS.iter().any(|endpoint| is_at(&self.path, endpoint)) {
            let why = "must neither be one of the plugin's own addresses, such as /lists, nor be below one";
            return Err(wrong("path", why));
        }
        if let Some(name) = self.words.wrong() {
            let why = "must say something, with the same names in braces as the usual text";
            return Err(wrong(&format!("words.{name}"), why));
        }
        let texts = self
            .problems
            .iter()
            .flat_map(|words| [&words.problem, &words.title, &words.detail]);
        if texts.into_iter().any(|text| text.trim().is_empty()) {
            return Err(wrong(
                "problems",
                "each needs a problem, a title and a detail",
            ));
        }
        let hosts = self.files.hosts.iter().chain(&self.files.storage_hosts);
        if let Some(host) = hosts.into_iter().find(|host| !is_host(host)) {
            let why = format!("{host} is no host name, with or without *. before it");
            return Err(wrong("files.hosts, files.storage_hosts", &why));
        }
        if self
            .files
            .simulator
            .as_ref()
            .is_some_and(|origin| !is_on_this_machine(origin))
        {
            let why =
                "must be http://127.0.0.1 with a port: a stand-in for Pinpoint on this machine";
            return Err(wrong("files.simulator", why));
        }
        let mut known = BTreeSet::from([APPLICATION_ID, EMAIL, CV, DOCUMENTS]);
        for (index, mapping) in self.mappings.iter().enumerate() {
            let place = format!("mappings[{index}]");
            if mapping.key.trim().is_empty() || mapping.value.trim().is_empty() {
                return Err(wrong(&place, "needs a key and a value"));
            }
            if is_entered_key(&mapping.key) {
                let why =
                    "a key cannot end in _entered: that marks what somebody entered into the form";
                return Err(wrong(&place, why));
            }
            if !known.insert(&mapping.key) {
                return Err(wrong(&place, "another field has this key"));
            }
            if mapping.attribute == Some(Attribute::FullName) {
                return Err(wrong(&place, "map first_name and last_name, not full_name"));
            }
        }
        Ok(self)
    }
}

fn wrong(place: &str, why: &str) -> InvalidPluginSettings {
    InvalidPluginSettings {
        place: place.to_owned(),
        why: why.to_owned(),
    }
}
