//! The annex: the rooms that few people open, in a wasm of their own that is loaded when such an address is opened.
//!
//! What everybody waits for stays small that way. The annex carries its own Leptos, so it pays only for rooms that
//! most people never see. [`door`] is compiled into the first module, [`inside`] into the second
//! (`src/bin/annex.rs`), components into both. They share nothing but what [`door`] hands over: two instances, two
//! memories, no common signals. A room in here therefore has no [`crate::candidate_list::CandidateList`] and no
//! [`crate::session::CurrentSession`].

pub mod door;
pub mod inside;

use leptos::prelude::*;

use crate::pages::batch::BatchPage;
use crate::pages::batches::BatchesPage;
use crate::pages::changes::ChangesPage;
use crate::pages::log::LogPage;
use crate::pages::not_found::NotFound;
use crate::pages::send_form::SendFormPage;
use crate::pages::settings::SettingsPage;
use crate::pages::settings::apps::AppsPage;
use crate::pages::settings::connection::ConnectionPage;
use crate::pages::settings::fields::FieldsPage;
use crate::rooms::Room;

/// The rooms of the annex.
const ROOMS: &[Room] = &[
    ("/log", || view! { <LogPage /> }.into_any()),
    ("/batch", || view! { <BatchPage /> }.into_any()),
    ("/batches/:id", || view! { <BatchesPage /> }.into_any()),
    ("/candidates/:id/send", || {
        view! { <SendFormPage /> }.into_any()
    }),
    ("/settings", || view! { <SettingsPage /> }.into_any()),
    ("/settings/integrations", || {
        view! { <AppsPage /> }.into_any()
    }),
    ("/settings/integrations/bamboohr", || {
        view! { <ConnectionPage /> }.into_any()
    }),
    ("/settings/integrations/bamboohr/fields", || {
        view! { <FieldsPage /> }.into_any()
    }),
    ("/candidates/:id/changes", || {
        view! { <ChangesPage /> }.into_any()
    }),
];

/// Addresses that no module knows.
fn nowhere() -> AnyView {
    view! { <NotFound /> }.into_any()
}
