//! Finding fields among all of a company: hundreds of them, and quickly.
//!
//! What is compared is folded once, when the page opens. At most [`MOST_SHOWN`] are shown; the rest is counted.

use handoff::interface::CatalogueField;

/// Most fields shown at once. More would only be scrolled past: typing is faster.
pub const MOST_SHOWN: usize = 50;

/// Which fields are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    All,
    /// Those that the company made itself.
    Custom,
    /// Those that the form does not have.
    Unused,
    /// Columns of dated tables.
    Tables,
}

impl Only {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::Custom, Self::Unused, Self::Tables];

    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Custom => "Custom",
            Self::Unused => "Not used",
            Self::Tables => "Table columns",
        }
    }
}

/// The fields that fit, as places in the whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// At most [`MOST_SHOWN`], those that begin with the text first.
    pub places: Vec<usize>,
    /// Those that are not shown included.
    pub total: usize,
}

/// What is compared of one field.
struct Entry {
    text: String,
    is_custom: bool,
    is_column: bool,
}

/// All fields, ready to be searched.
pub struct Picker(Vec<Entry>);

impl Picker {
    /// Folds labels and aliases.
    pub fn new(fields: &[CatalogueField]) -> Self {
        let entry = |field: &CatalogueField| Entry {
            text: format!("{} {}", field.label, field.id.as_str()).to_lowercase(),
            is_custom: field.is_custom,
            is_column: field.is_row_only,
        };
        Self(fields.iter().map(entry).collect())
    }

    /// The fields whose label or alias has every word. `is_used` says of a place whether the form has that field.
    pub fn find(&self, typed: &str, only: Only, is_used: &dyn Fn(usize) -> bool) -> Found {
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for (place, entry) in self.0.iter().enumerate() {
            let is_meant = match only {
                Only::All => true,
                Only::Custom => entry.is_custom,
                Only::Unused => !is_used(place),
                Only::Tables => entry.is_column,
            };
            if !is_meant || !words.iter().all(|word| entry.text.contains(word)) {
                continue;
            }
            match words.first() {
                Some(word) if !entry.text.starts_with(word) => then.push(place),
                _ => first.push(place),
            }
        }
        first.append(&mut then);
        let total = first.len();
        first.truncate(MOST_SHOWN);
        Found {
            places: first,
            total,
        }
    }
}
