//! What the process forbids itself before a key is in its memory, and how much it may hold open.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files and sockets besides the connections of browsers: the ledger, BambooHR, the program itself.
const OTHERS: u64 = 256;

/// From here on no crash writes this process's memory anywhere: it holds keys in plain text.
///
/// Both are needed on Linux: the limit is not asked when dumps are piped into a program, and a process that is not dumpable
/// is dumped nowhere. It also closes `/proc/<pid>/mem` and `ptrace` to other processes of the same user.
pub fn no_core_dumps() -> io::Result<()> {
    let nothing = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, nothing)?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Allows itself as many open sockets as it may have, when fewer would not do for so many connections; for how many they do.
pub fn room_for_connections(wanted: usize) -> io::Result<usize> {
    let files = u64::try_from(wanted)
        .unwrap_or(u64::MAX)
        .saturating_add(OTHERS);
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(u64::MAX);
    let allowed = match limit.current {
        Some(current) if current < files => {
            let raised = files.min(most);
            let limit = Rlimit {
                current: Some(raised),
                ..limit
            };
            setrlimit(Resource::Nofile, limit)?;
            raised
        }
        _ => files,
    };
    let room = usize::try_from(allowed.saturating_sub(OTHERS)).unwrap_or(usize::MAX);
    if room < wanted {
        tracing::warn!(
            room,
            wanted,
            "fewer files may be open than connections are allowed"
        );
    }
    // Where almost nothing may be open, something must be.
    Ok(room.max(16))
}

/// A defect says where it is, in the log like everything else, and not what it met there: the message of a panic may quote a
/// value, and values are people's.
pub fn panics_name_no_value() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a part of the program panicked");
    }));
}
