//! Where first values came from, and what a candidate's words could mean.

use super::*;
use handoff::{Choice, FieldKind, Prefill};

fn prefilled(alias: &str, entry: Entry, found: Option<&str>) -> FormModel {
    let form = changed(alias, |field| {
        field.prefill = Some(Prefill {
            entry,
            origin: "the offer".to_owned(),
            found: found.map(str::to_owned),
        });
    });
    FormModel::new(form, None)
}

fn origin(model: &FormModel, alias: &str) -> (String, bool) {
    let origin = model.origin(&id(alias)).unwrap();
    (origin.words, origin.is_changed)
}

#[test]
fn a_first_value_says_where_it_came_from_and_can_be_put_back() {
    let mut model = prefilled("hireDate", text("2027-01-04"), None);
    assert_eq!(
        origin(&model, "hireDate"),
        ("From the offer".to_owned(), false)
    );
    model.enter(&id("hireDate"), text("2027-02-01"));
    let changed = "Changed; the offer says Monday, 4 January 2027".to_owned();
    assert_eq!(origin(&model, "hireDate"), (changed, true));
    model.put_back(&id("hireDate"));
    assert_eq!(model.text(&id("hireDate")), "2027-01-04");
    assert_eq!(
        origin(&model, "hireDate"),
        ("From the offer".to_owned(), false)
    );
    assert_eq!(model.origin(&id("city")), None);
}

#[test]
fn words_that_were_translated_are_told_with_what_they_became() {
    let mut model = prefilled("country", text("Norway"), Some("Norge"));
    let words = "From the offer: “Norge”, which your company calls “Norway”".to_owned();
    assert_eq!(origin(&model, "country"), (words, false));
    model.enter(&id("country"), text("Sweden"));
    let words = "Changed; the offer says “Norge”, which your company calls “Norway”".to_owned();
    assert_eq!(origin(&model, "country"), (words, true));
}

#[test]
fn amounts_and_long_texts_are_told_so_that_they_can_be_read() {
    let money = |amount: &str| Entry::Money {
        amount: amount.to_owned(),
        currency: "EUR".to_owned(),
    };
    let mut model = prefilled("payRate", money("60000.00"), None);
    model.enter(&id("payRate"), money("61000.00"));
    let words = "Changed; the offer says 60,000.00 EUR".to_owned();
    assert_eq!(origin(&model, "payRate"), (words, true));

    let mut model = prefilled("city", text(&"Ö".repeat(200)), None);
    model.enter(&id("city"), text("Oslo"));
    assert!(origin(&model, "city").0.ends_with("ÖÖ…”"));
}

fn with_unknown_country() -> FormModel {
    let form = changed("country", |field| {
        field.notice = Some("The profile says “Norge”, which is not an option.".to_owned());
        field.found = Some("Norge".to_owned());
        field.likely = vec!["Norway".to_owned()];
        field.can_add = true;
    });
    FormModel::new(form, None)
}

#[test]
fn words_that_are_no_option_come_with_what_they_could_mean_until_one_is_chosen() {
    let mut model = with_unknown_country();
    let notice = model.notice(&id("country")).unwrap();
    assert_eq!(notice.likely, ["Norway"]);
    assert_eq!(notice.can_add.as_deref(), Some("Norge"));
    assert!(!notice.is_settled);
    assert_eq!(
        model.text(&id("country")),
        "",
        "nothing is chosen in advance"
    );

    model.enter(&id("country"), text("Norway"));
    let notice = model.notice(&id("country")).unwrap();
    assert!(notice.is_settled && notice.likely.is_empty());
    assert!(notice.words.contains("“Norge” is “Norway” in BambooHR."));
    assert!(notice.words.contains("remembered for your company"));
}

#[test]
fn an_option_that_was_added_is_chosen_and_its_list_is_told_to_be_another() {
    let mut model = with_unknown_country();
    let mut field = FormField::new(id("country"), "Country", FieldKind::Choice);
    field.choices = ["Norge", "Norway"].map(Choice::new).into();
    assert_eq!(model.revision(&id("country")), 0);
    model.take_field(field, "Norge");
    assert_eq!(model.revision(&id("country")), 1);
    assert_eq!(model.text(&id("country")), "Norge");
    let notice = model.notice(&id("country")).unwrap();
    assert_eq!(
        notice.words,
        "“Norge” is an option of Country in BambooHR now."
    );
    let found = model.form().field(&id("country")).unwrap().found.clone();
    assert_eq!(found.as_deref(), Some("Norge"), "the rest stays as it was");
}
