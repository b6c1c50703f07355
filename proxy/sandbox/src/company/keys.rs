//! The API keys of the company and what the user behind each may see and change.
//! Secrets are compared here and go nowhere else: everything else speaks of a [`Caller`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::tables::{Column, Table};

mod fields;
mod people;
#[cfg(test)]
mod tests;

pub use fields::FieldSet;
pub use people::People;

/// The key of an administrator: may do all.
pub const ADMIN_KEY: &str = "sandbox-admin-key";

/// The key of a user who may read names and work e-mails, and may add or change nobody.
pub const LIMITED_KEY: &str = "sandbox-limited-key";

/// The key of a recruiter, who may add people and see all but pay, SSN and date of birth.
pub const RECRUITER_KEY: &str = "sandbox-recruiter-key";

const MOST_NAME_LETTERS: usize = 40;

/// An API key and what its user may do. A key made from JSON may do only what is said there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// What the client sends as the user name of Basic authentication.
    pub secret: String,
    /// Whether people may be added.
    #[serde(default)]
    pub add_people: bool,
    /// Whether people may be deleted.
    #[serde(default)]
    pub delete_people: bool,
    /// The people who may be seen at all.
    #[serde(default)]
    pub sees_people: People,
    /// The fields and table columns that may be read.
    #[serde(default)]
    pub read_fields: FieldSet,
    /// The fields and table columns that may be written.
    #[serde(default)]
    pub write_fields: FieldSet,
    /// What may be done with people's documents and photos.
    #[serde(default)]
    pub files: Files,
    /// Whether options of lists may be added and changed.
    #[serde(default)]
    pub manage_lists: bool,
    /// Whether the users of the company may be seen.
    #[serde(default)]
    pub see_users: bool,
    /// The employee this user is, if any: whom `GET /employees/0` means.
    #[serde(default)]
    pub employee_id: Option<String>,
}

/// What a user may do with documents. The right to change them includes the right to see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Files {
    /// Not even see that there are any.
    #[default]
    None,
    /// See them.
    See,
    /// See and upload them.
    Edit,
}

/// Without the secret, so that none gets into a log.
impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Key")
            .field("add_people", &self.add_people)
            .field("read_fields", &self.read_fields)
            .field("write_fields", &self.write_fields)
            .field("employee_id", &self.employee_id)
            .finish_non_exhaustive()
    }
}

impl Key {
    /// A key that may do all.
    pub fn administrator(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
            add_people: true,
            delete_people: true,
            sees_people: People::All,
            read_fields: FieldSet::All,
            write_fields: FieldSet::All,
            files: Files::Edit,
            manage_lists: true,
            see_users: true,
            employee_id: None,
        }
    }

    /// A key that may read names and work e-mails and do nothing else.
    pub fn limited(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
            add_people: false,
            delete_people: false,
            sees_people: People::All,
            read_fields: FieldSet::only(["id", "firstName", "lastName", "workEmail"]),
            write_fields: FieldSet::none(),
            files: Files::None,
            manage_lists: false,
            see_users: false,
            employee_id: None,
        }
    }

    /// A key that may add people and see and change all of them but pay, SSN and date of birth.
    pub fn recruiter(secret: &str) -> Self {
        Self {
            add_people: true,
            read_fields: FieldSet::all_but(fields::PRIVATE),
            write_fields: FieldSet::all_but(fields::PRIVATE),
            files: Files::Edit,
            ..Self::limited(secret)
        }
    }
}

/// The keys by name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Keys(BTreeMap<String, Arc<Key>>);

impl Default for Keys {
    fn default() -> Self {
        let keys = [
            ("admin", Key::administrator(ADMIN_KEY)),
            ("limited", Key::limited(LIMITED_KEY)),
            ("recruiter", Key::recruiter(RECRUITER_KEY)),
        ];
        Self(
            keys.into_iter()
                .map(|(name, key)| (name.to_owned(), Arc::new(key)))
                .collect(),
        )
    }
}

impl Keys {
    /// The user whose secret this is.
    pub(crate) fn caller_with(&self, secret: &str) -> Option<Caller> {
        let found = self.0.iter().find(|(_, key)| key.secret == secret);
        found.map(|(name, key)| Caller::new(name, key))
    }

