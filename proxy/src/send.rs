//! The send: a durable state machine that ends in exactly one employee, or says why not.
//!
//! ```text
//! intent ─▶ twins? ─▶ in_flight ─▶ created ─▶ step … step ─▶ done, or incomplete
//!    │         │         ├▶ refused      BambooHR said no; nothing was created
//!    │         │         ├▶ intent       it never got there, or was turned away: later, by itself
//!    │         │         └▶ unknown      the answer was lost ─▶ search ─▶ created, or needs_person
//!    │         └▶ twin_found             a person decides before anything is sent
//!    └▶ not_sent                         a person stopped it
//! ```
//!
//! The create call is made in one place, `create`, after `in_flight` is on the disk. From `unknown`
//! nothing here ever creates: only a person can say that nobody was created, and then the candidate is
//! sent anew. A send belongs to the worker that holds its lease; everything it writes carries the lease's
//! fence, so that a worker with an old picture writes nothing.

mod create;
mod other_company;
mod people;
mod problems;
mod resolve;
mod search;
mod steps;
mod told;
mod twins;
mod values;
mod view;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use bamboohr::Client;
use handoff::FieldId;
use handoff::interface::{SendProblem, SendState};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::account::AccountId;
use crate::connection::{BambooHr, Trouble};
use crate::connections::{Connected, Connections};
use crate::crash::{self, Point};
use crate::ledger::{
    BatchBegun, Begun, By, Change, Lease, Ledger, LedgerError, NewBatchRecord, NewIntent,
    SendRecord, WorkerId,
};
use crate::traces;
pub(crate) use problems::STOPPED;
pub use resolve::NotResolved;
pub(crate) use told::{history, stands};
pub(crate) use values::value;
pub(crate) use view::{Standing, employee_link, name_or_removed, view};
use worker::Driven;

/// Pauses between two tries while the ledger fails: the first, and the longest.
const LEDGER_PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// How long what must leave at once waits for its turn. The lease is renewed meanwhile.
const TURN: Duration = Duration::from_secs(60);

/// How sends are driven.
#[derive(Clone, Debug)]
pub struct SenderOptions {
    /// How long a look into BambooHR that finds nothing goes on before nothing is what is there: somebody
    /// made a moment ago may not be listed yet.
    pub settle: Duration,
    /// The company's own field that holds the applicant tracking system's id of a candidate.
    pub candidate_id_field: Option<FieldId>,
}

impl Default for SenderOptions {
    fn default() -> Self {
        Self {
            settle: Duration::from_secs(15),
            candidate_id_field: None,
        }
    }
}

