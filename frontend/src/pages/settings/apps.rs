//! The gallery of apps: what can be connected, and how it stands. The search stays in memory.

mod offered;

use leptos::prelude::*;

use super::{Standing, standing, standing_of_pinpoint};
use crate::api;
use crate::browser::{focus, focus_heading};
use crate::components::app_card::{AppCard, bamboo_mark, pin_mark};
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
use offered::{App, BAMBOOHR, Category, count, found};

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
    let connection = Loader::new(standings);
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
                            meaning="So we cannot say what is connected."
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
                (false, Load::Ready(standings)) => cards(found, Some(standings)),
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

/// How BambooHR and Pinpoint stand.
type Standings = (Standing, Standing);

async fn standings() -> Result<Standings, api::ApiError> {
    let bamboohr = standing(&api::connection().await?);
    Ok((bamboohr, standing_of_pinpoint(&api::pinpoint().await?)))
}

fn cards(found: Vec<&'static App>, standings: Option<Standings>) -> AnyView {
    let cards = found.into_iter().map(|app| {
        let standing = standings.map(|(bamboohr, pinpoint)| match app.id {
            BAMBOOHR => bamboohr,
            _ => pinpoint,
        });
        let words = match standing {
            None => "Open",
            Some(None) => "Add",
            Some(Some(_)) => "Manage",
        };
        let badge = standing.flatten();
        let mark = match app.id {
            BAMBOOHR => bamboo_mark,
            _ => pin_mark,
        };
        view! {
            <AppCard
                id=app.id
                mark=mark
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
        <p class="muted apps__more">"Only apps that work are listed."</p>
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
            advice="Hired candidates of Pinpoint, or of any system that brings them, can be sent to BambooHR. Other systems cannot be connected yet.".to_owned()
        >
            <Button weight=Weight::Secondary on_press=all>
                "Show all apps"
            </Button>
        </EmptyState>
    }
    .into_any()
}
