//! Short news at the edge of the screen, read out as it appears. For what went well and needs no answer: a
//! failure belongs beside what failed, where it stays.
//!
//! The region (a landmark called "News", `role="status"`) is in the page from the start, because a live region
//! must be there before it speaks; of several news only what is new is read. They go by themselves after a
//! while, except while the pointer or the focus rests on them. Each has a button "Dismiss", reached by Tab at
//! the end of the page. Dismissed by keyboard, the focus goes to the next news, and from the last one back to
//! where it came from.

use leptos::ev::{FocusEvent, MouseEvent};
use leptos::html::Ol;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::{Drawing, Icon};
use crate::browser::{focus_heading, pause};
use crate::tasks::{drawn, spawn};

/// Milliseconds that news stay. Long enough to be read twice.
const STAY: i32 = 7_000;
/// Milliseconds between looks at whether somebody still rests on them.
const LOOK: i32 = 500;
/// More news than this push the oldest out.
const MOST: usize = 3;

/// The news that are shown. Provided once by the application.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    is_pointed_at: RwSignal<bool>,
    has_focus: RwSignal<bool>,
    owner: StoredValue<Option<Owner>>,
    elsewhere: Option<Callback<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    number: u32,
    text: String,
}

impl Toasts {
    /// Nothing is shown yet.
    pub fn provide() -> Self {
        let toasts = Self::new(None);
        provide_context(toasts);
        toasts
    }

    /// For rooms whose news somebody else shows.
    pub fn provide_from(say: Callback<String>) {
        provide_context(Self::new(Some(say)));
    }

    fn new(elsewhere: Option<Callback<String>>) -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            is_pointed_at: RwSignal::new(false),
            has_focus: RwSignal::new(false),
            owner: StoredValue::new(Owner::current()),
            elsewhere,
        }
    }

    /// Those of the application around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Shows a sentence.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        if let Some(elsewhere) = self.elsewhere {
            return elsewhere.run(text);
        }
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.shown.update(|shown| {
            shown.push(Toast { number, text });
            let surplus = shown.len().saturating_sub(MOST);
            shown.drain(..surplus);
        });
        let stay = async move {
            pause(STAY).await;
            while self.is_pointed_at.get_untracked() || self.has_focus.get_untracked() {
                pause(LOOK).await;
            }
            self.dismiss(number);
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(stay));
        }
    }

    fn dismiss(self, number: u32) {
        self.shown
            .update(|shown| shown.retain(|toast| toast.number != number));
        if self.shown.with_untracked(Vec::is_empty) {
            // What is gone reports neither leaving.
            self.is_pointed_at.set(false);
            self.has_focus.set(false);
        }
    }
}

/// Where news appear. Once per page.
#[component]
pub fn ToastRegion(
    /// The news.
    toasts: Toasts,
) -> impl IntoView {
    let list = NodeRef::<Ol>::new();
    let came_from = StoredValue::new_local(None::<HtmlElement>);
    let inside = move |element: Option<&HtmlElement>| {
        let list = list.get_untracked();
        list.is_some_and(|list| list.contains(element.map(AsRef::as_ref)) && element.is_some())
    };
    let enter = move |event: FocusEvent| {
        toasts.has_focus.set(true);
        let from = other_element(&event);
        if !inside(from.as_ref()) {
            came_from.set_value(from);
        }
    };
    let leave = move |event: FocusEvent| {
        toasts.has_focus.set(inside(other_element(&event).as_ref()));
    };
    let dismiss = Callback::new(move |(number, event): (u32, MouseEvent)| {
        let button = event
            .current_target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        // A pointer leaves the focus where it is; and news are drawn again in place, so the button of all but
        // the last becomes that of the next.
        let by_keyboard = event.detail() == 0;
        let is_lost = by_keyboard && button.as_ref().is_some_and(is_of_the_last);
        let before = button.as_ref().and_then(button_before);
        toasts.dismiss(number);
        if !is_lost {
            return;
        }
        match before.or_else(|| came_from.try_update_value(Option::take).flatten()) {
            Some(element) if element.is_connected() => {
                let _ = element.focus();
            }
            _ => focus_heading(),
        }
    });
    view! {
        <section class="toasts" aria-label="News">
            // The role is not the list's: a list that is a status is a list no more.
            <div role="status" aria-atomic="false">
                <ol
                    class="toasts__list"
                    node_ref=list
                    on:pointerenter=move |_| toasts.is_pointed_at.set(true)
                    on:pointerleave=move |_| toasts.is_pointed_at.set(false)
                    on:focusin=enter
                    on:focusout=leave
                >
                    {drawn(move || {
                        toasts.shown.get().into_iter().map(|toast| entry(toast, dismiss)).collect_view()
                    })}
                </ol>
            </div>
        </section>
    }
}

/// Where the focus came from or goes to.
fn other_element(event: &FocusEvent) -> Option<HtmlElement> {
    event.related_target()?.dyn_into().ok()
}

fn entry(toast: Toast, dismiss: Callback<(u32, MouseEvent)>) -> impl IntoView {
    let Toast { number, text } = toast;
    view! {
        <li class="toast">
            <p class="toast__text">{text}</p>
            <button
                type="button"
                class="button button--icon toast__close"
                aria-label="Dismiss"
                on:click=move |event| dismiss.run((number, event))
            >
                <Drawing icon=Icon::Cross />
            </button>
        </li>
    }
}

fn is_of_the_last(button: &HtmlElement) -> bool {
    let toast = button.parent_element();
    toast.is_some_and(|toast| toast.next_element_sibling().is_none())
}

fn button_before(button: &HtmlElement) -> Option<HtmlElement> {
    let before = button.parent_element()?.previous_element_sibling()?;
    before.query_selector("button").ok()??.dyn_into().ok()
}
