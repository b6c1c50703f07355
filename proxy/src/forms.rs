//! What can be asked about a candidate now: the form, composed from the candidate, the company's fields and
//! its setup; and what goes along with it.

use std::sync::Arc;

use axum::http::StatusCode;
use handoff::candidate::Document;
use handoff::interface::Connection;
use handoff::photo::Crop;
use handoff::{
    Candidate, Catalogue, ChosenDocument, ChosenPhoto, Extras, Form, OfferedDocument, OfferedPhoto,
    Plan, Stage, Submission,
};

use crate::account::SignedIn;
use crate::app::App;
use crate::company::{CompanyNow, countries_in};
use crate::connection::BambooHr;
use crate::connections::{Connected, sealed_words};
use crate::photo;
use crate::problem::ApiError;

/// The name under which a candidate's photo is kept among the files.
pub(crate) const PHOTO: &str = "photo";

/// A form with what it was made of.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) form: Form,
    pub(crate) catalogue: Arc<Catalogue>,
    /// The company it is for, and for no other.
    pub(crate) company: String,
}

/// The name as it is sent, which a person may have corrected; else the candidate's.
pub(crate) fn sent_name(plan: &Plan, candidate: &Candidate) -> String {
    let names = [plan.text("firstName"), plan.text("lastName")];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    if names.is_empty() {
        candidate.display_name()
    } else {
        names.join(" ")
    }
}

/// The form of somebody who is hired.
pub(crate) async fn composed(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Composed, ApiError> {
    if candidate.stage != Stage::Hired {
        return Err(not_hired());
    }
    let bamboohr = connected(app, who).await?;
    composed_with(app, who, &bamboohr, candidate, None).await
}

/// The same with the fields of this company, and with the states of the country that was submitted.
pub(crate) async fn composed_with(
    app: &App,
    who: &SignedIn,
    bamboohr: &BambooHr,
    candidate: &Candidate,
    submission: Option<&Submission>,
) -> Result<Composed, ApiError> {
    if candidate.stage != Stage::Hired {
        return Err(not_hired());
    }
    composed_whatever_the_stage(app, who, bamboohr, candidate, submission).await
}

/// The form of somebody who was sent before, wherever the candidate stands now.
pub(crate) async fn composed_whatever_the_stage(
    app: &App,
    who: &SignedIn,
    bamboohr: &BambooHr,
    candidate: &Candidate,
    submission: Option<&Submission>,
) -> Result<Composed, ApiError> {
    let company = CompanyNow::at(app.ledger(), &who.account, bamboohr).await?;
    let company = company
        .with_states_of(countries_in(candidate, submission))
        .await;
    let mut form = company.form(candidate, who.viewer);
    let files = app.ledger().files(&who.account, &candidate.id).await?;
    form.categories = bamboohr.categories();
    form.documents = candidate
        .documents
        .iter()
        .filter_map(|document| {
            let file = files.iter().find(|file| file.name == document.name)?;
            let document = Document {
                bytes: file.bytes,
                ..document.clone()
            };
            Some(OfferedDocument::new(&document, &form.categories))
        })
        .collect();
    form.photo = offered_photo(app, who, candidate).await?;
    Ok(Composed {
        form,
        catalogue: company.catalogue,
        company: bamboohr.company().to_owned(),
    })
}

async fn offered_photo(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<OfferedPhoto>, ApiError> {
    let file = app
        .ledger()
        .file(&who.account, &candidate.id, PHOTO)
        .await?;
    Ok(file.map(|file| match photo::measured(&file.content) {
        Ok(size) => OfferedPhoto {
            size: Some(size),
            problem: None,
        },
        Err(why) => OfferedPhoto {
            size: None,
            problem: Some(why.to_string()),
        },
    }))
}

/// What somebody wants to go along, and everything that can when nobody chose.
pub(crate) struct Chosen {
    pub(crate) documents: Vec<ChosenDocument>,
    pub(crate) photo: bool,
    pub(crate) crop: Option<Crop>,
}

impl Chosen {
    /// Everything that can go along, each where it belongs and not shared.
    pub(crate) fn everything(form: &Form) -> Self {
        let documents = form.documents.iter().filter(|document| document.can_go());
        let documents = documents.map(|document| ChosenDocument {
            name: document.name.clone(),
            category: None,
            share: false,
        });
        Self {
            documents: documents.collect(),
            photo: form.has_photo(),
            crop: None,
        }
    }
}

/// What goes along: of what was chosen the files that are here and can go. The error is for whoever chose: a category or
/// a part of the photo that is not there.
pub(crate) async fn extras(
    app: &App,
    who: &SignedIn,
    form: &Form,
    chosen: Chosen,
) -> Result<Extras, ApiError> {
    let files = app.ledger().files(&who.account, &form.candidate).await?;
    let mut documents = Vec::new();
    for chosen in chosen.documents {
        let offered = form
            .documents
            .iter()
            .find(|offered| offered.name == chosen.name);
        let Some(offered) = offered.filter(|offered| offered.can_go()) else {
            continue;
        };
        let is_known = |id: &String| form.categories.iter().any(|category| category.id == *id);
        if chosen.category.as_ref().is_some_and(|id| !is_known(id)) {
            return Err(not_a_category(&chosen.name));
        }
        documents.push((offered.clone(), chosen));
    }
    let size = form.photo.as_ref().and_then(|photo| photo.size);
    let photo = match size.filter(|_| chosen.photo) {
        Some(size) if chosen.crop.is_some_and(|crop| !size.allows(crop)) => {
            return Err(not_in_the_photo());
        }
        Some(_) => files
            .iter()
            .find(|file| file.name == PHOTO)
            .map(|file| ChosenPhoto {
                bytes: file.bytes,
                crop: chosen.crop,
            }),
        None => None,
    };
    Ok(Extras {
        documents,
        photo,
        candidate_id_field: app.sender().candidate_id_field().cloned(),
    })
}

fn not_a_category(document: &str) -> ApiError {
    let detail = format!(
        "The category chosen for {document} is not there any more. Reload the page and choose another. Nothing was sent."
    );
    not_sendable("no-such-category", "Choose another category", detail)
}

fn not_in_the_photo() -> ApiError {
    let detail = "The chosen part lies outside the photo or is smaller than 150 pixels. Choose it again. Nothing was sent.";
    not_sendable(
        "not-in-the-photo",
        "Choose another part of the photo",
        detail,
    )
}

fn not_sendable(kind: &str, title: &str, detail: impl Into<String>) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, kind, title, detail)
}

pub(crate) fn not_hired() -> ApiError {
    let detail = "Only candidates in the stage Hired can be sent to BambooHR. Nothing was sent.";
    ApiError::new(StatusCode::CONFLICT, "not-hired", "Not hired yet", detail)
}

/// The BambooHR of whoever asks, or why it cannot be used.
pub(crate) async fn connected(app: &App, who: &SignedIn) -> Result<Arc<BambooHr>, ApiError> {
    let obstacle = match app.connections().of(&who.account).await? {
        Connected::Live(bamboohr) => return Ok(bamboohr),
        Connected::Nothing => Connection::NotConfigured.obstacle(),
        Connected::Disabled(_) => Connection::Disabled.obstacle(),
        Connected::Sealed(_) => Some(sealed_words()),
    };
    Err(unavailable(obstacle.unwrap_or_default()))
}

/// `reason` is a sentence for the recruiter.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what a failed reading gives"
)]
pub(crate) fn unavailable(reason: String) -> ApiError {
    let detail = format!("{reason} Nothing was sent.");
    ApiError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "bamboohr-unavailable",
        "BambooHR is not available",
        detail,
    )
}
