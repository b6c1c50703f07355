//! How a batch stands, in numbers and in words. Pure.

use handoff::interface::{BatchView, LogOutcome};

use crate::words::people;

/// How many candidates of a batch are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) all: usize,
    pub(super) running: usize,
    done: usize,
    need_person: usize,
    not_sent: usize,
}

impl Counts {
    pub(super) fn of(view: &BatchView) -> Self {
        let mut counts = Self {
            all: view.sends.len(),
            ..Self::default()
        };
        for send in &view.sends {
            // Whoever was not accepted was not sent.
            let outcome = send.state.map_or(LogOutcome::NotSent, LogOutcome::of);
            *match outcome {
                LogOutcome::Running => &mut counts.running,
                LogOutcome::Done => &mut counts.done,
                LogOutcome::NeedsPerson => &mut counts.need_person,
                LogOutcome::NotSent => &mut counts.not_sent,
            } += 1;
        }
        counts
    }

    /// Whether anything can still change.
    pub(super) fn can_change(self) -> bool {
        self.running + self.need_person > 0
    }

    /// How many go on no more by themselves.
    pub(super) fn finished(self) -> usize {
        self.all - self.running
    }

    /// The page's heading.
    pub(super) fn heading(self) -> String {
        let all = people(self.all);
        match self.running {
            0 => format!("{} of {all} in BambooHR", self.done),
            _ => format!("Sending {all} to BambooHR"),
        }
    }

    /// All numbers that are not zero, and whether something is still running.
    pub(super) fn in_words(self) -> String {
        let parts = [
            (self.done, "in BambooHR"),
            (
                self.need_person,
                if self.need_person == 1 {
                    "needs a person"
                } else {
                    "need a person"
                },
            ),
            (self.not_sent, "not sent"),
            (self.running, "to go"),
        ];
        let parts = parts.into_iter().filter(|part| part.0 > 0);
        let parts: Vec<_> = parts
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        let rest = if self.running == 0 {
            " Nothing is running now."
        } else {
            ""
        };
        format!("{}.{rest}", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use handoff::CandidateId;
    use handoff::interface::{BatchSend, SendState};

    fn batch(states: &[Option<SendState>]) -> Counts {
        let send = |state: &Option<SendState>| BatchSend {
            candidate: CandidateId::parse("cand_1").unwrap(),
            name: "Ann Example".to_owned(),
            send: None,
            state: *state,
            employee: None,
            problem: None,
            fields: Vec::new(),
        };
        Counts::of(&BatchView {
            id: "b1".to_owned(),
            who: "Recruiter".to_owned(),
            at: String::new(),
            paused: false,
            waits: None,
            estimated_seconds: None,
            sends: states.iter().map(send).collect(),
        })
    }

    #[test]
    fn every_candidate_is_counted_once() {
        let states = SendState::ALL.map(Some);
        let counts = batch(&states);
        let sum = counts.running + counts.done + counts.need_person + counts.not_sent;
        assert_eq!((sum, counts.all), (states.len(), states.len()));
    }

    #[test]
    fn the_words_say_what_is_where_and_whether_something_runs() {
        let under_way = batch(&[
            Some(SendState::Done),
            Some(SendState::Done),
            Some(SendState::NeedsPerson),
            Some(SendState::Intent),
            None,
        ]);
        assert_eq!(under_way.heading(), "Sending 5 people to BambooHR");
        assert_eq!(
            under_way.in_words(),
            "2 in BambooHR, 1 needs a person, 1 not sent, 1 to go."
        );
        assert_eq!(under_way.finished(), 4);
        assert!(under_way.can_change());

        let ended = batch(&[Some(SendState::Done), Some(SendState::Refused)]);
        assert_eq!(ended.heading(), "1 of 2 people in BambooHR");
        assert_eq!(
            ended.in_words(),
            "1 in BambooHR, 1 not sent. Nothing is running now."
        );
        assert!(!ended.can_change());
    }
}
