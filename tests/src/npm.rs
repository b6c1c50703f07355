//! What `npm` makes of a package of ours.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The files that `npm pack` would publish of this folder, sorted, without asking anybody.
pub fn packed(folder: &Path) -> Result<Vec<String>> {
    let mut pack = Command::new("npm");
    pack.args([
        "pack",
        "--dry-run",
        "--json",
        "--ignore-scripts",
        "--offline",
    ]);
    let output = pack.current_dir(folder).output();
    let output = output.context("it needs node and npm")?;
    let wrong = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{wrong}");
    let packed: Value = serde_json::from_slice(&output.stdout)?;
    let files = packed.pointer("/0/files").and_then(Value::as_array);
    let paths = files.context("no files")?.iter();
    let paths = paths.filter_map(|file| Some(file.get("path")?.as_str()?.to_owned()));
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    Ok(paths)
}
