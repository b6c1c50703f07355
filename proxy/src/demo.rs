//! Invented sample candidates for the demonstration. None of them is a real person.

mod files;

use handoff::Candidate;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::account::AccountId;
use crate::forms::PHOTO;
use crate::ledger::{Ledger, LedgerError, NewFile};

const CANDIDATES: &str = include_str!("../demo/candidates.json");

/// Fills an account that has no candidates with the samples. Returns how many were added.
pub(crate) async fn seed(ledger: &Ledger, account: &AccountId) -> Result<usize, LedgerError> {
    let candidates =
        candidates().map_err(|_| LedgerError::UnreadableRow("the sample candidates"))?;
    fill(ledger, account, &candidates).await
}

/// Fills an account that has no candidates with these, and makes sample files for their documents. Returns how
/// many were added.
pub(crate) async fn fill(
    ledger: &Ledger,
    account: &AccountId,
    candidates: &[Candidate],
) -> Result<usize, LedgerError> {
    if ledger.has_candidates(account).await? {
        return Ok(0);
    }
    let mut candidates = candidates.to_vec();
    let files: Vec<_> = candidates.iter_mut().map(files_of).collect();
    ledger.put_candidates(account, &candidates).await?;
    for (candidate, files) in candidates.iter().zip(files) {
        for file in files {
            ledger.put_file(account, &candidate.id, &file).await?;
        }
    }
    Ok(candidates.len())
}

/// The files of a sample candidate; the documents then say their real sizes.
fn files_of(candidate: &mut Candidate) -> Vec<NewFile> {
    let name = candidate.display_name();
    let mut made = Vec::new();
    for document in &mut candidate.documents {
        let content = files::page(&[
            &document.kind,
            &name,
            "A sample made for the demonstration.",
        ]);
        document.bytes = u64::try_from(content.len()).unwrap_or_default();
        made.push(NewFile {
            name: document.name.clone(),
            kind: document.kind.clone(),
            media_type: "application/pdf".to_owned(),
            content,
        });
    }
    if !made.is_empty() {
        // Every portrait in its own colour.
        let shade = name.bytes().fold(40_u8, u8::wrapping_add) / 2;
        made.push(NewFile {
            name: PHOTO.to_owned(),
            kind: "Photo".to_owned(),
            media_type: "image/bmp".to_owned(),
            content: files::portrait([shade, 110, 160 - shade / 2]),
        });
    }
    made
}

fn candidates() -> Result<Vec<Candidate>, serde_json::Error> {
    let mut candidates: Vec<Candidate> = serde_json::from_str(CANDIDATES)?;
    for candidate in &mut candidates {
        let offer = candidate.offer.as_mut();
        let start = offer.and_then(|offer| offer.start_date.as_mut());
        for date in start.into_iter().chain(candidate.applied_on.as_mut()) {
            if let Some(absolute) = absolute(date) {
                *date = absolute;
            }
        }
    }
    Ok(candidates)
}

/// The samples say `in 28 days` and `40 days ago`, so that a hire of the demonstration always starts soon.
fn absolute(date: &str) -> Option<String> {
    let days: i64 = match date.strip_prefix("in ") {
        Some(ahead) => ahead.strip_suffix(" days")?.parse().ok()?,
        None => -date.strip_suffix(" days ago")?.parse::<i64>().ok()?,
    };
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let day = today.checked_add(Span::new().try_days(days).ok()?).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::Stage;

    #[test]
    fn the_samples_are_readable_and_cover_every_stage() {
        let candidates = candidates().unwrap();
        assert!(candidates.len() >= 60, "{}", candidates.len());
        for stage in Stage::ALL {
            assert!(
                candidates.iter().any(|candidate| candidate.stage == stage),
                "{}",
                stage.label()
            );
        }
        let ids: std::collections::BTreeSet<_> = candidates
            .iter()
            .map(|candidate| candidate.id.clone())
            .collect();
        assert_eq!(ids.len(), candidates.len());
    }

    #[test]
    fn relative_dates_become_calendar_dates_and_odd_ones_stay_odd() {
        assert!(
            absolute("in 28 days")
                .unwrap()
                .parse::<jiff::civil::Date>()
                .is_ok()
        );
        assert!(absolute("40 days ago") < absolute("in 28 days"));
        assert_eq!(absolute("03/04/2027"), None);
    }
}
