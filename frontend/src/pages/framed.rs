//! `/embed`: the address that a page of an applicant tracking system shows in a frame. Nothing of the application is
//! behind it: neither the cookie of somebody who signed in counts here, nor can one sign in.

use leptos::prelude::*;

/// What there is as long as no page has handed over who is here and for whom.
#[component]
pub fn Framed() -> impl IntoView {
    view! {
        <main class="page">
            <div class="narrow empty">
                <h1>"Open this from your applicant tracking system"</h1>
                <p>
                    "This address shows nothing by itself: your applicant tracking system shows the form for BambooHR in one of \
                     its own pages."
                </p>
            </div>
        </main>
    }
}
