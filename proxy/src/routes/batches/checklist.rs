//! `POST /api/batches/check`: before many are sent, what is missing of each, or why one cannot be sent at all.

use axum::Json;
use axum::extract::State;
use handoff::interface::{BatchCandidate, BatchCheck, BatchChecklist, LogOutcome};
use handoff::{Candidate, Submission, batch_missing, batch_obstacle};

use super::super::candidates::in_sight;
use super::not_too_many;
use crate::account::SignedIn;
use crate::app::App;
use crate::forms::composed;
use crate::ledger::LedgerError;
use crate::problem::ApiError;
use crate::request::JsonBody;

pub(super) async fn checklist(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(asked): JsonBody<BatchCheck>,
) -> Result<Json<BatchChecklist>, ApiError> {
    not_too_many(asked.candidates.len())?;
    let mut candidates = Vec::with_capacity(asked.candidates.len());
    for id in &asked.candidates {
        if let Some(candidate) = in_sight(&app, &who, id).await? {
            candidates.push(missing(&app, &who, candidate).await?);
        }
    }
    Ok(Json(BatchChecklist { candidates }))
}

async fn missing(
    app: &App,
    who: &SignedIn,
    candidate: Candidate,
) -> Result<BatchCandidate, ApiError> {
    let newest = app
        .ledger()
        .newest_send(&who.account, &candidate.id)
        .await?;
    let standing = newest.filter(|send| !send.state.allows_another());
    let (obstacle, missing) = if let Some(send) = &standing {
        let words = match LogOutcome::of(send.state) {
            LogOutcome::NeedsPerson => "Was sent before and waits for a decision.",
            LogOutcome::Running => "Is being sent already.",
            LogOutcome::Done | LogOutcome::NotSent => "Was sent before.",
        };
        (Some(words.to_owned()), Vec::new())
    } else {
        match composed(app, who, &candidate).await {
            Ok(composed) => {
                let nothing = Submission::default();
                let obstacle = held_back(app, who, &candidate).await?;
                match obstacle.or_else(|| batch_obstacle(&composed.form, &nothing)) {
                    Some(obstacle) => (Some(obstacle), Vec::new()),
                    None => (None, batch_missing(&composed.form, &nothing)),
                }
            }
            // The same for everybody: no connection, or BambooHR is out of reach.
            Err(error) if error.is_unavailable() => return Err(error),
            Err(error) => (Some(error.detail().to_owned()), Vec::new()),
        }
    };
    Ok(BatchCandidate {
        name: candidate.display_name(),
        id: candidate.id,
        job_title: candidate.job.title,
        obstacle,
        send: standing.map(|send| send.id.as_str().to_owned()),
        missing,
    })
}

/// Why somebody is not sent from a list whom the form alone would let go.
pub(super) async fn held_back(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<String>, LedgerError> {
    match begun_form(app, who, candidate).await? {
        Some(begun) => Ok(Some(begun)),
        None => late_file(app, who, candidate).await,
    }
}

/// What was typed there would be left out.
async fn begun_form(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<String>, LedgerError> {
    let draft = app.ledger().draft(&who.account, &candidate.id).await?;
    Ok(draft.map(|draft| {
        format!(
            "{} has begun the form and not sent it. Open it and send it from there, or start it over.",
            draft.who
        )
    }))
}

/// Nobody reads from a list that a document is not there yet, and it would not follow.
async fn late_file(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
) -> Result<Option<String>, LedgerError> {
    let from = app
        .ledger()
        .from_pinpoint(&who.account, &candidate.id)
        .await?;
    Ok(from.filter(|from| from.is_late).map(|_| {
        "A file has not come from Pinpoint yet. Wait until it is here, or open the form and send it from there without the file."
            .to_owned()
    }))
}
