//! When the doctor looks, and what at: on demand, before a connection is switched on, and once a day by itself.
//!
//! It gathers what the account wants from its BambooHR; what is found there is said by [`crate::doctor`].

use std::collections::BTreeMap;
use std::time::Duration;

use handoff::catalogue::is_only_in_rows;
use handoff::interface::{CandidateSearch, DoctorReport, Severity};
use handoff::{Catalogue, Company, FieldKind, Outcome, Receipt, Setup, Stage, Viewer, compose};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::account::{AccountId, Sight};
use crate::app::App;
use crate::catalogue;
use crate::company::{remembered, setup};
use crate::connection::BambooHr;
use crate::connections::Connected;
use crate::doctor::{self, MissingOption, Proof, TestPerson, Wanted, WantedField};
use crate::ledger::{Ledger, LedgerError, StoredConnection};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// How often it is looked whether a day is over.
const LOOK_AROUND: Duration = Duration::from_secs(60);
/// Candidates whose values are compared with the options there are, from each of the stages that matter.
const MOST_CANDIDATES: usize = 300;
/// So far ahead is the first day of a test person: nobody counts them among those who work there.
const DAYS_AHEAD: i64 = 60;

/// Looks at a connection, whether it is switched on or not, and keeps what was found.
pub(crate) async fn examine(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
) -> Result<DoctorReport, LedgerError> {
    let proof = proof(ledger, account, bamboohr).await?;
    let report = look(ledger, account, bamboohr, proof).await?;
    keep(ledger, account, bamboohr, report).await
}

/// Looks at a connection of which this is known, and keeps nothing.
pub(crate) async fn look(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
    proof: Proof,
) -> Result<DoctorReport, LedgerError> {
    let client = bamboohr.client().without_retries();
    Ok(match doctor::knock(&client).await {
        Ok(myself) => {
            let (wanted, _) = wanted(ledger, account, bamboohr, proof).await?;
            doctor::examine(&client, &myself, &wanted, now()).await
        }
        Err(findings) => DoctorReport {
            at: now(),
            findings,
        },
    })
}

/// Adds a test person and deletes them. What was found takes the place of what the last look could not tell.
pub(crate) async fn try_with_a_person(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
) -> Result<DoctorReport, LedgerError> {
    let client = bamboohr.client().without_retries();
    let report = match doctor::knock(&client).await {
        Ok(myself) => {
            let proof = proof(ledger, account, bamboohr).await?;
            let (wanted, catalogue) = wanted(ledger, account, bamboohr, proof).await?;
            let person = TestPerson {
                mark: mark(),
                hire_date: ahead(),
            };
            let tried = doctor::try_one(&client, &catalogue, &wanted, &person, now()).await;
            let looked = doctor::examine(&client, &myself, &wanted, now()).await;
            joined(looked, tried)
        }
        Err(findings) => DoctorReport {
            at: now(),
            findings,
        },
    };
    keep(ledger, account, bamboohr, report).await
}

/// Keeps what was found, for the connection as it is stored now.
pub(crate) async fn keep(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
    report: DoctorReport,
) -> Result<DoctorReport, LedgerError> {
    let stored = match bamboohr.version() {
        Some(_) => ledger.connection(account).await?,
        None => None,
    };
    let name = name_of(bamboohr.company(), stored.as_ref());
    ledger.put_checkup(account, &name, &report).await?;
    Ok(report)
}

/// Which connection a report is about: a report stays when the connection is switched on or off, and is worth nothing
/// when it has another key.
pub(crate) fn name_of(company: &str, stored: Option<&StoredConnection>) -> String {
    let key = stored.map_or("of the deployment", |stored| stored.added_at.as_str());
    format!("{company}, {key}")
}

/// What was tried is said in place of what was guessed about the same.
fn joined(looked: DoctorReport, tried: DoctorReport) -> DoctorReport {
    let is_told = |check: &str| tried.findings.iter().any(|finding| finding.check == check);
    let mut findings = looked.findings;
    findings.retain(|finding| !is_told(&finding.check));
    findings.extend(tried.findings);
    DoctorReport {
        at: looked.at,
        findings,
    }
}

/// Once a day, over all proxies, for every account that is connected. Until `stop`.
pub(crate) async fn every_day(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match app.connections().live().await {
            Ok(accounts) => {
                for account in accounts {
                    if let Err(error) = of_the_day(&app, &account).await {
                        tracing::error!(%error, "the look of the day failed");
                    }
                }
            }
            Err(error) => tracing::error!(%error, "who is connected cannot be told"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LOOK_AROUND) => {}
        }
    }
}

async fn of_the_day(app: &App, account: &AccountId) -> Result<(), LedgerError> {
    let Connected::Live(bamboohr) = app.connections().of(account).await? else {
        return Ok(());
    };
    // One that is out of reach or asked for a pause is not asked for this either; the day is not used up.
    if !app.upstream(account).await?.is_open() {
        return Ok(());
    }
    if !app.ledger().take_checkup(account, DAY).await? {
        return Ok(());
    }
    let report = examine(app.ledger(), account, &bamboohr).await?;
    if report.severity() >= Severity::Warning {
        let found = report
            .findings
            .iter()
            .filter(|finding| finding.severity >= Severity::Warning);
        let codes: Vec<&str> = found.map(|finding| finding.code.as_str()).collect();
        tracing::warn!(
            findings = codes.join(" "),
            "the connection to BambooHR is not well"
        );
    }
    Ok(())
}

