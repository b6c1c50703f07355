//! The weight of the app as it travels to a browser, and the limits it may not exceed.
//!
//! Only wasm and JavaScript count: they are what a person waits for before anything works. The application and its
//! annexes are waited for at different times, so each has a limit of its own.

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
}

/// The app, which everybody waits for, takes all files that are of nobody else.
const APP: &str = "app";
/// What pages of applicant tracking systems load; it is no wasm.
const EMBED: &str = "embed";
const EMBED_SCRIPT: &str = "embed/send-to-bamboohr.js";
/// What the app loads in their frames. No wasm either.
const FRAME: &str = "frame";

const PARTS: [Part; 5] = [
    Part {
        name: APP,
        limit: 235 * KILOBYTE,
    },
    Part {
        name: "sending",
        limit: 290 * KILOBYTE,
    },
    Part {
        name: "settings",
        limit: 305 * KILOBYTE,
    },
    Part {
        name: EMBED,
        // 2.5 KB, however many bytes those are.
        limit: 2500,
    },
    Part {
        name: FRAME,
        limit: 4 * KILOBYTE,
    },
];

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
            "\nWasm and JavaScript of {}: {total} bytes, {} KB of at most {} KB (brotli).",
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
        let main = match part.name {
            EMBED | FRAME => "js",
            _ => "wasm",
        };
        if !part.of(files).any(|file| has_ending(&file.path, main)) {
            bail!(
                "The release frontend holds no {main} of {}. Look at frontend/index.html.",
                part.name
            );
        }
        let total = part.size(files);
        if total > part.limit {
            bail!(
                "The part {} is too large: {} KB of wasm and JavaScript (brotli), and {} KB are allowed. \
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
        files.iter().filter(move |file| {
            let counts = has_ending(&file.path, "wasm") || has_ending(&file.path, "js");
            counts && part_of(&file.path) == self.name
        })
    }

    fn size(&self, files: &[ReleaseFile]) -> u64 {
        self.of(files).map(|file| file.brotli).sum()
    }
}

/// Whose file it is. Trunk names the files of an annex after its program, without a hash.
fn part_of(path: &Path) -> &'static str {
    let is_of = |part: &&Part| {
        let (script, wasm) = (
            format!("{}.js", part.name),
            format!("{}_bg.wasm", part.name),
        );
        path == Path::new(&script) || path == Path::new(&wasm)
    };
    if path.starts_with(EMBED) {
        let is_for_pages = path == Path::new(EMBED_SCRIPT);
        return if is_for_pages { EMBED } else { FRAME };
    }
    PARTS.iter().find(is_of).map_or(APP, |part| part.name)
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

    /// The least of each part, so that nothing is missing.
    fn with_all(mut files: Vec<ReleaseFile>) -> Vec<ReleaseFile> {
        for wasm in [
            "frontend-1a2b_bg.wasm",
            "sending_bg.wasm",
            "settings_bg.wasm",
            EMBED_SCRIPT,
            "embed/frame.js",
        ] {
            files.push(file(wasm, 1, 1));
        }
        files
    }

    #[test]
    fn only_wasm_and_javascript_count_each_for_its_part() {
        let files = [
            file("frontend-1a2b_bg.wasm", 5000, 1000),
            file("frontend-1a2b.js", 300, 100),
            file("snippets/annexes/door.js", 30, 10),
            file("sending.js", 40, 20),
            file("sending_bg.wasm", 400, 200),
            file("settings_bg.wasm", 40, 30),
            file(EMBED_SCRIPT, 9, 3),
            file("embed/frame.js", 9, 4),
            file("embed/look.js", 9, 5),
            file("app.css", 900, 200),
            file("index.html", 900, 200),
        ];
        assert_eq!(PARTS.map(|part| part.size(&files)), [1110, 220, 30, 3, 9]);
    }

    #[test]
    fn exactly_the_limit_is_allowed_and_one_byte_more_is_not() {
        for part in PARTS {
            let script = match part.name {
                EMBED => EMBED_SCRIPT.to_owned(),
                FRAME => "embed/look.js".to_owned(),
                name => format!("{name}.js"),
            };
            assert!(check(&with_all(vec![file(&script, 1, part.limit - 1)])).is_ok());
            let over = check(&with_all(vec![file(&script, 1, part.limit)])).unwrap_err();
            let sentence = format!(
                "The part {} is too large: {} KB",
                part.name,
                kilobytes(part.limit + 1)
            );
            assert!(over.to_string().starts_with(&sentence), "{over}");
        }
    }

    #[test]
    fn a_release_without_the_wasm_of_a_part_is_no_release() {
        for missing in 0..PARTS.len() {
            let mut files = with_all(Vec::new());
            files.remove(missing);
            assert!(check(&files).is_err());
        }
    }

    #[test]
    fn the_table_names_every_file_and_the_totals() {
        let files = [
            file("app.css", 900, 200),
            file("frontend.wasm", 5000, 1536),
            file("sending_bg.wasm", 4000, 1024),
        ];
        assert_eq!(
            table(&files),
            "File                  bytes      brotli\n\
             app.css                 900         200\n\
             frontend.wasm          5000        1536\n\
             sending_bg.wasm        4000        1024\n\
             Wasm and JavaScript of app: 1536 bytes, 1.5 KB of at most 235.0 KB (brotli).\n\
             Wasm and JavaScript of sending: 1024 bytes, 1.0 KB of at most 290.0 KB (brotli).\n\
             Wasm and JavaScript of settings: 0 bytes, 0.0 KB of at most 305.0 KB (brotli).\n\
             Wasm and JavaScript of embed: 0 bytes, 0.0 KB of at most 2.5 KB (brotli).\n\
             Wasm and JavaScript of frame: 0 bytes, 0.0 KB of at most 4.0 KB (brotli)."
        );
    }
}
