//! `/api/embed`: recruiters come in by a page of their applicant tracking system.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use handoff::interface::{
    EmbedMade, EmbedOpened, EmbedToken, LONGEST_EMBED_SECONDS, MOST_EMBEDDED, NewEmbed, Role,
    SHORTEST_EMBED_SECONDS, Scope,
};
use handoff::{CandidateId, FieldId, FieldProblem};

use super::session::shown;
use crate::access::Access::{Open, Server};
use crate::access::Routes;
use crate::app::App;
use crate::ats::AtsServer;
use crate::embedding::{self, ended, let_in, who_in_the_record};
use crate::ledger::{EmbedId, EmbedToStore, Embedded};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::sign_in::{named, wrong_at};
use crate::token::{Token, hash_of};

/// The address of the frame. The page around it says which it is, and the answer then lets that one show it.
pub(crate) const FRAME: &str = "/embed";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Server(Scope::Embed),
            "/embed/sessions",
            "A server lets a recruiter in, for some candidates on one page",
            make,
        )
        .giving(StatusCode::CREATED, openapi::json::<EmbedMade>())
        .delete(
            Server(Scope::Embed),
            "/embed/sessions/{id}",
            "A server ends it",
            end,
        )
        .post(
            Open,
            "/embed/open",
            "A frame gets for its token, once, what it sends with every request",
            open,
        )
}

async fn make(
    State(app): State<App>,
    server: AtsServer,
    JsonBody(new): JsonBody<NewEmbed>,
) -> Result<(StatusCode, Json<EmbedMade>), ApiError> {
    let (name, email) = named(&new.recruiter.name, &new.recruiter.email).map_err(nobody_let_in)?;
    let origin = embedding::origin(&new.origin).ok_or_else(not_an_origin)?;
    check(new.role, &new.candidates, new.seconds)?;
    let who = who_in_the_record(name, &server.name);
    let ticket = Token::fresh()?;
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
        .let_in(&server.account, stored, (&ticket.hash, &origin));
    let id = match made.await? {
        Embedded::Yes(id) => id,
        Embedded::UnknownOrigin => return Err(not_allowed()),
        Embedded::UnknownCandidate(id) => return Err(unknown_candidate(&id)),
    };
    tracing::info!(
        key = server.key.as_str(),
        embed = id.as_str(),
        "a recruiter can come in"
    );
    let made = EmbedMade {
        id: id.as_str().to_owned(),
        token: ticket.expose().to_owned(),
        seconds: new.seconds,
        // An origin has no letter that means something in a query.
        frame: format!("{FRAME}?host={origin}"),
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// What can be told from the request alone.
pub(super) fn check(role: Role, candidates: &[CandidateId], seconds: u64) -> Result<(), ApiError> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, message: String| {
        problems.push(FieldProblem {
            field: FieldId::new(field),
            message,
        });
    };
    if role == Role::Admin {
        let message = "Nobody who comes in by another system is an admin: recruiter or viewer.";
        wrong("role", message.to_owned());
    }
    if !(1..=MOST_EMBEDDED).contains(&candidates.len()) {
        let message = format!("Name the candidates, 1 to {MOST_EMBEDDED} of them.");
        wrong("candidates", message);
    }
    let mut ids = candidates.iter().map(CandidateId::as_str);
    if ids.any(|id| CandidateId::parse(id).is_none()) {
        let message = "An id of a candidate has 1 to 64 letters, digits, _ and -.";
        wrong("candidates", message.to_owned());
    }
    if !(SHORTEST_EMBED_SECONDS..=LONGEST_EMBED_SECONDS).contains(&seconds) {
        let message = format!("From {SHORTEST_EMBED_SECONDS} to {LONGEST_EMBED_SECONDS} seconds.");
        wrong("seconds", message);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(nobody_let_in(ApiError::invalid(problems))),
    }
}

pub(super) fn nobody_let_in(error: ApiError) -> ApiError {
    error.with_detail("Nobody was let in: see what is wrong at each field.")
}

async fn end(
    State(app): State<App>,
    server: AtsServer,
    PathId(id): PathId,
) -> Result<StatusCode, ApiError> {
    end_of(&app, &server, &id, true).await
}

/// Ends what a server has begun in the name of a recruiter: on a page, or for itself.
pub(super) async fn end_of(
    app: &App,
    server: &AtsServer,
    id: &str,
    is_on_a_page: bool,
) -> Result<StatusCode, ApiError> {
    let id = EmbedId::parse(id).ok_or_else(ApiError::not_found)?;
    let ended = app.ledger().end_embed(&server.account, &id, is_on_a_page);
    match ended.await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::not_found()),
    }
}

async fn open(
    State(app): State<App>,
    JsonBody(EmbedToken { token, origin }): JsonBody<EmbedToken>,
) -> Result<Json<EmbedOpened>, ApiError> {
    let ticket = hash_of(&token).ok_or_else(ended)?;
    let origin = embedding::origin(&origin).ok_or_else(ended)?;
    let secret = Token::fresh()?;
    let opened = app.ledger().open_embed(&ticket, &origin, &secret.hash);
    let record = opened.await?.ok_or_else(ended)?;
    let (seconds, candidates) = (record.left.as_secs(), record.candidates.clone());
    let who = let_in(record, secret.hash.clone());
    tracing::info!(recruiter = who.id(), "a recruiter came in");
    Ok(Json(EmbedOpened {
        secret: secret.expose().to_owned(),
        seconds,
        candidates,
        session: shown(&app, &who).await?,
    }))
}

fn not_an_origin() -> ApiError {
    wrong_at(
        "origin",
        "This is no origin of a page, like https://ats.example.",
    )
    .with_detail("Nobody was let in.")
}

fn not_allowed() -> ApiError {
    let problem = "No admin has allowed this page to show the form: Settings → Embedding.";
    wrong_at("origin", problem).with_detail("Nobody was let in.")
}

pub(super) fn unknown_candidate(id: &CandidateId) -> ApiError {
    let problem = format!(
        "{} is not known here: bring the candidate first, with PUT /api/candidates/{}.",
        id.as_str(),
        id.as_str()
    );
    wrong_at("candidates", &problem).with_detail("Nobody was let in.")
}
