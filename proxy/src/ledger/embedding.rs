//! Recruiters who come in by their applicant tracking system: on a page of it, with a ticket that works once and what the
//! frame got for it; or on none, where its server asks in their name. All of it is held as hashes, and ends within minutes.
//! And the pages that may show us.

use std::time::Duration;

use handoff::CandidateId;
use handoff::interface::Role;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use super::audit::{Deed, What};
use super::stored::{between, from_json, milliseconds, storable, to_json};
use super::work::Work;
use super::{AccountId, AtsKeyId, Ledger, LedgerError, TokenHash, email_key};

/// What is read of somebody who came in. What an admin says here of a user counts for them there too.
const COLUMNS: &str = "e.account, e.id, e.ats_key, e.recruiter, e.who, e.candidates, e.origin, e.until, \
                       CASE WHEN u.role = 'viewer' THEN u.role ELSE e.role END AS role, c.now AS now";
const TABLES: &str = "embed_sessions e LEFT JOIN users u ON u.account = e.account AND u.email_key = e.recruiter CROSS JOIN clock c";

/// The id of one recruiter's coming in, made by us.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmbedId(String);

impl EmbedId {
    /// Takes a UUID, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A recruiter about to be let in.
#[derive(Clone, Copy, Debug)]
pub struct EmbedToStore<'a> {
    /// The key of the server that lets them in.
    pub key: &'a AtsKeyId,
    /// Their e-mail address.
    pub email: &'a str,
    /// Their name in the record of who did what.
    pub who: &'a str,
    /// What they may do.
    pub role: Role,
    /// Whom they may see.
    pub candidates: &'a [CandidateId],
    /// For how long.
    pub lives: Duration,
}

/// What became of letting somebody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Embedded {
    /// They can come in.
    Yes(EmbedId),
    /// No admin has allowed that page.
    UnknownOrigin,
    /// This candidate is not known here.
    UnknownCandidate(CandidateId),
}

/// A recruiter who came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedRecord {
    /// Whose data it is.
    pub account: AccountId,
    /// The id.
    pub id: EmbedId,
    /// The key of the server that let them in.
    pub key: AtsKeyId,
    /// Their e-mail address in lower case.
    pub recruiter: String,
    /// Their name in the record of who did what.
    pub who: String,
    /// What they may do.
    pub role: Role,
    /// Whom they may see.
    pub candidates: Vec<CandidateId>,
    /// The page around the frame; `None` where a server asks.
    pub origin: Option<String>,
    /// For how much longer.
    pub left: Duration,
}

/// In place of a page where there is none: no page is called so.
const NO_PAGE: &str = "";

impl Ledger {
    /// Keeps a ticket for a recruiter on this page.
    pub async fn let_in(
        &self,
        account: &AccountId,
        new: EmbedToStore<'_>,
        (ticket, origin): (&TokenHash, &str),
    ) -> Result<Embedded, LedgerError> {
        let mut work = self.database.write().await?;
        // Whoever takes the page off the list at this moment comes before, and is seen, or after, and ends this.
        let sql = "UPDATE embed_origins SET origin = origin WHERE account = $1 AND origin = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(origin);
        if work.execute(query).await? == 0 {
            return Ok(Embedded::UnknownOrigin);
        }
        let kept = keep(&mut work, account, new, (Some(ticket), None), origin).await?;
        if let Embedded::Yes(_) = kept {
            work.commit().await?;
        }
        Ok(kept)
    }

    /// Keeps what a server asks with in the name of a recruiter.
    pub async fn let_server_ask(
        &self,
        account: &AccountId,
        new: EmbedToStore<'_>,
        session: &TokenHash,
    ) -> Result<Embedded, LedgerError> {
        let mut work = self.database.write().await?;
        let kept = keep(&mut work, account, new, (None, Some(session)), NO_PAGE).await?;
        if let Embedded::Yes(_) = kept {
            let row = work.row(opened(session).query()).await?;
            let record = row.map(|row| read(&row)).transpose()?;
            let record = record.ok_or(LedgerError::UnreadableRow("embed_sessions"))?;
            record_first(&mut work, &record).await?;
            work.commit().await?;
        }
        Ok(kept)
    }

