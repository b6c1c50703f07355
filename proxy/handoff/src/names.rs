//! Splitting a name into the given and the family name, as BambooHR stores them.
//!
//! A split is a proposal that a person sees before it is sent. No part is ever lost: the words of both, in their order,
//! are the words of the whole, unless the name was written with the family name first. Titles stay. Not for the browser.

/// A name in the two parts that BambooHR has. Either may be empty, both are only when the whole was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitName {
    /// Given names, with titles.
    pub first: String,
    /// Family name, with its particles and what follows it, such as `Jr.`
    pub last: String,
}

/// Words that begin a family name of several words, in lower case; written in capitals they count too.
const PARTICLES: [&str; 39] = [
    "af", "al", "av", "bint", "da", "das", "de", "degli", "dei", "del", "dela", "della", "dello",
    "den", "der", "di", "dos", "du", "el", "ibn", "la", "las", "le", "les", "los", "mac", "mc",
    "op", "st", "st.", "te", "ten", "ter", "van", "vande", "vander", "von", "zu", "zum",
];

/// Those that are given names or initials when they are written in capitals: `John E Smith`, `Ann Ben Lee`.
const SMALL_PARTICLES: [&str; 8] = ["bar", "ben", "bin", "do", "e", "lo", "san", "y"];

/// Words after a family name that are no family name.
const SUFFIXES: [&str; 14] = [
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "esq.", "cpa", "mba",
];

/// Chinese family names of two characters; all others have one. Korean ones of two are among them.
const DOUBLE: [&str; 16] = [
    "歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "司徒", "東方", "东方", "尉遲", "尉迟",
    "夏侯", "皇甫", "남궁", "황보",
];

/// Splits a whole name.
pub fn split_name(whole: &str) -> SplitName {
    // “Family, Given”; what follows a second comma, or only a `Jr.`, is no given name.
    if let Some((family, given)) = whole.split_once(',') {
        let (family, given) = (joined(family), joined(given));
        let is_given = !given.is_empty() && !given.contains(',') && !is_suffix(&given);
        if !family.is_empty() && is_given {
            return SplitName {
                first: given,
                last: family,
            };
        }
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    match words.as_slice() {
        [] => SplitName::default(),
        [one] => of_one_word(one),
        // In these scripts the family name is written first, also with a space.
        [family, given] if is_cjk(family) && is_cjk(given) => SplitName {
            first: (*given).to_owned(),
            last: (*family).to_owned(),
        },
        _ => {
            let (first, last) = words.split_at(family_begins(&words));
            SplitName {
                first: first.join(" "),
                last: last.join(" "),
            }
        }
    }
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A single name is a given name. Without a space between them, family and given name are told apart in Chinese and
/// Korean, where nearly all family names have one character; Japanese names cannot be split for certain.
fn of_one_word(word: &str) -> SplitName {
    let single = SplitName {
        first: word.to_owned(),
        last: String::new(),
    };
    let letters = word.chars().count();
    let double = DOUBLE.iter().find(|double| word.starts_with(**double));
    let is_splittable = word
        .chars()
        .all(|letter| is_han(letter) || is_hangul(letter));
    if !is_splittable || !(2..=4).contains(&letters) {
        return single;
    }
    let family: String = match double {
        Some(double) if letters > 2 => (*double).to_owned(),
        _ if letters == 4 => return single,
        _ => word.chars().take(1).collect(),
    };
    let given = word.strip_prefix(family.as_str()).unwrap_or_default();
    SplitName {
        first: given.to_owned(),
        last: family,
    }
}

/// Where the family name begins: its last word, with `Jr.` after it and particles before it. The first word is always
/// a given name.
fn family_begins(words: &[&str]) -> usize {
    let suffixes = words
        .iter()
        .rev()
        .take_while(|word| is_suffix(word))
        .count();
    let end = words.len() - suffixes.min(words.len() - 2);
    let mut begin = end - 1;
    while begin > 1 && words.get(begin - 1).is_some_and(|word| is_particle(word)) {
        begin -= 1;
    }
    begin
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str()) || SMALL_PARTICLES.contains(&word)
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_matches(',').to_lowercase().as_str())
}

fn is_cjk(word: &str) -> bool {
    let is_kana = |letter| matches!(letter, '\u{3040}'..='\u{30ff}');
    word.chars()
        .all(|letter| is_han(letter) || is_hangul(letter) || is_kana(letter))
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}
