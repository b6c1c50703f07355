//! The weight of the app as it travels to a browser, and the limits it may not exceed.
//!
//! Only wasm and JavaScript count: they are what a person waits for before anything works. The application and its
//! annex are waited for at different times, so each has a limit of its own.

use std::{fmt::Write, path::Path};

use anyhow::{Result, bail};

use super::precompress::ReleaseFile;

const KILOBYTE: u64 = 1024;

/// What is downloaded at one time.
#[derive(Debug)]
struct Part {
    name: &'static str,
    /// The most it may weigh, compressed with brotli.
    limit: u64,
    belongs: fn(&Path) -> bool,
}

/// Waited for by everybody, and waited for by who opens a room that few people open.
const PARTS: [Part; 2] = [
    Part {
        name: "app",
        limit: 260 * KILOBYTE,
        belongs: |path| !is_of_annex(path),
    },
    Part {
        name: "annex",
        limit: 380 * KILOBYTE,
        belongs: is_of_annex,
    },
];

/// Trunk names what it does not start itself after the program, without a hash.
fn is_of_annex(path: &Path) -> bool {
    path == Path::new("annex.js") || path == Path::new("annex_bg.wasm")
}

/// A table of the files, and the total of each part, for a person.
pub(super) fn table(files: &[ReleaseFile]) -> String {
    let names = files.iter().map(|file| file.path.display().to_string());
    let names: Vec<_> = names.collect();
    let width = names.iter().map(String::len).max().unwrap_or(0).max(4);
    let mut table = format!("{:width$}  {:>10}  {:>10}", "File", "bytes", "brotli");
    for (name, file) in names.iter().zip(files) {
        let ReleaseFile { raw, brotli, .. } = file;
        // Writing to a string does not fail.
        let _ = write!(table, "\n{name:width$}  {raw:>10}  {brotli:>10}");
    }
    for part in &PARTS {
        let total = part.size(files);
        let _ = write!(
            table,
            "\nThe {}'s wasm and JavaScript: {total} bytes, {} KB of at most {} KB (brotli).",
            part.name,
            kilobytes(total),
            kilobytes(part.limit)
        );
    }
    table
}

/// Fails with a sentence when a part is over its limit, or when there is none of it to weigh.
pub(super) fn check(files: &[ReleaseFile]) -> Result<()> {
    for part in &PARTS {
        if !part.of(files).any(|file| has_ending(&file.path, "wasm")) {
            bail!(
                "The release frontend holds no wasm of the {}. Look at frontend/index.html.",
                part.name
            );
        }
        let total = part.size(files);
        if total > part.limit {
            bail!(
                "The {} is too large: {} KB of wasm and JavaScript (brotli), and {} KB are allowed. \
                 Find what made it grow, or raise the limit on purpose.",
                part.name,
                kilobytes(total),
                kilobytes(part.limit)
            );
        }
    }
    Ok(())
}

impl Part {
    fn of<'a>(&self, files: &'a [ReleaseFile]) -> impl Iterator<Item = &'a ReleaseFile> {
        let belongs = self.belongs;
        files.iter().filter(move |file| {
            let counts = has_ending(&file.path, "wasm") || has_ending(&file.path, "js");
            counts && belongs(&file.path)
        })
    }

    fn size(&self, files: &[ReleaseFile]) -> u64 {
        self.of(files).map(|file| file.brotli).sum()
    }
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

    /// The least of the other part, so that nothing is missing.
    fn with_both(mut files: Vec<ReleaseFile>) -> Vec<ReleaseFile> {
        files.push(file("app_bg.wasm", 1, 1));
        files.push(file("annex_bg.wasm", 1, 1));
        files
    }

    #[test]
    fn only_wasm_and_javascript_count_each_for_its_part() {
        let files = [
            file("app_bg.wasm", 5000, 1000),
            file("app.js", 300, 100),
            file("snippets/annex/door.js", 30, 10),
            file("annex.js", 40, 20),
            file("annex_bg.wasm", 400, 200),
            file("app.css", 900, 200),
            file("index.html", 900, 200),
        ];
        assert_eq!(PARTS.map(|part| part.size(&files)), [1110, 220]);
    }

    #[test]
    fn exactly_the_limit_is_allowed_and_one_byte_more_is_not() {
        for (path, limit, sentence) in [
            ("app.js", 260 * KILOBYTE, "The app is too large: 260.1 KB"),
            (
                "annex.js",
                380 * KILOBYTE,
                "The annex is too large: 380.1 KB",
            ),
        ] {
            assert!(check(&with_both(vec![file(path, limit, limit - 1)])).is_ok());
            let over = check(&with_both(vec![file(path, limit, limit)])).unwrap_err();
            assert!(over.to_string().starts_with(sentence), "{over}");
        }
    }

    #[test]
    fn a_release_without_the_wasm_of_a_part_is_no_release() {
        assert!(check(&[file("app.js", 10, 10), file("annex_bg.wasm", 10, 10)]).is_err());
        assert!(check(&[file("app_bg.wasm", 10, 10), file("annex.js", 10, 10)]).is_err());
    }

    #[test]
    fn the_table_names_every_file_and_the_totals() {
        let files = [
            file("annex_bg.wasm", 4000, 1024),
            file("app.css", 900, 200),
            file("app.wasm", 5000, 1536),
        ];
        assert_eq!(
            table(&files),
            "File                bytes      brotli\n\
             annex_bg.wasm        4000        1024\n\
             app.css               900         200\n\
             app.wasm             5000        1536\n\
             The app's wasm and JavaScript: 1536 bytes, 1.5 KB of at most 260.0 KB (brotli).\n\
             The annex's wasm and JavaScript: 1024 bytes, 1.0 KB of at most 380.0 KB (brotli)."
        );
    }
}
