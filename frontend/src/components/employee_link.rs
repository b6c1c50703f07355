//! The way to an employee's page in BambooHR, in a tab of its own. Its words are the same everywhere; where there
//! are several on a page, `which` tells them apart for who hears them.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// The link.
pub fn employee_link(page: String, which: Option<String>) -> AnyView {
    view! {
        <a href=page target="_blank" rel="noopener noreferrer">
            "View in BambooHR"
            {which.map(|which| view! { <span class="visually-hidden">{which}</span> })}
            <Drawing icon=Icon::NewTab />
        </a>
    }
    .into_any()
}
