//! The form for hosts that draw it themselves: what their server asks with, the form as a JSON form, and whether what was
//! entered can be sent. Sending is `POST /api/candidates/{id}/sends`, for them as for everybody.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{FormsSession, NewFormsSession, NewSend, Scope, SendCheck};
use handoff::{FormSchema, hints};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::candidates::{askable, form_now, look};
use super::embed::{check, end_of, nobody_let_in, unknown_candidate};
use crate::access::Access::{SendingOrFramed, Server};
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::ats::AtsServer;
use crate::embedding::who_in_the_record;
use crate::ledger::{EmbedToStore, Embedded};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::sign_in::named;
use crate::token::Token;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Server(Scope::Forms),
            "/forms/sessions",
            "A server asks in the name of a recruiter, for some candidates",
            make,
        )
        .giving(StatusCode::CREATED, openapi::json::<FormsSession>())
        .delete(
            Server(Scope::Forms),
            "/forms/sessions/{id}",
            "A server ends that",
            end,
        )
        .get(
            SendingOrFramed,
            "/candidates/{id}/form/schema",
            "The form as a JSON form, for hosts that draw it themselves",
            schema,
        )
        .patient()
        .post(
            SendingOrFramed,
            "/candidates/{id}/validate",
            "What would be wrong with sending this; nothing is sent or stored",
            validate,
        )
        .patient()
}

async fn make(
    State(app): State<App>,
    server: AtsServer,
    JsonBody(new): JsonBody<NewFormsSession>,
) -> Result<(StatusCode, Json<FormsSession>), ApiError> {
    let (name, email) = named(&new.recruiter.name, &new.recruiter.email).map_err(nobody_let_in)?;
    check(new.role, &new.candidates, new.seconds)?;
    let who = who_in_the_record(name, &server.name);
    let secret = Token::fresh()?;
    let stored = EmbedToStore {
        key: &server.key,
        email,
        who: &who,
        role: new.role,
        candidates: &new.candidates,
        lives: Duration::from_secs(new.seconds),
    };
    let made = app
        .ledger()
        .let_server_ask(&server.account, stored, &secret.hash);
    let id = match made.await? {
        Embedded::Yes(id) => id,
        Embedded::UnknownCandidate(id) => return Err(unknown_candidate(&id)),
        Embedded::UnknownOrigin => {
            return Err(ApiError::internal(
                "a page was asked for where there is none",
            ));
        }
    };
    tracing::info!(
        key = server.key.as_str(),
        session = id.as_str(),
        "a server asks in the name of a recruiter"
    );
    let made = FormsSession {
        id: id.as_str().to_owned(),
        secret: secret.expose().to_owned(),
        seconds: new.seconds,
        who,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

async fn end(
    State(app): State<App>,
    server: AtsServer,
    PathId(id): PathId,
) -> Result<StatusCode, ApiError> {
    end_of(&app, &server, &id, false).await
}

async fn schema(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<FormSchema>, ApiError> {
    let form = form_now(&app, &who, &id).await?;
    Ok(Json(form.drawn_by_others()))
}

/// What sending the same would be refused for beside the fields is refused here too, with the same words.
async fn validate(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(body): JsonBody<NewSend>,
) -> Result<Json<SendCheck>, ApiError> {
    let candidate = askable(&app, &who, &id).await?;
    let submission = body.submission.clone();
    let looked = look(&app, &who, &candidate, body).await?;
    // Where the person sits is not known; a day more or less makes no slip of the finger.
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    Ok(Json(SendCheck {
        problems: looked.outcome.err().unwrap_or_default(),
        hints: hints(&looked.form, &submission, today),
    }))
}
