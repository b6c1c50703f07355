//! The rows of the list: a table on wide screens, stacked on narrow ones.

use handoff::Stage;
use handoff::interface::{CandidateSummary, SortBy};
use leptos::prelude::*;

use crate::candidate_list::{Activity, CandidateList, can_be_sent, row_link_id};
use crate::components::avatar::Avatar;
use crate::components::badge::SendBadge;
use crate::components::sort_head::{SortHead, Sorted};
use crate::paths;
use crate::tasks::{drawn, memo};

/// Grey rows shown before the first answer.
const SKELETON_ROWS: usize = 10;

/// The rows loaded so far.
#[component]
pub(super) fn CandidateRows(list: CandidateList) -> impl IntoView {
    let is_busy = move || (list.activity.get() == Activity::Searching).then_some("true");
    // Drawn again in place: a row that stays keeps its elements, and a keyed list would be four times the code.
    view! {
        <table
            class="table candidates"
            class:candidates--selecting=move || list.stage.get() == Some(Stage::Hired)
            role="table"
            aria-label="Candidates"
            aria-busy=is_busy
        >
            <Heads list=list />
            <tbody role="rowgroup">
                {drawn(move || {
                    let is_offered = list.stage.get_untracked() == Some(Stage::Hired);
                    let row = |row| one(row, is_offered, list);
                    list.rows.get().into_iter().map(row).collect_view()
                })}
            </tbody>
        </table>
    }
}

#[component]
fn Heads(list: CandidateList) -> impl IntoView {
    let head = |label: &'static str, by: SortBy| {
        let sorted = memo(move || match list.order.get() {
            (order, _) if order != by => Sorted::No,
            (_, false) => Sorted::Up,
            (_, true) => Sorted::Down,
        });
        let sort = Callback::new(move |wanted| list.sort(by, wanted == Sorted::Down));
        view! { <SortHead label=label sorted=sorted on_sort=sort /> }
    };
    view! {
        <thead role="rowgroup">
            <tr role="row">
                {head("Name", SortBy::Name)}
                {head("Job", SortBy::Job)}
                {head("Stage", SortBy::Stage)}
                <th scope="col" role="columnheader">
                    "BambooHR"
                </th>
            </tr>
        </thead>
    }
}

fn one(row: CandidateSummary, is_offered: bool, list: CandidateList) -> impl IntoView {
    let select = is_offered.then(|| selector(&row, list));
    let CandidateSummary {
        id,
        name,
        job_title,
        department,
        location,
        stage,
        send,
    } = row;
    let place = [department, location]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <tr role="row" class="candidates__row">
            <th scope="row" role="rowheader" class="candidates__name">
                <span class="candidates__person">
                    {select}
                    <Avatar name=name.clone() />
                    <a id=row_link_id(id.as_str()) href=paths::profile(&id) dir="auto">
                        {name}
                    </a>
                </span>
            </th>
            <td role="cell" class="candidates__job">
                <span class="candidates__title">{job_title}</span>
                <span class="candidates__place">{place}</span>
            </td>
            <td role="cell" class="candidates__stage">
                <span class=format!("stage stage--{}", stage.code())>{stage.label()}</span>
            </td>
            <td role="cell" class="candidates__send">
                <SendBadge state=send.map(|send| send.state) />
            </td>
        </tr>
    }
}

/// The box of a row; only its place when this one cannot be sent.
fn selector(row: &CandidateSummary, list: CandidateList) -> AnyView {
    if !can_be_sent(row) {
        return view! { <span class="candidates__box"></span> }.into_any();
    }
    let id = row.id.clone();
    let is_selected = Signal::derive({
        let id = id.clone();
        move || list.selected.with(|selected| selected.contains(&id))
    });
    let select = move |event| {
        let id = id.clone();
        let is_ticked = event_target_checked(&event);
        list.selected.update(|selected| {
            if is_ticked {
                selected.insert(id);
            } else {
                selected.remove(&id);
            }
        });
    };
    view! {
        <input
            class="checkbox__box candidates__box"
            type="checkbox"
            aria-label=format!("Select {}", row.name)
            prop:checked=is_selected
            on:change=select
        />
    }
    .into_any()
}

/// The same table with grey bars.
#[component]
pub(super) fn SkeletonRows() -> impl IntoView {
    let cell =
        |class: &'static str| view! { <td class=class><span class="skeleton__bar"></span></td> };
    view! {
        <p class="visually-hidden" role="status">
            "Loading candidates…"
        </p>
        <table class="table candidates skeleton" aria-hidden="true">
            <thead>
                <tr>
                    <th>"Name"</th>
                    <th>"Job"</th>
                    <th>"Stage"</th>
                    <th>"BambooHR"</th>
                </tr>
            </thead>
            <tbody>
                {(0..SKELETON_ROWS)
                    .map(|_| {
                        view! {
                            <tr class="candidates__row">
                                <td class="candidates__name">
                                    <span class="candidates__person">
                                        <span class="avatar"></span>
                                        <span class="skeleton__bar"></span>
                                    </span>
                                </td>
                                <td class="candidates__job">
                                    <span class="candidates__title skeleton__bar"></span>
                                    <span class="candidates__place skeleton__bar"></span>
                                </td>
                                {cell("candidates__stage")}
                                {cell("candidates__send")}
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}
