//! Secrets at rest: sealed with XChaCha20-Poly1305 before they reach the ledger, opened where they are used.
//!
//! A sealed text is `v1.<master key>.<nonce and content>`: it names its master key by an id, so that keys can be
//! replaced one by one. Account, purpose and key id are part of what is authenticated: moved elsewhere it does not
//! open. Nothing here reads the ledger, and no secret is in an error, a log line or debug output.

mod demo;
mod master_key;
mod rotation;
mod texts;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

pub use demo::master_key_beside;
pub use master_key::MasterKey;
pub use rotation::{Rotated, rotate};
pub use texts::{MasterKeys, MasterKeysError};

use crate::account::AccountId;

const VERSION: &str = "v1";
/// Bytes of a nonce: so many that random ones never meet.
const NONCE: usize = 24;

/// What a secret is for. A secret of one purpose does not open as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The key of a BambooHR connection.
    ApiKey,
    /// What somebody has typed and not sent.
    Draft,
    /// The key of a Pinpoint connection.
    PinpointKey,
    /// What a company's Pinpoint signs its webhooks with.
    PinpointSecret,
}

impl Purpose {
    /// Part of what is authenticated: never another word for the same.
    fn code(self) -> &'static str {
        match self {
            Self::ApiKey => "api-key",
            Self::Draft => "draft",
            Self::PinpointKey => "pinpoint-key",
            Self::PinpointSecret => "pinpoint-secret",
        }
    }
}

/// Why something cannot be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Sealed with a master key that this proxy does not have.
    #[error("the secret was sealed with master key {0}, which this proxy does not have")]
    UnknownKey(String),
    /// Changed, moved to another account or purpose, or no sealed text at all.
    #[error("the secret cannot be opened: it was changed or belongs elsewhere")]
    Refused,
    /// The system gave no random numbers, or the secret is larger than anything.
    #[error("the secret cannot be sealed")]
    NotSealed,
}

/// Seals with the first of its master keys and opens with all of them. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Vault(std::sync::Arc<MasterKeys>);

impl Vault {
    /// With these keys.
    pub fn new(keys: MasterKeys) -> Self {
        Self(std::sync::Arc::new(keys))
    }

    /// Seals a secret of an account.
    pub fn seal(
        &self,
        account: &AccountId,
        purpose: Purpose,
        secret: &[u8],
    ) -> Result<String, VaultError> {
        let key = self.0.first();
        let nonce = XNonce::try_generate().map_err(|_| VaultError::NotSealed)?;
        let belongs = belongs_to(account, purpose, key.id());
        let payload = Payload {
            msg: secret,
            aad: &belongs,
        };
        let sealed = cipher(key).encrypt(&nonce, payload);
        let mut content = nonce.to_vec();
        content.extend(sealed.map_err(|_| VaultError::NotSealed)?);
        let content = URL_SAFE_NO_PAD.encode(content);
        Ok(format!("{}{content}", beginning(key.id())))
    }

    /// Seals a text of an account.
    pub fn seal_text(
        &self,
        account: &AccountId,
        purpose: Purpose,
        secret: &SecretString,
    ) -> Result<String, VaultError> {
        self.seal(account, purpose, secret.expose_secret().as_bytes())
    }

    /// Opens what was sealed for this account and purpose.
    pub fn open(
        &self,
        account: &AccountId,
        purpose: Purpose,
        sealed: &str,
    ) -> Result<SecretSlice<u8>, VaultError> {
        let mut parts = sealed.splitn(3, '.');
        let (Some(VERSION), Some(id), Some(content)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(VaultError::Refused);
        };
        let key = self.0.with_id(id);
        let key = key.ok_or_else(|| VaultError::UnknownKey(shortened(id)))?;
        let content = URL_SAFE_NO_PAD.decode(content);
        let content = content.map_err(|_| VaultError::Refused)?;
        let (nonce, content) = content.split_at_checked(NONCE).ok_or(VaultError::Refused)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| VaultError::Refused)?;
        let payload = Payload {
            msg: content,
            aad: &belongs_to(account, purpose, key.id()),
        };
        let opened = cipher(key).decrypt(&nonce, payload);
        Ok(opened.map_err(|_| VaultError::Refused)?.into())
    }

    /// Opens a text.
    pub fn open_text(
        &self,
        account: &AccountId,
        purpose: Purpose,
        sealed: &str,
    ) -> Result<SecretString, VaultError> {
        let opened = self.open(account, purpose, sealed)?;
        let text = std::str::from_utf8(opened.expose_secret());
        Ok(text.map_err(|_| VaultError::Refused)?.into())
    }

    /// How every text begins that the first key has sealed.
    pub fn newest_beginning(&self) -> String {
        beginning(self.0.first().id())
    }
}

fn beginning(id: &str) -> String {
    format!("{VERSION}.{id}.")
}

