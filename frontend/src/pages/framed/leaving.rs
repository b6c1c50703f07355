//! Leaving the frame: at once, or after a question when something was typed that was not sent.

use leptos::prelude::*;

use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, DialogHandle};
use crate::host;

/// The way out. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Leaving(DialogHandle);

impl Leaving {
    pub(super) fn new() -> Self {
        Self(DialogHandle::default())
    }

    /// Somebody would like to close the frame.
    pub(super) fn begin(self) {
        if host::is_dirty() {
            host::tell_stay();
            self.0.open();
        } else {
            host::tell_close();
        }
    }

    /// The question, which is in the page from the start.
    pub(super) fn question(self) -> AnyView {
        let dialog = self.0;
        let stay = Callback::new(move |()| dialog.close());
        let leave = Callback::new(move |()| {
            dialog.close();
            host::tell_close();
        });
        view! {
            <Dialog id="leaving" title="Close without sending?".to_owned() handle=dialog>
                <p>"Nothing was sent. What you typed is kept, and is there when you open this form again."</p>
                <div class="actions">
                    <Button weight=Weight::Primary on_press=stay>
                        "Go on with the form"
                    </Button>
                    <Button weight=Weight::Secondary on_press=leave>
                        "Close"
                    </Button>
                </div>
            </Dialog>
        }
        .into_any()
    }
}
