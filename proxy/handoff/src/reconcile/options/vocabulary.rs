//! Words that mean the same in titles and departments: abbreviations, and endings that only say who or how many.
//!
//! Taken from job advertisements in English, German and French. What has two meanings (`tech`, `CSM`) is not here.

/// Abbreviations and synonyms, written without diacritics and in lower case, and the words they stand for.
const SAME: [(&str, &str); 62] = [
    ("sr", "senior"),
    ("snr", "senior"),
    ("jr", "junior"),
    ("jnr", "junior"),
    ("mgr", "manager"),
    ("mngr", "manager"),
    ("mgmt", "management"),
    ("eng", "engineer"),
    ("engr", "engineer"),
    ("engineering", "engineer"),
    ("vp", "vice president"),
    ("svp", "senior vice president"),
    ("evp", "executive vice president"),
    ("ceo", "chief executive officer"),
    ("cfo", "chief financial officer"),
    ("coo", "chief operation officer"),
    ("cto", "chief technology officer"),
    ("cio", "chief information officer"),
    ("cmo", "chief marketing officer"),
    ("cpo", "chief product officer"),
    ("chro", "chief human resource officer"),
    ("hr", "human resource"),
    ("rh", "human resource"),
    ("ressource", "resource"),
    ("humaine", "human"),
    ("r&d", "research development"),
    ("rnd", "research development"),
    ("qa", "quality assurance"),
    ("it", "information technology"),
    ("pr", "public relation"),
    ("ops", "operation"),
    ("mktg", "marketing"),
    ("mkt", "marketing"),
    ("fin", "finance"),
    ("acct", "account"),
    ("admin", "administrator"),
    ("exec", "executive"),
    ("asst", "assistant"),
    ("assoc", "associate"),
    ("rep", "representative"),
    ("spec", "specialist"),
    ("coord", "coordinator"),
    ("dev", "developer"),
    ("ux", "user experience"),
    ("ui", "user interface"),
    ("rn", "registered nurse"),
    ("gm", "general manager"),
    ("info", "information"),
    ("intl", "international"),
    ("natl", "national"),
    ("resp", "responsable"),
    ("ing", "ingenieur"),
    ("stv", "stellvertretender"),
    ("yearly", "year"),
    ("annual", "year"),
    ("annually", "year"),
    ("monthly", "month"),
    ("weekly", "week"),
    ("daily", "day"),
    ("hourly", "hour"),
    ("fulltime", "full time"),
    ("parttime", "part time"),
];

/// Words that say nothing about which option is meant.
const EMPTY: [&str; 28] = [
    "of",
    "the",
    "and",
    "for",
    "per",
    "an",
    "in",
    "at",
    "to",
    "de",
    "des",
    "du",
    "la",
    "le",
    "les",
    "et",
    "en",
    "pour",
    "und",
    "der",
    "die",
    "das",
    "fur",
    "am",
    "fully",
    "department",
    "dept",
    "team",
];

/// Endings of women and of several people, each with what remains of one man. The longest are tried first.
const ENDINGS: [(&str, &str); 22] = [
    ("innen", ""),
    ("erin", "er"),
    ("entin", "ent"),
    ("antin", "ant"),
    ("istin", "ist"),
    ("eurin", "eur"),
    ("torin", "tor"),
    ("leitung", "leiter"),
    ("trices", "teur"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("eure", "eur"),
    ("iere", "ier"),
    ("ienne", "ien"),
    ("cheffe", "chef"),
    ("ante", "ant"),
    ("iale", "ial"),
    ("elle", "el"),
    ("ee", "e"),
    ("ies", "y"),
    ("ss", "ss"),
    ("s", ""),
];

/// What the word stands for, as words.
pub(super) fn meaning(word: &str) -> &str {
    let same = SAME.iter().find(|(short, _)| *short == word);
    same.map_or(word, |(_, long)| long)
}

/// Whether the word says nothing.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// The word without an ending that only says who or how many. Short words are left alone.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 {
        return word.to_owned();
    }
    let ending = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending));
    match ending {
        Some((ending, rest)) => {
            let stem = word.strip_suffix(ending).unwrap_or(word);
            format!("{stem}{rest}")
        }
        None => word.to_owned(),
    }
}
