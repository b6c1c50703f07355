//! Which entry of a menu has the focus, and where a key moves it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The entries of a menu in order, disabled ones too.
pub(super) fn entries(list: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}

/// Moves the focus to an entry, if there is one.
pub(super) fn focus(entry: Option<&HtmlElement>) {
    if let Some(entry) = entry {
        let _ = entry.focus();
    }
}

/// The place of the entry that has the focus.
pub(super) fn focused(entries: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element();
    entries
        .iter()
        .position(|entry| active.as_ref() == Some(entry.as_ref()))
}

/// A key with one of these is for the browser or the system, whatever letter it is.
pub(super) fn is_shortcut(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Whether the key was for the menu.
pub(super) fn move_focus(entries: &[HtmlElement], key: &str) -> bool {
    let place = focused(entries).unwrap_or(0);
    let count = entries.len();
    if count == 0 {
        return false;
    }
    let target = match key {
        "ArrowDown" => entries.get((place + 1) % count),
        "ArrowUp" => entries.get((place + count - 1) % count),
        "Home" => entries.first(),
        "End" => entries.last(),
        " " => {
            if let Some(entry) = entries.get(place) {
                entry.click();
            }
            return true;
        }
        letter if letter.chars().count() == 1 => {
            let begins = |entry: &&HtmlElement| {
                let words = entry.text_content().unwrap_or_default().to_lowercase();
                words.starts_with(&letter.to_lowercase())
            };
            let (before, after) = entries.split_at((place + 1).min(count));
            after.iter().chain(before).find(begins)
        }
        _ => return false,
    };
    focus(target);
    target.is_some()
}