fn cipher(key: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

/// What a sealed text must not be taken away from. Each part with its length, so that no two lists of parts
/// read the same.
fn belongs_to(account: &AccountId, purpose: Purpose, key: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in [VERSION, account.as_str(), purpose.code(), key] {
        bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}

/// An id out of the database, for an error: no longer than ids are.
fn shortened(id: &str) -> String {
    let id = id.chars().filter(char::is_ascii_alphanumeric);
    id.take(master_key::ID_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"canary-key";

    fn vault(numbers: &[u8]) -> Vault {
        let keys = numbers.iter().map(|number| MasterKey::new([*number; 32]));
        Vault::new(MasterKeys::of(keys.collect()).unwrap())
    }

    fn account(name: &str) -> AccountId {
        AccountId::of_row(name.to_owned())
    }

    fn opened(
        vault: &Vault,
        name: &str,
        purpose: Purpose,
        sealed: &str,
    ) -> Result<Vec<u8>, VaultError> {
        let secret = vault.open(&account(name), purpose, sealed)?;
        Ok(secret.expose_secret().to_vec())
    }

    #[test]
    fn what_was_sealed_opens_for_the_same_account_and_purpose_and_nowhere_else() {
        let vault = vault(&[1]);
        let sealed = vault
            .seal(&account("acme"), Purpose::ApiKey, SECRET)
            .unwrap();
        let mine = opened(&vault, "acme", Purpose::ApiKey, &sealed);
        assert_eq!(mine.unwrap(), SECRET);
        for (name, purpose) in [
            ("globex", Purpose::ApiKey),
            ("acme", Purpose::Draft),
            ("acm", Purpose::ApiKey),
            ("", Purpose::ApiKey),
        ] {
            let moved = opened(&vault, name, purpose, &sealed);
            assert_eq!(moved, Err(VaultError::Refused), "{name} {purpose:?}");
        }
    }

    #[test]
    fn a_text_that_names_another_master_key_does_not_open() {
        let both = vault(&[1, 2]);
        let sealed = both
            .seal(&account("acme"), Purpose::ApiKey, SECRET)
            .unwrap();
        let (first, second) = (MasterKey::new([1; 32]), MasterKey::new([2; 32]));
        let renamed = sealed.replace(first.id(), second.id());
        assert_ne!(renamed, sealed);
        let moved = opened(&both, "acme", Purpose::ApiKey, &renamed);
        assert_eq!(moved, Err(VaultError::Refused));
        let without = opened(&vault(&[2]), "acme", Purpose::ApiKey, &sealed);
        assert_eq!(without, Err(VaultError::UnknownKey(first.id().to_owned())));
    }

    #[test]
    fn every_byte_and_every_end_counts() {
        let vault = vault(&[1]);
        let sealed = vault
            .seal(&account("acme"), Purpose::ApiKey, SECRET)
            .unwrap();
        for place in 0..sealed.len() {
            for flip in [1, 2, 4, 8, 16, 32, 64] {
                let mut bytes = sealed.clone().into_bytes();
                bytes[place] ^= flip;
                let flipped = String::from_utf8(bytes).unwrap();
                let outcome = opened(&vault, "acme", Purpose::ApiKey, &flipped);
                assert!(outcome.is_err(), "{place} {flip}");
            }
            let cut = opened(&vault, "acme", Purpose::ApiKey, &sealed[..place]);
            assert!(cut.is_err(), "cut at {place}");
        }
        for longer in [
            format!("{sealed}A"),
            format!("{sealed}."),
            format!(" {sealed}"),
        ] {
            assert!(opened(&vault, "acme", Purpose::ApiKey, &longer).is_err());
        }
    }

    #[test]
    fn the_same_secret_never_seals_to_the_same_text() {
        let vault = vault(&[1]);
        let seal = || vault.seal(&account("acme"), Purpose::ApiKey, SECRET);
        assert_ne!(seal().unwrap(), seal().unwrap());
    }

    #[test]
    fn the_first_key_seals_and_all_of_them_open() {
        let old = vault(&[1]);
        let sealed = old.seal(&account("acme"), Purpose::Draft, SECRET).unwrap();
        let rotating = vault(&[2, 1]);
        let before = opened(&rotating, "acme", Purpose::Draft, &sealed);
        assert_eq!(before.unwrap(), SECRET);
        let again = rotating
            .seal(&account("acme"), Purpose::Draft, SECRET)
            .unwrap();
        assert!(again.starts_with(&rotating.newest_beginning()));
        assert!(!sealed.starts_with(&rotating.newest_beginning()));
        let after = opened(&vault(&[2]), "acme", Purpose::Draft, &again);
        assert_eq!(after.unwrap(), SECRET);
    }

    #[test]
    fn neither_a_secret_nor_a_master_key_shows_in_debug_output() {
        let vault = Vault::new(MasterKeys::of(vec![MasterKey::new([7; 32])]).unwrap());
        let sealed = vault
            .seal(&account("acme"), Purpose::ApiKey, SECRET)
            .unwrap();
        let opened = vault.open_text(&account("acme"), Purpose::ApiKey, &sealed);
        let shown = format!("{vault:?} {:?}", opened.unwrap());
        for secret in ["canary", "7, 7", "0707", "BwcH"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
