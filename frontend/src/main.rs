//! Entry point of the browser build. Everything else is in the library, where tests can reach it.

fn main() {
    frontend::start();
}
