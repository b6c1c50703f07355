//! Composing, validating, planning and comparing.

use std::collections::BTreeMap;

use handoff::{
    Extras, Setup, batch_missing, check, compare, overlay, plan, valid_values, validate,
};
use proptest::prelude::*;

use super::generated::{any_candidate, any_catalogue, any_submission, composed};

proptest! {
    #[test]
    fn a_form_composed_twice_is_the_same(candidate in any_candidate(), catalogue in any_catalogue()) {
        prop_assert_eq!(composed(&candidate, &catalogue), composed(&candidate, &catalogue));
    }

    #[test]
    fn every_field_of_the_setup_is_asked_or_its_absence_is_named(candidate in any_candidate(), catalogue in any_catalogue()) {
        let form = composed(&candidate, &catalogue);
        for section in Setup::default_for(&catalogue).sections {
            for asked in section.fields {
                let named = form.notices.iter().any(|notice| notice.contains(&format!("“{}”", asked.id.as_str())));
                prop_assert!(form.field(&asked.id).is_some() != named, "{:?}", asked.id);
            }
        }
    }

    #[test]
    fn a_prefilled_value_never_needs_correction(candidate in any_candidate(), catalogue in any_catalogue()) {
        let form = composed(&candidate, &catalogue);
        let prefilled = form.prefilled();
        for problem in validate(&form, &prefilled) {
            prop_assert!(prefilled.given(&problem.field).is_none(), "{problem:?}");
        }
    }

    #[test]
    fn nothing_that_was_entered_is_lost_between_submission_and_plan(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = composed(&candidate, &catalogue);
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let given = submission.entries.iter().filter(|(_, entry)| !entry.is_blank()).count();
            prop_assert_eq!(plan.fields().len(), given);
        }
    }

    #[test]
    fn a_value_given_back_as_it_was_sent_counts_as_stored(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = composed(&candidate, &catalogue);
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let stored: BTreeMap<_, _> =
                plan.fields().iter().map(|field| (field.id.as_str().to_owned(), field.entry.display())).collect();
            prop_assert!(compare(plan.fields(), &stored).is_complete());
        }
    }

    #[test]
    fn a_plan_survives_the_database(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = composed(&candidate, &catalogue);
        if let Ok(checked) = check(&form, &submission) {
            let plan = plan(checked, &catalogue, &Extras::default());
            let text = serde_json::to_string(&plan).unwrap();
            prop_assert_eq!(serde_json::from_str::<handoff::Plan>(&text).unwrap(), plan);
        }
    }

    #[test]
    fn a_candidate_of_whom_nothing_is_missing_passes_the_check(catalogue in any_catalogue(), candidate in any_candidate(), mut entries in any_submission()) {
        let form = composed(&candidate, &catalogue);
        entries.entries.retain(|id, _| form.field(id).is_some());
        let missing = batch_missing(&form, &entries);
        let whole = overlay(&form, &entries);
        match check(&form, &whole) {
            Ok(_) => prop_assert!(missing.iter().all(|field| field.notice.is_some())),
            Err(problems) => for problem in problems {
                prop_assert!(missing.iter().any(|field| field.id == problem.field), "{problem:?}");
            }
        }
    }

    #[test]
    fn the_values_that_could_be_sent_are_those_that_are_not_wrong(catalogue in any_catalogue(), candidate in any_candidate(), submission in any_submission()) {
        let form = composed(&candidate, &catalogue);
        let wrong: Vec<_> = validate(&form, &submission).into_iter().map(|problem| problem.field).collect();
        let right: Vec<_> = form
            .fields()
            .filter(|field| submission.given(&field.id).is_some() && !wrong.contains(&field.id))
            .map(|field| field.id.clone())
            .collect();
        let values: Vec<_> = valid_values(&form, &submission).into_iter().map(|value| value.id).collect();
        prop_assert_eq!(values, right);
    }
}
