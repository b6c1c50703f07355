//! How one written value becomes a stored text, by type alone.
//! What needs the whole employee (countries with states, duplicate e-mails) is in `writing`.

use jiff::civil::Date;
use serde_json::Value;

use super::catalogue::Kind;

/// What becomes of a written value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Stored as this text.
    Store(String),
    /// The field is emptied.
    Clear,
    /// Left out without a word, as BambooHR does.
    Ignore,
    /// A text that its vocabulary does not have. What becomes of it is a setting.
    Unknown,
    /// A date that is none. How it is refused is a setting.
    BadDate,
    /// The whole request is refused with 409.
    Conflict,
}

const GENDERS: &[&str] = &["Male", "Female", "Non-binary"];
const MARITAL_STATUSES: &[&str] = &["Single", "Married", "Domestic Partnership"];
const PAY_TYPES: &[&str] = &[
    "Hourly",
    "Salary",
    "Commission",
    "Exception Hourly",
    "Monthly",
    "Weekly",
    "Piece Rate",
    "Contract",
    "Daily",
    "Pro Rata",
];
/// The last two are offered by the web application and not in the documentation of writes.
const PAID_PERS: &[&str] = &[
    "Hour",
    "Day",
    "Week",
    "Month",
    "Quarter",
    "Year",
    "Pay Period",
    "Piece",
];
const EXEMPTIONS: &[&str] = &["Exempt", "Non-exempt"];

/// The currency of a bare amount.
pub(crate) const COMPANY_CURRENCY: &str = "USD";

/// Judges a value of any type but lists, country and employee, which need the company.
pub(crate) fn judge(kind: Kind, value: &Value) -> Verdict {
    if kind == Kind::Currency {
        return currency(value);
    }
    let text = match scalar(value) {
        Some(text) if text.is_empty() => return Verdict::Clear,
        Some(text) => text,
        None => return Verdict::Ignore,
    };
    match kind {
        Kind::Date => date(&text),
        Kind::Gender => from_vocabulary(GENDERS, &text),
        Kind::MaritalStatus => from_vocabulary(MARITAL_STATUSES, &text),
        Kind::PayType => from_vocabulary(PAY_TYPES, &text),
        Kind::PaidPer => from_vocabulary(PAID_PERS, &text),
        Kind::Exempt => from_vocabulary(EXEMPTIONS, &text),
        Kind::Checkbox => {
            let is_on = text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("checkbox");
            Verdict::Store(if is_on { "yes" } else { "no" }.to_owned())
        }
        Kind::Integer if text.parse::<i64>().is_err() => Verdict::Conflict,
        Kind::EmployerNumber => employer_number(&text),
        _ => Verdict::Store(text),
    }
}

/// The text of a simple value; empty for null. Arrays and objects have none.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn from_vocabulary(vocabulary: &[&str], text: &str) -> Verdict {
    let found = vocabulary
        .iter()
        .find(|word| word.eq_ignore_ascii_case(text));
    found.map_or(Verdict::Unknown, |word| Verdict::Store((*word).to_owned()))
}

fn date(text: &str) -> Verdict {
    if text == "0000-00-00" {
        return Verdict::Clear;
    }
    // The parser accepts more spellings than BambooHR; writing the date back excludes them.
    match text.parse::<Date>() {
        Ok(date) if date.to_string() == text => Verdict::Store(text.to_owned()),
        _ => Verdict::BadDate,
    }
}

/// `12-1234567` or nine digits.
fn employer_number(text: &str) -> Verdict {
    let digits = match text.split_once('-') {
        Some((area, rest)) if area.len() == 2 => format!("{area}{rest}"),
        _ => text.to_owned(),
    };
    if digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Verdict::Store(text.to_owned())
    } else {
        Verdict::Conflict
    }
}

