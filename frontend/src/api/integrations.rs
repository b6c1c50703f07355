//! The requests about the connection to BambooHR. Whether a change was made on what is stored now is for the proxy to
//! say: each names the version that was seen.

use gloo_net::http::Method;
use handoff::interface::{DoctorReport, EnabledChange, IntegrationView, NewConnection, Removal};
use web_sys::AbortSignal;

use super::{ApiError, answer_to, get, request, send_json};

const CONNECTION: &str = "/api/integrations/bamboohr";

/// Longest wait in milliseconds for what looks at all of BambooHR first, or adds somebody and reads it back.
const DOCTOR_S_PATIENCE: u32 = 120_000;

/// The connection as it is stored.
pub async fn connection() -> Result<IntegrationView, ApiError> {
    get(CONNECTION).await
}

/// Stores company and key.
pub async fn save_connection(new: &NewConnection) -> Result<IntegrationView, ApiError> {
    send_json(Method::PUT, CONNECTION, new).await
}

/// Enables, which asks the doctor first, or disables.
pub async fn set_enabled(change: EnabledChange) -> Result<IntegrationView, ApiError> {
    let path = format!("{CONNECTION}/enabled");
    let request = request(Method::PUT, &path).abort_signal(Some(&doctor_s_patience()));
    answer_to(request.json(&change)).await
}

/// Deletes company and key.
pub async fn remove_connection(removal: Removal) -> Result<IntegrationView, ApiError> {
    send_json(Method::DELETE, CONNECTION, &removal).await
}

/// Has the doctor look at everything.
pub async fn ask_doctor() -> Result<DoctorReport, ApiError> {
    doctor("check").await
}

/// Adds a person clearly named as a test, and deletes it where the key may.
pub async fn test_with_person() -> Result<DoctorReport, ApiError> {
    doctor("test-person").await
}

async fn doctor(what: &str) -> Result<DoctorReport, ApiError> {
    let path = format!("{CONNECTION}/{what}");
    let request = request(Method::POST, &path).abort_signal(Some(&doctor_s_patience()));
    answer_to(request.build()).await
}

fn doctor_s_patience() -> AbortSignal {
    AbortSignal::timeout_with_u32(DOCTOR_S_PATIENCE)
}
