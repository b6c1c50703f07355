//! What surrounds the input of a question, as the model has it now.

use handoff::FormField;
use leptos::prelude::*;

use super::{input_id, offers};
use crate::components::field::Question;
use crate::form_model::FormModel;
use crate::tasks::memo;
use crate::words::needed;

/// The question of a field.
pub(super) fn question(prefix: &str, field: &FormField, model: RwSignal<FormModel>) -> Question {
    let id = &field.id;
    // Its conditions and its label are all that is asked of it here; the options may be thousands.
    let about = StoredValue::new(FormField {
        choices: Vec::new(),
        prefill: None,
        ..field.clone()
    });
    let required =
        memo(move || about.with_value(|field| model.with(|model| model.is_required(field))));
    let reason = memo(move || {
        about.with_value(|field| {
            model.with(|model| {
                let reason = field.needed_because(model.entries());
                reason.map(|reason| needed(&field.label, reason))
            })
        })
    });
    let named = StoredValue::new(id.clone());
    let problem = memo(move || named.with_value(|id| model.with(|model| model.problem(id))));
    let notice = memo(move || named.with_value(|id| model.with(|model| model.notice(id))));
    let remarks = memo(move || named.with_value(|id| model.with(|model| model.remarks(id))));
    let origin = memo(move || named.with_value(|id| model.with(|model| model.origin(id))));
    let put_back = Callback::new(move |()| {
        named.with_value(|id| model.update(|model| model.put_back(id)));
    });
    let input = input_id(prefix, id);
    Question {
        hint: field.hint.clone(),
        reason: reason.into(),
        notice: notice.into(),
        offers: offers::of(&input, field, model),
        remarks: remarks.into(),
        origin: origin.into(),
        put_back,
        required: required.into(),
        problem: problem.into(),
        ..Question::new(input, &field.label)
    }
}
