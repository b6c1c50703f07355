//! A question that must be answered before something with consequences: the browser's own modal
//! dialog, so that focus stays inside, Escape closes it, and focus returns to the button.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::button::{Button, Weight};

/// A button that asks before it does.
#[component]
pub fn ConfirmDialog(
    /// DOM id; the title's derives from it.
    id: &'static str,
    /// Words of the button that opens the question.
    opener: &'static str,
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
    let dialog = NodeRef::<Dialog>::new();
    let open = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    });
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let yes = Callback::new(move |()| {
        close.run(());
        on_confirm.run(());
    });
    let title_id = format!("{id}-title");
    view! {
        <Button weight=Weight::Secondary busy=busy on_press=open>
            {opener}
        </Button>
        <dialog class="dialog" id=id node_ref=dialog aria-labelledby=title_id>
            <h2 class="dialog__title" id=title_id.clone()>
                {title}
            </h2>
            <p>{text}</p>
            <div class="actions">
                <Button weight=Weight::Primary on_press=yes>
                    {confirm}
                </Button>
                <Button weight=Weight::Secondary on_press=close>
                    "Cancel"
                </Button>
            </div>
        </dialog>
    }
}
