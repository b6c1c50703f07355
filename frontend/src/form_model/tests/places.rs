//! States and provinces by country.

use super::*;
use handoff::{Choice, FieldKind};

fn state(name: &str, within: &str) -> Choice {
    Choice {
        within: Some(within.to_owned()),
        ..Choice::new(name)
    }
}

fn with_states() -> FormModel {
    let mut form = form();
    let mut field = FormField::new(id("state"), "State", FieldKind::State);
    field.choices = vec![state("Oslo", "Norway"), state("Viken", "Norway")];
    form.sections[1].fields.push(field);
    FormModel::new(form, None)
}

#[test]
fn only_the_states_of_the_chosen_country_are_offered() {
    let mut model = with_states();
    assert_eq!(model.states(&id("state")), ["Oslo", "Viken"]);
    model.enter(&id("country"), text("Sweden"));
    assert!(model.states(&id("state")).is_empty());
    model.enter(&id("country"), text("norway"));
    assert_eq!(model.states(&id("state")), ["Oslo", "Viken"]);
}

#[test]
fn the_states_of_a_country_are_asked_for_once_and_again_after_a_failure() {
    let mut model = with_states();
    assert_eq!(model.wants_states(), None, "no country yet");
    model.enter(&id("country"), text("Norway"));
    assert_eq!(model.wants_states(), None, "they are known");
    model.enter(&id("country"), text("Sweden"));
    assert_eq!(model.wants_states().as_deref(), Some("Sweden"));
    assert_eq!(model.wants_states(), None, "the answer is on its way");
    model.miss_states("Sweden");
    assert_eq!(model.wants_states().as_deref(), Some("Sweden"));
    model.learn_states("Sweden", vec![Choice::new("Skåne")]);
    assert_eq!(model.states(&id("state")), ["Skåne"]);
    assert_eq!(model.revision(&id("state")), 1);
    model.enter(&id("country"), text("Norway"));
    assert_eq!(model.states(&id("state")), ["Oslo", "Viken"]);
}

#[test]
fn another_country_keeps_what_was_typed_and_says_that_it_does_not_fit() {
    let mut model = with_states();
    model.learn_states("Sweden", vec![Choice::new("Skåne")]);
    model.enter(&id("country"), text("Norway"));
    model.enter(&id("state"), text("viken"));
    assert_eq!(model.problem(&id("state")), None);
    model.enter(&id("country"), text("Sweden"));
    assert_eq!(model.text(&id("state")), "viken");
    let problem = model.problem(&id("state")).unwrap();
    assert!(
        problem.contains("“viken”") && problem.contains("Sweden"),
        "{problem}"
    );
    model.enter(&id("country"), text("Norway"));
    assert_eq!(model.problem(&id("state")), None);
}

#[test]
fn a_state_is_looked_at_when_the_states_of_its_country_arrive() {
    let mut model = with_states();
    model.enter(&id("country"), text("Sweden"));
    model.enter(&id("state"), text("Viken"));
    model.leave(&id("state"));
    assert_eq!(
        model.problem(&id("state")),
        None,
        "nothing is known of Sweden"
    );
    model.learn_states("Sweden", vec![Choice::new("Skåne")]);
    assert!(model.problem(&id("state")).is_some());
}
