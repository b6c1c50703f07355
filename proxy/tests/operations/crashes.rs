//! What a crash leaves behind: nothing. And how somebody else notices one.

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
fn proxy_health_says_whether_the_proxy_beside_it_answers() {
    let proxy = Program::start(&[]);
    let (is_well, said) = Program::health(&[("PROXY_LISTEN", &proxy.address)]);
    assert!(is_well && said.contains("It answers."), "{said}");
    let everywhere = proxy.address.replace("127.0.0.1", "0.0.0.0");
    assert!(Program::health(&[("PROXY_LISTEN", &everywhere)]).0);
    let address = proxy.address.clone();
    drop(proxy);
    let (is_well, said) = Program::health(&[("PROXY_LISTEN", &address)]);
    assert!(!is_well && said.contains("nobody answers at"), "{said}");
}

#[test]
fn nothing_is_dumped_and_the_limit_cannot_be_raised_again() {
    proxy::hardening::no_core_dumps().unwrap();
    let limit = getrlimit(Resource::Core);
    assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    let behaviour = dumpable_behavior().unwrap();
    assert_eq!(behaviour, DumpableBehavior::NotDumpable);
}
