//! Compressed copies of the release files, made once so that the proxy only has to choose.
//!
//! A copy exists only when it is smaller than the file it stands for.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::interrupt::Interrupt;

/// Kinds of files worth compressing, by the end of their names.
const ENDINGS: [&str; 5] = ["wasm", "js", "css", "html", "svg"];
/// Brotli's best.
const BROTLI_QUALITY: i32 = 11;

/// One file of the release and its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReleaseFile {
    /// Relative to the release folder.
    pub(super) path: PathBuf,
    /// Bytes as built.
    pub(super) raw: u64,
    /// Bytes that travel to a browser that understands brotli.
    pub(super) brotli: u64,
}

/// Writes `.br` and `.gz` beside every file worth it, and returns those files sorted by path. Takes
/// seconds; a person who stops it waits for the file in work at most.
pub(super) fn compress_folder(folder: &Path, interrupt: &Interrupt) -> Result<Vec<ReleaseFile>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)
        .with_context(|| format!("Cannot read what was built in {}", folder.display()))?;
    paths.sort();
    let files = paths.iter().map(|path| {
        let file = compress_file(folder, path)
            .with_context(|| format!("Cannot compress {}", path.display()))?;
        interrupt.wait(Duration::ZERO)?;
        Ok(file)
    });
    files.collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if has_compressible_ending(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn has_compressible_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

fn compress_file(folder: &Path, path: &Path) -> Result<ReleaseFile> {
    let content = fs::read(path)?;
    let brotli = brotli(&content)?;
    let gzip = gzip(&content)?;
    for (ending, copy) in [("br", &brotli), ("gz", &gzip)] {
        if copy.len() < content.len() {
            fs::write(with_further_ending(path, ending), copy)?;
        }
    }
    Ok(ReleaseFile {
        path: path.strip_prefix(folder)?.to_path_buf(),
        raw: content.len() as u64,
        brotli: content.len().min(brotli.len()) as u64,
    })
}

/// `app.js` becomes `app.js.br`, where static file servers look.
fn with_further_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::io::Read;

    use super::*;

    fn release_with(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        for (path, content) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    #[test]
    fn compressed_copies_hold_the_same_bytes() {
        let content = b"let candidate = 'hired';\n".repeat(100);
        let folder = release_with("same", &[("snippets/app.js", &content)]);
        let files = compress_folder(&folder, &Interrupt::default()).unwrap();

        let brotli = fs::read(folder.join("snippets/app.js.br")).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut unpacked).unwrap();
        assert_eq!(unpacked, content);

        let gzip = fs::File::open(folder.join("snippets/app.js.gz")).unwrap();
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(gzip)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);

        let file = files.first().unwrap();
        assert_eq!(file.path, Path::new("snippets/app.js"));
        assert_eq!((file.raw, file.brotli), (2500, brotli.len() as u64));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn who_stops_the_compression_is_not_told_that_it_was_done() {
        let folder = release_with("stopped", &[("a.css", b"a{}")]);
        let interrupt = Interrupt::default();
        interrupt.raise();
        let problem = compress_folder(&folder, &interrupt).unwrap_err();
        assert!(problem.is::<crate::interrupt::Interrupted>());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_copy_that_would_be_larger_is_not_written() {
        let folder = release_with("larger", &[("a.css", b"a{}"), ("b.txt", b"bbbbbbbbbbbbbb")]);
        let files = compress_folder(&folder, &Interrupt::default()).unwrap();
        assert_eq!(
            files,
            [ReleaseFile {
                path: PathBuf::from("a.css"),
                raw: 3,
                brotli: 3
            }]
        );
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["a.css", "b.txt"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
