//! A question that must be answered before something with consequences: a button, and a dialog it opens.
//!
//! A yes closes the dialog and is reported; "Cancel" and Escape close it and report nothing. Either way the focus
//! comes back to the button. While busy the button says `aria-disabled` and opens nothing.

use leptos::prelude::*;

use super::button::{Button, Weight};
use super::dialog::{Dialog, DialogHandle};

/// A button that asks before it does.
#[component]
pub fn ConfirmDialog(
    /// DOM id; the title's derives from it.
    #[prop(into)]
    id: String,
    /// Words of the button that opens the question.
    #[prop(into)]
    opener: String,
    /// The question's title.
    title: String,
    /// What follows from a yes.
    text: String,
    /// Words of the yes.
    confirm: &'static str,
    /// While true, the opener does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What a yes does.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let dialog = DialogHandle::default();
    let open = Callback::new(move |()| dialog.open());
    let close = Callback::new(move |()| dialog.close());
    let yes = Callback::new(move |()| {
        dialog.close();
        on_confirm.run(());
    });
    view! {
        <Button weight=Weight::Secondary busy=busy on_press=open>
            {opener}
        </Button>
        <Dialog id=id title=title handle=dialog>
            <p>{text}</p>
            <div class="actions">
                <Button weight=Weight::Primary on_press=yes>
                    {confirm}
                </Button>
                <Button weight=Weight::Secondary on_press=close>
                    "Cancel"
                </Button>
            </div>
        </Dialog>
    }
}
