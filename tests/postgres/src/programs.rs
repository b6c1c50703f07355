//! Where PostgreSQL's programs are, and as whom they run: they refuse to run as root.

use std::env;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Set by `cargo xtask test`: the folder of `initdb`, `pg_ctl` and `postgres`.
const FOLDER: &str = "POSTGRES_BIN";
/// Where Debian puts them: here, in a folder per version, in `bin`.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Users that can be dropped to, the best first.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// PostgreSQL's programs and the user they run as.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// Whom to become, when we are root.
    user: Option<User>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct User {
    id: u32,
    group: u32,
}

impl Programs {
    pub(crate) fn find() -> Result<Self> {
        let named = env::var_os(FOLDER).filter(|folder| !folder.is_empty());
        let folder = match named {
            Some(folder) => PathBuf::from(folder),
            None => newest_of_debian().unwrap_or_default(),
        };
        if !folder.join("initdb").is_file() {
            bail!(
                "This test needs PostgreSQL's server programs. Run the tests by `cargo xtask test`, which installs them, \
                 or name their folder in {FOLDER}."
            );
        }
        // There is no other way to ask without `unsafe`.
        let is_root = fs::metadata("/proc/self")?.uid() == 0;
        let user = match is_root {
            true => Some(somebody_else()?),
            false => None,
        };
        Ok(Self { folder, user })
    }

    /// One of the programs, as the right user and in a folder that user can enter.
    pub(crate) fn command(&self, program: &str) -> Command {
        self.as_user(Command::new(self.folder.join(program)))
    }

    /// Any command, as the right user.
    pub(crate) fn as_user(&self, mut command: Command) -> Command {
        command.current_dir("/");
        if let Some(user) = self.user {
            command.uid(user.id).gid(user.group);
        }
        command
    }

    /// The path of one of the programs.
    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// Makes a file or folder the user's own.
    pub(crate) fn give(&self, path: &Path) -> Result<()> {
        match self.user {
            None => Ok(()),
            Some(user) => chown(path, Some(user.id), Some(user.group))
                .with_context(|| format!("{} cannot be given away", path.display())),
        }
    }
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).ok()?.flatten();
    let newest = versions.max_by_key(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().parse::<u32>().unwrap_or_default()
    })?;
    Some(newest.path().join("bin"))
}

fn somebody_else() -> Result<User> {
    let users = fs::read_to_string("/etc/passwd")?;
    let found = USERS.iter().find_map(|name| find(&users, name));
    found.context("PostgreSQL refuses to run as root, and there is no other user to run it as")
}

/// A line is `name:password:id:group:…`.
fn find(users: &str, name: &str) -> Option<User> {
    users.lines().find_map(|line| {
        let mut parts = line.split(':');
        if parts.next() != Some(name) {
            return None;
        }
        let id = parts.nth(1)?.parse().ok()?;
        let group = parts.next()?.parse().ok()?;
        Some(User { id, group })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let users =
            "root:x:0:0:root:/root:/bin/sh\npostgresql:x:7:7::/:\npostgres:x:101:104::/:/bin/sh";
        assert_eq!(
            find(users, "postgres"),
            Some(User {
                id: 101,
                group: 104
            })
        );
        assert_eq!(find(users, "nobody"), None);
    }
}
