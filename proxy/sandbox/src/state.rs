//! What all requests share: the company, the request log and the faults still to be played.
//! Each is behind its own lock, held for one step and never across a wait.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::company::{Company, EmployeeRecord, Moment};
use crate::delivery;
use crate::fault::Fault;
use crate::kept::Keeper;
use crate::request_log::{RecordedRequest, RequestLog};

/// A handle to one sandbox's state. Clones are handles to the same state.
#[derive(Clone, Debug)]
pub struct SandboxState {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    company: Mutex<Company>,
    keeper: Option<Keeper>,
    requests: Mutex<RequestLog>,
    faults: Mutex<Vec<Fault>>,
}

impl Default for SandboxState {
    fn default() -> Self {
        Self::new()
    }
}

impl SandboxState {
    /// The company as it starts, nothing recorded, no faults.
    pub fn new() -> Self {
        Self::with(Company::seeded(Moment::read()), None)
    }

    /// The company as an earlier run left it in `file`, or as it starts; every change is kept there.
    pub(crate) fn kept_in(file: PathBuf) -> io::Result<Self> {
        let keeper = Keeper::new(file);
        let company = match keeper.load()? {
            Some(company) => company,
            None => Company::seeded(Moment::read()),
        };
        keeper.save(&company)?;
        Ok(Self::with(company, Some(keeper)))
    }

    fn with(company: Company, keeper: Option<Keeper>) -> Self {
        Self {
            shared: Arc::new(Shared {
                company: Mutex::new(company),
                keeper,
                requests: Mutex::default(),
                faults: Mutex::default(),
            }),
        }
    }

    /// Everybody, by ascending id.
    pub fn employees(&self) -> Vec<EmployeeRecord> {
        self.company().records(Moment::read())
    }

    /// The requests so far, in the order they arrived.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.request_log().all()
    }

    /// Adds a fault behind those already waiting.
    pub fn add_fault(&self, fault: Fault) {
        lock(&self.shared.faults).push(fault);
    }

    /// Forgets all faults.
    pub fn clear_faults(&self) {
        lock(&self.shared.faults).clear();
    }

    /// Back to the state of a fresh start: people, ids, request log, faults.
    pub fn reset(&self) {
        self.change(|company| *company = Company::seeded(Moment::read()));
        *self.request_log() = RequestLog::default();
        self.clear_faults();
    }

    /// Changes the company, keeps the change when it is kept at all, and lets the webhooks know.
    pub(crate) fn change<T>(&self, work: impl FnOnce(&mut Company) -> T) -> T {
        let mut company = self.company();
        let outcome = work(&mut company);
        let messages = company.take_messages();
        if let Some(Err(error)) = self
            .shared
            .keeper
            .as_ref()
            .map(|keeper| keeper.save(&company))
        {
            eprintln!("The last change will be forgotten when the sandbox ends: {error}.");
        }
        drop(company);
        delivery::send_all(messages);
        outcome
    }

    pub(crate) fn company(&self) -> MutexGuard<'_, Company> {
        lock(&self.shared.company)
    }

    pub(crate) fn request_log(&self) -> MutexGuard<'_, RequestLog> {
        lock(&self.shared.requests)
    }

    /// The first waiting fault for this request, counted down; one that has run out is removed.
    pub(crate) fn take_fault(&self, method: &str, path: &str) -> Option<Fault> {
        let mut faults = lock(&self.shared.faults);
        let position = faults
            .iter()
            .position(|fault| fault.matches(method, path))?;
        let fault = faults.get_mut(position)?;
        let taken = fault.clone();
        if fault.is_last_use() {
            faults.remove(position);
        }
        Some(taken)
    }
}

/// A handler that panicked leaves whole values behind: every write is one assignment or insertion.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
