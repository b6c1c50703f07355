//! Candidates: stored as the applicant tracking system gave them, listed by name.

use std::collections::BTreeMap;

use handoff::interface::{CandidateSearch, SortBy};
use handoff::{Candidate, CandidateId, Stage};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::sends::{Summary, summary, summary_columns};
use super::sight::put_recruiters;
use super::statement::Statement;
use super::stored::{count, storable};
use super::work::Work;
use super::{AccountId, Ledger, LedgerError};
use crate::account::Sight;

/// Rows of one page.
const PAGE: usize = 50;

/// A page of the list.
#[derive(Debug)]
pub struct Page {
    /// Candidates by name, each with its newest send.
    pub rows: Vec<(Candidate, Option<Summary>)>,
    /// How many there are over all pages.
    pub total: u64,
    /// Cursor of the next page.
    pub next: Option<String>,
}

impl Ledger {
    /// Stores candidates, replacing those with the same ids: all of them or none.
    pub async fn put_candidates(
        &self,
        account: &AccountId,
        candidates: &[Candidate],
    ) -> Result<(), LedgerError> {
        let mut work = self.database.write().await?;
        for candidate in candidates {
            put(&mut work, account, candidate).await?;
        }
        work.commit().await
    }

    /// Whether the account has any candidate, or had one who was sent.
    pub async fn has_candidates(&self, account: &AccountId) -> Result<bool, LedgerError> {
        let sql = "SELECT id FROM candidates WHERE account = $1 UNION ALL SELECT id FROM sends WHERE account = $1 LIMIT 1";
        let query = sqlx::query(sql).bind(account.as_str());
        Ok(self.database.row(query).await?.is_some())
    }

    /// One candidate.
    pub async fn candidate(
        &self,
        account: &AccountId,
        id: &CandidateId,
    ) -> Result<Option<Candidate>, LedgerError> {
        let sql = "SELECT stage, body FROM candidates WHERE account = $1 AND id = $2";
        let query = sqlx::query(sql).bind(account.as_str()).bind(id.as_str());
        let row = self.database.row(query).await?;
        row.map(|row| read_candidate(&row)).transpose()
    }

    /// The questions that candidates of the account have answered, in alphabetical order, each once whatever its case.
    /// Looks at a few hundred candidates: questions belong to forms, and forms are few.
    pub async fn questions(&self, account: &AccountId) -> Result<Vec<String>, LedgerError> {
        let sql =
            "SELECT stage, body FROM candidates WHERE account = $1 ORDER BY id DESC LIMIT 500";
        let query = sqlx::query(sql).bind(account.as_str());
        let rows = self.database.rows(query).await?;
        let mut questions = BTreeMap::new();
        for row in &rows {
            for answer in read_candidate(row)?.answers {
                let question = answer.question.trim();
                if !question.is_empty() {
                    let key = question.to_lowercase();
                    questions.entry(key).or_insert_with(|| question.to_owned());
                }
            }
        }
        Ok(questions.into_values().collect())
    }

    /// A page of the candidates in sight, each with its newest send. An unreadable cursor starts anew.
    pub async fn search(
        &self,
        account: &AccountId,
        sight: &Sight,
        search: &CandidateSearch,
    ) -> Result<Page, LedgerError> {
        let select = "SELECT count(*) AS found FROM candidates c";
        let counted = filtered(select, account, sight, search).query();
        let counted = self.database.row(counted).await?;
        let total = counted.map_or(Ok(0), |row| count(&row, "found"))?;

        let mut query = filtered(
            concat!(
                "SELECT c.stage, c.body, c.sort_name, c.sort_job, ",
                summary_columns!(),
                " FROM candidates c LEFT JOIN sends s ON s.account = c.account AND s.id = \
                 (SELECT id FROM sends WHERE account = c.account AND candidate = c.id ORDER BY started_at DESC, id DESC LIMIT 1)"
            ),
            account,
            sight,
            search,
        );
        let key = sort_key(search.sort);
        let (after, direction) = if search.descending {
            ("<", "DESC")
        } else {
            (">", "ASC")
        };
        if let Some(Cursor(value, name, id)) = Cursor::read(search.after.as_deref()) {
            query.push(&format!(" AND ({key}, c.sort_name, c.id) {after} ("));
            query.bind(value).push(", ").bind(name).push(", ").bind(id);
            query.push(")");
        }
        query.push(&format!(
            " ORDER BY {key} {direction}, c.sort_name {direction}, c.id {direction} LIMIT {}",
            PAGE + 1
        ));
        let rows = self.database.rows(query.query()).await?;

        let mut found = Vec::with_capacity(PAGE);
        let mut next = None;
        for row in rows.iter().take(PAGE) {
            let candidate = read_candidate(row)?;
            let name: String = row.try_get("sort_name")?;
            let value = match search.sort {
                SortBy::Name => name.clone(),
                SortBy::Job => row.try_get("sort_job")?,
                SortBy::Stage => place_of(candidate.stage).to_string(),
            };
            next = Some(Cursor(value, name, candidate.id.as_str().to_owned()).write());
            found.push((candidate, summary(row)?));
        }
        let next = next.filter(|_| rows.len() > PAGE);
        Ok(Page {
            rows: found,
            total,
            next,
        })
    }
}

