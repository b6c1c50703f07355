//! Sealing everything anew with the first master key, so that the others can be thrown away.
//!
//! One row after the other, each changed only if it is still what was read: safe beside proxies that run, and as often
//! as anybody likes.

use secrecy::ExposeSecret as _;

use super::Vault;
use crate::ledger::{Ledger, LedgerError};

/// What a rotation has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Sealed with the first key now, and with another before.
    pub resealed: u64,
    /// Cannot be opened with any of the keys, and stays as it is.
    pub unopened: u64,
}

/// Seals with the first key of `vault` whatever another has sealed.
pub async fn rotate(ledger: &Ledger, vault: &Vault) -> Result<Rotated, LedgerError> {
    let newest = vault.newest_beginning();
    let mut rotated = Rotated::default();
    let mut after = None;
    while let Some(row) = ledger.next_sealed(&newest, after.as_ref()).await? {
        let opened = vault.open(&row.account, row.purpose(), &row.sealed);
        let sealed = opened.and_then(|secret| {
            let secret = secret.expose_secret();
            vault.seal(&row.account, row.purpose(), secret)
        });
        match sealed {
            // Changed meanwhile, it was sealed by a proxy, perhaps with an older key: it is looked at again.
            Ok(sealed) if !ledger.reseal(&row, &sealed).await? => continue,
            Ok(_) => rotated.resealed += 1,
            Err(error) => {
                tracing::error!(%error, "a secret keeps its seal");
                rotated.unopened += 1;
            }
        }
        after = Some(row);
    }
    Ok(rotated)
}
