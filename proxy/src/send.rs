//! The send: a durable state machine that ends in exactly one employee, or says why not.
//!
//! ```text
//! intent ─▶ in_flight ─▶ created ─▶ done
//!              ├▶ refused      BambooHR said no; nothing was created
//!              ├▶ not_sent     it never got there; nothing was created
//!              └▶ unknown      the answer was lost ─▶ search ─▶ created, or needs_person
//! ```
//!
//! The create call is made in one place, [`create`], after `in_flight` is on the disk. From `unknown`
//! nothing here ever creates: only a person can say that nobody was created, and then the candidate is
//! sent anew.

mod create;
mod problems;
mod read_back;
mod search;
mod view;

use std::sync::Arc;
use std::time::Duration;

use handoff::interface::{Resolution, SendState};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::account::AccountId;
use crate::connection::BambooHr;
use crate::ledger::{Change, Ledger, LedgerError, SendId, SendRecord};
pub(crate) use view::{employee_link, view};

/// Longest pause between two tries to write down what BambooHR answered.
const LONGEST_WRITE_PAUSE: Duration = Duration::from_secs(5);

/// Drives sends. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Sender {
    ledger: Ledger,
    bamboohr: Option<Arc<BambooHr>>,
    settle: Duration,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// Why a person's decision could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum NotResolved {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The send does not wait for this decision, or not any more.
    #[error("the send does not wait for this decision")]
    NotWaiting,
    /// The employee is none of those that were offered.
    #[error("the employee was not offered")]
    NotOffered,
}

impl Sender {
    /// `settle` is how long a search for a lost answer goes on before a person is asked.
    pub fn new(ledger: Ledger, bamboohr: Option<Arc<BambooHr>>, settle: Duration) -> Self {
        Self {
            ledger,
            bamboohr,
            settle,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Takes up every send that an earlier run left unfinished.
    pub async fn resume(&self) -> Result<usize, LedgerError> {
        let unfinished = self.ledger.sweep().await?;
        let count = unfinished.len();
        for (account, send) in unfinished {
            self.start(account, send);
        }
        Ok(count)
    }

    /// Drives a send in the background.
    pub fn start(&self, account: AccountId, send: SendId) {
        let Some(bamboohr) = self.bamboohr.clone() else {
            return;
        };
        let sender = self.clone();
        self.tasks.spawn(async move {
            if let Err(error) = sender.drive(&bamboohr, &account, &send).await {
                tracing::error!(%error, send = send.as_str(), "a send waits for the next start of the proxy");
            }
        });
    }

    /// Waits until no request to BambooHR is on its way and what it answered is on the disk. Searches
    /// stop at once: the next start takes them up.
    pub async fn finish(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Carries out a person's decision.
    pub async fn resolve(
        &self,
        account: &AccountId,
        record: &SendRecord,
        who: &str,
        resolution: &Resolution,
    ) -> Result<(), NotResolved> {
        let (to, change) = match (record.state, resolution) {
            (SendState::NeedsPerson, Resolution::LookAgain) => (
                SendState::Unknown,
                Change {
                    note: "a person asked to look again",
                    ..Change::default()
                },
            ),
            (SendState::Done, Resolution::LookAgain) if record.receipt.is_none() => (
                SendState::Created,
                Change {
                    note: "a person asked to read back again",
                    ..Change::default()
                },
            ),
            (SendState::NeedsPerson, Resolution::NotCreated) => (
                SendState::Released,
                Change {
                    note: "a person found that nobody was created",
                    ..Change::default()
                },
            ),
            (SendState::NeedsPerson, Resolution::Adopt { employee }) => {
                if !record
                    .matches
                    .iter()
                    .any(|offered| offered.employee.id == *employee)
                {
                    return Err(NotResolved::NotOffered);
                }
                let employee = Some(employee.clone());
                (
                    SendState::Created,
                    Change {
                        employee,
                        note: "a person recognised the employee",
                        ..Change::default()
                    },
                )
            }
            _ => return Err(NotResolved::NotWaiting),
        };
        if !self
            .ledger
            .advance(account, &record.id, who, (record.state, to), &change)
            .await?
        {
            return Err(NotResolved::NotWaiting);
        }
        self.start(account.clone(), record.id.clone());
        Ok(())
    }

    async fn drive(
        &self,
        bamboohr: &BambooHr,
        account: &AccountId,
        send: &SendId,
    ) -> Result<(), LedgerError> {
        while let Some(record) = self.ledger.send(account, send).await? {
            let step = Step {
                sender: self,
                bamboohr,
                account,
                record: &record,
            };
            match record.state {
                SendState::Intent => create::create(step).await?,
                SendState::Unknown => {
                    tokio::select! {
                        () = self.stop.cancelled() => return Ok(()),
                        outcome = search::search(step) => outcome?,
                    }
                }
                SendState::Created => read_back::read_back(step).await?,
                _ => return Ok(()),
            }
        }
        Ok(())
    }
}

/// One send at one state, with all a step needs.
#[derive(Clone, Copy)]
struct Step<'a> {
    sender: &'a Sender,
    bamboohr: &'a BambooHr,
    account: &'a AccountId,
    record: &'a SendRecord,
}

impl Step<'_> {
    /// Moves on from the state this step began in.
    async fn advance(self, to: SendState, change: &Change) -> Result<bool, LedgerError> {
        let states = (self.record.state, to);
        self.sender
            .ledger
            .advance(self.account, &self.record.id, "proxy", states, change)
            .await
    }

    /// Writes down what BambooHR answered, however long the ledger refuses: this process is the only
    /// one that knows. When it ends before, the next start finds `in_flight` and searches.
    async fn write_down(self, from: SendState, to: SendState, change: &Change) {
        let mut pause = Duration::from_millis(100);
        loop {
            match self
                .sender
                .ledger
                .advance(self.account, &self.record.id, "proxy", (from, to), change)
                .await
            {
                Ok(_) => return,
                Err(error) => {
                    tracing::error!(%error, send = self.record.id.as_str(), "an answer waits to be written down");
                }
            }
            tokio::select! {
                () = self.sender.stop.cancelled() => return,
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_WRITE_PAUSE),
            }
        }
    }
}