async fn wanted(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
    proof: Proof,
) -> Result<(Wanted, Catalogue), LedgerError> {
    let catalogue = match bamboohr.catalogue().await {
        Ok(known) => Catalogue::clone(&known),
        // What is known of the account may be about an older key. Without fields there is no form; that they cannot be
        // read is found all the same.
        Err(_) => catalogue::read(&bamboohr.client().without_retries())
            .await
            .unwrap_or_default(),
    };
    let setup = setup(ledger, account, &catalogue).await?;
    let wanted = Wanted {
        fields: fields(&setup, &catalogue),
        missing_options: missing_options(ledger, account, &catalogue, &setup).await?,
        proof,
    };
    Ok((wanted, catalogue))
}

fn fields(setup: &Setup, catalogue: &Catalogue) -> Vec<WantedField> {
    let fields = setup.fields().map(|asked| {
        let known = catalogue.field(&asked.id);
        WantedField {
            label: known.map_or_else(|| asked.id.as_str().to_owned(), |field| field.label.clone()),
            is_required: handoff::catalogue::is_required_by_bamboohr(&asked.id),
            is_of_the_employee: !is_only_in_rows(&asked.id),
            id: asked.id.clone(),
        }
    });
    fields.collect()
}

/// The values of those who are hired or have an offer that no option is called, by list and words.
async fn missing_options(
    ledger: &Ledger,
    account: &AccountId,
    catalogue: &Catalogue,
    setup: &Setup,
) -> Result<Vec<MissingOption>, LedgerError> {
    let remembered = remembered(ledger, account).await?;
    let company = Company {
        catalogue,
        setup,
        remembered: &remembered,
    };
    let mut found: BTreeMap<(String, String, bool), u64> = BTreeMap::new();
    for stage in [Stage::Hired, Stage::Offer] {
        let mut search = CandidateSearch {
            stage: Some(stage),
            ..CandidateSearch::default()
        };
        let mut looked_at = 0;
        loop {
            let page = ledger.search(account, &Sight::Everybody, &search).await?;
            looked_at += page.rows.len();
            // Whoever is in BambooHR already needs no option any more.
            let waiting = page
                .rows
                .into_iter()
                .filter(|(_, send)| send.as_ref().is_none_or(|send| send.state.allows_another()));
            for (candidate, _) in waiting {
                let form = compose(&candidate, &company, Viewer::Admin);
                let fields = form
                    .fields()
                    .filter(|field| field.kind == FieldKind::Choice);
                for field in fields {
                    if let Some(words) = &field.found {
                        let known = catalogue.field(&field.id);
                        let list = known.and_then(|known| known.list.as_ref());
                        let can_add = list.is_some_and(|list| list.can_add);
                        let option = (field.label.clone(), words.clone(), can_add);
                        *found.entry(option).or_default() += 1;
                    }
                }
            }
            search.after = page.next;
            if search.after.is_none() || looked_at >= MOST_CANDIDATES {
                break;
            }
        }
    }
    let missing = found
        .into_iter()
        .map(|((list, text, can_add), candidates)| MissingOption {
            list,
            text,
            candidates,
            can_add,
        });
    Ok(missing.collect())
}

/// What sends with this key showed.
async fn proof(
    ledger: &Ledger,
    account: &AccountId,
    bamboohr: &BambooHr,
) -> Result<Proof, LedgerError> {
    let since = match bamboohr.version() {
        Some(_) => ledger
            .connection(account)
            .await?
            .map(|stored| stored.added_at),
        None => None,
    };
    let proof = ledger
        .send_proof(account, since.as_deref().unwrap_or_default())
        .await?;
    let is_refused_since = proof.refused_at > proof.added_at;
    Ok(Proof {
        added_on: proof.added_at.as_deref().map(day),
        refused_on: proof
            .refused_at
            .as_deref()
            .filter(|_| is_refused_since)
            .map(day),
        not_kept: proof.receipt.map(not_kept).unwrap_or_default(),
    })
}

/// Values that were sent and are not there at all. Another value than was sent may be somebody's correction.
fn not_kept(receipt: Receipt) -> Vec<String> {
    let lines = receipt.lines.into_iter();
    let lost = lines
        .filter(|line| matches!(&line.outcome, Outcome::Differs { stored } if stored.is_empty()));
    lost.map(|line| line.label).collect()
}

fn day(moment: &str) -> String {
    moment.chars().take(10).collect()
}

fn now() -> String {
    Timestamp::now().to_string()
}

fn ahead() -> String {
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let ahead = Span::new().try_days(DAYS_AHEAD);
    let day = ahead.and_then(|ahead| today.checked_add(ahead));
    day.unwrap_or(today).to_string()
}

/// Four letters and digits that tell one test person from another.
fn mark() -> String {
    let unique = uuid::Uuid::now_v7().simple().to_string().to_uppercase();
    // Its end is random, its beginning is the time.
    unique
        .chars()
        .skip(unique.len().saturating_sub(4))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::interface::Finding;

    fn finding(code: &str, check: &str) -> Finding {
        Finding {
            code: code.to_owned(),
            check: check.to_owned(),
            severity: Severity::Good,
            sentence: String::new(),
            advice: None,
            about: Vec::new(),
        }
    }

    #[test]
    fn what_was_tried_takes_the_place_of_what_was_not_known() {
        let report = |at: &str, findings| DoctorReport {
            at: at.to_owned(),
            findings,
        };
        let looked = report("2", vec![finding("a", "Fields"), finding("b", "Adding")]);
        let tried = report("1", vec![finding("c", "Adding"), finding("d", "Gone")]);
        let joined = joined(looked, tried);
        let codes: Vec<&str> = joined
            .findings
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!((joined.at.as_str(), codes), ("2", vec!["a", "c", "d"]));
    }

    #[test]
    fn the_first_day_of_a_test_person_is_far_ahead() {
        assert!(ahead() > day(&now()));
        assert_eq!(mark().len(), 4);
    }
}