/// Drives sends. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Sender {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ledger: Ledger,
    connections: Connections,
    options: SenderOptions,
    worker: WorkerId,
    driven: Driven,
    /// There may be work.
    wake: Notify,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Sender {
    /// Nothing is driven before [`Self::work`].
    /// `stop` ends the driving, as soon as what is on its way has been answered and written down.
    pub fn new(
        ledger: Ledger,
        connections: Connections,
        options: SenderOptions,
        stop: CancellationToken,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                ledger,
                connections,
                options,
                worker: WorkerId::unique(),
                driven: Driven::default(),
                wake: Notify::new(),
                tasks: TaskTracker::new(),
                stop,
            }),
        }
    }

    /// The company's own field that holds the candidate's id, if there is one.
    pub fn candidate_id_field(&self) -> Option<&FieldId> {
        self.inner.options.candidate_id_field.as_ref()
    }

    /// Cancelled when the proxy stops.
    pub(crate) fn stop(&self) -> &CancellationToken {
        &self.inner.stop
    }

    /// Accepts a send; it begins at once.
    pub async fn accept(
        &self,
        account: AccountId,
        intent: NewIntent,
    ) -> Result<Begun, LedgerError> {
        let sender = self.clone();
        self.to_the_end(async move {
            crash::point(Point::BeforeIntentCommit);
            let ledger = &sender.inner.ledger;
            let begun = match ledger.begin(&account, &intent).await {
                Err(LedgerError::InDoubt(error)) => {
                    let answered = ledger.answered(&account, &intent.key, intent.fingerprint);
                    told_by_the_key(answered.await, error)?
                }
                begun => begun?,
            };
            crash::point(Point::AfterIntentCommit);
            sender.inner.wake.notify_one();
            Ok(begun)
        })
        .await
    }

    /// Accepts many sends; they begin at once.
    pub async fn accept_batch(
        &self,
        account: AccountId,
        batch: NewBatchRecord,
    ) -> Result<BatchBegun, LedgerError> {
        let sender = self.clone();
        self.to_the_end(async move {
            let ledger = &sender.inner.ledger;
            let begun = match ledger.begin_batch(&account, &batch).await {
                Err(LedgerError::InDoubt(error)) => {
                    let begun = ledger.begun_batch(&account, &batch.key, batch.fingerprint);
                    told_by_the_key(begun.await, error)?
                }
                begun => begun?,
            };
            sender.inner.wake.notify_one();
            Ok(begun)
        })
        .await
    }

    /// Says that there may be work: a batch goes on, or an account does.
    pub fn wake(&self) {
        self.inner.wake.notify_one();
    }

    /// Asks BambooHR now whether it can be used again, and lets waiting sends go on when it can.
    pub async fn check(&self, account: &AccountId) -> Result<(), LedgerError> {
        if let Connected::Live(bamboohr) = self.inner.connections.of(account).await? {
            bamboohr.check().await?;
            self.wake();
        }
        Ok(())
    }

    /// Does this even when whoever waits for it goes away, as a request does when its browser reloads. When it ends by a
    /// defect, nobody can say how far it came.
    async fn to_the_end<T: Send + 'static, E: From<LedgerError> + Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, E> {
        let ended = self.inner.tasks.spawn(work.in_current_span()).await;
        ended.unwrap_or_else(|_| {
            let interrupted = Box::new(LedgerError::Interrupted);
            Err(LedgerError::InDoubt(interrupted).into())
        })
    }

    /// Waits until no request to BambooHR is on its way and what it answered is on the disk.
    pub async fn finish(&self) {
        self.inner.stop.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Drives one send until it has ended, waits for a time, or belongs to somebody else.
    async fn drive(&self, lease: &Lease) -> Result<(), LedgerError> {
        let trace = traces::send(lease.send.as_str());
        self.drive_on(lease).instrument(trace).await
    }

    async fn drive_on(&self, lease: &Lease) -> Result<(), LedgerError> {
        let ledger = &self.inner.ledger;
        crash::point(Point::AfterClaim);
        while let Some(record) = ledger.send(&lease.account, &lease.send).await? {
            // What has not begun waits for the next start.
            if self.inner.stop.is_cancelled() {
                return ledger.release(lease, None).await;
            }
            // Asked for at every step: an admin may have put another key there, or none.
            let connected = self.inner.connections.of(&lease.account).await?;
            let Connected::Live(bamboohr) = connected else {
                return ledger.release(lease, None).await;
            };
            // What was learned meanwhile holds for all: a pause, an outage, a rejected key. What was on its way
            // when a worker died is first called so, for which nobody is asked.
            if record.state != SendState::InFlight
                && record.state.is_running()
                && !ledger.upstream(&lease.account).await?.is_open()
            {
                return ledger.release(lease, None).await;
            }
            let step = Step {
                sender: &self.inner,
                bamboohr: &bamboohr,
                lease,
                record: &record,
            };
            let planned = match record.state {
                SendState::Created => steps::next(&record),
                _ => None,
            };
            let trace = traces::step(lease.send.as_str(), record.state, planned);
            let went = take(step).instrument(trace.clone()).await;
            traces::went(&trace, went.as_ref().ok().copied().map(Went::name));
            match went? {
                Went::On => {}
                Went::Waits(pause) => return ledger.release(lease, Some(pause)).await,
                Went::Ended => return ledger.release(lease, None).await,
                // Nothing is changed when somebody else holds it; and when nobody does, it comes free.
                Went::Lost => return ledger.release(lease, None).await,
            }
        }
        Ok(())
    }
}

