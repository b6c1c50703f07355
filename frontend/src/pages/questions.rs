//! The questions of the form, each as the input that fits its kind, in sections that fold away what can wait.

mod colleagues;
mod frame;
mod offers;
mod states;

use handoff::{Entry, FieldId, FieldKind, FormField, Section};
use leptos::prelude::*;

use crate::components::combobox::{Combobox, Offer};
use crate::components::date_input::DateInput;
use crate::components::fixed_value::FixedValue;
use crate::components::fold::Fold;
use crate::components::money_input::MoneyInput;
use crate::components::select_input::SelectInput;
use crate::components::text_input::{TextArea, TextInput, Typing};
use crate::form_model::{FormModel, is_long_list};
use crate::tasks::{drawn, memo};
use crate::words::fold_label;
use frame::question;

/// DOM id of a field's input; the prefix tells several forms of one page apart.
pub(super) fn input_id(prefix: &str, field: &FieldId) -> String {
    format!("{prefix}-{}", field.as_str())
}

/// DOM id of a section's heading.
pub(super) fn heading_id(prefix: &str, section: usize) -> String {
    format!("{prefix}-section-{section}")
}

/// All sections.
#[component]
pub(super) fn Questions(prefix: &'static str, model: RwSignal<FormModel>) -> impl IntoView {
    states::follow_country(model);
    let sections = model.with_untracked(|model| model.form().sections.clone());
    let sections = sections
        .into_iter()
        .enumerate()
        .map(|(place, section)| one_section(prefix, place, section, model));
    let news = memo(move || model.with(|model| model.news().to_owned()));
    view! {
        {sections.collect_view()}
        // A field that comes forth elsewhere is told to whoever does not see it.
        <p class="visually-hidden" role="status">
            {drawn(move || news.get())}
        </p>
    }
}

fn one_section(
    prefix: &'static str,
    place: usize,
    section: Section,
    model: RwSignal<FormModel>,
) -> impl IntoView {
    let title_id = heading_id(prefix, place);
    let fields = |is_out: bool| {
        let placed = |field: &FormField| placed(prefix, field, model, is_out);
        section.fields.iter().map(placed).collect_view()
    };
    let (out, folded) = (fields(true), fields(false));
    let count = memo(move || model.with(|model| model.count_folded(place)));
    let is_open = memo(move || model.with(|model| model.is_unfolded(place)));
    let on_toggle = Callback::new(move |is_open| {
        if model.with_untracked(|model| model.is_unfolded(place)) != is_open {
            model.update(|model| model.fold(place, is_open));
        }
    });
    view! {
        <section class="card form-section" aria-labelledby=title_id>
            <h2 class="card__title" id=title_id.clone() tabindex="-1">
                {section.title}
            </h2>
            <div class="form-section__fields">{out}</div>
            <Fold
                label=Signal::derive(move || fold_label(count.get()))
                is_empty=Signal::derive(move || count.get() == 0)
                is_open=is_open
                on_toggle=on_toggle
            >
                <div class="form-section__fields">{folded}</div>
            </Fold>
        </section>
    }
}

/// One question among those that are out, or among those that are folded away: wherever it is not now, there is nothing.
/// Each moves by itself, so that the input somebody is in stays the same.
fn placed(
    prefix: &'static str,
    field: &FormField,
    model: RwSignal<FormModel>,
    wants_out: bool,
) -> AnyView {
    let (id, field) = (field.id.clone(), field.clone());
    let is_here = memo(move || model.with(|model| model.is_out(&id) == wants_out));
    drawn(move || {
        is_here
            .get()
            .then(|| one_question(prefix, field.clone(), model))
    })
}

/// One question as the input that fits its kind.
pub(super) fn one_question(prefix: &str, field: FormField, model: RwSignal<FormModel>) -> AnyView {
    match field.kind {
        FieldKind::Choice if field.can_add => {
            let (prefix, id) = (prefix.to_owned(), field.id.clone());
            // With an option more, the list is another.
            let revision = memo(move || model.with(|model| model.revision(&id)));
            drawn(move || {
                let _ = revision.get();
                let now = model.with_untracked(|model| model.form().field(&field.id).cloned());
                now.map(|field| answered_by(&prefix, field, model))
            })
        }
        _ => answered_by(prefix, field, model),
    }
}

fn answered_by(prefix: &str, field: FormField, model: RwSignal<FormModel>) -> AnyView {
    let question = question(prefix, &field, model);
    let id = field.id.clone();
    if let Some(prefill) = field.prefill.as_ref().filter(|_| field.is_constant) {
        let value = prefill.entry.display();
        return view! { <FixedValue question=question value=value /> }.into_any();
    }
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
        FieldKind::Text | FieldKind::Other => text(Typing::Words),
        FieldKind::Email => text(Typing::Email),
        FieldKind::Phone => text(Typing::Phone),
        FieldKind::LongText => {
            view! { <TextArea question=question value on_change on_leave /> }.into_any()
        }
        FieldKind::Date => {
            view! { <DateInput question=question value on_change on_leave /> }.into_any()
        }
        FieldKind::State => states::input(question, id, model, value.into(), on_change, on_leave),
        FieldKind::Employee => colleagues::input(question, value.into(), on_change, on_leave),
        FieldKind::Choice => {
            let is_long = is_long_list(&field);
            let options = field.choices.into_iter().map(|choice| choice.value);
            if is_long {
                let options: Vec<Offer> = options.map(Offer::plain).collect();
                view! { <Combobox question=question options=options value on_change on_leave /> }
                    .into_any()
            } else {
                let options: Vec<String> = options.collect();
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
            let likely = field.likely;
            view! { <MoneyInput question=question amount=value currency likely on_amount on_currency on_leave /> }
                .into_any()
        }
    }
}
