//! What the process forbids itself before a key is in its memory.

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

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

/// A defect says where it is, in the log like everything else, and not what it met there: the message of a panic may quote a
/// value, and values are people's.
pub fn panics_name_no_value() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a part of the program panicked");
    }));
}
