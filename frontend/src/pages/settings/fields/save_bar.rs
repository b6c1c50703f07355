//! What is not saved, always in sight while there is anything.

use leptos::prelude::*;

use super::state::{Doing, Fields};
use super::trouble::Troubles;
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::setup_model::SetupModel;
use crate::tasks::{drawn, memo};
use crate::words::setup::unsaved;

const DISCARDING: &str = "Everything that you changed and did not save is given up. The form stays as it was saved last.";

#[component]
pub(super) fn SaveBar(state: Fields) -> impl IntoView {
    let is_changed = memo(move || state.model.with(SetupModel::is_changed));
    let words = memo(move || {
        let changes = state.model.with(|model| model.differences().count());
        match is_changed.get() {
            true => unsaved(changes.max(1)),
            false => String::new(),
        }
    });
    view! {
        <p class="visually-hidden" role="status">
            {drawn(move || words.get())}
        </p>
        {drawn(move || is_changed.get().then(|| bar(state, words)))}
    }
}

fn bar(state: Fields, words: Memo<String>) -> AnyView {
    let save = Callback::new(move |()| state.save());
    let discard = Callback::new(move |()| state.discard());
    let is_saving = state.is_doing(Doing::Saving);
    let is_overtaken = memo(move || state.newer.with(Option::is_some));
    let button = move || {
        // Saving is not the next thing to do as long as somebody else's changes are to be looked at.
        let weight = match is_overtaken.get() {
            true => Weight::Secondary,
            false => Weight::Primary,
        };
        view! {
            <Button weight=weight busy=state.is_busy() on_press=save>
                {drawn(move || if is_saving.get() { "Saving…" } else { "Save" })}
            </Button>
        }
    };
    let lines = move || {
        let company = state.company();
        let lines = state
            .model
            .with(|model| model.differences().lines(&|id| company.label(id)));
        let lines = lines
            .into_iter()
            .map(|line| view! { <li dir="auto">{line}</li> });
        lines.collect_view()
    };
    view! {
        <section class="save-bar" aria-label="Changes that are not saved">
            <Troubles state=state of=&[Doing::Saving] />
            <div class="save-bar__line">
                <details class="save-bar__what">
                    <summary>{drawn(move || words.get())}</summary>
                    <ul class="lines">{drawn(lines)}</ul>
                </details>
                <div class="save-bar__actions">
                    {drawn(button)}
                    <ConfirmDialog
                        id="fields-discard"
                        opener="Discard"
                        title="Discard your changes?".to_owned()
                        text=DISCARDING.to_owned()
                        confirm="Discard"
                        busy=state.is_busy()
                        on_confirm=discard
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}
