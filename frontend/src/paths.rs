//! Addresses: the application's own, and the employee's page in BambooHR. Ours carry ids and the stage filter, never names or search text.

use handoff::interface::EmployeeLink;
use handoff::{CandidateId, Stage};

/// The list, with the stage filter if one is chosen.
pub fn candidates(stage: Option<Stage>) -> String {
    match stage {
        Some(stage) => format!("/candidates?stage={}", stage.code()),
        None => "/candidates".to_owned(),
    }
}

/// A candidate's profile.
pub fn profile(candidate: &CandidateId) -> String {
    format!("/candidates/{}", candidate.as_str())
}

/// The form for a candidate.
pub fn send_form(candidate: &CandidateId) -> String {
    format!("/candidates/{}/send", candidate.as_str())
}

/// What differs between a candidate and the employee.
pub fn changes(candidate: &CandidateId) -> String {
    format!("/candidates/{}/changes", candidate.as_str())
}

/// What is missing before many are sent.
pub const PREPARE_BATCH: &str = "/batch";

/// What happened to all sends.
pub const LOG: &str = "/log";

/// Where a link leads that lets somebody choose a passphrase; what it holds stands behind `#`.
pub const WELCOME: &str = "/welcome";

/// Where a provider sends somebody back who could not be signed in; `?problem=` says why.
pub const SIGN_IN: &str = "/sign-in";

/// Whoever is signed in: passphrase and signing out.
pub const ACCOUNT: &str = "/account";

/// What applicant tracking systems show in a frame of their pages.
pub const FRAME: &str = "/embed";

/// Everything under this is for admins.
pub const SETTINGS: &str = "/settings";

/// Who may use the application.
pub const USERS: &str = "/settings/users";

/// What joins applicant tracking systems.
pub const EMBEDDING: &str = "/settings/embedding";

/// Who did what.
pub const RECORD: &str = "/settings/record";

/// What the application can be connected to.
pub const APPS: &str = "/settings/integrations";

/// The connection to BambooHR.
pub const CONNECTION: &str = "/settings/integrations/bamboohr";

/// The connection to Pinpoint.
pub const PINPOINT: &str = "/settings/integrations/pinpoint";

/// What the form asks.
pub const FIELDS: &str = "/settings/integrations/bamboohr/fields";

/// Progress and results of many sends.
pub fn batch(batch: &str) -> String {
    format!("/batches/{batch}")
}

/// Progress and result of one send.
pub fn send(candidate: &CandidateId, send: &str) -> String {
    format!("/candidates/{}/sends/{send}", candidate.as_str())
}

/// The employee's page in BambooHR; `None` while no company is connected whose page it could be.
pub fn employee(employee: &EmployeeLink) -> Option<String> {
    Some(employee.url.clone()).filter(|url| !url.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_connection_there_is_no_employee_s_page() {
        let link = |url: &str| EmployeeLink {
            id: "131".to_owned(),
            url: url.to_owned(),
        };
        assert_eq!(employee(&link("")), None);
        assert_eq!(
            employee(&link("https://acme.example/131")).as_deref(),
            Some("https://acme.example/131")
        );
    }

    #[test]
    fn the_filter_is_in_the_address_only_when_one_is_chosen() {
        assert_eq!(candidates(None), "/candidates");
        assert_eq!(candidates(Some(Stage::Hired)), "/candidates?stage=hired");
    }
}
