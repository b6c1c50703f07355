//! What depends on other fields: which values are needed, and which states a country has.

use serde_json::{Value, json};

use super::{names, spellings};
use crate::catalogue::{Choice, FieldKind, same_text};
use crate::form::{Condition, Entry, Form, FormField, Trigger};

/// Every condition of the form, each a schema that the whole submission must fit.
pub(super) fn of(form: &Form) -> Vec<Value> {
    let optional = form.fields().filter(|field| {
        // A constant is never missing, and what is always needed is said already.
        field.constant().is_none() && !field.is_always_required()
    });
    let needed = optional.flat_map(|field| {
        let conditions = field.conditions.iter();
        conditions.filter_map(move |condition| needed(form, field, condition))
    });
    let states = form.fields().filter(|field| field.kind == FieldKind::State);
    let states = states.flat_map(|field| states_of(form, field));
    needed.chain(states).collect()
}

fn needed(form: &Form, field: &FormField, condition: &Condition) -> Option<Value> {
    let triggers = condition.any_of.iter();
    let triggers: Vec<Value> = triggers.filter_map(|one| met(form, one)).collect();
    if triggers.is_empty() {
        return None;
    }
    let mut holds = json!({ "anyOf": triggers });
    let instead = condition.unless.iter();
    let instead: Vec<&FormField> = instead.filter_map(|id| form.field(id)).collect();
    if instead.iter().any(|field| field.constant().is_some()) {
        return None;
    }
    let instead = instead.iter();
    let instead: Vec<Value> = instead
        .map(|field| json!({ "required": [field.id] }))
        .collect();
    if let (Some(holds), false) = (holds.as_object_mut(), instead.is_empty()) {
        holds.insert("not".to_owned(), json!({ "anyOf": instead }));
    }
    let why = format!("{} {}", field.label, condition.reason);
    Some(json!({ "if": holds, "then": { "required": [field.id] }, "description": why }))
}

/// A submission in which the other field has what counts; `None` when it never has.
fn met(form: &Form, trigger: &Trigger) -> Option<Value> {
    let field = form.field(&trigger.field)?;
    let id = &field.id;
    if field.constant().is_some() {
        // It counts also where it is left out.
        return trigger.is_met(field.constant()).then(|| true.into());
    }
    if trigger.is.is_empty() {
        return Some(json!({ "required": [id] }));
    }
    let is = spelled(field, &trigger.is)?;
    Some(json!({ "required": [id], "properties": { id.as_str(): is } }))
}

/// One of these texts in this field, as the schema has it spelled.
fn spelled(field: &FormField, texts: &[String]) -> Option<Value> {
    match field.kind {
        FieldKind::Money => None,
        FieldKind::Choice => {
            let counts = |value: &&String| texts.iter().any(|text| same_text(text, value));
            let values = field.choices.iter().map(|choice| &choice.value);
            let values: Vec<&String> = spellings(values).filter(counts).collect();
            (!values.is_empty()).then(|| json!({ "enum": values }))
        }
        _ => {
            let texts = texts.iter().map(|text| in_any_case(text));
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            let pattern = format!(r"^\s*({})\s*$", texts.join("|"));
            (!texts.is_empty()).then(|| json!({ "pattern": pattern }))
        }
    }
}

/// What means something in a pattern. Strict validators refuse a backslash before anything else.
const SYNTAX: &str = r"\^$.*+?()[]{}|/";

/// A pattern of the text in any case and with any space between its words.
fn in_any_case(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let letters = word.chars().map(|letter| {
            let (small, large) = (letter.to_lowercase(), letter.to_uppercase());
            match letter {
                _ if !small.clone().eq(large.clone()) => format!("({small}|{large})"),
                _ if SYNTAX.contains(letter) => format!(r"\{letter}"),
                _ => letter.to_string(),
            }
        });
        letters.collect::<String>()
    });
    words.collect::<Vec<_>>().join(r"\s+")
}

/// Where the states of a country are known, a state is one of them.
fn states_of(form: &Form, field: &FormField) -> Vec<Value> {
    let within = field
        .choices
        .iter()
        .filter_map(|choice| choice.within.as_ref());
    let of_country = |country: &String| {
        let is_there = |choice: &&Choice| {
            let within = choice.within.as_ref();
            within.is_none_or(|within| same_text(within, country))
        };
        let names = names(field.choices.iter().filter(is_there));
        json!({ "properties": { field.id.as_str(): { "enum": names } } })
    };
    let rule = |country| Some((country, of_country(country)));
    spellings(within)
        .filter_map(rule)
        .filter_map(|(country, states)| match country_of(form) {
            Country::Chosen(chosen) => {
                let is = spelled(chosen, std::slice::from_ref(country))?;
                let id = &chosen.id;
                let is = json!({ "required": [id], "properties": { id.as_str(): is } });
                Some(json!({ "if": is, "then": states }))
            }
            Country::Known(known) => same_text(known, country).then_some(states),
            Country::Unknown => None,
        })
        .collect()
}

/// Whose states may be entered.
enum Country<'a> {
    /// Of the country in this field.
    Chosen(&'a FormField),
    /// Of this country, whatever is entered.
    Known(&'a str),
    Unknown,
}

fn country_of(form: &Form) -> Country<'_> {
    let is_country = |field: &&FormField| field.id.as_str() == "country";
    let asked = form.fields().find(is_country);
    let mut unasked = form.unasked.iter().map(|unasked| &unasked.field);
    let known = match asked {
        Some(field) => match field.constant() {
            Some(constant) => Some(constant),
            None => return Country::Chosen(field),
        },
        None => unasked.find(is_country).and_then(FormField::value),
    };
    match known {
        Some(Entry::Text(text)) => Country::Known(text),
        _ => Country::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_something_in_a_pattern_is_escaped() {
        assert_eq!(in_any_case("7-5, & 'x"), r"7-5,\s+&\s+'(x|X)");
        assert_eq!(in_any_case("1+1 (2)"), r"1\+1\s+\(2\)");
    }
}
