//! What the application asks of the browser itself: focus, titles, time, a random id.
//!
//! No fetching (see [`crate::api`]) and no storage (see [`crate::shelf`]).

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FocusOptions, HtmlElement};

/// Product name, the second half of every page title.
pub const PRODUCT: &str = "Send to BambooHR";

/// Sets the title of the tab to `{page} – Send to BambooHR`.
pub fn set_title(page: &str) {
    document().set_title(&format!("{page} – {PRODUCT}"));
}

/// Moves focus to the element with this id and lets the browser scroll it into view.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves focus to the page's heading: the place for it when what had it is gone.
pub fn focus_heading() {
    let heading = document().query_selector("h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Moves focus without scrolling, for headings: the router has already put the page where it belongs.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Resolves after so many milliseconds; `0` lets the browser paint what has just changed.
pub async fn pause(milliseconds: i32) {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(timer).await;
}

/// A random UUID. Browsers offer it only on HTTPS and on loopback addresses.
pub fn random_id() -> String {
    window()
        .crypto()
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}
