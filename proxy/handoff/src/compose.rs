//! `compose`: from a candidate, the company's fields and its setup to the form.
//!
//! A value of the candidate that BambooHR would not take is never altered in silence: the field stays empty and says
//! what was found. Which options it could mean is said too, and never chosen. What somebody may not see is not in the
//! part of the form that leaves the proxy.

mod conditions;
mod value;

use crate::candidate::Candidate;
use crate::catalogue::{Catalogue, is_required_by_bamboohr};
use crate::form::{Form, FormField, Requirement, Section, Unasked};
use crate::setup::{Asks, RememberedChoice, Setup, SetupField, Viewer};
use value::fill;

/// What is known of the company.
#[derive(Clone, Copy, Debug)]
pub struct Company<'a> {
    /// Its fields in BambooHR.
    pub catalogue: &'a Catalogue,
    /// Its choices about the form.
    pub setup: &'a Setup,
    /// What its people chose for words that are no option.
    pub remembered: &'a [RememberedChoice],
}

/// Makes the form. Fields of the setup that the catalogue lacks are left out, with a notice.
pub fn compose(candidate: &Candidate, company: &Company<'_>, viewer: Viewer) -> Form {
    let mut form = Form::new(candidate.id.clone());
    for section in &company.setup.sections {
        let mut fields = Vec::new();
        for asked in &section.fields {
            let Some(field) = company.catalogue.field(&asked.id) else {
                form.notices.extend(missing_field(asked));
                continue;
            };
            let mut question = FormField::new(field.id.clone(), field.label.clone(), field.kind);
            question.requirement = requirement(asked);
            question.hint = asked.hint.clone();
            question.choices = field.choices.clone();
            if asked.asks != Asks::Hidden && company.setup.shows(&asked.id, viewer) {
                fields.push(question);
            } else {
                form.unasked.push(Unasked {
                    field: question,
                    admins_only: asked.admins_only,
                });
            }
        }
        if !fields.is_empty() {
            form.sections.push(Section {
                title: section.title.clone(),
                fields,
            });
        }
    }
    fill(&mut form, candidate, company);
    conditions::add(&mut form, company);
    form
}

fn requirement(asked: &SetupField) -> Requirement {
    match asked.asks {
        _ if is_required_by_bamboohr(&asked.id) => Requirement::RequiredByBambooHr,
        Asks::Required => Requirement::RequiredBySetup,
        Asks::Optional | Asks::Hidden => Requirement::Optional,
    }
}

/// A hidden field with nothing to fill it in is missed by nobody.
fn missing_field(asked: &SetupField) -> Option<String> {
    let consequence = if is_required_by_bamboohr(&asked.id) {
        "Without it nobody can be added."
    } else if asked.asks != Asks::Hidden {
        "It is left out of this form."
    } else if asked.fixed.is_some() || asked.source.is_some() {
        "It is left out of what is sent."
    } else {
        return None;
    };
    Some(format!(
        "BambooHR shows no field “{}” to this connection. {consequence} Ask your BambooHR admin whether the \
         owner of the API key may see it.",
        asked.id.as_str()
    ))
}
