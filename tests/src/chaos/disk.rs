//! A disk that can be full: a small filesystem where one may be mounted, else a limit on the process.
//!
//! Where neither can be had the test says so and fails: what was not tried is not shown.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::process::Supervised;

/// Enough for a ledger of a few candidates.
const SIZE: &str = "size=6m";

/// A place for a ledger that can be filled up and freed again.
#[derive(Debug)]
pub struct Disk {
    folder: TempDir,
    is_mounted: bool,
}

impl Disk {
    /// A disk with space on it.
    pub fn with_space() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", SIZE, "tmpfs"])
            .arg(folder.path());
        let is_mounted = mount.output().is_ok_and(|output| output.status.success());
        Ok(Self { folder, is_mounted })
    }

    /// For `DATABASE_URL`.
    pub fn database(&self) -> String {
        format!(
            "sqlite:{}",
            self.folder.path().join("ledger.sqlite").display()
        )
    }

    /// Nothing more can be written by this proxy.
    pub fn fill(&self, proxy: &Supervised) -> Result<()> {
        if !self.is_mounted {
            return limit(proxy, "0:unlimited");
        }
        let mut ballast = File::create(self.ballast())?;
        for size in [4096, 1] {
            while ballast.write_all(&vec![b'.'; size]).is_ok() {}
        }
        Ok(())
    }

    /// As much as before can be written again.
    pub fn free(&self, proxy: &Supervised) -> Result<()> {
        if !self.is_mounted {
            return limit(proxy, "unlimited:unlimited");
        }
        fs::remove_file(self.ballast()).context("nothing to remove")
    }

    fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.is_mounted {
            unmount(self.folder.path());
        }
    }
}

/// Lazily: a proxy that is being killed may still hold its files.
fn unmount(folder: &Path) {
    let _ = Command::new("umount").arg("-l").arg(folder).output();
}

/// How large a file the proxy may write to. It is started so that it is told and not killed.
fn limit(proxy: &Supervised, bytes: &str) -> Result<()> {
    let process = proxy.process().context("no process")?;
    let mut command = Command::new("prlimit");
    command
        .arg(format!("--pid={process}"))
        .arg(format!("--fsize={bytes}"));
    let output = command.output().context("there is no prlimit")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