    /// The user of this name.
    pub(crate) fn caller_named(&self, name: &str) -> Option<Caller> {
        self.0
            .get_key_value(name)
            .map(|(name, key)| Caller::new(name, key))
    }

    /// Adds a key or replaces the one of this name; an error is a sentence on what is wrong with it.
    pub(crate) fn set(&mut self, name: &str, key: Key) -> Result<(), &'static str> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if name.is_empty() || name.len() > MOST_NAME_LETTERS || !name.bytes().all(is_letter) {
            return Err("the name of a key has 1 to 40 letters, digits, hyphens and underscores");
        }
        if key.secret.is_empty() || key.secret.contains(':') {
            return Err("the secret of a key is not empty and has no colon");
        }
        if self
            .0
            .iter()
            .any(|(other, stored)| other != name && stored.secret == key.secret)
        {
            return Err("another key has this secret");
        }
        self.0.insert(name.to_owned(), Arc::new(key));
        Ok(())
    }

    /// Takes a key away, as when its user is disabled; false when there was none of this name.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        self.0.remove(name).is_some()
    }

    /// All keys by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Key)> {
        self.0
            .iter()
            .map(|(name, key)| (name.as_str(), key.as_ref()))
    }
}

/// Whom a request comes from. Cheap to clone; a change to the key does not reach requests under way.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    name: Arc<str>,
    key: Arc<Key>,
}

impl Caller {
    fn new(name: &str, key: &Arc<Key>) -> Self {
        Self {
            name: name.into(),
            key: Arc::clone(key),
        }
    }

    /// The key's name for the request log. Never the key.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The id of the employee this user is.
    pub(crate) fn employee_id(&self) -> Option<&str> {
        self.key.employee_id.as_deref()
    }

    /// Whether the employee with this id may be seen at all.
    pub(crate) fn may_see(&self, id: u64) -> bool {
        self.key.sees_people.contains(id)
    }

    /// Whether a field, named by its storage key, may be read.
    pub(crate) fn may_read(&self, key: &str) -> bool {
        self.key.read_fields.contains(key)
    }

    /// Whether a field, named by its storage key, may be written.
    pub(crate) fn may_write(&self, key: &str) -> bool {
        self.key.write_fields.contains(key)
    }

    /// Whether a column of a table may be read.
    pub(crate) fn may_read_column(&self, table: &Table, column: &Column) -> bool {
        self.key.read_fields.contains_column(table, column)
    }

    /// Whether a column of a table may be written.
    pub(crate) fn may_write_column(&self, table: &Table, column: &Column) -> bool {
        self.key.write_fields.contains_column(table, column)
    }

    /// Whether nothing at all may be written.
    pub(crate) fn may_write_nothing(&self) -> bool {
        self.key.write_fields == FieldSet::none()
    }

    /// Whether people may be added.
    pub(crate) fn may_add_people(&self) -> bool {
        self.key.add_people
    }

    /// Whether people's files may be seen.
    pub(crate) fn may_see_files(&self) -> bool {
        self.key.files != Files::None
    }

    /// Whether people may be deleted.
    pub(crate) fn may_delete_people(&self) -> bool {
        self.key.delete_people
    }

    /// Whether files and photos may be uploaded.
    pub(crate) fn may_edit_files(&self) -> bool {
        self.key.files == Files::Edit
    }

    /// Whether the options of lists may be changed.
    pub(crate) fn may_manage_lists(&self) -> bool {
        self.key.manage_lists
    }

    /// Whether the company's users may be seen.
    pub(crate) fn may_see_users(&self) -> bool {
        self.key.see_users
    }
}

#[cfg(test)]
impl Caller {
    pub(crate) fn of_key_for_tests(key: Key) -> Self {
        Self::new("test", &Arc::new(key))
    }

    pub(crate) fn administrator() -> Self {
        Self::new("admin", &Arc::new(Key::administrator(ADMIN_KEY)))
    }

    pub(crate) fn limited() -> Self {
        Self::new("limited", &Arc::new(Key::limited(LIMITED_KEY)))
    }

    pub(crate) fn recruiter() -> Self {
        Self::new("recruiter", &Arc::new(Key::recruiter(RECRUITER_KEY)))
    }
}