    /// Takes the ticket away and keeps what the frame gets for it; `None` when there is no such ticket for this page, it
    /// was used, or it has ended.
    pub async fn open_embed(
        &self,
        ticket: &TokenHash,
        origin: &str,
        session: &TokenHash,
    ) -> Result<Option<EmbedRecord>, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "UPDATE embed_sessions SET ticket = NULL, session = $3 WHERE ticket = $1 AND origin = $2 \
                   AND until > (SELECT now FROM clock)";
        let query = sqlx::query(sql)
            .bind(ticket.0.clone())
            .bind(origin)
            .bind(session.0.clone());
        if work.execute(query).await? == 0 {
            return Ok(None);
        }
        let row = work.row(opened(session).query()).await?;
        let record = row.map(|row| read(&row)).transpose()?;
        let record = record.ok_or(LedgerError::UnreadableRow("embed_sessions"))?;
        record_first(&mut work, &record).await?;
        work.commit().await?;
        Ok(Some(record))
    }

    /// Who came in and got this, on this page; `None` is on no page.
    pub async fn embedded(
        &self,
        session: &TokenHash,
        origin: Option<&str>,
    ) -> Result<Option<EmbedRecord>, LedgerError> {
        let row = self.database.row(opened(session).query()).await?;
        let record = row.map(|row| read(&row)).transpose()?;
        Ok(record.filter(|record| record.origin.as_deref() == origin))
    }

    /// Whether who came in may still be here.
    pub async fn is_embedded(&self, session: &TokenHash) -> Result<bool, LedgerError> {
        Ok(self.database.row(opened(session).query()).await?.is_some())
    }

    /// Ends it on a page, or where a server asks, whichever server of the account let them in: another key may have taken
    /// the place of that one. `false` when there is none.
    pub async fn end_embed(
        &self,
        account: &AccountId,
        id: &EmbedId,
        is_on_a_page: bool,
    ) -> Result<bool, LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM embed_sessions WHERE account = $1 AND id = $2 AND (origin <> $3) = $4 \
                   AND until > (SELECT now FROM clock)";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(id.as_str())
            .bind(NO_PAGE)
            .bind(is_on_a_page);
        let ended = work.execute(query).await?;
        work.commit().await?;
        Ok(ended > 0)
    }

    /// The pages that may show us, in alphabetical order.
    pub async fn embed_origins(&self, account: &AccountId) -> Result<Vec<String>, LedgerError> {
        let sql = "SELECT origin FROM embed_origins WHERE account = $1 ORDER BY origin";
        let query = sqlx::query(sql).bind(account.as_str());
        let rows = self.database.rows(query).await?;
        let read = |row: &AnyRow| Ok(row.try_get("origin")?);
        rows.iter().map(read).collect()
    }

    /// Whether an admin of any account has allowed this page. Which account it is only a token says.
    pub async fn is_embed_origin(&self, origin: &str) -> Result<bool, LedgerError> {
        let sql = "SELECT origin FROM embed_origins WHERE origin = $1 LIMIT 1";
        let query = sqlx::query(sql).bind(storable(origin).into_owned());
        Ok(self.database.row(query).await?.is_some())
    }

    /// Lets a page show us.
    pub async fn allow_origin(
        &self,
        account: &AccountId,
        who: &str,
        origin: &str,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql =
            "INSERT INTO embed_origins (account, origin) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(account.as_str()).bind(origin);
        if work.execute(query).await? > 0 {
            work.record(Deed::new(account, who, What::OriginAllowed, origin, ""));
        }
        work.commit().await
    }

    /// Lets a page show us no more, and ends it for everybody who is on it.
    pub async fn remove_origin(
        &self,
        account: &AccountId,
        who: &str,
        origin: &str,
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        let sql = "DELETE FROM embed_origins WHERE account = $1 AND origin = $2";
        let origin = &*storable(origin);
        let query = sqlx::query(sql).bind(account.as_str()).bind(origin);
        if work.execute(query).await? > 0 {
            let sql = "DELETE FROM embed_sessions WHERE account = $1 AND origin = $2";
            let query = sqlx::query(sql).bind(account.as_str()).bind(origin);
            work.execute(query).await?;
            work.record(Deed::new(account, who, What::OriginRemoved, origin, ""));
        }
        work.commit().await
    }
}

/// Ends it for somebody wherever they came in.
pub(super) async fn end_embeds_of(
    work: &mut Work,
    account: &AccountId,
    user: &super::UserId,
) -> Result<(), LedgerError> {
    let sql = "DELETE FROM embed_sessions WHERE account = $1 AND recruiter = \
               (SELECT email_key FROM users WHERE account = $1 AND id = $2)";
    let query = sqlx::query(sql).bind(account.as_str()).bind(user.as_str());
    work.execute(query).await.map(|_| ())
}

