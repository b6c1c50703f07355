//! JSON:API documents: resources, what is included, and what belongs to what. Whatever is not there, or of another kind
//! than expected, is nothing; a relationship that was not included says `meta.included: false` and has no `data`.

use serde_json::{Map, Value};

use super::Error;

/// An answer.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) data: Vec<Resource>,
    /// Elements that could not be read and are not in `data`.
    pub(super) unreadable: usize,
    included: Vec<Resource>,
    pub(super) has_next: bool,
}

/// One thing.
#[derive(Debug)]
pub(super) struct Resource {
    kind: String,
    /// A number in some answers.
    pub(super) id: String,
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
}

impl Document {
    /// Reads an answer with one thing, or with many.
    pub(super) fn read(mut value: Value) -> Result<Self, Error> {
        let unreadable = Error::Undecodable {
            status: 200,
            what: "it is no JSON:API document",
        };
        let has_next = value
            .pointer("/links/next")
            .is_some_and(|next| !next.is_null());
        let included = value.get_mut("included").map(Value::take);
        let data = value.get_mut("data").map(Value::take);
        let is_one = matches!(data, Some(Value::Object(_)));
        let data = match data {
            Some(Value::Array(list)) => list,
            Some(one @ Value::Object(_)) => vec![one],
            _ => return Err(unreadable),
        };
        let elements = data.len();
        let data: Vec<Resource> = data.into_iter().filter_map(Resource::read).collect();
        if is_one && data.is_empty() {
            return Err(unreadable);
        }
        let included = match included {
            Some(Value::Array(list)) => list.into_iter().filter_map(Resource::read).collect(),
            _ => Vec::new(),
        };
        Ok(Self {
            unreadable: elements - data.len(),
            data,
            included,
            has_next,
        })
    }

    /// What belongs to a resource under this name, as far as it was included.
    pub(super) fn related<'a>(&'a self, of: &Resource, name: &str) -> Vec<&'a Resource> {
        let data = of.relationships.get(name).and_then(|rel| rel.get("data"));
        let named: Vec<&Value> = match data {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let found = |named: &Value| {
            let kind = named.get("type")?.as_str()?;
            let id = word(named.get("id")?)?;
            let mut all = self.included.iter();
            all.find(|resource| resource.kind == kind && resource.id == id)
        };
        named.into_iter().filter_map(found).collect()
    }

    /// The one that belongs to a resource under this name.
    pub(super) fn one<'a>(&'a self, of: &Resource, name: &str) -> Option<&'a Resource> {
        self.related(of, name).into_iter().next()
    }
}

impl Resource {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut value) = value else {
            return None;
        };
        let part = |value: &mut Map<String, Value>, name: &str| match value.remove(name) {
            Some(Value::Object(part)) => part,
            _ => Map::new(),
        };
        Some(Self {
            attributes: part(&mut value, "attributes"),
            relationships: part(&mut value, "relationships"),
            kind: value.get("type")?.as_str()?.to_owned(),
            id: word(value.get("id")?)?,
        })
    }

    /// An attribute as it stands there.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name)
    }

    /// An attribute as text; nothing when it is empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        word(self.attributes.get(name)?).filter(|text| !text.trim().is_empty())
    }

    /// The id of what belongs to it under this name, whether it was included or not.
    pub(super) fn id_of(&self, name: &str) -> Option<String> {
        word(self.relationships.get(name)?.pointer("/data/id")?)
    }
}

/// A text, a number or a truth, as text.
pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        // 60000.0 is how some write 60000.
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").unwrap_or(&text).to_owned())
        }
        Value::Bool(true) => Some("Yes".to_owned()),
        Value::Bool(false) => Some("No".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_relationship_that_was_not_included_is_nothing() {
        let document = Document::read(json!({
            "data": { "id": 7, "type": "applications", "relationships": {
                "job": { "meta": { "included": false } },
                "stage": { "data": null },
                "offers": { "data": [{ "id": "1", "type": "offers" }, { "id": 2, "type": "offers" }] },
                "candidate": { "data": { "id": 3, "type": "candidates" } },
            } },
            "included": [{ "id": 1, "type": "offers" }, { "id": "3", "type": "candidates" }, 7],
        }));
        let document = document.unwrap();
        let application = &document.data[0];
        assert_eq!(application.id, "7");
        for name in ["job", "stage", "nothing"] {
            assert!(document.related(application, name).is_empty(), "{name}");
        }
        assert_eq!(document.related(application, "offers").len(), 1);
        assert!(document.one(application, "candidate").is_some());
    }

    #[test]
    fn what_is_no_document_cannot_be_read() {
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!({ "data": 1 }),
            json!({ "data": {} }),
        ] {
            assert!(Document::read(value.clone()).is_err(), "{value}");
        }
    }

    #[test]
    fn one_element_that_cannot_be_read_is_counted_and_hides_no_other() {
        let one = json!({ "id": 7, "type": "applications" });
        let document = Document::read(json!({ "data": [one, "odd", {}] })).unwrap();
        assert_eq!((document.data.len(), document.unreadable), (1, 2));
        let document = Document::read(json!({ "data": [{}] })).unwrap();
        assert_eq!((document.data.len(), document.unreadable), (0, 1));
    }
}
