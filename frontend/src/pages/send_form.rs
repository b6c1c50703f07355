//! The form for one candidate: loads what it needs and hands it to the editor.
//!
//! A candidate whose send still stands is not asked again: the page of that send takes over.

mod drafts;
mod editor;
mod files;
mod keeping;
mod photo;
mod progress;
mod submit;

use handoff::interface::{DraftView, SendView};
use handoff::{CandidateId, Form};
use leptos::prelude::*;

use super::not_found::NotFound;
use super::{BackToProfile, candidate_in_path};
use crate::address::{Address, Way};
use crate::api::{self, ApiError};
use crate::arrival;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::host;
use crate::load::{Load, Loader};
use crate::paths;
use crate::shelf::TabShelf;
use crate::tasks::{drawn, effect};
use editor::Editor;

/// What the ids of the form's inputs begin with.
const PREFIX: &str = "send";

/// What the page found out before showing anything.
#[derive(Clone, Debug, PartialEq)]
enum Opened {
    /// The form, and the last send when it failed.
    Form {
        name: String,
        form: Box<Form>,
        earlier: Option<Box<SendView>>,
        draft: Option<Box<DraftView>>,
    },
    /// There is a send already.
    Standing { send: String },
    /// The proxy will not give a form now, and says why.
    Withheld { name: String, error: ApiError },
}

async fn open(id: CandidateId) -> Result<Opened, ApiError> {
    let profile = api::candidate(&id).await?;
    let name = profile.candidate.display_name();
    if let Some(send) = profile
        .send
        .as_ref()
        .filter(|send| !send.state.allows_another())
    {
        arrival::note(&TabShelf, &id, send.state);
        return Ok(Opened::Standing {
            send: send.id.clone(),
        });
    }
    let form = match api::form(&id).await {
        Ok(form) => Box::new(form),
        Err(error) => return Ok(Opened::Withheld { name, error }),
    };
    let earlier = match profile.send {
        // Only an explanation is lost when this fails; the form is still good.
        Some(send) => api::send(&send.id)
            .await
            .ok()
            .filter(|send| send.problem.is_some())
            .map(Box::new),
        None => None,
    };
    // What cannot be had now is in the tab, as far as it was typed here.
    let draft = api::draft(&id).await.ok().flatten().map(Box::new);
    Ok(Opened::Form {
        name,
        form,
        earlier,
        draft,
    })
}

/// `/candidates/:id/send`.
#[component]
pub fn SendFormPage() -> impl IntoView {
    let candidate = candidate_in_path();
    drawn(move || match candidate.get() {
        Some(id) => view! { <FormRoom id=id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    })
}

#[component]
fn FormRoom(id: CandidateId) -> impl IntoView {
    let (asked, about) = (id.clone(), id.clone());
    let loader = Loader::new(move || open(asked.clone()));
    let again = Callback::new(move |()| loader.again());
    let address = Address::here();
    effect(move || {
        let is_there = loader
            .state
            .with(|state| !matches!(state, Load::Loading | Load::Ready(Opened::Standing { .. })));
        if is_there {
            host::tell_ready();
        }
        if let Load::Ready(Opened::Withheld { error, .. }) = loader.state.get()
            && let Some(code) = error.refusal()
        {
            host::tell_refused(&about, code);
        }
    });
    effect({
        let id = id.clone();
        move || {
            if let Load::Ready(Opened::Standing { send }) = loader.state.get() {
                address.take(Way::correction(paths::send(&id, &send)));
            }
        }
    });
    view! {
        {drawn(move || match loader.state.get() {
            Load::Ready(Opened::Form { name, form, earlier, draft }) => {
                view! {
                    <Editor
                        name=name
                        form=*form
                        earlier=earlier.map(|earlier| *earlier)
                        theirs=draft.map(|draft| *draft)
                    />
                }
                .into_any()
            }
            other => instead(other, &id, again),
        })}
    }
}

/// Everything but the form.
fn instead(state: Load<Opened>, id: &CandidateId, again: Callback<()>) -> AnyView {
    let shown = match state {
        // Where the form will stand.
        Load::Loading | Load::Ready(Opened::Standing { .. } | Opened::Form { .. }) => {
            return view! {
                <div class="form-page">
                    <div class="form-page__head">
                        <SkeletonHeading />
                    </div>
                    <div class="form-page__form">
                        <SkeletonCard lines=6 />
                        <SkeletonCard lines=6 />
                    </div>
                </div>
            }
            .into_any();
        }
        Load::Failed(error) if error.is_not_found() => view! { <NotFound /> }.into_any(),
        Load::Failed(error) => view! {
            <PageHeading text="The form could not be loaded" />
            <ErrorNotice error=error again=again />
        }
        .into_any(),
        Load::Ready(Opened::Withheld { name, error }) => view! {
            <BackToProfile candidate=id.clone() name=name.clone() />
            <PageHeading text=format!("{name} cannot be sent now") />
            <ErrorNotice error=error again=again />
        }
        .into_any(),
    };
    view! { <div class="narrow">{shown}</div> }.into_any()
}
