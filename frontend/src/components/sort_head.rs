//! The head of a column that rows can be sorted by: a button in a `<th>` that says how they are sorted now, by
//! words for screen readers (`aria-sort`, on one column of a table at most) and by an arrow.
//!
//! Pressed with Space or Enter, or clicked, it reports the wanted direction and keeps the focus. It sorts
//! nothing itself: `sorted` says what became of it.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use crate::tasks::drawn;

/// How the rows are sorted by this column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Not by this one.
    No,
    /// The first first.
    Up,
    /// The last first.
    Down,
}

impl Sorted {
    /// What pressing the head makes of it.
    pub fn pressed(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::No | Self::Down => Self::Up,
        }
    }
}

/// A `<th>` with a button.
#[component]
pub fn SortHead(
    /// The column's name.
    label: &'static str,
    /// How the rows are sorted by it.
    #[prop(into)]
    sorted: Signal<Sorted>,
    /// Somebody wants them sorted like this.
    on_sort: Callback<Sorted>,
) -> impl IntoView {
    let said = move || match sorted.get() {
        Sorted::No => None,
        Sorted::Up => Some("ascending"),
        Sorted::Down => Some("descending"),
    };
    let arrow = move || match sorted.get() {
        Sorted::No => None,
        Sorted::Up => Some(view! { <Drawing icon=Icon::Up /> }),
        Sorted::Down => Some(view! { <Drawing icon=Icon::Down /> }),
    };
    view! {
        <th scope="col" role="columnheader" aria-sort=said>
            <button
                type="button"
                class="sort-head"
                on:click=move |_| on_sort.run(sorted.get_untracked().pressed())
            >
                {label}
                {drawn(arrow)}
            </button>
        </th>
    }
}
