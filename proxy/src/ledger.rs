//! The ledger: users and their sessions, candidates, sends with their steps and events, batches, connections with sealed
//! keys, the keys of applicant tracking systems, the record of who did what, and the answers given to idempotency keys; in one SQLite file for one proxy, or in
//! PostgreSQL for several.
//!
//! Everything between two requests to BambooHR is one transaction here, and a transaction that
//! returned is on the disk. Every function takes the [`AccountId`] whose rows it may touch. Time that
//! decides anything is the database's, never this machine's.

mod ats_keys;
mod audit;
mod batches;
mod bringing;
mod candidates;
mod checkups;
mod connections;
mod database;
mod drafts;
mod embedding;
mod error;
mod files;
mod history;
mod invitations;
mod leases;
mod log;
mod openid;
mod pinpoint;
mod remembered;
mod retention;
mod sealed;
mod sends;
mod sessions;
mod set_back;
mod setups;
mod sight;
mod standing;
mod statement;
mod stored;
mod tries;
mod upstream;
mod url;
mod users;
mod weeks;
mod work;

use std::time::Duration;

use tokio::sync::broadcast;

pub use ats_keys::{AtsKeyId, AtsKeyRecord, AtsKeyToStore};
pub use audit::{AuditFilter, AuditPage, Broken, Entry, Head, OPERATOR, Verifier, What};
pub use batches::{
    BatchBegun, BatchId, BatchRecord, Line, LineSend, NewBatchRecord, NewLine, Obstacle, Pace,
};
pub use bringing::{Brought, BroughtBy, Kept};
pub use candidates::Page;
pub use checkups::SendProof;
pub use connections::{ConnectionToStore, StoredConnection};
pub use drafts::StoredDraft;
pub use embedding::{EmbedId, EmbedRecord, EmbedToStore, Embedded};
pub use error::LedgerError;
pub use files::{FileInfo, NewFile, StoredFile};
pub use history::{Recorded, RecordedWhat, SendEvent};
pub use invitations::{Accepted, Invited};
pub use leases::{LEASE, Lease, WorkerId};
pub use log::{LogEntry, LogRows};
pub use openid::{Attempt, NewAttempt, Vouched, Welcomed};
pub use pinpoint::{
    Arrived, Ended, FailedJob, FromPinpoint, JobKind, NewArrival, Noted, PINPOINT_AT_ONCE,
    PinpointJob, PinpointToStore, PinpointWork, StoredPinpoint, Told,
};
pub use remembered::{NewRemembered, Remembered};
pub use retention::Purged;
pub use sealed::{SealedIn, SealedRow};
pub use sends::{
    Begun, By, Change, NewIntent, SendId, SendRecord, StepRecord, StepState, Summary, Tries,
};
pub use sessions::{SessionLimits, TokenHash};
pub use setups::{NewSetup, SetupMade, StoredSetup};
pub use standing::Standing;
pub use tries::{Limit, Tried};
pub use upstream::{OPEN_AFTER, Upstream};
pub use url::{DatabaseUrl, UnknownDatabase};
pub use users::{UserChanged, UserId, UserRecord, UserToStore, email_key};

use crate::account::AccountId;
use database::Database;

/// Who did it, in the record, when it was this program and nobody else.
pub const PROXY: &str = "proxy";

/// Changes that a slow listener may be behind before it is told that it missed some.
const REMEMBERED_CHANGES: usize = 1024;

/// A ledger. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Ledger {
    database: Database,
    lease: Duration,
    sends: broadcast::Sender<SendId>,
    accounts: broadcast::Sender<AccountId>,
}

impl Ledger {
    /// Opens `sqlite:FILE`, which is made when it is not there, or a PostgreSQL database, and brings
    /// its schema up to date.
    pub async fn open(database_url: &str) -> Result<Self, LedgerError> {
        Self::open_with(database_url, LEASE).await
    }

    /// The same with leases of another length. Proxies on one database must agree on it.
    pub async fn open_with(database_url: &str, lease: Duration) -> Result<Self, LedgerError> {
        let database = Database::open(&DatabaseUrl::parse(database_url)?).await?;
        let ledger = Self::over(database, lease);
        if ledger.database.is_ours_alone() {
            ledger.forget_leases().await?;
            ledger.forget_moments_to_come().await?;
        }
        Ok(ledger)
    }

    /// Opens a database that is there, beside the proxies that work on it: for commands that take no send.
    pub async fn open_beside(database_url: &DatabaseUrl) -> Result<Self, LedgerError> {
        Ok(Self::over(
            Database::open_beside(database_url).await?,
            LEASE,
        ))
    }

    fn over(database: Database, lease: Duration) -> Self {
        Self {
            database,
            lease,
            sends: broadcast::Sender::new(REMEMBERED_CHANGES),
            accounts: broadcast::Sender::new(REMEMBERED_CHANGES),
        }
    }

    /// How long a worker may be silent before others take its sends.
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Finishes what is being written and closes the database.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// The sends that this process has changed, told after each commit. Whoever is told that it missed
    /// some must look at everything it watches.
    pub fn changes(&self) -> broadcast::Receiver<SendId> {
        self.sends.subscribe()
    }

    /// The accounts for which this process has changed something wider than one send: how BambooHR is,
    /// or whether a batch is paused. Told after each commit.
    pub fn account_changes(&self) -> broadcast::Receiver<AccountId> {
        self.accounts.subscribe()
    }

    /// Nobody may be listening, which is no failure.
    fn tell(&self, send: &SendId) {
        let _ = self.sends.send(send.clone());
    }

    fn tell_account(&self, account: &AccountId) {
        let _ = self.accounts.send(account.clone());
    }
}
