//! `/api/batches`: many candidates at once. One bad candidate stops nobody.

mod checklist;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use handoff::interface::{
    AcceptedBatch, BatchEntry, BatchSend, BatchView, LARGEST_BATCH, NewBatch, PauseChange,
    SendState,
};
use handoff::{Candidate, check, overlay, plan};

use self::checklist::held_back;
use super::candidates::in_sight;
use super::live::{self, LastEventId, Look, Picture};
use super::{IdempotencyKey, idempotent};
use crate::access::Access::Sending;
use crate::access::Routes;
use crate::account::{AccountId, Sight, SignedIn};
use crate::app::App;
use crate::connection::BambooHr;
use crate::connections::Connected;
use crate::forms::{Chosen, Composed, composed_with, connected, extras, sent_name};
use crate::ledger::{
    BatchBegun, BatchId, BatchRecord, LedgerError, LineSend, NewBatchRecord, NewLine, Obstacle,
    Pace, SendId,
};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send::{STOPPED, employee_link, name_or_removed};

/// What each event of the stream is called.
const EVENT: &str = "batch";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Sending,
            "/batches",
            "Send many; those who cannot be sent are lines that say why",
            begin,
        )
        .patient()
        .giving(StatusCode::ACCEPTED, openapi::json::<AcceptedBatch>())
        .post(
            Sending,
            "/batches/check",
            "What is missing for each of many",
            checklist::checklist,
        )
        .patient()
        .get(Sending, "/batches/{id}", "How a batch stands", show)
        .put(
            Sending,
            "/batches/{id}/paused",
            "Pause a batch, or let it go on",
            pause,
        )
        .get(
            Sending,
            "/batches/{id}/events",
            "How a batch stands, live",
            events,
        )
        .giving(StatusCode::OK, openapi::events::<BatchView>(EVENT))
}

async fn begin(
    State(app): State<App>,
    who: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<NewBatch>,
) -> Result<Response, ApiError> {
    not_too_many(body.candidates.len())?;
    let fingerprint = idempotent::fingerprint(&["batch"], &body)?;
    let _only_one = app
        .keys()
        .hold(&who.account, &key)
        .ok_or_else(idempotent::still_running)?;
    let answered = app.ledger().begun_batch(&who.account, &key, fingerprint);
    if let Some(begun) = answered.await.map_err(ApiError::not_recorded)? {
        return answer(&app, &who.account, begun).await;
    }
    // One for all of them, whatever an admin does meanwhile.
    let bamboohr = connected(&app, &who).await.map_err(ApiError::of_a_send)?;
    let mut lines: Vec<NewLine> = Vec::with_capacity(body.candidates.len());
    for entry in &body.candidates {
        if lines.iter().any(|line| line.candidate == entry.id) {
            continue;
        }
        let candidate = in_sight(&app, &who, &entry.id).await;
        if let Some(candidate) = candidate.map_err(ApiError::not_recorded)? {
            let line = line(&app, &who, &bamboohr, candidate, entry).await;
            lines.push(line.map_err(ApiError::of_a_send)?);
        }
    }
    if lines.is_empty() {
        return Err(nobody());
    }
    let batch = NewBatchRecord {
        who: who.user,
        key,
        fingerprint,
        company: bamboohr.company().to_owned(),
        lines,
    };
    let begun = app.sender().accept_batch(who.account.clone(), batch).await;
    answer(&app, &who.account, begun.map_err(ApiError::not_recorded)?).await
}

/// What was accepted and nothing that changes later: the same key gets the same bytes.
async fn answer(app: &App, account: &AccountId, begun: BatchBegun) -> Result<Response, ApiError> {
    match begun {
        BatchBegun::New(id) | BatchBegun::Repeated(id) => {
            // It was accepted, and must not be called anything else.
            let batch = app.ledger().batch(account, &id).await;
            let batch = batch.map_err(|error| LedgerError::InDoubt(Box::new(error)))?;
            let lines = batch.ok_or_else(ApiError::not_found)?.lines.into_iter();
            let accepted = lines.filter(|line| line.send.is_some());
            let accepted = AcceptedBatch {
                id: id.as_str().to_owned(),
                accepted: accepted.map(|line| line.candidate).collect(),
            };
            let body = serde_json::to_string(&accepted).map_err(ApiError::internal)?;
            idempotent::accepted(&format!("/api/batches/{}", id.as_str()), body)
        }
        BatchBegun::KeyReused => Err(idempotent::reused()),
    }
}

