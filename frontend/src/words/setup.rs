//! The set-up of the form in words: what a field takes, and where its value comes from.

use handoff::interface::{CatalogueField, FittingSource};
use handoff::{Change, FieldKind, Preset, SetupField, Source};

/// What a field takes, for example `List of 42 options`.
pub fn kind_of_field(field: &CatalogueField) -> String {
    let kind = match field.kind {
        FieldKind::Text | FieldKind::Other => "Text",
        FieldKind::LongText => "Long text",
        FieldKind::Date => "Date",
        FieldKind::Email => "E-mail address",
        FieldKind::Phone => "Telephone number",
        FieldKind::Choice if field.options > 0 => {
            return in_table(field, &format!("List of {} options", field.options));
        }
        FieldKind::Choice => "List",
        FieldKind::State => "State or province",
        FieldKind::Money => "Amount and currency",
        FieldKind::Employee => "Somebody who works here",
    };
    in_table(field, kind)
}

fn in_table(field: &CatalogueField, kind: &str) -> String {
    match field.is_row_only {
        true => format!("{kind}, in a dated table"),
        false => kind.to_owned(),
    }
}

/// What a source is called, for after “From the”.
pub fn source_in_words(source: &Source, sources: &[FittingSource]) -> String {
    let known = sources.iter().find(|known| known.source == *source);
    known.map_or_else(|| source.from.words(), |known| known.words.clone())
}

/// Where the value of a field comes from.
pub fn value_in_words(field: &SetupField, sources: &[FittingSource]) -> String {
    let source = field.source.as_ref();
    let source = source.map(|source| source_in_words(source, sources));
    let fixed = field.fixed.as_ref();
    if fixed.is_some_and(|fixed| fixed.entry.is_blank()) {
        return "Its value is still missing".to_owned();
    }
    let value = fixed.map(|fixed| fixed.entry.display());
    match (source, value) {
        (_, Some(value)) if fixed.is_some_and(|fixed| fixed.is_constant) => {
            format!("Always “{value}”")
        }
        (Some(source), Some(value)) => format!("From the {source}, or else “{value}”"),
        (Some(source), None) => format!("From the {source}"),
        (None, Some(value)) => format!("Begins with “{value}”"),
        (None, None) => "Filled in by hand".to_owned(),
    }
}

/// What is made of a candidate's words.
pub fn change_in_words(change: Option<Change>) -> &'static str {
    match change {
        None => "As it is",
        Some(Change::GivenName) => "The given names of a full name",
        Some(Change::FamilyName) => "The family name of a full name",
        Some(Change::CountryName) => "The name of the country",
        Some(Change::RateOf) => "The amount and the currency",
        Some(Change::PeriodOf) => "The pay period",
        Some(Change::DateDayFirst) => "A date with the day first: 03/04 is 3 April",
        Some(Change::DateMonthFirst) => "A date with the month first: 03/04 is 4 March",
    }
}

/// What a set-up to begin with asks.
pub fn preset_in_words(preset: Preset) -> &'static str {
    match preset {
        Preset::Minimal => "The names, the e-mail address and the first day.",
        Preset::TypicalHire => "What most companies ask: the person, the address and the job.",
        Preset::WithPay => "The same, and pay.",
        Preset::PayrollTrax => "Everything that Trax, BambooHR’s own payroll, wants to know.",
    }
}

/// How many changes are not saved.
pub fn unsaved(changes: usize) -> String {
    match changes {
        1 => "1 change, not saved".to_owned(),
        many => format!("{many} changes, not saved"),
    }
}

/// How many fields were found, and how many of them are shown.
pub fn fields_found(shown: usize, total: usize) -> String {
    match (shown, total) {
        (_, 0) => "No field fits.".to_owned(),
        (_, 1) => "1 field".to_owned(),
        (shown, total) if shown == total => format!("{total} fields"),
        (shown, total) => {
            format!("The first {shown} of {total} fields. Type more to find the others.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::{Attribute, Entry, FieldId, Fixed};

    fn field(source: Option<Source>, fixed: Option<(&str, bool)>) -> SetupField {
        SetupField {
            source,
            fixed: fixed.map(|(text, is_constant)| Fixed {
                entry: Entry::Text(text.to_owned()),
                is_constant,
            }),
            ..SetupField::new("department")
        }
    }

    #[test]
    fn where_a_value_comes_from_is_said_in_one_line() {
        let source = Source::of(Attribute::Department);
        let sources = [FittingSource {
            source: source.clone(),
            words: "department of the job".to_owned(),
            kinds: vec![FieldKind::Choice],
        }];
        let words = |field: &SetupField| value_in_words(field, &sources);
        let from = || Some(source.clone());
        assert_eq!(
            words(&field(from(), None)),
            "From the department of the job"
        );
        assert_eq!(
            words(&field(from(), Some(("Sales", false)))),
            "From the department of the job, or else “Sales”"
        );
        assert_eq!(
            words(&field(from(), Some(("Sales", true)))),
            "Always “Sales”"
        );
        assert_eq!(
            words(&field(None, Some(("Sales", false)))),
            "Begins with “Sales”"
        );
        assert_eq!(words(&field(None, None)), "Filled in by hand");
        assert_eq!(
            words(&field(from(), Some(("", true)))),
            "Its value is still missing"
        );
    }

    #[test]
    fn a_question_that_nobody_is_asked_any_more_is_still_named() {
        let question = "T-shirt size?".to_owned();
        let source = Source::of(Attribute::Answer { question });
        assert_eq!(
            value_in_words(&field(Some(source), None), &[]),
            "From the answer to “T-shirt size?”"
        );
    }

    #[test]
    fn a_field_says_what_it_takes_and_that_it_is_a_column() {
        let mut field = CatalogueField {
            id: FieldId::new("payType"),
            label: "Pay type".to_owned(),
            kind: FieldKind::Choice,
            is_custom: false,
            is_sensitive: true,
            is_required_by_bamboohr: false,
            is_row_only: false,
            options: 0,
        };
        assert_eq!(kind_of_field(&field), "List");
        field.options = 12;
        field.is_row_only = true;
        assert_eq!(
            kind_of_field(&field),
            "List of 12 options, in a dated table"
        );
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        assert_eq!(fields_found(0, 0), "No field fits.");
        assert_eq!(fields_found(7, 7), "7 fields");
        assert_eq!(
            fields_found(50, 700),
            "The first 50 of 700 fields. Type more to find the others."
        );
        assert_eq!(
            [1, 3].map(unsaved),
            ["1 change, not saved", "3 changes, not saved"]
        );
    }
}
