//! What is known about the way to the proxy, and how long to wait before asking again. No browser.

use crate::api::{ApiError, Heard};

/// Milliseconds between questions while the proxy answers.
const STEADY: i32 = 400;
/// The longest pause while it does not.
const PATIENT: i32 = 3_000;

/// The way to the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    is_broken: bool,
    pause: i32,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            is_broken: false,
            pause: STEADY,
        }
    }
}

impl Line {
    /// A question was answered, or not. Says whether the proxy is out of reach.
    pub(super) fn asked(&mut self, error: Option<&ApiError>) -> bool {
        self.is_broken = error.is_some_and(ApiError::is_passing);
        self.pause = if self.is_broken {
            (self.pause * 3 / 2).min(PATIENT)
        } else {
            STEADY
        };
        self.is_broken
    }

    /// Something was heard of the stream. That a browser gives up may have any reason; the next question
    /// tells.
    pub(super) fn heard(&mut self, heard: &Heard) -> bool {
        match heard {
            Heard::Connected | Heard::Event(_) => self.is_broken = false,
            Heard::Broken => self.is_broken = true,
            Heard::GivenUp | Heard::Hidden => {}
        }
        self.is_broken
    }

    /// Milliseconds until the next question.
    pub(super) fn pause(&self) -> i32 {
        self.pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_is_told_until_the_proxy_is_heard_again() {
        let mut line = Line::default();
        assert!(line.heard(&Heard::Broken));
        assert!(line.heard(&Heard::GivenUp), "giving up repairs nothing");
        assert!(!line.asked(None));
        assert!(line.heard(&Heard::Broken));
        assert!(!line.heard(&Heard::Connected));
    }

    #[test]
    fn a_page_that_is_not_seen_or_a_stream_that_is_refused_is_no_break() {
        let mut line = Line::default();
        assert!(!line.asked(None));
        assert!(!line.heard(&Heard::GivenUp));
        assert!(!line.heard(&Heard::Hidden));
    }

    #[test]
    fn questions_without_an_answer_become_rarer_up_to_a_bound_and_frequent_again_afterwards() {
        let mut line = Line::default();
        assert_eq!(line.pause(), STEADY);
        line.asked(Some(&ApiError::Network));
        let second = line.pause();
        assert!(second > STEADY);
        for _ in 0..20 {
            line.asked(Some(&ApiError::Network));
        }
        assert_eq!(line.pause(), PATIENT);
        line.asked(None);
        assert_eq!(line.pause(), STEADY);
    }

    #[test]
    fn an_answer_that_says_no_is_an_answer() {
        let mut line = Line::default();
        assert!(!line.asked(Some(&ApiError::Unreadable { status: 404 })));
    }
}
