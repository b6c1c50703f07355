//! `validate` and `check`: what is wrong with a submission, field by field.
//!
//! The browser calls it while a person works, the proxy calls it before anything is sent; only the
//! proxy's verdict counts. A submission that passed is a [`CheckedSubmission`], which nothing else can
//! make, so a plan can only come from checked values.

use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::candidate::CandidateId;
use crate::catalogue::{Choice, FieldId, FieldKind, same_text};
use crate::form::{Entry, Form, FormField, Requirement, Submission, Unasked};
use crate::money::{CURRENCIES, parse_amount};
use crate::plan::PlannedField;

/// Longest text of one line, in characters.
const LONGEST_LINE: usize = 500;
/// Longest text of several lines, in characters.
const LONGEST_TEXT: usize = 20_000;
/// Years outside these are slips of the finger, not hire dates or birthdays.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// What is wrong with one field, in words for the person who fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// BambooHR's alias.
    pub field: FieldId,
    /// One sentence that says what to do.
    pub message: String,
}

/// A submission that fits its form: every value in BambooHR's spelling, blanks left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSubmission {
    candidate: CandidateId,
    fields: Vec<PlannedField>,
}

impl CheckedSubmission {
    /// Whom it is about, and the values in the order of the form.
    pub(crate) fn into_parts(self) -> (CandidateId, Vec<PlannedField>) {
        (self.candidate, self.fields)
    }
}

/// All problems of a submission in the order of the form; empty when it may be sent.
pub fn validate(form: &Form, submission: &Submission) -> Vec<FieldProblem> {
    check(form, submission).err().unwrap_or_default()
}

/// The problem of one field, as seen on leaving it.
pub fn validate_field(form: &Form, submission: &Submission, id: &FieldId) -> Option<FieldProblem> {
    let field = form.field(id)?;
    read_field(form, field, submission).err()
}

