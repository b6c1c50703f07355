//! `/api/candidates/{id}/changes` and `…/updates`: sending somebody again, field by field.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use bamboohr::{AsOf, EmployeeId, RefusalReason};
use handoff::interface::{ChangesView, NewUpdate, SendKind, SendSummary, TickedField};
use handoff::{Candidate, Catalogue, PlannedField, differences, plan_update, valid_values};

use super::candidates::{answer, candidate};
use super::{IdempotencyKey, idempotent};
use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::connection::{Permission, why_unavailable};
use crate::connections::Connected;
use crate::forms::{composed_whatever_the_stage, connected, unavailable};
use crate::hidden::Hidden;
use crate::ledger::{NewIntent, SendRecord};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::{JsonBody, PathId};
use crate::send::employee_link;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            SendingOrFramed,
            "/candidates/{id}/changes",
            "The candidate now, what was sent last, BambooHR now: where they differ",
            changes,
        )
        .patient()
        .post(
            SendingOrFramed,
            "/candidates/{id}/updates",
            "Send the ticked fields again",
            update,
        )
        .patient()
        .giving(StatusCode::ACCEPTED, openapi::json::<SendSummary>())
}

/// The three pictures of one person.
struct Compared {
    candidate: Candidate,
    catalogue: Arc<Catalogue>,
    company: String,
    employee: String,
    now: Vec<PlannedField>,
    view: ChangesView,
    hire_date: Option<String>,
}

async fn changes(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
) -> Result<Json<ChangesView>, ApiError> {
    Ok(Json(compared(&app, &who, &id).await?.view))
}

async fn update(
    State(app): State<App>,
    who: SignedIn,
    PathId(id): PathId,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<NewUpdate>,
) -> Result<Response, ApiError> {
    let candidate = candidate(&app, &who, &id).await;
    let candidate_id = candidate.map_err(ApiError::of_a_send)?.id;
    let fingerprint = idempotent::fingerprint(&["update", candidate_id.as_str()], &body)?;
    let _only_one = app
        .keys()
        .hold(&who.account, &key)
        .ok_or_else(idempotent::still_running)?;
    let answered = app.ledger().answered(&who.account, &key, fingerprint);
    if let Some(begun) = answered.await.map_err(ApiError::not_recorded)? {
        return answer(begun);
    }
    let compared = compared(&app, &who, &id).await;
    let compared = compared.map_err(ApiError::of_a_send)?;
    // Only what differs can be ticked, and only as it was shown.
    let changes = compared.view.changes.iter().map(TickedField::of);
    let changes: Vec<TickedField> = changes.collect();
    if body.fields.iter().any(|ticked| !changes.contains(ticked)) {
        return Err(comparison_changed());
    }
    let is_ticked = |field: &&PlannedField| body.fields.iter().any(|one| one.field == field.id);
    let ticked: Vec<PlannedField> = compared.now.iter().filter(is_ticked).cloned().collect();
    if ticked.is_empty() {
        return Err(nothing_ticked());
    }
    let hire_date = compared.hire_date.as_deref();
    let intent = NewIntent {
        candidate: compared.candidate.id.clone(),
        name: compared.candidate.display_name(),
        kind: SendKind::Update,
        employee: Some(compared.employee),
        company: compared.company,
        plan: plan_update(ticked, &compared.catalogue, hire_date),
        who: who.user,
        key,
        fingerprint,
    };
    let begun = app.sender().accept(who.account, intent).await;
    answer(begun.map_err(ApiError::not_recorded)?)
}

