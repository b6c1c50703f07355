//! Lists of their own for dropdowns, which Stage Actions need. How they are declared, asked for and answered is in no
//! readable document: every name is a setting, and nothing outside of this file knows the shapes.

use serde_json::{Map, Value};

use super::{Dialect, SelectOption};

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
        let all: Vec<Value> = lists.iter().map(one).collect();
        Map::from_iter([(dialect.list_declaration.clone(), Value::from(all))])
    }

    /// The answer to a question about one.
    pub fn answer(self, key: &str, options: &[SelectOption]) -> Value {
        let Self(dialect) = self;
        let option = |option: &SelectOption| {
            Value::Object(Map::from_iter([
                ("label".to_owned(), Value::from(option.label.as_str())),
                ("value".to_owned(), Value::from(option.value.as_str())),
            ]))
        };
        let options: Vec<Value> = options.iter().map(option).collect();
        Value::Object(Map::from_iter([
            (dialect.list_key.clone(), Value::from(key)),
            (dialect.list_options.clone(), Value::from(options)),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
    }
}
