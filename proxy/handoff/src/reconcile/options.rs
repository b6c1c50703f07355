//! Which option of a list the words of a candidate mean.
//!
//! Only what BambooHR itself takes for the option, or what a person of the company chose for these words before, is
//! certain. Everything else is a question to a person: a likely option is shown and never filled in. Opposites and
//! other ranks are not likely, however alike the words look, because every word of one must be a word of the other.

mod places;
mod vocabulary;
mod words;

use crate::catalogue::{Choice, FieldId, same_text};
use crate::setup::RememberedChoice;
use words::Words;

/// What some words are to the options of a list. Each option is given as BambooHR spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionMatch {
    /// They name this option.
    Exact(String),
    /// A person chose this option for them before.
    Remembered(String),
    /// They could mean one of these, the likeliest first, at most three.
    Likely(Vec<String>),
    /// No option comes close.
    Missing,
}

/// More suggestions than this are a list again.
const MOST_LIKELY: usize = 3;

/// Looks for the option that `text` means. `remembered` are the choices made for this field; see [`remembered_for`].
pub fn match_option<'a>(
    text: &str,
    choices: &[Choice],
    remembered: impl IntoIterator<Item = &'a RememberedChoice>,
) -> OptionMatch {
    if let Some(choice) = choices.iter().find(|choice| choice.is_named(text)) {
        return OptionMatch::Exact(choice.value.clone());
    }
    let mut remembered = remembered.into_iter();
    let chosen = remembered.find(|chosen| same_text(&chosen.found, text));
    // An option that is archived since is no option any more.
    let chosen = chosen.and_then(|chosen| {
        choices
            .iter()
            .find(|choice| choice.is_named(&chosen.option))
    });
    if let Some(choice) = chosen {
        return OptionMatch::Remembered(choice.value.clone());
    }
    let found = Words::of(text);
    let mut likely: Vec<(u8, &Choice)> = choices
        .iter()
        .filter_map(|choice| Some((found.distance(&Words::of(&choice.value))?, choice)))
        .collect();
    likely.sort_by_key(|(distance, _)| *distance);
    let likely: Vec<String> = likely
        .into_iter()
        .take(MOST_LIKELY)
        .map(|(_, choice)| choice.value.clone())
        .collect();
    if likely.is_empty() {
        OptionMatch::Missing
    } else {
        OptionMatch::Likely(likely)
    }
}

/// The choices made for this field.
pub fn remembered_for<'a>(
    remembered: &'a [RememberedChoice],
    field: &'a FieldId,
) -> impl Iterator<Item = &'a RememberedChoice> {
    remembered.iter().filter(|chosen| chosen.field == *field)
}
