//! The gallery of apps: what can be connected, and how it stands. The search stays in memory.

mod offered;

use handoff::interface::IntegrationView;
use leptos::prelude::*;

use super::standing;
use crate::api;
use crate::browser::{focus, focus_heading};
use crate::components::app_card::AppCard;
use crate::components::button::{Button, Weight};
use crate::components::chips::Chips;
use crate::components::empty_state::EmptyState;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::Icon;
use crate::components::page_heading::PageHeading;
use crate::components::search_input::SearchInput;
use crate::components::skeleton::SkeletonCard;
use crate::load::{Load, Loader};
use crate::paths;
use crate::tasks::{drawn, memo};
use offered::{App, Category, count, found};

const SEARCH: &str = "app-search";

/// What somebody looks for.
#[derive(Clone, Copy)]
struct Search {
    text: RwSignal<String>,
    category: RwSignal<Option<Category>>,
}

/// `/settings/integrations`.
#[component]
pub fn AppsPage() -> impl IntoView {
    let search = Search {
        text: RwSignal::default(),
        category: RwSignal::new(None),
    };
    let connection = Loader::new(api::connection);
    let results = memo(move || found(&search.text.read(), search.category.get()));
    let again = Callback::new(move |()| {
        connection.again();
        focus_heading();
    });
    view! {
        <p class="trail">
            <a href=paths::SETTINGS>"Settings"</a>
            " → Integrations"
        </p>
        <div class="page-head">
            <PageHeading text="Apps" />
            <p class="page-head__note" role="status">
                {drawn(move || count(results.with(Vec::len)))}
            </p>
        </div>
        <Filters search=search />
        {drawn(move || match connection.state.get() {
            Load::Failed(error) => {
                Some(
                    view! {
                        <ErrorNotice
                            error=error
                            meaning="So we cannot say whether BambooHR is connected."
                            again=again
                        />
                    },
                )
            }
            _ => None,
        })}
        {drawn(move || {
            let found = results.get();
            match (found.is_empty(), connection.state.get()) {
                (true, _) => nothing_found(search),
                (false, Load::Loading) => view! { <SkeletonCard lines=4 /> }.into_any(),
                (false, Load::Failed(_)) => cards(found, None),
                (false, Load::Ready(view)) => cards(found, Some(&view)),
            }
        })}
    }
}

#[component]
fn Filters(search: Search) -> impl IntoView {
    let mut categories = vec![(None, "All apps")];
    categories.extend(Category::ALL.map(|category| (Some(category), category.many())));
    let typed = Callback::new(move |text| search.text.set(text));
    view! {
        <div class="app-filters" role="search">
            <div>
                <SearchInput id=SEARCH label="Search apps" text=search.text on_input=typed />
            </div>
            <Chips name="Category" choices=categories chosen=search.category />
        </div>
    }
}

fn cards(found: Vec<&'static App>, view: Option<&IntegrationView>) -> AnyView {
    let badge = view.and_then(standing);
    let words = match (view, badge) {
        (None, _) => "Open",
        (Some(_), None) => "Add",
        (Some(_), Some(_)) => "Manage",
    };
    let cards = found.into_iter().map(|app| {
        view! {
            <AppCard
                id=app.id
                name=app.name
                category=app.category.one()
                about=app.about
                badge=badge
                way_on=(words, app.page)
            />
        }
    });
    view! {
        <div class="apps">{cards.collect_view()}</div>
        <p class="muted apps__more">"Only apps that work are listed. Today that is BambooHR."</p>
    }
    .into_any()
}

fn nothing_found(search: Search) -> AnyView {
    let all = Callback::new(move |()| {
        search.text.set(String::new());
        search.category.set(None);
        // The button goes away with the emptiness.
        focus(SEARCH);
    });
    let title = Signal::derive(move || match search.text.get().trim() {
        "" => "No app is of this kind".to_owned(),
        text => format!("No app fits “{text}”"),
    });
    view! {
        <EmptyState
            icon=Icon::Search
            title=title
            advice="Today hired candidates can be sent to BambooHR. Other systems cannot be connected yet.".to_owned()
        >
            <Button weight=Weight::Secondary on_press=all>
                "Show all apps"
            </Button>
        </EmptyState>
    }
    .into_any()
}
