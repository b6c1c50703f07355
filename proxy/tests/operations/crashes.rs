//! What a crash leaves behind: nothing.

use std::os::unix::process::ExitStatusExt;

use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

use crate::program::Program;

#[test]
fn a_crash_leaves_no_copy_of_the_memory() {
    let mut proxy = Program::start(&[]);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", proxy.child.id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{words:?}");
    proxy.gets("ABRT");
    let ended = proxy.ended();
    assert!(
        ended.signal().is_some() && !ended.core_dumped(),
        "{ended:?}"
    );
}

#[test]
fn nothing_is_dumped_and_the_limit_cannot_be_raised_again() {
    proxy::hardening::no_core_dumps().unwrap();
    let limit = getrlimit(Resource::Core);
    assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    let behaviour = dumpable_behavior().unwrap();
    assert_eq!(behaviour, DumpableBehavior::NotDumpable);
}
