//! A form that already knows: fixed and hidden values, conditions, states, names, pay and options.

use handoff::candidate::Answer;
use handoff::{
    Asks, Attribute, Catalogue, Change, Choice, Company, Extras, FieldId, Fixed, Form, FormField,
    RememberedChoice, Setup, SetupField, Source, Submission, Viewer, check, compose, plan,
    valid_values, validate,
};

use super::sample::{candidate, catalogue, composed, composed_with, text};

pub(crate) fn change(setup: &mut Setup, alias: &str, change: impl Fn(&mut SetupField)) {
    let fields = setup
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.fields);
    fields
        .filter(|field| field.id.as_str() == alias)
        .for_each(change);
}

pub(crate) fn with_field(field: SetupField) -> Setup {
    let mut setup = Setup::default_for(&catalogue());
    setup.sections[0].fields.push(field);
    setup
}

pub(crate) fn get<'a>(form: &'a Form, alias: &str) -> &'a FormField {
    form.field(&FieldId::new(alias)).unwrap()
}

pub(crate) fn value(form: &Form, alias: &str) -> Option<String> {
    let prefill = get(form, alias).prefill.as_ref()?;
    Some(prefill.entry.display())
}

pub(crate) fn entered(form: &Form, entries: &[(&str, &str)]) -> Submission {
    let mut submission = form.prefilled();
    for (alias, entry) in entries {
        submission.entries.insert(FieldId::new(*alias), text(entry));
    }
    submission
}

pub(crate) fn problems(form: &Form, entries: &[(&str, &str)]) -> Vec<String> {
    let problems = validate(form, &entered(form, entries));
    let words = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field.as_str(), problem.message));
    words.collect()
}

pub(crate) fn fixed(value: &str, is_constant: bool) -> Option<Fixed> {
    Some(Fixed {
        entry: text(value),
        is_constant,
    })
}

#[test]
fn a_default_stands_where_the_candidate_says_nothing_and_a_constant_everywhere() {
    let mut setup = Setup::default_for(&catalogue());
    change(&mut setup, "mobilePhone", |field| {
        field.fixed = fixed("none", false);
    });
    change(&mut setup, "jobTitle", |field| {
        field.fixed = fixed("recruiter", true);
    });
    let mut candidate = candidate();
    let form = composed_with(&candidate, &catalogue(), &setup);
    assert_eq!(
        value(&form, "mobilePhone").as_deref(),
        Some("+44 20 7946 0000")
    );
    assert_eq!(value(&form, "jobTitle").as_deref(), Some("Recruiter"));
    assert!(get(&form, "jobTitle").is_constant);

    candidate.phone = None;
    let form = composed_with(&candidate, &catalogue(), &setup);
    let phone = get(&form, "mobilePhone").prefill.clone().unwrap();
    assert_eq!(
        (phone.entry, phone.origin.as_str()),
        (text("none"), "your company’s setup")
    );
    assert_eq!(problems(&form, &[("mobilePhone", "")]), [""; 0]);
    // A constant is sent whatever the submission lacks, and nothing else may stand in its place.
    let checked = check(&form, &entered(&form, &[("jobTitle", "")])).unwrap();
    let plan = plan(checked, &catalogue(), &Extras::default());
    assert_eq!(plan.text("jobTitle"), Some("Recruiter"));
    let refused = problems(&form, &[("jobTitle", "Backend Engineer")]);
    assert_eq!(
        refused,
        ["jobTitle: jobTitle is always “Recruiter” in your company. Change it back."]
    );
}

#[test]
fn a_constant_that_bamboohr_lacks_by_now_is_asked() {
    let mut setup = Setup::default_for(&catalogue());
    change(&mut setup, "department", |field| {
        field.fixed = fixed("Magic", true);
    });
    let form = composed_with(&candidate(), &catalogue(), &setup);
    let department = get(&form, "department");
    assert!(!department.is_constant && department.prefill.is_none());
    assert!(department.notice.as_deref().unwrap().contains("“Magic”"));
}

#[test]
fn what_is_not_asked_goes_along_and_is_never_in_the_json() {
    let mut setup = Setup::default_for(&catalogue());
    change(&mut setup, "department", |field| {
        field.asks = Asks::Hidden;
        field.fixed = fixed("Engineering", true);
    });
    change(&mut setup, "payRate", |field| field.admins_only = true);
    let (catalogue, candidate) = (catalogue(), candidate());
    let company = Company {
        catalogue: &catalogue,
        setup: &setup,
        remembered: &[],
    };
    let form = compose(&candidate, &company, Viewer::Recruiter);
    let json = serde_json::to_string(&form).unwrap();
    assert!(
        !json.contains("60000") && !json.contains("Engineering\""),
        "{json}"
    );
    let read: Form = serde_json::from_str(&json).unwrap();
    assert!(read.unasked.is_empty());
    assert!(form.field(&FieldId::new("payRate")).is_none());

    let plan = plan(
        check(&form, &form.prefilled()).unwrap(),
        &catalogue,
        &Extras::default(),
    );
    assert_eq!(plan.text("department"), Some("Engineering"));
    let sent: Vec<_> = plan
        .fields()
        .iter()
        .map(|field| field.id.as_str().to_owned())
        .collect();
    assert!(sent.contains(&"payRate".to_owned()), "{sent:?}");
    // A comparison is shown to people: what is hidden may be seen there, what is for admins may not.
    let compared = valid_values(&form, &form.prefilled());
    let compared: Vec<_> = compared.iter().map(|field| field.id.as_str()).collect();
    assert!(compared.contains(&"department") && !compared.contains(&"payRate"));
    assert!(setup.shows(&FieldId::new("payRate"), Viewer::Admin));
    assert!(!setup.shows(&FieldId::new("payRate"), Viewer::Recruiter));
    // The browser is told that an entry for such a field is not expected.
    let hand_made = entered(&form, &[("department", "Engineering")]);
    assert!(check(&form, &hand_made).is_err());

    let form = compose(&candidate, &company, Viewer::Admin);
    assert_eq!(value(&form, "payRate").as_deref(), Some("60000.00 GBP"));
}

