//! Sets of people, for whom a key may see.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A set of employees. In JSON `"all"` or a list of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum People {
    /// Everybody, those added later too.
    #[default]
    All,
    /// The employees with these ids.
    Only(BTreeSet<String>),
}

impl People {
    /// These employees, by id.
    pub fn only<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Only(ids.into_iter().map(str::to_owned).collect())
    }

    pub(super) fn contains(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(&id.to_string()),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    List(BTreeSet<String>),
}

impl From<People> for Written {
    fn from(people: People) -> Self {
        match people {
            People::All => Self::Word("all".to_owned()),
            People::Only(ids) => Self::List(ids),
        }
    }
}

impl TryFrom<Written> for People {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Word(word) if word == "all" => Ok(Self::All),
            Written::Word(_) => Err("people are \"all\" or a list of ids"),
            Written::List(ids) => Ok(Self::Only(ids)),
        }
    }
}
