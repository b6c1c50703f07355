//! What a signal does.

use crate::program::Program;

#[test]
fn a_hangup_without_a_certificate_is_said_and_ends_nothing() {
    let mut proxy = Program::start(&[]);
    proxy.gets("HUP");
    proxy.says("asked to reload: there is no certificate here");
    let (is_well, said) = Program::health(&[("PROXY_LISTEN", &proxy.address)]);
    assert!(is_well, "{said}");
    proxy.gets("TERM");
    assert!(proxy.ended().success());
}
