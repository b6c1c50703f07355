//! The tables of a company and their columns.

use serde::Deserialize;

use crate::answer::{list_or_nothing, text_or_nothing};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::FieldId;

/// A table: an entry of `GET /meta/tables`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Table {
    /// Its name in calls.
    pub alias: String,
    /// Its columns.
    #[serde(default, rename = "fields", deserialize_with = "list_or_nothing")]
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Column {
    /// Field id.
    pub id: FieldId,
    /// The company's label.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub name: String,
    /// Its name in calls.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub alias: String,
    /// For example `list` or `date`.
    #[serde(rename = "type", default, deserialize_with = "text_or_nothing")]
    pub kind: String,
}

impl Client {
    /// All tables: `GET /meta/tables`.
    pub async fn tables(&self) -> Result<Vec<Table>, Error> {
        let call = Call::get("read tables", &["meta", "tables"]);
        self.read(call).await?.json()
    }
}
