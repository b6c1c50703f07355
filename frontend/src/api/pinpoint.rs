//! The requests about the connection to Pinpoint.

use gloo_net::http::Method;
use handoff::interface::{DoctorReport, EnabledChange, NewPinpoint, PinpointView, Removal};

use super::{ApiError, answer_to, get, request, send_json};

const CONNECTION: &str = "/api/integrations/pinpoint";

/// The connection as it is stored.
pub async fn pinpoint() -> Result<PinpointView, ApiError> {
    get(CONNECTION).await
}

/// Stores company, key and signing secret.
pub async fn save_pinpoint(new: &NewPinpoint) -> Result<PinpointView, ApiError> {
    send_json(Method::PUT, CONNECTION, new).await
}

/// Enables, which asks Pinpoint first, or disables.
pub async fn switch_pinpoint(change: EnabledChange) -> Result<PinpointView, ApiError> {
    send_json(Method::PUT, &format!("{CONNECTION}/enabled"), &change).await
}

/// Deletes company, key and signing secret.
pub async fn remove_pinpoint(removal: Removal) -> Result<PinpointView, ApiError> {
    send_json(Method::DELETE, CONNECTION, &removal).await
}

/// Asks what the key may do.
pub async fn check_pinpoint() -> Result<DoctorReport, ApiError> {
    let path = format!("{CONNECTION}/check");
    answer_to(request(Method::POST, &path).build()).await
}
