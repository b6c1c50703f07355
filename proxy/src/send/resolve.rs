//! A person's decisions on a send: what can be decided in which state, and what follows.

use bamboohr::EmployeeId;
use handoff::interface::{Decision, Resolution, SendKind, SendState};
use handoff::twins;

use super::{Sender, people};
use crate::account::AccountId;
use crate::connection::{Permission, why_unavailable};
use crate::connections::Connected;
use crate::crash::{self, Point};
use crate::ledger::{By, Change, LedgerError, SendRecord, StepState};

/// Why a person's decision could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum NotResolved {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The send does not wait for this decision, or is not as the person saw it any more.
    #[error("the send does not wait for this decision")]
    NotWaiting,
    /// The employee is none of those that were offered.
    #[error("the employee was not offered")]
    NotOffered,
    /// Nothing of the employee is like the person who is sent.
    #[error("the employee is like nobody who is sent")]
    NotAlike,
    /// BambooHR shows no such employee.
    #[error("there is no such employee")]
    NoSuchEmployee,
    /// BambooHR could not be asked about the employee. A sentence for the recruiter.
    #[error("BambooHR could not be asked")]
    NotAsked(String),
    /// The decision needs BambooHR, and none is connected.
    #[error("BambooHR is not connected")]
    NotConnected,
    /// The decision needs the company that the send is for, and another one is connected.
    #[error("another company is connected")]
    OtherCompany,
}

impl Sender {
    /// Carries out a person's decision. It is recorded with who and, if they said it, why. Who may not choose anybody finds
    /// only people in whom something is like the person who is sent.
    pub async fn resolve(
        &self,
        account: &AccountId,
        record: &SendRecord,
        (who, may_choose_anybody): (&str, bool),
        resolution: &Resolution,
    ) -> Result<(), NotResolved> {
        let (to, mut change) = match (record.state, resolution.decision) {
            (SendState::NeedsPerson | SendState::TwinFound, Decision::Consider) => (
                record.state,
                self.considered(account, record, resolution, may_choose_anybody)
                    .await?,
            ),
            _ => outcome(record, resolution)?,
        };
        if to.is_running() {
            match self.inner.connections.of(account).await? {
                Connected::Nothing => return Err(NotResolved::NotConnected),
                other if !other.is_of(&record.company) => return Err(NotResolved::OtherCompany),
                _ => {}
            }
        }
        let reason = resolution.reason.as_deref().map(str::trim);
        change.reason = reason.filter(|reason| !reason.is_empty()).map(|reason| {
            let shortened = reason.chars().take(Resolution::LONGEST_REASON);
            shortened.collect()
        });
        let (sender, account, send) = (self.clone(), account.clone(), record.id.clone());
        let (name, states) = (who.to_owned(), (record.state, to));
        // Not to send is right whatever has happened; everything else was judged by what was on the page.
        let seen = (resolution.decision != Decision::Stop).then_some(resolution.version);
        self.to_the_end(async move {
            let ledger = &sender.inner.ledger;
            let by = By::Person { name: &name, seen };
            if !ledger.advance(by, &account, &send, states, &change).await? {
                return Err(NotResolved::NotWaiting);
            }
            if change.employee.is_some() {
                crash::point(Point::AfterAdoptCommit);
            }
            sender.wake();
            Ok(())
        })
        .await
    }
}

