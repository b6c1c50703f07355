//! Where a tab keeps texts until it is closed: the browser's `sessionStorage`, or a map in tests.
//!
//! A shelf that is not there (storage can be switched off) is an empty shelf, never an error: losing a
//! draft is bad, losing the form is worse.

use web_sys::Storage;

/// Texts by key.
pub trait Shelf {
    /// The text under a key.
    fn text(&self, key: &str) -> Option<String>;
    /// Puts a text under a key.
    fn put(&self, key: &str, text: &str);
    /// Takes the text away.
    fn clear(&self, key: &str);
}

/// `sessionStorage`: this tab only, gone when the tab is closed.
#[derive(Clone, Copy, Debug)]
pub struct TabShelf;

impl TabShelf {
    fn storage() -> Option<Storage> {
        web_sys::window()?.session_storage().ok()?
    }

    /// Takes everything away.
    pub fn clear_all(self) {
        if let Some(storage) = Self::storage() {
            let _ = storage.clear();
        }
    }
}

impl Shelf for TabShelf {
    fn text(&self, key: &str) -> Option<String> {
        Self::storage()?.get_item(key).ok()?
    }

    fn put(&self, key: &str, text: &str) {
        if let Some(storage) = Self::storage() {
            let _ = storage.set_item(key, text);
        }
    }

    fn clear(&self, key: &str) {
        if let Some(storage) = Self::storage() {
            let _ = storage.remove_item(key);
        }
    }
}

/// A shelf in memory, for tests.
#[cfg(test)]
#[derive(Default)]
pub(crate) struct MemoryShelf(
    pub(crate) std::cell::RefCell<std::collections::BTreeMap<String, String>>,
);

#[cfg(test)]
impl Shelf for MemoryShelf {
    fn text(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    fn put(&self, key: &str, text: &str) {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
    }

    fn clear(&self, key: &str) {
        self.0.borrow_mut().remove(key);
    }
}
