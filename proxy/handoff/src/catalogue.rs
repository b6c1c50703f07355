//! The fields one company has in BambooHR, with the options of its lists, and the columns of its dated tables.
//!
//! The catalogue is made by the proxy from BambooHR's metadata and consumed by [`crate::compose()`].
//! It holds facts about the company, never about a person.

use serde::{Deserialize, Serialize};

mod standard;
mod tables;

pub use standard::{is_custom, is_required_by_bamboohr, is_sensitive, is_writable};
pub(crate) use tables::column_of;
pub use tables::{Table, TableColumns, is_only_in_rows, row_only_fields};

/// A BambooHR field alias such as `hireDate` or `customShirtSize`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FieldId(String);

impl FieldId {
    /// Wraps an alias.
    pub fn new(alias: impl Into<String>) -> Self {
        Self(alias.into())
    }

    /// The alias.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What kind of value a field takes. The catalogue decides; a kind we do not know is sent as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number; BambooHR enforces no form.
    Phone,
    /// One of [`Field::choices`].
    Choice,
    /// A state or province, by name or abbreviation.
    State,
    /// An amount with its currency.
    Money,
    /// Somebody who works here, by the name that BambooHR shows. Found by a search; sent as one line of text.
    Employee,
    /// Anything else: sent as text.
    Other,
}

/// One field of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// BambooHR's alias.
    pub id: FieldId,
    /// The company's own label, for example `Job Title`.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// The options that may be chosen now: archived ones are left out. For [`FieldKind::State`] these are the states
    /// of the countries that were read; in others any text may stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Whether the company made the field itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_custom: bool,
    /// Whether what is in it is nobody's business but that of a few: numbers of the state, pay, birth, family.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_sensitive: bool,
    /// The list that its options come from, when it has one of the company's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListOf>,
}

/// A list of options in BambooHR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListOf {
    /// BambooHR's number of the field that the list belongs to, for `PUT meta/lists/{id}`.
    pub id: String,
    /// Whether BambooHR lets options be added. Whether the owner of the key may is another question.
    pub can_add: bool,
}

impl Field {
    /// A field without options that BambooHR made.
    pub fn new(alias: &str, label: impl Into<String>, kind: FieldKind) -> Self {
        let id = FieldId::new(alias);
        Self {
            is_custom: is_custom(&id),
            is_sensitive: is_sensitive(&id, kind),
            id,
            label: label.into(),
            kind,
            choices: Vec::new(),
            list: None,
        }
    }
}

/// One option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// The exact text BambooHR knows.
    pub value: String,
    /// Other spellings that mean the same, such as an ISO code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Of a state: the country it is in, as an option of the country's field. The option can be chosen with it only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
}

impl Choice {
    /// An option without other spellings.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            also: Vec::new(),
            within: None,
        }
    }

    /// Whether `text` names this option. BambooHR ignores case, and so does this.
    pub fn is_named(&self, text: &str) -> bool {
        std::iter::once(&self.value)
            .chain(&self.also)
            .any(|name| same_text(name, text))
    }
}

/// All fields and table columns of one company that the key can see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Catalogue {
    /// In BambooHR's order; an alias occurs once.
    pub fields: Vec<Field>,
    /// The dated tables; a table that is not here cannot be seen.
    #[serde(default)]
    pub tables: Vec<TableColumns>,
}

impl Catalogue {
    /// The field with this alias.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The same catalogue with the states of one more country, which is given by an option of the country's field.
    /// Those of a country that is known already are replaced.
    #[must_use]
    pub fn with_states(mut self, country: &str, states: Vec<Choice>) -> Self {
        let is_of_country = |choice: &Choice| {
            let within = choice.within.as_deref();
            within.is_some_and(|within| same_text(within, country))
        };
        let states = states.into_iter().map(|state| Choice {
            within: Some(country.to_owned()),
            ..state
        });
        let states: Vec<Choice> = states.collect();
        for field in &mut self.fields {
            if field.kind == FieldKind::State {
                field.choices.retain(|choice| !is_of_country(choice));
                field.choices.extend(states.iter().cloned());
            }
        }
        self
    }

    /// Whether the key can see this column.
    pub fn shows(&self, table: Table, column: &str) -> bool {
        self.tables
            .iter()
            .filter(|columns| columns.table == table)
            .any(|columns| columns.columns.iter().any(|alias| alias == column))
    }
}

/// Equal but for case and for white space around and between words.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    one.split_whitespace()
        .map(str::to_lowercase)
        .eq(other.split_whitespace().map(str::to_lowercase))
}
