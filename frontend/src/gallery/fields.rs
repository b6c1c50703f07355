//! Questions: the frame in each state, and the inputs that are typed into.

use leptos::prelude::*;

use super::questions::{into, nothing, notice, origin, question, wrong};
use super::{Example, Group};
use crate::components::date_input::DateInput;
use crate::components::field::Question;
use crate::components::money_input::MoneyInput;
use crate::components::secret_input::SecretInput;
use crate::components::text_input::{TextArea, TextInput, Typing};

#[component]
pub(super) fn Fields() -> impl IntoView {
    view! {
        <Group title="Questions">
            <Example id="field-plain" title="Text input">
                <Text question=question("field-plain-input", "Preferred name") />
            </Example>
            <Example id="field-required" title="Text input, required">
                <Text question=Question {
                    required: Signal::stored(true),
                    ..question("field-required-input", "Last name")
                } />
            </Example>
            <Example id="field-hint" title="Text input with a hint">
                <Text question=Question {
                    hint: Some("As it stands in the contract.".to_owned()),
                    ..question("field-hint-input", "Job title")
                } />
            </Example>
            <Example id="field-notice" title="Text input with a notice">
                <Text question=Question {
                    notice: notice("The profile has two numbers. Please choose one."),
                    ..question("field-notice-input", "Mobile phone")
                } />
            </Example>
            <Example id="field-origin" title="Text input with the origin of its value">
                <Text
                    question=Question {
                        origin: origin("From the candidate’s profile", false),
                        ..question("field-origin-input", "First name")
                    }
                    first="Chiara"
                />
            </Example>
            <Example id="field-problem" title="Text input with a problem and everything else">
                <Text
                    question=Question {
                        hint: Some("Where the payslips go.".to_owned()),
                        origin: origin("From the candidate’s profile", false),
                        ..wrong("field-problem-input", "Home e-mail", "Enter an e-mail address with an @")
                    }
                    first="chiara.example.com"
                />
            </Example>
            <Example id="text-area" title="Text area">
                <LongText question=question("text-area-input", "Note") />
            </Example>
            <Example id="date-input" title="Date input">
                <Date question=question("date-input-input", "Hire date") first="2027-01-04" />
            </Example>
            <Example id="date-input-problem" title="Date input with a problem">
                <Date question=wrong("date-input-problem-input", "Birth date", "Enter the birth date") first="" />
            </Example>
            <Example id="money-input" title="Money input">
                <Money question=question("money-input-amount", "Pay rate") />
            </Example>
            <Example id="money-input-problem" title="Money input with a problem">
                <Money question=wrong("money-input-problem-amount", "Bonus", "Choose a currency") />
            </Example>
            <Example id="secret-input" title="Secret input">
                <Secret question=Question {
                    hint: Some("Only the last four characters are shown once it is stored.".to_owned()),
                    ..question("secret-input-input", "API key")
                } />
            </Example>
        </Group>
    }
}

#[component]
fn Text(question: Question, #[prop(optional)] first: &'static str) -> impl IntoView {
    let value = RwSignal::new(first.to_owned());
    view! {
        <TextInput
            question=question
            typing=Typing::Words
            value=value
            on_change=into(value)
            on_leave=nothing()
        />
    }
}

#[component]
fn LongText(question: Question) -> impl IntoView {
    let value = RwSignal::new("Starts from home.\nLaptop to be sent.".to_owned());
    view! { <TextArea question=question value=value on_change=into(value) on_leave=nothing() /> }
}

#[component]
fn Date(question: Question, first: &'static str) -> impl IntoView {
    let value = RwSignal::new(first.to_owned());
    view! { <DateInput question=question value=value on_change=into(value) on_leave=nothing() /> }
}

#[component]
fn Money(question: Question) -> impl IntoView {
    let amount = RwSignal::new("62000.00".to_owned());
    let currency = RwSignal::new(String::new());
    view! {
        <MoneyInput
            question=question
            amount=amount
            currency=currency
            on_amount=into(amount)
            on_currency=into(currency)
            on_leave=nothing()
        />
    }
}

#[component]
fn Secret(question: Question) -> impl IntoView {
    let value = RwSignal::new(String::new());
    view! { <SecretInput question=question value=value on_change=into(value) on_leave=nothing() /> }
}
