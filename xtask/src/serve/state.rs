//! What `serve` keeps between runs: the proxy's database and the logs, in an ignored folder.

use std::{fs, io, time::Duration};

use anyhow::{Context, Result};

use crate::{interrupt::Interrupt, workspace::Workspace};

/// Makes the folder, emptied first when `fresh` is asked for.
pub(super) fn prepare(workspace: &Workspace, interrupt: &Interrupt, fresh: bool) -> Result<()> {
    let state = workspace.state();
    if fresh {
        // Emptying cannot be undone, so whoever stopped the command while it built keeps everything.
        interrupt.wait(Duration::ZERO)?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::interrupt::Interrupted;

    #[test]
    fn fresh_empties_the_state_unless_the_person_has_stopped_the_command() {
        let root = std::env::temp_dir().join(format!("xtask-state-{}", std::process::id()));
        let workspace = Workspace::at(&root);
        let interrupt = Interrupt::default();
        prepare(&workspace, &interrupt, false).unwrap();
        fs::write(workspace.database(), "sends").unwrap();

        prepare(&workspace, &interrupt, false).unwrap();
        assert!(workspace.database().is_file());

        let stopped = Interrupt::default();
        stopped.raise();
        let problem = prepare(&workspace, &stopped, true);
        assert!(problem.unwrap_err().is::<Interrupted>());
        assert!(workspace.database().is_file());

        prepare(&workspace, &interrupt, true).unwrap();
        assert!(!workspace.database().exists() && workspace.logs().is_dir());
        fs::remove_dir_all(root).unwrap();
    }
}
