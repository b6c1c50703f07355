//! Idempotency keys whose first request is being worked on at this moment.
//!
//! The ledger remembers answers; this remembers only the short time before there is one. Held keys
//! are released by dropping the guard, however the request ends.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::account::AccountId;

/// The keys being worked on in this process.
#[derive(Debug, Default)]
pub(crate) struct RunningKeys(Mutex<HashSet<(AccountId, String)>>);

/// Holds one key until dropped.
#[derive(Debug)]
pub(crate) struct Held<'a> {
    keys: &'a RunningKeys,
    key: (AccountId, String),
}

impl RunningKeys {
    /// Takes the key; `None` when another request holds it.
    pub(crate) fn hold(&self, account: &AccountId, key: &str) -> Option<Held<'_>> {
        let key = (account.clone(), key.to_owned());
        let fresh = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key.clone());
        fresh.then_some(Held { keys: self, key })
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.keys
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.key);
    }
}
