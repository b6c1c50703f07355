//! Where in the application somebody is, and the way to elsewhere.
//!
//! The same for every room, whichever wasm it is in (see [`crate::annexes`]): the router of the first module answers,
//! and the annexes pass on. A room that reads or changes the address through this can be moved from one to the
//! other.

use leptos::prelude::*;

use crate::tasks::{effect, memo};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};
use web_sys::UrlSearchParams;

/// The address of the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Address {
    path: Signal<String>,
    query: Signal<String>,
    go: Callback<Way>,
}

/// How to get to another address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The other address: a path, and a query if there is one.
    pub to: String,
    /// Whether it takes the place of the present one, so that the browser's "Back" leads past it. On the same path
    /// the page stays where it is scrolled to.
    pub is_correction: bool,
}

impl Way {
    /// To another room, as a link would lead there.
    pub fn to(to: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            is_correction: false,
        }
    }

    /// In place of the present address: a filter was chosen, or what was here is done and cannot be done again.
    pub fn correction(to: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            is_correction: true,
        }
    }
}

impl Address {
    /// Provides that of the router around this component.
    pub fn provide() {
        let location = use_location();
        // The router waits until the room is there before it changes the browser's address.
        let browser = use_context::<BrowserUrl>();
        effect(move || {
            location.pathname.track();
            if let Some(browser) = &browser {
                browser.ready_to_complete();
            }
        });
        let navigate = use_navigate();
        let go = Callback::new(move |way: Way| {
            let path = way.to.split('?').next().unwrap_or_default();
            let is_same = location.pathname.with_untracked(|here| here == path);
            let options = NavigateOptions {
                replace: way.is_correction,
                scroll: !(way.is_correction && is_same),
                ..NavigateOptions::default()
            };
            navigate(&way.to, options);
        });
        Self::provide_from(location.pathname.into(), location.search.into(), go);
    }

    /// Provides one that somebody else knows: path and query (without `?`), and who leads elsewhere.
    pub fn provide_from(path: Signal<String>, query: Signal<String>, go: Callback<Way>) {
        provide_context(Self { path, query, go });
    }

    /// Provides the same, but standing still from when `is_here` no longer holds: a room that is left does not hear
    /// of the address that follows it.
    pub fn provide_while(self, is_here: impl Fn() -> bool + Copy + Send + Sync + 'static) {
        let still = move |text: Signal<String>| {
            Memo::new(move |last: Option<&String>| match last {
                Some(last) if !is_here() => last.clone(),
                _ => text.get(),
            })
        };
        Self::provide_from(still(self.path).into(), still(self.query).into(), self.go);
    }

    /// That of the page around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// The path.
    pub fn path(self) -> Signal<String> {
        self.path
    }

    /// The query, without `?`.
    pub fn query(self) -> Signal<String> {
        self.query
    }

    /// What the query says about `name`.
    pub fn asked(self, name: &'static str) -> Memo<Option<String>> {
        memo(move || {
            let query = UrlSearchParams::new_with_str(&self.query.get()).ok()?;
            query.get(name)
        })
    }

    /// Goes to another address, as a link would, or corrects the present one.
    pub fn take(self, way: Way) {
        self.go.run(way);
    }
}
