//! Child processes that never outlive the command that started them.
//!
//! Each child leads its own process group: stopping it stops what it started in turn (Trunk runs Cargo,
//! Cargo runs rustc and test programs). Dropping a [`RunningProcess`] stops it, so an early return leaves
//! no orphan. What the children are for is decided elsewhere.

mod group;
mod log;
mod run;

use std::{
    io,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

pub(crate) use log::{last_lines, log_file};
pub(crate) use run::{forward_lines, merge_output, run, run_by_line, run_logged};

/// How long a child may take to end after it was asked to.
const TIME_TO_END: Duration = Duration::from_secs(5);

/// A started child and everything it started.
#[derive(Debug)]
pub(crate) struct RunningProcess {
    name: String,
    id: u32,
    ending: Receiver<io::Result<ExitStatus>>,
    ended: Option<ExitStatus>,
}

impl RunningProcess {
    /// Starts `command` without standard input. `name` opens sentences, such as "The proxy".
    pub(crate) fn start(name: &str, mut command: Command) -> Result<Self> {
        command.stdin(Stdio::null());
        group::lead_own_group(&mut command);
        let mut child = command.spawn().with_context(|| {
            let program = command.get_program().to_string_lossy().into_owned();
            format!("{name} cannot start, because {program} does not run")
        })?;
        // The command may hold the writing end of a pipe that its reader waits to see closed.
        drop(command);
        let id = child.id();
        let (sender, ending) = channel();
        thread::spawn(move || {
            // Nobody listens any more when the command has been given up; the child is reaped all the same.
            let _ = sender.send(child.wait());
        });
        Ok(Self {
            name: name.to_owned(),
            id,
            ending,
            ended: None,
        })
    }

    /// What sentences call this child.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How the child ended, or `None` while it runs. Never waits.
    pub(crate) fn exit_status(&mut self) -> Result<Option<ExitStatus>> {
        if self.ended.is_none() {
            match self.ending.try_recv() {
                Ok(status) => self.ended = Some(status?),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => {
                    anyhow::bail!("Lost sight of {}.", self.name);
                }
            }
        }
        Ok(self.ended)
    }

    fn wait_until(&mut self, deadline: Instant) {
        if self.ended.is_some() {
            return;
        }
        let patience = deadline.saturating_duration_since(Instant::now());
        match self.ending.recv_timeout(patience) {
            Ok(Ok(status)) => self.ended = Some(status),
            Ok(Err(_)) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
}

impl Drop for RunningProcess {
    fn drop(&mut self) {
        stop_all([self]);
    }
}

/// Asks all to end, waits for them together, and ends by force what is still there after five seconds.
pub(crate) fn stop_all<'a>(processes: impl IntoIterator<Item = &'a mut RunningProcess>) {
    let mut processes: Vec<_> = processes.into_iter().collect();
    for process in processes.iter().filter(|process| process.ended.is_none()) {
        group::ask_to_end(process.id);
    }
    let deadline = Instant::now() + TIME_TO_END;
    for process in &mut processes {
        process.wait_until(deadline);
        // Also after an orderly ending: the leader is gone, what it started may not be.
        group::force_to_end(process.id);
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::{
        io::{BufRead, BufReader, Read},
        os::unix::process::ExitStatusExt,
    };

    use super::*;

    /// A shell that reports on a pipe, and the reading end of that pipe.
    fn shell(script: &str) -> (RunningProcess, BufReader<io::PipeReader>) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let reader = merge_output(&mut command).unwrap();
        let process = RunningProcess::start("The stand-in", command).unwrap();
        (process, BufReader::new(reader))
    }

    fn first_line(reader: &mut impl BufRead) -> String {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line
    }

    #[test]
    fn a_stopped_process_takes_what_it_started_with_it() {
        let (process, mut reader) = shell("sleep 600 & echo started; wait");
        assert_eq!(first_line(&mut reader), "started\n");
        drop(process);
        // The pipe only ends when the sleeping grandchild, which holds it open too, is gone.
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }

    #[test]
    fn what_a_process_leaves_behind_is_stopped_after_it_ended_by_itself() {
        let (mut process, mut reader) = shell("sleep 600 & echo started");
        assert_eq!(first_line(&mut reader), "started\n");
        process.wait_until(Instant::now() + Duration::from_secs(60));
        assert!(process.exit_status().unwrap().unwrap().success());
        drop(process);
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
    }

    #[test]
    fn a_process_may_end_in_order_when_asked() {
        let script = "trap 'echo tidied; exit 0' TERM; sleep 600 & echo started; wait";
        let (mut process, mut reader) = shell(script);
        assert_eq!(first_line(&mut reader), "started\n");
        stop_all([&mut process]);
        assert_eq!(first_line(&mut reader), "tidied\n");
        assert_eq!(process.exit_status().unwrap().unwrap().code(), Some(0));
    }

    #[test]
    fn how_a_process_ended_is_known() {
        let (mut process, _reader) = shell("kill -s KILL $$");
        process.wait_until(Instant::now() + Duration::from_secs(60));
        assert_eq!(process.exit_status().unwrap().unwrap().signal(), Some(9));
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let problem = RunningProcess::start("The stand-in", Command::new("no-such-program"));
        assert_eq!(
            problem.unwrap_err().to_string(),
            "The stand-in cannot start, because no-such-program does not run"
        );
    }
}
