//! Countries (ISO 3166-1) and, for the countries whose states BambooHR abbreviates, their states.
//! Only lookups: whether an address may be stored is decided in `writing`.

use std::sync::LazyLock;

/// A country as the metadata shows it. `id` is this sandbox's own number, stable between starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Country {
    pub(crate) id: usize,
    pub(crate) iso: &'static str,
    pub(crate) name: &'static str,
}

/// A state or province of the United States or Canada.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Province {
    pub(crate) id: usize,
    pub(crate) country_iso: &'static str,
    pub(crate) abbreviation: &'static str,
    pub(crate) iso: &'static str,
    pub(crate) name: &'static str,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let lines = include_str!("countries.txt").lines().enumerate();
    lines
        .filter_map(|(line, text)| {
            text.split_once(' ').map(|(iso, name)| Country {
                id: line + 1,
                iso,
                name,
            })
        })
        .collect()
});

static PROVINCES: LazyLock<Vec<Province>> = LazyLock::new(|| {
    let lines = include_str!("provinces.txt").lines().enumerate();
    lines
        .filter_map(|(line, text)| {
            let (iso, name) = text.split_once(' ')?;
            let (country_iso, abbreviation) = iso.split_once('-')?;
            Some(Province {
                id: line + 1,
                country_iso,
                abbreviation,
                iso,
                name,
            })
        })
        .collect()
});

/// All countries by name.
pub(crate) fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country with this full name, two-letter code or id; case does not matter.
pub(crate) fn country(text: &str) -> Option<Country> {
    let wanted = text.trim();
    let found = COUNTRIES.iter().find(|country| {
        country.name.to_lowercase() == wanted.to_lowercase()
            || country.iso.eq_ignore_ascii_case(wanted)
            || country.id.to_string() == wanted
    });
    found.copied()
}

/// The states of a country; empty when the sandbox (like BambooHR for most countries) lists none.
pub(crate) fn provinces(country_iso: &str) -> Vec<Province> {
    PROVINCES
        .iter()
        .filter(|province| province.country_iso == country_iso)
        .copied()
        .collect()
}

/// What a text given as a state turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum StateMatch {
    /// One of the country's states; stored as its abbreviation.
    Known(&'static str),
    /// The country's states are listed and this is none of them.
    Unknown,
    /// The country's states are not listed, so any text is accepted.
    NotListed,
}

/// Finds a state by name or abbreviation, whatever the case.
pub(crate) fn state(country_iso: &str, text: &str) -> StateMatch {
    let listed = provinces(country_iso);
    if listed.is_empty() {
        return StateMatch::NotListed;
    }
    let wanted = text.trim();
    listed
        .iter()
        .find(|province| {
            province.name.eq_ignore_ascii_case(wanted)
                || province.abbreviation.eq_ignore_ascii_case(wanted)
        })
        .map_or(StateMatch::Unknown, |province| {
            StateMatch::Known(province.abbreviation)
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        assert_eq!(countries().len(), 249);
        assert_eq!(provinces("US").len(), 56);
        assert_eq!(provinces("CA").len(), 13);
        assert!(provinces("GB").is_empty());
    }

    #[test]
    fn a_country_is_found_by_name_code_or_id_whatever_the_case() {
        let kingdom = country("united KINGDOM").unwrap();
        assert_eq!(kingdom.iso, "GB");
        assert_eq!(country("gb"), Some(kingdom));
        assert_eq!(country(&kingdom.id.to_string()), Some(kingdom));
        assert_eq!(country("åland islands").unwrap().iso, "AX");
        assert_eq!(country("USA"), None);
    }

    #[test]
    fn a_state_is_known_unknown_or_not_listed() {
        assert_eq!(state("US", "utah"), StateMatch::Known("UT"));
        assert_eq!(state("CA", "on"), StateMatch::Known("ON"));
        assert_eq!(state("US", "Ontario"), StateMatch::Unknown);
        assert_eq!(state("GB", "Kent"), StateMatch::NotListed);
    }
}
