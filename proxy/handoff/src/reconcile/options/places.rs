//! Cities that go by several names. The best known ones where people speak English, German or French about each other.
//!
//! Written as [`super::words`] folds them: lower case, no diacritics, `ae`, `oe` and `ue` as one letter, no spaces.

/// Each row is one city.
const CITIES: [&[&str]; 31] = [
    &["munchen", "munich"],
    &["vienna", "wien", "vienne"],
    &["geneva", "geneve", "genf", "ginevra"],
    &["cologne", "koln"],
    &["zurich", "zurigo"],
    &["nurnberg", "nuremberg"],
    &["frankfurt", "frankfurtmain"],
    &["brussels", "bruxelles", "brussel"],
    &["antwerp", "antwerpen", "anvers"],
    &["hagu", "denhaag", "haye"],
    &["lisbon", "lisboa", "lissabon", "lisbonne"],
    &["pragu", "praha", "prag"],
    &["warsaw", "warszawa", "warschau", "varsovie"],
    &["krakow", "cracow", "krakau"],
    &["copenhagen", "kobenhavn", "kopenhagen", "copenhagu"],
    &["gothenburg", "goteborg"],
    &["milan", "milano", "mailand"],
    &["rome", "roma", "rom"],
    &["turin", "torino"],
    &["florence", "firenze", "florenz"],
    &["venice", "venezia", "venedig", "venise"],
    &["naples", "napoli", "neapel"],
    &["athens", "athina", "athen", "athenes"],
    &["bucharest", "bucuresti", "bukarest", "bucarest"],
    &["belgrade", "beograd", "belgrad"],
    &["moscow", "moskva", "moskau", "moscou"],
    &["kyiv", "kiev", "kiew"],
    &["seville", "sevilla"],
    &["london", "londres", "londra"],
    &["newyork", "newyorkcity", "nyc", "newyorkny"],
    &["strasbourg", "strassburg", "strasburg"],
];

/// The row of the city with this name.
pub(super) fn city(name: &str) -> Option<usize> {
    CITIES.iter().position(|names| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::super::words::folded;
    use super::CITIES;

    #[test]
    fn names_are_written_as_they_are_compared_and_each_is_one_city() {
        let names: Vec<&str> = CITIES.iter().flat_map(|names| *names).copied().collect();
        for (nth, name) in names.iter().enumerate() {
            assert_eq!(folded(name), *name);
            assert!(
                !names.iter().skip(nth + 1).any(|other| other == name),
                "{name}"
            );
        }
    }
}
