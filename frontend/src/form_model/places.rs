//! States and provinces, which depend on the country that was chosen.

use handoff::{Choice, Entry, FieldId, FieldKind, FormField};

use super::FormModel;

/// BambooHR's alias of the country of an address.
const COUNTRY: &str = "country";

impl FormModel {
    /// The country as BambooHR spells it; `None` when none is given or the text is no country yet.
    pub fn country(&self) -> Option<String> {
        let id = FieldId::new(COUNTRY);
        let field = self.form.field(&id)?;
        let Some(Entry::Text(text)) = self.draft.entries.given(&id) else {
            return None;
        };
        let choice = field.choices.iter().find(|choice| choice.is_named(text))?;
        Some(choice.value.clone())
    }

    /// The states to choose from at a field: those of the country, and those of no country in particular.
    pub fn states(&self, id: &FieldId) -> Vec<String> {
        let country = self.country();
        let field = self.form.field(id);
        let choices = field.map(|field| field.choices.iter());
        let there = choices.into_iter().flatten().filter(|choice| {
            let within = choice.within.as_deref();
            within.is_none_or(|within| country.as_deref().is_none_or(|country| country == within))
        });
        there.map(|choice| choice.value.clone()).collect()
    }

    /// The country whose states should be asked for; told once for each.
    pub fn wants_states(&mut self) -> Option<String> {
        let country = self.country()?;
        let mut fields = self.form.fields().filter(|field| is_of_places(field));
        let field = fields.next()?;
        let is_known = field
            .choices
            .iter()
            .any(|choice| is_within(choice, &country));
        if is_known || self.asked.contains(&country) {
            return None;
        }
        self.asked.push(country.clone());
        Some(country)
    }

    /// The states of a country have arrived.
    pub fn learn_states(&mut self, country: &str, states: Vec<Choice>) {
        let states: Vec<Choice> = states
            .into_iter()
            .map(|state| Choice {
                within: Some(country.to_owned()),
                ..state
            })
            .collect();
        let fields = self.form.sections.iter_mut();
        let fields = fields.flat_map(|section| &mut section.fields);
        let mut learned = Vec::new();
        for field in fields.filter(|field| is_of_places(field)) {
            field.choices.retain(|choice| !is_within(choice, country));
            field.choices.extend(states.iter().cloned());
            learned.push(field.id.clone());
        }
        for id in &learned {
            self.revise(id);
        }
        self.look_at_states();
    }

    /// The states could not be asked for. The next time somebody chooses the country, they are asked for again.
    pub fn miss_states(&mut self, country: &str) {
        self.asked.retain(|asked| asked != country);
    }

    /// Another country, or other states: what stands in a state's field is kept, and looked at as if it had just been
    /// left.
    pub(super) fn look_at_states(&mut self) {
        let fields = self.form.fields().filter(|field| is_of_places(field));
        let ids: Vec<FieldId> = fields.map(|field| field.id.clone()).collect();
        for id in &ids {
            self.leave(id);
        }
    }
}

/// Whether what depends on the country depends on this field.
pub(super) fn is_country(id: &FieldId) -> bool {
    id.as_str() == COUNTRY
}

fn is_of_places(field: &FormField) -> bool {
    field.kind == FieldKind::State
}

fn is_within(choice: &Choice, country: &str) -> bool {
    choice.within.as_deref() == Some(country)
}
