//! Choosing: lists, switches, boxes, tabs.

use leptos::prelude::*;

use super::people::{job_titles, places};
use super::questions::{into, nothing, question, wrong};
use super::{Example, Group};
use crate::components::checkbox::Checkbox;
use crate::components::combobox::{Combobox, Offer};
use crate::components::field::Question;
use crate::components::scheme_switch::SchemeSwitch;
use crate::components::select_input::SelectInput;
use crate::components::switch::Switch;
use crate::components::tabs::{Tab, Tabs};

#[component]
pub(super) fn Choices() -> impl IntoView {
    view! {
        <Group title="Choices">
            <Example id="select" title="Select">
                <Select question=question("select-input", "Location") />
            </Example>
            <Example id="select-problem" title="Select with a problem">
                <Select question=wrong("select-problem-input", "Office", "Choose an office") />
            </Example>
            <Example id="combobox" title="Combobox" opened_by="#combobox-input">
                <Choose question=question("combobox-input", "Location") options=places() first="London" />
            </Example>
            <Example
                id="combobox-long"
                title="Combobox with 3,000 options"
                opened_by="#combobox-long-input"
            >
                <Choose question=question("combobox-long-input", "Job title") options=job_titles() />
            </Example>
            <Example
                id="combobox-problem"
                title="Combobox with a text that is no option"
            >
                <Choose
                    question=wrong("combobox-problem-input", "Department", "Choose one of the options")
                    options=places()
                    first="Atlantis"
                />
            </Example>
            <Example id="switch-off" title="Switch, off">
                <OnOff id="switch-off-button" label="Nightly import" on=false />
            </Example>
            <Example id="switch-on" title="Switch, on">
                <OnOff id="switch-on-button" label="Sign-in with a password" on=true />
            </Example>
            <Example id="switch-busy" title="Switch, busy">
                <OnOff id="switch-busy-button" label="Weekly report" on=true busy=true />
            </Example>
            <Example id="checkbox" title="Checkbox">
                <Tick id="checkbox-box" label="Send a copy to payroll" first=false />
            </Example>
            <Example id="checkbox-hint" title="Checkbox with a hint, ticked">
                <Tick
                    id="checkbox-hint-box"
                    label="I have looked in BambooHR"
                    hint="Two employees with one e-mail address cannot both sign in."
                    first=true
                />
            </Example>
            <Example id="tabs" title="Tabs">
                <Tabs id="tabs-settings" name="Settings" tabs=tabs() />
            </Example>
            <Example id="scheme-switch" title="Scheme switch">
                <SchemeSwitch id="scheme-switch-list" />
            </Example>
        </Group>
    }
}

#[component]
fn Select(question: Question) -> impl IntoView {
    let value = RwSignal::new(String::new());
    view! {
        <SelectInput
            question=question
            options=places()
            value=value
            on_change=into(value)
            on_leave=nothing()
        />
    }
}

#[component]
fn Choose(
    question: Question,
    options: Vec<String>,
    #[prop(optional)] first: &'static str,
) -> impl IntoView {
    let value = RwSignal::new(first.to_owned());
    let options: Vec<Offer> = options.into_iter().map(Offer::plain).collect();
    view! {
        <Combobox
            question=question
            options=options
            value=value
            on_change=into(value)
            on_leave=nothing()
        />
    }
}

#[component]
fn OnOff(
    id: &'static str,
    label: &'static str,
    on: bool,
    #[prop(optional)] busy: bool,
) -> impl IntoView {
    let is_on = RwSignal::new(on);
    view! {
        <Switch
            id=id
            label=label.to_owned()
            words=("Off", "On")
            is_on=is_on
            busy=Signal::stored(busy)
            on_change=into(is_on)
        />
    }
}

#[component]
fn Tick(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    first: bool,
) -> impl IntoView {
    let is_ticked = RwSignal::new(first);
    view! {
        <Checkbox
            id=id.to_owned()
            label=label.to_owned()
            hint=hint.map(str::to_owned)
            is_ticked=is_ticked
            on_change=into(is_ticked)
        />
    }
}

fn tabs() -> Vec<Tab> {
    let tab = |label: &str, words: &'static str| Tab {
        label: label.to_owned(),
        panel: ViewFn::from(move || view! { <p>{words}</p> }),
    };
    vec![
        tab("Connection", "Connected to acme, checked every hour."),
        tab("Fields", "Twelve fields are sent, two of them required."),
        tab("People", "Three people may send."),
    ]
}
