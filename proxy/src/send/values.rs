//! Values of a plan as BambooHR's client takes and gives them.

use std::collections::BTreeMap;

use bamboohr::FieldValue;
use handoff::{Entry, PlannedField};

pub(crate) fn value(entry: &Entry) -> FieldValue {
    match entry {
        Entry::Text(text) => FieldValue::Text(text.clone()),
        Entry::Money { amount, currency } => FieldValue::Money {
            value: amount.clone(),
            currency: currency.clone(),
        },
    }
}

pub(super) fn of_fields<'a>(
    fields: impl IntoIterator<Item = &'a PlannedField>,
) -> BTreeMap<String, FieldValue> {
    fields
        .into_iter()
        .map(|field| (field.id.as_str().to_owned(), value(&field.entry)))
        .collect()
}

pub(super) fn of_columns(columns: &BTreeMap<String, Entry>) -> BTreeMap<String, FieldValue> {
    columns
        .iter()
        .map(|(column, entry)| (column.clone(), value(entry)))
        .collect()
}
