//! Process groups and signals, in the safe subset of the standard library.
//!
//! Signals are sent through the shell's own `kill`: the separate program is not part of every minimal
//! system. Errors are ignored on purpose: "no such group" is the state wanted.

use std::process::{Command, Stdio};

/// Makes the child of `command` the leader of a new process group, so that Ctrl-C reaches only us and the
/// group can be ended as a whole.
#[cfg(unix)]
pub(super) fn lead_own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Asks the whole group to end.
#[cfg(unix)]
pub(super) fn ask_to_end(leader: u32) {
    signal("TERM", leader);
}

/// Ends the whole group without asking.
#[cfg(unix)]
pub(super) fn force_to_end(leader: u32) {
    signal("KILL", leader);
}

#[cfg(unix)]
fn signal(name: &str, leader: u32) {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("kill -s {name} -- -{leader}")]);
    quietly(&mut shell);
}

/// Windows has no groups to lead; `taskkill /T` follows the tree of children instead.
#[cfg(not(unix))]
pub(super) fn lead_own_group(_command: &mut Command) {}

/// Console programs on Windows cannot be asked, only ended.
#[cfg(not(unix))]
pub(super) fn ask_to_end(leader: u32) {
    force_to_end(leader);
}

/// Ends the process and its children without asking.
#[cfg(not(unix))]
pub(super) fn force_to_end(leader: u32) {
    let mut taskkill = Command::new("taskkill");
    taskkill.args(["/T", "/F", "/PID", &leader.to_string()]);
    quietly(&mut taskkill);
}

fn quietly(command: &mut Command) {
    command.stdin(Stdio::null());
    command.stdout(Stdio::null());
    command.stderr(Stdio::null());
    let _ = command.status();
}
