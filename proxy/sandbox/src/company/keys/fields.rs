//! Sets of fields and table columns, for what a key may read or write.
//! A column that an employee's field is a view of is covered by that field's name, and the other way
//! round; what is computed from a field that is kept from a user is kept from them too.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::tables;

/// The fields a recruiter has no business with.
pub(super) const PRIVATE: [&str; 9] = [
    "payRate",
    "payType",
    "payPer",
    "paySchedule",
    "exempt",
    "overtimeRate",
    "payChangeReason",
    "ssn",
    "dateOfBirth",
];

/// A set of fields and table columns. In JSON `"all"`, a list of names, or `{"all_but": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum FieldSet {
    /// Every field, custom ones too.
    All,
    /// These and no others. Computed fields are members only under their own name.
    Only(BTreeSet<String>),
    /// Every field but these and what is computed from them.
    AllBut(BTreeSet<String>),
}

impl Default for FieldSet {
    fn default() -> Self {
        Self::none()
    }
}

impl FieldSet {
    /// No field.
    pub fn none() -> Self {
        Self::Only(BTreeSet::new())
    }

    /// These fields.
    pub fn only<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Only(names.into_iter().map(str::to_owned).collect())
    }

    /// All fields but these.
    pub fn all_but<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::AllBut(names.into_iter().map(str::to_owned).collect())
    }

    /// Whether a field, named by its storage key, or a table column is a member.
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => {
                names.contains(name) || synonyms(name).any(|one| names.contains(one))
            }
            Self::AllBut(names) => {
                let is_left_out = |one: &str| names.contains(one);
                !is_left_out(name)
                    && !synonyms(name).any(is_left_out)
                    && !sources(name).iter().any(|source| is_left_out(source))
            }
        }
    }
}

/// The fields that are views of this column. A column whose name is also that of a field means the
/// field. (`date` and `comment` are columns of several tables and stand for themselves.)
fn synonyms(column: &str) -> impl Iterator<Item = &'static str> {
    tables::DATED
        .iter()
        .filter(move |dated| dated.column == column && dated.key != column)
        .map(|dated| dated.key)
}

/// What a computed field is computed from.
fn sources(key: &str) -> &'static [&'static str] {
    match key {
        "age" | "birthday" => &["dateOfBirth"],
        "payRateEffectiveDate" | "startDate" | "19.1" => &["payRate"],
        "4403.1" => &["overtimeRate"],
        "bestEmail" => &["workEmail", "homeEmail"],
        "stateCode" => &["state"],
        "displayName" | "fullName1" | "fullName2" => &["firstName", "lastName"],
        "fullName3" | "fullName4" | "fullName5" => &["firstName", "middleName", "lastName"],
        "supervisor" | "supervisorId" | "supervisorEId" | "supervisorEmail" => &["reportsTo"],
        _ => &[],
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    List(BTreeSet<String>),
    Exception(Exception),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    all_but: BTreeSet<String>,
}

impl From<FieldSet> for Written {
    fn from(set: FieldSet) -> Self {
        match set {
            FieldSet::All => Self::Word("all".to_owned()),
            FieldSet::Only(names) => Self::List(names),
            FieldSet::AllBut(all_but) => Self::Exception(Exception { all_but }),
        }
    }
}

impl TryFrom<Written> for FieldSet {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Word(word) if word == "all" => Ok(Self::All),
            Written::Word(_) => Err("fields are \"all\", a list of names, or {\"all_but\": […]}"),
            Written::List(names) => Ok(Self::Only(names)),
            Written::Exception(Exception { all_but }) => Ok(Self::AllBut(all_but)),
        }
    }
}
