//! The way to an employee's page in BambooHR, in a tab of its own. Its words are the same everywhere; where there
//! are several on a page, `which` tells them apart for who hears them.

use handoff::interface::EmployeeLink;
use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use crate::paths;

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

/// The id as the link, for where there is little room; plain text while no page is known.
pub fn employee_id(employee: EmployeeLink) -> AnyView {
    let Some(page) = paths::employee(&employee) else {
        return view! { <span>{employee.id}</span> }.into_any();
    };
    view! {
        <a href=page target="_blank" rel="noopener noreferrer">
            {employee.id}
            <span class="visually-hidden">", view in BambooHR"</span>
            <Drawing icon=Icon::NewTab />
        </a>
    }
    .into_any()
}
