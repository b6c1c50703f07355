//! How much is done: what a test can wait for, or all that was promised.

/// Whether `cargo xtask harden` asks for the long versions.
pub(crate) fn is_long() -> bool {
    std::env::var_os("HARDEN").is_some_and(|says| says == "long")
}

/// One of two sizes.
pub(crate) fn size<T>(short: T, long: T) -> T {
    match is_long() {
        true => long,
        false => short,
    }
}

/// Several tests of one program may each install it; the first one stays.
pub(crate) fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
