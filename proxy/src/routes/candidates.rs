//! `/api/candidates`: the list, one profile, its stage, its form, and sending it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use handoff::interface::{
    CandidatePage, CandidateProfile, CandidateSearch, CandidateSummary, Happened, HistoryEntry,
    NewSend, SendKind, SendSummary, StageChange,
};
use handoff::{Candidate, CandidateId, Form, check, plan};

use super::drafts::nothing_unseen;
use super::{IdempotencyKey, idempotent, send_summary};
use crate::access::Access::{Sending, SendingOrFramed};
use crate::access::Routes;
use crate::account::{AccountId, SignedIn};
use crate::app::App;
use crate::company::choices_made;
use crate::forms::{Chosen, composed, composed_with, connected, extras, sent_name};
use crate::ledger::{Begun, LedgerError, NewIntent, NewRemembered, SendId};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Sending,
            "/candidates/search",
            "A page of candidates: stage, words, order, cursor",
            search,
        )
        .get(
            SendingOrFramed,
            "/candidates/{id}",
            "One candidate, the newest send, and what happened so far",
            profile,
        )
        .put(
            Sending,
            "/candidates/{id}/stage",
            "Move a candidate to another stage",
            set_stage,
        )
        .get(
            SendingOrFramed,
            "/candidates/{id}/form",
            "The form, composed of the company's fields and prefilled",
            form,
        )
        .patient()
        .post(
            SendingOrFramed,
            "/candidates/{id}/sends",
            "Send a candidate to BambooHR",
            begin,
        )
        .patient()
        .giving(StatusCode::ACCEPTED, openapi::json::<SendSummary>())
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<CandidateSearch>,
) -> Result<Json<CandidatePage>, ApiError> {
    let page = app
        .ledger()
        .search(&who.account, &who.sight, &search)
        .await?;
    let connected = app.connections().of(&who.account).await?;
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
            send: send.map(|send| send_summary(&connected, &send)),
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
    let stands = match &send {
        Some(send) => how_it_stands(&app, &who, &send.id).await?,
        None => String::new(),
    };
    let connected = app.connections().of(&who.account).await?;
    let recorded = app.ledger().history(&who.account, &candidate.id).await?;
    let mut history = send::history(recorded);
    history.extend(candidate.applied_on.clone().map(|day| HistoryEntry {
        at: day,
        who: None,
        reason: None,
        what: Happened::Applied,
    }));
    Ok(Json(CandidateProfile {
        candidate,
        send: send.map(|send| send_summary(&connected, &send)),
        stands,
        history,
    }))
}

async fn how_it_stands(app: &App, who: &SignedIn, send: &SendId) -> Result<String, LedgerError> {
    let upstream = app.upstream(&who.account).await?;
    let record = app.ledger().send(&who.account, send).await?;
    Ok(record.map_or_else(String::new, |record| send::stands(&record, &upstream)))
}

async fn set_stage(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(change): JsonBody<StageChange>,
) -> Result<Json<CandidateProfile>, ApiError> {
    let candidate_id = candidate(&app, &who, &id).await?.id;
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
    if let Some(send) = app
        .ledger()
        .newest_send(&who.account, &candidate.id)
        .await?
        && !send.state.allows_another()
    {
        return Err(already_sent(send.id.as_str()));
    }
    Ok(Json(composed(&app, &who, &candidate).await?.form))
}

async fn begin(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<NewSend>,
) -> Result<Response, ApiError> {
    let candidate = candidate(&app, &who, &id).await;
    let candidate = candidate.map_err(ApiError::of_a_send)?;
    let fingerprint = idempotent::fingerprint(&[candidate.id.as_str()], &body)?;
    let _only_one = app
        .keys()
        .hold(&who.account, &key)
        .ok_or_else(idempotent::still_running)?;
    let answered = app.ledger().answered(&who.account, &key, fingerprint);
    if let Some(begun) = answered.await.map_err(ApiError::not_recorded)? {
        return answer(begun);
    }
    let unseen = nothing_unseen(&app, &who, &candidate).await;
    unseen.map_err(ApiError::of_a_send)?;
    let bamboohr = connected(&app, &who).await.map_err(ApiError::of_a_send)?;
    let composed = composed_with(&app, &who, &bamboohr, &candidate, Some(&body.submission)).await;
    let composed = composed.map_err(ApiError::of_a_send)?;
    let checked = check(&composed.form, &body.submission).map_err(ApiError::invalid)?;
    let remembered = choices_made(&composed.form, &body.submission);
    let chosen = Chosen {
        documents: body.documents,
        photo: body.photo,
        crop: body.crop,
    };
    let extras = extras(&app, &who, &composed.form, chosen).await;
    let extras = extras.map_err(ApiError::of_a_send)?;
    let plan = plan(checked, &composed.catalogue, &extras);
    let intent = NewIntent {
        name: sent_name(&plan, &candidate),
        candidate: candidate.id,
        kind: SendKind::Create,
        employee: None,
        company: composed.company,
        plan,
        who: who.user,
        key,
        fingerprint,
    };
    let user = intent.who.clone();
    let account = who.account.clone();
    let begun = app.sender().accept(who.account, intent).await;
    let begun = begun.map_err(ApiError::not_recorded)?;
    if let Begun::New { .. } = begun {
        remember(&app, &account, &user, &remembered).await;
    }
    answer(begun)
}

/// What was chosen is remembered. The send is accepted already: it must not be called anything else when this fails.
pub(crate) async fn remember(
    app: &App,
    account: &AccountId,
    user: &str,
    remembered: &[NewRemembered],
) {
    let kept = app.ledger().remember(account, user, remembered).await;
    kept.unwrap_or_else(|error| tracing::warn!(%error, "a choice is not remembered"));
}

pub(super) fn answer(begun: Begun) -> Result<Response, ApiError> {
    match begun {
        Begun::New { send, response } | Begun::Repeated { send, response } => {
            idempotent::accepted(&format!("/api/sends/{}", send.as_str()), response)
        }
        Begun::KeyReused => Err(idempotent::reused()),
        Begun::AlreadySent(send) => Err(already_sent(send.as_str())),
    }
}

/// The candidate of this id, if there is one that this person sees.
pub(super) async fn candidate(app: &App, who: &SignedIn, id: &str) -> Result<Candidate, ApiError> {
    let id = CandidateId::parse(id).ok_or_else(ApiError::not_found)?;
    let found = in_sight(app, who, &id).await?;
    found.ok_or_else(ApiError::not_found)
}

/// The same when it is no failure that there is none.
pub(super) async fn in_sight(
    app: &App,
    who: &SignedIn,
    id: &CandidateId,
) -> Result<Option<Candidate>, LedgerError> {
    let ledger = app.ledger();
    match ledger.is_in_sight(&who.account, &who.sight, id).await? {
        true => ledger.candidate(&who.account, id).await,
        false => Ok(None),
    }
}

fn already_sent(send: &str) -> ApiError {
    let detail = "This candidate has already been sent to BambooHR, or is being sent. Open that send to see how it stands.";
    ApiError::new(StatusCode::CONFLICT, "already-sent", "Already sent", detail).with_send(send)
}
