//! A send that has not begun, because somebody in BambooHR may be this person already.

use handoff::CandidateId;
use handoff::interface::{Decision, PossibleMatch};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{ByHand, Offer, People, Reason, Refusal, Why};
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::page_heading::PageHeading;

/// The people found before anything was sent, and the decisions that can be taken.
#[component]
pub(super) fn TwinFound(candidate: CandidateId, following: Following) -> impl IntoView {
    let name = following.name();
    let create = Callback::new(move |()| following.decide(Decision::CreateAnyway, None));
    let look_again = Callback::new(move |()| following.decide(Decision::LookAgain, None));
    let stop = Callback::new(move |()| following.decide(Decision::Stop, None));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("Is {name} in BambooHR already?") />
        <Why following=following />
        <Refusal following=following />
        <People following=following offers=offers />
        <p class="muted">
            "Updating changes the values that differ. Rehiring also makes a former employee active again. Leaving as is ends this send without a change."
        </p>
        <ByHand following=following />
        <Reason following=following />
        <div class="actions">
            <ConfirmDialog
                id="create-anyway"
                opener="Create anyway"
                title=format!("Create {name} anyway?")
                text=format!(
                    "BambooHR will then have {name} as somebody new. If the person is there already, BambooHR will have two.",
                )
                confirm="Create a new employee"
                busy=following.is_deciding
                on_confirm=create
            />
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=look_again>
                "Look again"
            </Button>
            <Button weight=Weight::Secondary busy=following.is_deciding on_press=stop>
                "Do not send"
            </Button>
        </div>
    }
}

fn offers(_: &str, found: &PossibleMatch) -> Vec<Offer> {
    let is_former = found.status.as_deref() == Some("Inactive");
    let offers = [
        Some(("Update this employee", Decision::Update)),
        is_former.then_some(("Rehire", Decision::Rehire)),
        Some(("It is this person: leave as is", Decision::AlreadyThere)),
    ];
    let offers = offers.into_iter().flatten();
    offers
        .map(|(label, decision)| (label.to_owned(), decision))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::interface::EmployeeLink;

    #[test]
    fn only_former_employees_can_be_rehired() {
        let decisions = |status: Option<&str>| {
            let found = PossibleMatch {
                employee: EmployeeLink {
                    id: "131".to_owned(),
                    url: String::new(),
                },
                name: "Ann Example".to_owned(),
                hire_date: None,
                status: status.map(str::to_owned),
                why: None,
                is_ours: false,
            };
            let offers = offers("Ann", &found).into_iter();
            offers.map(|offer| offer.1).collect::<Vec<_>>()
        };
        let always = [Decision::Update, Decision::AlreadyThere];
        assert_eq!(decisions(Some("Active")), always);
        assert_eq!(decisions(None), always);
        assert_eq!(
            decisions(Some("Inactive")),
            [Decision::Update, Decision::Rehire, Decision::AlreadyThere]
        );
    }
}