#[test]
fn what_goes_along_unseen_and_cannot_be_used_is_said_without_what_nobody_may_see() {
    let mut setup = Setup::default_for(&catalogue());
    change(&mut setup, "department", |field| field.admins_only = true);
    change(&mut setup, "hireDate", |field| field.admins_only = true);
    let (catalogue, mut candidate) = (catalogue(), candidate());
    candidate.offer.as_mut().unwrap().start_date = None;
    let form_of = |viewer, setup: &Setup| {
        let company = Company {
            catalogue: &catalogue,
            setup,
            remembered: &[],
        };
        compose(&candidate, &company, viewer)
    };
    let form = form_of(Viewer::Recruiter, &setup);
    let notices = form.notices.join("\n");
    assert!(
        notices.contains("department is not asked here and stays empty"),
        "{notices}"
    );
    assert!(
        notices.contains("hireDate is not asked here") && !notices.contains("Skunkworks"),
        "{notices}"
    );
    let refused = check(&form, &form.prefilled()).unwrap_err();
    assert_eq!(refused[0].field.as_str(), "hireDate");

    change(&mut setup, "department", |field| {
        field.admins_only = false;
        field.asks = Asks::Hidden;
    });
    let form = form_of(Viewer::Recruiter, &setup);
    assert!(form.notices.join("\n").contains("Skunkworks"));
}

#[test]
fn a_state_is_one_of_its_country_where_those_are_known() {
    let states = |names: &[(&str, &str)]| -> Vec<Choice> {
        let state = |(value, also): &(&str, &str)| Choice {
            also: vec![(*also).to_owned()],
            ..Choice::new(*value)
        };
        names.iter().map(state).collect()
    };
    let mut known = catalogue();
    for field in &mut known.fields {
        match field.id.as_str() {
            "state" => field.choices.clear(),
            "country" => field.choices.push(Choice::new("United States")),
            _ => {}
        }
    }
    let known: Catalogue = known
        .with_states("United States", states(&[("XX", "Old")]))
        .with_states("united states", states(&[("TX", "Texas")]))
        .with_states("France", states(&[("BRE", "Brittany")]));
    let form = composed(&candidate(), &known);
    assert_eq!(get(&form, "state").choices.len(), 2);
    for (country, state, is_taken) in [
        ("United States", "Texas", true),
        ("united states", "tx", true),
        ("United States", "Brittany", false),
        ("United States", "XX", false),
        ("France", "Brittany", true),
        ("France", "Texas", false),
        ("United Kingdom", "Kent", true),
        ("United Kingdom", "Texas", true),
    ] {
        let problems = problems(&form, &[("country", country), ("state", state)]);
        assert_eq!(
            problems.is_empty(),
            is_taken,
            "{state}, {country}: {problems:?}"
        );
        assert!(
            problems
                .iter()
                .all(|problem| problem.contains("is not a state or province of"))
        );
    }
    let mut elsewhere = candidate();
    elsewhere.address.country = Some("France".to_owned());
    elsewhere.address.state = Some("Texas".to_owned());
    let form = composed(&elsewhere, &known);
    assert_eq!(value(&form, "state"), None);
    assert_eq!(get(&form, "state").found.as_deref(), Some("Texas"));
}

#[test]
fn one_name_that_holds_both_is_split_in_sight() {
    let mut one_name = candidate();
    one_name.first_name = Some("Ludwig van Beethoven".to_owned());
    one_name.last_name = None;
    let form = composed(&one_name, &catalogue());
    for (alias, part) in [("firstName", "Ludwig"), ("lastName", "van Beethoven")] {
        let prefill = get(&form, alias).prefill.clone().unwrap();
        assert_eq!(prefill.entry, text(part));
        assert_eq!(prefill.found.as_deref(), Some("Ludwig van Beethoven"));
    }
    // Somebody has to look at it, also when many are sent at once.
    assert!(
        get(&form, "lastName")
            .notice
            .as_deref()
            .unwrap()
            .contains("last name “van Beethoven”")
    );
    one_name.first_name = Some("Cher".to_owned());
    let form = composed(&one_name, &catalogue());
    assert_eq!(
        (
            value(&form, "firstName").as_deref(),
            value(&form, "lastName")
        ),
        (Some("Cher"), None)
    );
    one_name.last_name = Some("Sarkisian Lapiere".to_owned());
    let form = composed(&one_name, &catalogue());
    assert_eq!(
        value(&form, "lastName").as_deref(),
        Some("Sarkisian Lapiere")
    );
}

