//! Pinpoint, an applicant tracking system. How it spells things is in the crate `pinpoint`; what to do with it is in
//! [`plugin`], and in `sources` where candidates come from it.

pub mod plugin;

use handoff::CandidateId;
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::account::AccountId;
use crate::hex::hex;

/// Longest id of an application that becomes part of ours as it is.
const LONGEST: usize = 55;
/// Bytes of a hash that tell people of one account apart.
const HASHED: usize = 16;
/// What is hashed before an address: this hash is used for nothing else.
const MAIL: &[u8] = b"send-to-bamboohr pinpoint mail v1\0";

/// The id of the candidate of the application with this UUID: the same whether the plugin hands somebody over or they were
/// read from Pinpoint, so that one application is one candidate and one send.
pub(crate) fn candidate_of(application: &str) -> Option<CandidateId> {
    let application = application.to_ascii_lowercase();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match application.len() <= LONGEST && application.bytes().all(is_plain) {
        true => CandidateId::parse(&format!("pinpoint-{application}")),
        false => CandidateId::parse(&format!("pinpoint-hash-{}", hashed(&application))),
    }
}

/// The id of the candidate with this address of mail, for a Pinpoint that names no application. Keyed with the account, so
/// that one list of hashed addresses does not fit all. Not with a master key: those are replaced, and then a second press
/// would be another hire.
pub(crate) fn candidate_of_mail(account: &AccountId, email: &str) -> Option<CandidateId> {
    let mut keyed = Hmac::<Sha256>::new_from_slice(account.as_str().as_bytes()).ok()?;
    keyed.update(MAIL);
    keyed.update(email.to_lowercase().as_bytes());
    CandidateId::parse(&format!(
        "pinpoint-mail-{}",
        shown(&keyed.finalize().into_bytes())
    ))
}

fn hashed(text: &str) -> String {
    shown(&Sha256::digest(text))
}

fn shown(hash: &[u8]) -> String {
    hex(hash.get(..HASHED).unwrap_or(hash))
}
