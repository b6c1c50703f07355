//! The questions of the form, each as the input that fits its kind.

use handoff::{Entry, FieldId, FieldKind, FormField, Section};
use leptos::prelude::*;

use crate::components::combobox::Combobox;
use crate::components::date_input::DateInput;
use crate::components::field::Question;
use crate::components::money_input::MoneyInput;
use crate::components::select_input::SelectInput;
use crate::components::text_input::{TextArea, TextInput, Typing};
use crate::form_model::{FormModel, is_long_list};
use crate::tasks::memo;

/// DOM id of a field's input; the prefix tells several forms of one page apart.
pub(super) fn input_id(prefix: &str, field: &FieldId) -> String {
    format!("{prefix}-{}", field.as_str())
}

/// All sections.
#[component]
pub(super) fn Questions(prefix: &'static str, model: RwSignal<FormModel>) -> impl IntoView {
    let sections = model.with_untracked(|model| model.form().sections.clone());
    sections
        .into_iter()
        .enumerate()
        .map(|(place, section)| one_section(prefix, place, section, model))
        .collect_view()
}

fn one_section(
    prefix: &'static str,
    place: usize,
    section: Section,
    model: RwSignal<FormModel>,
) -> impl IntoView {
    let title_id = format!("{prefix}-section-{place}");
    view! {
        <section class="card form-section" aria-labelledby=title_id>
            <h2 class="card__title" id=title_id.clone()>
                {section.title}
            </h2>
            <div class="form-section__fields">
                {section.fields.into_iter().map(|field| one_question(prefix, field, model)).collect_view()}
            </div>
        </section>
    }
}

/// One question as the input that fits its kind.
pub(super) fn one_question(prefix: &str, field: FormField, model: RwSignal<FormModel>) -> AnyView {
    let question = question(prefix, &field, model);
    let id = field.id.clone();
    let value = memo({
        let id = id.clone();
        move || model.with(|model| model.text(&id))
    });
    let on_change = Callback::new({
        let id = id.clone();
        move |text| model.update(|model| model.enter(&id, Entry::Text(text)))
    });
    let on_leave = Callback::new({
        let id = id.clone();
        move |()| model.update(|model| model.leave(&id))
    });
    let text = |typing| {
        view! { <TextInput question=question.clone() typing value on_change on_leave /> }.into_any()
    };
    match field.kind {
        FieldKind::Text | FieldKind::State | FieldKind::Employee | FieldKind::Other => {
            text(Typing::Words)
        }
        FieldKind::Email => text(Typing::Email),
        FieldKind::Phone => text(Typing::Phone),
        FieldKind::LongText => {
            view! { <TextArea question=question value on_change on_leave /> }.into_any()
        }
        FieldKind::Date => {
            view! { <DateInput question=question value on_change on_leave /> }.into_any()
        }
        FieldKind::Choice => {
            let is_long = is_long_list(&field);
            let options = field.choices.into_iter().map(|choice| choice.value);
            let options: Vec<String> = options.collect();
            if is_long {
                view! { <Combobox question=question options=options value on_change on_leave /> }
                    .into_any()
            } else {
                view! { <SelectInput question=question options=options value on_change on_leave /> }
                    .into_any()
            }
        }
        FieldKind::Money => {
            let (amount_id, currency_id) = (id.clone(), id.clone());
            let currency = memo(move || model.with(|model| model.currency(&id)));
            let on_amount = Callback::new(move |text| {
                model.update(|model| model.enter_amount(&amount_id, text));
            });
            let on_currency = Callback::new(move |text| {
                model.update(|model| model.enter_currency(&currency_id, text));
            });
            view! { <MoneyInput question=question amount=value currency on_amount on_currency on_leave /> }.into_any()
        }
    }
}

/// What surrounds the input.
fn question(prefix: &str, field: &FormField, model: RwSignal<FormModel>) -> Question {
    let about = field.clone();
    let required = memo(move || model.with(|model| model.is_required(&about)));
    let id = field.id.clone();
    let problem = memo(move || model.with(|model| model.problem(&id)));
    let (id, prefill) = (field.id.clone(), field.prefill.clone());
    let origin = memo(move || {
        let prefill = prefill.as_ref()?;
        let is_unchanged =
            model.with(|model| model.entries().entries.get(&id) == Some(&prefill.entry));
        is_unchanged.then(|| prefill.origin.clone())
    });
    Question {
        id: input_id(prefix, &field.id),
        label: field.label.clone(),
        hint: field.hint.clone(),
        notice: field.notice.clone(),
        origin: origin.into(),
        required: required.into(),
        problem: problem.into(),
    }
}