async fn compared(app: &App, who: &SignedIn, id: &str) -> Result<Compared, ApiError> {
    let candidate = candidate(app, who, id).await?;
    let bamboohr = connected(app, who).await?;
    let mut sends = app.ledger().sends_of(&who.account, &candidate.id).await?;
    // An employee of another company has nothing to do with the one of the same number here.
    sends.retain(|send| bamboohr.is_of(&send.company));
    let (employee, last) = last_sent(&sends).ok_or_else(never_sent)?;
    let id = EmployeeId::parse(&employee).ok_or_else(never_sent)?;
    // Somebody said that this is the person, and nothing of ours is with them: what BambooHR holds is shown to those who may
    // see everybody.
    let is_ours = sends.iter().any(|send| {
        send.employee.as_deref() == Some(employee.as_str()) && !send.state.allows_another()
    });
    if !(is_ours || who.role.may_administer()) {
        return Err(left_as_is());
    }
    if let Permission::Withheld(reason) = bamboohr.health().permission().await? {
        return Err(unavailable(reason));
    }
    let composed = composed_whatever_the_stage(app, who, &bamboohr, &candidate, None).await?;
    let now = valid_values(&composed.form, &composed.form.prefilled());
    let fields = now.iter().chain(&last).map(|field| field.id.as_str());
    let aliases: BTreeSet<&str> = fields.chain(["hireDate"]).collect();
    let aliases: Vec<&str> = aliases.into_iter().collect();
    let answer = bamboohr.client().employee(&id, &aliases, AsOf::Planned);
    let stored = match answer.await {
        Ok(stored) => stored.into_texts(),
        Err(error) => {
            bamboohr.health().went_wrong(&error).await?;
            return Err(match error.refusal().map(|refusal| refusal.reason) {
                Some(RefusalReason::NotFound | RefusalReason::NotPermitted) => gone(&employee),
                _ => unavailable(why_unavailable(&error)),
            });
        }
    };
    let (changes, same) = differences(&now, &last, &stored);
    let hidden = Hidden::from(app.ledger(), who).await?;
    let fields = composed
        .form
        .sections
        .iter()
        .flat_map(|section| &section.fields);
    let notices = fields.filter_map(|field| field.notice.clone());
    let hire_date = stored.get("hireDate").filter(|date| !date.is_empty());
    let link = employee_link(
        &employee,
        bamboohr.company(),
        &Connected::Live(Arc::clone(&bamboohr)),
    );
    let mut view = ChangesView {
        candidate: candidate.id.clone(),
        name: candidate.display_name(),
        employee: link,
        changes,
        same,
        notices: notices.collect(),
    };
    hidden.cut_changes(&mut view);
    Ok(Compared {
        hire_date: hire_date.cloned(),
        view,
        catalogue: composed.catalogue,
        company: composed.company,
        employee,
        now,
        candidate,
    })
}

/// The employee, and for each field the value that was sent last. Oldest send first.
fn last_sent(sends: &[SendRecord]) -> Option<(String, Vec<PlannedField>)> {
    let employee = sends.iter().rev().find_map(|send| send.employee.clone())?;
    // Who was recognised and left as is has an employee, and nothing was sent.
    let arrived = sends.iter().filter(|send| {
        send.employee.as_deref() == Some(employee.as_str()) && !send.state.allows_another()
    });
    let mut last: Vec<PlannedField> = Vec::new();
    for field in arrived.flat_map(|send| send.plan.fields()) {
        last.retain(|earlier| earlier.id != field.id);
        last.push(field.clone());
    }
    Some((employee, last))
}

fn gone(employee: &str) -> ApiError {
    let detail = format!(
        "BambooHR does not show employee {employee} to the connection. Look in BambooHR whether the employee is still \
         there; if so, ask your BambooHR admin whether the owner of the API key may see it."
    );
    let (status, title) = (StatusCode::CONFLICT, "Employee not shown");
    ApiError::new(status, "employee-not-shown", title, detail)
}

fn left_as_is() -> ApiError {
    let detail = "Somebody found this person in BambooHR and left everything as it is, so nothing of this candidate was sent \
                  there. Only an admin can compare the two.";
    let (status, title) = (StatusCode::FORBIDDEN, "For admins");
    ApiError::new(status, "left-as-is", title, detail)
}

fn never_sent() -> ApiError {
    let detail = "This candidate is not in BambooHR yet, so there is nothing to compare. Send the candidate first.";
    ApiError::new(
        StatusCode::CONFLICT,
        "never-sent",
        "Not in BambooHR yet",
        detail,
    )
}

fn comparison_changed() -> ApiError {
    let detail = "The candidate or the employee in BambooHR has changed since this page showed them. Nothing was sent: \
                  load the page again and look at the values that are there now.";
    let (status, title) = (StatusCode::CONFLICT, "The comparison has changed");
    ApiError::new(status, "comparison-changed", title, detail)
}

fn nothing_ticked() -> ApiError {
    let detail = "Choose at least one field that the candidate has a value for.";
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing-to-update",
        "Nothing to update",
        detail,
    )
}
