//! The way into the annex, from the first module: download it, let it show the room of the present address, keep it
//! informed, and clear up when somebody leaves.
//!
//! It knows none of the rooms: whatever address is none of the first module's is asked of the annex.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::address::{Address, Way};
use crate::api::ApiError;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::{Arrival, PageHeading};
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::toasts::Toasts;
use crate::load::{Load, Loader};
use crate::session::CurrentSession;
use crate::tasks::{drawn, spawn_detached};

#[wasm_bindgen(module = "/src/annex/door.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    fn enter(
        place: &HtmlElement,
        path: &str,
        query: &str,
        is_first: bool,
        go: &Closure<dyn Fn(String, bool)>,
        say: &Closure<dyn Fn(String)>,
    ) -> Result<JsVisit, JsValue>;

    /// `Visit` of `src/bin/annex.rs`.
    type JsVisit;

    #[wasm_bindgen(method)]
    fn follow(this: &JsVisit, path: &str, query: &str);

    #[wasm_bindgen(method)]
    fn free(this: &JsVisit);
}

/// Downloads and starts the annex before anybody asks for it, where that is likely to be next. When it fails, the room
/// that needs it says so.
pub fn prepare() {
    spawn_detached(async {
        let _ = open().await;
    });
}

/// A stay in the annex, with what it calls. Dropping it ends the stay.
struct Visit {
    visit: JsVisit,
    _go: Closure<dyn Fn(String, bool)>,
    _say: Closure<dyn Fn(String)>,
}

impl Visit {
    fn begin(place: &HtmlElement, path: &str, query: &str, hall: Hall) -> Result<Self, JsValue> {
        let go = Closure::new(move |to: String, is_correction: bool| {
            hall.address.take(Way { to, is_correction });
        });
        let say = Closure::new(move |text: String| {
            // News are of something that was done, and that may have been to the connection.
            hall.session.refresh();
            hall.toasts.say(text);
        });
        Ok(Self {
            visit: enter(place, path, query, hall.arrival.is_first(), &go, &say)?,
            _go: go,
            _say: say,
        })
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.visit.free();
    }
}

/// What a visitor takes along from the first module.
#[derive(Clone, Copy)]
struct Hall {
    address: Address,
    arrival: Arrival,
    toasts: Toasts,
    session: CurrentSession,
}

/// The room of the present address, as soon as the annex is here.
#[component]
pub fn AnnexDoor() -> impl IntoView {
    let annex = Loader::new(|| async {
        let opened = open().await;
        opened.map(|_| ()).map_err(|_| ApiError::Network)
    });
    let failed = Callback::new(move |()| annex.state.set(Load::Failed(ApiError::Network)));
    drawn(move || match annex.state.get() {
        Load::Loading => view! {
            <SkeletonHeading />
            <SkeletonCard lines=8 />
        }
        .into_any(),
        Load::Failed(error) => view! {
            <PageHeading text="This page could not be loaded" />
            <ErrorNotice error=error again=Callback::new(move |()| annex.again()) />
        }
        .into_any(),
        Load::Ready(()) => view! { <AnnexRoom failed=failed /> }.into_any(),
    })
}

/// Where the annex shows its room.
#[component]
fn AnnexRoom(
    /// What happens when the annex does not let anybody in, because it is from another release.
    failed: Callback<()>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let hall = Hall {
        address: Address::here(),
        arrival: expect_context(),
        toasts: Toasts::here(),
        session: CurrentSession::here(),
    };
    Effect::new(move |visit: Option<Option<Visit>>| {
        let (path, query) = (hall.address.path().get(), hall.address.query().get());
        let place = place.get()?;
        if let Some(visit) = visit.flatten() {
            visit.visit.follow(&path, &query);
            return Some(visit);
        }
        let visit = Visit::begin(&place, &path, &query, hall);
        visit.map_err(|_| failed.run(())).ok()
    });
    view! { <div node_ref=place></div> }
}
