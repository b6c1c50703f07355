//! Every part in every state, at `/gallery`: for looking at while drawing a screen, and what the tests of the
//! parts look at. Development builds only.
//!
//! Nothing is fetched and nothing depends on the day, so that two looks at it see the same. The people are
//! invented. What the parts report is kept in signals of the example, as a screen would do.

mod buttons;
mod choices;
mod fields;
mod form;
mod marks;
mod messages;
mod overlays;
mod people;
mod progress;
mod questions;
mod rows;
mod settings;

use leptos::prelude::*;

use crate::components::page_heading::PageHeading;

/// The page.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <PageHeading text="Gallery" />
        <p class="muted">
            "Every part in every state. The header and the heading of this page are parts as well."
        </p>
        <buttons::Buttons />
        <overlays::Overlays />
        <fields::Fields />
        <choices::Choices />
        <form::FormParts />
        <messages::Messages />
        <progress::Progress />
        <rows::Rows />
        <settings::Settings />
        <marks::Marks />
    }
}

/// Examples that belong together.
#[component]
fn Group(
    /// Its heading.
    title: &'static str,
    /// The examples.
    children: Children,
) -> impl IntoView {
    view! {
        <h2 class="gallery__group">{title}</h2>
        <div class="gallery">{children()}</div>
    }
}

/// One part in one state.
#[component]
fn Example(
    /// DOM id, and the name of its record in the tests. Ids inside begin with it and another word.
    id: &'static str,
    /// Which part, in which state.
    title: &'static str,
    /// What is pressed to see the rest, as a CSS selector: the tests look before and after.
    #[prop(optional)]
    opened_by: Option<&'static str>,
    /// The whole width of the page.
    #[prop(optional)]
    wide: bool,
    /// The part.
    children: Children,
) -> impl IntoView {
    view! {
        <section
            class="gallery__example"
            class:gallery__example--wide=wide
            id=id
            data-opened-by=opened_by
        >
            <h3 class="gallery__title">{title}</h3>
            <div class="gallery__part">{children()}</div>
        </section>
    }
}