/// Turns a submission into checked values, or names every problem. What goes along unseen is added at the end.
pub fn check(form: &Form, submission: &Submission) -> Result<CheckedSubmission, Vec<FieldProblem>> {
    let mut fields = Vec::new();
    let mut problems = Vec::new();
    let asked = form
        .fields()
        .map(|field| read_field(form, field, submission));
    let unasked = form.unasked.iter();
    let unasked = unasked.map(|unasked| read_unasked(form, unasked, submission));
    for read in asked.chain(unasked) {
        match read {
            Ok(Some(planned)) => fields.push(planned),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    for id in submission
        .entries
        .keys()
        .filter(|id| form.field(id).is_none())
    {
        if submission.given(id).is_some() {
            let message =
                "This field is no longer part of the form. Reload the page and check your entries.";
            problems.push(FieldProblem {
                field: id.clone(),
                message: message.to_owned(),
            });
        }
    }
    if problems.is_empty() {
        Ok(CheckedSubmission {
            candidate: form.candidate.clone(),
            fields,
        })
    } else {
        Err(problems)
    }
}

/// The values of a submission that could be sent as they are, in the order of the form; what is missing or wrong
/// is left out, and so is what the viewer of the form may not see. For comparing, and for sending single fields of
/// somebody who is in BambooHR already.
pub fn valid_values(form: &Form, submission: &Submission) -> Vec<PlannedField> {
    let asked = form
        .fields()
        .map(|field| read_field(form, field, submission));
    let unasked = form.unasked.iter().filter(|unasked| !unasked.is_secret);
    let unasked = unasked.map(|unasked| read_unasked(form, unasked, submission));
    let read = asked.chain(unasked);
    read.filter_map(|read| read.ok().flatten()).collect()
}

fn read_field(
    form: &Form,
    field: &FormField,
    submission: &Submission,
) -> Result<Option<PlannedField>, FieldProblem> {
    let problem = |message: String| FieldProblem {
        field: field.id.clone(),
        message,
    };
    let country = match field.kind {
        FieldKind::State => form.country(submission),
        _ => None,
    };
    let read = |entry| read_entry(field, entry, country.as_deref()).map_err(problem);
    let constant = field.value().filter(|_| field.is_constant);
    let entry = match (submission.given(&field.id), constant) {
        (Some(entry), Some(constant)) if read(entry)?.entry != *constant => {
            let (label, constant) = (&field.label, constant.display());
            let message =
                format!("{label} is always “{constant}” in your company. Change it back.");
            return Err(problem(message));
        }
        (_, Some(constant)) => constant,
        (Some(entry), None) => entry,
        (None, None) => {
            return missing(field, submission).map_or(Ok(None), |message| Err(problem(message)));
        }
    };
    Ok(Some(planned(field, read(entry)?)))
}

/// A value that goes along unseen. What is wrong with it can only be mended by an admin, and is not said with the
/// value when the viewer may not see it.
fn read_unasked(
    form: &Form,
    unasked: &Unasked,
    submission: &Submission,
) -> Result<Option<PlannedField>, FieldProblem> {
    let Unasked { field, is_secret } = unasked;
    let country = form.country(submission);
    let read = match field.value() {
        Some(entry) => read_entry(field, entry, country.as_deref()).map(Some),
        None => missing(field, submission).map_or(Ok(None), Err),
    };
    match read {
        Ok(read) => Ok(read.map(|read| planned(field, read))),
        Err(message) => {
            let label = &field.label;
            let message = if *is_secret {
                "What is known of it cannot be used as it is."
            } else {
                &message
            };
            Err(FieldProblem {
                field: field.id.clone(),
                message: format!(
                    "{label} is not asked here. {message} Ask an admin to look at it."
                ),
            })
        }
    }
}

fn planned(field: &FormField, read: Read) -> PlannedField {
    PlannedField {
        id: field.id.clone(),
        label: field.label.clone(),
        kind: field.kind,
        entry: read.entry,
        also: read.also,
    }
}

fn missing(field: &FormField, submission: &Submission) -> Option<String> {
    let label = &field.label;
    if field.requirement != Requirement::Optional {
        let label = in_sentence(label);
        return Some(match field.kind {
            FieldKind::Choice => format!("Choose {label}."),
            _ => format!("Enter {label}."),
        });
    }
    let reason = field.needed_because(submission)?;
    Some(format!("{label} {reason}"))
}

/// `First Name` → `the first name`; words with capitals inside, such as `SSN`, stay as they are.
fn in_sentence(label: &str) -> String {
    let words = label.split_whitespace().map(|word| {
        let plain = word.chars().skip(1).all(char::is_lowercase);
        if plain {
            word.to_lowercase()
        } else {
            word.to_owned()
        }
    });
    format!("the {}", words.collect::<Vec<_>>().join(" "))
}

/// An entry in BambooHR's spelling.
pub(crate) struct Read {
    pub(crate) entry: Entry,
    /// Other spellings BambooHR may give back for the same value.
    pub(crate) also: Vec<String>,
}

/// Reads an entry that is not blank by the kind of its field. `country` is the one of the address, as BambooHR spells
/// it, and matters to states only.
pub(crate) fn read_entry(
    field: &FormField,
    entry: &Entry,
    country: Option<&str>,
) -> Result<Read, String> {
    match (field.kind, entry) {
        (FieldKind::Money, Entry::Money { amount, currency }) => read_money(amount, currency),
        (FieldKind::Money, Entry::Text(_)) => Err("Enter an amount and its currency.".to_owned()),
        (_, Entry::Money { .. }) => Err("Enter a text, not an amount.".to_owned()),
        (FieldKind::State, Entry::Text(text)) => read_state(field, text.trim(), country),
        (kind, Entry::Text(text)) => read_text(field, kind, text.trim()),
    }
}

fn read_text(field: &FormField, kind: FieldKind, text: &str) -> Result<Read, String> {
    let label = &field.label;
    let plain = |text: &str| {
        Ok(Read {
            entry: Entry::Text(text.to_owned()),
            also: Vec::new(),
        })
    };
    match kind {
        FieldKind::Choice => {
            let chosen = field.choices.iter().find(|choice| choice.is_named(text));
            let chosen = chosen.ok_or_else(|| {
                format!(
                    "“{text}” is not an option of {label} in BambooHR. Choose one from the list."
                )
            })?;
            Ok(Read {
                entry: Entry::Text(chosen.value.clone()),
                also: chosen.also.clone(),
            })
        }
        FieldKind::Date => plain(&read_date(text)?),
        FieldKind::Email => {
            one_line(text)?;
            if looks_like_email(text) {
                plain(text)
            } else {
                Err("Enter an e-mail address such as name@example.com.".to_owned())
            }
        }
        FieldKind::LongText => {
            let hidden = text
                .chars()
                .any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
            if hidden || text.chars().count() > LONGEST_TEXT {
                return Err(format!("Enter at most {LONGEST_TEXT} visible characters."));
            }
            plain(text)
        }
        FieldKind::Text
        | FieldKind::State
        | FieldKind::Phone
        | FieldKind::Other
        | FieldKind::Employee
        | FieldKind::Money => {
            one_line(text)?;
            plain(text)
        }
    }
}

/// A state by name or abbreviation. Where the states of the country are known it must be one of them; elsewhere any
/// text may stand.
fn read_state(field: &FormField, text: &str, country: Option<&str>) -> Result<Read, String> {
    one_line(text)?;
    let is_there = |choice: &&Choice| match (&choice.within, country) {
        (Some(within), Some(country)) => same_text(within, country),
        _ => true,
    };
    let mut there = field.choices.iter().filter(is_there);
    let known = there.clone().find(|choice| choice.is_named(text));
    let is_within = |choice: &Choice| choice.within.is_some();
    if known.is_none() && country.is_some() && there.any(is_within) {
        let country = country.unwrap_or_default();
        return Err(format!(
            "“{text}” is not a state or province of {country} that BambooHR knows. Check its spelling and the country."
        ));
    }
    let also = known.map(|choice| {
        let spellings = std::iter::once(&choice.value).chain(&choice.also);
        spellings.cloned().collect()
    });
    Ok(Read {
        entry: Entry::Text(text.to_owned()),
        also: also.unwrap_or_default(),
    })
}

fn one_line(text: &str) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return Err("Remove the line break or the invisible character.".to_owned());
    }
    if text.chars().count() > LONGEST_LINE {
        return Err(format!(
            "Shorten this to at most {LONGEST_LINE} characters."
        ));
    }
    Ok(())
}

