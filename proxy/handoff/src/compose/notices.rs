//! What a form says about values that could not be used and fields that are not there.
//!
//! What is said of a field that its viewer may not see never has the value in it.

use crate::catalogue::{FieldKind, is_required_by_bamboohr};
use crate::form::{FormField, Requirement, Unasked};
use crate::setup::{Asks, SetupField};

/// A hidden field with nothing to fill it in is missed by nobody.
pub(super) fn missing_field(asked: &SetupField) -> Option<String> {
    let consequence = if is_required_by_bamboohr(&asked.id) {
        "Without it nobody can be added."
    } else if asked.asks != Asks::Hidden {
        "It is left out of this form."
    } else if asked.fixed.is_some() || asked.source.is_some() {
        "It is left out of what is sent."
    } else {
        return None;
    };
    Some(format!(
        "BambooHR shows no field “{}” to this connection. {consequence} Ask your BambooHR admin whether the \
         owner of the API key may see it.",
        asked.id.as_str()
    ))
}

/// Of a field whose value BambooHR would not take. `likely` are the options that could be meant.
pub(super) fn unusable(field: &FormField, found: &str, origin: &str, likely: &[String]) -> String {
    let label = &field.label;
    let origin = capitalised(origin);
    match field.kind {
        FieldKind::Choice => {
            let perhaps = perhaps(likely);
            format!(
                "{origin} says “{found}”, which is not an option of {label} in BambooHR. {perhaps}Choose the one that \
                 fits, or ask your BambooHR admin to add it."
            )
        }
        FieldKind::Date => format!(
            "{origin} says “{found}”, which is not a date we can be sure of. Enter it here."
        ),
        _ => format!("{origin} says “{found}”, which BambooHR would not take. Enter it here."),
    }
}

fn perhaps(likely: &[String]) -> String {
    let quoted: Vec<String> = likely.iter().map(|option| format!("“{option}”")).collect();
    if quoted.is_empty() {
        return String::new();
    }
    format!("Perhaps {} is meant. ", quoted.join(" or "))
}

/// Of an amount without a currency. `usual` is the currency of the country that the candidate lives in.
pub(super) fn without_currency(found: &str, origin: &str, usual: Option<&str>) -> String {
    let origin = capitalised(origin);
    let usual = usual.map_or_else(String::new, |code| {
        format!(" Where the candidate lives, pay is usually in {code}.")
    });
    format!(
        "{origin} says “{found}” without a currency.{usual} Enter the amount with its currency."
    )
}

/// Of a value that the company chose and BambooHR would not take.
pub(super) fn unusable_fixed(field: &FormField, entry: &str) -> String {
    let label = &field.label;
    format!(
        "Your company’s setup of this form fills in “{entry}”, which BambooHR would not take for {label}. Enter it here, \
         and tell an admin."
    )
}

/// Of a name that was split. It is said at the last name, for both.
pub(super) fn split(whole: &str, first: &str, last: &str) -> String {
    format!(
        "The candidate’s profile has the name “{whole}” in one. It will be stored as first name “{first}” and last name \
         “{last}”. Correct them if that is wrong."
    )
}

/// Of a field that goes along unseen: that it does not, or that it is needed. What was to be said at the field itself
/// is taken from it.
pub(super) fn of_unasked(unasked: &mut Unasked) -> Option<String> {
    let Unasked { field, is_secret } = unasked;
    let label = &field.label;
    let said = field.notice.take();
    let why = match (said, is_secret) {
        (Some(_), true) => "what is known of it cannot be used.".to_owned(),
        (Some(said), false) => said,
        (None, _) if field.value().is_none() && field.requirement != Requirement::Optional => {
            "nothing is known of it, and nobody is sent without it.".to_owned()
        }
        (None, _) => return None,
    };
    Some(format!(
        "{label} is not asked here and stays empty: {why} Ask an admin to look at it."
    ))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
