//! Pinpoint, an applicant tracking system. How it spells things is in the crate `pinpoint`; what to do with it is in
//! [`plugin`], and in `sources` where candidates come from it.

pub mod plugin;

use handoff::CandidateId;
use sha2::{Digest as _, Sha256};

/// Longest id of an application that becomes part of ours as it is.
const LONGEST: usize = 55;
/// Bytes of a hash that tell people of one account apart.
const HASHED: usize = 16;

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

fn hashed(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter()
        .take(HASHED)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
