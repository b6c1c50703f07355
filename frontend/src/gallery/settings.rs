//! What Settings is made of: apps, the parts of a connection, what the doctor found.

use handoff::interface::{DoctorReport, Finding, Severity};
use leptos::prelude::*;

use super::questions::{into, question, wrong};
use super::{Example, Group};
use crate::components::affixed_input::AffixedInput;
use crate::components::app_card::AppCard;
use crate::components::check_list::CheckList;
use crate::components::chips::Chips;
use crate::components::copy_button::CopyButton;
use crate::components::field::Question;
use crate::components::key_guide::KeyGuide;
use crate::components::search_input::SearchInput;
use crate::components::switch::Switch;
use crate::words::Tone;

#[component]
pub(super) fn Settings() -> impl IntoView {
    let hinted = |id: &str| Question {
        hint: Some("What stands before .bamboohr.com, for example acme.".to_owned()),
        required: Signal::stored(true),
        ..question(id, "Company")
    };
    view! {
        <Group title="Settings">
            <Example id="app-card-add" title="App card, not connected">
                <Card id="app-card-add-card" badge=None words="Add" />
            </Example>
            <Example id="app-card-connected" title="App card, connected">
                <Card
                    id="app-card-connected-card"
                    badge=Some(("Connected", Tone::Good))
                    words="Manage"
                />
            </Example>
            <Example id="switch-going-on" title="Switch without a visible label, while something goes on">
                <Switch
                    id="switch-going-on-button"
                    label="Payroll".to_owned()
                    words=("Disabled", "Enabled")
                    is_on=Signal::stored(false)
                    busy=Signal::stored(true)
                    going_on=Signal::stored(Some("Checking…"))
                    hidden_label=true
                    on_change=Callback::new(|_| ())
                />
            </Example>
            <Example id="search-input" title="Search input">
                <Search />
            </Example>
            <Example id="chips" title="Chips">
                <Narrowing />
            </Example>
            <Example id="affixed-input" title="Affixed input">
                <Affixed question=hinted("affixed-input-input") first="acme" />
            </Example>
            <Example id="affixed-input-whole" title="Affixed input with the whole pasted">
                <Affixed
                    question=question("affixed-input-whole-input", "Address")
                    first="https://acme.bamboohr.com/home"
                />
            </Example>
            <Example id="affixed-input-problem" title="Affixed input with a problem">
                <Affixed
                    question=wrong("affixed-input-problem-input", "Tenant", "Enter your company")
                    first=""
                />
            </Example>
            <Example id="copy-button" title="Copy button">
                <CopyButton
                    id="copy-button-text"
                    words="Copy for your BambooHR admin"
                    text="To do in BambooHR".to_owned()
                />
            </Example>
            <Example id="check-list" title="Check list" wide=true>
                <CheckList report=report() />
            </Example>
            <Example id="key-guide" title="Key guide" wide=true>
                <KeyGuide />
            </Example>
        </Group>
    }
}

#[component]
fn Card(
    id: &'static str,
    badge: Option<(&'static str, Tone)>,
    words: &'static str,
) -> impl IntoView {
    view! {
        <AppCard
            id=id
            name="BambooHR"
            category="HR system"
            about="Hired candidates become employees."
            badge=badge
            way_on=(words, "/settings/integrations/bamboohr")
        />
    }
}

#[component]
fn Affixed(question: Question, first: &'static str) -> impl IntoView {
    let value = RwSignal::new(first.to_owned());
    view! {
        <AffixedInput
            question=question
            before="https://"
            after=".bamboohr.com"
            value=value
            on_change=into(value)
        />
    }
}

fn report() -> DoctorReport {
    let finding =
        |check: &str, severity, sentence: &str, advice: Option<&str>, about: &[&str]| Finding {
            code: String::new(),
            check: check.to_owned(),
            severity,
            sentence: sentence.to_owned(),
            advice: advice.map(str::to_owned),
            about: about.iter().map(|label| (*label).to_owned()).collect(),
        };
    DoctorReport {
        at: String::new(),
        findings: vec![
            finding(
                "The key is accepted",
                Severity::Good,
                "BambooHR knows the key.",
                None,
                &[],
            ),
            finding(
                "The fields can be written",
                Severity::Warning,
                "2 fields are read-only for this key. What is entered there will not arrive.",
                Some("Set these fields to “Edit” in the access level of the key’s user."),
                &["Pay rate", "Pay type"],
            ),
            finding(
                "The right to add employees",
                Severity::Note,
                "BambooHR does not say whether the key may add employees.",
                None,
                &[],
            ),
            finding(
                "The form is complete",
                Severity::Error,
                "BambooHR requires a field that the form lacks.",
                Some("Make the field optional, or add it to the form."),
                &["Cost centre"],
            ),
        ],
    }
}

#[component]
fn Search() -> impl IntoView {
    let text = RwSignal::new("bamboo".to_owned());
    let typed = Callback::new(move |typed| text.set(typed));
    view! { <SearchInput id="search-input-input" label="Search the gallery" text=text on_input=typed /> }
}

#[component]
fn Narrowing() -> impl IntoView {
    let choices = vec![(0, "All"), (1, "Inputs"), (2, "Lists")];
    view! { <Chips name="Which parts" choices=choices chosen=RwSignal::new(1) /> }
}
