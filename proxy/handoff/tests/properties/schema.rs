//! The schema of a form, held against `validate` by a validator that is not ours.

use handoff::{
    CandidateId, Choice, Condition, Entry, FieldId, FieldKind, Form, FormField, Prefill,
    Requirement, Section, Submission, Trigger, valid_values, validate,
};
use proptest::prelude::*;
use serde_json::Value;

use super::generated::{any_candidate, any_catalogue, any_kind, any_submission, composed};

const ALIASES: [&str; 5] = ["one", "two", "state", "country", "five"];
const WORDS: [&str; 4] = ["Hourly", "Salary", "Per Diem", "Ñandú"];
const COUNTRIES: [&str; 2] = ["Germany", "United States"];

fn validator(form: &Form) -> jsonschema::Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&form.schema()).unwrap()
}

/// Fields of all kinds that need each other.
fn any_form() -> impl Strategy<Value = Form> {
    let fields = ALIASES.map(any_field).to_vec();
    fields.prop_map(|fields| {
        let mut form = Form::new(CandidateId::parse("cand_1").unwrap());
        form.sections = vec![Section {
            title: "All".to_owned(),
            fields,
        }];
        form
    })
}

fn any_field(alias: &'static str) -> BoxedStrategy<FormField> {
    let kind = match alias {
        "state" => Just(FieldKind::State).boxed(),
        "country" => proptest::sample::select(vec![FieldKind::Choice, FieldKind::Text]).boxed(),
        _ => any_kind().boxed(),
    };
    let requirement = proptest::sample::select(vec![
        Requirement::Optional,
        Requirement::Optional,
        Requirement::RequiredBySetup,
    ]);
    let conditions = proptest::collection::vec(any_condition(), 0..2);
    let is_constant = proptest::bool::weighted(0.1);
    (kind, requirement, conditions, is_constant)
        .prop_map(move |(kind, requirement, conditions, is_constant)| {
            let mut field = FormField::new(FieldId::new(alias), alias, kind);
            field.requirement = requirement;
            field.conditions = conditions;
            field.choices = choices(alias, kind);
            if is_constant && matches!(kind, FieldKind::Text | FieldKind::Choice) {
                let value = field.choices.first().map_or("Acme", |choice| &choice.value);
                field.prefill = Some(Prefill {
                    entry: Entry::Text(value.to_owned()),
                    origin: "the setup".to_owned(),
                    found: None,
                });
                field.is_constant = true;
            }
            field
        })
        .boxed()
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let trigger = || {
        let words = proptest::sample::subsequence(WORDS.map(str::to_owned).to_vec(), 0..3);
        (proptest::sample::select(&ALIASES[..]), words)
            .prop_map(|(alias, words)| Trigger::one_of(alias, &words))
    };
    let unless = proptest::sample::subsequence(ALIASES.to_vec(), 0..2);
    (proptest::collection::vec(trigger(), 1..3), unless).prop_map(|(any_of, unless)| Condition {
        any_of,
        unless: unless.into_iter().map(FieldId::new).collect(),
        reason: "is needed.".to_owned(),
    })
}

fn choices(alias: &str, kind: FieldKind) -> Vec<Choice> {
    let of = |names: &[&str]| names.iter().map(|name| Choice::new(*name)).collect();
    match (alias, kind) {
        ("country", FieldKind::Choice) => of(&COUNTRIES),
        (_, FieldKind::State) => {
            let state = |value: &str, short: &str, within: &str| Choice {
                also: vec![short.to_owned()],
                within: Some(within.to_owned()),
                ..Choice::new(value)
            };
            vec![
                state("Bavaria", "BY", "Germany"),
                state("Ohio", "OH", "united states"),
            ]
        }
        (_, FieldKind::Choice) => of(&WORDS),
        _ => Vec::new(),
    }
}

