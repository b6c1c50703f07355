//! Which files of the candidate go along: a box for each, and for a document its category and whether the employee may
//! see it. What BambooHR would not take is there too, with the reason.

use handoff::{DocumentCategory, OfferedDocument};
use leptos::prelude::*;

use super::photo::Photo;
use crate::components::checkbox::Checkbox;
use crate::components::document_choice::{CategorySelect, NotTaken};
use crate::form_model::FormModel;
use crate::tasks::{drawn, memo};
use crate::words::file_size;

/// DOM id of the section's heading.
pub(super) const HEADING: &str = "send-files-title";

/// The section's title; `None` when there is nothing to choose, or to say.
pub(super) fn title(model: &FormModel) -> Option<&'static str> {
    let form = model.form();
    match (form.documents.is_empty(), form.photo.is_some()) {
        (true, false) => None,
        (true, true) => Some("Photo"),
        (false, true) => Some("Documents and photo"),
        (false, false) => Some("Documents"),
    }
}

/// The section "Documents"; nothing when there is no file.
#[component]
pub(super) fn Files(model: RwSignal<FormModel>) -> impl IntoView {
    let Some(title) = model.with_untracked(title) else {
        return ().into_any();
    };
    let (documents, categories) = model.with_untracked(|model| {
        let form = model.form();
        (form.documents.clone(), form.categories.clone())
    });
    let documents = documents
        .into_iter()
        .enumerate()
        .map(|(place, document)| one_document(place, document, &categories, model));
    view! {
        <section class="card form-section" aria-labelledby=HEADING>
            <h2 class="card__title" id=HEADING tabindex="-1">
                {title}
            </h2>
            <p class="field__hint">"What is ticked is stored with the employee in BambooHR."</p>
            <div class="files">{documents.collect_view()} <Photo model=model /></div>
        </section>
    }
    .into_any()
}

fn one_document(
    place: usize,
    document: OfferedDocument,
    categories: &[DocumentCategory],
    model: RwSignal<FormModel>,
) -> AnyView {
    let id = format!("send-document-{place}");
    let about = format!("{}, {}", document.kind, file_size(document.bytes));
    if let Some(problem) = document.problem {
        return view! { <NotTaken id=id label=document.name about=about problem=problem /> }
            .into_any();
    }
    let hint = match &document.note {
        Some(note) => format!("{about}. {note}"),
        None => about,
    };
    let kept = StoredValue::new(document.clone());
    let is_ticked =
        memo(move || kept.with_value(|one| model.with(|model| model.has_document(one))));
    let choose = Callback::new(move |goes_along| {
        kept.with_value(|one| model.update(|model| model.choose_document(&one.name, goes_along)));
    });
    let category = memo(move || kept.with_value(|one| model.with(|model| model.category(one))));
    let choose_category = Callback::new(move |category| {
        kept.with_value(|one| model.update(|model| model.choose_category(one, category)));
    });
    let is_shared =
        memo(move || kept.with_value(|one| model.with(|model| model.is_shared(&one.name))));
    let share = Callback::new(move |is_shared| {
        kept.with_value(|one| model.update(|model| model.share_document(&one.name, is_shared)));
    });
    let options: Vec<(String, String)> = categories
        .iter()
        .map(|category| (category.id.clone(), category.name.clone()))
        .collect();
    let (category_id, share_id) = (format!("{id}-category"), format!("{id}-share"));
    let name = document.name.clone();
    let details = move || {
        is_ticked.get().then(|| {
            let value = Signal::derive(move || category.get().unwrap_or_default());
            let has_choice = !options.is_empty();
            let select = has_choice.then(|| {
                view! {
                    <CategorySelect
                        id=category_id.clone()
                        file=name.clone()
                        options=options.clone()
                        value=value
                        on_change=choose_category
                    />
                }
            });
            view! {
                <div class="file__details">
                    {select}
                    <Checkbox
                        id=share_id.clone()
                        label="Shared with the employee".to_owned()
                        said=format!("Shared with the employee: {name}")
                        is_ticked=is_shared
                        on_change=share
                    />
                </div>
            }
        })
    };
    view! {
        <div class="file">
            <Checkbox id=id label=document.name hint=Some(hint) is_ticked=is_ticked on_change=choose />
            {drawn(details)}
        </div>
    }
    .into_any()
}
