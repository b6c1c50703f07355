//! Which address leads to which room.
//!
//! Written once for all modules: the application's rooms are listed in [`crate::app`], those of the annexes in
//! [`crate::annexes`], and a room is moved by moving its line. The router's own routes would weigh 15 KB more.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::address::Address;
use crate::tasks::{drawn, memo};

/// Path and content. A part of the path that begins with a colon stands for any text, and `use_params_map` gives it
/// under this name.
pub type Room = (&'static str, fn() -> AnyView);

/// The room of the present address. It stays as long as only its parameters or the query change, and hears nothing of
/// the address that follows it.
#[component]
pub fn Rooms(
    /// All there are; of several that fit, the first counts.
    rooms: &'static [Room],
    /// What is at every other address.
    elsewhere: fn() -> AnyView,
) -> impl IntoView {
    let address = Address::here();
    let found = memo(move || address.path().with(|path| find(rooms, path)));
    let room = memo(move || found.with(|found| found.as_ref().map(|(room, _)| *room)));
    drawn(move || {
        let here = room.get();
        provide_context(ArcMemo::new(move |last: Option<&ParamsMap>| {
            found.with(|found| match found {
                Some((room, named)) if Some(*room) == here => params(named),
                _ => last.cloned().unwrap_or_default(),
            })
        }));
        address.provide_while(move || room.get() == here);
        match here.and_then(|room| rooms.get(room)) {
            Some((_, room)) => room(),
            None => elsewhere(),
        }
    })
}

/// Texts in a path and the names they have in the pattern.
type Named = Vec<(&'static str, String)>;

/// The place of the first room in the list that this path leads to, and what the path names.
fn find(rooms: &[Room], path: &str) -> Option<(usize, Named)> {
    let mut numbered = rooms.iter().enumerate();
    numbered.find_map(|(room, (pattern, _))| Some((room, named(pattern, path)?)))
}

/// What the path names; `None` when it does not fit the pattern.
fn named(pattern: &'static str, path: &str) -> Option<Named> {
    let mut named = Named::new();
    let mut parts = path.trim_matches('/').split('/');
    for expected in pattern.trim_matches('/').split('/') {
        let part = parts.next()?;
        match expected.strip_prefix(':') {
            Some(name) if !part.is_empty() => named.push((name, part.to_owned())),
            None if part == expected => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(named)
}

/// The same for `use_params_map`. This undoes what addresses do to unusual letters.
fn params(named: &Named) -> ParamsMap {
    let mut params = ParamsMap::with_capacity(named.len());
    for (name, text) in named {
        params.insert(*name, text.clone());
    }
    params
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_found_by_its_parts_and_gets_what_stands_for_names() {
        let nothing: fn() -> AnyView = || ().into_any();
        let rooms = [
            ("/batches", nothing),
            ("/batches/:batch/lines/:line", nothing),
        ];
        let named = vec![("batch", "b_7".to_owned()), ("line", "3".to_owned())];
        assert_eq!(find(&rooms, "/batches/b_7/lines/3"), Some((1, named)));
        assert_eq!(find(&rooms, "/batches/").map(|(room, _)| room), Some(0));
    }

    #[test]
    fn the_root_is_a_room_of_its_own() {
        assert!(named("/", "/").is_some());
        assert!(named("/", "/candidates").is_none());
    }

    #[test]
    fn a_path_that_is_shorter_longer_or_lacks_a_name_leads_nowhere() {
        for path in [
            "/",
            "/batch",
            "/batches",
            "/batches/b_7/lines",
            "/batches//lines",
            "/nowhere/b_7",
        ] {
            assert!(named("/batches/:batch", path).is_none(), "{path}");
        }
    }
}
