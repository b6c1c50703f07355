//! A button with a menu, after the WAI-ARIA pattern. Items lead somewhere or say why they cannot; nothing is
//! reported.
//!
//! | key | on the button | in the menu |
//! | --- | --- | --- |
//! | Enter, Space | opens it on the first item | chooses |
//! | Down | opens it on the first item | next item, around the end |
//! | Up | opens it on the last item | item before, around the end |
//! | Home, End | | first and last item |
//! | a letter | | next item that begins with it |
//! | Escape | closes it | closes it; the focus returns to the button |
//! | Tab | goes on | closes it and goes on |
//!
//! `aria-haspopup`, `aria-expanded` and `aria-controls` on the button, which needs a name; the menu is called the
//! same. A disabled item has `aria-disabled` and its reason as description, and can be reached by keyboard,
//! because its reason is what a person came for.

mod keys;

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div, Ul};
use leptos::prelude::*;

use crate::tasks::{drawn, effect};
use wasm_bindgen::JsCast;

use super::icon::{Drawing, Icon};
use keys::{entries, focus, focused, is_shortcut, move_focus};

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
    let give_focus_back = move || {
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let on_button_key = move |event: KeyboardEvent| match event.key().as_str() {
        _ if is_shortcut(&event) => {}
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
        if is_shortcut(&event) {
            return;
        }
        match event.key().as_str() {
            "Tab" => close(),
            "Escape" => {
                event.prevent_default();
                close();
                give_focus_back();
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
            close();
        } else {
            open(false);
        }
    };
    // An entry that had the focus and is drawn anew, because something about it changed, takes the focus
    // with it. Its successor gets it.
    let lost = StoredValue::new(None::<usize>);
    let remember_focus = move || {
        let list = list.get_untracked().filter(|_| is_open.get_untracked());
        lost.set_value(list.and_then(|list| focused(&entries(&list))));
    };
    effect(move || {
        items.track();
        request_animation_frame(move || {
            let place = lost.try_update_value(Option::take).flatten();
            if let Some((place, list)) = place.zip(list.get_untracked()) {
                is_open.set(true);
                list.set_hidden(false);
                focus(entries(&list).get(place));
            }
        });
    });
    // Choosing a page moves the focus there; after another tab has opened it goes on from the button.
    let chosen = move |target: &MenuTarget| {
        let opens_tab = matches!(target, MenuTarget::NewTab(_));
        move || {
            close();
            if opens_tab {
                give_focus_back();
            }
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
                {drawn(move || {
                    remember_focus();
                    let items = items.get().into_iter().enumerate();
                    items
                        .map(|(place, item)| {
                            let chosen = chosen(&item.target);
                            entry(format!("{id}-{place}"), item, chosen)
                        })
                        .collect_view()
                })}
            </ul>
        </div>
    }
}

fn entry(id: String, item: MenuItem, chosen: impl Fn() + Clone + 'static) -> impl IntoView {
    let MenuItem { label, target } = item;
    let done = move |_| chosen();
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
            // Hidden from the name, which is what a person says to choose the entry, and read out as its
            // description.
            let reason_id = format!("{id}-reason");
            view! {
                <div
                    class="menu__item menu__item--disabled"
                    role="menuitem"
                    tabindex="-1"
                    aria-disabled="true"
                    aria-describedby=reason_id
                >
                    <span>{label}</span>
                    <span class="menu__reason" id=reason_id.clone() aria-hidden="true">
                        {reason}
                    </span>
                </div>
            }
            .into_any()
        }
    };
    view! { <li role="none">{entry}</li> }
}
