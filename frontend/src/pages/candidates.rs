//! The list of candidates: search, stage filter, rows, and more rows.
//!
//! The state is [`CandidateList`]'s, which outlives this page. The stage is in the address; the search
//! text must not be.

mod rows;
mod selection;

use handoff::Stage;
use leptos::html::Select;
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::browser::focus_heading;
use crate::candidate_list::{Activity, CandidateList};
use crate::components::button::{Button, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_notice::ErrorNotice;
use crate::components::icon::Icon;
use crate::components::page_heading::PageHeading;
use crate::components::search_input::SearchInput;
use crate::components::select_input::follow_value;
use crate::paths;
use crate::tasks::{drawn, effect, memo};
use crate::words::candidate_count;
use rows::{CandidateRows, SkeletonRows};
use selection::Selection;

/// `/candidates`.
#[component]
pub fn CandidatesPage() -> impl IntoView {
    let list = CandidateList::here();
    let code = Address::here().asked("stage");
    let stage = memo(move || code.with(|code| Stage::from_code(code.as_ref()?)));
    effect(move || {
        let stage = stage.get();
        if list.stage.get_untracked() == stage {
            list.reload();
        } else {
            list.filter(stage);
        }
    });
    let count = memo(move || {
        let found = list.found.get()?;
        Some(candidate_count(found.total, found.stage, found.is_search))
    });
    view! {
        <div class="page-head">
            <PageHeading text="Candidates" />
            <p class="page-head__note" role="status">
                {drawn(move || count.get())}
            </p>
        </div>
        <div class="toolbar" role="search">
            <SearchField list=list />
            <StageFilter stage=stage.into() />
        </div>
        <Selection list=list />
        <Failure list=list />
        <Results list=list />
    }
}

#[component]
fn SearchField(list: CandidateList) -> impl IntoView {
    let typed = Callback::new(move |text| list.search(text));
    view! {
        <div class="toolbar__search">
            <SearchInput id="search" label="Search candidates" text=list.text on_input=typed />
        </div>
    }
}

#[component]
fn StageFilter(stage: Signal<Option<Stage>>) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    follow_value(
        select,
        Signal::derive(move || stage.get().map(Stage::code).unwrap_or_default().to_owned()),
    );
    let address = Address::here();
    let choose = move |event| {
        let stage = Stage::from_code(&event_target_value(&event));
        address.take(Way::correction(paths::candidates(stage)));
    };
    view! {
        <div class="toolbar__stage">
            <label class="field__label" for="stage-filter">
                "Stage"
            </label>
            <select class="input input--select" id="stage-filter" node_ref=select on:change=choose>
                <option value="">"All stages"</option>
                {Stage::ALL
                    .into_iter()
                    .map(|stage| view! { <option value=stage.code()>{stage.label()}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Failure(list: CandidateList) -> impl IntoView {
    // The notice goes away with its button, and the focus must not go with it.
    let again = Callback::new(move |()| {
        list.reload();
        focus_heading();
    });
    drawn(move || match list.activity.get() {
        Activity::Failed(error) => Some(view! { <ErrorNotice error=error again=again /> }),
        _ => None,
    })
}

/// What stands below the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Skeleton,
    Empty,
    Rows,
    Nothing,
}

#[component]
fn Results(list: CandidateList) -> impl IntoView {
    let below = memo(move || {
        let has_rows = !list.rows.with(Vec::is_empty);
        match (list.activity.get(), list.found.get()) {
            _ if has_rows => Below::Rows,
            (Activity::Failed(_), _) => Below::Nothing,
            (_, Some(_)) => Below::Empty,
            _ => Below::Skeleton,
        }
    });
    drawn(move || match below.get() {
        Below::Skeleton => view! { <SkeletonRows /> }.into_any(),
        Below::Rows => view! {
            <CandidateRows list=list />
            <More list=list />
        }
        .into_any(),
        Below::Empty => view! { <Empty list=list /> }.into_any(),
        Below::Nothing => ().into_any(),
    })
}

#[component]
fn Empty(list: CandidateList) -> impl IntoView {
    let advice = move || match list.found.get() {
        Some(found) if found.is_search => {
            "Check the spelling, or search for a part of the name, the job or the place."
        }
        Some(found) if found.stage.is_some() => "Choose another stage to see more candidates.",
        _ => "Candidates appear here as soon as your applicant tracking system knows them.",
    };
    view! {
        <EmptyState
            icon=Icon::People
            title="Nobody to show"
            advice=Signal::derive(move || advice().to_owned())
        />
    }
}

#[component]
fn More(list: CandidateList) -> impl IntoView {
    let has_more = memo(move || list.next.with(Option::is_some));
    let is_loading = memo(move || list.activity.get() == Activity::LoadingMore);
    let is_busy = Signal::derive(move || {
        matches!(
            list.activity.get(),
            Activity::LoadingMore | Activity::Searching
        )
    });
    let more = Callback::new(move |()| list.load_more());
    let shown = move || {
        let total = list.found.get().map_or(0, |found| found.total);
        format!("{} of {total} shown", list.rows.with(Vec::len))
    };
    drawn(move || {
        has_more.get().then(|| {
            view! {
                <div class="more">
                    <p class="more__shown">{drawn(shown)}</p>
                    <Button weight=Weight::Secondary busy=is_busy on_press=more>
                        {drawn(move || if is_loading.get() { "Loading…" } else { "Show more" })}
                    </Button>
                </div>
            }
        })
    })
}
