//! The way into an annex, from the first module: download it, let it show the room of the present address, keep it
//! informed, and clear up when somebody leaves.
//!
//! It knows none of the rooms: whatever address is none of the first module's is asked of an annex.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::Annex;
use crate::address::{Address, Way};
use crate::api::ApiError;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::{Arrival, PageHeading};
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::toasts::Toasts;
use crate::load::{Load, Loader};
use crate::session::CurrentSession;
use crate::tasks::{drawn, memo, spawn_detached};

#[wasm_bindgen(module = "/src/annexes/door.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open(program: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    fn enter(
        program: &str,
        place: &HtmlElement,
        path: &str,
        query: &str,
        is_first: bool,
        go: &Closure<dyn Fn(String, bool)>,
        say: &Closure<dyn Fn(String)>,
    ) -> Result<JsVisit, JsValue>;

    /// `Visit` of [`annex!`](crate::annex).
    type JsVisit;

    #[wasm_bindgen(method)]
    fn follow(this: &JsVisit, path: &str, query: &str);

    #[wasm_bindgen(method)]
    fn free(this: &JsVisit);
}

/// Downloads and starts an annex before anybody asks for it, where that is likely to be next. When it fails, the room
/// that needs it says so.
pub fn prepare(annex: Annex) {
    spawn_detached(async move {
        let _ = open(annex.program()).await;
    });
}

/// A stay in the annex, with what it calls. Dropping it ends the stay.
struct Visit {
    visit: JsVisit,
    _go: Closure<dyn Fn(String, bool)>,
    _say: Closure<dyn Fn(String)>,
}

impl Visit {
    fn begin(
        annex: Annex,
        place: &HtmlElement,
        path: &str,
        query: &str,
        hall: Hall,
    ) -> Result<Self, JsValue> {
        let go = Closure::new(move |to: String, is_correction: bool| {
            hall.address.take(Way { to, is_correction });
        });
        let say = Closure::new(move |text: String| {
            // News are of something that was done, and that may have been to the connection.
            hall.session.refresh();
            hall.toasts.say(text);
        });
        let is_first = hall.arrival.is_first();
        Ok(Self {
            visit: enter(annex.program(), place, path, query, is_first, &go, &say)?,
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

/// The room of the present address, as soon as its annex is here.
#[component]
pub fn AnnexDoor() -> impl IntoView {
    let path = Address::here().path();
    let annex = memo(move || path.with(|path| Annex::of(path)));
    drawn(move || view! { <Entrance annex=annex.get() /> })
}

#[component]
fn Entrance(
    /// Which annex it leads to.
    annex: Annex,
) -> impl IntoView {
    let opened = Loader::new(move || async move {
        let opened = open(annex.program()).await;
        opened.map(|_| ()).map_err(|_| ApiError::Network)
    });
    let failed = Callback::new(move |()| opened.state.set(Load::Failed(ApiError::Network)));
    drawn(move || match opened.state.get() {
        Load::Loading => view! {
            <SkeletonHeading />
            <SkeletonCard lines=8 />
        }
        .into_any(),
        Load::Failed(error) => view! {
            <PageHeading text="This page could not be loaded" />
            <ErrorNotice error=error again=Callback::new(move |()| opened.again()) />
        }
        .into_any(),
        Load::Ready(()) => view! { <AnnexRoom annex=annex failed=failed /> }.into_any(),
    })
}

/// Where an annex shows its room.
#[component]
fn AnnexRoom(
    /// Which annex it is.
    annex: Annex,
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
        let visit = visit.flatten();
        // Somebody is on the way into the other annex, and this one is about to be left.
        if Annex::of(&path) != annex {
            return visit;
        }
        if let Some(visit) = visit {
            visit.visit.follow(&path, &query);
            return Some(visit);
        }
        let visit = Visit::begin(annex, &place, &path, &query, hall);
        visit.map_err(|_| failed.run(())).ok()
    });
    view! { <div node_ref=place></div> }
}
