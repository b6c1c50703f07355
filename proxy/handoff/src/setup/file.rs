//! A setup as a file, to keep or to take to another company.
//!
//! The file knows no company: fields stand in it by BambooHR's alias, with their label for people. What the company
//! that reads it lacks is left out and named. Nothing secret is in it but what an admin entered as a fixed value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::problems::{lost_schedules, refused};
use super::{Asks, Setup};
use crate::catalogue::{Catalogue, FieldId};

/// What every such file begins with.
const FORMAT: &str = "send-to-bamboohr form setup";
/// Counts the shapes of the file; an older one would have to be turned into this one when it is read.
const NUMBER: u64 = 1;

/// A setup with what tells the file from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupFile {
    format: String,
    number: u64,
    /// Labels of the fields where the file was made.
    #[serde(default)]
    labels: BTreeMap<FieldId, String>,
    /// The setup.
    pub setup: Setup,
}

/// What is read first: whether the rest can be.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Head {
    format: String,
    number: u64,
}

impl SetupFile {
    /// The file of this setup.
    pub fn of(setup: Setup, catalogue: &Catalogue) -> Self {
        let labels = setup.fields().filter_map(|asked| {
            let field = catalogue.field(&asked.id)?;
            Some((field.id.clone(), field.label.clone()))
        });
        Self {
            format: FORMAT.to_owned(),
            number: NUMBER,
            labels: labels.collect(),
            setup,
        }
    }

    /// The text of the file: JSON that a person can read.
    ///
    /// # Errors
    ///
    /// Never for a setup that was read from JSON.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// A sentence for the admin that says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let not_ours = "This is not a form setup that was exported here.";
        let head: Head = serde_json::from_str(text).map_err(|_| not_ours.to_owned())?;
        if head.format != FORMAT {
            return Err(not_ours.to_owned());
        }
        if head.number > NUMBER {
            return Err(
                "This form setup was exported by a newer version of this software. Update this one first."
                    .to_owned(),
            );
        }
        serde_json::from_str(text)
            .map_err(|error| format!("This form setup is damaged: {error}. Export it again."))
    }

    /// The setup as this company can have it, and what was left out, one sentence each.
    pub fn for_company(self, catalogue: &Catalogue) -> (Setup, Vec<String>) {
        let Self {
            labels, mut setup, ..
        } = self;
        let mut lacks = Vec::new();
        for section in &mut setup.sections {
            section.fields.retain_mut(|asked| {
                let Some(field) = catalogue.field(&asked.id) else {
                    let alias = asked.id.as_str();
                    let label = labels.get(&asked.id).map_or(alias, String::as_str);
                    lacks.push(format!(
                        "{label}: BambooHR has no field “{alias}” here. It was left out."
                    ));
                    return false;
                };
                let label = &field.label;
                let value = asked.fixed.as_ref();
                if let Some(why) = value.and_then(|fixed| refused(field, &fixed.entry)) {
                    lacks.push(format!(
                        "{label}: the value in the file does not fit here. {why}"
                    ));
                    asked.fixed = None;
                }
                let source = asked.source.as_ref();
                if source.is_some_and(|source| !source.kinds().contains(&field.kind)) {
                    lacks.push(format!(
                        "{label}: what fills it in does not fit here. Choose it anew."
                    ));
                    asked.source = None;
                }
                if asked.asks == Asks::Hidden && asked.fixed.is_none() && asked.source.is_none() {
                    asked.asks = Asks::Optional;
                    lacks.push(format!(
                        "{label}: it is asked now, because nothing fills it in."
                    ));
                }
                true
            });
        }
        for name in lost_schedules(&setup, catalogue) {
            lacks.push(format!(
                "Trax Payroll: there is no pay schedule “{name}” here."
            ));
            setup.trax_schedules.retain(|schedule| *schedule != name);
        }
        (setup, lacks)
    }
}
