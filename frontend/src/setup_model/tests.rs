//! Changes a set-up as an admin would, alone and against somebody else.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use super::sample::{catalogue_field, of, section, setup};
use super::*;

fn model() -> SetupModel {
    SetupModel::new(3, setup())
}

fn id(alias: &str) -> FieldId {
    FieldId::new(alias)
}

/// The sections as `Person: firstName lastName`.
fn drawn(setup: &Setup) -> Vec<String> {
    let sections = setup.sections.iter().map(|section| {
        let fields: Vec<&str> = section.fields.iter().map(|one| one.id.as_str()).collect();
        format!("{}: {}", section.title, fields.join(" "))
    });
    sections.collect()
}

fn lines(before: &Setup, after: &Setup) -> Vec<String> {
    differences(before, after).lines(&|id| id.as_str().to_owned())
}

fn changed(change: impl FnOnce(&mut SetupModel)) -> Setup {
    let mut model = model();
    change(&mut model);
    model.now().clone()
}

#[test]
fn nothing_is_changed_until_it_differs_from_what_is_stored() {
    let mut model = model();
    assert!(!model.is_changed());
    model.move_up(&id("lastName"));
    assert!(model.is_changed());
    model.move_down(&id("lastName"));
    assert!(!model.is_changed(), "there and back again");
    model.field_mut(&id("city")).unwrap().asks = Asks::Hidden;
    model.discard();
    assert!(!model.is_changed());
}

#[test]
fn up_and_down_go_from_section_to_section_and_stop_at_the_ends() {
    let mut model = model();
    model.move_up(&id("city"));
    assert_eq!(model.place(&id("city")), Some((0, 3)));
    model.move_down(&id("city"));
    assert_eq!(model.place(&id("city")), Some((1, 0)));
    model.move_up(&id("firstName"));
    model.move_down(&id("jobTitle"));
    assert!(!model.is_changed(), "there is nowhere to go");
}

#[test]
fn a_field_moved_to_another_section_is_its_last() {
    let mut model = model();
    model.move_to(&id("firstName"), 2);
    assert_eq!(model.place(&id("firstName")), Some((2, 2)));
    model.move_to(&id("firstName"), 2);
    model.move_to(&id("firstName"), 9);
    assert_eq!(model.place(&id("firstName")), Some((2, 2)));
}

#[test]
fn a_field_is_added_once_and_asked_without_being_needed() {
    let mut model = model();
    model.add(&id("customSize"), 1);
    model.add(&id("customSize"), 2);
    assert_eq!(model.place(&id("customSize")), Some((1, 2)));
    let field = model.field_mut(&id("customSize")).unwrap();
    assert_eq!(*field, SetupField::new("customSize"));

    let mut empty = SetupModel::new(0, Setup::default());
    empty.add(&id("firstName"), 0);
    assert_eq!(empty.place(&id("firstName")), Some((0, 0)));
}

#[test]
fn what_was_beside_a_removed_field_is_next() {
    let mut model = model();
    assert_eq!(model.remove(&id("homeEmail")), Some(id("city")));
    assert_eq!(model.remove(&id("jobTitle")), Some(id("hireDate")));
    assert_eq!(model.remove(&id("jobTitle")), None);
    let mut one = SetupModel::new(0, of(vec![section("Person", &["firstName"])]));
    assert_eq!(one.remove(&id("firstName")), None);
}

#[test]
fn only_an_empty_section_can_be_removed() {
    let mut model = model();
    model.remove_section(0);
    assert!(!model.is_changed());
    let added = model.add_section();
    model.rename(added, "Kit");
    model.lift_section(added);
    assert_eq!(model.title(2), "Kit");
    model.remove_section(2);
    assert!(!model.is_changed());
}

#[test]
fn a_field_counts_as_one_change_whatever_was_changed_about_it() {
    let after = changed(|model| {
        model.remove(&id("country"));
        model.add(&id("customSize"), 0);
        let title = model.field_mut(&id("jobTitle")).unwrap();
        title.asks = Asks::Required;
        title.hint = Some("As in the contract.".to_owned());
        model.move_up(&id("jobTitle"));
    });
    assert_eq!(differences(&setup(), &after).count(), 3);
    let lines = lines(&setup(), &after);
    for line in [
        "Added: customSize",
        "Removed: country",
        "Required now: jobTitle",
        "Other help: jobTitle",
        "Moved: jobTitle",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line} of {lines:?}");
    }
}

#[test]
fn no_more_fields_have_moved_than_were_moved() {
    let before = of(vec![section("All", &["a", "b", "c", "d", "e"])]);
    let after = of(vec![section("All", &["b", "c", "d", "a", "e"])]);
    assert_eq!(lines(&before, &after), ["Moved: a"]);
    let after = of(vec![section("All", &["b", "x", "d", "e"])]);
    assert_eq!(lines(&before, &after), ["Added: x", "Removed: a, c"]);
}

#[test]
fn a_section_with_another_title_is_the_same_section() {
    let after = changed(|model| model.rename(1, "Home"));
    assert_eq!(
        lines(&setup(), &after),
        ["Section “Address” is called “Home”"]
    );
    let after = changed(|model| model.lift_section(2));
    assert_eq!(lines(&setup(), &after), ["Sections in another order"]);
}