/// What people, hosts and machines put into such forms, mostly right.
fn any_answer() -> impl Strategy<Value = Entry> {
    let texts = [
        "Hourly",
        "hourly",
        " Salary ",
        "per  diem",
        "Ñandú",
        "ñANDÚ",
        "Germany",
        "germany",
        "United States",
        "Bavaria",
        "by",
        "BY",
        "Ohio",
        "oh",
        "Acme",
        "acme",
        "2027-02-28",
        "2027-02-29",
        "1899-12-31",
        "2100-12-31",
        "2101-01-01",
        "ann@example.com",
        "名@例え.jp",
        "a b@example.com",
        "ann@example",
        "",
        "  ",
        "\u{a0}",
        "two\nlines",
        "a\u{7}b",
        "\u{85}",
    ];
    let amounts = [
        "60000",
        "60000.5",
        "60,000",
        "60.000",
        "12.3456",
        "0012",
        "",
        ".5",
        "-5",
        "1234567890123",
    ];
    let currencies = ["EUR", "eur", "KWD", "XXX", ""];
    prop_oneof![
        8 => proptest::sample::select(texts.to_vec()).prop_map(|text| Entry::Text(text.to_owned())),
        1 => "\\PC{0,12}".prop_map(Entry::Text),
        1 => prop_oneof![Just(500_usize), Just(501), Just(20_001)].prop_map(|many| Entry::Text("x".repeat(many))),
        2 => (proptest::sample::select(amounts.to_vec()), proptest::sample::select(currencies.to_vec()))
            .prop_map(|(amount, currency)| Entry::Money { amount: amount.to_owned(), currency: currency.to_owned() }),
    ]
}

fn any_answers() -> impl Strategy<Value = Submission> {
    let ids = [&ALIASES[..], &["elsewhere"]].concat();
    let ids = ids.into_iter().map(FieldId::new).collect::<Vec<_>>();
    let answer = (proptest::sample::select(ids), any_answer());
    proptest::collection::vec(answer, 0..7).prop_map(|answers| Submission {
        entries: answers.into_iter().collect(),
    })
}

/// The same values as the schema spells them.
fn spelled(form: &Form, submission: &Submission) -> Submission {
    let values = valid_values(form, submission).into_iter();
    let entries = values.map(|value| {
        let field = form.field(&value.id).unwrap();
        let entry = match &value.entry {
            // States stay as they were written.
            Entry::Text(text) if value.kind == FieldKind::State => {
                let known = field.choices.iter().find(|choice| choice.is_named(text));
                Entry::Text(known.map_or(text, |choice| &choice.value).clone())
            }
            entry => entry.clone(),
        };
        (value.id, entry)
    });
    Submission {
        entries: entries.collect(),
    }
}

fn json(submission: &Submission) -> Value {
    serde_json::to_value(submission).unwrap()
}

/// Of this form and these answers: what `validate` takes the schema takes, and what the schema takes `validate` takes.
/// Whether it was taken.
fn agree(form: &Form, submission: &Submission) -> Result<bool, TestCaseError> {
    let validator = validator(form);
    let problems = validate(form, submission);
    if problems.is_empty() {
        let spelled = json(&spelled(form, submission));
        let verdict = validator.validate(&spelled);
        prop_assert!(
            verdict.is_ok(),
            "{spelled} {:?} {}",
            verdict.err(),
            form.schema()
        );
    }
    let is_taken = validator.is_valid(&json(submission));
    if is_taken {
        prop_assert!(
            problems.is_empty(),
            "{problems:?} {} {}",
            json(submission),
            form.schema()
        );
    }
    Ok(is_taken)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_schema_and_validate_agree_on_every_form_and_answer(form in any_form(), submission in any_answers()) {
        agree(&form, &submission)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_schema_of_any_company_is_one_and_agrees_with_validate(
        candidate in any_candidate(), catalogue in any_catalogue(), submission in any_submission(),
    ) {
        let form = composed(&candidate, &catalogue);
        prop_assert!(jsonschema::draft202012::meta::is_valid(&form.schema()), "{}", form.schema());
        agree(&form, &submission)?;
        agree(&form, &form.prefilled())?;
    }
}

/// A property that never meets an answer that is taken says nothing.
#[test]
fn answers_that_are_taken_and_answers_that_are_not_are_met_often() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut taken, rounds) = (0, 300);
    for _ in 0..rounds {
        let drawn = (any_form(), any_answers()).new_tree(&mut runner).unwrap();
        let (form, submission) = drawn.current();
        taken += u32::from(agree(&form, &submission).unwrap());
    }
    println!("schema: {taken} of {rounds} taken");
    assert!((10..290).contains(&taken), "{taken}");
}
