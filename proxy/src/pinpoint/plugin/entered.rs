//! What was entered, as a submission: Pinpoint's values in whatever shape they arrived, read by the kind of each field.
//!
//! A field that says nothing keeps its first value, if it has one: whether Pinpoint tells a field that was emptied from
//! one that it never showed is not known. The description of such a field says so.

use ::pinpoint::plugin::{Call, Dialect, date, texts};
use handoff::{
    Entry, FieldKind, Form, FormField, OptionMatch, RememberedChoice, Submission, match_option,
    remembered_for,
};

use super::settings::{Words, filled};

/// The key of the currency that belongs to an amount. No field of BambooHR has such a name.
pub(super) fn currency_key(field: &FormField) -> String {
    format!("{}_currency", field.id.as_str())
}

/// The submission of what the call says.
pub(super) fn submission(
    form: &Form,
    remembered: &[RememberedChoice],
    call: &Call,
    dialect: &Dialect,
) -> Submission {
    let mut submission = form.prefilled();
    for field in form.fields() {
        if let Some(entry) = entry(field, remembered, call, dialect) {
            submission.entries.insert(field.id.clone(), entry);
        }
    }
    submission
}

/// What was entered into one field; `None` when nothing was.
pub(super) fn entry(
    field: &FormField,
    remembered: &[RememberedChoice],
    call: &Call,
    dialect: &Dialect,
) -> Option<Entry> {
    let value = call.field(field.id.as_str())?;
    if field.kind == FieldKind::Money {
        let amount = ::pinpoint::plugin::text(value)?;
        let currency = call.text(&currency_key(field)).unwrap_or_default();
        return Some(Entry::Money { amount, currency });
    }
    let text = match ::pinpoint::plugin::text(value) {
        Some(text) => text,
        // Several at once, of which BambooHR is asked for one: the form says what is wrong then.
        None => Some(texts(value).join(", ")).filter(|text| !text.is_empty())?,
    };
    let text = match field.kind {
        FieldKind::Date => date(&text, dialect).unwrap_or(text),
        FieldKind::Choice => {
            let remembered = remembered_for(remembered, &field.id);
            match match_option(&text, &field.choices, remembered) {
                OptionMatch::Exact(option) | OptionMatch::Remembered(option) => option,
                OptionMatch::Likely(_) | OptionMatch::Missing => text,
            }
        }
        _ => text,
    };
    Some(Entry::Text(text))
}

/// What could be meant by words that are no option, for the end of a sentence about them.
pub(super) fn perhaps(field: &FormField, submission: &Submission, words: &Words) -> Option<String> {
    let Some(Entry::Text(text)) = submission.given(&field.id) else {
        return None;
    };
    let likely = match match_option(text, &field.choices, []) {
        OptionMatch::Likely(likely) => likely,
        _ => return None,
    };
    let quoted: Vec<String> = likely.iter().map(|option| format!("“{option}”")).collect();
    Some(filled(&words.perhaps, &[("options", &quoted.join(", "))]))
}

#[cfg(test)]
mod tests {
    use handoff::{CandidateId, Choice, FieldId, Prefill, Section};

    use super::*;

    fn form() -> Form {
        let field = |id: &str, kind| FormField::new(FieldId::new(id), id, kind);
        let mut department = field("department", FieldKind::Choice);
        department.choices = ["Sales", "Brooklyn, NY", "Engineering"]
            .map(Choice::new)
            .to_vec();
        let mut status = field("status", FieldKind::Text);
        status.prefill = Some(Prefill {
            entry: Entry::Text("Full-Time".to_owned()),
            origin: "your company’s setup".to_owned(),
            found: None,
        });
        let mut form = Form::new(CandidateId::parse("c").unwrap());
        form.sections.push(Section {
            title: "Job".to_owned(),
            fields: vec![
                department,
                status,
                field("hireDate", FieldKind::Date),
                field("payRate", FieldKind::Money),
            ],
        });
        form
    }

    fn entered(fields: &str) -> Submission {
        let remembered = [RememberedChoice {
            field: FieldId::new("department"),
            found: "Vertrieb".to_owned(),
            option: "Sales".to_owned(),
        }];
        let body = format!(r#"{{"formFields":{fields}}}"#);
        let call = Call::read(body.as_bytes()).unwrap();
        submission(&form(), &remembered, &call, &Dialect::default())
    }

    fn text(fields: &str, id: &str) -> Option<String> {
        let submission = entered(fields);
        submission.given(&FieldId::new(id)).map(Entry::display)
    }

    #[test]
    fn an_option_is_found_by_its_text_in_any_case_or_by_what_was_chosen_before() {
        for (value, expected) in [
            (r#""Sales""#, "Sales"),
            (r#"" sales ""#, "Sales"),
            (r#""Vertrieb""#, "Sales"),
            (r#"["Sales"]"#, "Sales"),
            (r#"{"label":"Sales","value":"Sales"}"#, "Sales"),
            (r#""Brooklyn, NY""#, "Brooklyn, NY"),
            (r#"["Sales","Engineering"]"#, "Sales, Engineering"),
            (r#""Marketing""#, "Marketing"),
        ] {
            let fields = format!(r#"{{"department":{value}}}"#);
            assert_eq!(
                text(&fields, "department").as_deref(),
                Some(expected),
                "{value}"
            );
        }
        let submission = entered(r#"{"department":"Sale"}"#);
        let form = form();
        let department = form.field(&FieldId::new("department")).unwrap();
        assert_eq!(
            perhaps(department, &submission, &Words::default()).as_deref(),
            Some("Perhaps “Sales” is meant.")
        );
    }

    #[test]
    fn absent_null_and_empty_are_alike_and_keep_a_first_value() {
        for value in [
            r#"{}"#,
            r#"{"status":null}"#,
            r#"{"status":""}"#,
            r#"{"status":"{{x}}"}"#,
        ] {
            assert_eq!(
                text(value, "status").as_deref(),
                Some("Full-Time"),
                "{value}"
            );
            assert_eq!(text(value, "department"), None, "{value}");
        }
        assert_eq!(
            text(r#"{"status":"Part-Time"}"#, "status").as_deref(),
            Some("Part-Time")
        );
    }

    #[test]
    fn a_date_and_an_amount_are_read_in_every_shape() {
        for date in ["2027-01-31", "2027-01-31T00:00:00.000Z"] {
            let fields = format!(r#"{{"hireDate":"{date}"}}"#);
            assert_eq!(text(&fields, "hireDate").as_deref(), Some("2027-01-31"));
        }
        let late = text(r#"{"hireDate":"2027-01-31T23:00:00Z"}"#, "hireDate");
        assert_eq!(
            late.as_deref(),
            Some("2027-01-31T23:00:00Z"),
            "left for the form to refuse"
        );
        let pay = text(r#"{"payRate":60000,"payRate_currency":"EUR"}"#, "payRate");
        assert_eq!(pay.as_deref(), Some("60000 EUR"));
        assert_eq!(text(r#"{"payRate_currency":"EUR"}"#, "payRate"), None);
    }
}
