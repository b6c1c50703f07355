//! The form as fields of Pinpoint. Pure: what is known of the candidate is what the call says.
//!
//! On the first opening nothing is known, and Pinpoint fills in the fields that have a mapping. Text goes straight into
//! the field of its key. A dropdown has no mapping, because Pinpoint's words may be none of its options: they stand in a
//! field of their own beside it, so they are seen and not lost, and are used when they are an option.

mod field;

use std::collections::BTreeSet;

use ::pinpoint::plugin::{Call, FieldType, FormField as Drawn};
use handoff::{
    Attribute, Entry, FieldId, FieldKind, Form, FormField, RememberedChoice, Setup, Submission,
};

use super::settings::{MappingSetting, PluginSettings, Words, filled};
use super::{APPLICATION_ID, CV, DOCUMENTS, EMAIL, entered};

/// What is known of the candidate before anybody typed, and must be submitted whatever the form asks.
const WHO: [Attribute; 3] = [Attribute::FirstName, Attribute::LastName, Attribute::Email];

/// Everything that a form is drawn from.
pub(super) struct Drawing<'a> {
    pub(super) form: &'a Form,
    pub(super) setup: &'a Setup,
    pub(super) remembered: &'a [RememberedChoice],
    pub(super) call: &'a Call,
    pub(super) settings: &'a PluginSettings,
    /// Whether BambooHR takes documents, or nobody knows yet.
    pub(super) takes_files: bool,
}

