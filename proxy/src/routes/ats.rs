//! `PUT /api/candidates/{id}` and their documents: the server of an applicant tracking system brings them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handoff::interface::{BroughtAs, CandidateBrought, DocumentBrought, LARGEST_DOCUMENT, Scope};
use handoff::{Candidate, CandidateId, FieldId, FieldProblem};
use serde_json::{Map, Value};

use crate::access::Access::Server;
use crate::access::Routes;
use crate::app::App;
use crate::ats::AtsServer;
use crate::forms::PHOTO;
use crate::ledger::{Brought, Kept, NewFile};
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::uploads::Turn;

/// A document as base64, with its names around it.
const LARGEST_BODY: usize = LARGEST_DOCUMENT / 3 * 4 + 64 * 1024;
/// Longest file name: more than any file system takes.
const LONGEST_NAME: usize = 255;
const LONGEST_MEDIA_TYPE: usize = 100;
/// The kind of file that is the candidate's photo.
const PHOTO_KIND: &str = "photo";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .put(
            Server(Scope::Candidates),
            "/candidates/{id}",
            "A server brings a candidate; a field that is not known here refuses it",
            bring,
        )
        .reading::<Candidate>()
        .delete(
            Server(Scope::Candidates),
            "/candidates/{id}",
            "A server takes a candidate away, unless something of theirs is under way",
            take_away,
        )
        .put(
            Server(Scope::Candidates),
            "/candidates/{id}/documents",
            "A server brings a file of a candidate, in place of one with the same name",
            bring_document,
        )
        .taking(LARGEST_BODY)
        .patient()
}

/// 201 when the candidate is new, else 200; the body says which of `new`, `changed` and `same`.
async fn bring(
    State(app): State<App>,
    server: AtsServer,
    PathId(id): PathId,
    JsonBody(given): JsonBody<Map<String, Value>>,
) -> Result<(StatusCode, Json<CandidateBrought>), ApiError> {
    let id = CandidateId::parse(&id).ok_or_else(not_an_id)?;
    let names_documents = given.contains_key("documents");
    let candidate = read(&id, given)?;
    let (ledger, who) = (app.ledger(), server.who());
    let by = server.by(&who);
    let brought = ledger.bring_candidate(&server.account, by, &candidate, names_documents);
    let (status, candidate) = match brought.await? {
        Brought::New => (StatusCode::CREATED, BroughtAs::New),
        Brought::Changed => (StatusCode::OK, BroughtAs::Changed),
        Brought::Same => (StatusCode::OK, BroughtAs::Same),
    };
    tracing::info!(
        candidate = id.as_str(),
        key = server.key.as_str(),
        brought = ?candidate,
        "a candidate was brought"
    );
    Ok((status, Json(CandidateBrought { candidate })))
}

/// The candidate of this id. What is wrong is said with the path of the field, and never with what stands there. A field
/// that nobody knows is wrong too: its value would be lost unseen.
fn read(id: &CandidateId, mut given: Map<String, Value>) -> Result<Candidate, ApiError> {
    let said = given.insert("id".to_owned(), Value::from(id.as_str()));
    if said.is_some_and(|said| said != id.as_str()) {
        return Err(unreadable("id", "It is not the one in the address."));
    }
    let mut unknown = Vec::new();
    let mut path = serde_path_to_error::Track::new();
    let value = Value::Object(given);
    let tracked = serde_path_to_error::Deserializer::new(value, &mut path);
    let candidate =
        serde_ignored::deserialize(tracked, |ignored| unknown.push(ignored.to_string()));
    let candidate: Candidate = candidate.map_err(|_| {
        unreadable(
            &path.path().to_string(),
            "It is missing, or of another kind than expected.",
        )
    })?;
    if unknown.is_empty() {
        return Ok(candidate);
    }
    unknown.sort();
    let at = |path: &String| FieldProblem {
        field: FieldId::new(path),
        message: "There is no such field.".to_owned(),
    };
    Err(not_kept(unknown.iter().map(at).collect()))
}

