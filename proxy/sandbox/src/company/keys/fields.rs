//! Sets of fields and table columns, for what a key may read or write.
//! A column that an employee's field is a view of is covered by that field's name; what is computed from a
//! field that is kept from a user is kept from them too, and so is what else tells of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::catalogue;
use super::super::tables::{self, Column, Table};

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

    /// Whether a field, named by its storage key, is a member.
    pub fn contains(&self, key: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(key),
            Self::AllBut(names) => {
                let is_left_out = |one: &str| names.contains(one);
                !is_left_out(key) && !sources(key).iter().any(|source| is_left_out(source))
            }
        }
    }

    /// Whether a column of a table is a member: as the field it is the current value of, else under its
    /// own name, alone (`amount`) or with its table (`bonus.bonusAmount`).
    pub(crate) fn contains_column(&self, table: &Table, column: &Column) -> bool {
        let dotted = format!("{}.{}", table.alias, column.alias);
        let field = tables::DATED
            .iter()
            .find(|dated| dated.table == table.alias && dated.column == column.alias)
            .map(|dated| dated.key);
        match self {
            Self::All => true,
            Self::Only(names) => {
                // A dependent's first name is not the employee's, though both are called the same.
                let means_a_field = field.is_none() && catalogue::resolve(column.alias).is_some();
                names.contains(&dotted)
                    || field.is_some_and(|field| names.contains(field))
                    || (!means_a_field && names.contains(column.alias))
            }
            Self::AllBut(names) => {
                let mut kept_from = [dotted.as_str(), column.alias]
                    .into_iter()
                    .chain(field)
                    .chain(source_of_column(table, column));
                !kept_from.any(|one| names.contains(one))
            }
        }
    }
}

/// What columns tell of that are no field's current value: amounts paid, and from when till when.
fn source_of_column(table: &Table, column: &Column) -> Option<&'static str> {
    let tells_of_pay = match table.alias {
        "compensation" => matches!(column.alias, "startDate" | "endDate"),
        "earnings" | "bonus" | "commission" => true,
        _ => false,
    };
    tells_of_pay.then_some("payRate")
}

/// What a computed field is computed from.
fn sources(key: &str) -> &'static [&'static str] {
    match key {
        "age" | "birthday" => &["dateOfBirth"],
        "payRateEffectiveDate" | "19.1" => &["payRate"],
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
