//! The browser's own modal dialog: focus stays inside, Escape closes it, and focus returns to whatever
//! opened it. At the centre, or as a drawer at the side for what is read beside the page.
//!
//! It is called by its title, and the rest of the page is inert while it is open. The focus begins on the first
//! thing in it that takes focus, so one at the centre needs a button of its own to close it; a drawer has one,
//! and closes as well when somebody presses beside it. Nothing is reported: what is inside does what it does.

use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// Where a dialog stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the middle: a question that must be answered.
    Centre,
    /// At the end of the line, as high as the screen: more about what is on the page.
    Side,
}

/// Opens and closes one dialog. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct DialogHandle(NodeRef<DialogElement>);

impl Default for DialogHandle {
    fn default() -> Self {
        Self(NodeRef::new())
    }
}

impl DialogHandle {
    /// Shows it above the page. Nothing happens when it is shown already.
    pub fn open(self) {
        if let Some(dialog) = self.0.get_untracked().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    }

    /// Closes it.
    pub fn close(self) {
        if let Some(dialog) = self.0.get_untracked() {
            dialog.close();
        }
    }
}

/// A dialog. It is in the page from the start and hidden until [`DialogHandle::open`].
#[component]
pub fn Dialog(
    /// DOM id; the title's derives from it.
    #[prop(into)]
    id: String,
    /// Its name and heading.
    title: String,
    /// Where it stands.
    #[prop(default = Place::Centre)]
    place: Place,
    /// What opens it.
    handle: DialogHandle,
    /// What it says and asks.
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    // A press beside a question is no answer to it.
    let (class, closed_by) = match place {
        Place::Centre => ("dialog", "closerequest"),
        Place::Side => ("dialog dialog--side", "any"),
    };
    view! {
        <dialog class=class id=id node_ref=handle.0 closedby=closed_by aria-labelledby=title_id>
            <div class="dialog__head">
                <h2 class="dialog__title" id=title_id.clone()>
                    {title}
                </h2>
                {(place == Place::Side)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button--icon"
                                aria-label="Close"
                                on:click=move |_| handle.close()
                            >
                                <Drawing icon=Icon::Cross />
                            </button>
                        }
                    })}
            </div>
            {children()}
        </dialog>
    }
}
