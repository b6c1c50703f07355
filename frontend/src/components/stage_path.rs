//! The hiring process as a path: what lies behind, where the candidate stands, what is to come.
//!
//! An ordered list; the current step has `aria-current="step"`, and each says in words that are hidden from the
//! eye whether it was passed, is current, or is to come. Nothing in it can be pressed: stages are changed
//! elsewhere. A rejection is one more step at its end, with its word, because a grey path alone would look like
//! one that has not begun.

use handoff::Stage;
use leptos::prelude::*;

use crate::tasks::drawn;

/// The steps of the path. A rejection is not one of them but an end of it.
const PATH: [Stage; 5] = [
    Stage::Applied,
    Stage::Screening,
    Stage::Interview,
    Stage::Offer,
    Stage::Hired,
];

/// The path with the candidate's place on it.
#[component]
pub fn StagePath(
    /// Where the candidate stands.
    #[prop(into)]
    stage: Signal<Stage>,
) -> impl IntoView {
    view! {
        <ol class="stage-path" aria-label="Hiring process">
            {PATH
                .into_iter()
                .map(|step| {
                    let place = move || place_of(step, stage.get());
                    view! {
                        <li
                            class=move || place().class()
                            aria-current=move || (place() == Place::Here).then_some("step")
                        >
                            <span class="stage-path__name">{step.label()}</span>
                            <span class="visually-hidden">{move || place().words()}</span>
                        </li>
                    }
                })
                .collect_view()}
            {drawn(move || {
                (stage.get() == Stage::Rejected)
                    .then(|| {
                        view! {
                            <li class="stage-path__step stage-path__step--end" aria-current="step">
                                <span class="stage-path__name">{Stage::Rejected.label()}</span>
                                <span class="visually-hidden">{Place::Here.words()}</span>
                            </li>
                        }
                    })
            })}
        </ol>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Behind,
    Here,
    Ahead,
    Closed,
}

impl Place {
    fn class(self) -> &'static str {
        match self {
            Self::Behind => "stage-path__step stage-path__step--behind",
            Self::Here => "stage-path__step stage-path__step--here",
            Self::Ahead => "stage-path__step",
            Self::Closed => "stage-path__step stage-path__step--closed",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Behind => ", passed",
            Self::Here => ", current stage",
            Self::Ahead => ", to come",
            Self::Closed => ", closed",
        }
    }
}

fn place_of(step: Stage, stage: Stage) -> Place {
    let index = |wanted| PATH.iter().position(|step| *step == wanted);
    match (index(step), index(stage)) {
        (_, None) => Place::Closed,
        (step, stage) if step < stage => Place::Behind,
        (step, stage) if step == stage => Place::Here,
        _ => Place::Ahead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_before_are_passed_and_a_rejection_closes_all() {
        let places = |stage| PATH.map(|step| place_of(step, stage));
        assert_eq!(
            places(Stage::Interview),
            [
                Place::Behind,
                Place::Behind,
                Place::Here,
                Place::Ahead,
                Place::Ahead
            ]
        );
        assert_eq!(places(Stage::Hired).last(), Some(&Place::Here));
        assert!(
            places(Stage::Rejected)
                .iter()
                .all(|place| *place == Place::Closed)
        );
    }
}
