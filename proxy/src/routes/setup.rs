//! `/api/integrations/bamboohr/setup`: what the form asks, chosen by an admin.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use handoff::interface::{
    CatalogueField, ForgetChoice, PresetWanted, RememberedView, SetupChange, SetupImport,
    SetupImported, SetupPreview, SetupRestore, SetupVersion, SetupView,
};
use handoff::setup::{SetupFile, fitting_sources, setup_change_words, setup_problems};
use handoff::{Catalogue, FieldId, FieldProblem, Form, Setup, compose};

use super::candidates::candidate;
use crate::access::Access::Administering;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::company::{CompanyNow, countries_in};
use crate::forms::connected;
use crate::ledger::{NewSetup, Remembered};
use crate::openapi;
use crate::problem::ApiError;
use crate::request::JsonBody;

const SETUP: &str = "/integrations/bamboohr/setup";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            Administering,
            SETUP,
            "What the form asks, with the company's fields",
            show,
        )
        .patient()
        .put(
            Administering,
            SETUP,
            "Keep another version of what the form asks; names the version it was made of",
            change,
        )
        .patient()
        .post(
            Administering,
            &format!("{SETUP}/restore"),
            "An earlier version as a new one",
            restore,
        )
        .patient()
        .post(
            Administering,
            &format!("{SETUP}/preview"),
            "The form of somebody with a set-up that is not kept yet",
            preview,
        )
        .patient()
        .post(
            Administering,
            &format!("{SETUP}/preset"),
            "A set-up to begin with",
            preset,
        )
        .patient()
        .get(
            Administering,
            &format!("{SETUP}/file"),
            "The set-up as a file",
            file,
        )
        .patient()
        .giving(StatusCode::OK, openapi::json::<SetupFile>())
        .post(
            Administering,
            &format!("{SETUP}/import"),
            "What a file says for this company, not kept yet",
            import,
        )
        .patient()
        .post(
            Administering,
            "/integrations/bamboohr/choices/forget",
            "Forget an option that was chosen for a candidate's words",
            forget,
        )
        .patient()
}

async fn show(State(app): State<App>, who: SignedIn) -> Result<Json<SetupView>, ApiError> {
    viewed(&app, &who).await
}

async fn viewed(app: &App, who: &SignedIn) -> Result<Json<SetupView>, ApiError> {
    let (ledger, account) = (app.ledger(), &who.account);
    let bamboohr = connected(app, who).await?;
    let company = CompanyNow::at(ledger, account, &bamboohr).await?;
    let history = ledger.setup_history(account).await?;
    let newest = history.first();
    let questions = ledger.questions(account).await?;
    let mut remembered = ledger.remembered(account).await?;
    remembered.sort_by(|one, other| other.at.cmp(&one.at));
    let catalogue = &company.catalogue;
    Ok(Json(SetupView {
        version: newest.map_or(0, |made| made.version),
        changed_by: newest.map(|made| made.who.clone()),
        changed_at: newest.map(|made| made.at.clone()),
        fields: CatalogueField::all(catalogue),
        sources: fitting_sources(&questions),
        history: history
            .into_iter()
            .map(|made| SetupVersion {
                version: made.version,
                who: made.who,
                at: made.at,
                words: made.words,
            })
            .collect(),
        remembered: remembered
            .into_iter()
            .map(|remembered| remembered_view(catalogue, remembered))
            .collect(),
        questions,
        setup: company.setup,
    }))
}

fn remembered_view(catalogue: &Catalogue, remembered: Remembered) -> RememberedView {
    let field = catalogue.field(&remembered.field);
    let label = field.map_or(remembered.field.as_str(), |field| field.label.as_str());
    RememberedView {
        label: label.to_owned(),
        field: remembered.field,
        found: remembered.found,
        option: remembered.choice,
        who: remembered.who,
        at: remembered.at,
    }
}

async fn change(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(change): JsonBody<SetupChange>,
) -> Result<Json<SetupView>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let problems = setup_problems(&change.setup, &company.catalogue);
    if !problems.is_empty() {
        let fields = problems.into_iter().map(|problem| FieldProblem {
            // What is about a section is said at no field.
            field: problem.field.unwrap_or_else(|| FieldId::new("")),
            message: problem.message,
        });
        return Err(ApiError::invalid_settings(fields.collect()));
    }
    let words = setup_change_words(&company.setup, &change.setup, &company.catalogue);
    keep(&app, &who, change.version, &change.setup, &words).await?;
    viewed(&app, &who).await
}

async fn restore(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(wanted): JsonBody<SetupRestore>,
) -> Result<Json<SetupView>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let (setup, words) = match wanted.from {
        0 => (
            Setup::default_for(&company.catalogue),
            "Went back to the form that was there at first.".to_owned(),
        ),
        from => {
            let stored = app.ledger().setup_of(&who.account, from).await?;
            let stored = stored.ok_or_else(ApiError::not_found)?;
            (stored.setup, format!("Went back to version {from}."))
        }
    };
    keep(&app, &who, wanted.version, &setup, &words).await?;
    viewed(&app, &who).await
}

async fn keep(
    app: &App,
    who: &SignedIn,
    after: u64,
    setup: &Setup,
    words: &str,
) -> Result<(), ApiError> {
    let new = NewSetup {
        after,
        setup,
        who: &who.user,
        words,
    };
    match app.ledger().put_setup(&who.account, &new).await? {
        true => Ok(()),
        false => Err(ApiError::changed_meanwhile(
            "Somebody else has changed the form’s fields since you opened this page. Nothing of yours was saved; look at \
             what they changed.",
        )),
    }
}

async fn preview(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(wanted): JsonBody<SetupPreview>,
) -> Result<Json<Form>, ApiError> {
    let candidate = candidate(&app, &who, wanted.candidate.as_str()).await?;
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let company = company.with_states_of(countries_in(&candidate, None)).await;
    let rules = company.rules(&wanted.setup);
    Ok(Json(compose(&candidate, &rules, who.viewer)))
}

async fn preset(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(wanted): JsonBody<PresetWanted>,
) -> Result<Json<Setup>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    Ok(Json(wanted.preset.setup(&company.catalogue)))
}

async fn file(State(app): State<App>, who: SignedIn) -> Result<Response, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let file = SetupFile::of(company.setup, &company.catalogue).to_text();
    let file = file.map_err(ApiError::internal)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"bamboohr-form.json\""),
        ),
    ];
    Ok((headers, file).into_response())
}

async fn import(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(import): JsonBody<SetupImport>,
) -> Result<Json<SetupImported>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let file = SetupFile::read(&import.file).map_err(|why| {
        ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not-a-setup",
            "This file cannot be read",
            why,
        )
    })?;
    let (setup, lacks) = file.for_company(&company.catalogue);
    Ok(Json(SetupImported { setup, lacks }))
}

async fn forget(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(choice): JsonBody<ForgetChoice>,
) -> Result<Json<SetupView>, ApiError> {
    // One that is forgotten already is as good.
    app.ledger()
        .forget_choice(&who.account, &who.user, &choice.field, &choice.found)
        .await?;
    viewed(&app, &who).await
}
