//! `/api/audit`: the record of who did what, for admins.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handoff::interface::{AuditEntry, AuditPage, AuditSearch, AuditVerdict};

use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::audit::{lines, words};
use crate::ledger::{AuditFilter, Entry, What};
use crate::openapi::{self, Content};
use crate::problem::ApiError;
use crate::request::JsonBody;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            Administering,
            "/audit/search",
            "A page of the record of who did what, newest first",
            search,
        )
        .post(
            Administering,
            "/audit/verify",
            "Whether the record is as it was written",
            verify,
        )
        .post(
            Administering,
            "/audit/export",
            "The whole record as lines of JSON",
            export,
        )
        .giving(
            StatusCode::OK,
            Content::File("application/jsonl", Some(openapi::AUDIT_FILE)),
        )
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<AuditSearch>,
) -> Result<Json<AuditPage>, ApiError> {
    let filter = AuditFilter {
        who: search.who,
        what: search.what.as_deref().and_then(What::from_code),
        before: search.before,
    };
    let page = app.ledger().audit(&who.account, &filter).await?;
    let kinds = What::ALL.map(|what| (what.code().to_owned(), words(what).to_owned()));
    Ok(Json(AuditPage {
        entries: page.entries.into_iter().map(shown).collect(),
        total: page.total,
        next: page.next,
        kinds: kinds.to_vec(),
    }))
}

fn shown(entry: Entry) -> AuditEntry {
    let words = What::from_code(&entry.what).map(|what| words(what).to_owned());
    AuditEntry {
        words: words.unwrap_or_else(|| entry.what.clone()),
        sequence: entry.sequence,
        at: entry.at,
        who: entry.who,
        what: entry.what,
        about: entry.about,
        note: entry.note,
    }
}

async fn verify(State(app): State<App>, who: SignedIn) -> Result<Json<AuditVerdict>, ApiError> {
    let ledger = app.ledger();
    let problem = match ledger.verify_audit(&who.account, None).await? {
        Ok(_) => None,
        Err(broken) => {
            tracing::error!(account = who.account.as_str(), %broken, "the audit does not hold");
            Some(broken.to_string())
        }
    };
    let head = ledger.audit_head(&who.account).await?;
    Ok(Json(AuditVerdict {
        sequence: head.sequence,
        hash: head.hash,
        problem,
    }))
}

/// Everything as lines of JSON, with the hashes, so that somebody else can check it.
async fn export(State(app): State<App>, who: SignedIn) -> Result<Response, ApiError> {
    let ledger = app.ledger();
    ledger
        .record(&who.account, &who.user, What::AuditExported, "")
        .await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/jsonl; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"audit.jsonl\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, lines(ledger, &who.account).await?).into_response())
}
