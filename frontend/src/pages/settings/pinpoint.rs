//! The connection to Pinpoint: company, key and signing secret, the switch, where webhooks come to, and what is to be looked
//! at. Key and secret go from here to the proxy and never come back.

mod form;
mod stored;

use handoff::interface::{DoctorReport, EnabledChange, PinpointView};
use leptos::prelude::*;

use crate::api;
use crate::components::app_card::pin_mark;
use crate::components::banner::Banner;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::SkeletonCard;
use crate::components::switch::Switch;
use crate::load::{Load, Loader};
use crate::pages::people::asking::Asking;
use crate::paths;
use crate::tasks::{drawn, memo};
use crate::words::Tone;
use form::PinpointForm;
use stored::StoredPinpoint;

/// What is known of the connection. Cheap to copy.
#[derive(Clone, Copy)]
struct Connecting {
    view: RwSignal<PinpointView>,
    /// What a check found since the page was opened.
    report: RwSignal<Option<DoctorReport>>,
    is_editing: RwSignal<bool>,
    /// What is pressed outside the form.
    asking: Asking,
}

impl Connecting {
    fn shows(self, view: PinpointView) {
        self.is_editing.set(view.subdomain.is_none());
        self.view.set(view);
    }

    fn version(self) -> u64 {
        self.view.with_untracked(|view| view.version)
    }
}

/// `/settings/integrations/pinpoint`.
#[component]
pub fn PinpointPage() -> impl IntoView {
    let loader = Loader::new(api::pinpoint);
    let again = Callback::new(move |()| loader.again());
    view! {
        <a class="back" href=paths::APPS>
            <Drawing icon=Icon::Back />
            "Apps"
        </a>
        {drawn(move || match loader.state.get() {
            Load::Loading => view! { <SkeletonCard lines=8 /> }.into_any(),
            Load::Failed(error) => view! {
                <PageHeading text="The connection could not be loaded" />
                <ErrorNotice error=error again=again />
            }
            .into_any(),
            Load::Ready(view) => view! { <Room view=view /> }.into_any(),
        })}
    }
}

#[component]
fn Room(view: PinpointView) -> impl IntoView {
    let state = Connecting {
        is_editing: RwSignal::new(view.subdomain.is_none()),
        view: RwSignal::new(view),
        report: RwSignal::new(None),
        asking: Asking::new("pinpoint-press"),
    };
    let is_editing = memo(move || state.is_editing.get());
    view! {
        <div class="stack">
            {head(state)}
            <div role="status">{drawn(move || state.view.with(standing))}</div>
            {state.asking.troubles()}
            {drawn(move || match is_editing.get() {
                true => view! { <PinpointForm state=state /> }.into_any(),
                false => view! { <StoredPinpoint state=state /> }.into_any(),
            })}
        </div>
    }
}

/// The mark, the name, and in the corner the switch.
fn head(state: Connecting) -> AnyView {
    let is_stored = memo(move || state.view.with(|view| view.subdomain.is_some()));
    let is_on = memo(move || state.view.with(|view| view.enabled));
    let on_change = Callback::new(move |enabled| {
        let version = state.version();
        let request = async move { api::switch_pinpoint(EnabledChange { enabled, version }).await };
        state.asking.ask(request, move |view| state.shows(view));
    });
    let corner = move || {
        is_stored.get().then(|| {
            view! {
                <Switch
                    id="pinpoint-switch"
                    label="Pinpoint".to_owned()
                    words=("Disabled", "Enabled")
                    is_on=is_on
                    busy=state.asking.is_busy
                    on_change=on_change
                    hidden_label=true
                />
            }
        })
    };
    view! {
        <div class="app-head">
            {pin_mark()}
            <div>
                <PageHeading text="Pinpoint" />
                <p class="muted">"Applicant tracking system"</p>
            </div>
            <div class="app-head__corner">{drawn(corner)}</div>
        </div>
    }
    .into_any()
}

/// How it stands, and what to do next.
fn standing(view: &PinpointView) -> AnyView {
    let (words, tone) = match view {
        PinpointView {
            no_storage: Some(why),
            ..
        } => (why.clone(), Tone::Warning),
        PinpointView {
            subdomain: None, ..
        } => (
            "Not connected. Enter company, key and signing secret, and save.".to_owned(),
            Tone::Plain,
        ),
        PinpointView { enabled: false, .. } => (
            "Disabled: nothing is read or written. Webhooks that come are kept until you enable it.".to_owned(),
            Tone::Plain,
        ),
        PinpointView {
            stopped: Some(why), ..
        } => (why.clone(), Tone::Warning),
        _ => (
            "Enabled: whoever is hired in Pinpoint comes into the list of candidates.".to_owned(),
            Tone::Good,
        ),
    };
    view! {
        <Banner tone=tone>
            <p>{words}</p>
        </Banner>
    }
    .into_any()
}
