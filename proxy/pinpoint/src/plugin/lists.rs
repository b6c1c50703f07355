//! Lists of their own for dropdowns, which Stage Actions need. How they are declared, asked for and answered is in no
//! readable document: every name is a setting, and nothing outside of this file knows the shapes.

use serde_json::{Map, Value};

use super::{Call, Dialect, ListsAs, OptionsAs, SelectOption, text_told};

/// A list that is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List<'a> {
    /// Its key.
    pub key: &'a str,
    /// Where it is asked for.
    pub endpoint: &'a str,
}

/// How lists are told.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a>(pub &'a Dialect);

impl Lists<'_> {
    /// What both metas say of these; nothing when lists are switched off.
    pub fn declared(self, lists: &[List<'_>]) -> Map<String, Value> {
        let Self(dialect) = self;
        if !dialect.list_endpoints {
            return Map::new();
        }
        let one = |list: &List<'_>| {
            Value::Object(Map::from_iter([
                (dialect.list_key.clone(), Value::from(list.key)),
                (dialect.list_endpoint.clone(), Value::from(list.endpoint)),
            ]))
        };
        let pair = |list: &List<'_>| (list.key.to_owned(), Value::from(list.endpoint));
        let all = match dialect.list_declared_as {
            ListsAs::Array => Value::from(lists.iter().map(one).collect::<Vec<_>>()),
            ListsAs::Object => Value::Object(lists.iter().map(pair).collect()),
        };
        Map::from_iter([(dialect.list_declaration.clone(), all)])
    }

    /// Whether all lists are asked for at one address, and a question names the one that it is about.
    pub fn have_one_address(self) -> bool {
        !self.0.list_question.is_empty()
    }

    /// The list that a question is about, when it says so.
    pub fn asked(self, call: &Call) -> Option<&str> {
        call.other(&self.0.list_question)
    }

    /// The answer to a question about one.
    pub fn answer(self, key: &str, options: &[SelectOption]) -> Value {
        let Self(dialect) = self;
        let option = |option: &SelectOption| {
            Value::Object(Map::from_iter([
                (
                    dialect.list_label.clone(),
                    Value::from(text_told(&option.label, dialect)),
                ),
                (
                    dialect.list_value.clone(),
                    Value::from(option.value.as_str()),
                ),
            ]))
        };
        let options: Vec<Value> = options.iter().map(option).collect();
        match dialect.list_answered_as {
            OptionsAs::Array => Value::from(options),
            OptionsAs::Object => Value::Object(Map::from_iter([
                (dialect.list_key.clone(), Value::from(key)),
                (dialect.list_options.clone(), Value::from(options)),
            ])),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::plugin::TextForm;

    #[test]
    fn lists_are_told_under_the_names_that_are_set_and_only_when_switched_on() {
        let list = List {
            key: "department",
            endpoint: "/lists/department",
        };
        assert!(Lists(&Dialect::default()).declared(&[list]).is_empty());
        let on = Dialect {
            list_endpoints: true,
            list_declaration: "optionLists".to_owned(),
            list_endpoint: "path".to_owned(),
            ..Dialect::default()
        };
        assert_eq!(
            Value::Object(Lists(&on).declared(&[list])),
            json!({ "optionLists": [{ "key": "department", "path": "/lists/department" }] })
        );
        assert_eq!(
            Lists(&on).answer("department", &[SelectOption::of("Sales")]),
            json!({ "key": "department", "options": [{ "label": "Sales", "value": "Sales" }] })
        );
        let otherwise = Dialect {
            list_declared_as: ListsAs::Object,
            list_answered_as: OptionsAs::Array,
            list_label: "name".to_owned(),
            list_value: "id".to_owned(),
            list_question: "list".to_owned(),
            ..on
        };
        assert_eq!(
            Value::Object(Lists(&otherwise).declared(&[list])),
            json!({ "optionLists": { "department": "/lists/department" } })
        );
        assert_eq!(
            Lists(&otherwise).answer("department", &[SelectOption::of("Sales")]),
            json!([{ "name": "Sales", "id": "Sales" }])
        );
        // Also where a value is called as a label is elsewhere: it comes back as it was told.
        let html = Dialect {
            texts: TextForm::Html,
            list_value: "label".to_owned(),
            ..otherwise.clone()
        };
        assert_eq!(
            Lists(&html).answer("department", &[SelectOption::of("R&D")]),
            json!([{ "name": "R&amp;D", "label": "R&D" }])
        );
        let question = Call::read(br#"{"list":"department"}"#).unwrap();
        assert_eq!(Lists(&otherwise).asked(&question), Some("department"));
        assert!(Lists(&otherwise).have_one_address());
    }
}
