//! Changing the options of a list: adding, renaming, archiving. All changes of a request are made or none.
//! Everybody who has a renamed option follows, since people hold the option and not its text.

use super::catalogue::{Field, FieldId};
use super::lists::{ListOption, OptionList};
use super::{Caller, Company, Moment, Refusal, tables};

/// One change, as it was sent. Without `id` an option is added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OptionChange {
    pub(crate) id: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) archived: Option<String>,
}

/// Why the options were not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OptionRefusal {
    NotOptions,
    ValueNotValid,
    FlagNotValid,
    ListNotFound,
    OptionNotFound(String),
    NotManageable,
    Duplicate(String),
}

impl OptionRefusal {
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::NotOptions | Self::ValueNotValid | Self::FlagNotValid => 400,
            Self::ListNotFound | Self::OptionNotFound(_) => 404,
            Self::NotManageable => 405,
            Self::Duplicate(_) => 409,
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::NotOptions => "The request body must hold a list of options".to_owned(),
            Self::ValueNotValid => "An option needs a value of one line".to_owned(),
            Self::FlagNotValid => "archived must be yes or no".to_owned(),
            Self::ListNotFound => "List not found".to_owned(),
            Self::OptionNotFound(id) => format!("Option {id} not found"),
            Self::NotManageable => "The options of this list cannot be changed".to_owned(),
            Self::Duplicate(value) => format!("Duplicate option: {value}"),
        }
    }
}

impl Company {
    /// Changes a list, which is named by the id of its field and not by its own. Returns that id as a number.
    pub(crate) fn change_options(
        &mut self,
        caller: &Caller,
        field_id: &str,
        changes: &[OptionChange],
        moment: Moment,
    ) -> Result<i32, Refusal> {
        if !caller.may_manage_lists() {
            return Err(Refusal::NotPermitted);
        }
        let field_id: i32 = field_id.parse().map_err(|_| OptionRefusal::ListNotFound)?;
        let list = self
            .list_of_field(field_id)
            .ok_or(OptionRefusal::ListNotFound)?;
        if !list.manageable {
            return Err(OptionRefusal::NotManageable.into());
        }
        let ids = self.lists.iter().flat_map(|list| &list.options);
        let last = ids.map(|option| option.id).max().unwrap_or_default();
        let first_new = last.saturating_add(1);
        let is_multiple = list.multiple;
        let mut changed = list.clone();
        let mut renamed = Vec::new();
        // An option that is altered uses up a number too: numbers need not be without gaps.
        for (new_id, change) in (first_new..).zip(changes) {
            match &change.id {
                None => add(&mut changed, change, new_id, moment)?,
                Some(id) => renamed.extend(alter(&mut changed, id, change, moment)?),
            }
        }
        if let Some(list) = self.lists.iter_mut().find(|list| list.field_id == field_id) {
            *list = changed;
        }
        for (before, after) in renamed {
            self.rename_everywhere(field_id, is_multiple, &before, &after);
        }
        Ok(field_id)
    }

    fn rename_everywhere(&mut self, field_id: i32, is_multiple: bool, before: &str, after: &str) {
        let rename = |text: &mut String| {
            let renamed = |option| if option == before { after } else { option };
            *text = if is_multiple {
                text.split(',').map(renamed).collect::<Vec<_>>().join(",")
            } else {
                renamed(text.as_str()).to_owned()
            };
        };
        let is_owner = |id: FieldId| id == FieldId::Number(field_id);
        let keys: Vec<String> = self
            .fields()
            .filter(|field| is_owner(field.id))
            .map(Field::key)
            .collect();
        for employee in self.employees.values_mut() {
            for (key, text) in &mut employee.fields {
                if keys.contains(key) {
                    rename(text);
                }
            }
            for row in &mut employee.rows {
                let columns = tables::table(row.table).map_or(&[][..], |table| table.columns);
                for column in columns.iter().filter(|column| is_owner(column.id)) {
                    if let Some(text) = row.values.get_mut(column.alias) {
                        rename(text);
                    }
                }
            }
        }
    }
}

fn add(
    list: &mut OptionList,
    change: &OptionChange,
    id: u32,
    moment: Moment,
) -> Result<(), OptionRefusal> {
    let name = value(change, list.multiple)?.ok_or(OptionRefusal::ValueNotValid)?;
    let archived = is_archived(change)?.unwrap_or(false);
    check_new_name(list, &name, None)?;
    list.options.push(ListOption {
        id,
        name,
        archived,
        manageable: true,
        created: Some(moment.now),
        archived_on: archived.then_some(moment.now),
    });
    Ok(())
}

/// Returns the old and the new name when the option has another one now.
fn alter(
    list: &mut OptionList,
    id: &str,
    change: &OptionChange,
    moment: Moment,
) -> Result<Option<(String, String)>, OptionRefusal> {
    let name = value(change, list.multiple)?;
    let archived = is_archived(change)?;
    if let (Some(name), Ok(id)) = (&name, id.parse()) {
        check_new_name(list, name, Some(id))?;
    }
    let mut options = list.options.iter_mut();
    let option = options
        .find(|option| option.id.to_string() == id)
        .ok_or_else(|| OptionRefusal::OptionNotFound(id.to_owned()))?;
    if !option.manageable {
        return Err(OptionRefusal::NotManageable);
    }
    if let Some(archived) = archived.filter(|archived| *archived != option.archived) {
        option.archived = archived;
        option.archived_on = archived.then_some(moment.now);
    }
    let Some(name) = name.filter(|name| *name != option.name) else {
        return Ok(None);
    };
    let before = std::mem::replace(&mut option.name, name.clone());
    Ok(Some((before, name)))
}

/// No two options of a list have one name, whatever the case, archived ones included.
fn check_new_name(list: &OptionList, name: &str, own_id: Option<u32>) -> Result<(), OptionRefusal> {
    let wanted = name.to_lowercase();
    let mut others = list
        .options
        .iter()
        .filter(|option| Some(option.id) != own_id);
    if others.any(|option| option.name.to_lowercase() == wanted) {
        return Err(OptionRefusal::Duplicate(name.to_owned()));
    }
    Ok(())
}

/// Where people may have several options, a comma stands between them.
fn value(change: &OptionChange, is_multiple: bool) -> Result<Option<String>, OptionRefusal> {
    let Some(value) = &change.value else {
        return Ok(None);
    };
    let value = value.trim();
    let is_in_the_way =
        |character: char| character.is_control() || (is_multiple && character == ',');
    if value.is_empty() || value.chars().any(is_in_the_way) {
        return Err(OptionRefusal::ValueNotValid);
    }
    Ok(Some(value.to_owned()))
}

fn is_archived(change: &OptionChange) -> Result<Option<bool>, OptionRefusal> {
    match change.archived.as_deref() {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(_) => Err(OptionRefusal::FlagNotValid),
    }
}

impl From<OptionRefusal> for Refusal {
    fn from(refusal: OptionRefusal) -> Self {
        Self::Options(refusal)
    }
}

#[cfg(test)]
mod tests;
