//! The record of who did what, for admins.

use serde::{Deserialize, Serialize};

/// `POST /api/audit/search`: a page of the record, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AuditSearch {
    /// Only what was done by whoever has exactly this name.
    pub who: Option<String>,
    /// Only deeds of this kind, one of [`AuditEntry::what`].
    pub what: Option<String>,
    /// [`AuditPage::next`] of the page before.
    pub before: Option<i64>,
}

/// One page of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPage {
    /// At most 50.
    pub entries: Vec<AuditEntry>,
    /// How many there are over all pages.
    pub total: u64,
    /// [`AuditSearch::before`] of the next page; `None` on the last.
    pub next: Option<i64>,
    /// Every kind of deed with its words, for a filter.
    pub kinds: Vec<(String, String)>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditEntry {
    /// Its place, from 1 and without gaps.
    pub sequence: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// The user's name; `proxy` for the program itself, `operator` for whoever is at its machine.
    pub who: String,
    /// The kind of deed, for example `user-added`.
    pub what: String,
    /// The same in words.
    pub words: String,
    /// The id of what it is about.
    pub about: String,
    /// More about it.
    pub note: String,
}

/// `POST /api/audit/verify`: whether the record is as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditVerdict {
    /// The place of the newest entry.
    pub sequence: i64,
    /// Its hash: noted elsewhere, it proves later that nothing up to here was written anew.
    pub hash: String,
    /// Where it is not as it was written.
    pub problem: Option<String>,
}