fn opened(session: &TokenHash) -> super::statement::Statement {
    let mut asked = super::statement::Statement::new(&format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE e.until > c.now AND e.session = "
    ));
    asked.bind(session.0.clone());
    asked
}

/// Keeps somebody who comes in. Those that have ended are forgotten by the way.
async fn keep(
    work: &mut Work,
    account: &AccountId,
    new: EmbedToStore<'_>,
    (ticket, session): (Option<&TokenHash>, Option<&TokenHash>),
    origin: &str,
) -> Result<Embedded, LedgerError> {
    let sql = "DELETE FROM embed_sessions WHERE account = $1 AND until <= (SELECT now FROM clock)";
    let query = sqlx::query(sql).bind(account.as_str());
    work.execute(query).await?;
    for candidate in new.candidates {
        let sql = "SELECT id FROM candidates WHERE account = $1 AND id = $2";
        let query = sqlx::query(sql)
            .bind(account.as_str())
            .bind(candidate.as_str());
        if work.row(query).await?.is_none() {
            return Ok(Embedded::UnknownCandidate(candidate.clone()));
        }
    }
    let id = Uuid::now_v7().to_string();
    let sql = "INSERT INTO embed_sessions (account, id, ats_key, ticket, session, recruiter, who, role, candidates, origin, \
               until) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now + $11 FROM clock";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(id.clone())
        .bind(new.key.as_str())
        .bind(ticket.map(|ticket| ticket.0.clone()))
        .bind(session.map(|session| session.0.clone()))
        .bind(email_key(new.email))
        .bind(storable(new.who).into_owned())
        .bind(new.role.code())
        .bind(to_json("embed_sessions", new.candidates)?)
        .bind(origin)
        .bind(milliseconds(new.lives));
    work.execute(query).await?;
    Ok(Embedded::Yes(EmbedId(id)))
}

/// Records that somebody came in, unless the same person is in already.
async fn record_first(work: &mut Work, record: &EmbedRecord) -> Result<(), LedgerError> {
    if !is_first(work, record).await? {
        return Ok(());
    }
    let what = match record.origin {
        Some(_) => What::EmbedOpened,
        None => What::FormsOpened,
    };
    let ids: Vec<_> = record.candidates.iter().map(CandidateId::as_str).collect();
    let note = format!("{} by key {}", ids.join(", "), record.key.as_str());
    let (who, id) = (&record.who, record.id.as_str());
    work.record(Deed::new(&record.account, who, what, id, &note));
    Ok(())
}

/// Whether nobody else of that name is in in the same way: a frame asks for a new ticket every few minutes, which is nothing new.
async fn is_first(work: &mut Work, record: &EmbedRecord) -> Result<bool, LedgerError> {
    let sql = "SELECT id FROM embed_sessions WHERE account = $1 AND recruiter = $2 AND candidates = $3 AND id <> $4 \
               AND (origin <> $5) = $6 AND session IS NOT NULL AND until > (SELECT now FROM clock) LIMIT 1";
    let query = sqlx::query(sql)
        .bind(record.account.as_str())
        .bind(record.recruiter.clone())
        .bind(to_json("embed_sessions", &record.candidates)?)
        .bind(record.id.as_str())
        .bind(NO_PAGE)
        .bind(record.origin.is_some());
    Ok(work.row(query).await?.is_none())
}

fn read(row: &AnyRow) -> Result<EmbedRecord, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("embed_sessions");
    let candidates = from_json("embed_sessions", row, "candidates")?;
    let role = Role::from_code(&row.try_get::<String, _>("role")?).ok_or_else(unreadable)?;
    Ok(EmbedRecord {
        account: AccountId::of_row(row.try_get("account")?),
        id: EmbedId(row.try_get("id")?),
        key: AtsKeyId(row.try_get("ats_key")?),
        recruiter: row.try_get("recruiter")?,
        who: row.try_get("who")?,
        role,
        candidates: candidates.ok_or_else(unreadable)?,
        origin: Some(row.try_get("origin")?).filter(|origin| origin != NO_PAGE),
        left: between(row.try_get("now")?, row.try_get("until")?).unwrap_or_default(),
    })
}
