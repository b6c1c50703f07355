//! A form of every kind of field, drawn as Pinpoint shows it: on the first opening, and when it is asked for anew.

use handoff::catalogue::{Catalogue, Field};
use handoff::{Candidate, CandidateId, Choice, Company, Preset, Viewer, compose};
use serde_json::{Value, json, to_value};

use ::pinpoint::plugin::AskedAnew;

use super::super::person::{self, Blanks};
use super::*;

fn catalogue() -> Catalogue {
    let field = |alias: &str, label: &str, kind| Field::new(alias, label, kind);
    let list = |alias: &str, label: &str, options: &[&str]| Field {
        choices: options.iter().map(|option| Choice::new(*option)).collect(),
        ..field(alias, label, FieldKind::Choice)
    };
    let mut country = list("country", "Country", &["United States", "Germany"]);
    for (choice, code) in country.choices.iter_mut().zip(["US", "DE"]) {
        choice.also = vec![code.to_owned()];
    }
    let texts = [
        "firstName",
        "lastName",
        "preferredName",
        "address1",
        "address2",
        "city",
        "zipcode",
    ];
    let mut fields: Vec<Field> = texts
        .iter()
        .map(|alias| field(alias, alias, FieldKind::Text))
        .collect();
    fields.extend([
        field("homeEmail", "Home Email", FieldKind::Email),
        field("mobilePhone", "Mobile Phone", FieldKind::Phone),
        field("state", "State", FieldKind::State),
        country,
        field("hireDate", "Hire Date", FieldKind::Date),
        list("jobTitle", "Job Title", &["Baker", "Head Baker"]),
        list("department", "Department", &["Bread", "Cake"]),
        field("payRate", "Pay Rate", FieldKind::Money),
        list("payType", "Pay Type", &["Hourly", "Salary"]),
        list("payPer", "Pay Per", &["Hour", "Year"]),
    ]);
    let states = ["Texas", "Utah"].map(Choice::new).to_vec();
    Catalogue {
        fields,
        tables: Vec::new(),
    }
    .with_states("United States", states)
}

/// The fields by their keys, for a call with these.
fn drawn(fields: &Value) -> Vec<Value> {
    drawn_with(fields, &PluginSettings::default(), |_| {})
}

fn drawn_with(
    fields: &Value,
    settings: &PluginSettings,
    change: impl Fn(&mut Setup),
) -> Vec<Value> {
    let catalogue = catalogue();
    let mut setup = Preset::WithPay.setup(&catalogue);
    change(&mut setup);
    let call = Call::read(json!({ "formFields": fields }).to_string().as_bytes()).unwrap();
    let candidate: Candidate = person::nobody(CandidateId::parse("c").unwrap());
    let how = (settings.mappings.as_slice(), &settings.dialect);
    let candidate = person::told(candidate, &call, how, Blanks::Clear);
    let company = Company {
        catalogue: &catalogue,
        setup: &setup,
        remembered: &[],
    };
    let form = compose(&candidate, &company, Viewer::Recruiter);
    let drawing = Drawing {
        form: &form,
        setup: &setup,
        remembered: &[],
        call: &call,
        settings,
        takes_files: true,
    };
    drawing
        .fields()
        .iter()
        .map(|field| to_value(field).unwrap())
        .collect()
}

fn field<'a>(fields: &'a [Value], key: &str) -> &'a Value {
    fields
        .iter()
        .find(|field| field["key"] == key)
        .unwrap_or_else(|| panic!("no {key}"))
}

#[test]
fn nothing_has_both_a_mapping_and_a_value_when_the_form_is_opened() {
    let settings = PluginSettings::default();
    let fields = drawn(&json!([]));
    let mapped: Vec<&str> = settings
        .mappings
        .iter()
        .map(|mapping| mapping.key.as_str())
        .collect();
    for field in &fields {
        let key = field["key"].as_str().unwrap();
        let is_mapped = mapped.contains(&key) || [APPLICATION_ID, EMAIL].contains(&key);
        assert!(!is_mapped || field.get("value").is_none(), "{field}");
    }
    assert!(fields.iter().any(|field| field["key"] == "firstName"));
    assert_eq!(
        fields[0]["key"], APPLICATION_ID,
        "the first one is who it is"
    );
    assert_eq!(fields[0]["readonly"], true);
}