#[test]
fn mine_on_top_of_theirs_keeps_what_only_they_changed() {
    let mine = changed(|model| {
        model.field_mut(&id("city")).unwrap().asks = Asks::Required;
        model.add(&id("customSize"), 2);
        model.remove(&id("homeEmail"));
    });
    let theirs = changed(|model| {
        let city = model.field_mut(&id("city")).unwrap();
        city.asks = Asks::Hidden;
        city.hint = Some("Theirs".to_owned());
        model.add(&id("customTeam"), 2);
        model.move_up(&id("lastName"));
    });
    let merged = on_top(&setup(), &mine, &theirs);
    assert_eq!(
        drawn(&merged),
        [
            "Person: lastName firstName",
            "Address: city country",
            "Job: hireDate jobTitle customSize customTeam",
        ]
    );
    let city = merged.field(&id("city")).unwrap();
    assert_eq!(city.asks, Asks::Required, "both changed it: mine");
    assert_eq!(city.hint.as_deref(), Some("Theirs"), "only they changed it");
}

#[test]
fn what_they_removed_comes_back_only_when_i_changed_it() {
    let mine = changed(|model| {
        model.field_mut(&id("country")).unwrap().asks = Asks::Required;
    });
    let theirs = changed(|model| {
        model.remove(&id("country"));
        model.remove(&id("jobTitle"));
    });
    let merged = on_top(&setup(), &mine, &theirs);
    assert_eq!(
        drawn(&merged)[1..],
        ["Address: city country", "Job: hireDate"]
    );
}

#[test]
fn my_moves_and_sections_go_on_top() {
    let mine = changed(|model| {
        model.move_to(&id("city"), 0);
        model.move_to(&id("country"), 0);
        model.remove_section(1);
        let kit = model.add_section();
        model.rename(kit, "Kit");
        model.add(&id("customSize"), kit);
        model.rename(0, "Who");
    });
    let theirs = changed(|model| model.add(&id("customTeam"), 0));
    assert_eq!(
        drawn(&on_top(&setup(), &mine, &theirs)),
        [
            "Who: firstName lastName homeEmail city country customTeam",
            "Job: hireDate jobTitle",
            "Kit: customSize",
        ]
    );

    let theirs = changed(|model| model.add(&id("zipcode"), 1));
    let merged = on_top(&setup(), &mine, &theirs);
    assert_eq!(drawn(&merged)[1], "Address: zipcode", "not empty with them");
}

#[test]
fn my_order_of_sections_counts_when_i_changed_it() {
    let mine = changed(|model| model.lift_section(2));
    let theirs = changed(|model| {
        let kit = model.add_section();
        model.rename(kit, "Kit");
    });
    let titles = |setup: &Setup| -> Vec<String> {
        let sections = setup.sections.iter();
        sections.map(|section| section.title.clone()).collect()
    };
    let merged = on_top(&setup(), &mine, &theirs);
    assert_eq!(titles(&merged), ["Person", "Job", "Address", "Kit"]);
    assert_eq!(titles(&on_top(&setup(), &setup(), &theirs))[3], "Kit");
}

#[test]
fn mine_on_top_of_what_did_not_change_is_mine() {
    let mine = changed(|model| {
        model.move_to(&id("firstName"), 2);
        model.move_up(&id("country"));
        model.add(&id("customSize"), 1);
        model.lift_section(1);
        model.set_trax("Monthly", true);
    });
    assert_eq!(on_top(&setup(), &mine, &setup()), mine);
    assert_eq!(on_top(&setup(), &setup(), &mine), mine);
}

#[test]
fn following_keeps_my_changes_and_makes_theirs_what_is_stored() {
    let mut model = model();
    model.remove(&id("country"));
    let theirs = changed(|model| model.add(&id("customTeam"), 0));
    model.follow(7, theirs.clone());
    assert_eq!((model.version(), model.stored()), (7, &theirs));
    assert_eq!(lines(model.stored(), model.now()), ["Removed: country"]);
}

#[test]
fn fields_are_found_by_any_words_of_label_or_alias() {
    let fields = [
        catalogue_field("jobTitle", "Job Title"),
        catalogue_field("customTitle", "Courtesy title"),
        catalogue_field("payRate", "Pay rate"),
        catalogue_field("custom91", "Größe"),
    ];
    let picker = Picker::new(&fields);
    let find = |typed: &str, only| picker.find(typed, only, &|place| place == 0).places;
    assert_eq!(find("title", Only::All), [0, 1]);
    assert_eq!(find(" TITLE  court", Only::All), [1]);
    assert_eq!(find("customt", Only::All), [1], "by its alias");
    assert_eq!(find("größe", Only::All), [3]);
    assert_eq!(find("", Only::Custom), [1, 3]);
    assert_eq!(find("", Only::Unused), [1, 2, 3]);
    assert_eq!(find("", Only::Tables), [2]);
    assert!(find("salary", Only::All).is_empty());
}

#[test]
fn what_begins_with_the_text_comes_first() {
    let fields = [
        catalogue_field("a", "Pay group"),
        catalogue_field("b", "Group"),
    ];
    let found = Picker::new(&fields).find("group", Only::All, &|_| false);
    assert_eq!(found.places, [1, 0]);
}

#[test]
fn of_hundreds_fifty_are_shown_and_all_are_counted() {
    let fields: Vec<_> = (0..700)
        .map(|number| catalogue_field(&format!("custom{number}"), &format!("Field {number}")))
        .collect();
    let found = Picker::new(&fields).find("field", Only::All, &|_| false);
    assert_eq!((found.places.len(), found.total), (MOST_SHOWN, 700));
}

#[test]
fn that_options_may_be_added_is_a_change_that_is_told_and_stays_on_top_of_theirs() {
    let mut model = SetupModel::new(1, setup());
    model.let_options_be_added(true);
    assert_eq!(model.differences().count(), 1);
    assert_eq!(
        model.differences().others,
        ["Options may be added in BambooHR"]
    );
    let mut theirs = setup();
    theirs.sections.pop();
    model.follow(2, theirs);
    assert!(model.now().may_add_options && model.is_changed());
    model.let_options_be_added(false);
    assert!(!model.is_changed());
}
