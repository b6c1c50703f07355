//! The heading of a room. It names the tab and takes focus when somebody arrives, because a router
//! changes the page without telling anybody.
//!
//! Each room mounts exactly one at a time; a new phase of a room mounts a new one. The element is new as
//! well, whatever stood there before: screen readers keep quiet about an element they are on already.

use leptos::html::H1;
use leptos::prelude::*;

use crate::browser::{focus_in_place, set_title};
use crate::tasks::{drawn, effect};

/// Whether the first room has been shown. The browser announces that one itself, and focus there would
/// skip the skip link.
#[derive(Clone, Copy)]
pub struct Arrival(StoredValue<bool>);

impl Arrival {
    /// Provides the memory for all rooms. The next room `is_first` unless something was shown before.
    pub fn provide(is_first: bool) {
        provide_context(Self(StoredValue::new(!is_first)));
    }

    /// Whether this is the first room; true only once.
    pub fn is_first(self) -> bool {
        let was_there = self.0.get_value();
        self.0.set_value(true);
        !was_there
    }
}

/// `<h1>` with the tab's title and focus on arrival.
#[component]
pub fn PageHeading(
    /// The heading, also the first half of the tab's title.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    set_title(&text);
    let arrival = expect_context::<Arrival>();
    effect(move || {
        if let Some(heading) = heading.get()
            && !arrival.is_first()
        {
            focus_in_place(&heading);
        }
    });
    // As a function, because leptos replaces what functions gave and alters everything else in place.
    drawn(move || {
        view! {
            <h1 class="page-title" tabindex="-1" node_ref=heading>
                {text.clone()}
            </h1>
        }
    })
}
