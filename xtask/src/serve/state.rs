//! What `serve` keeps between runs: the proxy's database and the logs, in an ignored folder.

use std::{fs, io};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Makes the folder, emptied first when `fresh` is asked for.
pub(super) fn prepare(workspace: &Workspace, fresh: bool) -> Result<()> {
    let state = workspace.state();
    if fresh {
        println!("Emptying {}.", state.display());
        match fs::remove_dir_all(&state) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("Cannot empty {}", state.display()));
            }
            _ => {}
        }
    }
    let logs = workspace.logs();
    fs::create_dir_all(&logs).with_context(|| format!("Cannot create {}", logs.display()))
}