#[test]
fn every_field_has_a_key_of_its_own_and_keeps_its_value_when_the_form_is_asked_for_anew() {
    for call in [
        json!([]),
        json!({ "country": "US", "applicationUuid": "7" }),
    ] {
        let fields = drawn(&call);
        let mut keys: Vec<&str> = fields
            .iter()
            .map(|field| field["key"].as_str().unwrap())
            .collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
        for field in &fields {
            let is_input = ["string", "date"].contains(&field["type"].as_str().unwrap());
            assert_eq!(
                field.get("includeValueInRefetch").is_some(),
                is_input,
                "{field}"
            );
            let triggers = field.get("performRefetchOnChange").is_some();
            assert!(!triggers || is_input, "{field}");
        }
    }
}

#[test]
fn pinpoints_words_for_a_dropdown_stand_beside_it_and_are_used_when_they_are_an_option() {
    let opened = drawn(&json!([]));
    let place = |key: &str| opened.iter().position(|field| field["key"] == key).unwrap();
    assert_eq!(place("candidateJobTitle") + 1, place("jobTitle"));
    let title = field(&opened, "jobTitle");
    assert!(title.get("value").is_none() && title.get("required").is_none());
    assert_eq!(
        title["description"],
        "Left empty, Pinpoint’s job title is used if BambooHR knows exactly these words."
    );

    let known =
        drawn(&json!({ "applicationUuid": "7", "candidateJobTitle": "baker", "country": "US" }));
    assert_eq!(field(&known, "jobTitle")["value"], "Baker");
    assert_eq!(field(&known, "candidateJobTitle")["value"], "baker");

    let unknown = drawn(
        &json!({ "applicationUuid": "7", "candidateJobTitle": "Master Baker", "country": "US" }),
    );
    let title = field(&unknown, "jobTitle");
    assert!(title.get("value").is_none());
    let description = title["description"].as_str().unwrap();
    assert!(
        description.contains("says “Master Baker”, which is not an option"),
        "{description}"
    );
}

#[test]
fn a_mapping_fills_a_field_in_once_and_what_was_entered_stays_where_no_mapping_comes() {
    let settings = PluginSettings::default();
    let mapped: Vec<&str> = settings
        .mappings
        .iter()
        .map(|mapping| mapping.key.as_str())
        .collect();
    // What somebody emptied is empty, and stays where it was entered however often the form is asked for anew.
    for told in [
        json!({ "country": "US", "city": "Austin", "address2": "" }),
        json!({ "country": "US", "city_entered": "Austin", "address2_entered": "" }),
    ] {
        let fields = drawn(&told);
        assert_eq!(field(&fields, "city_entered")["value"], "Austin");
        assert!(field(&fields, "address2_entered").get("value").is_none());
        for field in fields.iter().filter(|field| field["readonly"] != true) {
            let key = field["key"].as_str().unwrap();
            assert!(!mapped.contains(&key), "{field}");
        }
    }
    let mut settings = PluginSettings::default();
    for (how, value) in [
        (AskedAnew::SameKey, Some(&json!("Austin"))),
        (AskedAnew::NoValue, None),
    ] {
        settings.dialect.mapped_when_asked_anew = how;
        let fields = drawn_with(
            &json!({ "country": "US", "city": "Austin" }),
            &settings,
            |_| {},
        );
        assert_eq!(field(&fields, "city").get("value"), value, "{how:?}");
    }
}

