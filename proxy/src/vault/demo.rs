//! The master key of the demonstration, which nobody has to make: a file beside the ledger's.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use secrecy::ExposeSecret as _;

use super::{MasterKey, MasterKeys};

/// The keys of the file beside this one. It is made the first time, readable by its owner only.
pub fn master_key_beside(ledger: &Path) -> Result<MasterKeys> {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".master-key");
    let file = PathBuf::from(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    match options.open(&file) {
        Ok(mut made) => {
            let fresh = MasterKey::fresh().context("the system gives no random numbers")?;
            writeln!(made, "{}", fresh.1.expose_secret()).and_then(|()| made.sync_all())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
    .with_context(|| format!("the master key file {} cannot be made", file.display()))?;
    Ok(MasterKeys::of_file(&file)?)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_demonstration_makes_its_key_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.sqlite");
        let first = master_key_beside(&ledger).unwrap();
        let again = master_key_beside(&ledger).unwrap();
        assert_eq!(first.first().id(), again.first().id());
        let file = folder.path().join("ledger.sqlite.master-key");
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
