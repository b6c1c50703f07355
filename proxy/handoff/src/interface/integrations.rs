//! The connection to BambooHR as an admin sees and changes it, and what the doctor found.
//!
//! The key travels in one direction only: [`NewConnection`] brings it, nothing here takes it back.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `GET /api/integrations/bamboohr`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IntegrationView {
    /// The company's BambooHR name, for example `acme`; `None` when nothing is connected.
    pub company: Option<String>,
    /// What may be known of the key; `None` when there is none.
    #[serde(default)]
    pub key: Option<KeyView>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// The deployment gives the connection: nothing can be changed here.
    #[serde(default)]
    pub from_environment: bool,
    /// Why no key can be stored, and how that is mended; `None` when one can.
    #[serde(default)]
    pub no_storage: Option<String>,
    /// Counts the changes. A change names the version it was made on; 0 when nothing is connected.
    #[serde(default)]
    pub version: u64,
    /// What the doctor found last with this connection.
    #[serde(default)]
    pub report: Option<DoctorReport>,
    /// In the demonstration: what to enter for the local sandbox.
    #[serde(default)]
    pub sample: Option<SampleAccess>,
}

/// What may be known of a key that is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyView {
    /// Its last four characters; empty for a key too short to show any.
    pub ends_with: String,
    /// Who stored it; `None` when the deployment gives it.
    #[serde(default)]
    pub added_by: Option<String>,
    /// When, RFC 3339.
    #[serde(default)]
    pub added_at: Option<String>,
    /// When BambooHR last accepted it, RFC 3339.
    #[serde(default)]
    pub last_worked_at: Option<String>,
}

/// A company and a key of the local sandbox. Neither opens anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SampleAccess {
    /// The sandbox's company.
    pub company: String,
    /// Its administrator's key.
    pub key: String,
}

/// `PUT /api/integrations/bamboohr`: stores a connection, without enabling or disabling it. Answered with an
/// [`IntegrationView`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewConnection {
    /// The company's BambooHR name, or any address of its BambooHR.
    pub subdomain: String,
    /// The key; `None` keeps the stored one, which is possible for the same company only.
    #[serde(default)]
    pub api_key: Option<String>,
    /// [`IntegrationView::version`] of what was seen.
    pub version: u64,
}

/// Without the key, so that none gets into a log.
impl fmt::Debug for NewConnection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NewConnection")
            .field("subdomain", &self.subdomain)
            .field("brings_a_key", &self.api_key.is_some())
            .field("version", &self.version)
            .finish()
    }
}

/// `PUT /api/integrations/bamboohr/enabled`: enabling runs the doctor first, and is refused with the problem
/// `not-ready` when it finds an [`Severity::Error`]. Answered with an [`IntegrationView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnabledChange {
    /// What is wanted.
    pub enabled: bool,
    /// [`IntegrationView::version`] of what was seen.
    pub version: u64,
}

/// `DELETE /api/integrations/bamboohr`: deletes company and key. Answered with an [`IntegrationView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// [`IntegrationView::version`] of what was seen.
    pub version: u64,
}

/// `POST /api/integrations/bamboohr/check`, and `…/test-person`, which adds and deletes a clearly named test person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DoctorReport {
    /// When it was asked, RFC 3339.
    pub at: String,
    /// In the order of asking; what could not be asked any more is not there.
    pub findings: Vec<Finding>,
}

impl DoctorReport {
    /// The worst of all findings; [`Severity::Good`] when there is none.
    pub fn severity(&self) -> Severity {
        let severities = self.findings.iter().map(|finding| finding.severity);
        severities.max().unwrap_or(Severity::Good)
    }
}

/// One thing the doctor looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable name of what was found, for example `key-rejected`.
    pub code: String,
    /// What was looked at, for a list: `The key is accepted`.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, one or two sentences.
    pub sentence: String,
    /// What to do in BambooHR, for somebody who is its admin; `None` when there is nothing to do.
    #[serde(default)]
    pub advice: Option<String>,
    /// Labels of the fields, lists or options it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

/// How bad a finding is; the later the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Nothing is wrong, but it cannot be told for certain, or something is worth knowing.
    Note,
    /// Sends work, and some of what is entered will not arrive.
    Warning,
    /// Nothing can be sent.
    Error,
}
