//! The application's own addresses. They carry ids and the stage filter, never names or search text.

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

/// Progress and result of one send.
pub fn send(candidate: &CandidateId, send: &str) -> String {
    format!("/candidates/{}/sends/{send}", candidate.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_is_in_the_address_only_when_one_is_chosen() {
        assert_eq!(candidates(None), "/candidates");
        assert_eq!(candidates(Some(Stage::Hired)), "/candidates?stage=hired");
    }
}
