//! The npm package of the element: what is in it, and that it can be used by its name.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Everything that is published.
const FILES: [&str; 6] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "package.json",
    "send-to-bamboohr.d.ts",
    "send-to-bamboohr.js",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../embed")
}

/// What it prints, when it does well.
fn said(command: &mut Command) -> Result<String> {
    let output = command.output().context("it needs node and npm")?;
    let said = String::from_utf8(output.stdout)?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {said}{complaint}");
    Ok(said)
}

/// The files that `npm pack` would publish, without asking anybody.
fn packed() -> Result<Vec<String>> {
    let mut pack = Command::new("npm");
    pack.args([
        "pack",
        "--dry-run",
        "--json",
        "--ignore-scripts",
        "--offline",
    ]);
    let packed: Value = serde_json::from_str(&said(pack.current_dir(folder()))?)?;
    let files = packed.pointer("/0/files").and_then(Value::as_array);
    let paths = files.context("no files")?.iter();
    let paths = paths.filter_map(|file| Some(file.get("path")?.as_str()?.to_owned()));
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    Ok(paths)
}

#[test]
fn the_package_has_exactly_its_files_and_both_licences() -> Result<()> {
    ensure!(packed()? == FILES, "{:?}", packed()?);
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let ours = std::fs::read(folder().join("..").join(licence))?;
        ensure!(std::fs::read(folder().join(licence))? == ours, "{licence}");
    }
    Ok(())
}

#[test]
fn no_link_of_the_package_leaves_it() -> Result<()> {
    for file in FILES {
        let text = std::fs::read_to_string(folder().join(file))?;
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap_or_default();
            let is_inside = link.starts_with("https://") || FILES.contains(&link);
            ensure!(is_inside, "{file} leads to {link}");
        }
    }
    Ok(())
}
