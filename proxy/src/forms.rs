//! What can be asked about a candidate now: the form, composed from the candidate, the company's fields and
//! its setup; and what goes along with it.

use axum::http::StatusCode;
use handoff::candidate::Document;
use handoff::{Candidate, Catalogue, Company, Extras, Form, Plan, Setup, Stage, Viewer, compose};

use crate::account::SignedIn;
use crate::app::App;
use crate::problem::ApiError;
use std::sync::Arc;

/// The name under which a candidate's photo is kept among the files.
pub(crate) const PHOTO: &str = "photo";

/// A form with what it was made of.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) form: Form,
    pub(crate) catalogue: Arc<Catalogue>,
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
    composed_whatever_the_stage(app, who, candidate).await
}

/// The form of somebody who was sent before, wherever the candidate stands now.
pub(crate) async fn composed_whatever_the_stage(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Composed, ApiError> {
    let catalogue = app
        .bamboohr()
        .ok_or_else(not_connected)?
        .catalogue()
        .await
        .map_err(unavailable)?;
    let company = Company {
        catalogue: &catalogue,
        setup: &Setup::default_for(&catalogue),
        remembered: &[],
    };
    // Without sign-in, whoever is here may see everything.
    let mut form = compose(candidate, &company, Viewer::Admin);
    let files = app.ledger().files(&who.account, &candidate.id).await?;
    form.has_photo = files.iter().any(|file| file.name == PHOTO);
    form.documents = candidate
        .documents
        .iter()
        .filter(|document| files.iter().any(|file| file.name == document.name))
        .cloned()
        .collect();
    Ok(Composed { form, catalogue })
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

pub(crate) fn not_connected() -> ApiError {
    unavailable("BambooHR is not connected yet. Ask an admin to connect it.".to_owned())
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