fn read_date(text: &str) -> Result<String, String> {
    let date = calendar::read_date(text)
        .ok_or("Enter a date that exists, as year, month and day: 2027-01-31.")?;
    if YEARS.contains(&date.year()) {
        Ok(date.to_string())
    } else {
        Err(format!("Check the year: {} is hardly meant.", date.year()))
    }
}

/// One `@` with something before it and a dotted name after it. Whether the address exists is for the
/// mail to tell.
fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && dotted && !domain.contains('@') && !text.contains(char::is_whitespace)
}

fn read_money(amount: &str, currency: &str) -> Result<Read, String> {
    let amount = parse_amount(amount, currency).ok_or(
        "Enter the amount with digits and a point for two decimals, for example 60000 or 60000.50.",
    )?;
    let currency = CURRENCIES
        .iter()
        .find(|code| same_text(code, currency))
        .ok_or("Choose the currency.")?;
    Ok(Read {
        entry: Entry::Money {
            amount,
            currency: (*currency).to_owned(),
        },
        also: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_well_inside_a_sentence() {
        assert_eq!(in_sentence("First Name"), "the first name");
        assert_eq!(in_sentence("SSN"), "the SSN");
        assert_eq!(in_sentence("FLSA Code"), "the FLSA code");
    }

    #[test]
    fn dates_are_whole_calendar_dates_in_a_plausible_year() {
        for good in ["2027-01-31", "2028-02-29"] {
            assert_eq!(read_date(good).as_deref(), Ok(good));
        }
        for bad in [
            "2027-02-29",
            "31/01/2027",
            "2027-1-31",
            "0202-01-31",
            "20270131",
            "2027-01-31T00:00",
            "soon",
        ] {
            assert!(read_date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn email_addresses_need_one_at_sign_and_a_dotted_domain() {
        for good in [
            "ann@example.com",
            "ann.o'neil+job@mail.example.co.uk",
            "名@例え.jp",
        ] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "ann",
            "ann@",
            "@example.com",
            "ann@example",
            "a nn@example.com",
            "a@b@c.de",
            "ann@example..com",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
