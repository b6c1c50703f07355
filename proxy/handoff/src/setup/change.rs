//! What is made of a candidate's words on the way into a field.
//!
//! Words that can be read in two ways give nothing: `1.500 €` is one and a half or fifteen hundred, `80,000–90,000` is
//! no amount, and a year of two digits is no year. Not for the browser.

use jiff::civil::Date;

use super::Change;
use crate::calendar::read_date;
use crate::country::country_of;
use crate::form::Entry;
use crate::money::{CURRENCIES, parse_amount};
use crate::names::split_name;

/// The value for the field; `None` when the words do not say it for certain. `country` is the candidate's, which
/// decides what a dollar sign means.
pub(super) fn change(what: Change, words: &str, country: Option<&str>) -> Option<Entry> {
    let text = match what {
        Change::RateOf => return rate_of(words, country),
        Change::PeriodOf => period_of(words).map(str::to_owned),
        Change::GivenName => Some(split_name(words).first),
        Change::FamilyName => Some(split_name(words).last),
        Change::CountryName => {
            let known = country_of(words);
            Some(known.map_or_else(|| words.to_owned(), |country| country.name().to_owned()))
        }
        Change::DateDayFirst => date_of(words, true).map(|date| date.to_string()),
        Change::DateMonthFirst => date_of(words, false).map(|date| date.to_string()),
    };
    text.filter(|text| !text.is_empty()).map(Entry::Text)
}

/// What one word of a text about pay is.
enum Word<'a> {
    Amount(&'a str),
    Currency(&'static str),
    Period(&'static str),
    /// `per`, `gross`: says nothing else.
    Filler,
    Unknown,
}

fn rate_of(text: &str, country: Option<&str>) -> Option<Entry> {
    let (mut amount, mut currency) = (None, None);
    let text = spaced(text);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match word_of(word, country) {
            Word::Amount(found) if amount.is_none() => amount = Some(found),
            Word::Currency(found) if currency.is_none_or(|known| known == found) => {
                currency = Some(found);
            }
            Word::Period(_) | Word::Filler => {}
            Word::Amount(_) | Word::Currency(_) | Word::Unknown => return None,
        }
    }
    let currency = currency.unwrap_or_default();
    let amount = parse_amount(amount?, currency)?;
    Some(Entry::Money {
        amount,
        currency: currency.to_owned(),
    })
}

fn period_of(text: &str) -> Option<&'static str> {
    let text = spaced(text);
    let words = text
        .split(' ')
        .filter_map(|word| match word_of(word, None) {
            Word::Period(period) => Some(period),
            _ => None,
        });
    let words: Vec<&str> = words.collect();
    let (first, others) = words.split_first()?;
    let known = PERIODS.iter().find(|(_, period)| period == first)?;
    others.iter().all(|other| other == first).then_some(known.1)
}

/// The text with a space around signs and between digits and letters: `€4,500/month` becomes `€ 4,500 / month`.
fn spaced(text: &str) -> String {
    let mut spaced = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        let is_new = match (before, letter) {
            ('$' | '€' | '£' | '/', _) | (_, '€' | '£' | '/') => true,
            (one, other) => {
                (one.is_ascii_digit() && (other.is_alphabetic() || other == '$'))
                    || (one.is_alphabetic() && other.is_ascii_digit())
            }
        };
        if is_new {
            spaced.push(' ');
        }
        spaced.push(if letter.is_whitespace() { ' ' } else { letter });
        before = letter;
    }
    spaced
}

fn word_of<'a>(word: &'a str, country: Option<&str>) -> Word<'a> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Word::Amount(word);
    }
    let word = word.trim_matches([',', ';', '(', ')']);
    let upper = word.to_uppercase();
    if let Some(code) = CURRENCIES.iter().find(|code| **code == upper) {
        return Word::Currency(code);
    }
    let sign = match word {
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "US$" => Some("USD"),
        "CA$" | "C$" => Some("CAD"),
        "A$" | "AU$" => Some("AUD"),
        "NZ$" => Some("NZD"),
        "$" => country.and_then(country_of).map(|country| country.currency),
        _ => None,
    };
    let is_dollar = |code: &&str| matches!(*code, "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD");
    if let Some(code) = sign.filter(|code| word != "$" || is_dollar(code)) {
        return Word::Currency(code);
    }
    let lower = word.to_lowercase();
    let period = PERIODS.iter().find(|(name, _)| *name == lower);
    match period {
        Some((_, period)) => Word::Period(period),
        None if FILLERS.contains(&lower.as_str()) => Word::Filler,
        None => Word::Unknown,
    }
}

