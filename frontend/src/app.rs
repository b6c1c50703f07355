//! The application: what every room shares, and which address leads to which room.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::api;
use crate::candidate_list::CandidateList;
use crate::components::page_heading::Arrival;
use crate::components::site_header::SiteHeader;
use crate::components::toasts::{ToastRegion, Toasts};
use crate::pages::batch::BatchPage;
use crate::pages::batches::BatchesPage;
use crate::pages::candidates::CandidatesPage;
use crate::pages::changes::ChangesPage;
use crate::pages::log::LogPage;
use crate::pages::not_found::NotFound;
use crate::pages::profile::ProfilePage;
use crate::pages::send_form::SendFormPage;
use crate::pages::send_result::SendResultPage;
use crate::session::CurrentSession;

/// The whole page below `<body>`.
#[component]
pub fn App() -> impl IntoView {
    let session = CurrentSession::provide();
    CandidateList::provide();
    Arrival::provide();
    let toasts = Toasts::provide();
    view! {
        <Router>
            // Without `rel="external"` the router takes the link and focus stays where it was.
            <a class="skip-link" href="#content" rel="external">
                "Skip to content"
            </a>
            <Header session=session />
            <main class="page" id="content" tabindex="-1">
                <FlatRoutes fallback=elsewhere>
                    <Route path=path!("/") view=CandidatesPage />
                    <Route path=path!("/candidates") view=CandidatesPage />
                    <Route path=path!("/log") view=LogPage />
                    <Route path=path!("/batch") view=BatchPage />
                    <Route path=path!("/batches/:id") view=BatchesPage />
                    <Route path=path!("/candidates/:id") view=ProfilePage />
                    <Route path=path!("/candidates/:id/changes") view=ChangesPage />
                    <Route path=path!("/candidates/:id/send") view=SendFormPage />
                    <Route path=path!("/candidates/:id/sends/:send") view=SendResultPage />
                </FlatRoutes>
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

/// What is at addresses that are no room. In development builds the gallery is one of them; the release has
/// neither the page nor a route to it.
fn elsewhere() -> AnyView {
    #[cfg(debug_assertions)]
    if leptos_router::hooks::use_location()
        .pathname
        .get_untracked()
        == "/gallery"
    {
        return view! { <crate::gallery::Gallery /> }.into_any();
    }
    view! { <NotFound /> }.into_any()
}
