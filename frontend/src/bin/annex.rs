//! Entry point of the annex, the second wasm: what its JavaScript gives to the first one. Everything else is in the
//! library (`annex/inside.rs`).
//!
//! The exports are here because those of a library end up in every binary that uses it.

use frontend::annex::inside;
use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

fn main() {
    frontend::be_ready_to_give_up();
}

/// A stay in the annex. `free()` ends it.
#[wasm_bindgen]
pub struct Visit(inside::Visit);

#[wasm_bindgen]
impl Visit {
    /// Shows the room of another address.
    pub fn follow(&self, path: String, query: String) {
        self.0.follow(path, query);
    }
}

/// Shows the room of an address in `place`.
#[wasm_bindgen]
pub fn enter(
    place: HtmlElement,
    path: String,
    query: String,
    is_first: bool,
    go: Function,
    say: Function,
) -> Visit {
    Visit(inside::Visit::begin(place, path, query, is_first, go, say))
}
