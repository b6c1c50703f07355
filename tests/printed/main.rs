//! The examples of docs/embedding.md, run as they are printed: servers that give tokens, and pages with the form. Only the
//! address of the product is replaced by that of the proxy under test. With them what the npm package is, and whether what the
//! page claims is so.

mod isolated;
mod nothing;
mod package;
mod pages;
mod servers;
mod types;

use anyhow::{Context, Result};

const PAGE: &str = include_str!("../../docs/embedding.md");
/// Where the product is in the examples.
const PRODUCT: &str = "https://hires.acme.example";

/// The example in this language whose text begins so.
fn example(language: &str, beginning: &str) -> Result<String> {
    let fence = format!("```{language}\n{beginning}");
    let (_, rest) = PAGE
        .split_once(&fence)
        .with_context(|| format!("docs/embedding.md has no example {fence}"))?;
    let (text, _) = rest.split_once("\n```").context("an example without end")?;
    Ok(format!("{beginning}{text}\n"))
}
