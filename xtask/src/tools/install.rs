//! `cargo install` into the cache: each tool in a folder of its own, complete or absent.
//!
//! An installation is made under another name and renamed when it is complete, so one that was interrupted
//! is never taken for a tool. The project's own `target/` is not used.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
    time::Duration,
};

use anyhow::{Context, Result};

use super::Tool;
use crate::{interrupt::Interrupt, process::run_logged};

/// These settings compile much faster and the tools stay fast enough: they are not built to be benchmarked.
const QUICK_BUILD: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];

/// How often a waiting person hears that the installation goes on.
const NEWS_EVERY: Duration = Duration::from_secs(30);

/// The tool's program in the cache, installed first when it is missing.
pub(super) fn ensure(
    tool: &Tool,
    version: &str,
    cache: &Path,
    interrupt: &Interrupt,
) -> Result<PathBuf> {
    let folder = folder_of(cache, tool.package, version);
    let file = format!("{}{}", tool.program, env::consts::EXE_SUFFIX);
    let program = folder.join("bin").join(file);
    if !program.is_file() {
        install(tool, version, &program, &folder, interrupt)?;
    }
    Ok(program)
}

fn folder_of(cache: &Path, package: &str, version: &str) -> PathBuf {
    cache.join(format!("{package}-{version}"))
}

fn install(
    tool: &Tool,
    version: &str,
    program: &Path,
    folder: &Path,
    interrupt: &Interrupt,
) -> Result<()> {
    let Tool {
        package,
        minutes,
        reason,
        ..
    } = tool;
    println!("Installing {package} {version} (once; {minutes} on two cores), because {reason}.");
    let started_by = process::id();
    let partial = folder.with_file_name(format!(".installing-{package}-{started_by}"));
    let compiling = folder.with_file_name(format!(".compiling-{package}-{started_by}"));
    let log = folder.with_file_name(format!("{package}-{version}.log"));

    let mut next_news = NEWS_EVERY;
    let installed = run_logged(
        &format!("Installing {package} {version}"),
        cargo_install(tool, version, &partial, &compiling),
        &log,
        interrupt,
        |passed| {
            if passed >= next_news {
                next_news += NEWS_EVERY;
                println!("  {}", news(&log, passed));
            }
        },
    );
    // Hundreds of megabytes that nothing will read again, whether it went well or not.
    let _ = fs::remove_dir_all(&compiling);
    let put_in_place = installed.and_then(|()| put_in_place(&partial, folder, program));
    // It is still there when the installation failed, or when another command was faster.
    let _ = fs::remove_dir_all(&partial);
    put_in_place
}

fn cargo_install(tool: &Tool, version: &str, root: &Path, compiling: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.args(["install", tool.package, "--version", version, "--locked"]);
    command.args(tool.options);
    command.arg("--root").arg(root);
    command.env("CARGO_TARGET_DIR", compiling);
    command.envs(QUICK_BUILD);
    // Colours would only fill the log with control characters.
    command.env("CARGO_TERM_COLOR", "never");
    command
}

/// A folder without the program was left by an older, broken installation and gives way; one that another
/// command completed in the meantime is as good as ours, may be in use, and stays.
fn put_in_place(partial: &Path, folder: &Path, program: &Path) -> Result<()> {
    if program.is_file() || fs::rename(partial, folder).is_ok() {
        return Ok(());
    }
    let replaced = fs::remove_dir_all(folder).and_then(|()| fs::rename(partial, folder));
    replaced.with_context(|| format!("Cannot put the tool into {}", folder.display()))
}

fn news(log: &Path, passed: Duration) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let compiled = text
        .lines()
        .filter(|line| line.trim_start().starts_with("Compiling "))
        .count();
    let seconds = passed.as_secs();
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    format!("{minutes}:{seconds:02} minutes, {compiled} packages so far")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn temporary(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-install-{name}-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_tool_in_the_cache_is_used_without_installing() {
        let cache = temporary("present");
        let bin = cache.join("trunk-0.21.14").join("bin");
        fs::create_dir_all(&bin).unwrap();
        let program = bin.join(format!("trunk{}", env::consts::EXE_SUFFIX));
        fs::write(&program, "").unwrap();
        let found = ensure(
            &super::super::TRUNK,
            "0.21.14",
            &cache,
            &Interrupt::default(),
        );
        assert_eq!(found.unwrap(), program);
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn a_complete_installation_replaces_a_broken_one() {
        let cache = temporary("replace");
        let (partial, folder) = (cache.join(".installing"), cache.join("tool-1"));
        fs::create_dir_all(partial.join("bin")).unwrap();
        fs::create_dir_all(folder.join("leftover")).unwrap();
        put_in_place(&partial, &folder, &folder.join("bin").join("tool")).unwrap();
        assert!(folder.join("bin").is_dir() && !folder.join("leftover").exists());
        assert!(!partial.exists());
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn a_complete_installation_of_another_command_stays() {
        let cache = temporary("faster");
        let (partial, folder) = (cache.join(".installing"), cache.join("tool-1"));
        fs::create_dir_all(&partial).unwrap();
        fs::create_dir_all(folder.join("bin")).unwrap();
        let program = folder.join("bin").join("tool");
        fs::write(&program, "theirs").unwrap();
        put_in_place(&partial, &folder, &program).unwrap();
        assert_eq!(fs::read(&program).unwrap(), b"theirs");
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn the_installation_is_pinned_locked_and_away_from_the_project() {
        let command = cargo_install(
            &super::super::TRUNK,
            "0.21.14",
            Path::new("/cache/partial"),
            Path::new("/cache/compiling"),
        );
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_str().unwrap())
            .collect();
        assert_eq!(
            words.join(" "),
            "install trunk --version 0.21.14 --locked --no-default-features --features rustls \
             --root /cache/partial"
        );
        let target = command
            .get_envs()
            .find(|(name, _)| *name == "CARGO_TARGET_DIR");
        assert_eq!(target.unwrap().1.unwrap(), "/cache/compiling");
    }

    #[test]
    fn news_count_the_packages_in_the_log() {
        let cache = temporary("news");
        let log = cache.join("tool.log");
        fs::write(
            &log,
            "    Updating index\n   Compiling a v1\n   Compiling b v1\n",
        )
        .unwrap();
        assert_eq!(
            news(&log, Duration::from_secs(95)),
            "1:35 minutes, 2 packages so far"
        );
        fs::remove_dir_all(cache).unwrap();
    }
}
