//! `/api/candidates`: the list, one profile, its stage, its form, and sending it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use handoff::interface::{
    CandidatePage, CandidateProfile, CandidateSearch, CandidateSummary, Happened, HistoryEntry,
    NewSend, SendKind, StageChange,
};
use handoff::{Candidate, CandidateId, Form, Setup, Stage, check, compose, plan};
use sha2::{Digest, Sha256};

use super::send_summary;
use crate::account::SignedIn;
use crate::app::App;
use crate::ledger::{Begun, NewIntent};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/candidates/search", post(search))
        .route("/candidates/{id}", get(profile))
        .route("/candidates/{id}/stage", put(set_stage))
        .route("/candidates/{id}/form", get(form))
        .route("/candidates/{id}/sends", post(send))
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<CandidateSearch>,
) -> Result<Json<CandidatePage>, ApiError> {
    let page = app.ledger().search(&who.account, &search).await?;
    let rows = page
        .rows
        .into_iter()
        .map(|(candidate, send)| CandidateSummary {
            name: candidate.display_name(),
            id: candidate.id,
            job_title: candidate.job.title,
            department: candidate.job.department,
            location: candidate.job.location,
            stage: candidate.stage,
            send: send.map(|send| send_summary(&app, send)),
        });
    Ok(Json(CandidatePage {
        candidates: rows.collect(),
        total: page.total,
        next: page.next,
    }))
}

async fn profile(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<CandidateProfile>, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    let send = app
        .ledger()
        .newest_send(&who.account, &candidate.id)
        .await?;
    let mut history = app.ledger().history(&who.account, &candidate.id).await?;
    history.extend(candidate.applied_on.clone().map(|day| HistoryEntry {
        at: day,
        who: None,
        what: Happened::Applied,
    }));
    Ok(Json(CandidateProfile {
        candidate,
        send: send.map(|send| send_summary(&app, send)),
        history,
    }))
}

async fn set_stage(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(change): JsonBody<StageChange>,
) -> Result<Json<CandidateProfile>, ApiError> {
    let candidate_id = CandidateId::parse(&id).ok_or_else(ApiError::not_found)?;
    if !app
        .ledger()
        .set_stage(&who.account, &candidate_id, &who.user, change.stage)
        .await?
    {
        return Err(ApiError::not_found());
    }
    profile(State(app), who, PathId(id)).await
}

async fn form(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<Form>, ApiError> {
    let candidate = candidate(&app, &who, &id).await?;
    if let Some((send, state, _)) = app
        .ledger()
        .newest_send(&who.account, &candidate.id)
        .await?
        && !state.allows_another()
    {
        return Err(already_sent(send.as_str()));
    }
    Ok(Json(composed(&app, &candidate).await?))
}

async fn send(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    headers: HeaderMap,
    JsonBody(body): JsonBody<NewSend>,
) -> Result<Response, ApiError> {
    let key = idempotency_key(&headers)?;
    let candidate = candidate(&app, &who, &id).await?;
    let fingerprint = fingerprint(&candidate.id, &body)?;
    let _only_one = app
        .keys()
        .hold(&who.account, key)
        .ok_or_else(still_running)?;
    let answered = app.ledger().answered(&who.account, key, fingerprint);
    if let Some(begun) = answered.await.map_err(ApiError::not_recorded)? {
        return answer(begun);
    }
    let form = composed(&app, &candidate).await?;
    let checked = check(&form, &body.submission).map_err(ApiError::invalid)?;
    let plan = plan(checked);
    let intent = NewIntent {
        name: candidate.display_name(),
        candidate: candidate.id,
        kind: SendKind::Create,
        employee: None,
        plan,
        who: who.user,
        key: key.to_owned(),
        fingerprint,
    };
    let begun = app.sender().accept(who.account, intent).await;
    answer(begun.map_err(ApiError::not_recorded)?)
}

fn answer(begun: Begun) -> Result<Response, ApiError> {
    match begun {
        Begun::New { send, response } | Begun::Repeated { send, response } => {
            accepted(send.as_str(), response)
        }
        Begun::KeyReused => {
            let detail =
                "This Idempotency-Key was used for another request. Use a new key for new content.";
            Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "Key used before",
                detail,
            ))
        }
        Begun::AlreadySent(send) => Err(already_sent(send.as_str())),
    }
}

fn accepted(send: &str, body: String) -> Result<Response, ApiError> {
    let location =
        HeaderValue::from_str(&format!("/api/sends/{send}")).map_err(ApiError::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::LOCATION, location),
    ];
    Ok((StatusCode::ACCEPTED, headers, body).into_response())
}

/// 1 to 255 visible ASCII characters, as in draft 07 of the IETF's `Idempotency-Key`.
fn idempotency_key(headers: &HeaderMap) -> Result<&str, ApiError> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|key| key.to_str().ok())
        .unwrap_or_default();
    if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key);
    }
    let detail = "Send an Idempotency-Key header with a value of your own for each send, for example a UUID, and \
                  repeat it when you repeat the request.";
    Err(ApiError::new(
        StatusCode::BAD_REQUEST,
        "idempotency-key-missing",
        "Idempotency-Key missing",
        detail,
    ))
}

/// What was asked, whatever the white space and the order of its JSON.
fn fingerprint(candidate: &CandidateId, body: &NewSend) -> Result<[u8; 32], ApiError> {
    let body = serde_json::to_vec(body).map_err(ApiError::internal)?;
    let mut hash = Sha256::new();
    hash.update(candidate.as_str());
    hash.update([0]);
    hash.update(body);
    Ok(hash.finalize().into())
}

async fn candidate(app: &App, who: &SignedIn, id: &str) -> Result<Candidate, ApiError> {
    let id = CandidateId::parse(id).ok_or_else(ApiError::not_found)?;
    app.ledger()
        .candidate(&who.account, &id)
        .await?
        .ok_or_else(ApiError::not_found)
}

async fn composed(app: &App, candidate: &Candidate) -> Result<Form, ApiError> {
    if candidate.stage != Stage::Hired {
        let detail =
            "Only candidates in the stage Hired can be sent to BambooHR. Nothing was sent.";
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "not-hired",
            "Not hired yet",
            detail,
        ));
    }
    let unavailable = |reason: String| {
        let detail = format!("{reason} Nothing was sent.");
        ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "bamboohr-unavailable",
            "BambooHR is not available",
            detail,
        )
    };
    let not_connected =
        || unavailable("BambooHR is not connected yet. Ask an admin to connect it.".to_owned());
    let catalogue = app
        .bamboohr()
        .ok_or_else(not_connected)?
        .catalogue()
        .await
        .map_err(unavailable)?;
    Ok(compose(candidate, &catalogue, &Setup::typical_hire()))
}

fn already_sent(send: &str) -> ApiError {
    let detail = "This candidate has already been sent to BambooHR, or is being sent. Open that send to see how it stands.";
    ApiError::new(StatusCode::CONFLICT, "already-sent", "Already sent", detail).with_send(send)
}

fn still_running() -> ApiError {
    let detail = "The same request is being worked on at this moment. Wait for its answer.";
    ApiError::new(
        StatusCode::CONFLICT,
        "still-running",
        "Already being worked on",
        detail,
    )
}