/// How people write a period, and what BambooHR calls it.
const PERIODS: [(&str, &str); 36] = [
    ("year", "Year"),
    ("years", "Year"),
    ("yr", "Year"),
    ("yearly", "Year"),
    ("annum", "Year"),
    ("annual", "Year"),
    ("annually", "Year"),
    ("p.a.", "Year"),
    ("pa", "Year"),
    ("jahr", "Year"),
    ("an", "Year"),
    ("month", "Month"),
    ("monthly", "Month"),
    ("mo", "Month"),
    ("monat", "Month"),
    ("mois", "Month"),
    ("p.m.", "Month"),
    ("week", "Week"),
    ("weekly", "Week"),
    ("wk", "Week"),
    ("woche", "Week"),
    ("semaine", "Week"),
    ("day", "Day"),
    ("daily", "Day"),
    ("tag", "Day"),
    ("jour", "Day"),
    ("hour", "Hour"),
    ("hourly", "Hour"),
    ("hr", "Hour"),
    ("h", "Hour"),
    ("stunde", "Hour"),
    ("heure", "Hour"),
    ("quarter", "Quarter"),
    ("quarterly", "Quarter"),
    ("quartal", "Quarter"),
    ("trimestre", "Quarter"),
];

const FILLERS: [&str; 12] = [
    "", "/", "per", "a", "each", "every", "pro", "par", "gross", "brutto", "brut", "$",
];

/// A date with the parts in a known order, or with the month as an English word, which has one reading only.
fn date_of(text: &str, is_day_first: bool) -> Option<Date> {
    read_date(text).or_else(|| spelled_date(text)).or_else(|| {
        let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
        let [one, other, year] = parts.as_slice() else {
            return None;
        };
        let (day, month) = if is_day_first {
            (one, other)
        } else {
            (other, one)
        };
        date(year, month.parse().ok()?, day)
    })
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_year.then(|| year.parse::<i16>().ok())??;
    Date::new(year, month, day.parse().ok()?).ok()
}

/// `4 January 2027`, `January 4th, 2027`, `Mon 4 Jan 2027`.
pub(crate) fn spelled_date(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let (mut day, mut month, mut year) = (None, None, None);
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    for word in words {
        let word = word.trim_end_matches('.').to_lowercase();
        let number = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending));
        let number = number.unwrap_or(&word).to_owned();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let named = MONTHS
            .iter()
            .position(|name| word.len() >= 3 && name.starts_with(&word));
        let place = match (is_number, number.len()) {
            (true, 4) => &mut year,
            (true, 1 | 2) => &mut day,
            (false, _) if named.is_some() => {
                if month.replace(i8::try_from(named? + 1).ok()?).is_some() {
                    return None;
                }
                continue;
            }
            (false, _) if is_weekday(&word) => continue,
            _ => return None,
        };
        if place.replace(number).is_some() {
            return None;
        }
    }
    date(&year?, month?, &day?)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_is_read_when_it_has_one_reading() {
        for (text, country, amount, period) in [
            (
                "85,000 EUR per year",
                None,
                Some("85000.00 EUR"),
                Some("Year"),
            ),
            ("€4,500 / month", None, Some("4500.00 EUR"), Some("Month")),
            ("$32.50/hour", Some("US"), Some("32.50 USD"), Some("Hour")),
            (
                "$32.50/hour",
                Some("Canada"),
                Some("32.50 CAD"),
                Some("Hour"),
            ),
            ("$32.50/hour", Some("France"), Some("32.50 "), Some("Hour")),
            ("$32.50/hour", None, Some("32.50 "), Some("Hour")),
            (
                "US$ 90,000 gross p.a.",
                None,
                Some("90000.00 USD"),
                Some("Year"),
            ),
            ("60000 GBP", None, Some("60000.00 GBP"), None),
            ("60000", None, Some("60000.00 "), None),
            (
                "48,000EUR annually",
                None,
                Some("48000.00 EUR"),
                Some("Year"),
            ),
            ("1.500 €", None, None, None),
            ("4.500,00 € pro Monat", None, None, Some("Month")),
            ("80,000-90,000 EUR", None, None, None),
            ("80,000 to 90,000 EUR", None, None, None),
            ("85k EUR", None, None, None),
            ("60,000 EUR or 70,000 USD", None, None, None),
            ("10 EUR per hour, paid every month", None, None, None),
            ("negotiable", None, None, None),
        ] {
            let rate = rate_of(text, country).map(|entry| entry.display());
            assert_eq!(rate.as_deref(), amount, "{text}");
            assert_eq!(period_of(text), period, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_the_order_that_the_setup_says_or_not_at_all() {
        for (text, day_first, month_first) in [
            ("2027-04-03", Some("2027-04-03"), Some("2027-04-03")),
            ("03/04/2027", Some("2027-04-03"), Some("2027-03-04")),
            ("3.4.2027", Some("2027-04-03"), Some("2027-03-04")),
            ("13/04/2027", Some("2027-04-13"), None),
            ("4 January 2027", Some("2027-01-04"), Some("2027-01-04")),
            ("January 4th, 2027", Some("2027-01-04"), Some("2027-01-04")),
            ("Mon 4 Jan. 2027", Some("2027-01-04"), Some("2027-01-04")),
            ("03/04/27", None, None),
            ("30/02/2027", None, None),
            ("4 May or June 2027", None, None),
            ("ma 4 2027", None, None),
            ("soon", None, None),
        ] {
            let read = |is_day_first| date_of(text, is_day_first).map(|date| date.to_string());
            assert_eq!(read(true).as_deref(), day_first, "{text}");
            assert_eq!(read(false).as_deref(), month_first, "{text}");
        }
    }
}
