//! `/api/candidates/{id}/options`: adds an option to one of the company's lists in BambooHR, when an admin allows it.
//!
//! Lists are HR's data and the same for everybody, so this is off until it is switched on in the set-up, and only words
//! that a candidate really has can be added.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bamboohr::{Error, OptionChange, RefusalReason};
use handoff::FormField;
use handoff::interface::NewOption;

use super::candidates::candidate;
use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::connection::why_unavailable;
use crate::forms::{Composed, composed_with, connected, unavailable};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};

pub(crate) fn routes() -> Routes {
    Routes::new().post(SendingOrFramed, "/candidates/{id}/options", "Add an option to a list in BambooHR, where the set-up allows it: only the candidate's own words", add)
        .patient()
}

async fn add(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(wanted): JsonBody<NewOption>,
) -> Result<Json<FormField>, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    // One for all of it, whatever an admin does meanwhile.
    let bamboohr = connected(&app, &who).await?;
    let Composed {
        form, catalogue, ..
    } = composed_with(&app, &who, &bamboohr, &candidate, None).await?;
    let field = form.field(&wanted.field).ok_or_else(ApiError::not_found)?;
    if !field.can_add {
        return Err(not_allowed());
    }
    if field.found.as_ref() != Some(&wanted.option) {
        return Err(not_the_candidates());
    }
    let list = catalogue
        .field(&wanted.field)
        .and_then(|field| field.list.as_ref())
        .ok_or_else(not_allowed)?;
    let list = bamboohr::FieldId::parse(&list.id).ok_or_else(ApiError::not_found)?;
    if !app.connections().is_still(&who.account, &bamboohr).await? {
        return Err(ApiError::changed_meanwhile(
            "The connection to BambooHR has been changed since. The option was not added: reload the form and try again.",
        ));
    }
    let change = [OptionChange::Add(wanted.option.clone())];
    match bamboohr.client().change_list(&list, &change).await {
        Ok(_) => {}
        // Somebody was faster: it is there, which is what was wanted.
        Err(Error::Refused(refusal)) if refusal.reason == RefusalReason::InvalidValue => {}
        Err(error) => return Err(not_added(&error)),
    }
    tracing::info!(
        field = wanted.field.as_str(),
        "an option was added to a list"
    );
    bamboohr.read_anew().await.map_err(unavailable)?;
    let anew = composed_with(&app, &who, &bamboohr, &candidate, None).await?;
    let field = anew
        .form
        .field(&wanted.field)
        .ok_or_else(ApiError::not_found)?;
    Ok(Json(field.clone()))
}

fn not_allowed() -> ApiError {
    let detail = "Options of this list cannot be added from here. An admin can allow it in the set-up of the form, if \
                  BambooHR lets the list be changed.";
    ApiError::new(
        StatusCode::FORBIDDEN,
        "options-not-added-here",
        "Not allowed",
        detail,
    )
}

fn not_the_candidates() -> ApiError {
    let detail = "Only words that the candidate has can be added. Reload the form and try again.";
    ApiError::new(
        StatusCode::CONFLICT,
        "not-the-candidates-words",
        "The candidate has changed",
        detail,
    )
}

fn not_added(error: &Error) -> ApiError {
    let detail = match error.refusal().map(|refusal| refusal.reason) {
        Some(RefusalReason::NotPermitted | RefusalReason::NotAccepted) => {
            "BambooHR does not let this connection add options to the list. Ask your BambooHR admin to add it, or choose \
             another option."
                .to_owned()
        }
        _ if error.nothing_happened() => format!("{} The option was not added.", why_unavailable(error)),
        _ => "BambooHR did not confirm that it added the option. Reload the form: if it is there, it can be chosen."
            .to_owned(),
    };
    ApiError::new(
        StatusCode::BAD_GATEWAY,
        "option-not-added",
        "The option was not added",
        detail,
    )
}