async fn line(
    app: &App,
    who: &SignedIn,
    bamboohr: &BambooHr,
    candidate: Candidate,
    entry: &BatchEntry,
) -> Result<NewLine, ApiError> {
    let held_back = held_back(app, who, &candidate).await?;
    let composed = composed_with(app, who, bamboohr, &candidate, Some(&entry.submission)).await;
    let obstacle = |problem: String| Obstacle {
        problem,
        fields: Vec::new(),
    };
    let intent = match (composed, held_back) {
        (Ok(_), Some(why)) => Err(obstacle(why)),
        (
            Ok(Composed {
                form, catalogue, ..
            }),
            None,
        ) => match check(&form, &overlay(&form, &entry.submission)) {
            Ok(checked) => {
                let extras = extras(app, who, &form, Chosen::everything(&form)).await?;
                Ok(plan(checked, &catalogue, &extras))
            }
            Err(fields) => Err(Obstacle {
                problem: "Some entries are missing or need correction.".to_owned(),
                fields,
            }),
        },
        (Err(error), _) if error.is_unavailable() => return Err(error),
        (Err(error), _) => Err(obstacle(error.detail().to_owned())),
    };
    Ok(NewLine {
        name: intent.as_ref().map_or_else(
            |_| candidate.display_name(),
            |plan| sent_name(plan, &candidate),
        ),
        candidate: candidate.id,
        intent,
    })
}

