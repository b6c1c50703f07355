//! `hints`: what looks like a slip and may be right. A hint stops nobody.
//!
//! It runs in the browser while somebody types, so it knows little: coarse ranges for pay, and of countries only what
//! [`crate::compose()`] has written into the form. Whether an entry may be sent is [`crate::validate()`]'s to say.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::read_date;
use crate::catalogue::{FieldId, FieldKind};
use crate::form::{Entry, Form, FormField, Submission};

/// Something to look at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldHint {
    /// BambooHR's alias.
    pub field: FieldId,
    /// One or two short sentences.
    pub message: String,
}

/// A first day of work further away than this is mostly a wrong year.
const FAR_DAYS: i64 = 180;

/// All hints in the order of the form. `today` is the day where the person sits.
pub fn hints(form: &Form, submission: &Submission, today: Date) -> Vec<FieldHint> {
    let mut hints = Vec::new();
    for field in form.fields() {
        let Some(entry) = submission.given(&field.id) else {
            continue;
        };
        let message = match (field.id.as_str(), entry) {
            ("hireDate", Entry::Text(text)) => start(text, today),
            ("dateOfBirth", Entry::Text(text)) => birth(text, today),
            (alias, Entry::Money { amount, currency }) => {
                let period =
                    (alias == "payRate").then(|| submission.given(&FieldId::new("payPer")));
                let period = period.flatten();
                let magnitude = period.and_then(|period| pay(amount, currency, &period.display()));
                magnitude.or_else(|| unusual(field, currency))
            }
            _ => None,
        };
        hints.extend(message.map(|message| FieldHint {
            field: field.id.clone(),
            message,
        }));
    }
    hints
}

fn start(text: &str, today: Date) -> Option<String> {
    let date = read_date(text)?;
    let away = date.duration_since(today).as_hours() / 24;
    let mut words = Vec::new();
    if away < 0 {
        words.push("This day is in the past.");
    }
    match date.weekday().to_monday_zero_offset() {
        5 => words.push("This day is a Saturday."),
        6 => words.push("This day is a Sunday."),
        _ => {}
    }
    if away > FAR_DAYS {
        words.push("This day is more than half a year away.");
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn birth(text: &str, today: Date) -> Option<String> {
    let date = read_date(text)?;
    let had_birthday = (today.month(), today.day()) >= (date.month(), date.day());
    let age = today.year() - date.year() - i16::from(!had_birthday);
    match age {
        i16::MIN..0 => Some("This day is still to come.".to_owned()),
        0..14 | 101.. => Some(format!(
            "This person would be {age} years old. Check the year."
        )),
        _ => None,
    }
}

/// What is usual per period, in units that are worth about a euro: a tenth of the least wages of rich countries, up to
/// what few managers have.
const USUAL: [(&str, u64, u64); 6] = [
    ("hour", 2, 400),
    ("day", 15, 3_000),
    ("week", 70, 15_000),
    ("month", 250, 60_000),
    ("quarter", 750, 180_000),
    ("year", 3_000, 700_000),
];

/// Currencies by how many of their units are worth about a euro. What is not here gets no hint.
const WORTH: [(u64, &str); 5] = [
    (
        1,
        "EUR USD GBP CHF CAD AUD NZD SGD ILS PLN BRL RON PEN MYR SAR AED QAR BGN",
    ),
    (
        10,
        "SEK NOK DKK CNY HKD MXN ZAR MAD UAH THB CZK TRY TWD EGP UYU",
    ),
    (100, "JPY INR HUF ISK PHP RSD RUB KES BDT PKR DOP LKR"),
    (1_000, "KRW CLP NGN ARS CRC KZT"),
    (10_000, "IDR VND COP"),
];

fn pay(amount: &str, currency: &str, period: &str) -> Option<String> {
    let whole = amount.split('.').next().unwrap_or_default();
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let amount: u64 = digits.parse().ok()?;
    let is_worth = |(_, codes): &&(u64, &str)| currency.len() == 3 && codes.contains(currency);
    let (worth, _) = WORTH.iter().find(is_worth)?;
    let is_period = |(name, ..): &&(&str, u64, u64)| period.eq_ignore_ascii_case(name);
    let (name, least, most) = USUAL.iter().find(is_period)?;
    let extreme = if amount < least * worth {
        "little"
    } else if amount > most * worth {
        "much"
    } else {
        return None;
    };
    Some(format!(
        "{amount} {currency} per {name} is unusually {extreme}. Check the amount and what it is paid for."
    ))
}

/// A currency that is not the one of where the candidate lives, which stands in the form.
fn unusual(field: &FormField, currency: &str) -> Option<String> {
    let usual = field
        .likely
        .first()
        .filter(|_| field.kind == FieldKind::Money)?;
    let is_usual = currency.is_empty() || currency.eq_ignore_ascii_case(usual);
    (!is_usual).then(|| {
        format!("Where the candidate lives, pay is usually in {usual}. Check the currency.")
    })
}
