//! The application: what every room shares, and which address leads to which room.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;
use leptos_router::components::Router;

use crate::address::Address;
use crate::annex::door::AnnexDoor;
use crate::api;
use crate::candidate_list::CandidateList;
use crate::components::page_heading::Arrival;
use crate::components::site_header::SiteHeader;
use crate::components::toasts::{ToastRegion, Toasts};
use crate::pages::candidates::CandidatesPage;
use crate::pages::profile::ProfilePage;
use crate::pages::send_form::SendFormPage;
use crate::pages::send_result::SendResultPage;
use crate::rooms::{Room, Rooms};
use crate::session::CurrentSession;

/// The rooms of the first module. Those that few people open are in [`crate::annex`].
const ROOMS: &[Room] = &[
    ("/", || view! { <CandidatesPage /> }.into_any()),
    ("/candidates", || view! { <CandidatesPage /> }.into_any()),
    ("/candidates/:id", || view! { <ProfilePage /> }.into_any()),
    ("/candidates/:id/send", || {
        view! { <SendFormPage /> }.into_any()
    }),
    ("/candidates/:id/sends/:send", || {
        view! { <SendResultPage /> }.into_any()
    }),
];

/// The whole page below `<body>`.
#[component]
pub fn App() -> impl IntoView {
    let session = CurrentSession::provide();
    CandidateList::provide();
    Arrival::provide(true);
    let toasts = Toasts::provide();
    view! {
        <Router>
            {Address::provide()}
            // Without `rel="external"` the router takes the link and focus stays where it was.
            <a class="skip-link" href="#content" rel="external">
                "Skip to content"
            </a>
            <Header session=session />
            <main class="page" id="content" tabindex="-1">
                <Rooms rooms=ROOMS elsewhere=elsewhere />
            </main>
            <ToastRegion toasts=toasts />
        </Router>
    }
}

/// The header, with the number of sends that wait for somebody: asked on every way from room to room, because
/// any of them may have changed it.
#[component]
fn Header(session: CurrentSession) -> impl IntoView {
    let path = leptos_router::hooks::use_location().pathname;
    let need_person = RwSignal::new(0);
    Effect::new(move |_| {
        path.track();
        spawn_local_scoped_with_cancellation(async move {
            // What cannot be asked now is asked on the next way; the log itself says what is wrong.
            if let Ok(count) = api::need_person().await {
                need_person.set(count);
            }
        });
    });
    let is_checking = RwSignal::new(false);
    let check = Callback::new(move |()| {
        is_checking.set(true);
        spawn_local(async move {
            // Whatever came of it, the session tells.
            let _ = api::check_connection().await;
            is_checking.set(false);
            session.refresh();
        });
    });
    view! {
        <SiteHeader
            session=session.state
            need_person=need_person
            is_checking=is_checking
            on_check=check
        />
    }
}

/// What is at addresses that are no room of this module: those of the annex, which also says when there is none. In
/// development builds the gallery is one of them; the release has neither the page nor a route to it.
fn elsewhere() -> AnyView {
    #[cfg(debug_assertions)]
    if leptos_router::hooks::use_location()
        .pathname
        .get_untracked()
        == "/gallery"
    {
        return view! { <crate::gallery::Gallery /> }.into_any();
    }
    view! { <AnnexDoor /> }.into_any()
}
