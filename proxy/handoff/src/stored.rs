//! What BambooHR gives back against what was sent: when two texts mean the same, and when one means nothing.
//!
//! Receipts, rows and changes are all compared here, so that they never disagree.

use crate::catalogue::{FieldKind, same_text};
use crate::form::Entry;
use crate::money::normalised_amount;
use crate::plan::PlannedField;

/// A date that is not set.
pub(crate) const NO_DATE: &str = "0000-00-00";

/// The text without BambooHR's ways to say "nothing": `0000-00-00` for a date, ` USD` for money.
pub(crate) fn emptied(kind: FieldKind, stored: &str) -> String {
    let stored = stored.trim();
    let is_empty = match kind {
        FieldKind::Date => stored == NO_DATE,
        FieldKind::Money => !stored.bytes().any(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if is_empty {
        String::new()
    } else {
        stored.to_owned()
    }
}

/// Whether a text of BambooHR says what the field was sent with.
pub(crate) fn means_the_same(field: &PlannedField, stored: &str) -> bool {
    match &field.entry {
        Entry::Text(text) => std::iter::once(text)
            .chain(&field.also)
            .any(|spelling| same_text(spelling, stored)),
        Entry::Money { amount, currency } => {
            let mut words = stored.split_whitespace();
            let same_amount = words
                .next()
                .is_some_and(|stored| normalised_amount(stored) == normalised_amount(amount));
            // Without a currency BambooHR means the company's own, which may be another one.
            same_amount
                && words
                    .next()
                    .is_some_and(|stored| same_text(stored, currency))
        }
    }
}
