//! What an admin is told about a key: whether Pinpoint takes it, and which rights it lacks. Nothing is written to find out.

use handoff::interface::{DoctorReport, Finding, Severity};
use jiff::Timestamp;
use pinpoint::rest::{Error, Reason, Resource};

use super::{NotStored, Pinpoints};
use crate::account::AccountId;
use crate::ledger::StoredPinpoint;

impl Pinpoints {
    /// Looks now. When the key is taken, what was stopped or given up goes on.
    pub(crate) async fn check(&self, account: &AccountId) -> Result<DoctorReport, NotStored> {
        let stored = self.ledger().pinpoint(account).await?;
        let stored = stored.ok_or(NotStored::NothingConnected)?;
        let report = self.look(account, &stored).await?;
        if report.severity() != Severity::Error {
            self.ledger().restart_pinpoint(account).await?;
            self.wake();
        }
        Ok(report)
    }

    pub(super) async fn look(
        &self,
        account: &AccountId,
        stored: &StoredPinpoint,
    ) -> Result<DoctorReport, NotStored> {
        let mut findings = Vec::new();
        match self.client(account, stored) {
            None => findings.push(sealed()),
            Some(client) => {
                for resource in Resource::ALL {
                    match client.may_read(resource).await {
                        Ok(()) => findings.push(may_read(resource)),
                        Err(error) => {
                            let (finding, is_last) = may_not(resource, &error);
                            findings.push(finding);
                            if is_last {
                                break;
                            }
                        }
                    }
                }
                if findings.len() == Resource::ALL.len() {
                    findings.push(writing());
                }
            }
        }
        Ok(DoctorReport {
            at: Timestamp::now().to_string(),
            findings,
        })
    }
}

fn name(resource: Resource) -> &'static str {
    match resource {
        Resource::Applications => "applications",
        Resource::Candidates => "candidates",
        Resource::Jobs => "jobs",
        Resource::Comments => "comments",
    }
}

fn finding(
    code: &str,
    check: String,
    severity: Severity,
    sentence: String,
    advice: &str,
) -> Finding {
    Finding {
        code: code.to_owned(),
        check,
        severity,
        sentence,
        advice: (!advice.is_empty()).then(|| advice.to_owned()),
        about: Vec::new(),
    }
}

fn may_read(resource: Resource) -> Finding {
    let name = name(resource);
    let sentence = format!("The key may read {name}.");
    finding(
        "may-read",
        format!("Reading {name}"),
        Severity::Good,
        sentence,
        "",
    )
}

/// What is wrong, and whether nothing else needs to be asked.
fn may_not(resource: Resource, error: &Error) -> (Finding, bool) {
    let name = name(resource);
    let check = format!("Reading {name}");
    let error_of = |code, sentence: String, advice| {
        finding(code, check.clone(), Severity::Error, sentence, advice)
    };
    match error.refused() {
        Some(Reason::Unauthorized) => {
            let advice = "In Pinpoint: Settings, API & Webhooks. Copy the key again, or make a new one, and enter it here.";
            (
                error_of(
                    "key-rejected",
                    "Pinpoint rejects the key.".to_owned(),
                    advice,
                ),
                true,
            )
        }
        Some(Reason::Forbidden | Reason::NotFound) => {
            let sentence = format!("The key may not read {name}.");
            let advice = "In Pinpoint: Settings, API & Webhooks. Give the key the right to read applications, candidates, jobs \
                          and comments, and to write comments.";
            (error_of("right-missing", sentence, advice), false)
        }
        Some(Reason::TooManyRequests) => {
            let sentence = "Pinpoint asks to slow down.".to_owned();
            (
                error_of("busy", sentence, "Check again in some minutes."),
                true,
            )
        }
        _ => {
            let sentence = format!("Pinpoint could not be asked: {error}.");
            let advice = "Look whether the subdomain is right and Pinpoint can be reached from the server, then check again.";
            (error_of("unreachable", sentence, advice), true)
        }
    }
}

fn sealed() -> Finding {
    let advice = "The server has another master key than the one that sealed it. Bring that master key back, or enter the \
                  Pinpoint key again.";
    let sentence = "The stored key cannot be opened.".to_owned();
    finding(
        "key-sealed",
        "The stored key".to_owned(),
        Severity::Error,
        sentence,
        advice,
    )
}

/// Only a comment would prove it.
fn writing() -> Finding {
    let sentence = "Whether the key may write comments shows with the first hire: nothing is written to find out.".to_owned();
    finding(
        "may-write",
        "Writing comments".to_owned(),
        Severity::Note,
        sentence,
        "",
    )
}
