//! What the form asks for while it is filled in: states, colleagues, a new option, and the draft that the proxy keeps.

use gloo_net::http::Method;
use handoff::interface::{
    ColleagueSearch, ColleaguesFound, DraftChange, DraftRemoval, DraftView, NewOption, StatesWanted,
};
use handoff::{CandidateId, Choice, FormField};

use super::{ApiError, get, request, send_json, success};
use crate::host;

/// The states of a country, which is given as BambooHR spells it.
pub async fn states_of(country: &str) -> Result<Vec<Choice>, ApiError> {
    let country = country.to_owned();
    let wanted = StatesWanted { country };
    send_json(Method::POST, "/api/places/states", &wanted).await
}

/// People of the company whom these words name.
pub async fn search_colleagues(text: String) -> Result<ColleaguesFound, ApiError> {
    let search = ColleagueSearch { text };
    send_json(Method::POST, "/api/employees/search", &search).await
}

/// Adds an option to a field's list in BambooHR; the field as it is then.
pub async fn add_option(candidate: &CandidateId, new: &NewOption) -> Result<FormField, ApiError> {
    let path = format!("/api/candidates/{}/options", candidate.as_str());
    send_json(Method::POST, &path, new).await
}

/// What `<img>` shows of the candidate's photo.
pub async fn photo(candidate: &CandidateId) -> String {
    host::picture(&format!("/api/candidates/{}/photo", candidate.as_str())).await
}

/// The draft that the proxy keeps; `None` when there is none.
pub async fn draft(candidate: &CandidateId) -> Result<Option<DraftView>, ApiError> {
    match get(&draft_path(candidate)).await {
        Ok(view) => Ok(Some(view)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Has the proxy keep a draft.
pub async fn keep_draft(
    candidate: &CandidateId,
    change: &DraftChange,
) -> Result<DraftView, ApiError> {
    send_json(Method::PUT, &draft_path(candidate), change).await
}

/// Has the proxy forget the draft of this version.
pub async fn drop_draft(candidate: &CandidateId, version: u64) -> Result<(), ApiError> {
    let request = request(Method::DELETE, &draft_path(candidate));
    let seen = request.json(&DraftRemoval { version });
    success(seen).await.map(|_| ())
}

fn draft_path(candidate: &CandidateId) -> String {
    format!("/api/candidates/{}/draft", candidate.as_str())
}
