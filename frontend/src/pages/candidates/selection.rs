//! Selecting hired candidates to be sent together: how many are selected, and the way on.

use std::collections::BTreeSet;

use handoff::Stage;
use handoff::interface::LARGEST_BATCH;
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::batch;
use crate::candidate_list::{CandidateList, can_be_sent};
use crate::components::button::{Button, Weight};
use crate::paths;
use crate::shelf::TabShelf;
use crate::tasks::{drawn, memo};
use crate::words::selected;

/// The bar above the rows; only where the rows can be selected.
#[component]
pub(super) fn Selection(list: CandidateList) -> impl IntoView {
    let is_offered = memo(move || list.stage.get() == Some(Stage::Hired));
    let count = memo(move || list.selected.with(BTreeSet::len));
    let all = Callback::new(move |()| {
        let rows = list.rows.get_untracked().into_iter();
        let shown = rows.filter(can_be_sent).map(|row| row.id);
        list.selected.update(|selected| selected.extend(shown));
    });
    let none = Callback::new(move |()| list.selected.set(BTreeSet::new()));
    let address = Address::here();
    let prepare = Callback::new(move |()| {
        let chosen: Vec<_> = list.selected.get_untracked().into_iter().collect();
        batch::choose(&TabShelf, &chosen);
        address.take(Way::to(paths::PREPARE_BATCH));
    });
    let cannot = Signal::derive(move || !(1..=LARGEST_BATCH).contains(&count.get()));
    drawn(move || {
        is_offered.get().then(|| {
            view! {
                <div class="selection">
                    <p class="selection__count" role="status">
                        {drawn(move || selected(count.get()))}
                    </p>
                    <Button weight=Weight::Secondary on_press=all>
                        "Select all shown"
                    </Button>
                    <Button weight=Weight::Secondary on_press=none>
                        "Select nobody"
                    </Button>
                    <Button weight=Weight::Primary busy=cannot on_press=prepare>
                        "Prepare to send"
                    </Button>
                </div>
            }
        })
    })
}
