//! What can be asked about a candidate now: the form, composed from the candidate, the company's fields and
//! its setup; and what goes along with it.

use axum::http::StatusCode;
use handoff::candidate::Document;
use handoff::interface::Connection;
use handoff::{Candidate, Catalogue, Extras, Form, Plan, Setup, Stage, compose};

use crate::account::SignedIn;
use crate::app::App;
use crate::connection::BambooHr;
use crate::connections::{Connected, sealed_words};
use crate::problem::ApiError;
use std::sync::Arc;

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
    composed_with(app, who, &bamboohr, candidate).await
}

/// The same with the fields of this company.
pub(crate) async fn composed_with(
    app: &App,
    who: &SignedIn,
    bamboohr: &BambooHr,
    candidate: &Candidate,
) -> Result<Composed, ApiError> {
    if candidate.stage != Stage::Hired {
        return Err(not_hired());
    }
    composed_whatever_the_stage(app, who, bamboohr, candidate).await
}

/// The form of somebody who was sent before, wherever the candidate stands now.
pub(crate) async fn composed_whatever_the_stage(
    app: &App,
    who: &SignedIn,
    bamboohr: &BambooHr,
    candidate: &Candidate,
) -> Result<Composed, ApiError> {
    let catalogue = bamboohr.catalogue().await.map_err(unavailable)?;
    let mut form = compose(candidate, &catalogue, &Setup::typical_hire());
    let files = app.ledger().files(&who.account, &candidate.id).await?;
    form.has_photo = files.iter().any(|file| file.name == PHOTO);
    form.documents = candidate
        .documents
        .iter()
        .filter(|document| files.iter().any(|file| file.name == document.name))
        .cloned()
        .collect();
    Ok(Composed {
        form,
        catalogue,
        company: bamboohr.company().to_owned(),
    })
}

/// What goes along: of the documents those that were chosen and are here.
pub(crate) async fn extras(
    app: &App,
    who: &SignedIn,
    form: &Form,
    chosen: impl Fn(&Document) -> bool,
    photo: bool,
) -> Result<Extras, ApiError> {
    let files = app.ledger().files(&who.account, &form.candidate).await?;
    let photo = files
        .iter()
        .find(|file| photo && file.name == PHOTO)
        .map(|file| file.bytes);
    let documents = form.documents.iter().filter(|document| chosen(document));
    let documents = documents.filter_map(|document| {
        let file = files.iter().find(|file| file.name == document.name)?;
        Some(Document {
            bytes: file.bytes,
            ..document.clone()
        })
    });
    Ok(Extras {
        documents: documents.collect(),
        photo,
        candidate_id_field: app.sender().candidate_id_field().cloned(),
    })
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
