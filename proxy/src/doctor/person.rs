//! The test with a person: adds somebody who is clearly named a test, looks what was kept, and deletes them again.
//!
//! It is the only way to know whether the key may add people and which fields it may write. An admin asks for it; it
//! never happens by itself. At most one person is added: a second call is made only after a refusal, which proves that
//! the first added nobody.

use std::collections::BTreeMap;

use bamboohr::{AsOf, Client, EmployeeId, Error, FieldValue, RefusalReason};
use handoff::interface::{DoctorReport, Finding, Severity};
use handoff::{Catalogue, Entry, Field, FieldId, FieldKind, Outcome, PlannedField, compare};

use super::adding::{CHECK, RIGHT};
use super::{Advised, Wanted, finding, reaching};

const FIRST_NAME: &str = "Test Person";
/// What stays empty: numbers of real people, and what only fits together with other values.
const LEFT_OUT: [&str; 9] = [
    "firstName",
    "lastName",
    "employeeNumber",
    "paySchedule",
    "ssn",
    "sin",
    "nin",
    "ein",
    "workEmail",
];

/// Who is added, and with what.
pub(crate) struct TestPerson {
    /// Sets the name apart from every other test: a few letters and digits.
    pub(crate) mark: String,
    /// First day of work, some weeks ahead, so that nobody counts them among those who work there: `YYYY-MM-DD`.
    pub(crate) hire_date: String,
}

impl TestPerson {
    fn last_name(&self) -> String {
        format!("Please delete ({})", self.mark)
    }

    fn name(&self) -> String {
        format!("{FIRST_NAME} {}", self.last_name())
    }
}

/// Adds a test person and deletes them. `now` is RFC 3339.
pub(crate) async fn try_one(
    client: &Client,
    catalogue: &Catalogue,
    wanted: &Wanted,
    person: &TestPerson,
    now: String,
) -> DoctorReport {
    let mut fields = values(catalogue, wanted, person);
    let added = match client.create_employee(&sent(person, &fields)).await {
        // One of the values was not liked: the right to add people can be tried without them.
        Err(error) if is_about_values(&error) => {
            fields.clear();
            client.create_employee(&sent(person, &fields)).await
        }
        added => added,
    };
    let findings = match added {
        Ok(id) => added_one(client, &id, &fields, person).await,
        Err(error) => vec![not_added(
            &error,
            person,
            client.endpoint().company().as_str(),
        )],
    };
    DoctorReport { at: now, findings }
}

fn is_about_values(error: &Error) -> bool {
    error.refusal().is_some_and(|refusal| {
        matches!(
            refusal.reason,
            RefusalReason::InvalidValue | RefusalReason::Malformed | RefusalReason::DuplicateEmail
        )
    })
}

fn not_added(error: &Error, person: &TestPerson, company: &str) -> Finding {
    let refused = error.refusal().map(|refusal| refusal.reason);
    match refused {
        Some(RefusalReason::NotPermitted) => {
            let sentence =
                "BambooHR refused to add a test person: the key’s owner may not add employees.";
            finding("adding-refused", CHECK, Severity::Error, sentence).advised(RIGHT)
        }
        Some(RefusalReason::AccountLimit) => {
            let sentence = "BambooHR refused to add a test person: the company’s account has no room for another employee.";
            finding("account-full", CHECK, Severity::Error, sentence)
                .advised("Ask BambooHR to raise the number of employees of your account.")
        }
        _ if error.nothing_happened() => {
            let mut findings = reaching::failed(error, company);
            findings.pop().unwrap_or_else(|| lost(person))
        }
        _ => lost(person),
    }
}

/// Nobody can say whether the person is there.
fn lost(person: &TestPerson) -> Finding {
    let sentence = format!(
        "BambooHR’s answer was lost, so “{}” may have been added or not. It was not tried again.",
        person.name()
    );
    finding("test-person-unknown", CHECK, Severity::Warning, sentence).advised(format!(
        "Look for “{}” in BambooHR and delete that person if they are there.",
        person.name()
    ))
}

async fn added_one(
    client: &Client,
    id: &EmployeeId,
    fields: &[PlannedField],
    person: &TestPerson,
) -> Vec<Finding> {
    let proven = "Proven: BambooHR added a test person.";
    let mut findings = vec![finding("adding-proven", CHECK, Severity::Good, proven)];
    findings.extend(kept(client, id, fields).await);
    findings.push(deleted(client, id, person).await);
    findings
}

