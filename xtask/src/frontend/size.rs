//! The weight of the app as it travels to a browser, and the limit it may not exceed.
//!
//! Only wasm and JavaScript count towards the limit: they are what a person waits for before anything works.

use std::{fmt::Write, path::Path};

use anyhow::{Result, bail};

use super::precompress::ReleaseFile;

const KILOBYTE: u64 = 1024;
/// The app's wasm and JavaScript, compressed with brotli.
const LIMIT: u64 = 260 * KILOBYTE;

/// A table of the files, and the app's total, for a person.
pub(super) fn table(files: &[ReleaseFile]) -> String {
    let names = files.iter().map(|file| file.path.display().to_string());
    let names: Vec<_> = names.collect();
    let width = names.iter().map(String::len).max().unwrap_or(0).max(4);
    let mut table = format!("{:width$}  {:>10}  {:>10}\n", "File", "bytes", "brotli");
    for (name, file) in names.iter().zip(files) {
        let ReleaseFile { raw, brotli, .. } = file;
        // Writing to a string does not fail.
        let _ = writeln!(table, "{name:width$}  {raw:>10}  {brotli:>10}");
    }
    let total = app_size(files);
    let _ = write!(
        table,
        "The app's wasm and JavaScript: {total} bytes, {} KB of at most {} KB (brotli).",
        kilobytes(total),
        kilobytes(LIMIT)
    );
    table
}

/// Fails with a sentence when the app is over the limit, or when there is no app to weigh.
pub(super) fn check(files: &[ReleaseFile]) -> Result<()> {
    if !files.iter().any(|file| has_ending(&file.path, "wasm")) {
        bail!(
            "The release frontend holds no wasm, so there is no app. Look at frontend/index.html."
        );
    }
    let total = app_size(files);
    if total > LIMIT {
        bail!(
            "The app is too large: {} KB of wasm and JavaScript (brotli), and {} KB are allowed. \
             Find what made it grow, or raise the limit on purpose.",
            kilobytes(total),
            kilobytes(LIMIT)
        );
    }
    Ok(())
}

fn app_size(files: &[ReleaseFile]) -> u64 {
    let counted = files
        .iter()
        .filter(|file| has_ending(&file.path, "wasm") || has_ending(&file.path, "js"));
    counted.map(|file| file.brotli).sum()
}

fn has_ending(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|ending| ending == wanted)
}

/// Kilobytes with one decimal, rounded up so that nothing over the limit shows as within it.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(KILOBYTE);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn file(path: &str, raw: u64, brotli: u64) -> ReleaseFile {
        ReleaseFile {
            path: path.into(),
            raw,
            brotli,
        }
    }

    #[test]
    fn only_wasm_and_javascript_count() {
        let files = [
            file("app_bg.wasm", 5000, 1000),
            file("app.js", 300, 100),
            file("snippets/part.js", 30, 10),
            file("app.css", 900, 200),
            file("index.html", 900, 200),
        ];
        assert_eq!(app_size(&files), 1110);
    }

    #[test]
    fn exactly_the_limit_is_allowed_and_one_byte_more_is_not() {
        assert!(check(&[file("app.wasm", LIMIT, LIMIT)]).is_ok());
        let over = check(&[file("app.wasm", LIMIT, LIMIT), file("app.js", 1, 1)]);
        let sentence = over.unwrap_err().to_string();
        assert!(
            sentence.starts_with("The app is too large: 260.1 KB"),
            "{sentence}"
        );
    }

    #[test]
    fn a_release_without_wasm_is_no_app() {
        assert!(check(&[file("app.js", 10, 10)]).is_err());
    }

    #[test]
    fn the_table_names_every_file_and_the_total() {
        let files = [file("app.css", 900, 200), file("app.wasm", 5000, 1536)];
        assert_eq!(
            table(&files),
            "File           bytes      brotli\n\
             app.css          900         200\n\
             app.wasm        5000        1536\n\
             The app's wasm and JavaScript: 1536 bytes, 1.5 KB of at most 260.0 KB (brotli)."
        );
    }
}