async fn show(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<BatchView>, ApiError> {
    let id = batch(&app, &who, &id).await?;
    let viewed = viewed(&app, &who.account, &id).await?;
    let (_, view) = viewed.ok_or_else(ApiError::not_found)?;
    Ok(Json(view))
}

async fn pause(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(change): JsonBody<PauseChange>,
) -> Result<Json<BatchView>, ApiError> {
    let batch = batch(&app, &who, &id).await?;
    if !app
        .ledger()
        .set_paused(&who.account, &batch, &who.user, change.paused)
        .await?
    {
        return Err(ApiError::not_found());
    }
    app.sender().wake();
    show(State(app), who, PathId(id)).await
}

async fn events(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    seen: LastEventId,
) -> Result<Response, ApiError> {
    let batch = batch(&app, &who, &id).await?;
    let look = LookAtBatch {
        app: app.clone(),
        account: who.account.clone(),
        batch,
    };
    live::follow(EVENT, seen, &app, who, look).await
}

/// The batch of this id, if there is one that this person sees: whoever began it, and admins.
async fn batch(app: &App, who: &SignedIn, id: &str) -> Result<BatchId, ApiError> {
    let id = BatchId::parse(id).ok_or_else(ApiError::not_found)?;
    let found = app.ledger().batch(&who.account, &id).await?;
    let is_seen = |batch: &BatchRecord| who.sight == Sight::Everybody || batch.who == who.user;
    match found.is_some_and(|batch| is_seen(&batch)) {
        true => Ok(id),
        false => Err(ApiError::not_found()),
    }
}

struct LookAtBatch {
    app: App,
    account: AccountId,
    batch: BatchId,
}

impl Look for LookAtBatch {
    /// Which sends are in the batch is known only by looking.
    fn concerns(&self, _: &SendId) -> bool {
        true
    }

    async fn look(&self) -> Result<Option<Picture>, LedgerError> {
        let Some((version, shown)) = viewed(&self.app, &self.account, &self.batch).await? else {
            return Ok(None);
        };
        let essence = BatchView {
            estimated_seconds: None,
            ..shown.clone()
        };
        let goes_on = |send: &BatchSend| {
            send.state
                .is_some_and(|state| state.is_running() || state.needs_person())
        };
        let is_final = !shown.sends.iter().any(goes_on);
        Picture::new(version, &shown, &essence, is_final).map(Some)
    }
}

async fn viewed(
    app: &App,
    account: &AccountId,
    id: &BatchId,
) -> Result<Option<(i64, BatchView)>, LedgerError> {
    let Some(batch) = app.ledger().batch(account, id).await? else {
        return Ok(None);
    };
    let upstream = app.upstream(account).await?;
    let waits = match (&upstream.stopped, upstream.holds_for) {
        (Some(problem), _) => Some(format!("{} {}", problem.title, problem.advice)),
        (None, Some(_)) => Some("BambooHR asks us to wait.".to_owned()),
        (None, None) if upstream.is_out_of_reach() => {
            Some("BambooHR cannot be reached at the moment. This goes on by itself.".to_owned())
        }
        (None, None) => None,
    };
    let connected = app.connections().of(account).await?;
    Ok(Some((batch.version, view(&connected, batch, waits))))
}

fn view(connected: &Connected, batch: BatchRecord, waits: Option<String>) -> BatchView {
    let estimated_seconds = estimate(&batch.pace).filter(|_| waits.is_none() && !batch.paused);
    let sends = batch.lines.into_iter().map(|line| {
        let send = line.send;
        BatchSend {
            candidate: line.candidate,
            name: name_or_removed(line.name),
            state: send.as_ref().map(|send| send.state),
            employee: send
                .as_ref()
                .and_then(|send| Some((send.employee.as_deref()?, send.company.as_str())))
                .map(|(employee, company)| employee_link(employee, company, connected)),
            problem: send.as_ref().and_then(what_is_wrong).or(line.problem),
            send: send.map(|send| send.id.as_str().to_owned()),
            fields: line.fields,
        }
    });
    BatchView {
        id: batch.id.as_str().to_owned(),
        who: batch.who,
        at: batch.at,
        paused: batch.paused,
        waits,
        estimated_seconds,
        sends: sends.collect(),
    }
}

/// In one line. What was not sent for no reason of its own was stopped.
fn what_is_wrong(send: &LineSend) -> Option<String> {
    let stopped = (send.state == SendState::NotSent).then(|| STOPPED.to_owned());
    send.problem.clone().or(stopped)
}

/// Seconds until everything has ended, at the pace so far. Two ends make a pace.
fn estimate(pace: &Pace) -> Option<u64> {
    let intervals = u32::try_from(pace.ended.checked_sub(1)?).ok()?;
    let each = pace.over.checked_div(intervals)?;
    let rest = each.checked_mul(u32::try_from(pace.running).ok()?)?;
    let rest = rest.saturating_sub(pace.since_last.unwrap_or_default().min(each));
    (pace.running > 0).then(|| rest.as_secs() + 1)
}

fn not_too_many(candidates: usize) -> Result<(), ApiError> {
    if candidates <= LARGEST_BATCH {
        return Ok(());
    }
    let detail = format!("Choose at most {LARGEST_BATCH} candidates at once. Nothing was sent.");
    Err(ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "too-many",
        "Too many candidates",
        detail,
    ))
}

fn nobody() -> ApiError {
    let detail = "Choose at least one candidate. Nothing was sent.";
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    ApiError::new(status, "nobody-chosen", "Nobody chosen", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_time_that_is_left_comes_from_the_pace_so_far() {
        let seconds = Duration::from_secs;
        let pace = Pace {
            running: 6,
            ended: 4,
            over: seconds(30),
            since_last: Some(seconds(4)),
        };
        assert_eq!(estimate(&pace), Some(57), "six of ten seconds, less four");
        let late = Pace {
            since_last: Some(seconds(99)),
            ..pace
        };
        assert_eq!(
            estimate(&late),
            Some(51),
            "never more than one is taken off"
        );
        for nobody_knows in [
            Pace { ended: 1, ..pace },
            Pace { ended: 0, ..pace },
            Pace { running: 0, ..pace },
        ] {
            assert_eq!(estimate(&nobody_knows), None, "{nobody_knows:?}");
        }
    }
}
