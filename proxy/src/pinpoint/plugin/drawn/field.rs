//! One field of the form as one of Pinpoint's, or as two when it is an amount.

use ::pinpoint::plugin::{AskedAnew, FieldType, FormField as Drawn, SelectOption, entered_key};
use handoff::{CURRENCIES, Choice, Entry, FieldKind, FormField, Submission};

use super::{Drawing, filled};
use crate::pinpoint::plugin::entered::currency_key;

impl Drawing<'_> {
    pub(super) fn field(&self, field: &FormField, submission: &Submission) -> Vec<Drawn> {
        let kind = match field.kind {
            FieldKind::Date if !field.is_constant => FieldType::Date,
            _ => FieldType::String,
        };
        let mut drawn = Drawn {
            value: self.value(field),
            description: self.description(field),
            required: field.is_needed(submission) && !self.may_be_filled_by_words(field),
            readonly: field.is_constant && self.settings.dialect.read_only_fields,
            include_value_in_refetch: true,
            perform_refetch_on_change: self.decides(field),
            ..Drawn::new(self.key(field), &field.label, kind)
        };
        if field.is_constant {
            return vec![drawn];
        }
        let options = self.options(field, submission);
        if !options.is_empty() {
            self.offer(&mut drawn, options);
        }
        if field.kind != FieldKind::Money {
            return vec![drawn];
        }
        let currency = self.currency(field, drawn.required);
        vec![drawn, currency]
    }

    fn currency(&self, field: &FormField, required: bool) -> Drawn {
        let key = currency_key(field);
        let told = self.call.text(&key);
        let first = match &field.prefill {
            Some(prefill) => match &prefill.entry {
                Entry::Money { currency, .. } => Some(currency.clone()),
                Entry::Text(_) => None,
            },
            None => field.likely.first().cloned(),
        };
        let label = filled(&self.words().currency, &[("label", &field.label)]);
        let mut drawn = Drawn {
            value: told.or(first),
            required,
            include_value_in_refetch: true,
            ..Drawn::new(key, label, FieldType::String)
        };
        self.offer(
            &mut drawn,
            CURRENCIES
                .iter()
                .map(|code| SelectOption::of(code))
                .collect(),
        );
        drawn
    }

    /// The options in the field itself, or in a list of their own when it is one that is declared.
    fn offer(&self, drawn: &mut Drawn, options: Vec<SelectOption>) {
        let settings = self.settings;
        if settings.dialect.list_endpoints && settings.lists.contains(&drawn.key) {
            drawn.single_select_options_list_key = Some(drawn.key.clone());
        } else {
            drawn.single_select_options = Some(options);
        }
    }

    /// Of a field with a mapping, what becomes of it now that the form is asked for anew.
    fn asked_anew(&self, field: &FormField) -> Option<AskedAnew> {
        let is_mapped = self.is_mapped(field) && self.call.says_something();
        is_mapped.then_some(self.settings.dialect.mapped_when_asked_anew)
    }

    fn is_mapped(&self, field: &FormField) -> bool {
        self.has_mapping(field.id.as_str()) && !field.is_constant
    }

    /// What somebody changed is lost when the mapping fills it in again, so a mapping finds it once only.
    fn key(&self, field: &FormField) -> String {
        match self.asked_anew(field) {
            Some(AskedAnew::OtherKey) => entered_key(field.id.as_str()),
            _ => field.id.as_str().to_owned(),
        }
    }

    /// What was told, else the first value. Before anything was told a field with a mapping says nothing: Pinpoint's
    /// mapping fills it in, and which of two would count is not known.
    fn value(&self, field: &FormField) -> Option<String> {
        let is_mapped = self.is_mapped(field);
        let is_said = matches!(
            self.asked_anew(field),
            Some(AskedAnew::OtherKey | AskedAnew::SameKey)
        );
        if is_mapped && !is_said {
            return None;
        }
        let dialect = &self.settings.dialect;
        let told = super::entered::entry(field, self.remembered, self.call, dialect);
        let first = field.prefill.as_ref().filter(|_| !is_mapped);
        let entry = told.filter(|_| !field.is_constant);
        match entry.or_else(|| first.map(|first| first.entry.clone()))? {
            Entry::Text(text) => Some(text),
            Entry::Money { amount, .. } => Some(amount),
        }
    }

    /// In one text: what the company says, what Pinpoint's words come to, when it is needed.
    fn description(&self, field: &FormField) -> Option<String> {
        let mut said: Vec<String> = field.hint.iter().chain(&field.notice).cloned().collect();
        let is_unknown = |key: &str| self.call.text(key).is_none();
        let mut beside = self.words_for(field);
        if let Some(words) = beside.find(|words| is_unknown(&words.key) && !field.is_constant) {
            let label = words.label.to_lowercase();
            said.push(filled(&self.words().left_empty_words, &[("label", &label)]));
        } else if let Some(prefill) = field
            .prefill
            .as_ref()
            .filter(|_| !field.is_constant && !self.has_mapping(field.id.as_str()))
        {
            let (value, origin) = (prefill.entry.display(), prefill.origin.as_str());
            let values = [("value", value.as_str()), ("origin", origin)];
            said.push(filled(&self.words().left_empty, &values));
        }
        if field.kind == FieldKind::Employee {
            said.push(self.words().employee_hint.clone());
        }
        let reasons = field
            .conditions
            .iter()
            .map(|condition| condition.reason.as_str());
        said.extend(reasons.map(|reason| format!("It {reason}")));
        said.dedup();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// Of states those of the country that is chosen; none when any text may stand.
    fn options(&self, field: &FormField, submission: &Submission) -> Vec<SelectOption> {
        let country = self.country(submission);
        let is_there = |choice: &&Choice| match (&choice.within, &country) {
            (Some(within), Some(country)) => within == country,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let there = field.choices.iter().filter(is_there);
        match field.kind {
            FieldKind::Choice => there
                .map(|choice| SelectOption::of(&choice.value))
                .collect(),
            FieldKind::State => there.map(state).collect(),
            _ => Vec::new(),
        }
    }
}

/// BambooHR knows states by abbreviations, people by names.
fn state(choice: &Choice) -> SelectOption {
    let names = choice.also.iter().chain([&choice.value]);
    let name = names.max_by_key(|name| name.chars().count());
    SelectOption {
        label: name.unwrap_or(&choice.value).clone(),
        value: choice.value.clone(),
    }
}
