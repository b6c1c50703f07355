//! `/api/sends/{id}`: how a send stands, live, and a person's decision about it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use handoff::interface::{Resolution, SendView};

use super::live::{self, LastEventId, Look, Picture};
use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::{AccountId, SignedIn};
use crate::app::App;
use crate::forms::unavailable;
use crate::hidden::Hidden;
use crate::ledger::{LedgerError, SendId, SendRecord};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send::{NotResolved, view};

/// What each event of the stream is called.
const EVENT: &str = "send";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            SendingOrFramed,
            "/sends/{id}",
            "How a send stands: steps, problem, employee, receipt",
            show,
        )
        .get(
            SendingOrFramed,
            "/sends/{id}/events",
            "The same, live",
            events,
        )
        .giving(StatusCode::OK, openapi::events::<SendView>(EVENT))
        .post(
            SendingOrFramed,
            "/sends/{id}/resolve",
            "A person's decision about a send that needs one; names the version that was seen",
            resolve,
        )
        .patient()
}

async fn show(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<SendView>, ApiError> {
    let record = record(&app, &who, &id).await?;
    let hidden = Hidden::from(app.ledger(), &who).await?;
    Ok(Json(
        hidden.cut_send(shown(&app, &who.account, record).await?),
    ))
}

async fn shown(
    app: &App,
    account: &AccountId,
    record: SendRecord,
) -> Result<SendView, LedgerError> {
    let upstream = app.upstream(account).await?;
    let history = app.ledger().history_of_send(account, &record.id).await?;
    let connected = app.connections().of(account).await?;
    Ok(view(record, history, &connected, &upstream))
}

async fn events(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    seen: LastEventId,
) -> Result<Response, ApiError> {
    let send = record(&app, &who, &id).await?.id;
    let look = LookAtSend {
        app: app.clone(),
        who: who.clone(),
        account: who.account.clone(),
        send,
    };
    live::follow(EVENT, seen, &app, who, look).await
}

struct LookAtSend {
    app: App,
    who: SignedIn,
    account: AccountId,
    send: SendId,
}

impl Look for LookAtSend {
    fn concerns(&self, send: &SendId) -> bool {
        self.send == *send
    }

    async fn look(&self) -> Result<Option<Picture>, LedgerError> {
        let Some(record) = self.app.ledger().send(&self.account, &self.send).await? else {
            return Ok(None);
        };
        let version = record.version;
        let shown = shown(&self.app, &self.account, record).await?;
        // As the set-up is now.
        let hidden = Hidden::from(self.app.ledger(), &self.who).await?;
        let shown = hidden.cut_send(shown);
        let essence = SendView {
            waits_seconds: None,
            ..shown.clone()
        };
        let is_final = !shown.state.is_running() && !shown.state.needs_person();
        Picture::new(version, &shown, &essence, is_final).map(Some)
    }
}

async fn resolve(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    JsonBody(resolution): JsonBody<Resolution>,
) -> Result<Json<SendView>, ApiError> {
    let record = record(&app, &who, &id).await?;
    match app
        .sender()
        .resolve(
            &who.account,
            &record,
            (&who.user, who.role.may_administer()),
            &resolution,
        )
        .await
    {
        Ok(()) => show(State(app), who, PathId(id)).await,
        Err(NotResolved::Ledger(LedgerError::EmployeeTaken)) => {
            let detail = "That employee already belongs to another candidate’s send. Look again, then choose from \
                          those who are left.";
            Err(ApiError::new(
                StatusCode::CONFLICT,
                "employee-taken",
                "Belongs to another send",
                detail,
            ))
        }
        Err(NotResolved::Ledger(error)) => Err(error.into()),
        Err(NotResolved::NotConnected) => {
            let detail = "BambooHR is not connected, so it cannot be asked. Ask an admin to connect it; this send waits.";
            Err(ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "bamboohr-unavailable",
                "BambooHR is not available",
                detail,
            ))
        }
        Err(NotResolved::OtherCompany) => {
            let detail = "This send is for another company than the one that BambooHR is connected to now, so this cannot \
                          be done. Ask an admin to connect that company again; nothing was changed.";
            Err(ApiError::new(
                StatusCode::CONFLICT,
                "other-company",
                "Another company is connected",
                detail,
            ))
        }
        Err(NotResolved::NoSuchEmployee) => {
            let detail = "BambooHR shows no employee with this id to the connection. Open the person in BambooHR: the id \
                          is the number at the end of the page’s address.";
            Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "no-such-employee",
                "No such employee",
                detail,
            ))
        }
        Err(NotResolved::NotAlike) => {
            let detail = "This employee has neither the e-mail address nor the name and a date of the person who is sent. If it \
                          is the same person all the same, ask an admin to choose.";
            let (status, title) = (StatusCode::FORBIDDEN, "Somebody else by all that is known");
            Err(ApiError::new(status, "not-alike", title, detail))
        }
        Err(NotResolved::NotAsked(reason)) => Err(unavailable(reason)),
        Err(NotResolved::NotWaiting) => {
            let detail = "This send has gone on, or somebody else has decided, since this page showed it. Nothing was done: see \
                          how it stands now, and decide again if it still asks.";
            Err(ApiError::new(
                StatusCode::CONFLICT,
                "not-waiting",
                "It has changed meanwhile",
                detail,
            ))
        }
        Err(NotResolved::NotOffered) => {
            let detail = "That employee is not one of those found. Look again, then choose one from the list.";
            Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "not-offered",
                "Not one of those found",
                detail,
            ))
        }
    }
}

/// The send of this id, if there is one whose candidate this person sees.
async fn record(app: &App, who: &SignedIn, id: &str) -> Result<SendRecord, ApiError> {
    let id = SendId::parse(id).ok_or_else(ApiError::not_found)?;
    let found = app.ledger().send(&who.account, &id).await?;
    let record = found.ok_or_else(ApiError::not_found)?;
    let seen = app
        .ledger()
        .is_in_sight(&who.account, &who.sight, &record.candidate);
    match seen.await? {
        true => Ok(record),
        false => Err(ApiError::not_found()),
    }
}
