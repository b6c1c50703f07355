//! Light, dark, or as the system has it: a short list in the header. The choice is remembered in this browser
//! and applied before the first paint by a script in `index.html`.
//!
//! The browser's own `<select>` with its keys, called "Colours". A change holds at once. It reports nothing:
//! what depends on the scheme is in the style sheets.

use leptos::html::Select;
use leptos::prelude::*;

use super::select_input::follow_value;
use crate::browser::{Scheme, scheme, set_scheme};

/// The list of colour schemes.
#[component]
pub fn SchemeSwitch(
    /// DOM id of the list.
    #[prop(default = "scheme")]
    id: &'static str,
) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    let chosen = RwSignal::new(scheme().code().to_owned());
    follow_value(select, chosen.into());
    let choose = move |event| {
        let code = event_target_value(&event);
        set_scheme(Scheme::from_code(&code));
        chosen.set(code);
    };
    view! {
        <div class="scheme">
            <label class="visually-hidden" for=id>
                "Colours"
            </label>
            <select class="input input--select scheme__list" id=id node_ref=select on:change=choose>
                {Scheme::ALL
                    .into_iter()
                    .map(|scheme| view! { <option value=scheme.code()>{scheme.label()}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}
