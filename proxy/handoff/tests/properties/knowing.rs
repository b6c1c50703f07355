//! Forms of any setup: nothing that was entered is lost, nothing that is hidden gets out, and everything comes back.

use std::collections::{BTreeMap, BTreeSet};

use handoff::candidate::Answer;
use handoff::{
    Asks, Attribute, Candidate, Catalogue, Change, Company, Entry, Extras, FieldId, FieldKind,
    Fixed, Form, FormField, Preset, RememberedChoice, Setup, SetupField, SetupFile, SetupSection,
    Source, Submission, Viewer, batch_missing, batch_obstacle, check, compare, compose, hints,
    overlay, plan, read_date, setup_change_words, setup_problems, split_name, validate,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::generated::{ALIASES, any_candidate, any_catalogue, any_entry, any_submission};

/// What only admins may see is this, wherever a setup says it, so that it can be looked for.
const SECRET: &str = "s3cr3t-in-here";

fn any_source() -> impl Strategy<Value = Source> {
    let answer = Attribute::Answer {
        question: "Shoe size?".to_owned(),
    };
    let attributes: Vec<Attribute> = Attribute::ALL.into_iter().chain([answer]).collect();
    let change = proptest::option::weighted(0.3, select(&Change::ALL[..]));
    (select(attributes), change).prop_map(|(from, change)| Source { from, change })
}

prop_compose! {
    fn any_setup_field()(
        alias in select(&ALIASES[..]),
        asks in select(vec![Asks::Required, Asks::Optional, Asks::Optional, Asks::Optional, Asks::Hidden]),
        source in proptest::option::weighted(0.5, any_source()),
        fixed in proptest::option::weighted(0.3, any_entry()),
        is_constant: bool,
        admins_only in proptest::bool::weighted(0.2),
    ) -> SetupField {
        let entry = if admins_only { fixed.map(|_| Entry::Text(SECRET.to_owned())) } else { fixed };
        let fixed = entry.map(|entry| Fixed { entry, is_constant });
        // What an admin may see only is also not in a field that everybody sees.
        let source = source.filter(|_| !admins_only);
        SetupField { asks, source, fixed, admins_only, ..SetupField::new(alias) }
    }
}

fn any_setup() -> impl Strategy<Value = Setup> {
    let sections = proptest::collection::vec(
        (
            "[A-Z][a-z]{0,6}",
            proptest::collection::vec(any_setup_field(), 0..8),
        ),
        0..5,
    );
    (sections, proptest::collection::vec("[a-zA-Z]{1,3}", 0..2)).prop_map(
        |(sections, trax_schedules)| Setup {
            sections: sections
                .into_iter()
                .map(|(title, fields)| SetupSection { title, fields })
                .collect(),
            trax_schedules,
            may_add_options: false,
        },
    )
}

fn any_viewer() -> impl Strategy<Value = Viewer> {
    select(vec![Viewer::Admin, Viewer::Recruiter])
}

/// A company, whoever looks, and the candidate.
#[derive(Clone, Debug)]
struct Given {
    candidate: Candidate,
    catalogue: Catalogue,
    setup: Setup,
    remembered: Vec<RememberedChoice>,
    viewer: Viewer,
}

prop_compose! {
    fn any_given()(
        candidate in any_candidate(), catalogue in any_catalogue(), setup in any_setup(), viewer in any_viewer(),
        answer in "[0-9]{1,2}", chosen: Index,
    ) -> Given {
        let mut candidate = candidate;
        candidate.answers.push(Answer { question: "Shoe size?".to_owned(), answer });
        let options = catalogue.fields.iter().flat_map(|field| {
            field.choices.iter().map(|choice| (field.id.clone(), choice.value.clone()))
        });
        let options: Vec<_> = options.collect();
        let remembered = (!options.is_empty()).then(|| {
            let (field, option) = chosen.get(&options).clone();
            RememberedChoice { field, found: candidate.job.title.clone(), option }
        });
        Given { candidate, catalogue, setup, remembered: remembered.into_iter().collect(), viewer }
    }
}

impl Given {
    fn form(&self) -> Form {
        let company = Company {
            catalogue: &self.catalogue,
            setup: &self.setup,
            remembered: &self.remembered,
        };
        compose(&self.candidate, &company, self.viewer)
    }
}

/// What somebody who knows what each field takes could enter.
fn fitting(field: &FormField, pick: u8) -> Entry {
    let option = field
        .choices
        .get(usize::from(pick) % field.choices.len().max(1));
    let text = match (field.kind, option) {
        (FieldKind::Money, _) => {
            return Entry::Money {
                amount: format!("{pick},000.5"),
                currency: "EUR".to_owned(),
            };
        }
        (FieldKind::Choice, option) => {
            option.map_or_else(String::new, |choice| choice.value.to_uppercase())
        }
        (FieldKind::Date, _) => "2027-01-04".to_owned(),
        (FieldKind::Email, _) => format!("ann{pick}@example.com"),
        _ => format!("text {pick}"),
    };
    Entry::Text(text)
}

/// Each field as it is offered, empty, filled in well, or with anything.
fn filled_in(form: &Form, picks: &[u8], anything: &Submission) -> Submission {
    let mut submission = form.prefilled();
    for (field, pick) in form.fields().zip(picks) {
        let entry = match pick % 8 {
            0 | 1 => continue,
            2 => Entry::Text(String::new()),
            3 => match anything.entries.get(&field.id) {
                Some(entry) => entry.clone(),
                None => continue,
            },
            _ => fitting(field, *pick),
        };
        submission.entries.insert(field.id.clone(), entry);
    }
    submission
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_form_of_any_setup_is_the_same_twice_and_survives_the_way_to_the_browser(given in any_given()) {
        let form = given.form();
        prop_assert_eq!(&given.form(), &form);
        let json = serde_json::to_string(&form).unwrap();
        let read: Form = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, Form { unasked: Vec::new(), ..form });
    }

    #[test]
    fn every_entry_is_in_the_plan_once_or_in_a_problem_and_what_goes_along_unseen_too(
        given in any_given(), picks in proptest::collection::vec(any::<u8>(), 40), anything in any_submission(),
    ) {
        let form = given.form();
        let submission = filled_in(&form, &picks, &anything);
        let entered: Vec<_> = submission.entries.iter().filter(|(_, entry)| !entry.is_blank()).collect();
        let checked = match check(&form, &submission) {
            Ok(checked) => checked,
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                // What is named is all that is wrong: without it the rest may go.
                let named: BTreeSet<_> = problems.iter().map(|problem| &problem.field).collect();
                for (id, _) in entered {
                    let said = validate(&form, &submission).iter().any(|problem| problem.field == *id);
                    prop_assert_eq!(named.contains(id), said);
                }
                return Ok(());
            }
        };
        let plan = plan(checked, &given.catalogue, &Extras::default());
        let sent = plan.fields();
        let ids: BTreeSet<_> = sent.iter().map(|field| &field.id).collect();
        prop_assert_eq!(ids.len(), sent.len());
        for (id, entry) in &entered {
            let planned = sent.iter().find(|field| field.id == **id);
            prop_assert!(planned.is_some(), "{id:?}");
            // BambooHR writes amounts without separators, and texts as they came.
            let given_back = match entry {
                Entry::Money { .. } => entry.display().replace(',', ""),
                Entry::Text(text) => text.clone(),
            };
            let as_entered = BTreeMap::from([(id.as_str().to_owned(), given_back)]);
            prop_assert!(compare(planned.copied(), &as_entered).is_complete(), "{planned:?} {entry:?}");
        }
        let unseen = form.unasked.iter().filter(|unasked| unasked.field.prefill.is_some());
        let constant = form.fields().filter(|field| field.is_constant);
        let along: BTreeSet<_> = unseen.map(|unasked| &unasked.field.id).chain(constant.map(|field| &field.id)).collect();
        let expected: BTreeSet<_> = entered.iter().map(|(id, _)| *id).chain(along).collect();
        prop_assert_eq!(ids, expected);
    }

    #[test]
    fn what_bamboohr_gives_back_as_it_was_sent_counts_as_stored_whatever_the_setup(
        given in any_given(), picks in proptest::collection::vec(any::<u8>(), 40), anything in any_submission(),
    ) {
        let form = given.form();
        if let Ok(checked) = check(&form, &filled_in(&form, &picks, &anything)) {
            let plan = plan(checked, &given.catalogue, &Extras::default());
            let echo = plan.fields().into_iter().map(|field| (field.id.as_str().to_owned(), field.entry.display()));
            prop_assert!(compare(plan.fields(), &echo.collect()).is_complete());
        }
    }

    #[test]
    fn what_only_admins_may_see_is_in_nothing_that_a_recruiter_gets(
        mut given in any_given(), picks in proptest::collection::vec(any::<u8>(), 40), anything in any_submission(),
    ) {
        given.viewer = Viewer::Recruiter;
        let form = given.form();
        let json = serde_json::to_string(&form).unwrap();
        prop_assert!(!json.contains(SECRET), "{json}");
        let submission = filled_in(&form, &picks, &anything);
        for problem in check(&form, &submission).err().unwrap_or_default() {
            prop_assert!(!problem.message.contains(SECRET), "{problem:?}");
        }
        prop_assert!(!batch_obstacle(&form, &submission).unwrap_or_default().contains(SECRET));
        let compared = handoff::valid_values(&form, &submission);
        prop_assert!(compared.iter().all(|field| field.entry.display() != SECRET));
    }

    #[test]
    fn a_first_value_of_any_setup_never_needs_correction_and_is_never_a_likely_option(given in any_given()) {
        let form = given.form();
        let prefilled = form.prefilled();
        for problem in validate(&form, &prefilled) {
            prop_assert!(prefilled.given(&problem.field).is_none(), "{problem:?}");
        }
        for field in form.fields() {
            let is_chosen = field.prefill.is_some() && field.kind == FieldKind::Choice;
            prop_assert!(!is_chosen || field.likely.is_empty());
            // Words that are no value are said, and then there is no value.
            prop_assert!(field.found.is_none() || field.prefill.is_none());
        }
    }

    #[test]
    fn of_many_at_once_what_is_missing_or_in_the_way_is_all_there_is(
        given in any_given(), mut entries in any_submission(),
    ) {
        let form = given.form();
        entries.entries.retain(|id, _| form.field(id).is_some());
        let missing = batch_missing(&form, &entries);
        let is_in_the_way = batch_obstacle(&form, &entries).is_some();
        match check(&form, &overlay(&form, &entries)) {
            Ok(_) => prop_assert!(!is_in_the_way && missing.iter().all(|field| field.notice.is_some())),
            Err(problems) => for problem in problems {
                let is_missing = missing.iter().any(|field| field.id == problem.field);
                prop_assert!(is_missing || is_in_the_way, "{problem:?}");
            }
        }
        // What is missing stands by itself: its conditions are about fields that are there too.
        for condition in missing.iter().flat_map(|field| &field.conditions) {
            let is_there = |id: &FieldId| missing.iter().any(|field| field.id == *id);
            prop_assert!(condition.any_of.iter().all(|trigger| is_there(&trigger.field)));
        }
    }

    #[test]
    fn a_setup_comes_back_from_its_file_and_fits_the_company_it_was_made_for(
        setup in any_setup(), catalogue in any_catalogue(), other in any_setup(),
    ) {
        let text = SetupFile::of(setup.clone(), &catalogue).to_text().unwrap();
        let file = SetupFile::read(&text).unwrap();
        prop_assert_eq!(&file.setup, &setup);
        let (here, lacks) = file.for_company(&catalogue);
        prop_assert!(here == setup || !lacks.is_empty());
        prop_assert!(here.fields().all(|field| catalogue.field(&field.id).is_some()));
        let again = SetupFile::of(here.clone(), &catalogue).for_company(&catalogue);
        prop_assert_eq!(again, (here, Vec::new()));
        prop_assert_eq!(setup_change_words(&setup, &setup, &catalogue), "Saved without a change");
        let words = setup_change_words(&setup, &other, &catalogue);
        prop_assert!(!words.is_empty());
        for preset in Preset::ALL {
            let sound = setup_problems(&preset.setup(&catalogue), &catalogue);
            // A catalogue of any kinds can have a date for a name; nothing else is wrong with a preset.
            prop_assert!(sound.iter().all(|problem| problem.message.contains("cannot fill in")), "{sound:?}");
        }
        setup_problems(&setup, &catalogue);
    }

    #[test]
    fn hints_are_about_what_was_entered_and_never_more_than_one_per_field(given in any_given(), anything in any_submission()) {
        let form = given.form();
        let today = read_date("2026-12-01").unwrap();
        let said = hints(&form, &anything, today);
        let fields: BTreeSet<_> = said.iter().map(|hint| &hint.field).collect();
        prop_assert_eq!(fields.len(), said.len());
        prop_assert!(fields.into_iter().all(|id| anything.given(id).is_some()));
    }

    #[test]
    fn a_split_name_has_every_word_of_the_whole(whole in prop_oneof![
        "\\PC{0,24}",
        "(Dr\\. )?[A-Z][a-z]{1,5}( (van|von der|de la|dos|bin|al|E|y)){0,2}( [A-Z][a-z]{1,6}){0,3}( Jr\\.)?",
        "[A-Z][a-z]{1,6}( [a-z]{2,3})?, [A-Z][a-z]{1,5}( [A-Z][a-z]{1,5})?",
        "[\u{4e00}-\u{4e50}]{1,5}( [\u{4e00}-\u{4e50}]{1,3})?",
        "[\u{ac00}-\u{ac50}]{1,4}",
    ]) {
        let split = split_name(&whole);
        let letters = |text: &str| -> Vec<char> {
            let mut letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        };
        let both = format!("{}{}", split.first, split.last);
        let lost = letters(&whole).len() - letters(&both).len();
        // Only the comma of “Family, Given” is not stored.
        prop_assert!(lost == 0 || (lost == 1 && whole.contains(',')), "{split:?}");
        let without_comma = if lost == 1 { whole.replacen(',', " ", 1) } else { whole };
        prop_assert_eq!(letters(&both), letters(&without_comma));
        let in_order = format!("{} {}", split.first, split.last);
        let words: Vec<&str> = in_order.split_whitespace().collect();
        let family_first = format!("{} {}", split.last, split.first);
        let reversed: Vec<&str> = family_first.split_whitespace().collect();
        let joined: String = reversed.concat();
        let all: Vec<&str> = without_comma.split_whitespace().collect();
        prop_assert!(words == all || reversed == all || joined == all.concat(), "{split:?}");
    }
}
