//! The form for hosts that draw it themselves.

use handoff::{
    Condition, Entry, FieldId, FieldKind, Form, FormField, Prefill, Setup, Submission, Trigger,
    Viewer, validate,
};
use serde_json::{Value, json};

use super::sample::{candidate, catalogue, form};

fn property(form: &Form, alias: &str) -> Value {
    form.schema()["properties"][alias].clone()
}

#[test]
fn what_may_be_entered_is_described_in_bamboohrs_spelling() {
    let form = form();
    assert_eq!(
        property(&form, "country"),
        json!({
            "title": "country", "type": "string", "default": "United Kingdom",
            "oneOf": [
                { "const": "France", "title": "France" },
                { "const": "United Kingdom", "title": "United Kingdom" },
            ],
        })
    );
    assert_eq!(property(&form, "hireDate")["format"], "date");
    assert_eq!(property(&form, "hireDate")["default"], "2027-01-04");
    let pay = property(&form, "payRate");
    assert_eq!(
        pay["default"],
        json!({ "amount": "60000.00", "currency": "GBP" })
    );
    assert_eq!(pay["required"], json!(["amount", "currency"]));
    let schema = form.schema();
    assert_eq!(schema["additionalProperties"], false);
    assert!(
        schema["required"]
            .as_array()
            .unwrap()
            .contains(&json!("hireDate"))
    );
    let needed = schema["allOf"].as_array().unwrap().iter();
    let mut needed = needed.filter(|one| one["then"]["required"] == json!(["country"]));
    assert_eq!(
        needed.next().unwrap()["description"],
        "country is needed as soon as any part of the address is given."
    );
}

#[test]
fn what_is_drawn_says_where_values_come_from_and_why_some_could_not_be_used() {
    let drawn = form().drawn_by_others();
    assert_eq!(drawn.values, form().prefilled());
    let fields = drawn.display.sections.iter();
    let fields: Vec<_> = fields.flat_map(|section| &section.fields).collect();
    let of = |alias: &str| {
        let mut found = fields.iter().filter(|field| field.id.as_str() == alias);
        *found.next().unwrap()
    };
    assert_eq!(of("hireDate").origin.as_deref(), Some("the offer"));
    assert!(of("hireDate").is_required);
    let department = of("department");
    assert_eq!(department.found.as_deref(), Some("Skunkworks"));
    assert!(department.notice.is_some() && department.origin.is_none());
    assert_eq!(department.kind, FieldKind::Choice);
}

#[test]
fn what_the_viewer_is_not_asked_is_in_nothing_that_is_drawn() {
    let catalogue = catalogue();
    let mut setup = Setup::default_for(&catalogue);
    let fields = setup.sections.iter_mut();
    for field in fields.flat_map(|section| &mut section.fields) {
        field.admins_only = field.id.as_str() == "payRate";
    }
    let company = handoff::Company {
        catalogue: &catalogue,
        setup: &setup,
        remembered: &[],
    };
    let form = handoff::compose(&candidate(), &company, Viewer::Recruiter);
    let drawn = serde_json::to_string(&form.drawn_by_others()).unwrap();
    assert!(!drawn.contains("60000") && !drawn.contains("payRate\":{"));
}

/// A value that the company has fixed counts where it is left out, as it will be in BambooHR.
#[test]
fn a_fixed_value_that_is_left_out_counts_for_what_others_need() {
    let mut form = form();
    let mut fixed = FormField::new(FieldId::new("customSite"), "Site", FieldKind::Text);
    fixed.is_constant = true;
    fixed.prefill = Some(Prefill {
        entry: Entry::Text("Harbour".to_owned()),
        origin: "your company’s setup".to_owned(),
        found: None,
    });
    let mut needed = FormField::new(FieldId::new("customDesk"), "Desk", FieldKind::Text);
    needed.conditions = vec![Condition {
        any_of: vec![Trigger::one_of("customSite", &["harbour".to_owned()])],
        unless: Vec::new(),
        reason: "is needed at the harbour.".to_owned(),
    }];
    form.sections[0].fields.extend([fixed, needed]);
    let entries = form.prefilled().entries.into_iter();
    let left_out = entries.filter(|(id, _)| id.as_str() != "customSite");
    let submission = Submission {
        entries: left_out.collect(),
    };
    let problems = validate(&form, &submission);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].message, "Desk is needed at the harbour.");
    assert_eq!(
        property(&form, "customSite"),
        json!({ "title": "Site", "const": "Harbour", "default": "Harbour" })
    );
}
