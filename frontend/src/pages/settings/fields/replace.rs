//! A whole other set-up: one to begin with, or one from a file. It is shown what would change, and nothing is saved.

use handoff::Preset;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::state::{Doing, Fields, Proposal};
use super::trouble::Troubles;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, DialogHandle};
use crate::setup_model::differences;
use crate::tasks::drawn;
use crate::words::setup::preset_in_words;

const CHANGES: &str = "fields-would-change";

/// The ways to another set-up, and out into a file.
#[component]
pub(super) fn Replacing(state: Fields) -> impl IntoView {
    let dialog = DialogHandle::default();
    let begin = Callback::new(move |()| {
        state.proposal.set(None);
        dialog.open();
    });
    let export = Callback::new(move |()| state.export());
    view! {
        <Button weight=Weight::Secondary on_press=begin>
            "Presets"
        </Button>
        <Button weight=Weight::Secondary busy=state.is_doing(Doing::Exporting) on_press=export>
            "Export"
        </Button>
        {import(state, dialog)}
        <Dialog id="fields-replace" title="Replace what the form asks".to_owned() handle=dialog>
            {drawn(move || match state.proposal.get() {
                Some(proposal) => proposed(state, dialog, proposal),
                None => presets(state, dialog),
            })}
        </Dialog>
    }
}

fn import(state: Fields, dialog: DialogHandle) -> AnyView {
    let input = NodeRef::<Input>::new();
    let is_reading = state.is_doing(Doing::Importing);
    let shown = Callback::new(move |()| {
        dialog.open();
        state.focus(CHANGES.to_owned());
    });
    let chosen = move |_| {
        let input = input.get_untracked();
        let Some(file) = input.as_ref().and_then(|input| input.files()?.get(0)) else {
            return;
        };
        state.spawn(async move {
            let text = JsFuture::from(file.text()).await.ok();
            // The same file may be chosen again, corrected.
            if let Some(input) = &input {
                input.set_value("");
            }
            let text = text.and_then(|text| text.as_string());
            state.propose_file(file.name(), text.unwrap_or_default(), shown);
        });
    };
    view! {
        <label class="button setup__import">
            {drawn(move || if is_reading.get() { "Reading…" } else { "Import" })}
            <input
                class="visually-hidden"
                type="file"
                accept=".json,application/json"
                node_ref=input
                on:change=chosen
            />
        </label>
    }
    .into_any()
}

fn presets(state: Fields, dialog: DialogHandle) -> AnyView {
    let one = |preset: Preset| {
        let choose = move |_| {
            state.propose_preset(
                preset,
                Callback::new(move |()| state.focus(CHANGES.to_owned())),
            );
        };
        view! {
            <li>
                <button type="button" class="button presets__one" on:click=choose>
                    <strong>{preset.label()}</strong>
                    <span class="setup-row__how">{preset_in_words(preset)}</span>
                </button>
            </li>
        }
    };
    let cancel = Callback::new(move |()| dialog.close());
    let is_looking = state.is_doing(Doing::Beginning);
    let looking = move || match is_looking.get() {
        true => "Looking what it would change…",
        false => "",
    };
    view! {
        <p class="muted">"Choose one to see what it would change. Nothing is saved by that."</p>
        <ul class="presets">{Preset::ALL.map(one).collect_view()}</ul>
        <p class="muted" role="status">
            {drawn(looking)}
        </p>
        <Troubles state=state of=&[Doing::Beginning] />
        <div class="actions">
            <Button weight=Weight::Secondary on_press=cancel>
                "Cancel"
            </Button>
        </div>
    }
    .into_any()
}

fn proposed(state: Fields, dialog: DialogHandle, proposal: Proposal) -> AnyView {
    let company = state.company();
    let (lines, is_changed) = state.model.with_untracked(|model| {
        let lines = differences(model.now(), &proposal.setup).lines(&|id| company.label(id));
        (lines, model.is_changed())
    });
    let is_same = state
        .model
        .with_untracked(|model| *model.now() == proposal.setup);
    let use_it = Callback::new(move |()| {
        dialog.close();
        state.accept();
    });
    let cancel = Callback::new(move |()| dialog.close());
    let title = match is_same {
        true => format!("{} is what the form asks already.", proposal.name),
        false => format!("{} would change this:", proposal.name),
    };
    let item = |line: String| view! { <li dir="auto">{line}</li> };
    let lacks = (!proposal.lacks.is_empty()).then(|| {
        view! {
            <p>"Your company lacks some of it:"</p>
            <ul class="lines">{proposal.lacks.into_iter().map(item).collect_view()}</ul>
        }
    });
    view! {
        <p id=CHANGES tabindex="-1">
            <strong>{title}</strong>
        </p>
        <ul class="lines">{lines.into_iter().map(item).collect_view()}</ul>
        {lacks}
        {(is_changed && !is_same)
            .then(|| view! { <p>"It takes the place of your changes that are not saved, too."</p> })}
        <p class="muted">"Nothing is saved before you press Save."</p>
        <div class="actions">
            {(!is_same)
                .then(|| {
                    view! {
                        <Button weight=Weight::Primary on_press=use_it>
                            "Use it"
                        </Button>
                    }
                })}
            <Button weight=Weight::Secondary on_press=cancel>
                {if is_same { "Close" } else { "Cancel" }}
            </Button>
        </div>
    }
    .into_any()
}
