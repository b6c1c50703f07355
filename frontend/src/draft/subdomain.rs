//! The company that somebody typed for the connection and has not saved, in the tab only. The key is never kept: it
//! opens the company's BambooHR.

use crate::shelf::Shelf;

const KEY: &str = "connection:subdomain";

/// Keeps what was typed, or forgets it when it is what is stored anyway.
pub fn keep(shelf: &impl Shelf, typed: &str, stored: Option<&str>) {
    if typed == stored.unwrap_or_default() {
        forget(shelf);
    } else {
        shelf.put(KEY, typed);
    }
}

/// What was typed last; `None` when it says nothing new.
pub fn kept(shelf: &impl Shelf, stored: Option<&str>) -> Option<String> {
    let typed = shelf.text(KEY)?;
    (typed != stored.unwrap_or_default()).then_some(typed)
}

/// Forgets it: it is saved, or given up.
pub fn forget(shelf: &impl Shelf) {
    shelf.clear(KEY);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::MemoryShelf;

    #[test]
    fn what_was_typed_comes_back_until_it_is_what_is_stored() {
        let shelf = MemoryShelf::default();
        keep(&shelf, "acme", None);
        assert_eq!(kept(&shelf, None).as_deref(), Some("acme"));
        assert_eq!(kept(&shelf, Some("globex")).as_deref(), Some("acme"));
        assert_eq!(kept(&shelf, Some("acme")), None);
        keep(&shelf, "globex", Some("globex"));
        assert!(shelf.0.borrow().is_empty());
    }

    #[test]
    fn what_was_given_up_does_not_come_back() {
        let shelf = MemoryShelf::default();
        keep(&shelf, "acme", None);
        forget(&shelf);
        assert_eq!(kept(&shelf, None), None);
    }
}
