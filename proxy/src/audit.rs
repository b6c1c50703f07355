//! The record of who did what, in words and as a file; and `proxy audit`, the commands about it.

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use crate::account::AccountId;
use crate::config::AuditCommand;
use crate::ledger::{DatabaseUrl, Entry, Head, Ledger, LedgerError, What};

/// A kind of deed as a person reads it.
pub(crate) fn words(what: What) -> &'static str {
    match what {
        What::AccountAdded => "Added the account",
        What::SignedIn => "Signed in",
        What::SignedOut => "Signed out",
        What::SignedOutEverywhere => "Signed out everywhere",
        What::PassphraseChosen => "Chose a passphrase",
        What::LinkMade => "Made a link to choose a passphrase",
        What::UserAdded => "Added a user",
        What::UserChanged => "Changed what a user may do",
        What::UserRemoved => "Removed a user",
        What::ConnectionStored => "Stored company and key",
        What::ConnectionEnabled => "Switched BambooHR on",
        What::ConnectionDisabled => "Switched BambooHR off",
        What::ConnectionRemoved => "Removed company and key",
        What::SetupChanged => "Changed the fields of the form",
        What::ChoiceForgotten => "Forgot a remembered option",
        What::CandidateMoved => "Moved a candidate to another stage",
        What::Send => "A send entered a state",
        What::BatchBegun => "Sent many candidates",
        What::BatchPaused => "Paused a batch",
        What::BatchResumed => "Let a batch go on",
        What::LogExported => "Took the export log as a file",
        What::AuditExported => "Took this record as a file",
        What::Purged => "Took the personal data out of an old send",
        What::AtsKeyMade => "Made a server key",
        What::AtsKeyReplaced => "Replaced a server key",
        What::AtsKeyRemoved => "Removed a server key",
        What::OriginAllowed => "Allowed a page to show the form",
        What::OriginRemoved => "Removed a page that showed the form",
        What::EmbedOpened => "Came in by another system’s page",
        What::FormsOpened => "Came in by another system’s server",
        What::CandidateBrought => "Brought a candidate",
        What::DocumentBrought => "Brought a document of a candidate",
        What::CandidateTakenAway => "Took a candidate away",
        What::SourceTold => "Told the applicant tracking system of an employee, or could not",
    }
}

/// An entry as a line of the file: what its hash is made of, and the hash.
#[derive(Serialize)]
struct Line<'a> {
    account: &'a str,
    sequence: i64,
    at: &'a str,
    who: &'a str,
    what: &'a str,
    about: &'a str,
    note: &'a str,
    hash: &'a str,
}

/// All entries of an account as lines of JSON, oldest first.
pub(crate) async fn lines(ledger: &Ledger, account: &AccountId) -> Result<String, LedgerError> {
    let mut text = String::new();
    let mut after = 0;
    loop {
        let entries = ledger.audit_after(account, after).await?;
        let Some(last) = entries.last() else {
            return Ok(text);
        };
        after = last.sequence;
        for entry in &entries {
            text.push_str(&line(account, entry)?);
            text.push('\n');
        }
    }
}

fn line(account: &AccountId, entry: &Entry) -> Result<String, LedgerError> {
    let line = Line {
        account: account.as_str(),
        sequence: entry.sequence,
        at: &entry.at,
        who: &entry.who,
        what: &entry.what,
        about: &entry.about,
        note: &entry.note,
        hash: &entry.hash,
    };
    serde_json::to_string(&line).map_err(|_| LedgerError::UnreadableRow("audit"))
}

/// Carries out a command about the audit, beside proxies that run.
#[tokio::main]
pub async fn carry_out(database_url: &DatabaseUrl, what: AuditCommand) -> Result<()> {
    let ledger = Ledger::open_beside(database_url).await;
    let ledger = ledger.context("the ledger cannot be opened")?;
    match what {
        AuditCommand::Verify { account, noted } => verify(&ledger, account, noted).await,
        AuditCommand::Export { account } => {
            let account = known(&ledger, &account).await?;
            print!("{}", lines(&ledger, &account).await?);
            Ok(())
        }
    }
}

async fn known(ledger: &Ledger, id: &str) -> Result<AccountId> {
    let mut accounts = ledger.accounts().await?.into_iter().map(|(id, _)| id);
    let found = accounts.find(|account| account.as_str() == id);
    found.with_context(|| format!("there is no account {id}; `proxy account list` names them all"))
}

async fn verify(ledger: &Ledger, account: Option<String>, noted: Option<Head>) -> Result<()> {
    let accounts = match &account {
        Some(account) => vec![known(ledger, account).await?],
        None => ledger
            .accounts()
            .await?
            .into_iter()
            .map(|(id, _)| id)
            .collect(),
    };
    let mut broken = 0;
    for account in accounts {
        match ledger.verify_audit(&account, noted.as_ref()).await? {
            Ok(Head { sequence, hash }) => {
                println!(
                    "{}: {sequence} entries, as they were written; the newest is {sequence}:{hash}",
                    account.as_str()
                );
            }
            Err(error) => {
                println!("{}: {error}", account.as_str());
                broken += 1;
            }
        }
    }
    match broken {
        0 => Ok(()),
        broken => bail!("the record of {broken} account(s) is not as it was written"),
    }
}

/// Reads `12:4f02…`, as [`verify`] prints it.
pub(crate) fn read_head(text: &str) -> Result<Head, String> {
    let parts = text.trim().split_once(':');
    let head = parts.and_then(|(sequence, hash)| {
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Head {
            sequence: sequence.parse().ok()?,
            hash: is_hash.then(|| hash.to_ascii_lowercase())?,
        })
    });
    head.ok_or_else(|| "must be what `proxy audit verify` printed, like 12:4f02f6…".to_owned())
}
