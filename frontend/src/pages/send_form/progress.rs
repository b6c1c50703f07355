//! How far the sections of the form are, while it is filled in.

use leptos::prelude::*;

use super::PREFIX;
use super::files::{HEADING, title};
use crate::components::section_list::{SectionLine, SectionList};
use crate::form_model::{FormModel, Standing};
use crate::pages::questions::heading_id;
use crate::tasks::memo;
use crate::words::{files_chosen, standing};

/// The list of sections, the files among them.
#[component]
pub(super) fn Progress(model: RwSignal<FormModel>) -> impl IntoView {
    let standings = memo(move || model.with(FormModel::standings));
    let line = |(place, title): (usize, String)| SectionLine {
        heading: heading_id(PREFIX, place),
        title,
        state: Signal::derive(move || {
            let of_section = standings.with(|all| all.get(place).copied());
            standing(of_section.unwrap_or(Standing::Optional))
        }),
    };
    let (titles, files) = model.with_untracked(|model| {
        let sections = model.form().sections.iter();
        let titles: Vec<String> = sections.map(|section| section.title.clone()).collect();
        (titles, title(model))
    });
    let count = memo(move || model.with(FormModel::count_files));
    let files = files.map(|title| SectionLine {
        heading: HEADING.to_owned(),
        title: title.to_owned(),
        state: Signal::derive(move || files_chosen(count.get())),
    });
    let lines = titles.into_iter().enumerate().map(line).chain(files);
    view! { <SectionList lines=lines.collect() /> }
}
