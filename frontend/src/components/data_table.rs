//! A table of a few columns that stacks its cells on narrow screens, each with its column's name before it.
//!
//! Functions and not components, because rows are made of whatever their room puts into the cells. Explicit
//! roles: laid out as blocks, a table loses its own. The first cell of a row is its header. No keys, nothing is
//! reported.

use leptos::prelude::*;

/// The names of the columns, in order.
pub type Heads = &'static [&'static str];

/// The table; its body is made of [`row`]s, or gives them.
pub fn table(name: &'static str, heads: Heads, body: AnyView) -> AnyView {
    let heads = heads.iter().map(|head| {
        view! {
            <th scope="col" role="columnheader">
                {*head}
            </th>
        }
    });
    view! {
        <table class="table data" role="table" aria-label=name>
            <thead role="rowgroup">
                <tr role="row">{heads.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

/// One row, with a cell for each head.
pub fn row(heads: Heads, cells: Vec<AnyView>) -> AnyView {
    let cells = cells.into_iter().zip(heads).enumerate();
    let cells = cells.map(|(place, (cell, head))| match place {
        0 => view! {
            <th scope="row" role="rowheader">
                {cell}
            </th>
        }
        .into_any(),
        _ => view! {
            <td role="cell" data-head=*head>
                {cell}
            </td>
        }
        .into_any(),
    });
    view! { <tr role="row">{cells.collect_view()}</tr> }.into_any()
}

/// A cell that is a text; nothing at all leaves no trace on narrow screens.
pub fn text(text: impl Into<String>) -> AnyView {
    let text = text.into();
    (!text.is_empty())
        .then(|| view! { <span dir="auto">{text}</span> })
        .into_any()
}
