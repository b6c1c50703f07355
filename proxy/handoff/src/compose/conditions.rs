//! What BambooHR needs together, whatever a company's setup says.
//!
//! Sources: an address needs a country since November 2024; what Trax Payroll needs is BambooHR's own list. A field
//! that is needed and not asked is named before anybody types.

use super::Company;
use crate::catalogue::FieldId;
use crate::form::{Condition, Form, FormField, Requirement, Trigger};

/// A field that others make needed.
struct Rule {
    field: &'static str,
    condition: Condition,
    missing: Missing,
}

/// What is said when a form does not ask for a field that others make needed.
enum Missing {
    /// This, as soon as the others are asked.
    Said(&'static str),
    /// This, when the candidate's own values make it needed.
    SaidOfSome(&'static str),
    /// It is one of the fields that payroll lacks.
    OfPayroll,
}

/// What Trax needs of a person. Not here: the employee's number, which BambooHR may give by itself, and the social
/// security number, because an employer's does instead.
const TRAX: [&str; 18] = [
    "firstName",
    "lastName",
    "dateOfBirth",
    "gender",
    "maritalStatus",
    "hireDate",
    "address1",
    "city",
    "state",
    "zipcode",
    "country",
    "employmentHistoryStatus",
    "exempt",
    "payType",
    "payRate",
    "payPer",
    "overtimeRate",
    "location",
];

const ADDRESS: [&str; 5] = ["address1", "address2", "city", "state", "zipcode"];

/// Adds the conditions to the fields of the form, and the notices about those that it lacks.
pub(super) fn add(form: &mut Form, company: &Company<'_>) {
    let mut payroll = Vec::new();
    for rule in rules(form, company) {
        let field = rule.field;
        // Of a field that the setup asks for and BambooHR does not show, the form says that already.
        let id = FieldId::new(field);
        let is_said = company.setup.field(&id).is_some() && company.catalogue.field(&id).is_none();
        if let Some(missing) = apply(form, rule).filter(|_| !is_said) {
            match missing {
                Missing::Said(words) | Missing::SaidOfSome(words) => {
                    form.notices.push(words.to_owned());
                }
                Missing::OfPayroll => payroll.push(label(company, field)),
            }
        }
    }
    if !payroll.is_empty() {
        form.notices.push(format!(
            "Some pay schedules run through Trax Payroll, which also needs what this form does not ask: {}. Ask an \
             admin to add it to the form.",
            payroll.join(", ")
        ));
    }
}

fn rules(form: &Form, company: &Company<'_>) -> Vec<Rule> {
    let rule = |field, any_of: Vec<Trigger>, reason: &str, missing| Rule {
        field,
        condition: Condition {
            any_of,
            unless: Vec::new(),
            reason: reason.to_owned(),
        },
        missing,
    };
    let pay = || vec![Trigger::any("payRate")];
    let mut rules = vec![
        rule(
            "country",
            ADDRESS.map(Trigger::any).into(),
            "is needed as soon as any part of the address is given.",
            Missing::Said(
                "BambooHR takes no address without its country, and this form does not ask for the country. Ask an \
                 admin to add it to the form.",
            ),
        ),
        rule(
            "payType",
            pay(),
            "is needed with a pay rate: it says how the amount is earned.",
            Missing::Said(
                "BambooHR wants to know of a pay rate how it is earned, and this form does not ask for the pay type. \
                 Ask an admin to add it to the form.",
            ),
        ),
        rule(
            "payPer",
            pay(),
            "is needed with a pay rate: it says what the amount is paid for.",
            Missing::Said(
                "BambooHR wants to know of a pay rate what it is paid for, and this form does not ask for the pay \
                 period. Ask an admin to add it to the form.",
            ),
        ),
        rule(
            "overtimeRate",
            vec![
                Trigger::one_of("payType", &["Hourly".to_owned()]),
                Trigger::one_of("exempt", &["Non-exempt".to_owned()]),
            ],
            "is needed for people who are paid by the hour or whose overtime is paid.",
            Missing::SaidOfSome(
                "People who are paid by the hour, or whose overtime is paid, have an overtime rate in BambooHR, and \
                 this form does not ask for it. Enter it in BambooHR afterwards, or ask an admin to add it to the form.",
            ),
        ),
    ];
    let schedules = &company.setup.trax_schedules;
    if !schedules.is_empty() {
        let instead = if has(form, "ssn") || !has(form, "ein") {
            ["ssn", "ein"]
        } else {
            ["ein", "ssn"]
        };
        for field in TRAX.iter().chain(instead.first()) {
            let mut payroll = rule(
                *field,
                vec![Trigger::one_of("paySchedule", schedules)],
                "is needed: the pay schedule runs through Trax Payroll.",
                Missing::OfPayroll,
            );
            if instead.contains(field) {
                let others = instead.iter().filter(|other| *other != field);
                payroll.condition.unless = others.map(|other| FieldId::new(*other)).collect();
            }
            rules.push(payroll);
        }
    }
    rules
}

fn has(form: &Form, alias: &str) -> bool {
    let id = FieldId::new(alias);
    form.field(&id).is_some() || unasked(form, &id).is_some()
}

fn unasked<'a>(form: &'a Form, id: &FieldId) -> Option<&'a FormField> {
    let mut unasked = form.unasked.iter().map(|unasked| &unasked.field);
    unasked.find(|field| field.id == *id)
}

fn label(company: &Company<'_>, alias: &str) -> String {
    let field = company.catalogue.field(&FieldId::new(alias));
    field.map_or_else(|| alias.to_owned(), |field| field.label.clone())
}

/// Puts the condition on its field. What goes along unseen is decided here and now, because the browser cannot see
/// it: its conditions either hold for certain or not at all. Gives back what is to be said of a field that nobody is
/// asked for.
fn apply(form: &mut Form, rule: Rule) -> Option<Missing> {
    let Rule {
        field,
        mut condition,
        missing,
    } = rule;
    let id = FieldId::new(field);
    let unseen = |id: &FieldId| Some(&unasked(form, id)?.prefill.as_ref()?.entry);
    if condition.unless.iter().any(|id| unseen(id).is_some()) {
        return None;
    }
    let mut triggers = condition.any_of.iter();
    let is_certain = triggers.any(|trigger| trigger.is_met(unseen(&trigger.field)));
    let is_asked = |id: &FieldId| form.field(id).is_some();
    condition.any_of.retain(|trigger| is_asked(&trigger.field));
    condition.unless.retain(is_asked);
    if !is_certain && condition.any_of.is_empty() {
        return None;
    }
    let is_answered = is_asked(&id) || unseen(&id).is_some();
    let is_said = !is_answered
        && match missing {
            Missing::Said(_) | Missing::OfPayroll => true,
            Missing::SaidOfSome(_) => is_certain || condition.holds(&form.prefilled()),
        };
    if let Some(field) = field_mut(form, &id) {
        let is_optional = field.requirement == Requirement::Optional;
        if !is_certain {
            field.conditions.push(condition);
        } else if is_optional && condition.unless.is_empty() {
            field.requirement = Requirement::RequiredBySetup;
        }
    }
    is_said.then_some(missing)
}

fn field_mut<'a>(form: &'a mut Form, id: &FieldId) -> Option<&'a mut FormField> {
    let asked = form
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.fields);
    let unasked = form.unasked.iter_mut().map(|unasked| &mut unasked.field);
    asked.chain(unasked).find(|field| field.id == *id)
}
