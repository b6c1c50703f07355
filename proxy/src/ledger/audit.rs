//! The audit: what was done, by whom, per account, only ever appended to, each entry chained to the one before.
//!
//! A transaction collects what it does ([`Work::record`]) and appends it as the last thing before it commits, so an entry
//! is there exactly when what it records is. The head of the account is locked then, and nothing after it, so no two
//! transactions wait for each other in a circle.

mod chain;
mod reading;

use sqlx::Row;

pub use chain::{Broken, Entry, Head, Verifier};
pub use reading::{AuditFilter, AuditPage};

use super::stored::storable;
use super::work::Work;
use super::{AccountId, LedgerError};

/// Who did it when it was somebody at the machine, by a command.
pub const OPERATOR: &str = "operator";

/// What can be done. The code is what the chain holds, so it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An account was made.
    AccountAdded,
    /// Somebody signed in.
    SignedIn,
    /// Somebody signed out.
    SignedOut,
    /// All sessions of a user were ended.
    SignedOutEverywhere,
    /// A passphrase was chosen, by the user alone.
    PassphraseChosen,
    /// A link was made with which a passphrase can be chosen.
    LinkMade,
    /// A user was added.
    UserAdded,
    /// A user may do something else now.
    UserChanged,
    /// A user was removed.
    UserRemoved,
    /// Company and key were stored.
    ConnectionStored,
    /// The connection was switched on.
    ConnectionEnabled,
    /// The connection was switched off.
    ConnectionDisabled,
    /// Company and key were deleted.
    ConnectionRemoved,
    /// The form asks something else now.
    SetupChanged,
    /// An option that was remembered is not any more.
    ChoiceForgotten,
    /// A candidate is at another stage.
    CandidateMoved,
    /// A send entered a state, or somebody decided about it.
    Send,
    /// Many candidates were sent at once.
    BatchBegun,
    /// A batch was paused.
    BatchPaused,
    /// A batch goes on.
    BatchResumed,
    /// The log was taken away as a file.
    LogExported,
    /// The audit was taken away as a file.
    AuditExported,
    /// What a send held about a person was taken out.
    Purged,
    /// A key for the server of an applicant tracking system was made.
    AtsKeyMade,
    /// Such a key has another one in its place.
    AtsKeyReplaced,
    /// Such a key was taken away.
    AtsKeyRemoved,
    /// A page may show the form in a frame.
    OriginAllowed,
    /// A page may do so no longer.
    OriginRemoved,
    /// A recruiter came in by a page of an applicant tracking system.
    EmbedOpened,
    /// A server of an applicant tracking system asks in the name of a recruiter.
    FormsOpened,
    /// An applicant tracking system brought a candidate, new or changed.
    CandidateBrought,
    /// An applicant tracking system brought a file of a candidate.
    DocumentBrought,
    /// An applicant tracking system took a candidate away.
    CandidateTakenAway,
    /// An applicant tracking system was told of an employee, or could not be told.
    SourceTold,
}

impl What {
    /// Everything that can be done.
    pub const ALL: [Self; 34] = [
        Self::AccountAdded,
        Self::SignedIn,
        Self::SignedOut,
        Self::SignedOutEverywhere,
        Self::PassphraseChosen,
        Self::LinkMade,
        Self::UserAdded,
        Self::UserChanged,
        Self::UserRemoved,
        Self::ConnectionStored,
        Self::ConnectionEnabled,
        Self::ConnectionDisabled,
        Self::ConnectionRemoved,
        Self::SetupChanged,
        Self::ChoiceForgotten,
        Self::CandidateMoved,
        Self::Send,
        Self::BatchBegun,
        Self::BatchPaused,
        Self::BatchResumed,
        Self::LogExported,
        Self::AuditExported,
        Self::Purged,
        Self::AtsKeyMade,
        Self::AtsKeyReplaced,
        Self::AtsKeyRemoved,
        Self::OriginAllowed,
        Self::OriginRemoved,
        Self::EmbedOpened,
        Self::FormsOpened,
        Self::CandidateBrought,
        Self::DocumentBrought,
        Self::CandidateTakenAway,
        Self::SourceTold,
    ];

