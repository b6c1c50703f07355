//! Somebody who works at the company, found by typing a part of the name. BambooHR knows managers by name only, so the
//! name is what is entered, and of namesakes a person is told that they share it.

use handoff::interface::{Colleague, ColleaguesFound};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::pause;
use crate::components::combobox::{Choosing, Combobox, Offer};
use crate::components::field::Question;
use crate::tasks::{memo, spawn};

/// Milliseconds without a letter after which is asked.
const PAUSE: i32 = 250;

/// What was asked last, and what is known. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
struct Search {
    people: RwSignal<Vec<Offer>>,
    stands: RwSignal<Option<String>>,
    /// Names that several people share, as far as they were met.
    shared: RwSignal<Vec<String>>,
    /// Counts the questions: only the answer to the newest is shown.
    newest: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

/// The input of such a field.
pub(super) fn input(
    question: Question,
    value: Signal<String>,
    on_change: Callback<String>,
    on_leave: Callback<()>,
) -> AnyView {
    let search = Search {
        people: RwSignal::default(),
        stands: RwSignal::default(),
        shared: RwSignal::default(),
        newest: StoredValue::new(0),
        owner: StoredValue::new(Owner::current()),
    };
    let said = question.remarks;
    let remarks = memo(move || {
        let name = value.get();
        let is_shared = search.shared.with(|shared| shared.contains(&name));
        is_shared.then(|| namesakes(&name)).or_else(|| said.get())
    });
    let question = Question {
        remarks: remarks.into(),
        ..question
    };
    let choosing = Choosing::Searched {
        ask: Callback::new(move |text| search.ask(text)),
        stands: search.stands.into(),
    };
    view! {
        <Combobox
            question=question
            options=search.people
            choosing=choosing
            value=value
            on_change=on_change
            on_leave=on_leave
        />
    }
    .into_any()
}

impl Search {
    fn ask(self, text: String) {
        let asked = self.newest.get_value() + 1;
        self.newest.set_value(asked);
        self.stands.set(Some("Searching…".to_owned()));
        let task = async move {
            let is_newest = || self.newest.get_value() == asked;
            pause(PAUSE).await;
            if is_newest() {
                let answer = api::search_colleagues(text).await;
                if is_newest() {
                    self.answered(answer);
                }
            }
        };
        // An event handler has no owner of its own; leaving the page must end the waiting.
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }

    fn answered(self, answer: Result<ColleaguesFound, ApiError>) {
        self.stands.set(stands(&answer));
        let people = answer.map(|found| found.people).unwrap_or_default();
        self.shared
            .update(|shared| shared.extend(names_of_several(&people)));
        let offers = people.into_iter().map(|person| Offer {
            text: person.name,
            note: person.note,
        });
        self.people.set(offers.collect());
    }
}

fn stands(answer: &Result<ColleaguesFound, ApiError>) -> Option<String> {
    let words = match answer {
        Ok(found) if found.people.is_empty() => {
            "Nobody fits. What you typed can stay, if BambooHR has it as a name."
        }
        Ok(found) if found.more => "There are more. Type more of the name.",
        Ok(_) => return None,
        Err(_) => {
            "The search did not work. Type on to try again, or enter the name as it stands in BambooHR."
        }
    };
    Some(words.to_owned())
}

fn names_of_several(people: &[Colleague]) -> Vec<String> {
    let is_again = |(place, person): &(usize, &Colleague)| {
        let mut before = people.iter().take(*place);
        before.any(|other| other.name == person.name)
    };
    let again = people.iter().enumerate().filter(is_again);
    again.map(|(_, person)| person.name.clone()).collect()
}

fn namesakes(name: &str) -> String {
    format!(
        "Several people are called “{name}”. BambooHR knows managers by name only: look there after the send whether it \
         took the right one."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(id: &str, name: &str) -> Colleague {
        Colleague {
            id: id.to_owned(),
            name: name.to_owned(),
            note: String::new(),
        }
    }

    #[test]
    fn names_that_several_people_share_are_noticed() {
        let people = [
            colleague("1", "Priya Shah"),
            colleague("2", "Ann Lee"),
            colleague("3", "Priya Shah"),
        ];
        assert_eq!(names_of_several(&people), ["Priya Shah"]);
        assert!(names_of_several(&people[..2]).is_empty());
    }

    #[test]
    fn every_answer_but_a_plain_list_is_put_into_words() {
        let found = |people: Vec<Colleague>, more| Ok(ColleaguesFound { people, more });
        let somebody = || vec![colleague("1", "Ann Lee")];
        assert_eq!(stands(&found(somebody(), false)), None);
        for answer in [
            found(Vec::new(), false),
            found(somebody(), true),
            Err(ApiError::Network),
        ] {
            assert!(stands(&answer).is_some(), "{answer:?}");
        }
    }
}
