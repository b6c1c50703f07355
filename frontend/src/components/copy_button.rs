//! A button that puts a text on the clipboard.
//!
//! That it is there is said beside the button (`role="status"`). Where the browser forbids it, the text appears below,
//! selected and with the focus, so that the keyboard's own way of copying works. Nothing is reported.

use leptos::html::Textarea;
use leptos::prelude::*;

use super::button::{Button, Weight};
use crate::browser::{copy, pause};
use crate::tasks::{drawn, spawn};

/// What became of a press.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Yes,
    ByHand,
}

/// A button with the text that it copies.
#[component]
pub fn CopyButton(
    /// DOM id of the text, where it must be copied by hand.
    id: &'static str,
    /// Words of the button.
    words: &'static str,
    /// What is copied.
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(Copied::NotYet);
    let area = NodeRef::<Textarea>::new();
    let owner = Owner::current();
    let text = StoredValue::new(text);
    let press = Callback::new(move |()| {
        let attempt = async move {
            if copy(&text.get_value()).await {
                return copied.set(Copied::Yes);
            }
            copied.set(Copied::ByHand);
            pause(0).await;
            if let Some(area) = area.get_untracked() {
                let _ = area.focus();
                area.select();
            }
        };
        // An event handler has no owner of its own.
        if let Some(owner) = &owner {
            owner.with(|| spawn(attempt));
        }
    });
    let by_hand = move || {
        (copied.get() == Copied::ByHand).then(|| {
            view! {
                <div class="copy__by-hand">
                    <label class="field__label" for=id>
                        "Your browser does not let us copy. The text is selected: press Ctrl and C, or ⌘ and C."
                    </label>
                    <textarea class="input" id=id rows="8" readonly node_ref=area prop:value=text.get_value()></textarea>
                </div>
            }
        })
    };
    view! {
        <div class="copy">
            <Button weight=Weight::Secondary on_press=press>
                {words}
            </Button>
            <span class="copy__done" role="status">
                {drawn(move || if copied.get() == Copied::Yes { "Copied." } else { "" })}
            </span>
            {drawn(by_hand)}
        </div>
    }
}
