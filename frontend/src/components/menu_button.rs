//! A button with a menu, after the WAI-ARIA pattern: arrows, Home, End, Escape, Tab and first letters.
//!
//! Items lead somewhere or say why they cannot. A disabled item can be reached by keyboard, because its
//! reason is what a person came for.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::{Drawing, Icon};

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// What choosing it does.
    pub target: MenuTarget,
}

/// What choosing an item does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuTarget {
    /// Goes to a page of the application.
    Page(String),
    /// Opens an address in a new tab.
    NewTab(String),
    /// Nothing, for this reason.
    Disabled(String),
}

/// A three-dot button and its menu.
#[component]
pub fn MenuButton(
    /// DOM id; the parts derive theirs.
    id: &'static str,
    /// Accessible name of the button.
    name: &'static str,
    /// The items.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let button = NodeRef::<Button>::new();
    let list = NodeRef::<Ul>::new();
    let is_open = RwSignal::new(false);

    let close = move || is_open.set(false);
    let open = move |focus_last: bool| {
        is_open.set(true);
        if let Some(list) = list.get_untracked() {
            // At once and not with the next rendering: a hidden item takes no focus.
            list.set_hidden(false);
            let entries = entries(&list);
            let entry = if focus_last {
                entries.last()
            } else {
                entries.first()
            };
            focus(entry);
        }
    };
    let on_button_key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            open(event.key() == "ArrowUp");
        }
        "Escape" => close(),
        _ => {}
    };
    let on_list_key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "Tab" => close(),
            "Escape" => {
                event.prevent_default();
                close();
                if let Some(button) = button.get_untracked() {
                    let _ = button.focus();
                }
            }
            key => {
                if move_focus(&entries(&list), key) {
                    event.prevent_default();
                }
            }
        }
    };
    let on_focus_out = move |event: FocusEvent| {
        let goes_to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let stays = goes_to.is_some()
            && root
                .get_untracked()
                .is_some_and(|root| root.contains(goes_to.as_ref()));
        if !stays {
            close();
        }
    };
    let toggle = move |_| {
        if is_open.get_untracked() {
            close()
        } else {
            open(false)
        }
    };
    let button_id = format!("{id}-button");
    view! {
        <div class="menu" node_ref=root on:focusout=on_focus_out>
            <button
                type="button"
                class="button button--icon"
                id=button_id.clone()
                node_ref=button
                aria-label=name
                aria-haspopup="menu"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=id
                on:click=toggle
                on:keydown=on_button_key
            >
                <Drawing icon=Icon::More />
            </button>
            <ul
                class="menu__list"
                id=id
                role="menu"
                aria-labelledby=button_id
                node_ref=list
                prop:hidden=move || !is_open.get()
                on:keydown=on_list_key
            >
                {move || {
                    let items = items.get().into_iter().enumerate();
                    items.map(|(place, item)| entry(format!("{id}-{place}"), item, close)).collect_view()
                }}
            </ul>
        </div>
    }
}

fn entry(id: String, item: MenuItem, close: impl Fn() + Clone + 'static) -> impl IntoView {
    let MenuItem { label, target } = item;
    let done = move |_| close();
    let entry = match target {
        MenuTarget::Page(path) => view! {
            <a class="menu__item" role="menuitem" tabindex="-1" href=path on:click=done>
                {label}
            </a>
        }
        .into_any(),
        MenuTarget::NewTab(url) => view! {
            <a
                class="menu__item"
                role="menuitem"
                tabindex="-1"
                href=url
                target="_blank"
                rel="noopener noreferrer"
                on:click=done
            >
                {label}
                <Drawing icon=Icon::NewTab />
            </a>
        }
        .into_any(),
        MenuTarget::Disabled(reason) => {
            let label_id = format!("{id}-label");
            let reason_id = format!("{id}-reason");
            view! {
                <div
                    class="menu__item menu__item--disabled"
                    role="menuitem"
                    tabindex="-1"
                    aria-disabled="true"
                    aria-labelledby=label_id
                    aria-describedby=reason_id
                >
                    <span id=label_id.clone()>{label}</span>
                    <span class="menu__reason" id=reason_id.clone()>
                        {reason}
                    </span>
                </div>
            }
            .into_any()
        }
    };
    view! { <li role="none">{entry}</li> }
}

fn entries(list: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}

fn focus(entry: Option<&HtmlElement>) {
    if let Some(entry) = entry {
        let _ = entry.focus();
    }
}

/// Whether the key was for the menu.
fn move_focus(entries: &[HtmlElement], key: &str) -> bool {
    let active = document().active_element();
    let place = entries
        .iter()
        .position(|entry| active.as_ref() == Some(entry.as_ref()))
        .unwrap_or(0);
    let count = entries.len();
    if count == 0 {
        return false;
    }
    let target = match key {
        "ArrowDown" => entries.get((place + 1) % count),
        "ArrowUp" => entries.get((place + count - 1) % count),
        "Home" => entries.first(),
        "End" => entries.last(),
        " " => {
            if let Some(entry) = entries.get(place) {
                entry.click();
            }
            return true;
        }
        letter if letter.chars().count() == 1 => {
            let begins = |entry: &&HtmlElement| {
                let words = entry.text_content().unwrap_or_default().to_lowercase();
                words.starts_with(&letter.to_lowercase())
            };
            let (before, after) = entries.split_at((place + 1).min(count));
            after.iter().chain(before).find(begins)
        }
        _ => return false,
    };
    focus(target);
    true
}
