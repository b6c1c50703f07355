//! The list of master keys as an operator gives it: a file, or a variable of the environment.
//!
//! The first key seals, all open. What is wrong is said by its place in the list and never by quoting it.

use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use super::MasterKey;

/// One key at least, and none twice.
#[derive(Debug)]
pub struct MasterKeys(Vec<MasterKey>);

/// Why a list of master keys cannot be used; one sentence that says what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeysError {
    /// Two lists.
    #[error("MASTER_KEY_FILE and MASTER_KEYS are both set; keep one")]
    Twice,
    /// The file cannot be read.
    #[error("the master key file {0} cannot be read: {1}")]
    File(String, String),
    /// Nothing is in the list.
    #[error("{0} holds no master key; `proxy keys new` makes one")]
    Empty(&'static str),
    /// Not 32 bytes.
    #[error(
        "{list}: what stands at place {place} is no master key, which is 32 bytes as base64 or as 64 hexadecimal \
         digits; `proxy keys new` makes one"
    )]
    Unreadable {
        /// Where the list is.
        list: &'static str,
        /// Counted from 1, blank lines and remarks left out.
        place: usize,
    },
    /// A key stands there twice.
    #[error(
        "{list}: the master key {id} stands there twice, at places {first} and {second}; keep one"
    )]
    Double {
        /// Where the list is.
        list: &'static str,
        /// The key's id.
        id: String,
        /// Counted from 1.
        first: usize,
        /// Counted from 1.
        second: usize,
    },
}

const FILE: &str = "MASTER_KEY_FILE";
const VARIABLE: &str = "MASTER_KEYS";

impl MasterKeys {
    /// Of the file or of the variable; `None` when neither is given. In the file one key per line, with remarks after
    /// `#`; in the variable, blanks or commas between keys.
    pub fn given(
        file: Option<&Path>,
        variable: Option<&SecretString>,
    ) -> Result<Option<Self>, MasterKeysError> {
        match (file, variable) {
            (Some(_), Some(_)) => Err(MasterKeysError::Twice),
            (None, None) => Ok(None),
            (Some(file), None) => Self::of_file(file).map(Some),
            (None, Some(text)) => {
                let words = text.expose_secret().split([',', ' ', '\t', '\r', '\n']);
                read(VARIABLE, words).map(Some)
            }
        }
    }

    /// One key per line.
    pub fn of_file(file: &Path) -> Result<Self, MasterKeysError> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            MasterKeysError::File(file.display().to_string(), error.kind().to_string())
        })?;
        let text = SecretString::from(text);
        let lines = text.expose_secret().lines();
        read(
            FILE,
            lines.map(|line| line.split('#').next().unwrap_or_default()),
        )
    }

    /// Of these keys; the first seals.
    pub fn of(keys: Vec<MasterKey>) -> Result<Self, MasterKeysError> {
        unique(FILE, keys)
    }

    /// The one that seals.
    pub(super) fn first(&self) -> &MasterKey {
        #[expect(clippy::expect_used, reason = "there is no empty list")]
        self.0.first().expect("there is no empty list")
    }

    pub(super) fn with_id(&self, id: &str) -> Option<&MasterKey> {
        self.0.iter().find(|key| key.id() == id)
    }
}

fn read<'a>(
    list: &'static str,
    texts: impl Iterator<Item = &'a str>,
) -> Result<MasterKeys, MasterKeysError> {
    let texts = texts.map(str::trim).filter(|text| !text.is_empty());
    let keys = texts.enumerate().map(|(place, text)| {
        let place = place + 1;
        MasterKey::read(text).ok_or(MasterKeysError::Unreadable { list, place })
    });
    unique(list, keys.collect::<Result<_, _>>()?)
}

fn unique(list: &'static str, keys: Vec<MasterKey>) -> Result<MasterKeys, MasterKeysError> {
    if keys.is_empty() {
        return Err(MasterKeysError::Empty(list));
    }
    for (second, key) in keys.iter().enumerate() {
        let first = keys.iter().take(second);
        if let Some(first) = first.into_iter().position(|first| first.id() == key.id()) {
            return Err(MasterKeysError::Double {
                list,
                id: key.id().to_owned(),
                first: first + 1,
                second: second + 1,
            });
        }
    }
    Ok(MasterKeys(keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(text: &str) -> Result<Option<MasterKeys>, MasterKeysError> {
        MasterKeys::given(None, Some(&text.to_owned().into()))
    }

    fn key(number: u8) -> String {
        format!("{number:02x}").repeat(32)
    }

    #[test]
    fn the_first_of_the_list_seals_and_all_are_there() {
        let keys = variable(&format!("{}, {}\n", key(1), key(2)))
            .unwrap()
            .unwrap();
        assert_eq!(keys.first().id(), MasterKey::new([1; 32]).id());
        assert!(keys.with_id(MasterKey::new([2; 32]).id()).is_some());
        assert!(keys.with_id("").is_none());
    }

    #[test]
    fn a_file_has_a_key_per_line_and_remarks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        let text = format!("# of June\r\n{}\r\n\r\n{} # of May\n", key(2), key(1));
        std::fs::write(&file, text).unwrap();
        let keys = MasterKeys::given(Some(&file), None).unwrap().unwrap();
        assert_eq!(keys.first().id(), MasterKey::new([2; 32]).id());
        assert_eq!(keys.0.len(), 2);
    }

    #[test]
    fn what_is_wrong_with_a_list_is_said_by_its_place_and_never_quoted() {
        assert!(MasterKeys::given(None, None).unwrap().is_none());
        let both = MasterKeys::given(Some(Path::new("x")), Some(&key(1).into()));
        assert_eq!(both.unwrap_err(), MasterKeysError::Twice);
        let gone = MasterKeys::given(Some(Path::new("/no/such/file")), None).unwrap_err();
        assert!(gone.to_string().contains("/no/such/file"), "{gone}");
        assert_eq!(
            variable(" , ").unwrap_err(),
            MasterKeysError::Empty(VARIABLE)
        );
        let short = variable(&format!("{} canary-word", key(1))).unwrap_err();
        assert!(short.to_string().contains("at place 2"), "{short}");
        let double = variable(&format!("{} {} {}", key(3), key(1), key(3))).unwrap_err();
        assert!(double.to_string().contains("places 1 and 3"), "{double}");
        for error in [short, double] {
            let said = format!("{error} {error:?}");
            assert!(!said.contains("canary") && !said.contains("0303"), "{said}");
        }
    }
}
