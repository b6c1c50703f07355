//! The annexes: rooms that can wait, in two further wasm files that are loaded when such an address is opened.
//!
//! What everybody waits for stays small that way. *Sending* is the work with one hire or many, *settings* is what admins
//! open, and what is about whoever signs in. Each carries its own Leptos, so it pays only for rooms that are not opened first. [`door`] is compiled
//! into the first module, [`inside`] into each annex (`src/bin`, by [`annex!`](crate::annex)), components into all.
//! They share nothing but what [`door`] hands over: an instance and a memory each, no common signals. A room in here
//! therefore has no [`crate::candidate_list::CandidateList`] and no [`crate::session::CurrentSession`].

pub mod door;
pub mod inside;

use leptos::prelude::*;

use crate::pages::batch::BatchPage;
use crate::pages::batches::BatchesPage;
use crate::pages::changes::ChangesPage;
use crate::pages::log::LogPage;
use crate::pages::not_found::NotFound;
use crate::pages::people::account::AccountPage;
use crate::pages::people::welcome::WelcomePage;
use crate::pages::send_form::SendFormPage;
use crate::pages::settings::SettingsPage;
use crate::pages::settings::apps::AppsPage;
use crate::pages::settings::connection::ConnectionPage;
use crate::pages::settings::embedding::EmbeddingPage;
use crate::pages::settings::fields::FieldsPage;
use crate::pages::settings::pinpoint::PinpointPage;
use crate::pages::settings::record::RecordPage;
use crate::pages::settings::users::UsersPage;
use crate::paths;
use crate::rooms::Room;

/// Which annex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annex {
    /// The form, comparisons, batches and the log, and every address that leads nowhere.
    Sending,
    /// Everything under `/settings`, and what is about whoever signs in.
    Settings,
}

/// The rooms of [`Annex::Sending`].
pub const SENDING: &[Room] = &[
    ("/candidates/:id/send", || {
        view! { <SendFormPage /> }.into_any()
    }),
    ("/candidates/:id/changes", || {
        view! { <ChangesPage /> }.into_any()
    }),
    ("/batch", || view! { <BatchPage /> }.into_any()),
    ("/batches/:id", || view! { <BatchesPage /> }.into_any()),
    ("/log", || view! { <LogPage /> }.into_any()),
];

/// The rooms of [`Annex::Settings`].
pub const SETTINGS: &[Room] = &[
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
    ("/settings/integrations/pinpoint", || {
        view! { <PinpointPage /> }.into_any()
    }),
    ("/settings/users", || view! { <UsersPage /> }.into_any()),
    ("/settings/embedding", || {
        view! { <EmbeddingPage /> }.into_any()
    }),
    ("/settings/record", || view! { <RecordPage /> }.into_any()),
    ("/account", || view! { <AccountPage /> }.into_any()),
    ("/welcome", || view! { <WelcomePage /> }.into_any()),
];

impl Annex {
    /// Whose room a path is, of those the first module does not have.
    pub fn of(path: &str) -> Self {
        let below = path.strip_prefix(paths::SETTINGS);
        let is_below = below.is_some_and(|below| below.is_empty() || below.starts_with('/'));
        match is_below || [paths::ACCOUNT, paths::WELCOME].contains(&path) {
            true => Self::Settings,
            false => Self::Sending,
        }
    }

    /// What its program is called in `src/bin`, and so its files.
    fn program(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Settings => "settings",
        }
    }
}

/// Addresses that no module knows.
fn nowhere() -> AnyView {
    view! { <NotFound /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_annex_is_asked_for_its_own_rooms() {
        for (annex, rooms) in [(Annex::Sending, SENDING), (Annex::Settings, SETTINGS)] {
            for (path, _) in rooms {
                assert_eq!(Annex::of(path), annex, "{path}");
            }
        }
        assert_eq!(Annex::of("/settings/nowhere"), Annex::Settings);
        assert_eq!(Annex::of("/settingsandmore"), Annex::Sending);
    }
}
