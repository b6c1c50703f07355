//! Addresses that lead nowhere, and candidates or sends that do not exist.

use leptos::prelude::*;

use crate::components::button::{Weight, button_class};
use crate::components::page_heading::PageHeading;

/// A friendly dead end with a way out.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="narrow empty">
            <PageHeading text="We cannot find this page" />
            <p>"The address may be mistyped, or the candidate may have been removed."</p>
            <p>
                <a class=button_class(Weight::Primary) href="/candidates">
                    "Go to all candidates"
                </a>
            </p>
        </div>
    }
}
