//! The send: a durable state machine that ends in exactly one employee, or says why not.
//!
//! ```text
//! intent ─▶ in_flight ─▶ created ─▶ done
//!              ├▶ refused      BambooHR said no; nothing was created
//!              ├▶ not_sent     it never got there; nothing was created
//!              └▶ unknown      the answer was lost ─▶ search ─▶ created, or needs_person
//! ```
//!
//! The create call is made in one place, `create`, after `in_flight` is on the disk. From `unknown`
//! nothing here ever creates: only a person can say that nobody was created, and then the candidate is
//! sent anew.

mod create;
mod problems;
mod read_back;
mod search;
mod view;

use std::sync::Arc;
use std::time::Duration;

use handoff::interface::{Decision, Resolution, SendState};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::account::AccountId;
use crate::connection::BambooHr;
use crate::ledger::{
    Begun, By, Change, Ledger, LedgerError, NewIntent, SendId, SendRecord, WorkerId,
};
pub(crate) use view::{employee_link, view};

/// Pauses between two tries while the ledger fails: the first, and the longest.
const LEDGER_PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

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
    /// The decision needs BambooHR, and none is connected.
    #[error("BambooHR is not connected")]
    NotConnected,
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
        let (worker, mut count) = (WorkerId::unique(), 0);
        loop {
            let unfinished = self.ledger.claim(&worker, 100).await?;
            if unfinished.is_empty() {
                return Ok(count);
            }
            count += unfinished.len();
            for lease in unfinished {
                let lost = Change {
                    note: "found on its way at the start".to_owned(),
                    ..Change::default()
                };
                let states = (SendState::InFlight, SendState::Unknown);
                let (by, account, send) = (By::Worker(&lease), &lease.account, &lease.send);
                self.ledger
                    .advance(by, account, send, states, &lost)
                    .await?;
                self.start(lease.account, lease.send);
            }
        }
    }

    /// Accepts a send and begins it.
    pub async fn accept(
        &self,
        account: AccountId,
        intent: NewIntent,
    ) -> Result<Begun, LedgerError> {
        let sender = self.clone();
        self.to_the_end(async move {
            let begun = sender.ledger.begin(&account, &intent).await?;
            if let Begun::New { send, .. } = &begun {
                sender.start(account, send.clone());
            }
            Ok(begun)
        })
        .await
    }

    /// Does this even when whoever waits for it goes away, as a request does when its browser reloads:
    /// what is in the ledger must also be begun.
    async fn to_the_end<T: Send + 'static, E: From<LedgerError> + Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E> {
        let ended = self.tasks.spawn(work.in_current_span()).await;
        ended.unwrap_or_else(|_| Err(LedgerError::Interrupted.into()))
    }

    /// Drives a send in the background, past every failure of the ledger.
    fn start(&self, account: AccountId, send: SendId) {
        let Some(bamboohr) = self.bamboohr.clone() else {
            return;
        };
        let sender = self.clone();
        self.tasks.spawn(async move {
            let mut pauses = Pauses::default();
            while let Err(error) = sender.drive(&bamboohr, &account, &send).await {
                tracing::error!(%error, send = send.as_str(), "a send waits for the ledger");
                if !pauses.wait(&sender.stop).await {
                    return;
                }
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
        if self.bamboohr.is_none() && resolution.decision != Decision::NotCreated {
            return Err(NotResolved::NotConnected);
        }
        let (to, change) = match (record.state, resolution.decision) {
            (SendState::NeedsPerson, Decision::LookAgain) => (
                SendState::Unknown,
                Change {
                    note: "a person asked to look again".to_owned(),
                    ..Change::default()
                },
            ),
            (SendState::Done, Decision::LookAgain) if record.receipt.is_none() => (
                SendState::Created,
                Change {
                    note: "a person asked to read back again".to_owned(),
                    ..Change::default()
                },
            ),
            (SendState::NeedsPerson, Decision::NotCreated) => (
                SendState::Released,
                Change {
                    note: "a person found that nobody was created".to_owned(),
                    ..Change::default()
                },
            ),
            (SendState::NeedsPerson, Decision::Adopt) => {
                if !record
                    .matches
                    .iter()
                    .any(|offered| Some(&offered.employee.id) == resolution.employee.as_ref())
                {
                    return Err(NotResolved::NotOffered);
                }
                let employee = resolution.employee.clone();
                (
                    SendState::Created,
                    Change {
                        employee,
                        note: "a person recognised the employee".to_owned(),
                        ..Change::default()
                    },
                )
            }
            _ => return Err(NotResolved::NotWaiting),
        };
        let (sender, account, send) = (self.clone(), account.clone(), record.id.clone());
        let (who, states) = (who.to_owned(), (record.state, to));
        self.to_the_end(async move {
            let ledger = &sender.ledger;
            if !ledger
                .advance(By::Person(&who), &account, &send, states, &change)
                .await?
            {
                return Err(NotResolved::NotWaiting);
            }
            sender.start(account, send);
            Ok(())
        })
        .await
    }

    async fn drive(
        &self,
        bamboohr: &BambooHr,
        account: &AccountId,
        send: &SendId,
    ) -> Result<(), LedgerError> {
        while let Some(record) = self.ledger.send(account, send).await? {
            // What has not begun waits for the next start; so does a read-back that would begin again.
            if self.stop.is_cancelled() {
                return Ok(());
            }
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
            .advance(
                By::LateAnswer,
                self.account,
                &self.record.id,
                states,
                change,
            )
            .await
    }

    /// Writes down what BambooHR answered, however long the ledger fails: this process is the only one
    /// that knows. When it ends before, the next start finds `in_flight` and searches. `false` when the
    /// send was not in `from` any more.
    async fn write_down(self, (from, to): (SendState, SendState), change: &Change) -> bool {
        let (ledger, send) = (&self.sender.ledger, &self.record.id);
        let mut pauses = Pauses::default();
        loop {
            let outcome = ledger
                .advance(By::LateAnswer, self.account, send, (from, to), change)
                .await;
            let outcome = match (outcome, &change.employee) {
                (Err(LedgerError::EmployeeTaken), Some(employee)) => {
                    let change = Change {
                        problem: Some(problems::employee_taken(employee)),
                        note: "BambooHR named an employee that belongs to another send".to_owned(),
                        ..Change::default()
                    };
                    let states = (from, SendState::NeedsPerson);
                    ledger
                        .advance(By::LateAnswer, self.account, send, states, &change)
                        .await
                }
                (outcome, _) => outcome,
            };
            match outcome {
                Ok(moved) => return moved,
                Err(error) => {
                    tracing::error!(%error, send = send.as_str(), "an answer waits to be written down");
                }
            }
            if !pauses.wait(&self.sender.stop).await {
                return false;
            }
        }
    }
}

/// Growing pauses while the ledger fails.
struct Pauses(Duration);

impl Default for Pauses {
    fn default() -> Self {
        Self(LEDGER_PAUSES.0)
    }
}

impl Pauses {
    /// `false` when the proxy is asked to stop meanwhile.
    async fn wait(&mut self, stop: &CancellationToken) -> bool {
        let pause = self.0;
        self.0 = (pause * 2).min(LEDGER_PAUSES.1);
        tokio::select! {
            () = stop.cancelled() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }
}