impl Sender {
    /// One more person to compare: whom somebody found in BambooHR, as BambooHR shows them.
    async fn considered(
        &self,
        account: &AccountId,
        record: &SendRecord,
        resolution: &Resolution,
        may_choose_anybody: bool,
    ) -> Result<Change, NotResolved> {
        let Connected::Live(bamboohr) = self.inner.connections.of(account).await? else {
            return Err(NotResolved::NotConnected);
        };
        if !bamboohr.is_of(&record.company) {
            return Err(NotResolved::OtherCompany);
        }
        let bamboohr = &bamboohr;
        let id = resolution.employee.as_deref().map(str::trim);
        let id = id
            .and_then(EmployeeId::parse)
            .ok_or(NotResolved::NoSuchEmployee)?;
        if record.known_before.iter().any(|known| known == id.as_str()) {
            return Err(NotResolved::NotOffered);
        }
        if let Permission::Withheld(reason) = bamboohr.health().permission().await? {
            return Err(NotResolved::NotAsked(reason));
        }
        let person = match people::one(bamboohr, &id).await {
            Ok(person) => person,
            Err(error) if people::is_about_this_question(&error) => {
                return Err(NotResolved::NoSuchEmployee);
            }
            Err(error) => {
                bamboohr.health().went_wrong(&error).await?;
                return Err(NotResolved::NotAsked(why_unavailable(&error)));
            }
        };
        let is_alike = !twins(&record.plan, std::slice::from_ref(&person)).is_empty();
        if !(is_alike || may_choose_anybody) {
            return Err(NotResolved::NotAlike);
        }
        let ours = self
            .inner
            .ledger
            .employees(account, bamboohr.company())
            .await?;
        let mut matches = record.matches.clone();
        matches.retain(|found| found.employee.id != id.as_str());
        let why = Some("found in BambooHR by hand");
        matches.push(people::shown(bamboohr, &person, why, &ours));
        Ok(Change {
            problem: record.problem.clone(),
            matches: Some(matches),
            ..Change::noted(format!("a person found employee {id} in BambooHR"))
        })
    }
}

/// The state that follows and what changes with it.
fn outcome(
    record: &SendRecord,
    resolution: &Resolution,
) -> Result<(SendState, Change), NotResolved> {
    use Decision::{
        Adopt, AlreadyThere, CreateAnyway, LookAgain, NotCreated, Rehire, RetrySteps, SkipSteps,
        Stop, Update,
    };
    let offered = || {
        let chosen = resolution.employee.as_deref();
        let offered = record
            .matches
            .iter()
            .find(|offered| Some(offered.employee.id.as_str()) == chosen);
        offered
            .map(|offered| offered.employee.id.clone())
            .ok_or(NotResolved::NotOffered)
    };
    let noted = Change::noted;
    Ok(match (record.state, resolution.decision) {
        (SendState::NeedsPerson, LookAgain) => {
            (SendState::Unknown, noted("a person asked to look again"))
        }
        (SendState::TwinFound, LookAgain) => {
            (SendState::Intent, noted("a person asked to look again"))
        }
        (SendState::NeedsPerson, NotCreated) => (
            SendState::Released,
            noted("a person found that nobody was created"),
        ),
        (SendState::NeedsPerson, Adopt) => {
            let employee = offered()?;
            let change = Change {
                note: format!("a person recognised employee {employee}"),
                employee: Some(employee),
                ..Change::default()
            };
            (SendState::Created, change)
        }
        (SendState::TwinFound, CreateAnyway) => {
            // Whoever was said to be somebody else before stays it.
            let mut others = record.known_before.clone();
            others.extend(record.matches.iter().map(|twin| twin.employee.id.clone()));
            let change = Change {
                accepts_twins: true,
                known_before: Some(others),
                ..noted("a person decided to create somebody new")
            };
            (SendState::Intent, change)
        }
        (SendState::TwinFound, Update | Rehire) => {
            let employee = offered()?;
            let (kind, what) = if resolution.decision == Update {
                (SendKind::Update, "update")
            } else {
                (SendKind::Rehire, "rehire")
            };
            let change = Change {
                note: format!("a person decided to {what} employee {employee}"),
                employee: Some(employee),
                kind: Some(kind),
                plan: Some(record.plan.for_existing()),
                ..Change::default()
            };
            (SendState::Created, change)
        }
        (SendState::TwinFound, AlreadyThere) => {
            let employee = offered()?;
            let change = Change {
                note: format!(
                    "a person found that employee {employee} is this person, and left it as it is"
                ),
                employee: Some(employee),
                ..Change::default()
            };
            (SendState::Released, change)
        }
        (SendState::Intent | SendState::TwinFound, Stop) => (
            SendState::NotSent,
            noted("a person stopped it before anything was sent"),
        ),
        (SendState::Incomplete, RetrySteps) => {
            let change = Change {
                failed_steps: Some(StepState::Waiting),
                ..noted("a person asked to try the failed steps again")
            };
            (SendState::Created, change)
        }
        (SendState::Incomplete, SkipSteps) => {
            let change = Change {
                failed_steps: Some(StepState::Skipped),
                ..noted("a person decided to go on without the failed steps")
            };
            (SendState::Done, change)
        }
        _ => return Err(NotResolved::NotWaiting),
    })
}