impl Drawing<'_> {
    /// The fields in the order in which they are shown.
    pub(super) fn fields(&self) -> Vec<Drawn> {
        let submission = self.submission();
        let mut drawn = vec![self.application()];
        drawn.extend(self.settings.email().map(|_| self.email()));
        let notices = self.form.notices.iter().enumerate();
        drawn.extend(notices.map(|(index, notice)| {
            let intent = &self.settings.dialect.callout_intent;
            Drawn::callout(
                format!("notice_{index}"),
                &self.words().notice,
                notice,
                intent,
            )
        }));
        let mut words: BTreeSet<String> = BTreeSet::new();
        let mut take = |mapping: &&MappingSetting| words.insert(mapping.key.clone());
        let elsewhere = self.settings.mappings.iter();
        let elsewhere = elsewhere.filter(|mapping| self.is_needed_elsewhere(mapping));
        drawn.extend(
            elsewhere
                .filter(&mut take)
                .map(|mapping| self.in_pinpoint(mapping)),
        );
        for (index, section) in self.form.sections.iter().enumerate() {
            let key = format!("section_{index}");
            drawn.push(Drawn::new(key, section.title.clone(), FieldType::Heading));
            for field in &section.fields {
                let beside = self.words_for(field).filter(&mut take);
                drawn.extend(beside.map(|mapping| self.in_pinpoint(mapping)));
                drawn.extend(self.field(field, &submission));
            }
        }
        drawn.extend(self.files());
        drawn
    }

    fn words(&self) -> &Words {
        &self.settings.words
    }

    fn submission(&self) -> Submission {
        let dialect = &self.settings.dialect;
        entered::submission(self.form, self.remembered, self.call, dialect)
    }

    /// The id of the application: what makes two submits the same hire.
    fn application(&self) -> Drawn {
        Drawn {
            description: Some(self.words().application_hint.clone()),
            readonly: self.settings.dialect.read_only_fields,
            value: self.call.text(APPLICATION_ID),
            include_value_in_refetch: true,
            ..Drawn::new(APPLICATION_ID, &self.words().application, FieldType::String)
        }
    }

    /// The address of mail that stays as it is when the one in the form is corrected.
    fn email(&self) -> Drawn {
        Drawn {
            description: Some(self.words().email_hint.clone()),
            readonly: self.settings.dialect.read_only_fields,
            value: self.call.text(EMAIL),
            include_value_in_refetch: true,
            ..Drawn::new(EMAIL, &self.words().email, FieldType::String)
        }
    }

    /// Pinpoint's words for a field that takes no text as it is.
    fn in_pinpoint(&self, mapping: &MappingSetting) -> Drawn {
        let label = [("label", mapping.label.as_str())];
        Drawn {
            readonly: self.settings.dialect.read_only_fields,
            value: self.call.text(&mapping.key),
            include_value_in_refetch: true,
            ..Drawn::new(
                &mapping.key,
                filled(&self.words().in_pinpoint, &label),
                FieldType::String,
            )
        }
    }

    /// The mappings whose words are for this field and have no field of their own in the form.
    fn words_for(&self, field: &FormField) -> impl Iterator<Item = &MappingSetting> {
        let from = self.attribute_of(&field.id);
        let mappings = self.settings.mappings.iter();
        let of_field =
            mappings.filter(move |mapping| from.is_some() && mapping.attribute.as_ref() == from);
        of_field.filter(|mapping| !self.asks(&mapping.key))
    }

    /// Whether words must be told although no field that is shown takes them: for hidden fields, and to know who it is.
    fn is_needed_elsewhere(&self, mapping: &MappingSetting) -> bool {
        let Some(attribute) = mapping
            .attribute
            .as_ref()
            .filter(|_| !self.asks(&mapping.key))
        else {
            return false;
        };
        let reads = |field: &FormField| self.attribute_of(&field.id) == Some(attribute);
        let is_for_one_that_is_shown = self.form.fields().any(reads);
        let mut unasked = self.form.unasked.iter();
        let is_hidden = unasked.any(|unasked| reads(&unasked.field));
        !is_for_one_that_is_shown && (is_hidden || WHO.contains(attribute))
    }

    fn attribute_of(&self, field: &FieldId) -> Option<&Attribute> {
        let source = self.setup.field(field)?.source.as_ref()?;
        Some(&source.from)
    }

    fn asks(&self, key: &str) -> bool {
        self.form.fields().any(|field| field.id.as_str() == key)
    }

    fn has_mapping(&self, key: &str) -> bool {
        self.settings
            .mappings
            .iter()
            .any(|mapping| mapping.key == key)
    }

    /// Whether Pinpoint's words will fill the field when nothing is chosen, as far as anybody can know yet.
    fn may_be_filled_by_words(&self, field: &FormField) -> bool {
        let is_unknown = |mapping: &MappingSetting| self.call.text(&mapping.key).is_none();
        field.prefill.is_some() || self.words_for(field).any(is_unknown)
    }

    /// The country that is chosen, or known: the states are those of it.
    fn country(&self, submission: &Submission) -> Option<String> {
        let country = FieldId::new("country");
        match submission.given(&country)? {
            Entry::Text(text) => Some(text.clone()),
            Entry::Money { .. } => None,
        }
    }

    /// Whether other fields are asked otherwise when this one changes. Of texts nobody waits for that: they are checked
    /// when the form is submitted.
    fn decides(&self, field: &FormField) -> bool {
        let is_state = |field: &FormField| field.kind == FieldKind::State;
        let names = |other: &FormField| {
            let mut triggers = other
                .conditions
                .iter()
                .flat_map(|condition| &condition.any_of);
            triggers.any(|trigger| trigger.field == field.id)
        };
        let decides_states = field.id.as_str() == "country" && self.form.fields().any(is_state);
        field.kind == FieldKind::Choice && (decides_states || self.form.fields().any(names))
    }

    /// The CV and other files, when BambooHR takes documents. They are never told when a form is asked for anew: they
    /// are large.
    fn files(&self) -> Vec<Drawn> {
        if !self.takes_files {
            return Vec::new();
        }
        let cv = Drawn {
            description: Some(self.words().cv_hint.clone()),
            ..Drawn::new(CV, &self.words().cv, FieldType::File)
        };
        vec![
            Drawn::new(
                "section_documents",
                &self.words().documents,
                FieldType::Heading,
            ),
            cv,
            Drawn::new(DOCUMENTS, &self.words().further_documents, FieldType::Files),
        ]
    }
}

#[cfg(test)]
mod tests;
