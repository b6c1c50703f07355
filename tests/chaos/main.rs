//! Faults and crashes without end, and exactly one employee each. `cargo xtask chaos` plays more of it.

mod contrast;
mod crashes;
mod hands;
mod outage;
mod pace;
mod restore;

use std::path::PathBuf;

/// Where the testimony of what must not happen is left.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("chaos")
}

/// Several tests of one program may each install it; the first one stays.
fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