/// Which of the values are there.
async fn kept(client: &Client, id: &EmployeeId, fields: &[PlannedField]) -> Option<Finding> {
    const CHECK: &str = "The fields of your form are kept";
    let aliases: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    if aliases.is_empty() {
        return None;
    }
    let stored = match client.employee(id, &aliases, AsOf::Planned).await {
        Ok(stored) => stored.into_texts(),
        Err(_) => {
            let sentence = "The test person could not be read back, so what was kept of the values is not known.";
            return Some(finding("kept-unknown", CHECK, Severity::Warning, sentence));
        }
    };
    let lines = compare(fields, &stored).lines;
    let of = |wanted: fn(&Outcome) -> bool| -> Vec<String> {
        let lines = lines.iter().filter(|line| wanted(&line.outcome));
        lines.map(|line| line.label.clone()).collect()
    };
    let lost = of(|outcome| matches!(outcome, Outcome::Differs { .. }));
    if !lost.is_empty() {
        let sentence = "BambooHR did not keep these values, without saying so.";
        let finding = finding("fields-not-kept", CHECK, Severity::Warning, sentence).advised(
            "In BambooHR, open Settings, Access Levels, and the level of the key’s owner, and let it edit these fields.",
        );
        return Some(finding.about(lost));
    }
    let hidden = of(|outcome| *outcome == Outcome::NotVisible);
    let seen = lines.len() - hidden.len();
    let sentence = match hidden.len() {
        0 => format!("All {seen} values of the test person were kept."),
        _ => format!(
            "{seen} values of the test person were kept; the others cannot be read with this key."
        ),
    };
    let severity = match hidden.len() {
        0 => Severity::Good,
        _ => Severity::Note,
    };
    Some(finding("fields-kept", CHECK, severity, sentence).about(hidden))
}

async fn deleted(client: &Client, id: &EmployeeId, person: &TestPerson) -> Finding {
    const CHECK: &str = "The test person is gone again";
    let name = person.name();
    match client.delete_employee(id).await {
        Ok(()) => {
            let sentence = format!("“{name}” was deleted.");
            finding("test-person-deleted", CHECK, Severity::Good, sentence)
        }
        Err(error) => {
            let why = match error.refusal().map(|refusal| refusal.reason) {
                Some(RefusalReason::NotPermitted) => {
                    "The key may not delete people, which a hire does not need either"
                }
                _ => "BambooHR did not confirm that it deleted the test person",
            };
            let sentence = format!(
                "{why}: “{name}” is in BambooHR, with the employee id {}.",
                id.as_str()
            );
            finding("test-person-left", CHECK, Severity::Note, sentence)
                .advised(format!("Open “{name}” in BambooHR and delete that person."))
        }
    }
}

fn sent(person: &TestPerson, fields: &[PlannedField]) -> BTreeMap<String, FieldValue> {
    let names = [
        ("firstName".to_owned(), FieldValue::text(FIRST_NAME)),
        ("lastName".to_owned(), FieldValue::text(person.last_name())),
    ];
    let values = fields.iter().map(|field| {
        (
            field.id.as_str().to_owned(),
            crate::send::value(&field.entry),
        )
    });
    names.into_iter().chain(values).collect()
}

/// A harmless value for each field of the form that can have one.
fn values(catalogue: &Catalogue, wanted: &Wanted, person: &TestPerson) -> Vec<PlannedField> {
    let fields = wanted
        .fields
        .iter()
        .filter(|field| field.is_of_the_employee && !LEFT_OUT.contains(&field.id.as_str()))
        .filter_map(|field| catalogue.field(&field.id));
    let mut values: Vec<PlannedField> = fields
        .filter_map(|field| Some(planned(field, value(field, person)?)))
        .collect();
    // BambooHR takes an address only with a country.
    let has_country = values.iter().any(|field| field.id.as_str() == "country");
    values.retain(|field| has_country || !is_of_an_address(&field.id));
    values
}

fn is_of_an_address(id: &FieldId) -> bool {
    matches!(id.as_str(), "address1" | "address2" | "city" | "zipcode")
}

fn planned(field: &Field, entry: Entry) -> PlannedField {
    PlannedField {
        id: field.id.clone(),
        label: field.label.clone(),
        kind: field.kind,
        entry,
        also: Vec::new(),
    }
}

fn value(field: &Field, person: &TestPerson) -> Option<Entry> {
    let text = match field.kind {
        FieldKind::Text | FieldKind::LongText => "Test".to_owned(),
        FieldKind::Phone => "+1 202 555 0100".to_owned(),
        FieldKind::Email => format!("test-{}@example.com", person.mark.to_lowercase()),
        FieldKind::Date if field.id.as_str() == "dateOfBirth" => "1990-01-01".to_owned(),
        FieldKind::Date => person.hire_date.clone(),
        FieldKind::Choice => field.choices.first()?.value.clone(),
        FieldKind::Money => {
            return Some(Entry::Money {
                amount: "1.00".to_owned(),
                currency: "USD".to_owned(),
            });
        }
        // A state must fit a country; what a type we do not know takes, nobody can say.
        _ => return None,
    };
    Some(Entry::Text(text))
}
