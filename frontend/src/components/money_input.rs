//! An amount and its currency: two inputs that are one question. The label on the screen is the
//! amount's; what the list beside it is for shows in its options, and its name says it.
//!
//! Tab goes from one to the other. Both have the question's description, `aria-required` and `aria-invalid`,
//! because the problem may be in either. The amount is reported as typed; nothing is formatted under somebody's
//! hands. Leaving is reported when the focus leaves both.

use handoff::CURRENCIES;
use leptos::ev::FocusEvent;
use leptos::html::{Div, Select};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::field::{FieldFoot, FieldHead, Question};
use super::select_input::follow_value;

/// A question answered with an amount of money. The question's id is the amount's.
#[component]
pub fn MoneyInput(
    /// The question.
    question: Question,
    /// Decimal text as typed.
    #[prop(into)]
    amount: Signal<String>,
    /// Three letters, or empty.
    #[prop(into)]
    currency: Signal<String>,
    /// Currencies that are likely; they stand before the others, and none is chosen in advance.
    #[prop(optional)]
    likely: Vec<String>,
    /// The amount changed.
    on_amount: Callback<String>,
    /// The currency changed.
    on_currency: Callback<String>,
    /// Focus left both.
    on_leave: Callback<()>,
) -> impl IntoView {
    let group = NodeRef::<Div>::new();
    let select = NodeRef::<Select>::new();
    follow_value(select, currency);
    // Going from the amount to the currency is not leaving: nobody can have chosen one yet.
    let leave = move |event: FocusEvent| {
        let goes_to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let stays = group
            .get_untracked()
            .is_some_and(|group| group.contains(goes_to.as_ref()));
        if goes_to.is_none() || !stays {
            on_leave.run(());
        }
    };
    let problem = question.problem;
    let head = question.clone();
    let foot = question.clone();
    let currency_id = format!("{}-currency", question.id);
    let currency_label = format!("{}: currency", question.label);
    view! {
        <div
            class="field"
            class:field--invalid=move || problem.with(Option::is_some)
            node_ref=group
            on:focusout=leave
        >
            <FieldHead question=head />
            <div class="money">
                <input
                    class="input"
                    type="text"
                    inputmode="decimal"
                    id=question.id.clone()
                    autocomplete="off"
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    prop:value=amount
                    on:input=move |event| on_amount.run(event_target_value(&event))
                />
                <select
                    class="input input--select"
                    id=currency_id
                    node_ref=select
                    autocomplete="off"
                    aria-label=currency_label
                    aria-describedby=question.described_by()
                    aria-required=question.aria_required()
                    aria-invalid=question.aria_invalid()
                    on:change=move |event| on_currency.run(event_target_value(&event))
                >
                    <option value="">"Currency"</option>
                    {currencies(likely)}
                </select>
            </div>
            <FieldFoot question=foot />
        </div>
    }
}

fn currencies(likely: Vec<String>) -> AnyView {
    let all = CURRENCIES.iter().map(|code| option(code)).collect_view();
    if likely.is_empty() {
        return all.into_any();
    }
    let likely = likely.iter().map(|code| option(code)).collect_view();
    view! {
        <optgroup label="Usual where the candidate lives">{likely}</optgroup>
        <optgroup label="All currencies">{all}</optgroup>
    }
    .into_any()
}

fn option(code: &str) -> AnyView {
    let code = code.to_owned();
    view! { <option value=code>{code.clone()}</option> }.into_any()
}
