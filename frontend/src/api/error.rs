//! Why a request has no answer that can be used, in words for the recruiter.
//!
//! Three kinds, because they call for different words: the proxy explained itself, it could not be
//! reached, or its answer makes no sense.

use handoff::FieldProblem;
use handoff::interface::Problem;

/// How the `type` of the proxy's own problems begins.
const OUR_PROBLEMS: &str = "/problems/";

/// A request without a usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The proxy said what is wrong.
    Problem(Box<Problem>),
    /// No answer arrived. Whether the request did is not known.
    Network,
    /// An answer that is not in the agreed form.
    Unreadable {
        /// HTTP status.
        status: u16,
    },
}

impl ApiError {
    /// Reads an answer whose status is not a success.
    pub(super) fn from_failure(status: u16, body: &str) -> Self {
        match serde_json::from_str::<Problem>(body) {
            Ok(problem) => Self::Problem(Box::new(problem)),
            // A gateway in front of the proxy answers in its own words when the proxy is away.
            Err(_) if matches!(status, 502..=504) => Self::Network,
            Err(_) => Self::Unreadable { status },
        }
    }

    /// What happened, one line.
    pub fn title(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.title,
            Self::Network => "We cannot reach the server",
            Self::Unreadable { .. } => "The server gave an answer we cannot read",
        }
    }

    /// What to do.
    pub fn detail(&self) -> String {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Network => "Check your connection, then try again.".to_owned(),
            Self::Unreadable { status } => format!(
                "Reload the page: it may be older than the server. If that does not help, report status {status}."
            ),
        }
    }

    /// The request id to quote, when the proxy gave one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(problem.request_id.as_str()).filter(|id| !id.is_empty()),
            Self::Network | Self::Unreadable { .. } => None,
        }
    }

    /// The proxy says that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.status == 404)
    }

    /// Nobody is signed in any more, or what a frame was let in with has ended.
    pub fn is_signed_out(&self) -> bool {
        self.is("signed-out") || self.is("token-ended")
    }

    /// Whether it is the proxy's problem of this name, for example `changed-meanwhile`.
    pub fn is(&self, name: &str) -> bool {
        self.name() == Some(name)
    }

    /// The name of the proxy's problem, when it says something of the candidate: nobody can be created as things are. Not of one
    /// request alone, before which another may have been accepted.
    pub fn refusal(&self) -> Option<&str> {
        let Self::Problem(problem) = self else {
            return None;
        };
        let stands = (400..500).contains(&problem.status)
            && !matches!(problem.status, 409 | 429)
            && problem.send.is_none()
            && !self.is_signed_out();
        self.name().filter(|_| stands)
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => problem.kind.strip_prefix(OUR_PROBLEMS),
            Self::Network | Self::Unreadable { .. } => None,
        }
    }

    /// What is wrong with single answers; nothing when no answer is to blame.
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.fields,
            Self::Network | Self::Unreadable { .. } => &[],
        }
    }

    /// The request certainly changed nothing: the proxy itself says so. Everything else (no answer, a
    /// failure halfway, somebody else's words) leaves open what became of it.
    pub fn changed_nothing(&self) -> bool {
        let Self::Problem(problem) = self else {
            return false;
        };
        match problem.kind.strip_prefix(OUR_PROBLEMS) {
            Some("still-running") | None => false,
            Some("ledger-unavailable" | "bamboohr-unavailable") => true,
            Some(_) => problem.status < 500,
        }
    }

    /// The same request may succeed a little later without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Problem(problem) => problem.status >= 500 || problem.status == 429,
            Self::Network => true,
            Self::Unreadable { status } => *status >= 500,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_document_is_shown_in_its_own_words() {
        let body = r#"{"type":"/problems/x","title":"No such candidate","status":404,"detail":"Go back.","request_id":"r1"}"#;
        let error = ApiError::from_failure(404, body);
        assert_eq!(
            (error.title(), error.detail().as_str()),
            ("No such candidate", "Go back.")
        );
        assert_eq!(error.reference(), Some("r1"));
        assert!(error.is_not_found() && !error.is_passing());
        assert!(error.is("x") && !error.is("y") && !ApiError::Network.is("x"));
    }

    #[test]
    fn a_gateway_without_its_proxy_reads_as_no_connection() {
        assert_eq!(
            ApiError::from_failure(502, "bad gateway"),
            ApiError::Network
        );
        assert!(ApiError::Network.is_passing());
    }

    #[test]
    fn only_the_proxy_s_own_word_settles_that_nothing_was_changed() {
        let problem = |kind: &str, status| {
            ApiError::Problem(Box::new(Problem {
                kind: kind.to_owned(),
                status,
                ..Problem::default()
            }))
        };
        let cases = [
            (problem("/problems/invalid-entries", 422), true),
            (problem("/problems/not-hired", 409), true),
            (problem("/problems/idempotency-key-reused", 422), true),
            (problem("/problems/ledger-unavailable", 503), true),
            (problem("/problems/bamboohr-unavailable", 503), true),
            (problem("/problems/still-running", 409), false),
            (problem("/problems/internal", 500), false),
            (problem("/problems/too-slow", 504), false),
            (problem("about:blank", 400), false),
            (ApiError::Network, false),
            (ApiError::Unreadable { status: 202 }, false),
            (ApiError::Unreadable { status: 413 }, false),
        ];
        for (error, settled) in cases {
            assert_eq!(error.changed_nothing(), settled, "{error:?}");
        }
    }

    #[test]
    fn anything_else_is_unreadable_and_has_no_reference() {
        let error = ApiError::from_failure(400, "<html>");
        assert_eq!(error, ApiError::Unreadable { status: 400 });
        assert_eq!(error.reference(), None);
        assert!(!error.is_passing());
    }
}
