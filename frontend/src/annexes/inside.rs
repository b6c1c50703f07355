//! One stay in an annex, in that annex: what its rooms find around them, and which of them is shown.
//!
//! There is no router in here. That of the first module hears of every link that is pressed, wherever it stands, and
//! tells the new address.

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::nowhere;
use crate::address::{Address, Way};
use crate::components::page_heading::Arrival;
use crate::components::toasts::Toasts;
use crate::rooms::{Room, Rooms};

/// A stay. Dropping it takes its room out of the page.
pub struct Visit {
    path: ArcRwSignal<String>,
    query: ArcRwSignal<String>,
    _room: UnmountHandle<AnyViewState>,
}

impl Visit {
    /// Shows the one of these `rooms` that an address leads to in `place`. What the first module does for it:
    /// `go(to, is_correction)` leads elsewhere, `say(text)` shows short news. When the room `is_first`, the focus stays
    /// where the browser put it.
    pub fn begin(
        rooms: &'static [Room],
        place: HtmlElement,
        path: String,
        query: String,
        is_first: bool,
        go: Function,
        say: Function,
    ) -> Self {
        let path = ArcRwSignal::new(path);
        let query = ArcRwSignal::new(query);
        let address = (path.clone(), query.clone());
        let room = mount_to(place, move || {
            let (path, query) = address;
            let go = StoredValue::new_local(go);
            let go = Callback::new(move |Way { to, is_correction }| {
                go.with_value(|go| {
                    let _ = go.call2(&JsValue::NULL, &to.into(), &is_correction.into());
                });
            });
            let say = StoredValue::new_local(say);
            let say = Callback::new(move |text: String| {
                say.with_value(|say| {
                    let _ = say.call1(&JsValue::NULL, &text.into());
                });
            });
            Address::provide_from(path.into(), query.into(), go);
            Arrival::provide(is_first);
            Toasts::provide_from(say);
            view! { <Rooms rooms=rooms elsewhere=nowhere /> }.into_any()
        });
        Self {
            path,
            query,
            _room: room,
        }
    }

    /// Shows the room of this address; when it is the present room, that one stays and hears of it.
    pub fn follow(&self, path: String, query: String) {
        self.query.set(query);
        self.path.set(path);
    }
}

/// The entry point of an annex with these rooms, and what its JavaScript gives to the first module.
///
/// It stands in a program and not here, because the exports of a library end up in every program that uses it.
#[macro_export]
macro_rules! annex {
    ($rooms:expr) => {
        fn main() {
            $crate::be_ready_to_give_up();
        }

        /// A stay in the annex. `free()` ends it.
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub struct Visit($crate::annexes::inside::Visit);

        #[wasm_bindgen::prelude::wasm_bindgen]
        impl Visit {
            /// Shows the room of another address.
            pub fn follow(&self, path: String, query: String) {
                self.0.follow(path, query);
            }
        }

        /// Shows the room of an address in `place`.
        #[wasm_bindgen::prelude::wasm_bindgen]
        pub fn enter(
            place: web_sys::HtmlElement,
            path: String,
            query: String,
            is_first: bool,
            go: js_sys::Function,
            say: js_sys::Function,
        ) -> Visit {
            Visit($crate::annexes::inside::Visit::begin(
                $rooms, place, path, query, is_first, go, say,
            ))
        }
    };
}
