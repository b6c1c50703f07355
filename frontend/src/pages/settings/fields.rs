//! The set-up of the form: which of the company's fields it asks, in which order, and where their first values come
//! from. Changes are kept in the tab until they are saved.

mod editor;
mod opener;
mod past;
mod picker;
mod preview;
mod replace;
mod row;
mod save_bar;
mod sections;
mod source;
mod state;
mod trouble;
mod value;

use handoff::interface::SetupView;
use leptos::prelude::*;

use crate::api;
use crate::browser::moment_in_words;
use crate::components::banner::Banner;
use crate::components::checkbox::Checkbox;
use crate::components::error_notice::ErrorNotice;
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::{Drawing, Icon};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::tabs::{Tab, Tabs};
use crate::load::{Load, Loader};
use crate::paths;
use crate::tasks::{drawn, memo};
use crate::words::Tone;
use past::{History, Remembered};
use picker::AddFields;
use preview::Preview;
use replace::Replacing;
use save_bar::SaveBar;
use sections::{Sections, place_of_problem};
use state::{Doing, Fields};
use trouble::{Overtaken, Troubles};

/// `/settings/integrations/bamboohr/fields`.
#[component]
pub fn FieldsPage() -> impl IntoView {
    let loader = Loader::new(api::setup);
    let again = Callback::new(move |()| loader.again());
    view! {
        <a class="back" href=paths::CONNECTION>
            <Drawing icon=Icon::Back />
            "BambooHR"
        </a>
        {drawn(move || match loader.state.get() {
            Load::Loading => view! {
                <SkeletonHeading />
                <SkeletonCard lines=8 />
                <SkeletonCard lines=6 />
            }
            .into_any(),
            Load::Failed(error) => view! {
                <div class="narrow">
                    <PageHeading text="The fields of the form could not be loaded" />
                    <ErrorNotice error=error again=again />
                </div>
            }
            .into_any(),
            Load::Ready(view) => view! { <Room view=view /> }.into_any(),
        })}
    }
}

#[component]
fn Room(view: SetupView) -> impl IntoView {
    let state = Fields::begin(view);
    view! {
        <div class="page-head">
            <PageHeading text="Fields of the form" />
            <p class="page-head__note">{drawn(move || version(state))}</p>
        </div>
        <div class="stack setup">
            <p class="muted">
                "What is asked before somebody becomes an employee in BambooHR, and what is filled in by itself."
            </p>
            <div class="setup__tools">
                <AddFields state=state />
                <Replacing state=state />
            </div>
            <Overtaken state=state />
            {problems(state)}
            <Troubles state=state of=&[Doing::Restoring, Doing::Forgetting, Doing::Importing, Doing::Exporting] />
            {drawn(move || lacks(state))}
            <div class="setup__columns">
                <div class="stack">
                    <Sections state=state />
                    {adding_options(state)}
                </div>
                <aside class="card setup__side" aria-label="Preview and history">
                    {side(state)}
                </aside>
            </div>
            <p class="visually-hidden" role="status">
                {drawn(move || state.said.get())}
            </p>
            <SaveBar state=state />
        </div>
    }
}

/// Which version it is, and whose.
fn version(state: Fields) -> String {
    state.history.with(|history| match history.first() {
        None => "As everybody’s is at first; nobody has changed it.".to_owned(),
        Some(newest) => format!(
            "Version {}, by {}, {}",
            newest.version,
            newest.who,
            moment_in_words(&newest.at)
        ),
    })
}

/// Whether the form may change BambooHR's lists. They are the same for the whole company, so an admin has to say so.
fn adding_options(state: Fields) -> AnyView {
    let is_ticked = memo(move || state.model.with(|model| model.now().may_add_options));
    let change = Callback::new(move |may| {
        state.model.update(|model| model.let_options_be_added(may));
    });
    view! {
        <section class="card" aria-labelledby="options-title">
            <h2 class="card__title" id="options-title">
                "Missing options"
            </h2>
            <Checkbox
                id="may-add-options".to_owned()
                label="Whoever fills in the form may add a missing option in BambooHR".to_owned()
                hint=Some(
                    "For example a job title that BambooHR does not have. It changes the list for the whole company, and works \
                     only where BambooHR lets the owner of the API key change lists."
                        .to_owned(),
                )
                is_ticked=is_ticked
                on_change=change
            />
        </section>
    }
    .into_any()
}

fn problems(state: Fields) -> AnyView {
    let lines = Signal::derive(move || {
        let line = |problem: handoff::FieldProblem| {
            (place_of_problem(state, &problem.field), problem.message)
        };
        let problems = state.problems.get();
        problems.into_iter().map(line).collect::<Vec<_>>()
    });
    view! { <ErrorSummary lines=lines /> }.into_any()
}

/// What of a file this company could not take.
fn lacks(state: Fields) -> Option<AnyView> {
    let lacks = state.lacks.get();
    if lacks.is_empty() {
        return None;
    }
    let lines = lacks
        .into_iter()
        .map(|line| view! { <li dir="auto">{line}</li> });
    let banner = view! {
        <Banner tone=Tone::Warning title="Some of the file was left out".to_owned()>
            <ul class="lines">{lines.collect_view()}</ul>
        </Banner>
    };
    Some(banner.into_any())
}

fn side(state: Fields) -> AnyView {
    let tab = |label: &str, panel: ViewFn| Tab {
        label: label.to_owned(),
        panel,
    };
    let tabs = vec![
        tab(
            "Preview",
            ViewFn::from(move || view! { <Preview state=state /> }),
        ),
        tab(
            "History",
            ViewFn::from(move || view! { <History state=state /> }),
        ),
        tab(
            "Remembered",
            ViewFn::from(move || view! { <Remembered state=state /> }),
        ),
    ];
    view! { <Tabs id="fields-side" name="Preview, history and remembered options" tabs=tabs /> }
        .into_any()
}
