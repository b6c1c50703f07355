//! The company's BambooHR name, out of whatever somebody copies: the name, or any address of their BambooHR.
//!
//! The browser checks with the same function as the proxy. What is not certain is refused with words; nothing is guessed.

/// Longest label of a host.
const LONGEST: usize = 63;
/// Longest text that a problem repeats.
const SHOWN: usize = 60;
/// Hosts of BambooHR that belong to no company.
const SHARED: [&str; 4] = ["app", "api", "www", "documentation"];

/// Why a text names no company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubdomainProblem {
    /// Nothing was entered.
    Empty,
    /// Blanks inside.
    Blank,
    /// A character that no name has.
    Character(char),
    /// Longer than a name can be.
    TooLong,
    /// It begins with what no name begins with.
    Beginning,
    /// A host of BambooHR that belongs to no company, for example `app.bamboohr.com`.
    Shared(String),
    /// The host of an address that is none of BambooHR's, shortened.
    Elsewhere(String),
    /// It has the shape of an API key. It is not repeated.
    LooksLikeKey,
}

impl SubdomainProblem {
    /// What is wrong and what to enter, for a person.
    pub fn words(&self) -> String {
        let words = match self {
            Self::Empty => "Enter your company’s BambooHR name, for example acme.",
            Self::Blank => "A BambooHR name has no spaces. For acme.bamboohr.com enter acme.",
            Self::Character(character) if character.is_control() => {
                "The name holds a character that cannot be seen. Type it by hand."
            }
            Self::Character(character) => {
                return format!(
                    "“{character}” cannot be in a BambooHR name: it has letters from a to z, digits and hyphens."
                );
            }
            Self::TooLong => "A BambooHR name has at most 63 characters.",
            Self::Beginning => "A BambooHR name begins with a letter or a digit.",
            Self::Shared(host) => {
                return format!(
                    "{host} is the same for every company. Sign in to BambooHR and copy the address that you see then."
                );
            }
            Self::Elsewhere(host) => {
                return format!(
                    "“{host}” is not a BambooHR address. Enter the name in front of .bamboohr.com, for example acme."
                );
            }
            Self::LooksLikeKey => {
                "This looks like an API key. Enter your company’s BambooHR name here, for example acme."
            }
        };
        words.to_owned()
    }
}

/// Takes `acme`, `Acme`, `acme.bamboohr.com`, `https://acme.bamboohr.com/home?x=1` and
/// `https://api.bamboohr.com/api/gateway.php/acme/v1/…`, and gives `acme`.
pub fn read_subdomain(text: &str) -> Result<String, SubdomainProblem> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Err(SubdomainProblem::Empty);
    }
    let bare = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(&text);
    let end = bare.find(['/', '?', '#']).unwrap_or(bare.len());
    let (host, rest) = bare.split_at(end);
    if host.contains(char::is_whitespace) {
        return Err(SubdomainProblem::Blank);
    }
    let is_name = bare.len() == text.len() && rest.is_empty() && !host.contains(['.', ':', '@']);
    let name = if is_name {
        host
    } else if host == "api.bamboohr.com" && rest.starts_with("/api/gateway.php/") {
        rest.split('/').nth(3).unwrap_or_default()
    } else {
        let name = host.strip_suffix(".bamboohr.com");
        let name = name.filter(|name| !name.contains(['.', ':', '@']));
        name.ok_or_else(|| elsewhere(host))?
    };
    if SHARED.contains(&name) {
        return Err(SubdomainProblem::Shared(format!("{name}.bamboohr.com")));
    }
    is_possible(name)?;
    Ok(name.to_owned())
}

fn elsewhere(host: &str) -> SubdomainProblem {
    if host == "bamboohr.com" {
        return SubdomainProblem::Shared(host.to_owned());
    }
    SubdomainProblem::Elsewhere(host.chars().take(SHOWN).collect())
}

