//! Panels of which one is seen, after the WAI-ARIA tabs pattern. For parts of one thing that are looked at one
//! after another; what must be compared stands below each other instead.
//!
//! Only the chosen tab is reached by Tab, which goes on into its panel. Left and Right (mirrored when the text
//! runs from the right) choose the neighbour and go around, Home and End the first and the last; the panel
//! changes at once. All panels are in the page from the start and keep their state while they are hidden.
//! Nothing is reported.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One panel with the words of its tab.
#[derive(Clone)]
pub struct Tab {
    /// The words.
    pub label: String,
    /// What the panel shows.
    pub panel: ViewFn,
}

/// A row of tabs and the panel that was chosen.
#[component]
pub fn Tabs(
    /// DOM id; tabs and panels derive theirs.
    id: &'static str,
    /// What the panels have in common.
    name: &'static str,
    /// The panels; never none.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let chosen = RwSignal::new(0);
    let row = NodeRef::<Div>::new();
    let count = tabs.len();
    let choose = move |place: usize| {
        chosen.set(place);
        let tab = row
            .get_untracked()
            .and_then(|row| row.children().item(u32::try_from(place).ok()?));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let strike = move |event: KeyboardEvent| {
        let runs_from_right = row
            .get_untracked()
            .is_some_and(|row| row.closest("[dir=rtl]").ok().flatten().is_some());
        let step = match (event.key().as_str(), runs_from_right) {
            ("ArrowRight", false) | ("ArrowLeft", true) => 1,
            ("ArrowLeft", false) | ("ArrowRight", true) => count.saturating_sub(1),
            ("Home", _) => count - chosen.get_untracked(),
            ("End", _) => count - 1 + count - chosen.get_untracked(),
            _ => return,
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        choose((chosen.get_untracked() + step) % count);
    };
    let heads = tabs.iter().enumerate().map(|(place, tab)| {
        let is_chosen = move || chosen.get() == place;
        view! {
            <button
                type="button"
                class="tabs__tab"
                role="tab"
                id=format!("{id}-tab-{place}")
                aria-controls=format!("{id}-panel-{place}")
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(place)
            >
                {tab.label.clone()}
            </button>
        }
    });
    let heads = heads.collect_view();
    let panels = tabs.into_iter().enumerate().map(|(place, tab)| {
        view! {
            <div
                class="tabs__panel"
                role="tabpanel"
                id=format!("{id}-panel-{place}")
                aria-labelledby=format!("{id}-tab-{place}")
                tabindex="0"
                prop:hidden=move || chosen.get() != place
            >
                {tab.panel.run()}
            </div>
        }
    });
    view! {
        <div class="tabs">
            <div class="tabs__row" role="tablist" aria-label=name node_ref=row on:keydown=strike>
                {heads}
            </div>
            {panels.collect_view()}
        </div>
    }
}
