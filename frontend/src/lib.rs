//! The application a recruiter sees: candidates, the form, the progress of a send, and the receipt.
//!
//! It shows and collects; it decides nothing. The rules are in `handoff`, the last word is the
//! proxy's. Only [`api`] fetches, only [`draft`] and [`attempt`] keep anything in the browser, and
//! nothing personal goes into a URL or the console.

#![allow(
    unreachable_pub,
    reason = "leptos writes `pub` items for a component, whatever its own visibility"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a component gets its properties by value, whatever it does with them"
)]

pub mod address;
pub mod annexes;
pub mod api;
pub mod app;
pub mod arrival;
pub mod attempt;
pub mod batch;
pub mod browser;
pub mod candidate_list;
pub mod components;
pub mod draft;
pub mod form_model;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod host;
pub mod live;
pub mod load;
pub mod owner;
pub mod pages;
pub mod paths;
pub mod rooms;
pub mod session;
pub mod setup_model;
pub mod shelf;
pub mod tasks;
pub mod words;

use wasm_bindgen::JsCast;

/// Id of the element in `index.html` whose static content the application replaces.
const ROOT: &str = "app";
/// Id of the hidden message in `index.html` that a crash uncovers.
const BROKEN: &str = "broken";

/// Prepares for a crash, in whichever module.
pub fn be_ready_to_give_up() {
    std::panic::set_hook(Box::new(give_up));
}

/// Replaces the static first paint with the application, or with what is shown in a frame.
pub fn start() {
    be_ready_to_give_up();
    let root = leptos::prelude::document().get_element_by_id(ROOT);
    let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    root.replace_children_with_node_0();
    // A frame has no router, which would take over the links of whatever is around it, and asks for no session.
    match browser::path().as_str() {
        paths::FRAME => leptos::mount::mount_to(root, pages::framed::Framed).forget(),
        _ => leptos::mount::mount_to(root, app::App).forget(),
    }
}

/// After a crash the state of the instance is unknown, so nothing of it may be used again: the page is
/// swapped for the prepared message. The console gets the place in the code only, because the text of
/// a panic can quote what somebody typed.
fn give_up(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    web_sys::console::error_1(&format!("The application stopped at {place}.").into());
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    if let Some(root) = document.get_element_by_id(ROOT) {
        root.remove();
    }
    if let Some(message) = document.get_element_by_id(BROKEN) {
        let _ = message.remove_attribute("hidden");
    }
}
