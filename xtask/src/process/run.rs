//! Running a child to its end: shown as it is, kept in a log, or line by line.
//!
//! All three end early, and stop the child, when the person interrupts.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, PipeReader, Write},
    path::Path,
    process::{Command, ExitStatus},
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{RunningProcess, last_lines, log_file};
use crate::interrupt::Interrupt;

/// How often a running child is looked at.
const TICK: Duration = Duration::from_millis(50);
/// How many lines of a log are shown when its child fails.
const SHOWN_LINES: usize = 25;
/// How long the pipe of an ended child may stay open because of what it left behind.
const TIME_TO_CLOSE: Duration = Duration::from_secs(2);

/// Runs `command`, its output shown to the person. `what` opens the sentence in case of failure.
pub(crate) fn run(what: &str, command: Command, interrupt: &Interrupt) -> Result<()> {
    let mut process = RunningProcess::start(what, command)?;
    loop {
        if let Some(status) = process.exit_status()? {
            return succeeded(what, status);
        }
        interrupt.wait(TICK)?;
    }
}

/// Runs `command` with its output in the file `log`, whose end is shown in case of failure. `progress` is
/// called often with the time passed.
pub(crate) fn run_logged(
    what: &str,
    mut command: Command,
    log: &Path,
    interrupt: &Interrupt,
    mut progress: impl FnMut(Duration),
) -> Result<()> {
    let file = log_file(log)?;
    command.stdout(file.try_clone()?);
    command.stderr(file);
    let started = Instant::now();
    let mut process = RunningProcess::start(what, command)?;
    let status = loop {
        if let Some(status) = process.exit_status()? {
            break status;
        }
        interrupt.wait(TICK)?;
        progress(started.elapsed());
    };
    if !status.success() {
        let lines = last_lines(log, SHOWN_LINES);
        let log = log.display();
        bail!("{what} failed ({status}). It ended with:\n{lines}\nThe whole log is in {log}.");
    }
    Ok(())
}

/// Runs `command` and hands over every line of its output (both streams, in order) as it comes.
pub(crate) fn run_by_line(
    what: &str,
    mut command: Command,
    interrupt: &Interrupt,
    mut line: impl FnMut(&str),
) -> Result<ExitStatus> {
    let reader = merge_output(&mut command)?;
    let mut process = RunningProcess::start(what, command)?;
    let (sender, lines) = channel();
    thread::spawn(move || {
        read_lines(reader, |text| {
            // Nobody listens any more once the command has been given up.
            let _ = sender.send(text);
        });
    });
    let mut close_by = None;
    loop {
        let pipe_closed = drain(&lines, &mut line);
        if let Some(status) = process.exit_status()? {
            let deadline = *close_by.get_or_insert_with(|| Instant::now() + TIME_TO_CLOSE);
            if pipe_closed || Instant::now() > deadline {
                return Ok(status);
            }
        }
        interrupt.wait(TICK)?;
    }
}

/// Joins both output streams of `command` into one pipe, in the order in which they are written.
pub(crate) fn merge_output(command: &mut Command) -> Result<PipeReader> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?);
    command.stderr(writer);
    Ok(reader)
}

/// Writes what comes through the pipe to `log`, and hands over each line, until the pipe closes.
pub(crate) fn forward_lines(reader: PipeReader, mut log: File, mut line: impl FnMut(&str)) {
    read_lines(reader, |text| {
        // A full disk must not take the live view away as well.
        let _ = writeln!(log, "{text}");
        line(&text);
    });
}

/// Every line until the pipe closes. Children may write anything; what is not text is replaced.
fn read_lines(reader: PipeReader, mut line: impl FnMut(String)) {
    for bytes in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
        let text = String::from_utf8_lossy(&bytes);
        line(text.trim_end_matches('\r').to_owned());
    }
}

/// Hands over what has arrived; says whether the pipe is closed.
fn drain(lines: &Receiver<String>, line: &mut impl FnMut(&str)) -> bool {
    loop {
        match lines.try_recv() {
            Ok(text) => line(&text),
            Err(TryRecvError::Empty) => return false,
            Err(TryRecvError::Disconnected) => return true,
        }
    }
}

fn succeeded(what: &str, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{what} failed ({status}).");
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::fs;

    use super::*;
    use crate::interrupt::Interrupted;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_arrive_line_by_line_and_in_order() {
        let script = "echo one; echo two >&2; printf 'three\\r\\nfour'; exit 3";
        let mut lines = Vec::new();
        let status = run_by_line("It", shell(script), &Interrupt::default(), |line| {
            lines.push(line.to_owned());
        });
        assert_eq!(status.unwrap().code(), Some(3));
        assert_eq!(lines, ["one", "two", "three", "four"]);
    }

    #[test]
    fn a_failure_is_one_sentence_with_the_exit_status() {
        let problem = run("Building", shell("exit 7"), &Interrupt::default()).unwrap_err();
        assert_eq!(problem.to_string(), "Building failed (exit status: 7).");
        assert!(run("Building", shell("true"), &Interrupt::default()).is_ok());
    }

    #[test]
    fn a_logged_failure_shows_the_end_of_its_log() {
        let folder = std::env::temp_dir().join(format!("xtask-run-{}", std::process::id()));
        let log = folder.join("build.log");
        let command = shell("echo the reason >&2; exit 1");
        let problem = run_logged("Building", command, &log, &Interrupt::default(), |_| {});
        assert_eq!(
            problem.unwrap_err().to_string(),
            format!(
                "Building failed (exit status: 1). It ended with:\n  the reason\n\
                 The whole log is in {}.",
                log.display()
            )
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_interrupt_ends_the_child_and_the_command() {
        let interrupt = Interrupt::default();
        let raising = interrupt.clone();
        let script = "echo started; sleep 600";
        let problem = run_by_line("It", shell(script), &interrupt, move |_| raising.raise());
        assert!(problem.unwrap_err().is::<Interrupted>());
    }
}
