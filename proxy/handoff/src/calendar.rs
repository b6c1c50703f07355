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
}
