//! Ends the server when the program that started it is gone, however it went.
//!
//! A small shell waits for the end of a pipe that only we hold open. A value that is never dropped, a
//! panic, even a kill closes it.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::programs::Programs;

/// `$1` is pg_ctl, `$2` the folder.
const SCRIPT: &str = r#"trap '' INT TERM HUP
read -r _
"$1" --pgdata "$2/data" --mode immediate --silent stop
rm -rf "$2""#;

#[derive(Debug)]
pub(crate) struct Keeper(Child);

impl Keeper {
    pub(crate) fn of(programs: &Programs, folder: &Path) -> Result<Self> {
        let mut shell = programs.as_user(Command::new("/bin/sh"));
        shell
            .args(["-c", SCRIPT, "keeper"])
            .arg(programs.path("pg_ctl"))
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C in the terminal is meant for the tests; the server has to be ended all the same.
            .process_group(0);
        let child = shell.spawn();
        Ok(Self(child.context("/bin/sh cannot be run")?))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Nothing can be done about a shell that is gone already.
        let _ = self.0.wait();
    }
}
