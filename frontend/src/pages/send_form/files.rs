//! Which files of the candidate go along: a box for each, all ticked at first.

use leptos::prelude::*;

use crate::components::checkbox::Checkbox;
use crate::form_model::FormModel;
use crate::words::file_size;

/// The section "Documents"; nothing when there is no file.
#[component]
pub(super) fn Files(model: RwSignal<FormModel>) -> impl IntoView {
    let (documents, has_photo) = model.with_untracked(|model| {
        let form = model.form();
        (form.documents.clone(), form.has_photo())
    });
    if documents.is_empty() && !has_photo {
        return ().into_any();
    }
    let boxes = documents.into_iter().enumerate().map(|(place, document)| {
        let hint = format!("{}, {}", document.kind, file_size(document.bytes));
        let name = document.name.clone();
        let is_ticked = Signal::derive({
            let name = name.clone();
            move || model.with(|model| !model.without().documents.contains(&name))
        });
        let choose = Callback::new(move |goes_along| {
            model.update(|model| model.choose_document(&name, goes_along));
        });
        file(
            format!("send-document-{place}"),
            document.name,
            Some(hint),
            is_ticked,
            choose,
        )
    });
    let photo = has_photo.then(|| {
        let is_ticked = Signal::derive(move || model.with(|model| !model.without().photo));
        let choose = Callback::new(move |goes_along| {
            model.update(|model| model.choose_photo(goes_along));
        });
        file(
            "send-photo".to_owned(),
            "Photo".to_owned(),
            None,
            is_ticked,
            choose,
        )
    });
    view! {
        <section class="card form-section" aria-labelledby="send-files-title">
            <h2 class="card__title" id="send-files-title">
                "Documents"
            </h2>
            <p class="field__hint">"What is ticked is stored with the employee in BambooHR."</p>
            {boxes.collect_view()}
            {photo}
        </section>
    }
    .into_any()
}

fn file(
    id: String,
    label: String,
    hint: Option<String>,
    is_ticked: Signal<bool>,
    choose: Callback<bool>,
) -> AnyView {
    view! { <Checkbox id=id label=label hint=hint is_ticked=is_ticked on_change=choose /> }
        .into_any()
}
