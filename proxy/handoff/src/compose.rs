//! `compose`: from a candidate, the company's fields and its setup to the form.
//!
//! A value of the candidate that BambooHR would not take is never altered in silence: the field stays empty and says
//! what was found. Which options it could mean is said too, and never chosen. What somebody may not see is not in the
//! part of the form that leaves the proxy.

mod conditions;
mod notices;
mod value;

use std::collections::BTreeSet;

use crate::candidate::Candidate;
use crate::catalogue::{Catalogue, Field, is_required_by_bamboohr};
use crate::form::{Form, FormField, Requirement, Section, Unasked};
use crate::setup::{Asks, RememberedChoice, Setup, SetupField, Viewer};
use notices::missing_field;

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

/// Makes the form. Fields of the setup that the catalogue lacks are left out, with a notice; one that stands there twice
/// is asked once.
pub fn compose(candidate: &Candidate, company: &Company<'_>, viewer: Viewer) -> Form {
    let mut form = Form::new(candidate.id.clone());
    let mut seen = BTreeSet::new();
    for section in &company.setup.sections {
        let mut fields = Vec::new();
        for asked in &section.fields {
            if !seen.insert(&asked.id) {
                continue;
            }
            let Some(field) = company.catalogue.field(&asked.id) else {
                form.notices.extend(missing_field(asked));
                continue;
            };
            let question = question(field, asked);
            let is_shown = company.setup.shows(&asked.id, viewer);
            if asked.asks != Asks::Hidden && is_shown {
                fields.push(question);
            } else {
                form.unasked.push(Unasked {
                    field: question,
                    is_secret: !is_shown,
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
    value::fill(&mut form, candidate, company);
    if company.setup.may_add_options {
        let mut fields = form
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.fields);
        fields
            .by_ref()
            .filter(|field| field.found.is_some())
            .for_each(|field| {
                let known = company.catalogue.field(&field.id);
                let list = known.and_then(|known| known.list.as_ref());
                field.can_add = list.is_some_and(|list| list.can_add);
            });
    }
    conditions::add(&mut form, company);
    let unseen = form.unasked.iter_mut().filter_map(notices::of_unasked);
    let unseen: Vec<String> = unseen.collect();
    form.notices.extend(unseen);
    form
}

fn question(field: &Field, asked: &SetupField) -> FormField {
    FormField {
        requirement: requirement(asked),
        hint: asked.hint.clone(),
        choices: field.choices.clone(),
        ..FormField::new(field.id.clone(), field.label.clone(), field.kind)
    }
}

fn requirement(asked: &SetupField) -> Requirement {
    match asked.asks {
        _ if is_required_by_bamboohr(&asked.id) => Requirement::RequiredByBambooHr,
        Asks::Required => Requirement::RequiredBySetup,
        Asks::Optional | Asks::Hidden => Requirement::Optional,
    }
}