#[test]
fn an_amount_without_a_currency_is_not_sent_and_the_usual_one_is_named() {
    let mut candidate = candidate();
    candidate.offer.as_mut().unwrap().currency = None;
    let form = composed(&candidate, &catalogue());
    let rate = get(&form, "payRate");
    assert_eq!(
        (&rate.prefill, rate.likely.as_slice()),
        (&None, ["GBP".to_owned()].as_slice())
    );
    assert_eq!(rate.found.as_deref(), Some("60,000"));
    let notice = rate.notice.as_deref().unwrap();
    assert!(
        notice.contains("without a currency") && notice.contains("usually in GBP"),
        "{notice}"
    );
    candidate.address.country = None;
    let form = composed(&candidate, &catalogue());
    assert!(get(&form, "payRate").likely.is_empty());
}

#[test]
fn answers_fill_in_what_they_say_for_certain() {
    let question = |text: &str| Attribute::Answer {
        question: text.to_owned(),
    };
    let mut candidate = candidate();
    candidate.answers = vec![
        Answer {
            question: "What pay do you expect?".to_owned(),
            answer: "€4,500 / month".to_owned(),
        },
        Answer {
            question: "When can you start?".to_owned(),
            answer: "3.4.2027".to_owned(),
        },
    ];
    let mut setup = Setup::default_for(&catalogue());
    let source = |from: Attribute, change| Some(Source { from, change });
    change(&mut setup, "payRate", |field| {
        field.source = source(question("what pay do you  expect?"), Some(Change::RateOf));
    });
    change(&mut setup, "payPer", |field| {
        field.source = source(question("What pay do you expect?"), Some(Change::PeriodOf));
    });
    change(&mut setup, "hireDate", |field| {
        field.source = source(question("When can you start?"), Some(Change::DateDayFirst));
    });
    let form = composed_with(&candidate, &catalogue(), &setup);
    assert_eq!(value(&form, "payRate").as_deref(), Some("4500.00 EUR"));
    let date = get(&form, "hireDate").prefill.clone().unwrap();
    assert_eq!(
        (date.entry, date.found.as_deref()),
        (text("2027-04-03"), Some("3.4.2027"))
    );
    assert_eq!(date.origin, "the answer to “When can you start?”");
    // `Month` is no option here: nothing is filled in, and it says what was found.
    assert_eq!(
        get(&form, "payPer").found.as_deref(),
        Some("€4,500 / month")
    );
    candidate.answers[0].answer = "4.500 €".to_owned();
    let form = composed_with(&candidate, &catalogue(), &setup);
    assert_eq!(value(&form, "payRate"), None);
    assert!(
        get(&form, "payRate")
            .notice
            .as_deref()
            .unwrap()
            .contains("“4.500 €”")
    );
}

#[test]
fn a_likely_option_is_shown_and_a_remembered_one_is_filled_in() {
    let (catalogue, mut candidate) = (catalogue(), candidate());
    candidate.job.title = "Back-End Eng. (m/w/d)".to_owned();
    let form = composed(&candidate, &catalogue);
    let title = get(&form, "jobTitle");
    assert_eq!(title.prefill, None);
    assert_eq!(title.likely, ["Backend Engineer"]);
    assert_eq!(title.found.as_deref(), Some("Back-End Eng. (m/w/d)"));
    assert!(
        title
            .notice
            .as_deref()
            .unwrap()
            .contains("Perhaps “Backend Engineer” is meant.")
    );

    let remembered = |field: &str, option: &str| RememberedChoice {
        field: FieldId::new(field),
        found: "back-end  ENG. (m/w/d)".to_owned(),
        option: option.to_owned(),
    };
    let composed = |remembered: RememberedChoice| {
        let company = Company {
            catalogue: &catalogue,
            setup: &Setup::default_for(&catalogue),
            remembered: &[remembered],
        };
        compose(&candidate, &company, Viewer::Admin)
    };
    let form = composed(remembered("jobTitle", "recruiter"));
    let prefill = get(&form, "jobTitle").prefill.clone().unwrap();
    assert_eq!(
        (prefill.entry, prefill.found.as_deref()),
        (text("Recruiter"), Some("Back-End Eng. (m/w/d)"))
    );
    // Not for another field, and not when the option is gone.
    for useless in [
        remembered("department", "Recruiter"),
        remembered("jobTitle", "Webmaster"),
    ] {
        assert_eq!(value(&composed(useless), "jobTitle"), None);
    }
}

#[test]
fn a_field_that_stands_in_the_setup_twice_is_asked_once() {
    let form = composed_with(
        &candidate(),
        &catalogue(),
        &with_field(SetupField::new("city")),
    );
    assert_eq!(
        form.fields()
            .filter(|field| field.id.as_str() == "city")
            .count(),
        1
    );
}
