//! How values are kept in columns: JSON, times, and texts that every database takes.

use std::borrow::Cow;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::LedgerError;

/// More words than this in a search are not looked at.
const MOST_WORDS: usize = 8;

/// The lower-case words of a search.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = storable(text).to_lowercase();
    let words = text.split_whitespace().take(MOST_WORDS);
    words.map(str::to_owned).collect()
}

/// Without the one character that PostgreSQL cannot keep in a text.
pub(super) fn storable(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', ""))
    } else {
        Cow::Borrowed(text)
    }
}

pub(super) fn to_json(
    table: &'static str,
    value: &(impl Serialize + ?Sized),
) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|_| LedgerError::UnreadableRow(table))
}

pub(super) fn from_json<T: DeserializeOwned>(
    table: &'static str,
    row: &AnyRow,
    column: &str,
) -> Result<Option<T>, LedgerError> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| LedgerError::UnreadableRow(table)))
        .transpose()
}

/// A duration as columns hold it. One that does not fit is as good as for ever.
pub(super) fn milliseconds(duration: Duration) -> i64 {
    // Half of the range leaves room to add it to any time.
    i64::try_from(duration.as_millis())
        .unwrap_or(i64::MAX)
        .min(i64::MAX / 2)
}

/// From one time to a later one; `None` when it is not later.
pub(super) fn between(earlier: i64, later: i64) -> Option<Duration> {
    let milliseconds = u64::try_from(later.saturating_sub(earlier)).ok()?;
    (milliseconds > 0).then(|| Duration::from_millis(milliseconds))
}

/// A count as the database gives it.
pub(super) fn count(row: &AnyRow, column: &str) -> Result<u64, LedgerError> {
    Ok(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

pub(super) fn small_count(row: &AnyRow, column: &str) -> Result<u32, LedgerError> {
    Ok(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(u32::MAX))
}

/// Truth as both databases hold it.
pub(super) fn flag(row: &AnyRow, column: &str) -> Result<bool, LedgerError> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}
