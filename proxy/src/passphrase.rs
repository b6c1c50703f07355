//! Passphrases: what one must be like, and its hash (argon2id with the parameters that OWASP names).

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use handoff::interface::{LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

/// Hashes that are made or compared at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// More of a passphrase than this does not make it harder to guess, and takes long to judge.
const JUDGED: usize = 64;

/// Makes and compares hashes, a few at once. Cloning shares it.
#[derive(Clone, Debug)]
pub(crate) struct Passphrases {
    places: Arc<Semaphore>,
}

impl Default for Passphrases {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// A hash could not be made.
#[derive(Debug, thiserror::Error)]
#[error("a passphrase cannot be hashed: {0}")]
pub(crate) struct NotHashed(String);

impl Passphrases {
    /// The hash, for the ledger.
    pub(crate) async fn hash(&self, passphrase: SecretString) -> Result<String, NotHashed> {
        self.in_its_turn(move || hash(&passphrase)).await?
    }

    /// Whether it is the passphrase of this hash. Without a hash it never is, and finding that out takes as long.
    pub(crate) async fn is_right(
        &self,
        passphrase: SecretString,
        hash: Option<String>,
    ) -> Result<bool, NotHashed> {
        // Nobody has one that is longer than can be chosen; with a hash or without, it is found out at once.
        if passphrase.expose_secret().chars().count() > LONGEST_PASSPHRASE {
            return Ok(false);
        }
        let compared = self.in_its_turn(move || {
            // Made once, so that it makes no difference later.
            let nobodys = nobodys()?;
            let right = is_of(&passphrase, hash.as_deref().unwrap_or(nobodys));
            Ok(right && hash.is_some())
        });
        compared.await?
    }

    async fn in_its_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotHashed> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(not_hashed)?;
        let work = move || {
            // Also when whoever asked has gone away.
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(not_hashed)
    }
}

fn hash(passphrase: &SecretString) -> Result<String, NotHashed> {
    let hashed = Argon2::default().hash_password(passphrase.expose_secret().as_bytes());
    Ok(hashed.map_err(not_hashed)?.to_string())
}

fn is_of(passphrase: &SecretString, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        let text = passphrase.expose_secret().as_bytes();
        Argon2::default().verify_password(text, &hash).is_ok()
    })
}

/// The hash of a passphrase that nobody has.
fn nobodys() -> Result<&'static str, NotHashed> {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODYS.get() {
        return Ok(hash);
    }
    let made = hash(&SecretString::from("of nobody at all"))?;
    Ok(NOBODYS.get_or_init(|| made))
}

fn not_hashed(error: impl std::fmt::Display) -> NotHashed {
    NotHashed(error.to_string())
}

/// What is wrong with a passphrase that somebody chooses, in a sentence that says what to do; `None` when it will do.
/// `known` is what everybody knows about the person.
pub(crate) fn weakness(passphrase: &str, known: &[&str]) -> Option<String> {
    let length = passphrase.chars().count();
    if length < SHORTEST_PASSPHRASE {
        return Some(format!(
            "Take at least {SHORTEST_PASSPHRASE} characters. Four words that have nothing to do with each other are easy to \
             remember and hard to guess."
        ));
    }
    if length > LONGEST_PASSPHRASE {
        return Some(format!("Take at most {LONGEST_PASSPHRASE} characters."));
    }
    let judged: String = passphrase.chars().take(JUDGED).collect();
    let judged = without(judged.to_lowercase(), known);
    (zxcvbn(&judged, &[]).score() < Score::Three).then(|| {
        "This one is easy to guess. Four words that have nothing to do with each other are easy to remember and hard to \
         guess."
            .to_owned()
    })
}

/// What everybody knows about somebody makes nothing harder to guess, nor does what this is about.
fn without(mut passphrase: String, known: &[&str]) -> String {
    let known = known.iter().chain(&["BambooHR", "Bamboo", "Recruiting"]);
    let parts = known.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    for part in parts.filter(|part| part.chars().count() > 2) {
        passphrase = passphrase.replace(&part.to_lowercase(), "");
    }
    passphrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_passphrase_is_known_by_its_hash_and_no_other_is() {
        let passphrases = Passphrases::default();
        let right = || SecretString::from("trout lantern gravel opera");
        let hash = passphrases.hash(right()).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let is_right = |text: SecretString, hash| passphrases.is_right(text, hash);
        assert!(is_right(right(), Some(hash.clone())).await.unwrap());
        let wrong = SecretString::from("trout lantern gravel operas");
        assert!(!is_right(wrong, Some(hash)).await.unwrap());
        assert!(!is_right(right(), None).await.unwrap());
        let nobodys = SecretString::from("of nobody at all");
        assert!(!is_right(nobodys, None).await.unwrap());
        let endless = || SecretString::from("x".repeat(100_000));
        assert!(!is_right(endless(), None).await.unwrap());
        assert!(!is_right(right(), Some("no hash".to_owned())).await.unwrap());
    }

    #[test]
    fn what_is_short_known_or_easy_to_guess_will_not_do() {
        let known = ["ann.lee@acme.example", "Ann Lee"];
        for weak in [
            "short",
            "aaaaaaaaaaaaaaaa",
            "password1234",
            "qwertyuiop1234",
            "Ann Lee Ann Lee",
            "ann.lee@acme.example",
            "bamboohr bamboohr",
            "AnnLeeAcme2026!",
        ] {
            assert!(weakness(weak, &known).is_some(), "{weak}");
        }
        assert!(weakness(&"x1-".repeat(100), &known).is_some(), "too long");
        for good in [
            "trout lantern gravel opera",
            "Vierzehn blaue Fische im Ofen",
            "日本の夏はとても暑いですね。",
        ] {
            assert_eq!(weakness(good, &known), None, "{good}");
        }
    }
}
