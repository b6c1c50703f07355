//! The connection to Pinpoint.

use handoff::interface::{KeyView, NewPinpoint, PinpointView};

use super::{AT, Example, ID, text};

const COMPANY: &str = "acme";

impl Example for PinpointView {
    fn example() -> Self {
        Self {
            subdomain: text(COMPANY),
            key: Some(KeyView {
                ends_with: "xxxx".to_owned(),
                added_by: text("Ann Lee"),
                added_at: text(AT),
                last_worked_at: text(AT),
            }),
            enabled: true,
            version: 2,
            webhook: Some(format!("/api/pinpoint/webhooks/{ID}")),
            last_event_at: text(AT),
            last_poll_at: text(AT),
            ..Self::default()
        }
    }
}

impl Example for NewPinpoint {
    fn example() -> Self {
        Self {
            subdomain: COMPANY.to_owned(),
            api_key: text("the API key that Pinpoint showed"),
            signing_secret: text("the signing secret of the webhook"),
            version: 1,
        }
    }
}
