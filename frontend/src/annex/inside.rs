//! One stay in the annex, in the second module: what its rooms find around them, and which of them is shown.
//!
//! There is no router in here. That of the first module hears of every link that is pressed, wherever it stands, and
//! tells the new address.

use js_sys::Function;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::{ROOMS, nowhere};
use crate::address::{Address, Way};
use crate::components::page_heading::Arrival;
use crate::components::toasts::Toasts;
use crate::rooms::Rooms;

/// A stay. Dropping it takes its room out of the page.
pub struct Visit {
    path: ArcRwSignal<String>,
    query: ArcRwSignal<String>,
    _room: UnmountHandle<AnyViewState>,
}

impl Visit {
    /// Shows the room of an address in `place`. What the first module does for it: `go(to, is_correction)` leads
    /// elsewhere, `say(text)` shows short news. When the room `is_first`, the focus stays where the browser put it.
    pub fn begin(
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
            view! { <Rooms rooms=ROOMS elsewhere=nowhere /> }.into_any()
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
