//! PostgreSQL's server programs, for the tests of the ledger.
//!
//! Found where the person says, where Debian keeps them, or on `PATH`; else installed from the
//! distribution. The tests start servers of their own: one that the package starts is left alone.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{debian, search};
use crate::{interrupt::Interrupt, workspace::Workspace};

const PACKAGE: &str = "postgresql";
const VARIABLE: &str = "POSTGRES_BIN";
/// Debian keeps each version in a folder of its own, with the programs in `bin`.
const DEBIAN: &str = "/usr/lib/postgresql";
/// What the tests run.
const PROGRAMS: [&str; 4] = ["initdb", "pg_ctl", "postgres", "createdb"];

/// The folder of the programs on this machine, installed first where that is possible.
pub(super) fn ensure(workspace: &Workspace, interrupt: &Interrupt) -> Result<PathBuf> {
    let mut found = find()?;
    if found.is_none() && debian::can_install() {
        let reason = "the ledger is tested on it";
        debian::install(&[PACKAGE], reason, workspace, interrupt)?;
        found = find()?;
    }
    let Some(folder) = found else {
        bail!(
            "The tests of the ledger need PostgreSQL's server programs. Install them (on Debian: the package \
             {PACKAGE}), or name their folder in {VARIABLE}."
        );
    };
    Ok(folder)
}

fn find() -> Result<Option<PathBuf>> {
    if let Some(chosen) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        let chosen = PathBuf::from(chosen);
        if !has_programs(&chosen) {
            bail!(
                "{VARIABLE} names {}, but PostgreSQL's server programs are not there.",
                chosen.display()
            );
        }
        return Ok(Some(chosen));
    }
    let on_path = search::on_path(&["initdb"]).and_then(|program| {
        let program = fs::canonicalize(program).ok()?;
        program.parent().map(PathBuf::from)
    });
    let mut folders = versions(Path::new(DEBIAN)).into_iter().chain(on_path);
    Ok(folders.find(|folder| has_programs(folder)))
}

fn has_programs(folder: &Path) -> bool {
    PROGRAMS
        .iter()
        .all(|program| folder.join(program).is_file())
}

/// The `bin` of every version in `folder`.
fn versions(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let names = newest_first(names).into_iter();
    names.map(|name| folder.join(name).join("bin")).collect()
}

/// Those that are versions; `15` is newer than `9.6`.
fn newest_first(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut versions: Vec<(f64, String)> = names
        .filter_map(|name| Some((name.parse().ok()?, name)))
        .collect();
    versions.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    versions.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_comes_first_and_other_folders_not_at_all() {
        let names = ["9.6", "15", "common", "13"].map(str::to_owned);
        assert_eq!(newest_first(names.into_iter()), ["15", "13", "9.6"]);
        assert!(versions(Path::new("/nowhere")).is_empty());
    }
}
