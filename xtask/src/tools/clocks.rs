//! libfaketime, for the tests with clocks that are wrong: a library that lets one program see another time.
//!
//! Found where the person says or where distributions keep it; else installed from the distribution. Only on Linux, where
//! those tests are.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::debian;
use crate::{interrupt::Interrupt, workspace::Workspace};

const PACKAGE: &str = "faketime";
const VARIABLE: &str = "FAKETIME_LIBRARY";
/// The one for programs with several threads.
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";
/// Below these, or below a folder of theirs that is named after the machine.
const FOLDERS: [&str; 4] = [
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
];

/// The library of this machine, installed first where that is possible; `None` where no test asks for it.
pub(super) fn ensure(workspace: &Workspace, interrupt: &Interrupt) -> Result<Option<PathBuf>> {
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    let mut found = find()?;
    if found.is_none() && debian::can_install() {
        let reason = "proxies are tested with clocks that are wrong";
        debian::install(&[PACKAGE], reason, workspace, interrupt)?;
        found = find()?;
    }
    if found.is_none() {
        bail!(
            "The tests with wrong clocks need libfaketime. Install it (on Debian: the package {PACKAGE}), or name \
             libfaketimeMT.so.1 in {VARIABLE}."
        );
    }
    Ok(found)
}

fn find() -> Result<Option<PathBuf>> {
    if let Some(chosen) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        let chosen = PathBuf::from(chosen);
        if !chosen.is_file() {
            bail!(
                "{VARIABLE} names {}, but there is no such file.",
                chosen.display()
            );
        }
        return Ok(Some(chosen));
    }
    let mut folders = FOLDERS.iter().map(Path::new);
    Ok(folders.find_map(library_below))
}

fn library_below(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let machines = entries.map(|entry| entry.path());
    let mut places = std::iter::once(folder.to_path_buf())
        .chain(machines)
        .map(|place| place.join(LIBRARY));
    places.find(|place| place.is_file())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn the_library_is_found_beside_others_and_below_the_name_of_the_machine() {
        let folder = env::temp_dir().join(format!("clocks-{}", std::process::id()));
        assert_eq!(library_below(&folder), None);
        let library = folder.join("x86_64-linux-gnu").join(LIBRARY);
        fs::create_dir_all(library.parent().unwrap()).unwrap();
        fs::write(&library, "").unwrap();
        let found = library_below(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, Some(library));
    }
}