#[test]
fn the_country_decides_which_states_can_be_chosen() {
    let opened = drawn(&json!([]));
    assert_eq!(field(&opened, "country")["performRefetchOnChange"], true);
    assert!(
        field(&opened, "state").get("singleSelectOptions").is_none(),
        "any text may stand"
    );
    let chosen = drawn(&json!({ "country": "United States", "city": "Austin" }));
    let texas = json!({ "label": "Texas", "value": "Texas" });
    assert_eq!(field(&chosen, "state")["singleSelectOptions"][0], texas);
    assert_eq!(field(&chosen, "country")["value"], "United States");
    assert_eq!(
        field(&chosen, "city_entered")["value"],
        "Austin",
        "what was typed stays"
    );
    let elsewhere = drawn(&json!({ "country": "Germany" }));
    assert!(
        field(&elsewhere, "state")
            .get("singleSelectOptions")
            .is_none()
    );
}

#[test]
fn an_amount_is_two_fields_and_what_it_makes_needed_is_required() {
    let opened = drawn(&json!([]));
    assert!(field(&opened, "payType").get("required").is_none());
    let currency = field(&opened, "payRate_currency");
    assert!(currency["singleSelectOptions"].as_array().unwrap().len() > 50);
    let paid = drawn(&json!({ "payRate": "60000", "payRate_currency": "EUR" }));
    assert_eq!(field(&paid, "payRate")["value"], "60000");
    assert_eq!(field(&paid, "payRate_currency")["value"], "EUR");
    assert_eq!(field(&paid, "payType")["required"], true);
}

#[test]
fn words_for_what_is_not_asked_are_told_all_the_same() {
    let without = |setup: &mut Setup| {
        for section in &mut setup.sections {
            section
                .fields
                .retain(|field| field.id.as_str() != "homeEmail");
        }
    };
    let fields = drawn_with(&json!([]), &PluginSettings::default(), without);
    let email = field(&fields, "homeEmail");
    assert_eq!(
        email["label"], "E-mail address in Pinpoint",
        "it says who it is"
    );
    assert_eq!(email["readonly"], true);
}

#[test]
fn what_the_company_has_decided_cannot_be_changed_and_its_defaults_are_named() {
    use handoff::Fixed;
    let decide = |is_constant| {
        move |setup: &mut Setup| {
            for section in &mut setup.sections {
                for field in &mut section.fields {
                    if field.id.as_str() == "department" {
                        field.source = None;
                        field.fixed = Some(Fixed {
                            entry: Entry::Text("Bread".to_owned()),
                            is_constant,
                        });
                    }
                }
            }
        }
    };
    let settings = PluginSettings::default();
    let constant = drawn_with(&json!([]), &settings, decide(true));
    let department = field(&constant, "department");
    assert_eq!(
        (&department["value"], &department["readonly"]),
        (&json!("Bread"), &json!(true))
    );
    assert!(department.get("singleSelectOptions").is_none());
    let default = drawn_with(&json!([]), &settings, decide(false));
    let department = field(&default, "department");
    assert_eq!(department["value"], "Bread");
    assert_eq!(
        department["description"],
        "Left empty, “Bread” from your company’s setup is used."
    );
}

#[test]
fn files_can_be_given_and_are_never_told_again() {
    let fields = drawn(&json!({ "cv": "data:application/pdf;base64,JVBERi0x" }));
    for (key, kind) in [(CV, "file"), (DOCUMENTS, "files")] {
        let file = field(&fields, key);
        assert_eq!(file["type"], kind);
        assert!(file.get("value").is_none() && file.get("includeValueInRefetch").is_none());
    }
}

#[test]
fn settings_decide_what_is_not_known_of_pinpoint() {
    let mut settings = PluginSettings::default();
    settings.dialect.read_only_fields = false;
    settings.dialect.list_endpoints = true;
    let fields = drawn_with(
        &json!({ "firstName": "Ada", "country": "US" }),
        &settings,
        |_| {},
    );
    assert!(fields.iter().all(|field| field.get("readonly").is_none()));
    let department = field(&fields, "department");
    assert_eq!(department["singleSelectOptionsListKey"], "department");
    assert!(department.get("singleSelectOptions").is_none());
}
