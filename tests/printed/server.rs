//! The server of docs/embedding.md. What is printed there is in `server/main.rs`, to the letter; a test compares.

mod printed {
    #![allow(
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "an example says what it needs and stops"
    )]

    include!("server/main.rs");

    pub(super) fn run() {
        main();
    }
}

fn main() {
    // The workspace's HTTP client brings no provider of its own; the one of who follows the page does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    printed::run();
}
