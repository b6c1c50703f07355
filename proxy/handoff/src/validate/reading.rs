//! Reading one entry by the kind of its field, into the value as BambooHR takes it.
//!
//! Nothing is guessed: what could be two values is none. The messages are for the person who typed.

use crate::calendar;
use crate::catalogue::{Choice, FieldKind, same_text};
use crate::form::{Entry, FormField};
use crate::money::{CURRENCIES, parse_amount};

/// Longest text of one line, in characters.
pub(crate) const LONGEST_LINE: usize = 500;
/// Longest text of several lines, in characters.
pub(crate) const LONGEST_TEXT: usize = 20_000;
/// Years outside these are slips of the finger, not hire dates or birthdays.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

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
