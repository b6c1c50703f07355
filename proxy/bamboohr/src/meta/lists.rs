//! Lists of options. Archived options stay listed; some lists and options cannot be changed.

use serde::{Deserialize, Serialize};

use crate::answer::{Answer, lenient_text, list_or_nothing, text_or_nothing, yes_or_no};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::{FieldId, OptionId};

/// A list of options: an entry of `GET /meta/lists`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    /// Id of the field whose options these are; what [`Client::change_list`] takes.
    pub field_id: FieldId,
    /// The list's name.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub name: String,
    /// The field's alias; many lists have none.
    #[serde(default, deserialize_with = "lenient_text")]
    pub alias: Option<String>,
    /// Whether options can be added here.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub manageable: bool,
    /// Whether a field can hold several of these.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub multiple: bool,
    /// All options, archived ones included.
    #[serde(default, deserialize_with = "list_or_nothing")]
    pub options: Vec<ListOption>,
}

/// An option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListOption {
    /// Option id.
    pub id: OptionId,
    /// Its text, which is also its value; `None` is an option without a name.
    #[serde(default, deserialize_with = "lenient_text")]
    pub name: Option<String>,
    /// No longer to be chosen.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub archived: bool,
    /// Whether it can be renamed and archived.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub manageable: bool,
}

/// A change of a list, seen by the whole company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionChange {
    /// A new option with this text.
    Add(String),
    /// Another text for an option.
    Rename(OptionId, String),
    /// An option is no longer to be chosen.
    Archive(OptionId),
    /// An archived option is to be chosen again.
    Restore(OptionId),
}

impl Serialize for OptionChange {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Entry<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            id: Option<&'a OptionId>,
            #[serde(skip_serializing_if = "Option::is_none")]
            value: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            archived: Option<&'a str>,
        }
        let (id, value, archived) = match self {
            Self::Add(text) => (None, Some(text.as_str()), None),
            Self::Rename(id, text) => (Some(id), Some(text.as_str()), None),
            Self::Archive(id) => (Some(id), None, Some("yes")),
            Self::Restore(id) => (Some(id), None, Some("no")),
        };
        Entry {
            id,
            value,
            archived,
        }
        .serialize(serializer)
    }
}

impl Client {
    /// All lists with their options: `GET /meta/lists`.
    pub async fn lists(&self) -> Result<Vec<List>, Error> {
        read_lists(
            &self
                .read(Call::get("read lists", &["meta", "lists"]))
                .await?,
        )
    }

    /// Changes the options of a list for the whole company: `PUT /meta/lists/{fieldId}`, and gives the whole
    /// list back. Only for those who asked for it: these are HR's own data.
    pub async fn change_list(
        &self,
        field: &FieldId,
        changes: &[OptionChange],
    ) -> Result<List, Error> {
        #[derive(Serialize)]
        struct Body<'a> {
            options: &'a [OptionChange],
        }
        let field = field.to_string();
        let segments = ["meta", "lists", field.as_str()];
        let call = Call::put("change list", &segments).json(&Body { options: changes })?;
        self.write(call).await?.whole()?.json()
    }
}

pub(crate) fn read_lists(answer: &Answer) -> Result<Vec<List>, Error> {
    answer.json()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_are_read_with_and_without_alias_and_id() {
        let lists = read_lists(&Answer::of_body(
            r#"[{"id":17,"fieldId":17,"name":"Job Title","alias":"jobTitle","manageable":"yes","multiple":"no",
                 "options":[{"id":1700,"name":"Recruiter","archived":"no","manageable":"yes"},
                            {"id":"1701","name":null,"archived":"yes","manageable":"no"}]},
                {"fieldId":"4388","name":"Pay Group","manageable":"no","multiple":"yes"}]"#,
        ))
        .unwrap();
        assert_eq!((lists[0].manageable, lists[1].manageable), (true, false));
        assert_eq!((lists[0].multiple, lists[1].multiple), (false, true));
        assert_eq!(lists[1].field_id, FieldId::Number(4388));
        let nameless = &lists[0].options[1];
        assert_eq!((nameless.name.as_deref(), nameless.archived), (None, true));
    }

    #[test]
    fn each_change_is_written_as_bamboohr_reads_it() {
        let id = || OptionId::parse("1700").unwrap();
        for (change, body) in [
            (
                OptionChange::Add("Baker".to_owned()),
                json!({"value": "Baker"}),
            ),
            (
                OptionChange::Rename(id(), "Cook".to_owned()),
                json!({"id": "1700", "value": "Cook"}),
            ),
            (
                OptionChange::Archive(id()),
                json!({"id": "1700", "archived": "yes"}),
            ),
            (
                OptionChange::Restore(id()),
                json!({"id": "1700", "archived": "no"}),
            ),
        ] {
            assert_eq!(serde_json::to_value(&change).unwrap(), body);
        }
    }
}
