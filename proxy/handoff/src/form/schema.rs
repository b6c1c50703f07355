//! A JSON Schema (2020-12) of what may be submitted with a form.
//!
//! It takes one spelling of each value: an option as BambooHR spells it, a date as `YYYY-MM-DD`, an amount without grouping,
//! nothing for what is blank. [`crate::validate()`] takes what the schema takes, and other spellings of the same. What no
//! schema can say (the values of fields that are not asked here) stays with `validate`, whose verdict counts.

mod conditions;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Form, FormField};
use crate::catalogue::{Choice, FieldKind};
use crate::money::{CURRENCIES, THOUSANDTHS};
use crate::validate::{LONGEST_LINE, LONGEST_TEXT};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Something that is seen.
const VISIBLE: &str = r"\S";
/// What nobody can see and BambooHR would keep.
const CONTROL: &str = r"[\u0000-\u001f\u007f-\u009f]";
/// The same but for line breaks and tabs.
const CONTROL_IN_TEXT: &str = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]";
/// Of the years that are meant. Which days there are says the format.
const DATE: &str = "^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const EMAIL: &str = r"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$";
/// Three decimals could be thousands, so they are left to currencies that have them.
const AMOUNT: &str = r"^[0-9]{1,12}(\.([0-9]{1,2}|[0-9]{4}))?$";
const AMOUNT_WITH_THOUSANDTHS: &str = r"^[0-9]{1,12}(\.[0-9]{1,4})?$";

impl Form {
    /// The schema of a [`super::Submission`] of this form.
    pub fn schema(&self) -> Value {
        let properties = self
            .fields()
            .map(|field| (field.id.as_str().to_owned(), property(field)));
        let required = self.fields().filter(|field| field.is_always_required());
        let required: Vec<&str> = required.map(|field| field.id.as_str()).collect();
        let mut schema = Map::from_iter([
            ("$schema".to_owned(), DIALECT.into()),
            ("type".to_owned(), "object".into()),
            (
                "properties".to_owned(),
                properties.collect::<Map<_, _>>().into(),
            ),
            ("required".to_owned(), required.into()),
            // What is not asked is not taken.
            ("additionalProperties".to_owned(), false.into()),
        ]);
        let conditions = conditions::of(self);
        if !conditions.is_empty() {
            schema.insert("allOf".to_owned(), conditions.into());
        }
        schema.into()
    }
}

/// What may stand in one field, with what to call it.
fn property(field: &FormField) -> Value {
    let mut property = match field.constant() {
        Some(constant) => object(json!({ "const": constant })),
        None => value(field),
    };
    property.insert("title".to_owned(), field.label.clone().into());
    if let Some(hint) = &field.hint {
        property.insert("description".to_owned(), hint.clone().into());
    }
    if let Some(entry) = field.value() {
        property.insert("default".to_owned(), json!(entry));
    }
    property.into()
}

fn value(field: &FormField) -> Map<String, Value> {
    object(match field.kind {
        FieldKind::Choice => {
            let options = spellings(field.choices.iter().map(|choice| &choice.value));
            let options = options.map(|value| json!({ "const": value, "title": value }));
            let options: Vec<Value> = options.collect();
            match options.is_empty() {
                // A list without options takes nothing, and an empty `oneOf` is no schema.
                true => json!({ "type": "string", "not": {} }),
                false => json!({ "type": "string", "oneOf": options }),
            }
        }
        FieldKind::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
        FieldKind::Email => json!({ "type": "string", "maxLength": LONGEST_LINE, "pattern": EMAIL,
                                    "not": { "pattern": CONTROL } }),
        FieldKind::LongText => {
            json!({ "type": "string", "maxLength": LONGEST_TEXT, "pattern": VISIBLE,
                                       "not": { "pattern": CONTROL_IN_TEXT } })
        }
        FieldKind::Money => json!({
            "type": "object",
            "properties": {
                "amount": { "type": "string", "title": "Amount", "pattern": AMOUNT_WITH_THOUSANDTHS },
                "currency": { "type": "string", "title": "Currency", "enum": CURRENCIES },
            },
            "required": ["amount", "currency"],
            "additionalProperties": false,
            "if": { "properties": { "currency": { "not": { "enum": THOUSANDTHS } } } },
            "then": { "properties": { "amount": { "pattern": AMOUNT } } },
        }),
        FieldKind::Text
        | FieldKind::Phone
        | FieldKind::State
        | FieldKind::Employee
        | FieldKind::Other => {
            json!({ "type": "string", "maxLength": LONGEST_LINE, "pattern": VISIBLE,
                                      "not": { "pattern": CONTROL } })
        }
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Each spelling once and none that is blank, in order.
fn spellings<'a>(all: impl Iterator<Item = &'a String>) -> impl Iterator<Item = &'a String> {
    let mut seen = BTreeSet::new();
    all.filter(move |text| !text.trim().is_empty() && seen.insert(text.as_str()))
}

/// All spellings of these options.
fn names<'a>(choices: impl Iterator<Item = &'a Choice>) -> Vec<&'a String> {
    spellings(choices.flat_map(|choice| std::iter::once(&choice.value).chain(&choice.also)))
        .collect()
}
