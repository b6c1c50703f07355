//! Tables: sorted and in pages, and the receipt.

use handoff::interface::SendState;
use handoff::{FieldId, Outcome, Receipt, ReceiptLine};
use leptos::prelude::*;

use super::people::{Row, rows};
use super::{Example, Group};
use crate::components::avatar::Avatar;
use crate::components::badge::SendBadge;
use crate::components::button::{Button, Weight};
use crate::components::data_table::{Heads, row, table, text};
use crate::components::employee_link::employee_link;
use crate::components::receipt_table::ReceiptTable;
use crate::components::sort_head::{SortHead, Sorted};

/// Rows that "Show more" adds.
const PAGE: usize = 8;

#[component]
pub(super) fn Rows() -> impl IntoView {
    view! {
        <Group title="Tables">
            <Example id="table" title="Table with sorted heads and paging" wide=true>
                <People />
            </Example>
            <Example id="data-table" title="Table that stacks its cells" wide=true>
                <div class="card data-card">{stacking()}</div>
            </Example>
            <Example id="receipt" title="Receipt" wide=true>
                <div class="card">
                    <ReceiptTable receipt=receipt() />
                </div>
            </Example>
        </Group>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Name,
    Days,
}

#[component]
fn People() -> impl IntoView {
    let order = RwSignal::new((By::Name, Sorted::Up));
    let shown = RwSignal::new(PAGE);
    let total = rows().len();
    let sorted = move || {
        let mut rows = rows();
        let (by, direction) = order.get();
        match by {
            By::Name => rows.sort_by(|one, other| one.name.cmp(&other.name)),
            By::Days => rows.sort_by_key(|row| row.days),
        }
        if direction == Sorted::Down {
            rows.reverse();
        }
        rows.truncate(shown.get());
        rows
    };
    let head = move |label: &'static str, by: By| {
        let sorted = Signal::derive(move || match order.get() {
            (column, sorted) if column == by => sorted,
            _ => Sorted::No,
        });
        let sort = Callback::new(move |wanted| order.set((by, wanted)));
        view! { <SortHead label=label sorted=sorted on_sort=sort /> }
    };
    let more = Callback::new(move |()| shown.update(|shown| *shown += PAGE));
    view! {
        <div class="card">
            <table class="table" aria-label="People">
                <thead>
                    <tr>
                        {head("Name", By::Name)}
                        <th scope="col">"Job"</th>
                        {head("Days", By::Days)}
                    </tr>
                </thead>
                <tbody>{move || sorted().into_iter().map(person).collect_view()}</tbody>
            </table>
            {move || {
                (shown.get() < total)
                    .then(|| {
                        view! {
                            <div class="more">
                                <p class="more__shown">{format!("{} of {total} shown", shown.get())}</p>
                                <Button weight=Weight::Secondary on_press=more>
                                    "Show more"
                                </Button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

fn person(row: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <span class="candidates__person">
                    <Avatar name=row.name.clone() />
                    {row.name}
                </span>
            </th>
            <td>{row.job}</td>
            <td>{row.days}</td>
        </tr>
    }
}

const HEADS: Heads = &["Candidate", "State", "Employee", "Problem"];

fn stacking() -> AnyView {
    let state = |state| view! { <SendBadge state=Some(state) /> }.into_any();
    let employee = || employee_link("https://acme.example/131".to_owned(), None);
    let rows = [
        vec![
            text("Chiara Okonkwo"),
            state(SendState::Done),
            employee(),
            text(""),
        ],
        vec![
            text("Dmitri Lindqvist"),
            state(SendState::TwinFound),
            text(""),
            text("Somebody in BambooHR may be this person."),
        ],
        vec![
            text("Esi Marais"),
            state(SendState::Incomplete),
            employee(),
            text("BambooHR refused the pay."),
        ],
    ];
    let rows = rows.map(|cells| row(HEADS, cells));
    table("Sends", HEADS, rows.collect_view().into_any())
}

fn receipt() -> Receipt {
    let line = |field: &str, label: &str, sent: &str, outcome| ReceiptLine {
        field: FieldId::new(field),
        label: label.to_owned(),
        sent: sent.to_owned(),
        outcome,
    };
    let differs = |stored: &str| Outcome::Differs {
        stored: stored.to_owned(),
    };
    Receipt {
        lines: vec![
            line("firstName", "First Name", "Chiara", Outcome::Stored),
            line("jobTitle", "Job Title", "Nurse", differs("Head Nurse")),
            line("location", "Location", "Lisbon", differs("")),
            line("payRate", "Pay Rate", "52000.00 EUR", Outcome::NotVisible),
        ],
    }
}
