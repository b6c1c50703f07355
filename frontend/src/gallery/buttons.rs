//! Buttons, and the menu behind one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::questions::nothing;
use super::{Example, Group};
use crate::components::button::{Button, SubmitButton, Weight, button_class};
use crate::components::menu_button::{MenuButton, MenuItem, MenuTarget};

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let submit = |event: SubmitEvent| event.prevent_default();
    view! {
        <Group title="Buttons">
            <Example id="button-primary" title="Button, primary">
                <Button weight=Weight::Primary on_press=nothing()>
                    "Send to BambooHR"
                </Button>
            </Example>
            <Example id="button-secondary" title="Button, secondary">
                <Button weight=Weight::Secondary on_press=nothing()>
                    "Try again"
                </Button>
            </Example>
            <Example id="button-busy" title="Button, busy">
                <Button weight=Weight::Secondary busy=Signal::stored(true) on_press=nothing()>
                    "Loading…"
                </Button>
            </Example>
            <Example id="button-submit" title="Submit button">
                <form method="post" on:submit=submit>
                    <SubmitButton label="Save" busy_label="Saving…" busy=Signal::stored(false) />
                </form>
            </Example>
            <Example id="button-submit-busy" title="Submit button, busy">
                <form method="post" on:submit=submit>
                    <SubmitButton label="Save" busy_label="Saving…" busy=Signal::stored(true) />
                </form>
            </Example>
            <Example id="button-link" title="Links that look like buttons">
                <div class="actions">
                    <a class=button_class(Weight::Primary) href="/gallery">
                        "Go to all candidates"
                    </a>
                    <a class=button_class(Weight::Secondary) href="/gallery">
                        "Back"
                    </a>
                </div>
            </Example>
            <Example id="menu-button" title="Menu button" opened_by="#menu-actions-button">
                // Menus unfold towards the start of the line, so they stand at its end.
                <div class="gallery__end">
                    <MenuButton id="menu-actions" name="Actions" items=Signal::stored(items()) />
                </div>
            </Example>
        </Group>
    }
}

fn items() -> Vec<MenuItem> {
    let item = |label: &str, target| MenuItem {
        label: label.to_owned(),
        target,
    };
    vec![
        item("Open the gallery", MenuTarget::Page("/gallery".to_owned())),
        item(
            "Open in BambooHR",
            MenuTarget::NewTab("/gallery".to_owned()),
        ),
        item(
            "Send to BambooHR",
            MenuTarget::Disabled("Only hired candidates can be sent.".to_owned()),
        ),
    ]
}