pub(super) async fn put(
    work: &mut Work,
    account: &AccountId,
    candidate: &Candidate,
) -> Result<(), LedgerError> {
    let body =
        serde_json::to_string(candidate).map_err(|_| LedgerError::UnreadableRow("candidates"))?;
    let sql = "INSERT INTO candidates (account, id, stage, sort_name, sort_job, search_text, body) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, id) DO UPDATE SET stage = excluded.stage, \
               sort_name = excluded.sort_name, sort_job = excluded.sort_job, search_text = excluded.search_text, \
               body = excluded.body";
    let query = sqlx::query(sql)
        .bind(account.as_str())
        .bind(candidate.id.as_str())
        .bind(candidate.stage.code())
        .bind(storable(&sort_name(candidate)).into_owned())
        .bind(storable(&candidate.job.title.to_lowercase()).into_owned())
        .bind(storable(&search_text(candidate)).into_owned())
        .bind(body);
    work.execute(query).await?;
    put_recruiters(work, account, &candidate.id, &candidate.recruiters).await
}

/// Where the last row of a page stands: what it is sorted by, name, id.
#[derive(Serialize, Deserialize)]
struct Cursor(String, String, String);

impl Cursor {
    fn read(text: Option<&str>) -> Option<Self> {
        let Self(value, name, id) = serde_json::from_str(text?).ok()?;
        let [value, name, id] = [value, name, id].map(|text| storable(&text).into_owned());
        Some(Self(value, name, id))
    }

    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The expression a list is sorted by; always a text, so that a cursor can hold it.
fn sort_key(sort: SortBy) -> String {
    match sort {
        SortBy::Name => "c.sort_name".to_owned(),
        SortBy::Job => "c.sort_job".to_owned(),
        SortBy::Stage => {
            let places = Stage::ALL.map(|stage| {
                let (code, place) = (stage.code(), place_of(stage));
                format!(" WHEN '{code}' THEN '{place}'")
            });
            format!("CASE c.stage{} ELSE '' END", places.concat())
        }
    }
}

fn place_of(stage: Stage) -> usize {
    let place = Stage::ALL.iter().position(|step| *step == stage);
    place.unwrap_or_default()
}

/// `select` with the conditions of the search; every word must occur.
fn filtered(
    select: &str,
    account: &AccountId,
    sight: &Sight,
    search: &CandidateSearch,
) -> Statement {
    let mut query = Statement::new(select);
    query
        .push(" WHERE c.account = ")
        .bind(account.as_str().to_owned());
    if let Some(stage) = search.stage {
        query.push(" AND c.stage = ").bind(stage.code());
    }
    query.and_contains("c.search_text", &search.text);
    query.and_in_sight(sight, "c", "c.id");
    query
}

/// Names are sorted by their first letter, whatever stands before it.
fn sort_name(candidate: &Candidate) -> String {
    let name = candidate.display_name().to_lowercase();
    let letters = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if letters.is_empty() {
        name
    } else {
        letters.to_owned()
    }
}

fn search_text(candidate: &Candidate) -> String {
    let name = candidate.display_name();
    let parts = [
        Some(name.as_str()),
        candidate.preferred_name.as_deref(),
        candidate.email.as_deref(),
        Some(candidate.job.title.as_str()),
        candidate.job.department.as_deref(),
        candidate.job.location.as_deref(),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

/// The stage has its own column, because it changes alone.
pub(super) fn read_candidate(row: &AnyRow) -> Result<Candidate, LedgerError> {
    let unreadable = || LedgerError::UnreadableRow("candidates");
    let mut candidate: Candidate =
        serde_json::from_str(&row.try_get::<String, _>("body")?).map_err(|_| unreadable())?;
    candidate.stage =
        Stage::from_code(&row.try_get::<String, _>("stage")?).ok_or_else(unreadable)?;
    Ok(candidate)
}
