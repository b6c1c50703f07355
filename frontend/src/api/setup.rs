//! The requests about the set-up of the form. Whether a change was made on what is stored now is for the proxy to say.

use gloo_net::http::Method;
use handoff::interface::{
    ForgetChoice, SetupChange, SetupImport, SetupImported, SetupPreview, SetupRestore, SetupView,
};
use handoff::setup::SetupSection;
use handoff::{CandidateId, FieldId, Form, Preset, Setup, SetupField};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ApiError, answered, request, success};

const BAMBOOHR: &str = "/api/integrations/bamboohr";

/// What is chosen, what could be, and how it came to this.
pub async fn setup() -> Result<SetupView, ApiError> {
    read(&success(request(Method::GET, &path("/setup")).build()).await?)
}

/// Stores a set-up.
pub async fn put_setup(change: &SetupChange) -> Result<SetupView, ApiError> {
    read(&exchange(Method::PUT, "/setup", json(change)).await?)
}

/// Takes an earlier version back.
pub async fn restore_setup(wanted: &SetupRestore) -> Result<SetupView, ApiError> {
    read(&exchange(Method::POST, "/setup/restore", json(wanted)).await?)
}

/// Forgets an option that was chosen for words that are none.
pub async fn forget_choice(choice: &ForgetChoice) -> Result<SetupView, ApiError> {
    read(&exchange(Method::POST, "/choices/forget", json(choice)).await?)
}

/// The form of a candidate with a set-up that is not stored.
pub async fn preview(wanted: &SetupPreview) -> Result<Form, ApiError> {
    read(&exchange(Method::POST, "/setup/preview", json(wanted)).await?)
}

/// The options of a field, as the form of this candidate would offer them.
pub async fn field_choices(
    field: &FieldId,
    candidate: CandidateId,
) -> Result<Vec<String>, ApiError> {
    let section = SetupSection {
        title: "Options".to_owned(),
        fields: vec![SetupField::new(field.as_str())],
    };
    let setup = Setup {
        sections: vec![section],
        ..Setup::default()
    };
    let form = preview(&SetupPreview { setup, candidate }).await?;
    let choices = form.field(field).map(|field| field.choices.as_slice());
    let choices = choices.unwrap_or_default().iter();
    Ok(choices.map(|choice| choice.value.clone()).collect())
}

/// A set-up to begin with, made for this company. Nothing is stored.
pub async fn preset(preset: Preset) -> Result<Setup, ApiError> {
    let code = match preset {
        Preset::Minimal => "minimal",
        Preset::TypicalHire => "typical_hire",
        Preset::WithPay => "with_pay",
        Preset::PayrollTrax => "payroll_trax",
    };
    let body = format!(r#"{{"preset":"{code}"}}"#);
    read(&exchange(Method::POST, "/setup/preset", body).await?)
}

/// Reads the text of a file. Nothing is stored.
pub async fn read_setup_file(file: &SetupImport) -> Result<SetupImported, ApiError> {
    read(&exchange(Method::POST, "/setup/import", json(file)).await?)
}

/// The newest set-up, as the content of a file.
pub async fn setup_file() -> Result<Vec<u8>, ApiError> {
    let content = answered(request(Method::GET, &path("/setup/file")).build()).await?;
    content.binary().await.map_err(|_| ApiError::Network)
}

fn path(of: &str) -> String {
    format!("{BAMBOOHR}{of}")
}

/// Apart from the reading, so that it is compiled once.
async fn exchange(method: Method, of: &str, body: String) -> Result<String, ApiError> {
    let request = request(method, &path(of)).header("Content-Type", "application/json");
    success(request.body(body)).await
}

/// None of the bodies can fail to be written.
fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, ApiError> {
    serde_json::from_str(body).map_err(|_| ApiError::Unreadable { status: 200 })
}