/// A commit that was not confirmed may have happened: the key tells. When it cannot be asked, nobody knows.
fn told_by_the_key<T>(
    answered: Result<Option<T>, LedgerError>,
    error: Box<LedgerError>,
) -> Result<T, LedgerError> {
    match answered {
        Ok(Some(begun)) => Ok(begun),
        Ok(None) => Err(*error),
        Err(_) => Err(LedgerError::InDoubt(error)),
    }
}

/// Takes the step that the send's state asks for.
async fn take(step: Step<'_>) -> Result<Went, LedgerError> {
    match step.record.state {
        SendState::InFlight => taken_over(step).await,
        _ if !step.bamboohr.is_of(&step.record.company) => other_company::leave(step).await,
        SendState::Intent => create::begin(step).await,
        SendState::Unknown => search::search(step).await,
        SendState::Created => steps::carry_out(step).await,
        _ => Ok(Went::Ended),
    }
}

/// Found on its way: whoever sent it is gone, and nobody can say what BambooHR did with it.
async fn taken_over(step: Step<'_>) -> Result<Went, LedgerError> {
    let change = Change::noted("found on its way after a stop or a crash");
    step.advance(SendState::Unknown, &change).await
}

/// How a step of the machine ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Went {
    /// Look at the send again.
    On,
    /// There is nothing to do before this time is over.
    Waits(Duration),
    /// There is nothing more to do.
    Ended,
    /// The send belongs to somebody else now.
    Lost,
}

impl Went {
    fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Waits(_) => "waits",
            Self::Ended => "ended",
            Self::Lost => "lost",
        }
    }
}

/// One send at one state, with all a step needs.
#[derive(Clone, Copy)]
struct Step<'a> {
    sender: &'a Inner,
    bamboohr: &'a BambooHr,
    lease: &'a Lease,
    record: &'a SendRecord,
}

impl Step<'_> {
    /// The client for the one call whose turn in the pace of the account has come; `None` when the proxy stops
    /// meanwhile.
    async fn turn(self) -> Result<Option<Client>, bamboohr::Error> {
        tokio::select! {
            () = self.sender.stop.cancelled() => Ok(None),
            turn = self.bamboohr.client().in_turn(TURN) => turn.map(Some),
        }
    }

    /// Employees of this company that sends have made.
    async fn ours(self) -> Result<Vec<String>, LedgerError> {
        let ledger = &self.sender.ledger;
        ledger
            .employees(&self.lease.account, self.bamboohr.company())
            .await
    }

    /// Moves on from the state this step began in.
    async fn advance(self, to: SendState, change: &Change) -> Result<Went, LedgerError> {
        let states = (self.record.state, to);
        let moved = self
            .sender
            .ledger
            .advance(
                By::Worker(self.lease),
                &self.lease.account,
                &self.lease.send,
                states,
                change,
            )
            .await?;
        Ok(if moved { Went::On } else { Went::Lost })
    }

    /// Stays in its state with a problem that says what it waits for, and is due again after `pause`. `trouble`
    /// is what BambooHR answered, if it was asked.
    async fn wait(
        self,
        problem: SendProblem,
        pause: Duration,
        trouble: Option<Trouble>,
        note: &str,
    ) -> Result<Went, LedgerError> {
        let change = Change {
            problem: Some(problem),
            counts_look: trouble.is_some_and(Trouble::is_failure),
            ..Change::noted(note)
        };
        if self.advance(self.record.state, &change).await? == Went::Lost {
            return Ok(Went::Lost);
        }
        Ok(Went::Waits(pause))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_was_accepted_only_when_the_key_says_so() {
        let timed_out = || Box::new(LedgerError::TimedOut);
        let told = |answered| told_by_the_key(answered, timed_out());
        assert!(matches!(told(Ok(Some(7))), Ok(7)));
        assert!(matches!(told(Ok(None)), Err(LedgerError::TimedOut)));
        let unknown = told(Err(LedgerError::TimedOut));
        assert!(matches!(unknown, Err(LedgerError::InDoubt(_))));
    }
}
