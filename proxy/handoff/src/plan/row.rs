//! A row that is to be set, against a row that is there.

use std::collections::BTreeMap;

use super::Step;
use crate::catalogue::{column_of, same_text};
use crate::form::Entry;
use crate::stored::means_the_same;

/// What a row of BambooHR is to a [`Step::SetRow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMatch {
    /// It holds the values already: nothing is to be written.
    Same,
    /// It is the row of that date, with other values: it is to be changed.
    SameDate,
    /// A row of a later date: where BambooHR shows one value for the table, it is this one's.
    Newer,
    /// Another row.
    Other,
}

impl Step {
    /// The row to be set: alias of the column → value, the date's column included. Empty for other steps.
    pub fn columns(&self) -> BTreeMap<String, Entry> {
        let Self::SetRow {
            table,
            date,
            fields,
        } = self
        else {
            return BTreeMap::new();
        };
        let values = fields
            .iter()
            .filter_map(|field| Some((column_of(&field.id)?.to_owned(), field.entry.clone())));
        let date = Entry::Text(date.clone());
        std::iter::once((table.date_column().to_owned(), date))
            .chain(values)
            .collect()
    }
}

impl Step {
    /// What the row of this step's date says of its values, by their names as fields of the employee. Nothing
    /// for rows of other dates.
    pub fn values_in(&self, row: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let Self::SetRow {
            table,
            date,
            fields,
        } = self
        else {
            return BTreeMap::new();
        };
        let is_its_row = row
            .get(table.date_column())
            .is_some_and(|theirs| same_text(theirs, date));
        let values = fields.iter().filter(|_| is_its_row).filter_map(|field| {
            let theirs = row.get(column_of(&field.id)?)?;
            Some((field.id.as_str().to_owned(), theirs.clone()))
        });
        values.collect()
    }
}

/// Compares a row, alias of the column → text, with money as `50000.00 USD`. A column that is absent is one the key
/// may not read and speaks neither for nor against; where no value can be read at all the row counts as
/// [`RowMatch::SameDate`], because changing it twice does no harm and adding it twice would.
pub fn match_row(step: &Step, row: &BTreeMap<String, String>) -> RowMatch {
    let Step::SetRow {
        table,
        date,
        fields,
    } = step
    else {
        return RowMatch::Other;
    };
    let theirs = row.get(table.date_column()).map(String::as_str);
    match theirs.map(str::trim) {
        Some(theirs) if same_text(theirs, date) => {}
        // Dates are written `YYYY-MM-DD`, so that later ones are greater texts.
        Some(theirs) if theirs > date.as_str() => return RowMatch::Newer,
        _ => return RowMatch::Other,
    }
    let mut verdicts = fields.iter().filter_map(|field| {
        let theirs = row.get(column_of(&field.id)?)?;
        Some(means_the_same(field, theirs))
    });
    match verdicts.next() {
        Some(true) if verdicts.all(|is_same| is_same) => RowMatch::Same,
        _ => RowMatch::SameDate,
    }
}
