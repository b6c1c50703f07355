//! Amounts of money as exact decimal text. No binary fractions anywhere: a salary must not change by
//! a cent between the offer and BambooHR.

/// Active ISO 4217 codes of national currencies, in alphabetical order. BambooHR's metadata names
/// the currency of a pay rate but lists no choices for it.
pub const CURRENCIES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD",
    "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF",
    "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN",
    "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD",
    "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
    "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP",
    "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
    "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SYP", "SZL", "THB", "TJS", "TMT", "TND",
    "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV",
    "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// Currencies of [`CURRENCIES`] whose unit has a thousand parts.
pub(crate) const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Reads an amount as a person writes it and gives it as BambooHR takes it: digits, a point, at least
/// two decimals. Thousands may be grouped by commas, spaces or apostrophes when every group has three
/// digits. `None` for anything that could be read in two ways, such as `60,00`, `1.234,50`, or `60.000`,
/// which is sixty to some and sixty thousand to others.
pub(crate) fn parse_amount(text: &str, currency: &str) -> Option<String> {
    let amount = decimal(text)?;
    let is_grouping = text
        .trim()
        .rsplit_once('.')
        .is_some_and(|(_, last)| last.len() == 3);
    (!is_grouping || has_thousandths(currency)).then_some(amount)
}

fn has_thousandths(currency: &str) -> bool {
    THOUSANDTHS
        .iter()
        .any(|code| code.eq_ignore_ascii_case(currency.trim()))
}

/// A number with a point, whatever the number of its decimals up to four: BambooHR's own way to write.
fn decimal(text: &str) -> Option<String> {
    let text = text.trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 4
        || !decimals.bytes().all(|byte| byte.is_ascii_digit())
        || text.ends_with('.')
    {
        return None;
    }
    let digits = ungrouped(whole)?;
    let digits = digits.trim_start_matches('0');
    if digits.len() > 12 {
        return None;
    }
    let digits = if digits.is_empty() { "0" } else { digits };
    Some(format!("{digits}.{decimals:0<2}"))
}

fn ungrouped(whole: &str) -> Option<String> {
    let is_separator =
        |letter: char| matches!(letter, ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let separators: Vec<char> = whole
        .chars()
        .filter(|letter| is_separator(*letter))
        .collect();
    let one_kind = separators
        .windows(2)
        .all(|pair| pair.first() == pair.last());
    let (first, others) = groups.split_first()?;
    let well_grouped = others.is_empty()
        || ((1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3));
    let digits_only = !first.is_empty()
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    (one_kind && well_grouped && digits_only).then(|| groups.concat())
}

/// The same amount without decimals that say nothing, for comparing `85000` with `85000.00`.
pub(crate) fn normalised_amount(amount: &str) -> String {
    let amount = decimal(amount).unwrap_or_else(|| amount.trim().to_owned());
    match amount.split_once('.') {
        Some(_) => amount
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        None => amount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_or_not_at_all() {
        let cases = [
            ("60000", Some("60000.00")),
            ("60000.5", Some("60000.50")),
            ("60,000", Some("60000.00")),
            ("1'250'000.25", Some("1250000.25")),
            ("60\u{a0}000", Some("60000.00")),
            ("0012", Some("12.00")),
            ("0", Some("0.00")),
            ("12.3456", Some("12.3456")),
            ("60.000", None),
            ("1,250.000", None),
            ("60,00", None),
            ("1.234,50", None),
            ("1,234 567", None),
            ("60000.", None),
            (".5", None),
            ("-5", None),
            ("6e4", None),
            ("$60000", None),
            ("", None),
            ("1234567890123", None),
        ];
        for (written, read) in cases {
            assert_eq!(parse_amount(written, "EUR").as_deref(), read, "{written:?}");
        }
        assert_eq!(parse_amount("850.125", "KWD").as_deref(), Some("850.125"));
    }

    #[test]
    fn trailing_zeros_do_not_make_another_amount() {
        assert_eq!(normalised_amount("85000"), normalised_amount("85000.00"));
        assert_eq!(normalised_amount("85000"), normalised_amount("85000.000"));
        assert_ne!(normalised_amount("85000"), normalised_amount("8500.00"));
        assert_eq!(normalised_amount("100"), "100");
    }

    #[test]
    fn currencies_are_sorted_and_three_letters() {
        assert!(CURRENCIES.windows(2).all(|pair| pair.first() < pair.last()));
        assert!(
            CURRENCIES
                .iter()
                .all(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
        );
    }
}
