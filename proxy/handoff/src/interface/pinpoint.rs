//! The connection to Pinpoint as an admin sees and changes it.
//!
//! Key and secret travel in one direction only: [`NewPinpoint`] brings them, nothing here takes them back.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::KeyView;

/// `GET /api/integrations/pinpoint`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PinpointView {
    /// The company's Pinpoint name, for example `acme`; `None` when nothing is connected.
    pub subdomain: Option<String>,
    /// What may be known of the key; `None` when there is none.
    #[serde(default)]
    pub key: Option<KeyView>,
    /// Whether anything is read or written.
    pub enabled: bool,
    /// Why no key can be stored, and how that is mended; `None` when one can.
    #[serde(default)]
    pub no_storage: Option<String>,
    /// Counts the changes. A change names the version it was made on; 0 when nothing is connected.
    #[serde(default)]
    pub version: u64,
    /// Where Pinpoint sends its webhooks: a path of this server.
    #[serde(default)]
    pub webhook: Option<String>,
    /// Why nothing is asked, and how that is mended; `None` when all is well.
    #[serde(default)]
    pub stopped: Option<String>,
    /// When a signed webhook came last, RFC 3339.
    #[serde(default)]
    pub last_event_at: Option<String>,
    /// When Pinpoint said last who is hired, RFC 3339.
    #[serde(default)]
    pub last_poll_at: Option<String>,
    /// How much waits to be read or written.
    #[serde(default)]
    pub waiting: u64,
    /// What a person must look at, the newest first: a sentence each. At most 20.
    #[serde(default)]
    pub failures: Vec<String>,
}

/// `PUT /api/integrations/pinpoint`: stores a connection, without enabling or disabling it. Answered with a
/// [`PinpointView`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPinpoint {
    /// The company's Pinpoint name, or any address of its Pinpoint.
    pub subdomain: String,
    /// The key; `None` keeps the stored one, which is possible for the same company only.
    #[serde(default)]
    pub api_key: Option<String>,
    /// What webhooks are signed with; `None` keeps the stored one.
    #[serde(default)]
    pub signing_secret: Option<String>,
    /// [`PinpointView::version`] of what was seen.
    pub version: u64,
}

/// Without key and secret, so that neither gets into a log.
impl fmt::Debug for NewPinpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NewPinpoint")
            .field("subdomain", &self.subdomain)
            .field("brings_a_key", &self.api_key.is_some())
            .field("brings_a_secret", &self.signing_secret.is_some())
            .field("version", &self.version)
            .finish()
    }
}
