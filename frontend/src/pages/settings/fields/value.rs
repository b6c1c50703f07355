//! The value of the company's own for a field, the same for every candidate, with the input that fits its kind. For the
//! pay schedule also whose people are paid through Trax.

use handoff::interface::CatalogueField;
use handoff::{Entry, FieldId, FieldKind, Fixed};
use leptos::prelude::*;

use super::editor::{Edited, chooser, question, while_so};
use super::state::Fields;
use crate::components::checkbox::Checkbox;
use crate::components::combobox::{Combobox, Offer};
use crate::components::date_input::DateInput;
use crate::components::field::Question;
use crate::components::money_input::MoneyInput;
use crate::components::select_input::SelectInput;
use crate::components::text_input::{TextArea, TextInput, Typing};
use crate::tasks::{drawn, memo};

/// The pay schedule, whose options BambooHR's payroll may know.
const PAY_SCHEDULE: &str = "paySchedule";
/// More options than this are looked for by typing.
const LONGEST_SELECT: usize = 15;

/// No value, one to begin with, or one for ever.
const NONE: &str = "none";
const FIRST: &str = "first";
const ALWAYS: &str = "always";

pub(super) fn value_questions(state: Fields, known: &CatalogueField, field: Edited) -> AnyView {
    let how = memo(move || {
        let is_constant = field.with(|field| Some(field.as_ref()?.fixed.as_ref()?.is_constant));
        let code = match is_constant {
            None => NONE,
            Some(false) => FIRST,
            Some(true) => ALWAYS,
        };
        code.to_owned()
    });
    let (id, kind) = (known.id.clone(), known.kind);
    let choose = Callback::new(move |code: String| {
        state.change(&id, move |field| {
            let before = field.fixed.take().map(|fixed| fixed.entry);
            field.fixed = (code != NONE).then(|| Fixed {
                entry: before.unwrap_or_else(|| nothing(kind)),
                is_constant: code == ALWAYS,
            });
        });
    });
    let options = [
        (NONE, "None"),
        (FIRST, "If nothing else is found"),
        (ALWAYS, "Always; nobody can change it"),
    ];
    let options = options.map(|(code, words)| (code.to_owned(), words.to_owned()));
    let question = question(&known.id, "fixed", "A value of your own", None);
    let has_value = memo(move || how.with(|how| how != NONE));
    let (about, schedule) = (known.clone(), known.id.clone());
    view! {
        <div class="setup-editor__pair">
            {chooser(question, options.into(), how.into(), choose)}
            {while_so(has_value, move || value(state, &about, field))}
        </div>
        {(known.id.as_str() == PAY_SCHEDULE).then(|| trax(state, &schedule))}
    }
    .into_any()
}

fn nothing(kind: FieldKind) -> Entry {
    match kind {
        FieldKind::Money => Entry::Money {
            amount: String::new(),
            currency: String::new(),
        },
        _ => Entry::Text(String::new()),
    }
}

fn value(state: Fields, known: &CatalogueField, field: Edited) -> AnyView {
    let question = Question {
        required: Signal::stored(true),
        ..question(&known.id, "value", "The value", None)
    };
    let part = move |wants_currency: bool| {
        let part = field.with(|field| {
            Some(match &field.as_ref()?.fixed.as_ref()?.entry {
                Entry::Money { currency, .. } if wants_currency => currency.clone(),
                Entry::Text(text) | Entry::Money { amount: text, .. } => text.clone(),
            })
        });
        part.unwrap_or_default()
    };
    let text = memo(move || part(false));
    let id = known.id.clone();
    let enter = move |entry: Entry| {
        state.change(&id, move |field| {
            if let Some(fixed) = &mut field.fixed {
                fixed.entry = entry;
            }
        });
    };
    let on_leave = Callback::new(|()| ());
    if known.kind == FieldKind::Money {
        let currency = memo(move || part(true));
        let also = enter.clone();
        let on_amount = Callback::new(move |amount| {
            let currency = currency.get_untracked();
            enter(Entry::Money { amount, currency });
        });
        let on_currency = Callback::new(move |currency| {
            let amount = text.get_untracked();
            also(Entry::Money { amount, currency });
        });
        return view! { <MoneyInput question amount=text currency on_amount on_currency on_leave /> }
            .into_any();
    }
    let on_change = Callback::new(move |typed| enter(Entry::Text(typed)));
    let value = text;
    let line = |typing| {
        let question = question.clone();
        view! { <TextInput question typing value on_change on_leave /> }.into_any()
    };
    match known.kind {
        FieldKind::Email => line(Typing::Email),
        FieldKind::Phone => line(Typing::Phone),
        FieldKind::LongText => view! { <TextArea question value on_change on_leave /> }.into_any(),
        FieldKind::Date => view! { <DateInput question value on_change on_leave /> }.into_any(),
        FieldKind::Choice => {
            let choices = choices(state, &known.id);
            drawn(move || {
                let question = question.clone();
                match choices.get() {
                    None => {
                        view! { <p class="field__hint" role="status">"Loading the options…"</p> }
                            .into_any()
                    }
                    Some(None) => {
                        let question = Question {
                            hint: Some(
                                "The options cannot be shown before somebody is hired. Type one exactly as BambooHR has it."
                                    .to_owned(),
                            ),
                            ..question
                        };
                        view! { <TextInput question typing=Typing::Words value on_change on_leave /> }.into_any()
                    }
                    Some(Some(options)) if options.len() > LONGEST_SELECT => {
                        let options: Vec<Offer> = options.into_iter().map(Offer::plain).collect();
                        view! { <Combobox question options value on_change on_leave /> }.into_any()
                    }
                    Some(Some(options)) => {
                        view! { <SelectInput question options value on_change on_leave /> }
                            .into_any()
                    }
                }
            })
        }
        _ => line(Typing::Words),
    }
}

/// The options of a field: not known yet, not to be had, or these.
fn choices(state: Fields, id: &FieldId) -> Memo<Option<Option<Vec<String>>>> {
    state.want_choices(id);
    let id = id.clone();
    memo(move || {
        state.choices.with(|all| {
            let mut all = all.iter();
            let (_, choices) = all.find(|(known, _)| *known == id)?;
            Some(choices.clone())
        })
    })
}

/// Which schedules are paid through Trax, which takes nobody without a long list of fields.
fn trax(state: Fields, id: &FieldId) -> AnyView {
    let choices = choices(state, id);
    drawn(move || {
        let choices = choices.get().flatten()?;
        let boxes = choices.into_iter().enumerate().map(|(place, schedule)| {
            let here = schedule.clone();
            let is_ticked = memo(move || {
                state
                    .model
                    .with(|model| model.now().trax_schedules.contains(&here))
            });
            let label = schedule.clone();
            let change = Callback::new(move |is_trax| {
                state
                    .model
                    .update(|model| model.set_trax(&schedule, is_trax));
            });
            view! { <Checkbox id=format!("trax-{place}") label is_ticked on_change=change /> }
        });
        Some(view! {
            <fieldset class="setup-editor__trax">
                <legend class="field__label">"Paid through Trax, BambooHR’s own payroll"</legend>
                {boxes.collect_view()}
            </fieldset>
        })
    })
}
