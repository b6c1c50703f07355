//! Whose tab it is. What a tab keeps was typed by one person and is for nobody else, so it goes as soon as another one is
//! signed in, and every request says for whom it is.

use crate::shelf::{Shelf, TabShelf};

const OWNER: &str = "owner";

/// Makes the tab this person's. `false` when it was somebody else's: everything that it kept is gone then.
pub fn take(user: &str) -> bool {
    let shelf = TabShelf;
    let was = shelf.text(OWNER);
    let is_theirs = was.as_ref().is_none_or(|was| was == user);
    if !is_theirs {
        shelf.clear_all();
    }
    if was.as_deref() != Some(user) {
        shelf.put(OWNER, user);
    }
    is_theirs
}

/// Whose it is, if it is anybody's yet.
pub fn current() -> Option<String> {
    TabShelf.text(OWNER)
}
