//! Countries as people write them, and the currency that pay is usually in there.
//!
//! Only what is common: a country that is not here has no suggestion, and nothing is sent because of this table. Not
//! for the browser, which gets what follows from it.

/// A country.
pub(crate) struct Country {
    /// The two-letter code of ISO 3166.
    code: &'static str,
    /// English name.
    name: &'static str,
    /// The currency that wages are usually paid in, ISO 4217.
    pub(crate) currency: &'static str,
    /// Other names in lower case.
    others: &'static [&'static str],
}

const fn country(
    code: &'static str,
    name: &'static str,
    currency: &'static str,
    others: &'static [&'static str],
) -> Country {
    Country {
        code,
        name,
        currency,
        others,
    }
}

const COUNTRIES: [Country; 66] = [
    country("AE", "United Arab Emirates", "AED", &["uae"]),
    country("AR", "Argentina", "ARS", &[]),
    country("AT", "Austria", "EUR", &["österreich", "autriche"]),
    country("AU", "Australia", "AUD", &[]),
    country("BD", "Bangladesh", "BDT", &[]),
    country("BE", "Belgium", "EUR", &["belgique", "belgien", "belgië"]),
    country("BG", "Bulgaria", "EUR", &[]),
    country("BR", "Brazil", "BRL", &["brasil"]),
    country("CA", "Canada", "CAD", &["kanada"]),
    country(
        "CH",
        "Switzerland",
        "CHF",
        &["schweiz", "suisse", "svizzera"],
    ),
    country("CL", "Chile", "CLP", &[]),
    country("CN", "China", "CNY", &[]),
    country("CO", "Colombia", "COP", &[]),
    country("CR", "Costa Rica", "CRC", &[]),
    country("CY", "Cyprus", "EUR", &[]),
    country(
        "CZ",
        "Czech Republic",
        "CZK",
        &["czechia", "česko", "tschechien"],
    ),
    country("DE", "Germany", "EUR", &["deutschland", "allemagne"]),
    country("DK", "Denmark", "DKK", &["danmark", "dänemark"]),
    country("EE", "Estonia", "EUR", &[]),
    country("EG", "Egypt", "EGP", &[]),
    country("ES", "Spain", "EUR", &["españa", "spanien", "espagne"]),
    country("FI", "Finland", "EUR", &["suomi", "finnland"]),
    country("FR", "France", "EUR", &["frankreich"]),
    country(
        "GB",
        "United Kingdom",
        "GBP",
        &[
            "uk",
            "great britain",
            "england",
            "scotland",
            "wales",
            "northern ireland",
        ],
    ),
    country("GH", "Ghana", "GHS", &[]),
    country("GR", "Greece", "EUR", &["griechenland", "grèce"]),
    country("HK", "Hong Kong", "HKD", &[]),
    country("HR", "Croatia", "EUR", &["hrvatska", "kroatien"]),
    country("HU", "Hungary", "HUF", &["magyarország", "ungarn"]),
    country("ID", "Indonesia", "IDR", &[]),
    country("IE", "Ireland", "EUR", &["éire", "irland"]),
    country("IL", "Israel", "ILS", &[]),
    country("IN", "India", "INR", &[]),
    country("IS", "Iceland", "ISK", &["ísland"]),
    country("IT", "Italy", "EUR", &["italia", "italien", "italie"]),
    country("JP", "Japan", "JPY", &[]),
    country("KE", "Kenya", "KES", &[]),
    country("KR", "South Korea", "KRW", &["korea", "republic of korea"]),
    country("LT", "Lithuania", "EUR", &["lietuva"]),
    country("LU", "Luxembourg", "EUR", &["luxemburg"]),
    country("LV", "Latvia", "EUR", &["latvija"]),
    country("MA", "Morocco", "MAD", &["maroc"]),
    country("MT", "Malta", "EUR", &[]),
    country("MX", "Mexico", "MXN", &["méxico"]),
    country("MY", "Malaysia", "MYR", &[]),
    country("NG", "Nigeria", "NGN", &[]),
    country(
        "NL",
        "Netherlands",
        "EUR",
        &["the netherlands", "nederland", "niederlande", "holland"],
    ),
    country("NO", "Norway", "NOK", &["norge", "norwegen"]),
    country("NZ", "New Zealand", "NZD", &[]),
    country("PE", "Peru", "PEN", &["perú"]),
    country("PH", "Philippines", "PHP", &[]),
    country("PK", "Pakistan", "PKR", &[]),
    country("PL", "Poland", "PLN", &["polska", "polen"]),
    country("PT", "Portugal", "EUR", &[]),
    country("RO", "Romania", "RON", &["românia", "rumänien"]),
    country("RS", "Serbia", "RSD", &["srbija"]),
    country("SE", "Sweden", "SEK", &["sverige", "schweden"]),
    country("SG", "Singapore", "SGD", &[]),
    country("SI", "Slovenia", "EUR", &["slovenija"]),
    country("SK", "Slovakia", "EUR", &["slovensko"]),
    country("TH", "Thailand", "THB", &[]),
    country("TR", "Turkey", "TRY", &["türkiye", "türkei"]),
    country("UA", "Ukraine", "UAH", &["україна"]),
    country(
        "US",
        "United States",
        "USD",
        &["usa", "united states of america", "u.s.", "u.s.a."],
    ),
    country("VN", "Vietnam", "VND", &["viet nam"]),
    country("ZA", "South Africa", "ZAR", &[]),
];

/// The country that this text names, by code or name in any case.
pub(crate) fn country_of(text: &str) -> Option<&'static Country> {
    let text = text.trim().to_lowercase();
    COUNTRIES.iter().find(|country| {
        country.code.to_lowercase() == text
            || country.name.to_lowercase() == text
            || country.others.contains(&text.as_str())
    })
}

impl Country {
    /// English name.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::CURRENCIES;

    #[test]
    fn no_name_is_that_of_two_countries_and_every_currency_exists() {
        for country in &COUNTRIES {
            let names = [country.code, country.name];
            for name in names.iter().chain(country.others) {
                let found = country_of(name).map(|found| found.code);
                assert_eq!(found, Some(country.code), "{name}");
            }
            assert!(CURRENCIES.contains(&country.currency), "{}", country.name);
        }
        assert!(country_of("Atlantis").is_none());
    }
}
