//! One master key: 32 bytes that seal, and an id that says which they are.
//!
//! The id is made from the key, so nobody has to name one. The text of a key leaves this module only where a new one is
//! printed for the operator.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chacha20poly1305::Key;
use chacha20poly1305::aead::Generate as _;
use secrecy::{ExposeSecret as _, SecretBox, SecretString, zeroize::Zeroize as _};
use sha2::{Digest as _, Sha256};

use crate::hex::hex;

/// Bytes of a key.
const LENGTH: usize = 32;
/// Bytes of the hash that make an id: enough that two keys never share one.
const ID_BYTES: usize = 8;
/// Characters of an id.
pub(super) const ID_LENGTH: usize = 2 * ID_BYTES;
/// What is hashed before the key: this hash is used for nothing else.
const CONTEXT: &[u8] = b"send-to-bamboohr master key id v1";

/// With the padding or without.
const FORGIVING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// A master key. Prints as its id; its bytes are wiped when it is dropped.
pub struct MasterKey {
    id: String,
    bytes: SecretBox<[u8; LENGTH]>,
}

impl MasterKey {
    /// Of these bytes.
    pub fn new(mut bytes: [u8; LENGTH]) -> Self {
        let hash = Sha256::new()
            .chain_update(CONTEXT)
            .chain_update([0])
            .chain_update(bytes)
            .finalize();
        let key = Self {
            id: hex(hash.get(..ID_BYTES).unwrap_or(&hash)),
            bytes: SecretBox::new(Box::new(bytes)),
        };
        bytes.zeroize();
        key
    }

    /// Reads 64 hexadecimal digits, or base64 of 32 bytes in either alphabet. `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        if text.len() == 2 * LENGTH {
            for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
                let digits = digits.iter().try_fold(0, |value, digit| {
                    let digit = char::from(*digit).to_digit(16)?;
                    u8::try_from(u32::from(value) * 16 + digit).ok()
                });
                *byte = digits?;
            }
            return Some(Self::new(bytes));
        }
        for alphabet in [&STANDARD, &URL_SAFE] {
            let engine = GeneralPurpose::new(alphabet, FORGIVING);
            let decoded = engine.decode(text).map(SecretBox::<[u8]>::from);
            let decoded = decoded.ok().and_then(|decoded| {
                let decoded = <[u8; LENGTH]>::try_from(decoded.expose_secret());
                decoded.ok()
            });
            if let Some(bytes) = decoded {
                return Some(Self::new(bytes));
            }
        }
        None
    }

    /// A new one and its text. `None` when the system gives no random numbers.
    pub fn fresh() -> Option<(Self, SecretString)> {
        let bytes: [u8; LENGTH] = Key::try_generate().ok()?.into();
        let text = GeneralPurpose::new(&STANDARD, FORGIVING).encode(bytes);
        Some((Self::new(bytes), text.into()))
    }

    /// 16 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// For the cipher and nothing else.
    pub(super) fn expose(&self) -> &[u8; LENGTH] {
        self.bytes.expose_secret()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MasterKey({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_hexadecimal_digits_and_from_base64_of_either_kind() {
        let bytes = [0xfb; LENGTH];
        let key = MasterKey::new(bytes);
        let digits = "fb".repeat(LENGTH);
        for text in [
            digits.as_str(),
            &digits.to_uppercase(),
            &base64::engine::general_purpose::STANDARD.encode(bytes),
            &base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes),
            &base64::engine::general_purpose::URL_SAFE.encode(bytes),
            &base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes),
        ] {
            let read = MasterKey::read(text).unwrap();
            assert_eq!((read.id(), read.expose()), (key.id(), &bytes), "{text}");
        }
    }

    #[test]
    fn nothing_of_another_length_is_a_key() {
        let engine = base64::engine::general_purpose::STANDARD;
        for text in [
            String::new(),
            "hunter2".to_owned(),
            "f".repeat(63),
            "f".repeat(65),
            "g".repeat(64),
            "é".repeat(32),
            engine.encode([1; 31]),
            engine.encode([1; 33]),
        ] {
            assert!(MasterKey::read(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_fresh_key_reads_back_and_no_two_are_the_same() {
        let (key, text) = MasterKey::fresh().unwrap();
        let read = MasterKey::read(text.expose_secret()).unwrap();
        assert_eq!(read.id(), key.id());
        assert_ne!(MasterKey::fresh().unwrap().0.id(), key.id());
    }

    #[test]
    fn the_id_is_what_it_was_when_the_first_secret_was_sealed() {
        assert_eq!(MasterKey::new([7; LENGTH]).id(), "7e3289ba674d5348");
    }
}