fn is_possible(name: &str) -> Result<(), SubdomainProblem> {
    if name.is_empty() {
        return Err(SubdomainProblem::Empty);
    }
    let is_allowed = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    if let Some(wrong) = name.chars().find(|letter| !is_allowed(letter)) {
        return Err(SubdomainProblem::Character(wrong));
    }
    if name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(SubdomainProblem::LooksLikeKey);
    }
    if name.len() > LONGEST {
        return Err(SubdomainProblem::TooLong);
    }
    // A label for another script must decode; no company has one.
    if name.starts_with('-') || name.starts_with("xn--") {
        return Err(SubdomainProblem::Beginning);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn whatever_names_the_company_is_taken() {
        for text in [
            "acme",
            "Acme",
            " ACME\n",
            "acme.bamboohr.com",
            "Acme.BambooHR.com",
            "http://acme.bamboohr.com",
            "https://acme.bamboohr.com/home?x=1",
            "acme.bamboohr.com/employees/employee.php?id=4",
            "https://acme.bamboohr.com#top",
            "https://api.bamboohr.com/api/gateway.php/acme/v1/employees/0",
            "api.bamboohr.com/api/gateway.php/acme",
        ] {
            assert_eq!(read_subdomain(text).as_deref(), Ok("acme"), "{text:?}");
        }
        assert_eq!(read_subdomain("7-eleven-2").as_deref(), Ok("7-eleven-2"));
    }

    #[test]
    fn what_names_no_company_is_refused_for_its_own_reason() {
        use SubdomainProblem::{
            Beginning, Blank, Character, Elsewhere, Empty, LooksLikeKey, Shared, TooLong,
        };
        let long = "a".repeat(64);
        let shared = |host: &str| Shared(host.to_owned());
        let elsewhere = |host: &str| Elsewhere(host.to_owned());
        for (text, problem) in [
            ("", Empty),
            ("  \t", Empty),
            ("https://", elsewhere("")),
            ("https://api.bamboohr.com/api/gateway.php/", Empty),
            ("ac me", Blank),
            ("açme", Character('ç')),
            ("ac_me", Character('_')),
            ("a\u{7}b", Character('\u{7}')),
            (&long, TooLong),
            ("-acme", Beginning),
            ("xn--acme", Beginning),
            ("app", shared("app.bamboohr.com")),
            ("https://app.bamboohr.com/login", shared("app.bamboohr.com")),
            (
                "https://api.bamboohr.com/api/v1",
                shared("api.bamboohr.com"),
            ),
            ("www.bamboohr.com", shared("www.bamboohr.com")),
            ("bamboohr.com", shared("bamboohr.com")),
            ("acme.example.com", elsewhere("acme.example.com")),
            ("https://evil.example/acme", elsewhere("evil.example")),
            (
                "acme.bamboohr.com.evil",
                elsewhere("acme.bamboohr.com.evil"),
            ),
            (
                "https://u@acme.bamboohr.com",
                elsewhere("u@acme.bamboohr.com"),
            ),
            ("a.b.bamboohr.com", elsewhere("a.b.bamboohr.com")),
            ("acme/..", elsewhere("acme")),
            ("0123456789abcdef0123456789abcdef01234567", LooksLikeKey),
        ] {
            let found = read_subdomain(text).unwrap_err();
            assert_eq!(found, problem, "{text:?}");
            assert!(found.words().ends_with('.'), "{text:?}");
        }
    }

    #[test]
    fn a_key_in_the_wrong_place_is_not_repeated() {
        let key = "0123456789ABCDEF0123456789abcdef01234567";
        let words = read_subdomain(key).unwrap_err().words();
        assert!(!words.to_lowercase().contains("0123"), "{words}");
    }

    #[test]
    fn a_long_address_is_shortened() {
        let host = "x".repeat(500) + ".example";
        let words = read_subdomain(&host).unwrap_err().words();
        assert!(words.len() < 200, "{words}");
    }
}