    /// The name in the chain, for example `user-added`.
    pub fn code(self) -> &'static str {
        match self {
            Self::AccountAdded => "account-added",
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::PassphraseChosen => "passphrase-chosen",
            Self::LinkMade => "link-made",
            Self::UserAdded => "user-added",
            Self::UserChanged => "user-changed",
            Self::UserRemoved => "user-removed",
            Self::ConnectionStored => "connection-stored",
            Self::ConnectionEnabled => "connection-enabled",
            Self::ConnectionDisabled => "connection-disabled",
            Self::ConnectionRemoved => "connection-removed",
            Self::SetupChanged => "setup-changed",
            Self::ChoiceForgotten => "choice-forgotten",
            Self::CandidateMoved => "candidate-moved",
            Self::Send => "send",
            Self::BatchBegun => "batch-begun",
            Self::BatchPaused => "batch-paused",
            Self::BatchResumed => "batch-resumed",
            Self::LogExported => "log-exported",
            Self::AuditExported => "audit-exported",
            Self::Purged => "purged",
            Self::AtsKeyMade => "ats-key-made",
            Self::AtsKeyReplaced => "ats-key-replaced",
            Self::AtsKeyRemoved => "ats-key-removed",
            Self::OriginAllowed => "origin-allowed",
            Self::OriginRemoved => "origin-removed",
            Self::EmbedOpened => "embed-opened",
            Self::FormsOpened => "forms-opened",
            Self::CandidateBrought => "candidate-brought",
            Self::DocumentBrought => "document-brought",
            Self::CandidateTakenAway => "candidate-taken-away",
            Self::SourceTold => "source-told",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// Something that is being done.
pub(super) struct Deed {
    account: String,
    who: String,
    what: What,
    about: String,
    note: String,
}

impl Deed {
    /// `about` is an id; `note` says more, without anything about a candidate.
    pub(super) fn new(account: &AccountId, who: &str, what: What, about: &str, note: &str) -> Self {
        Self {
            account: account.as_str().to_owned(),
            who: storable(who).into_owned(),
            what,
            about: storable(about).into_owned(),
            note: storable(note).into_owned(),
        }
    }
}

/// Appends what was collected. Nothing may be locked after this.
pub(super) async fn append(work: &mut Work, mut deeds: Vec<Deed>) -> Result<(), LedgerError> {
    // Mostly of one account; else in one order always.
    deeds.sort_by(|one, other| one.account.cmp(&other.account));
    let mut deeds = deeds.into_iter().peekable();
    while let Some(deed) = deeds.next() {
        let mut head = lock_head(work, &deed.account).await?;
        let account = deed.account.clone();
        head = add(work, &head, deed).await?;
        while let Some(deed) = deeds.next_if(|next| next.account == account) {
            head = add(work, &head, deed).await?;
        }
        let sql = "UPDATE audit_heads SET sequence = $2, hash = $3 WHERE account = $1";
        let query = sqlx::query(sql)
            .bind(account)
            .bind(head.sequence)
            .bind(head.hash);
        work.execute(query).await?;
    }
    Ok(())
}

/// The newest entry, held until the transaction ends.
async fn lock_head(work: &mut Work, account: &str) -> Result<Head, LedgerError> {
    let first = Head::before_the_first(account);
    let sql = "INSERT INTO audit_heads (account, sequence, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING";
    let query = sqlx::query(sql).bind(account.to_owned()).bind(first.hash);
    work.execute(query).await?;
    // An update locks the row on either database.
    let sql =
        "UPDATE audit_heads SET sequence = sequence WHERE account = $1 RETURNING sequence, hash";
    let row = work.row(sqlx::query(sql).bind(account.to_owned())).await?;
    let row = row.ok_or(LedgerError::UnreadableRow("audit_heads"))?;
    Ok(Head {
        sequence: row.try_get("sequence")?,
        hash: row.try_get("hash")?,
    })
}

async fn add(work: &mut Work, head: &Head, deed: Deed) -> Result<Head, LedgerError> {
    let clock = work.row(sqlx::query("SELECT at FROM clock")).await?;
    let clock = clock.ok_or(LedgerError::UnreadableRow("clock"))?;
    let entry = Entry {
        sequence: head.sequence + 1,
        at: clock.try_get("at")?,
        who: deed.who,
        what: deed.what.code().to_owned(),
        about: deed.about,
        note: deed.note,
        hash: String::new(),
    };
    let entry = entry.after(&deed.account, &head.hash);
    let sql = "INSERT INTO audit (account, sequence, at, who, what, about, note, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let query = sqlx::query(sql)
        .bind(deed.account)
        .bind(entry.sequence)
        .bind(entry.at)
        .bind(entry.who)
        .bind(entry.what)
        .bind(entry.about)
        .bind(entry.note)
        .bind(entry.hash.clone());
    work.execute(query).await?;
    Ok(Head {
        sequence: entry.sequence,
        hash: entry.hash,
    })
}
