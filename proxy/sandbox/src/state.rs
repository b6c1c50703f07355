//! What all requests share: the company, the clock, the request log and the faults still to be played.
//! Each is behind its own lock, held for one step and never across a wait.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;

use crate::beginning::Beginning;
use crate::company::{
    Clock, Company, EmployeeRecord, Key, Keys, Moment, Settings, Throttle, Tokens, mix,
};
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
    /// As this run began, after the file and the options. What a reset goes back to beside what follows from the company's origin.
    at_start: (Settings, Keys),
    /// Locked after the company. Gone once the sandbox has ended.
    keeper: Mutex<Option<Keeper>>,
    clock: Mutex<Clock>,
    throttle: Mutex<Throttle>,
    requests: Mutex<RequestLog>,
    answers: AtomicU64,
    faults: Mutex<Vec<Fault>>,
}

impl Default for SandboxState {
    fn default() -> Self {
        Self::new()
    }
}

impl SandboxState {
    /// The usual company as it starts, nothing recorded, no faults.
    pub fn new() -> Self {
        let clock = Clock::default();
        let company = Company::starting(crate::company::Origin::default(), clock.read());
        Self::with(company, clock, None)
    }

    /// The company as it is to begin, or as an earlier run left it in the file it is kept in.
    pub(crate) fn begin(beginning: Beginning) -> io::Result<Self> {
        let clock = beginning.clock;
        let keeper = beginning.state_file.clone().map(Keeper::open);
        let mut keeper = keeper.transpose()?;
        let kept = match &mut keeper {
            Some(keeper) => keeper.load(beginning.asked)?,
            None => None,
        };
        let company = beginning.furnish(kept)?;
        if let Some(keeper) = &mut keeper {
            keeper.save(&company)?;
        }
        Ok(Self::with(company, clock, keeper))
    }

    fn with(company: Company, clock: Clock, keeper: Option<Keeper>) -> Self {
        Self {
            shared: Arc::new(Shared {
                at_start: (company.settings.clone(), company.keys.clone()),
                company: Mutex::new(company),
                keeper: Mutex::new(keeper),
                clock: Mutex::new(clock),
                throttle: Mutex::default(),
                requests: Mutex::default(),
                answers: AtomicU64::new(0),
                faults: Mutex::default(),
            }),
        }
    }

    /// Reads the sandbox's clock.
    pub(crate) fn moment(&self) -> Moment {
        lock(&self.shared.clock).read()
    }

    /// Sets the clock forward.
    pub(crate) fn pass_time(&self, time: SignedDuration) {
        let mut clock = lock(&self.shared.clock);
        *clock = clock.advanced(time);
    }

    pub(crate) fn throttle(&self) -> MutexGuard<'_, Throttle> {
        lock(&self.shared.throttle)
    }

    /// 39 decimal digits, another text every time and the same ones in every run with the same seed.
    pub(crate) fn next_request_id(&self) -> String {
        const SMALLEST: u128 = 100_000_000_000_000_000_000_000_000_000_000_000_000;
        let number = self.shared.answers.fetch_add(2, Ordering::Relaxed);
        let seed = self.company().origin.seed;
        let half = |number| u128::from(mix(seed, number));
        (SMALLEST + ((half(number) << 64) | half(number + 1)) % (2 * SMALLEST)).to_string()
    }

    /// Adds a key or replaces the one of this name.
    pub(crate) fn set_key(&self, name: &str, key: Key) -> Result<(), &'static str> {
        self.change(|company| company.keys.set(name, key))
    }

    /// Takes a key away; false when there is none of this name.
    pub(crate) fn remove_key(&self, name: &str) -> bool {
        self.change(|company| company.keys.remove(name))
    }

    /// Changes the settings, unless the outcome makes no sense.
    pub(crate) fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(), &'static str> {
        self.change(|company| {
            let mut settings = company.settings.clone();
            change(&mut settings);
            settings.check()?;
            company.settings = settings;
            Ok(())
        })
    }

    /// Tokens for the user of this key; `None` when there is none.
    pub(crate) fn issue_tokens(&self, user: &str) -> Option<Tokens> {
        let moment = self.moment();
        self.change(|company| company.issue_tokens(user, moment))
    }

    /// Ends all access tokens.
    pub(crate) fn expire_tokens(&self) {
        self.change(Company::expire_tokens);
    }

    /// Everybody, by ascending id.
    pub fn employees(&self) -> Vec<EmployeeRecord> {
        let moment = self.moment();
        self.company().records(moment)
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

    /// Starts over with the scenario, settings and keys that this run began with: people, ids, tokens, request
    /// log, faults, the sequence of request ids and the clock are as at the start, so that the same requests
    /// get the same answers. A company that is kept in a file is overwritten.
    pub fn reset(&self) {
        let moment = {
            let mut clock = lock(&self.shared.clock);
            *clock = clock.restarted();
            clock.read()
        };
        self.change(|company| {
            *company = Company::starting(company.origin, moment);
            (company.settings, company.keys) = self.shared.at_start.clone();
        });
        *self.request_log() = RequestLog::default();
        *self.throttle() = Throttle::default();
        self.shared.answers.store(0, Ordering::Relaxed);
        self.clear_faults();
    }

    /// Changes the company, keeps the change when it is kept at all, and lets the webhooks know.
    pub(crate) fn change<T>(&self, work: impl FnOnce(&mut Company) -> T) -> T {
        let mut company = self.company();
        let outcome = work(&mut company);
        let messages = company.take_messages();
        let saved = lock(&self.shared.keeper)
            .as_mut()
            .map(|keeper| keeper.save(&company));
        if let Some(Err(error)) = saved {
            eprintln!("The last change will be forgotten when the sandbox ends: {error}.");
        }
        drop(company);
        delivery::send_all(messages);
        outcome
    }

    /// Leaves the file to others: what requests do that are still under way is not kept.
    fn stop_keeping(&self) {
        *lock(&self.shared.keeper) = None;
    }

    pub(crate) fn company(&self) -> MutexGuard<'_, Company> {
        lock(&self.shared.company)
    }

    pub(crate) fn request_log(&self) -> MutexGuard<'_, RequestLog> {
        lock(&self.shared.requests)
    }

    /// The faults that wait for a request, in the order they are tried.
    pub(crate) fn waiting_faults(&self) -> Vec<Fault> {
        lock(&self.shared.faults).clone()
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

/// Ends the keeping when it is dropped. Requests may outlive the sandbox, and hold its state that long.
#[derive(Debug)]
pub(crate) struct WhileRunning(pub(crate) SandboxState);

impl Drop for WhileRunning {
    fn drop(&mut self) {
        self.0.stop_keeping();
    }
}

/// A handler that panicked leaves whole values behind: every write is one assignment or insertion.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