fn unreadable(path: &str, message: &str) -> ApiError {
    not_kept(vec![FieldProblem {
        field: FieldId::new(path),
        message: message.to_owned(),
    }])
}

fn not_kept(problems: Vec<FieldProblem>) -> ApiError {
    ApiError::invalid(problems)
        .with_detail("The candidate was not stored: see what is wrong at each field.")
}

fn not_an_id() -> ApiError {
    unreadable("id", "It has 1 to 64 letters, digits, _ and -.")
}

async fn bring_document(
    State(app): State<App>,
    server: AtsServer,
    _turn: Turn,
    PathId(id): PathId,
    JsonBody(brought): JsonBody<DocumentBrought>,
) -> Result<StatusCode, ApiError> {
    let id = CandidateId::parse(&id).ok_or_else(ApiError::not_found)?;
    let file = file(brought)?;
    let (ledger, who) = (app.ledger(), server.who());
    let kept = ledger.bring_file(&server.account, server.by(&who), &id, &file);
    kept_or_not(kept.await?)
}

async fn take_away(
    State(app): State<App>,
    server: AtsServer,
    PathId(id): PathId,
) -> Result<StatusCode, ApiError> {
    let id = CandidateId::parse(&id).ok_or_else(ApiError::not_found)?;
    let (ledger, who) = (app.ledger(), server.who());
    let gone = ledger.take_candidate_away(&server.account, server.by(&who), &id);
    kept_or_not(gone.await?)
}

fn kept_or_not(kept: Kept) -> Result<StatusCode, ApiError> {
    match kept {
        Kept::Yes => Ok(StatusCode::NO_CONTENT),
        Kept::NobodyThere => Err(ApiError::not_found()),
        Kept::UnderWay => {
            let detail = "This candidate is being sent, or somebody has to decide about it: what was accepted goes out as it was. \
                          Ask again when that has ended.";
            let (status, title) = (StatusCode::CONFLICT, "Being sent");
            Err(ApiError::new(status, "under-way", title, detail))
        }
        Kept::TooMuch => {
            let detail =
                "The documents of one candidate may have 100 MB together. Leave some of them out.";
            let (status, title) = (StatusCode::PAYLOAD_TOO_LARGE, "Too many documents");
            Err(ApiError::new(status, "too-much", title, detail))
        }
    }
}

fn file(brought: DocumentBrought) -> Result<NewFile, ApiError> {
    let refused = |field: &str, message: &str| {
        let problem = FieldProblem {
            field: FieldId::new(field),
            message: message.to_owned(),
        };
        ApiError::invalid(vec![problem]).with_detail("The document was not stored.")
    };
    let is_name = |text: &str| {
        !text.trim().is_empty()
            && text.chars().count() <= LONGEST_NAME
            && !text
                .chars()
                .any(|letter| letter.is_control() || letter == '/' || letter == '\\')
    };
    if !is_name(&brought.name) {
        return Err(refused("name", "Give the file’s name without its folder."));
    }
    if !is_name(&brought.kind) {
        return Err(refused("kind", "Say what it is, for example Resume."));
    }
    let is_media_type = (1..=LONGEST_MEDIA_TYPE).contains(&brought.media_type.len())
        && brought
            .media_type
            .bytes()
            .all(|byte| (b' '..=b'~').contains(&byte));
    if !is_media_type {
        return Err(refused(
            "media_type",
            "Say its media type, for example application/pdf.",
        ));
    }
    let content = STANDARD.decode(brought.content.trim());
    let content = content.map_err(|_| refused("content", "This is no base64."))?;
    if content.is_empty() || content.len() > LARGEST_DOCUMENT {
        return Err(refused("content", "A document has 1 byte to 20 MB."));
    }
    let is_photo = brought.kind.eq_ignore_ascii_case(PHOTO_KIND);
    Ok(NewFile {
        name: if is_photo {
            PHOTO.to_owned()
        } else {
            brought.name
        },
        kind: brought.kind,
        media_type: brought.media_type,
        content,
    })
}
