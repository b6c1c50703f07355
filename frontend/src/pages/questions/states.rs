//! States and provinces: those of the country that was chosen, fetched when they are not known. Any text may stand in
//! their place, and without an answer nothing is offered.

use handoff::FieldId;
use leptos::prelude::*;

use crate::api;
use crate::components::combobox::{Choosing, Combobox, Offer};
use crate::components::field::Question;
use crate::form_model::FormModel;
use crate::tasks::{effect, memo, spawn};

/// Asks for the states of each country that is chosen, once.
pub(super) fn follow_country(model: RwSignal<FormModel>) {
    let country = memo(move || model.with(FormModel::country));
    effect(move || {
        if country.get().is_none() {
            return;
        }
        // Nothing that is shown changes by asking.
        let wanted = model.write_untracked().wants_states();
        if let Some(country) = wanted {
            spawn(async move {
                match api::states_of(&country).await {
                    Ok(states) => model.update(|model| model.learn_states(&country, states)),
                    Err(_) => model.write_untracked().miss_states(&country),
                }
            });
        }
    });
}

/// The input of such a field.
pub(super) fn input(
    question: Question,
    id: FieldId,
    model: RwSignal<FormModel>,
    value: Signal<String>,
    on_change: Callback<String>,
    on_leave: Callback<()>,
) -> AnyView {
    let about = id.clone();
    let country = memo(move || model.with(FormModel::country));
    let revision = memo(move || model.with(|model| model.revision(&about)));
    let options = memo(move || {
        let _ = (country.get(), revision.get());
        let states = model.with_untracked(|model| model.states(&id));
        states.into_iter().map(Offer::plain).collect::<Vec<_>>()
    });
    view! {
        <Combobox
            question=question
            options=options
            choosing=Choosing::Free
            value=value
            on_change=on_change
            on_leave=on_leave
        />
    }
    .into_any()
}
