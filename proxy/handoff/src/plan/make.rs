//! `plan` and `plan_update`: the steps of a new hire, and those that change somebody who is there.

use super::place::{Goes, Placed, of_a_new_hire, place};
use super::{Plan, PlannedField, Step, text_of};
use crate::candidate::CandidateId;
use crate::catalogue::{Catalogue, FieldId, FieldKind};
use crate::form::{ChosenDocument, ChosenPhoto, Entry, OfferedDocument};
use crate::validate::CheckedSubmission;

/// What goes along with the values of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Documents of the candidate, in the order of upload, with what was chosen for each.
    pub documents: Vec<(OfferedDocument, ChosenDocument)>,
    /// The candidate's photo, when it goes along.
    pub photo: Option<ChosenPhoto>,
    /// The company's field for the candidate's id, by which the person is found again for certain.
    pub candidate_id_field: Option<FieldId>,
}

/// Makes the plan of a new hire.
pub fn plan(submission: CheckedSubmission, catalogue: &Catalogue, extras: &Extras) -> Plan {
    let (candidate, mut fields) = submission.into_parts();
    fields.extend(candidate_id(&candidate, &fields, catalogue, extras));
    let order = order_of(&fields);
    let hire_date = text_of(&fields, "hireDate").map(str::to_owned);
    let if_there = place(fields.clone(), catalogue, hire_date.as_deref(), |_, _| {
        Goes::ToRow
    });
    let dated = if_there.rows.iter().flat_map(Step::fields);
    let dated = dated.map(|field| field.id.clone()).collect();
    let goes = of_a_new_hire(&fields);
    let Placed { plain, rows } = place(fields, catalogue, hire_date.as_deref(), goes);
    let documents = extras
        .documents
        .iter()
        .map(|(document, chosen)| Step::UploadDocument {
            name: document.name.clone(),
            kind: document.kind.clone(),
            bytes: document.bytes,
            category: chosen
                .category
                .clone()
                .or_else(|| document.category.clone()),
            share: chosen.share,
        });
    let photo = extras
        .photo
        .map(|ChosenPhoto { bytes, crop }| Step::UploadPhoto { bytes, crop });
    let steps = std::iter::once(Step::CreateEmployee { fields: plain })
        .chain(rows)
        .chain(documents)
        .chain(photo)
        .chain([Step::ReadBack]);
    Plan {
        steps: steps.collect(),
        order,
        dated,
    }
}

/// Makes the plan that changes these values, and nothing else, of an employee who is there. Values of a dated table
/// go to its row of the hire date where that is possible, because changing them on the employee would add a row.
pub fn plan_update(
    fields: Vec<PlannedField>,
    catalogue: &Catalogue,
    hire_date: Option<&str>,
) -> Plan {
    let order = order_of(&fields);
    let Placed { plain, rows } = place(fields, catalogue, hire_date, |_, _| Goes::ToRow);
    let update = (!plain.is_empty()).then_some(Step::UpdateEmployee { fields: plain });
    let steps = update.into_iter().chain(rows).chain([Step::ReadBack]);
    Plan {
        steps: steps.collect(),
        order,
        dated: Vec::new(),
    }
}

fn order_of(fields: &[PlannedField]) -> Vec<FieldId> {
    fields.iter().map(|field| field.id.clone()).collect()
}

/// The candidate's id as a value of the field kept for it, unless a person entered something there. A field that
/// does not take any text is left alone: BambooHR would refuse the whole person for it.
fn candidate_id(
    candidate: &CandidateId,
    given: &[PlannedField],
    catalogue: &Catalogue,
    extras: &Extras,
) -> Option<PlannedField> {
    let field = catalogue.field(extras.candidate_id_field.as_ref()?)?;
    let takes_text = matches!(
        field.kind,
        FieldKind::Text | FieldKind::LongText | FieldKind::Other
    );
    let is_given = given.iter().any(|given| given.id == field.id);
    (takes_text && !is_given).then(|| PlannedField {
        id: field.id.clone(),
        label: field.label.clone(),
        kind: field.kind,
        entry: Entry::Text(candidate.as_str().to_owned()),
        also: Vec::new(),
    })
}
