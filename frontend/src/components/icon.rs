//! Small drawings on a 20 by 20 grid, as high as the text beside them and in its colour. Always decoration and
//! hidden from screen readers: the words beside them, or the name of the button around them, say the same.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Three dots.
    More,
    /// A tick.
    Tick,
    /// An exclamation mark.
    Alert,
    /// A cross.
    Cross,
    /// A magnifying glass.
    Search,
    /// An arrow to the left.
    Back,
    /// An arrow out of a box.
    NewTab,
    /// A sheet of paper.
    Document,
    /// A small arrow down.
    Down,
    /// A small arrow up.
    Up,
    /// Two heads and shoulders.
    People,
}

/// The drawing in the colour of the text around it.
#[component]
pub fn Drawing(
    /// Which drawing.
    icon: Icon,
) -> impl IntoView {
    let path = match icon {
        Icon::More => "M4 10h.01M10 10h.01M16 10h.01",
        Icon::Tick => "M4.5 10.5l3.5 3.5 7.5-8",
        Icon::Alert => "M10 4.5v7M10 15.4h.01",
        Icon::Cross => "M5.5 5.5l9 9M14.5 5.5l-9 9",
        Icon::Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
        Icon::Back => "M12 4.5L6.5 10l5.5 5.5",
        Icon::NewTab => "M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7",
        Icon::Document => "M5 2.5h6.5L15.5 6.5v11H5zM11 2.5V7h4.5",
        Icon::Down => "M6 8l4 4 4-4",
        Icon::Up => "M6 12l4-4 4 4",
        Icon::People => {
            "M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13.5 4a3 3 0 0 1 0 5.4M15.5 12c1.3.7 2 2.2 2 4.5"
        }
    };
    let class = if icon == Icon::More {
        "icon icon--heavy"
    } else {
        "icon"
    };
    view! {
        <svg class=class viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path d=path></path>
        </svg>
    }
}
