//! The candidate's photo: whether it goes along, and which square of it.

use handoff::photo::{Crop, PhotoSize};
use leptos::prelude::*;

use crate::api;
use crate::components::checkbox::Checkbox;
use crate::components::document_choice::NotTaken;
use crate::components::square_chooser::SquareChooser;
use crate::form_model::FormModel;
use crate::tasks::{drawn, memo, spawn};

const ID: &str = "send-photo";

/// The photo; nothing when there is none.
#[component]
pub(super) fn Photo(model: RwSignal<FormModel>) -> impl IntoView {
    let (photo, candidate) = model.with_untracked(|model| {
        let form = model.form();
        (form.photo.clone(), form.candidate.clone())
    });
    let Some(photo) = photo else {
        return ().into_any();
    };
    let Some(size) = photo.size else {
        let problem = photo
            .problem
            .unwrap_or_else(|| "This photo cannot go along.".to_owned());
        return view! { <NotTaken id=ID.to_owned() label="Photo".to_owned() about=String::new() problem=problem /> }
            .into_any();
    };
    let source = RwSignal::new(None::<String>);
    spawn(async move { source.set(Some(api::photo(&candidate).await)) });
    let is_ticked = memo(move || model.with(FormModel::has_photo));
    let chooser = move || {
        let source = is_ticked.get().then(|| source.get())?;
        source.map(|source| square(source, size, model))
    };
    let choose = Callback::new(move |goes_along| {
        model.update(|model| model.choose_photo(goes_along));
    });
    let hint = format!(
        "{} by {} pixels. BambooHR keeps a square of it.",
        size.width, size.height
    );
    view! {
        <div class="file">
            <Checkbox
                id=ID.to_owned()
                label="Photo".to_owned()
                hint=Some(hint)
                is_ticked=is_ticked
                on_change=choose
            />
            {drawn(chooser)}
        </div>
    }
    .into_any()
}

fn square(source: String, size: PhotoSize, model: RwSignal<FormModel>) -> AnyView {
    let usual = size.suggested().unwrap_or(Crop {
        left: 0,
        top: 0,
        side: size.longest_square(),
    });
    let square = Signal::derive(move || model.with(FormModel::crop).unwrap_or(usual));
    let on_change = Callback::new(move |wanted| model.update(|model| model.choose_crop(wanted)));
    view! {
        <SquareChooser id=ID.to_owned() source=source size=size square=square on_change=on_change />
    }
    .into_any()
}
