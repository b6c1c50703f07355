//! The application: what every room shares, and which address leads to which room.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::address::{Address, Way};
use crate::annexes::door::AnnexDoor;
use crate::candidate_list::CandidateList;
use crate::components::page_heading::Arrival;
use crate::components::site_header::SiteHeader;
use crate::components::toasts::{ToastRegion, Toasts};
use crate::pages::candidates::CandidatesPage;
use crate::pages::profile::ProfilePage;
use crate::pages::send_result::SendResultPage;
use crate::pages::sign_in::{SignInPage, SignInPanel};
use crate::paths;
use crate::rooms::{Room, Rooms};
use crate::session::CurrentSession;
use crate::tasks::{drawn, effect, memo};

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
            <Gate session=session />
            <DemoBanner session=session />
            <ToastRegion toasts=toasts />
        </Router>
    }
}

/// The rooms, for whoever may come in. Who was signed out while at work finds everything below a panel to sign in with.
#[component]
fn Gate(session: CurrentSession) -> impl IntoView {
    let address = Address::here();
    let is_out = memo(move || session.is_out());
    // Links that let somebody choose a passphrase are for those who cannot sign in yet.
    let is_at = move |place| address.path().with(|path| path == place);
    let is_shut = memo(move || {
        is_at(paths::SIGN_IN) || is_out.get() && !session.was_in() && !is_at(paths::WELCOME)
    });
    let must_come_back = memo(move || is_out.get() && session.was_in() && !is_at(paths::SIGN_IN));
    let is_done = memo(move || is_at(paths::SIGN_IN) && session.state.read().ready().is_some());
    let is_for_readers = memo(move || {
        let state = session.state.read();
        state
            .ready()
            .is_some_and(|session| !session.role.may_send())
            && address
                .path()
                .with(|path| path == "/" || path == "/candidates")
    });
    effect(move || {
        if is_done.get() {
            address.take(Way::correction("/"));
        }
        if is_for_readers.get() {
            address.take(Way::correction(paths::LOG));
        }
    });
    view! {
        {drawn(move || must_come_back.get().then(|| view! { <SignInPanel /> }))}
        <main class="page" id="content" tabindex="-1">
            {drawn(move || match is_shut.get() {
                true => view! { <SignInPage /> }.into_any(),
                false => view! { <Rooms rooms=ROOMS elsewhere=elsewhere /> }.into_any(),
            })}
        </main>
    }
}

/// At the lower edge, where it moves nothing when it is known at last.
#[component]
fn DemoBanner(session: CurrentSession) -> impl IntoView {
    let is_demo = memo(move || {
        let state = session.state.read();
        state.ready().is_some_and(|session| session.demo)
    });
    drawn(move || {
        is_demo.get().then(|| {
            view! {
                <aside class="demo-banner" aria-label="Demonstration">
                    "Demonstration: invented people, a local BambooHR, and everybody here is an admin."
                </aside>
            }
        })
    })
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
