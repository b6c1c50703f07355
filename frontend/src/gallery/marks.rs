//! Small marks: badges, initials, drawings.

use handoff::interface::SendState;
use leptos::prelude::*;

use super::{Example, Group};
use crate::components::avatar::Avatar;
use crate::components::badge::SendBadge;
use crate::components::icon::{Drawing, Icon};

const ICONS: [(Icon, &str); 11] = [
    (Icon::More, "More"),
    (Icon::Tick, "Tick"),
    (Icon::Alert, "Alert"),
    (Icon::Cross, "Cross"),
    (Icon::Search, "Search"),
    (Icon::Back, "Back"),
    (Icon::NewTab, "New tab"),
    (Icon::Document, "Document"),
    (Icon::Down, "Down"),
    (Icon::Up, "Up"),
    (Icon::People, "People"),
];

#[component]
pub(super) fn Marks() -> impl IntoView {
    let badges = [
        Some(SendState::Done),
        Some(SendState::InFlight),
        Some(SendState::Unknown),
        Some(SendState::NeedsPerson),
        Some(SendState::Incomplete),
        Some(SendState::NotSent),
        None,
    ];
    let badges = badges.map(|state| view! { <li><SendBadge state=state /></li> });
    let icons = ICONS.map(|(icon, name)| view! { <li><Drawing icon=icon />" "{name}</li> });
    view! {
        <Group title="Marks">
            <Example id="badges" title="Badges">
                <ul class="actions">{badges.collect_view()}</ul>
            </Example>
            <Example id="avatar" title="Avatar">
                <p class="candidates__person">
                    <Avatar name="Bruno Okonkwo".to_owned() />
                    "Bruno Okonkwo"
                </p>
            </Example>
            <Example id="avatar-large" title="Avatar, large">
                <p class="candidates__person">
                    <Avatar name="李 小龙".to_owned() large=true />
                    "李 小龙"
                </p>
            </Example>
            <Example id="icons" title="Icons" wide=true>
                <ul class="actions">{icons.collect_view()}</ul>
            </Example>
        </Group>
    }
}
