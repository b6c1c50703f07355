//! Webhooks: whether a body was signed with the secret, and what a body says.
//!
//! The signature is over the bytes as they came, so it is looked at before anything of them is read. There is no way to
//! leave it out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use sha2::Sha256;

use crate::rest::ApplicationId;

/// The header that holds the signature.
pub const SIGNATURE_HEADER: &str = "pinpoint-hmac-sha256";
/// Bytes of a signature.
const LENGTH: usize = 32;

/// A body that nobody who knows the secret has signed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature is missing or is not one of this body")]
pub struct NotSigned;

/// Whether `signature`, the value of [`SIGNATURE_HEADER`], is one of exactly these bytes. Takes as long for every wrong
/// one.
pub fn verify(
    secret: &SecretString,
    signature: Option<&[u8]>,
    body: &[u8],
) -> Result<(), NotSigned> {
    let signature = signature.ok_or(NotSigned)?;
    let signature = STANDARD.decode(signature).map_err(|_| NotSigned)?;
    if signature.len() != LENGTH {
        return Err(NotSigned);
    }
    let key = secret.expose_secret().as_bytes();
    // A key of any length is one.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| NotSigned)?;
    mac.update(body);
    mac.verify_slice(&signature).map_err(|_| NotSigned)
}

/// What a signed body says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody is hired.
    Hired {
        /// Whose application it is.
        application: ApplicationId,
        /// When it happened, in seconds since 1970.
        triggered_at: i64,
    },
    /// Something else, or a test: nothing to do.
    Other,
}

/// A body that says nothing that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body is no event that can be read")]
pub struct Unreadable;

impl Event {
    /// Reads a body, which was signed.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let value: Value = serde_json::from_slice(body).map_err(|_| Unreadable)?;
        let name = value.get("event").and_then(Value::as_str);
        match name.ok_or(Unreadable)? {
            "application_hired" => {}
            _ => return Ok(Self::Other),
        }
        let application = value.pointer("/data/application/id");
        let application = application.and_then(ApplicationId::read);
        let triggered_at = value.get("triggeredAt").and_then(seconds);
        Ok(Self::Hired {
            application: application.ok_or(Unreadable)?,
            triggered_at: triggered_at.ok_or(Unreadable)?,
        })
    }
}

/// A number, or a number as text.
fn seconds(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.parse().ok())
        .filter(|seconds| (0..=i64::from(u32::MAX)).contains(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"event":"application_hired","triggeredAt":1614687278,"data":{"application":{"id":1},"job":{"id":1}}}"#;
    const SIGNATURE: &str = "VYHeOxPUk7zFvhVKccw0gGy1c4dBW9r/zoZqxFHZgZA=";

    fn verified(signature: Option<&str>, body: &str) -> Result<(), NotSigned> {
        let secret = SecretString::from("whsec_demo_2b7e151628aed2a6");
        verify(&secret, signature.map(str::as_bytes), body.as_bytes())
    }

    #[test]
    fn the_worked_example_is_signed() {
        assert_eq!(BODY.len(), 101);
        assert_eq!(verified(Some(SIGNATURE), BODY), Ok(()));
        let longer = format!("{BODY}\n");
        let signature = "yz5OyAL0GGdGoA11ehxsidlf9jQR3IrlwRHxrxOQV2A=";
        assert_eq!(verified(Some(signature), &longer), Ok(()));
        let empty = "RzKZb/XOeBtydG1ApR68q/mJ/98hZbVRyXqBIPfKUtY=";
        assert_eq!(verified(Some(empty), ""), Ok(()));
        assert_eq!(verified(Some(signature), BODY), Err(NotSigned));
        assert_eq!(verified(Some(empty), BODY), Err(NotSigned));
    }

    #[test]
    fn a_signature_that_is_missing_cut_longer_or_of_other_bytes_is_none() {
        let hex = "5581de3b13d493bcc5be154a71cc34806cb57387415bdaffce866ac451d98190";
        let cut = STANDARD.encode([0; 31]);
        let long = STANDARD.encode([0; 33]);
        for signature in [
            None,
            Some(""),
            Some(hex),
            Some(&cut),
            Some(&long),
            Some("VYHeOxPUk7zFvhVKccw0gGy1c4dBW9r/zoZqxFHZgZA"),
            Some("VYHeOxPUk7zFvhVKccw0gGy1c4dBW9r_zoZqxFHZgZA="),
            Some("VYHeOxPUk7zFvhVKccw0gGy1c4dBW9r/zoZqxFHZgZB="),
            Some(" VYHeOxPUk7zFvhVKccw0gGy1c4dBW9r/zoZqxFHZgZA="),
        ] {
            assert_eq!(verified(signature, BODY), Err(NotSigned), "{signature:?}");
        }
    }

    #[test]
    fn every_changed_byte_of_a_body_or_signature_is_noticed() {
        for place in 0..BODY.len() {
            let mut body = BODY.as_bytes().to_vec();
            body[place] ^= 1;
            let secret = SecretString::from("whsec_demo_2b7e151628aed2a6");
            let outcome = verify(&secret, Some(SIGNATURE.as_bytes()), &body);
            assert_eq!(outcome, Err(NotSigned), "byte {place}");
        }
        let other = SecretString::from("whsec_demo_2b7e151628aed2a7");
        let outcome = verify(&other, Some(SIGNATURE.as_bytes()), BODY.as_bytes());
        assert_eq!(outcome, Err(NotSigned));
    }

    #[test]
    fn ids_are_numbers_or_texts_and_events_of_other_kinds_are_nothing_to_do() {
        let hired = Event::Hired {
            application: ApplicationId::parse("1").unwrap(),
            triggered_at: 1_614_687_278,
        };
        assert_eq!(Event::read(BODY.as_bytes()), Ok(hired.clone()));
        let texts = BODY
            .replace("{\"id\":1}", "{\"id\":\"1\"}")
            .replace("1614687278", "\"1614687278\"");
        assert_eq!(Event::read(texts.as_bytes()), Ok(hired));
        for body in [
            r#"{"event":"application_moved"}"#,
            r#"{"event":"test","data":null}"#,
        ] {
            assert_eq!(Event::read(body.as_bytes()), Ok(Event::Other), "{body}");
        }
    }

    #[test]
    fn what_names_no_application_or_no_moment_cannot_be_read() {
        for body in [
            "",
            "[]",
            "null",
            "{}",
            r#"{"event":7}"#,
            r#"{"event":"application_hired"}"#,
            r#"{"event":"application_hired","triggeredAt":1,"data":{"application":{"id":{}}}}"#,
            r#"{"event":"application_hired","triggeredAt":1,"data":{"application":{"id":"../x"}}}"#,
            r#"{"event":"application_hired","triggeredAt":-1,"data":{"application":{"id":1}}}"#,
            r#"{"event":"application_hired","data":{"application":{"id":1}}}"#,
        ] {
            assert_eq!(Event::read(body.as_bytes()), Err(Unreadable), "{body}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Event::read(deep.as_bytes()), Err(Unreadable));
    }
}
