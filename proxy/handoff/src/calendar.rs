//! Calendar dates as they travel: `YYYY-MM-DD`.
//!
//! Not with jiff's own reader: it understands every format there is, and its words for everything that
//! can be wrong with them make the application a seventh larger.

use jiff::civil::Date;

/// The date, if the text is exactly one.
pub fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A date as nobody can misread it: `Monday, 4 January 2027`. `None` for what is no date.
pub fn date_in_words(text: &str) -> Option<String> {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = read_date(text)?;
    let nth_day = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    let nth_month = usize::try_from(date.month() - 1).ok()?;
    let (weekday, month) = (DAYS.get(nth_day)?, MONTHS.get(nth_month)?);
    let (day, year) = (date.day(), date.year());
    Some(format!("{weekday}, {day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_existing_days_are_dates() {
        for text in ["2027-01-01", "2028-02-29", "1900-12-31"] {
            assert_eq!(
                read_date(text).map(|date| date.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in [
            "",
            "2027-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-1-1",
            "27-01-01",
            "2027-01-01-",
            "2027-01",
            "+027-01-01",
            "2027-01-01T00",
            "２０２７-01-01",
            "incomplete",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_in_words_has_its_weekday() {
        for (text, words) in [
            ("2027-01-04", Some("Monday, 4 January 2027")),
            ("2028-02-29", Some("Tuesday, 29 February 2028")),
            ("1999-12-31", Some("Friday, 31 December 1999")),
            ("2027-02-29", None),
            ("04/01/2027", None),
        ] {
            assert_eq!(date_in_words(text).as_deref(), words, "{text}");
        }
    }
}
