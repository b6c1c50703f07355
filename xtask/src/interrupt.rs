//! Ctrl-C and termination, as something a command can wait on.
//!
//! Every wait in these commands goes through [`Interrupt::wait`], so nothing has to be woken up or killed
//! when a person wants to stop. This module stops nothing by itself.

use std::{
    fmt,
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};

/// Says whether the person asked to stop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    raised: Mutex<bool>,
    changed: Condvar,
}

/// The error of a command that was asked to stop. It carries no sentence for the person: they know.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("stopped on request")
    }
}

impl std::error::Error for Interrupted {}

impl Interrupt {
    /// Starts listening for Ctrl-C, termination and the closing of the terminal.
    pub(crate) fn listen() -> Result<Self> {
        let interrupt = Self::default();
        let raising = interrupt.clone();
        ctrlc::set_handler(move || raising.raise())
            .context("Cannot listen for Ctrl-C, so nothing was started")?;
        Ok(interrupt)
    }

    /// Waits for `time`, or fails as soon as the person asks to stop.
    pub(crate) fn wait(&self, time: Duration) -> Result<(), Interrupted> {
        let raised = self.shared.raised.lock();
        let raised = raised.unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .shared
            .changed
            .wait_timeout_while(raised, time, |raised| !*raised);
        let (raised, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *raised { Err(Interrupted) } else { Ok(()) }
    }

    /// Marks the request to stop; every present and later wait fails.
    pub(crate) fn raise(&self) {
        let raised = self.shared.raised.lock();
        *raised.unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_ends_early_when_the_person_stops_the_command() {
        let interrupt = Interrupt::default();
        let raising = interrupt.clone();
        let thread = std::thread::spawn(move || raising.raise());
        assert!(interrupt.wait(Duration::from_secs(60)).is_err());
        assert!(thread.join().is_ok());
    }

    #[test]
    fn a_wait_nobody_interrupts_ends_by_itself() {
        assert!(Interrupt::default().wait(Duration::from_millis(1)).is_ok());
    }
}
