//! Log files of children: opened for writing, and their ends read for a person.
//!
//! Nothing here decides what is worth logging.

use std::{
    fs::{self, File},
    path::Path,
};

use anyhow::{Context, Result};

/// An empty file at `path`, with the folders above it.
pub(crate) fn log_file(path: &Path) -> Result<File> {
    let create = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        File::create(path)
    };
    create().with_context(|| format!("Cannot write {}", path.display()))
}

/// The last `count` lines of the file, indented by two spaces; a short remark when there is nothing to show.
pub(crate) fn last_lines(path: &Path, count: usize) -> String {
    // Children may write anything; what is not text is replaced rather than hidden.
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(count).collect();
    if lines.is_empty() {
        return "  (it printed nothing)".to_owned();
    }
    let indented = lines.iter().rev().map(|line| format!("  {line}"));
    indented.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::{io::Write, process};

    use super::*;

    #[test]
    fn only_the_end_of_a_log_is_shown() {
        let folder = std::env::temp_dir().join(format!("xtask-log-{}", process::id()));
        let path = folder.join("deep").join("program.log");
        let mut file = log_file(&path).unwrap();
        assert_eq!(last_lines(&path, 2), "  (it printed nothing)");
        file.write_all(b"one\ntwo\nthree \xff\n").unwrap();
        assert_eq!(last_lines(&path, 2), "  two\n  three \u{fffd}");
        assert_eq!(last_lines(&path, 9), "  one\n  two\n  three \u{fffd}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_log_that_does_not_exist_shows_as_nothing_printed() {
        let nowhere = Path::new("no-such-folder/no-such.log");
        assert_eq!(last_lines(nowhere, 5), "  (it printed nothing)");
    }
}
