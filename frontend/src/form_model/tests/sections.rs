//! How far the sections are, and what is folded away.

use super::*;
use handoff::FieldKind;

#[test]
fn a_section_says_what_is_left_to_do_while_somebody_types() {
    let mut model = model();
    let standing = |model: &FormModel| model.standings();
    assert_eq!(
        standing(&model),
        [
            Standing::Complete,
            Standing::Optional,
            Standing::ToAnswer(1)
        ]
    );
    model.enter(&id("city"), text("Oslo"));
    assert_eq!(standing(&model)[1], Standing::ToAnswer(1));
    model.enter(&id("country"), text("Norway"));
    assert_eq!(standing(&model)[1], Standing::Complete);
    model.enter(&id("hireDate"), text("2027-01-01"));
    assert_eq!(standing(&model)[2], Standing::Complete);
    // Not while it is being typed, but when it is left.
    model.enter(&id("homeEmail"), text("ann"));
    assert_eq!(standing(&model)[0], Standing::ToAnswer(1));
    model.leave(&id("homeEmail"));
    assert_eq!(standing(&model)[0], Standing::ToCorrect(1));
    model.enter(&id("firstName"), text(""));
    assert_eq!(standing(&model)[0], Standing::ToCorrect(1));
}

#[test]
fn what_is_optional_and_empty_is_folded_away_and_nothing_else() {
    let out = |model: &FormModel| {
        let fields = model.form().fields();
        let out = fields.filter(|field| model.is_out(&field.id));
        out.map(|field| field.id.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(out(&model()), ["firstName", "hireDate"]);
    assert_eq!(model().count_folded(0), 1);
    assert_eq!(model().count_folded(1), 2);

    let noticed = changed("payRate", |field| field.notice = Some("Look.".to_owned()));
    let noticed = FormModel::new(noticed, None);
    assert_eq!(out(&noticed), ["firstName", "hireDate", "payRate"]);

    let found = changed("country", |field| field.found = Some("Norge".to_owned()));
    assert!(FormModel::new(found, None).is_out(&id("country")));

    let mut draft = Draft::default();
    draft.entries.entries.insert(id("city"), text("Oslo"));
    let restored = FormModel::new(form(), Some(draft));
    assert_eq!(out(&restored), ["firstName", "city", "country", "hireDate"]);
}

#[test]
fn a_field_that_becomes_needed_comes_out_at_once_and_is_announced() {
    let mut model = model();
    model.fold(1, true);
    model.enter(&id("city"), text("O"));
    assert!(model.is_out(&id("country")));
    assert!(!model.is_out(&id("city")), "somebody is in it");
    assert_eq!(
        model.news(),
        "Country is needed as soon as any part of the address is given."
    );
    model.enter(&id("city"), text("Os"));
    assert!(
        model.news().starts_with("Country"),
        "there is time to hear it"
    );
    model.enter(&id("city"), text(""));
    assert_eq!(model.news(), "");
    assert!(model.is_out(&id("country")), "nothing jumps back");
}

#[test]
fn closing_the_fold_leaves_answers_in_sight() {
    let mut model = model();
    model.fold(0, true);
    model.enter(&id("homeEmail"), text("ann@example.com"));
    assert_eq!(model.count_folded(0), 1);
    model.fold(0, false);
    assert!(model.is_out(&id("homeEmail")));
    assert_eq!(model.count_folded(0), 0);
}

#[test]
fn a_problem_behind_a_fold_opens_it() {
    let mut model = complete();
    model.mark(problem("homeEmail", "Somebody has it."));
    assert!(model.is_unfolded(0));
    assert!(!model.is_unfolded(1));
    model.refuse(vec![problem("payRate", "No.")]);
    assert!(model.is_unfolded(2));
    // What is wrong stays in sight.
    model.fold(2, false);
    assert!(model.is_out(&id("payRate")));
}

#[test]
fn the_companys_own_value_stays_whatever_a_draft_says() {
    let form = changed("firstName", |field| field.is_constant = true);
    let mut draft = Draft::default();
    draft.entries.entries.insert(id("firstName"), text("Bob"));
    let model = FormModel::new(form, Some(draft));
    assert_eq!(model.text(&id("firstName")), "Ann");
    let origin = model.origin(&id("firstName")).unwrap();
    assert_eq!(origin.words, "The same for everybody in your company");
}

#[test]
fn what_looks_like_a_slip_is_remarked_on_and_hinders_nobody() {
    let today = handoff::read_date("2026-11-29");
    let mut model = model().on(today);
    model.enter(&id("hireDate"), text("2026-11-28"));
    let remarks = model.remarks(&id("hireDate")).unwrap();
    assert!(
        remarks.contains("past") && remarks.contains("Saturday"),
        "{remarks}"
    );
    assert_eq!(model.problem(&id("hireDate")), None);
    assert!(model.submit().is_some());
    model.enter(&id("hireDate"), text("2026-12-01"));
    assert_eq!(model.remarks(&id("hireDate")), None);
}

#[test]
fn names_of_several_parts_are_shown_as_they_will_be_stored() {
    let mut form = form();
    let last = FormField::new(id("lastName"), "Last Name", FieldKind::Text);
    form.sections[0].fields.push(last);
    let mut model = FormModel::new(form, None);
    let remarks = |model: &FormModel| model.remarks(&id("lastName"));
    model.enter(&id("lastName"), text("Lopez"));
    assert_eq!(remarks(&model), None, "nothing can be misread");
    model.enter(&id("firstName"), text("María  José"));
    model.enter(&id("lastName"), text("García López "));
    assert_eq!(
        remarks(&model).as_deref(),
        Some("Will be stored as: first name “María José”, last name “García López”.")
    );
}
