//! The key of a story, which must be nowhere when the story ends: in nothing that the browser received, in no line of the
//! proxy's log, in no file of its ledger. Every story looks.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;

use crate::{Proxy, Relay};

/// A key made for one story.
#[derive(Clone, Debug)]
pub struct Canary {
    key: String,
}

impl Canary {
    /// One that was never used before.
    pub fn new() -> Self {
        let key = format!("canary{}", uuid::Uuid::now_v7().simple());
        Self { key }
    }

    /// This key, which is used elsewhere too.
    pub fn of(key: &str) -> Self {
        Self {
            key: key.to_owned(),
        }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Every form in which it could appear.
    pub fn forms(&self) -> Vec<String> {
        let key = &self.key;
        vec![
            key.clone(),
            STANDARD.encode(key),
            STANDARD.encode(format!("{key}:x")),
            STANDARD.encode(format!("{key}:")),
        ]
    }
}

impl Default for Canary {
    fn default() -> Self {
        Self::new()
    }
}

/// Looks when it is dropped, and fails the story when the key is somewhere.
#[derive(Debug)]
pub(crate) struct Watch {
    canary: Canary,
    relay: Arc<Relay>,
    log: Arc<Mutex<String>>,
    folder: PathBuf,
    /// Whether the story breaks the content security policy on purpose.
    expects_violation: AtomicBool,
}

impl Watch {
    pub(crate) fn expect_violation(&self) {
        self.expects_violation.store(true, Ordering::Relaxed);
    }

    pub(crate) fn over(canary: Canary, relay: Arc<Relay>, proxy: &Proxy) -> Self {
        Self {
            canary,
            relay,
            log: proxy.log_as_it_grows(),
            folder: proxy.folder().to_owned(),
            expects_violation: AtomicBool::new(false),
        }
    }

    /// What the pages broke of the content security policy, as the browser reported it.
    fn violations(&self) -> Vec<String> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = log
            .lines()
            .filter(|line| line.contains("broke the content security policy"));
        lines.map(str::to_owned).collect()
    }

    fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        if self.relay.came().is_some() {
            places.push("in what the browser received".to_owned());
        }
        let forms = self.canary.forms();
        let is_in = |text: &[u8]| {
            forms
                .iter()
                .any(|form| memmem::find(text, form.as_bytes()).is_some())
        };
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if is_in(log.as_bytes()) {
            places.push("in the log".to_owned());
        }
        for file in std::fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
        {
            if std::fs::read(file.path()).is_ok_and(|content| is_in(&content)) {
                places.push(format!("in {}", file.path().display()));
            }
        }
        places
    }
}

/// A story that ended well ends badly after all.
impl Drop for Watch {
    fn drop(&mut self) {
        let places = self.places();
        if !std::thread::panicking() {
            assert!(places.is_empty(), "the API key is {}", places.join(" and "));
            let violations = self.violations();
            let is_expected = self.expects_violation.load(Ordering::Relaxed);
            assert_eq!(
                is_expected,
                !violations.is_empty(),
                "{}",
                violations.join("\n")
            );
        }
    }
}
