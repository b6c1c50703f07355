//! The API keys of the company and what each may see and change.
//! Keys are compared here and nowhere kept: everything else speaks of a [`Caller`].

/// The key of an administrator: may do all.
pub const ADMIN_KEY: &str = "sandbox-admin-key";

/// The key of a user who may read names and work e-mails, and may add or change nobody.
pub const LIMITED_KEY: &str = "sandbox-limited-key";

/// Whom a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Administrator,
    Limited,
}

impl Caller {
    /// The owner of a key, if it is one of the company's.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        match key {
            ADMIN_KEY => Some(Self::Administrator),
            LIMITED_KEY => Some(Self::Limited),
            _ => None,
        }
    }

    /// The key's name for the request log. Never the key.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Administrator => "admin",
            Self::Limited => "limited",
        }
    }

    /// Whether a field, named by its storage key, may be read.
    pub(crate) fn may_read(self, key: &str) -> bool {
        match self {
            Self::Administrator => true,
            Self::Limited => matches!(key, "id" | "firstName" | "lastName" | "workEmail"),
        }
    }

    /// Whether a field or a table column may be written.
    pub(crate) fn may_write(&self, _key: &str) -> bool {
        *self == Self::Administrator
    }

    /// Whether people may be added.
    pub(crate) fn may_add_people(&self) -> bool {
        *self == Self::Administrator
    }

    /// Whether people may be deleted.
    pub(crate) fn may_delete_people(&self) -> bool {
        *self == Self::Administrator
    }

    /// Whether people's files may be seen.
    pub(crate) fn may_see_files(&self) -> bool {
        *self == Self::Administrator
    }

    /// Whether files and photos may be uploaded.
    pub(crate) fn may_edit_files(&self) -> bool {
        *self == Self::Administrator
    }

    /// Whether the options of lists may be changed.
    pub(crate) fn may_manage_lists(&self) -> bool {
        *self == Self::Administrator
    }

    /// Whether the company's users may be seen.
    pub(crate) fn may_see_users(&self) -> bool {
        *self == Self::Administrator
    }
}
