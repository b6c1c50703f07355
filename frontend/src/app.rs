//! The application: what every room shares, and which address leads to which room.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::address::Address;
use crate::annexes::door::AnnexDoor;
use crate::candidate_list::CandidateList;
use crate::components::page_heading::Arrival;
use crate::components::site_header::SiteHeader;
use crate::components::toasts::{ToastRegion, Toasts};
use crate::pages::candidates::CandidatesPage;
use crate::pages::profile::ProfilePage;
use crate::pages::send_result::SendResultPage;
use crate::rooms::{Room, Rooms};
use crate::session::CurrentSession;
use crate::tasks::effect;

/// The rooms of the first module. Those that can wait are in [`crate::annexes`].
const ROOMS: &[Room] = &[
    ("/", || view! { <CandidatesPage /> }.into_any()),
    ("/candidates", || view! { <CandidatesPage /> }.into_any()),
    ("/candidates/:id", || view! { <ProfilePage /> }.into_any()),
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
            <Header session=session toasts=toasts />
            <main class="page" id="content" tabindex="-1">
                <Rooms rooms=ROOMS elsewhere=elsewhere />
            </main>
            <ToastRegion toasts=toasts />
        </Router>
    }
}

/// The header. The session is asked again on every way from room to room, because any of them may have changed it.
#[component]
fn Header(session: CurrentSession, toasts: Toasts) -> impl IntoView {
    let path = Address::here().path();
    let mut is_first = true;
    effect(move || {
        path.track();
        // The first time it is being asked anyway.
        if !std::mem::take(&mut is_first) {
            session.refresh();
        }
    });
    let check = Callback::new(move |()| session.check(toasts));
    view! { <SiteHeader session=session.state is_checking=session.is_checking on_check=check /> }
}

/// What is at addresses that are no room of this module: those of the annexes, which also say when there is none. In
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