/// Amounts keep the decimals they were written with, as on the real service.
fn currency(value: &Value) -> Verdict {
    let (amount, code) = match value {
        Value::Object(parts) => (
            parts.get("value").and_then(scalar),
            parts.get("currency").and_then(scalar),
        ),
        simple => (scalar(simple), None),
    };
    let Some(amount) = amount else {
        return Verdict::Conflict;
    };
    if amount.is_empty() {
        return Verdict::Clear;
    }
    let code = code
        .filter(|code| !code.is_empty())
        .unwrap_or_else(|| COMPANY_CURRENCY.to_owned());
    if !is_decimal(&amount)
        || code.len() != 3
        || !code.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Verdict::Conflict;
    }
    Verdict::Store(format!("{amount} {}", code.to_ascii_uppercase()))
}

fn is_decimal(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn store(text: &str) -> Verdict {
        Verdict::Store(text.to_owned())
    }

    #[test]
    fn values_are_judged_by_type() {
        let cases = [
            (Kind::Text, json!("Ann"), store("Ann")),
            (Kind::Text, json!(7), store("7")),
            (Kind::Text, json!(""), Verdict::Clear),
            (Kind::Text, json!(null), Verdict::Clear),
            (Kind::Text, json!({"street": "x"}), Verdict::Ignore),
            (Kind::Date, json!("2026-12-01"), store("2026-12-01")),
            (Kind::Date, json!("0000-00-00"), Verdict::Clear),
            (Kind::Date, json!("2026-02-30"), Verdict::BadDate),
            (Kind::Date, json!("01/12/2026"), Verdict::BadDate),
            (Kind::Date, json!("20261201"), Verdict::BadDate),
            (Kind::Date, json!("2026-12-01T09:00"), Verdict::BadDate),
            (Kind::Gender, json!("non-BINARY"), store("Non-binary")),
            (Kind::Gender, json!("F"), Verdict::Unknown),
            (Kind::MaritalStatus, json!("married"), store("Married")),
            (
                Kind::PayType,
                json!("exception hourly"),
                store("Exception Hourly"),
            ),
            (Kind::PayType, json!("Barter"), Verdict::Unknown),
            (Kind::PaidPer, json!("YEAR"), store("Year")),
            (Kind::PaidPer, json!("pay period"), store("Pay Period")),
            (Kind::PaidPer, json!("quater"), Verdict::Unknown),
            (Kind::Exempt, json!("non-exempt"), store("Non-exempt")),
            (Kind::Exempt, json!("Non Exempt"), Verdict::Unknown),
            (Kind::Checkbox, json!("yes"), store("yes")),
            (Kind::Checkbox, json!(true), store("no")),
            (Kind::Integer, json!("many"), Verdict::Conflict),
            (
                Kind::EmployerNumber,
                json!("12-1234567"),
                store("12-1234567"),
            ),
            (Kind::EmployerNumber, json!("121234567"), store("121234567")),
            (Kind::EmployerNumber, json!("123-456789"), Verdict::Conflict),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(judge(kind, &value), expected, "{kind:?} {value}");
        }
    }

    #[test]
    fn amounts_are_plain_decimals_with_the_companys_currency_or_their_own() {
        let cases = [
            (json!("27000.00"), store("27000.00 USD")),
            (json!("85000"), store("85000 USD")),
            (json!(85000), store("85000 USD")),
            (
                json!({"value": "27000.00", "currency": "eur"}),
                store("27000.00 EUR"),
            ),
            (json!({"value": "27000.00"}), store("27000.00 USD")),
            (json!({"value": "", "currency": "EUR"}), Verdict::Clear),
            (json!(null), Verdict::Clear),
            (json!("27,000.00"), Verdict::Conflict),
            (json!("$27000"), Verdict::Conflict),
            (json!("27000.00 USD"), Verdict::Conflict),
            (json!("-5"), Verdict::Conflict),
            (json!("1."), Verdict::Conflict),
            (json!({"value": "1", "currency": "EURO"}), Verdict::Conflict),
            (json!({"currency": "EUR"}), Verdict::Conflict),
            (json!([1]), Verdict::Conflict),
        ];
        for (value, expected) in cases {
            assert_eq!(judge(Kind::Currency, &value), expected, "{value}");
        }
    }
}
