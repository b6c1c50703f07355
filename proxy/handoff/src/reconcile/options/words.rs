//! The words of a title, department or place, as they are compared.
//!
//! Case, diacritics, punctuation, marks of gender, plurals, abbreviations and the order of words do not count. Every
//! other word does: what one text has and the other lacks makes them two.

use std::collections::BTreeSet;

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::places::city;
use super::vocabulary::{is_empty, meaning, stem as stem_of};
use crate::country::country_of;

/// A text as it is compared.
pub(super) struct Words {
    /// Its words in their order, each once.
    words: Vec<String>,
    /// The city that it names, among those with several names.
    city: Option<usize>,
    /// The country that stands behind it: `London, UK`.
    country: Option<&'static str>,
}

/// Words whose place among the others matters: an assistant manager is no manager's assistant.
const HELPERS: [&str; 5] = [
    "assistant",
    "deputy",
    "vice",
    "adjoint",
    "stellvertretender",
];

/// A slip of the finger is looked for in words of at least this length; in shorter ones it makes another word.
const SHORTEST_MISTYPED: usize = 5;

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let text = without_marks(&text.to_lowercase());
        let (head, country) = split_country(&text);
        let plain = tokens(head);
        let city = city(&folded(&plain.concat()));
        let mut seen = BTreeSet::new();
        let mut words: Vec<String> = plain.iter().flat_map(|word| canonical(word)).collect();
        words.retain(|word| seen.insert(word.clone()));
        Self {
            words,
            city,
            country,
        }
    }

    /// How far two texts are from each other when they can mean the same; `None` when they cannot.
    pub(super) fn distance(&self, other: &Self) -> Option<u8> {
        let country = match (self.country, other.country) {
            (Some(one), Some(other)) if one != other => return None,
            (Some(_), None) | (None, Some(_)) => 1,
            _ => 0,
        };
        if self.city.is_some() && self.city == other.city {
            return Some(country);
        }
        let distance = self.as_sets(other).or_else(|| self.as_one_word(other))?;
        Some(country + distance)
    }

    /// Word for word, in any order.
    fn as_sets(&self, other: &Self) -> Option<u8> {
        if self.words.is_empty() || self.words.len() != other.words.len() {
            return None;
        }
        if self.words == other.words {
            return Some(0);
        }
        let mut left: Vec<&String> = other.words.iter().collect();
        let mut unmatched = Vec::new();
        for word in &self.words {
            match left.iter().position(|other| *other == word) {
                Some(place) => drop(left.swap_remove(place)),
                None => unmatched.push(word),
            }
        }
        let has_helper = self
            .words
            .iter()
            .any(|word| HELPERS.contains(&word.as_str()));
        match (unmatched.as_slice(), left.as_slice()) {
            ([], []) if has_helper => None,
            ([], []) => Some(1),
            ([one], [other]) if is_slip(one, other) => Some(2),
            _ => None,
        }
    }

    /// `Software-Entwickler` and `Softwareentwickler`, `back end` and `backend`.
    fn as_one_word(&self, other_words: &Self) -> Option<u8> {
        if self.words.len() == other_words.words.len() {
            return None;
        }
        let (one, other) = (self.words.concat(), other_words.words.concat());
        if one == other && !one.is_empty() {
            return Some(1);
        }
        // A slip in a compound; short words in it could be numbers or abbreviations that make the difference.
        let is_plain = |words: &Self| words.words.iter().all(|word| word.chars().count() > 3);
        (is_plain(self) && is_plain(other_words) && is_slip(&one, &other)).then_some(3)
    }
}

/// One letter more, less, another one or two that changed places, and the first letter is right.
fn is_slip(one: &str, other: &str) -> bool {
    let is_long = one.chars().count().min(other.chars().count()) >= SHORTEST_MISTYPED;
    let is_word = |text: &str| text.chars().all(char::is_alphabetic);
    is_long
        && is_word(one)
        && is_word(other)
        && one.chars().next() == other.chars().next()
        && osa_distance(one, other) <= 1
}

