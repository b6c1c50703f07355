//! Whether somebody who is handed over is the one whom a candidate or a send of this id is about. An id that a mapping
//! gives to two people must not tell the one what became of the other.

use ::pinpoint::plugin::Call;
use handoff::{Attribute, Candidate, CandidateId};

use super::EMAIL;
use super::person::EMAIL_THERE;
use super::settings::MappingSetting;
use crate::ledger::SendRecord;
use crate::problem::ApiError;

/// Somebody by name and addresses of mail, as far as they are known, without case and spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    name: Option<String>,
    emails: Vec<String>,
}

impl Person {
    /// Who is handed over.
    pub(super) fn handed_over(call: &Call, mappings: &[MappingSetting]) -> Self {
        let said = |attribute: Attribute, usual: &str| {
            let mut mappings = mappings.iter();
            let mapping = mappings.find(|mapping| mapping.attribute.as_ref() == Some(&attribute));
            call.text(mapping.map_or(usual, |mapping| &mapping.key))
        };
        Self::of(
            [
                said(Attribute::FirstName, "firstName"),
                said(Attribute::LastName, "lastName"),
            ],
            [said(Attribute::Email, "homeEmail"), call.text(EMAIL)],
        )
    }

    /// Whom a candidate is.
    pub(super) fn of_candidate(candidate: &Candidate) -> Self {
        let mut answers = candidate.answers.iter();
        let there = answers.find(|answer| answer.question == EMAIL_THERE);
        let there = there.map(|answer| answer.answer.clone());
        Self::of(
            [&candidate.first_name, &candidate.last_name].map(Clone::clone),
            [candidate.email.clone(), there],
        )
    }

    /// Who was sent. Of somebody whose time is over nothing is known.
    pub(super) fn of_send(send: &SendRecord) -> Self {
        let text = |alias: &str| send.plan.text(alias).map(str::to_owned);
        Self::of(
            [text("firstName"), text("lastName")],
            [text("homeEmail"), text("workEmail")],
        )
    }

    fn of(names: [Option<String>; 2], emails: impl IntoIterator<Item = Option<String>>) -> Self {
        let names: Vec<String> = names.into_iter().flatten().collect();
        let is_there = |text: &String| !text.is_empty();
        let emails = emails.into_iter().flatten().map(|email| folded(&email));
        Self {
            name: Some(folded(&names.join(" "))).filter(is_there),
            emails: emails.filter(is_there).collect(),
        }
    }

    /// Whether this is somebody else, as far as both are known. Name or address is enough for one person: the other of the
    /// two may have been corrected.
    pub(super) fn is_other_than(&self, known: &Self) -> bool {
        let name = self.name.as_ref().zip(known.name.as_ref());
        let name = name.map(|(one, other)| one == other);
        let has_both = !self.emails.is_empty() && !known.emails.is_empty();
        let email = has_both.then(|| self.emails.iter().any(|one| known.emails.contains(one)));
        let is_known = name.is_some() || email.is_some();
        is_known && name != Some(true) && email != Some(true)
    }

    /// Refuses when what stands under this id is about somebody else: the candidate and, where there is one, the send.
    pub(super) fn is_whom(
        &self,
        id: &CandidateId,
        candidate: Option<&Candidate>,
        send: Option<&SendRecord>,
    ) -> Result<(), ApiError> {
        let candidate = candidate.map(Self::of_candidate);
        let send = send.map(Self::of_send);
        let known = [candidate, send].into_iter().flatten();
        let mut known = known.peekable();
        if known.peek().is_none() || known.any(|known| !self.is_other_than(&known)) {
            return Ok(());
        }
        tracing::warn!(
            candidate = id.as_str(),
            "somebody else was handed over under this id"
        );
        Err(another_hire())
    }
}

/// Without case, and without spaces that nobody sees.
fn folded(text: &str) -> String {
    let text = text.to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn another_hire() -> ApiError {
    ApiError::new(
        axum::http::StatusCode::CONFLICT,
        "another-hire",
        "Not sent: this application’s id already belongs to another hire",
        "Nobody was added for this candidate, and nothing of the other was changed. Ask an admin here to look at the hire with \
         this id, and whoever set up the plugin in Pinpoint whether its mapping of the application gives each application an \
         id of its own.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, email: &str) -> Person {
        let text = |text: &str| Some(text.to_owned());
        Person::of([text(name), None], [text(email)])
    }

    #[test]
    fn one_of_name_and_address_is_enough_and_what_is_not_known_tells_nothing() {
        let ada = person("Ada Byron", "ada@home.example");
        for same in [
            person(" ada  BYRON ", "x@y.example"),
            person("Augusta", " Ada@home.example"),
            person("Ada Byron", ""),
            person("", "ada@home.example"),
            person(" ", " "),
        ] {
            assert!(
                !same.is_other_than(&ada) && !ada.is_other_than(&same),
                "{same:?}"
            );
        }
        for other in [
            person("Grace Murray", "grace@home.example"),
            person("Grace Murray", ""),
            person("", "grace@home.example"),
            person("Ada", "byron@home.example"),
        ] {
            assert!(
                other.is_other_than(&ada) && ada.is_other_than(&other),
                "{other:?}"
            );
        }
    }
}
