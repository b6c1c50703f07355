//! `/api/candidates`: the list, one profile, its stage, its form, and sending it.

mod looked;

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use handoff::interface::{
    CandidatePage, CandidateProfile, CandidateSearch, CandidateSummary, Happened, HistoryEntry,
    NewSend, SendKind, SendSummary, StageChange,
};
use handoff::{Candidate, CandidateId, Form};

pub(super) use looked::{Ready, look};

use super::{IdempotencyKey, idempotent, send_summary};
use crate::access::Access::{Sending, SendingOrFramed};
use crate::access::Routes;
use crate::account::{AccountId, SignedIn};
use crate::app::App;
use crate::forms::{composed, sent_name};
use crate::ledger::{Begun, LedgerError, NewIntent, NewRemembered, SendId};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send;

/// How long the candidate's source has to say how they are now, for a page and for the form.
const AT_A_GLANCE: Duration = Duration::from_secs(3);
const FOR_THE_FORM: Duration = Duration::from_secs(8);

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
        .patient()
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
    let now = app.sources().now(&who.account, &candidate.id, AT_A_GLANCE);
    let candidate = now.await?.map_or(candidate, |now| now.candidate);
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
    let sources = app.sources();
    history = sources
        .with_what_was_told(&who.account, &candidate.id, history)
        .await?;
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
    Ok(Json(form_now(&app, &who, &id).await?))
}

/// The form of this candidate, made of what the candidate's source says now.
pub(super) async fn form_now(app: &App, who: &SignedIn, id: &str) -> Result<Form, ApiError> {
    let candidate = askable(app, who, id).await?;
    let now = app.sources().now(&who.account, &candidate.id, FOR_THE_FORM);
    let now = now.await?.ok_or_else(ApiError::not_found)?;
    let mut form = composed(app, who, &now.candidate).await?.form;
    form.notices.splice(0..0, now.notices);
    Ok(form)
}

/// The candidate of this id, if nobody was made of them or is being made.
pub(super) async fn askable(app: &App, who: &SignedIn, id: &str) -> Result<Candidate, ApiError> {
    let candidate = candidate(app, who, id).await?;
    let newest = app.ledger().newest_send(&who.account, &candidate.id);
    match newest.await? {
        Some(send) if !send.state.allows_another() => Err(already_sent(send.id.as_str())),
        _ => Ok(candidate),
    }
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
    let looked = look(&app, &who, &candidate, body).await;
    let looked = looked.map_err(ApiError::of_a_send)?;
    let Ready {
        plan,
        company,
        remembered,
    } = looked.outcome.map_err(ApiError::invalid)?;
    let intent = NewIntent {
        name: sent_name(&plan, &candidate),
        candidate: candidate.id,
        kind: SendKind::Create,
        employee: None,
        company,
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

pub(crate) fn already_sent(send: &str) -> ApiError {
    let detail = "This candidate has already been sent to BambooHR, or is being sent. Open that send to see how it stands.";
    ApiError::new(StatusCode::CONFLICT, "already-sent", "Already sent", detail).with_send(send)
}