/// The text without what says that everybody is meant: `(m/w/d)`, `H/F`, `(all genders)`, and without the endings of
/// `Entwickler*in` and `Chargé(e)`.
fn without_marks(text: &str) -> String {
    const EVERYBODY: [&str; 6] = [
        "all genders",
        "all gender",
        "alle geschlechter",
        "tous genres",
        "(gn)",
        "(mwd)",
    ];
    const SIGNS: [&str; 8] = ["/-", "*", ":", "/", "·", "•", "_", "("];
    const ENDINGS: [&str; 8] = ["innen", "in", "euse", "trice", "fe", "ne", "se", "e"];
    let mut text = text.to_owned();
    for words in EVERYBODY {
        text = text.replace(words, " ");
    }
    for sign in SIGNS {
        for ending in ENDINGS {
            text = without_ending(&text, &format!("{sign}{ending}"));
        }
    }
    let words = text.split_whitespace().filter(|word| !is_mark(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Takes the ending away wherever a word has it and ends there.
fn without_ending(text: &str, ending: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ending) {
        kept.push_str(before);
        let is_word = kept.chars().last().is_some_and(char::is_alphabetic);
        if is_word && !after.starts_with(char::is_alphanumeric) {
            rest = after.strip_prefix(')').unwrap_or(after);
        } else {
            kept.push_str(ending);
            rest = after;
        }
    }
    kept + rest
}

/// `(m/w/d)`, `f/m/x`, `h/f`: single letters for men, women and everybody else.
fn is_mark(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphabetic());
    let mut letters = word.split(['/', '|', ',']);
    let is_letter =
        |part: &str| matches!(part, "m" | "w" | "d" | "f" | "x" | "h" | "i" | "n" | "div");
    word.contains(['/', '|', ',']) && letters.all(is_letter)
}

/// `Munich, Germany` and `London (UK)`: what stands before a country, and the country.
fn split_country(text: &str) -> (&str, Option<&'static str>) {
    let split = text.rsplit_once(',').or_else(|| text.rsplit_once('('));
    let Some((head, rest)) = split.filter(|(head, _)| !head.trim().is_empty()) else {
        return (text, None);
    };
    match country_of(rest.trim_end_matches(')')) {
        Some(country) => (head, Some(country.name())),
        None => (text, None),
    }
}

/// The words without diacritics and punctuation, and without those that say nothing.
fn tokens(text: &str) -> Vec<String> {
    let text = text.replace("r & d", "r&d");
    let mut tokens: Vec<String> = text.split_whitespace().flat_map(parts).collect();
    tokens.retain(|word| !is_empty(word));
    if tokens.len() > 1 && tokens.last().is_some_and(|word| word == "office") {
        tokens.pop();
    }
    tokens
}

fn parts(word: &str) -> Vec<String> {
    let word = plain(word);
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let word = word
        .strip_prefix("d'")
        .or_else(|| word.strip_prefix("l'"))
        .unwrap_or(word);
    let is_spelled = |sign: char| {
        let mut letters = word.split(sign);
        word.contains(sign) && letters.all(|letter| letter.chars().count() == 1)
    };
    if is_spelled('.') {
        return vec![word.replace('.', "")];
    }
    if is_spelled('&') {
        return vec![word.to_owned()];
    }
    let parts = word.split(|letter: char| !letter.is_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Lower case, without diacritics.
fn plain(word: &str) -> String {
    let mut plain = String::new();
    for letter in word.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            '’' => plain.push('\''),
            other => plain.push(other),
        }
    }
    plain
}

/// `ae`, `oe` and `ue` as one letter, because that is how umlauts are written without them.
pub(super) fn folded(word: &str) -> String {
    word.replace("ae", "a")
        .replace("oe", "o")
        .replace("ue", "u")
}

/// What a word stands for, each word of it without its ending.
fn canonical(word: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in meaning(word).split(' ') {
        let stem = stem_of(word);
        for word in meaning(&stem).split(' ') {
            // `Vertriebsleiter` is the `Leiter Vertrieb`.
            match word.strip_suffix("leiter").filter(|what| !what.is_empty()) {
                Some(what) => words.extend([stem_of(what), "leiter".to_owned()]),
                None => words.push(word.to_owned()),
            }
        }
    }
    words.iter().map(|word| folded(word)).collect()
}
