//! Short news at the edge of the screen, read out as it appears. For what went well and needs no answer: a
//! failure belongs beside what failed, where it stays.
//!
//! The region is in the page from the start, because a live region must be there before it speaks. News go
//! by themselves after a while, except while the pointer or the focus rests on them.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::icon::{Drawing, Icon};
use crate::browser::pause;

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
    is_held: RwSignal<bool>,
    owner: StoredValue<Option<Owner>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    number: u32,
    text: String,
}

impl Toasts {
    /// Nothing is shown yet.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            is_held: RwSignal::new(false),
            owner: StoredValue::new(Owner::current()),
        };
        provide_context(toasts);
        toasts
    }

    /// Those of the application around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Shows a sentence.
    pub fn say(self, text: impl Into<String>) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let text = text.into();
        self.shown.update(|shown| {
            shown.push(Toast { number, text });
            let surplus = shown.len().saturating_sub(MOST);
            shown.drain(..surplus);
        });
        let stay = async move {
            pause(STAY).await;
            while self.is_held.get_untracked() {
                pause(LOOK).await;
            }
            self.dismiss(number);
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn_local_scoped_with_cancellation(stay));
        }
    }

    fn dismiss(self, number: u32) {
        self.shown
            .update(|shown| shown.retain(|toast| toast.number != number));
        if self.shown.with_untracked(Vec::is_empty) {
            self.is_held.set(false);
        }
    }
}

/// Where news appear. Once per page.
#[component]
pub fn ToastRegion(
    /// The news.
    toasts: Toasts,
) -> impl IntoView {
    view! {
        <section class="toasts" aria-label="News">
            <div
                class="toasts__list"
                role="status"
                on:pointerenter=move |_| toasts.is_held.set(true)
                on:pointerleave=move |_| toasts.is_held.set(false)
                on:focusin=move |_| toasts.is_held.set(true)
                on:focusout=move |_| toasts.is_held.set(false)
            >
                {move || toasts.shown.get().into_iter().map(|toast| entry(toasts, toast)).collect_view()}
            </div>
        </section>
    }
}

fn entry(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { number, text } = toast;
    view! {
        <div class="toast">
            <p class="toast__text">{text}</p>
            <button
                type="button"
                class="button button--icon toast__close"
                aria-label="Dismiss"
                on:click=move |_| toasts.dismiss(number)
            >
                <Drawing icon=Icon::Cross />
            </button>
        </div>
    }
}
