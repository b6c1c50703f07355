//! Keeping the company in a file between runs, for demonstrations. Tests keep nothing.
//!
//! The file is written whole after each change and put in place of the old one, so a crash leaves the one
//! or the other. The bytes of documents and photos would make that slow: each lies in a file of its own, in
//! a folder beside, written once and before the company that speaks of it. In that folder nothing is removed
//! but what this company put there.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::beginning::Asked;
use crate::company::{Company, Origin};

/// Why the company cannot be kept in its file, in words that name the file. It is inside the errors of
/// [`Builder::start`](crate::Builder::start) that are about that file and not about the address.
#[derive(Debug)]
pub struct StateFileProblem(String);

impl fmt::Display for StateFileProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StateFileProblem {}

/// The file that a company is kept in. While there is a keeper, no other sandbox keeps in that file.
#[derive(Debug)]
pub(crate) struct Keeper {
    file: PathBuf,
    contents: PathBuf,
    /// The ids of contents that lie in the folder and are this company's.
    stored: BTreeSet<u64>,
    /// Held, not read. The file stays when the lock ends: removing it could take it from another sandbox.
    _lock: File,
}

impl Keeper {
    /// Keeps in `file`; its folder must exist. `acme.json` has its contents in `acme.json.contents`.
    /// `ResourceBusy` when another sandbox keeps in it.
    pub(crate) fn open(file: PathBuf) -> io::Result<Self> {
        let lock = beside(&file, ".lock");
        let opened = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .map_err(|error| about(&lock, &error))?;
        opened.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => problem(
                io::ErrorKind::ResourceBusy,
                format!(
                    "another sandbox keeps its company in {}; end that one, or name another file",
                    file.display()
                ),
            ),
            TryLockError::Error(error) => about(&lock, &error),
        })?;
        Ok(Self {
            contents: beside(&file, ".contents"),
            file,
            stored: BTreeSet::new(),
            _lock: opened,
        })
    }

    /// The company of the last run; `None` when there was none. `InvalidData` when the file holds
    /// something else, or a company of another scenario or seed than is asked for.
    pub(crate) fn load(&mut self, asked: Asked) -> io::Result<Option<Company>> {
        let text = match fs::read(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(about(&self.file, &error)),
        };
        let mut company: Company =
            serde_json::from_slice(&text).map_err(|error| self.damaged(error))?;
        company.check().map_err(|reason| self.damaged(reason))?;
        let Origin { scenario, seed } = company.origin;
        if !asked.is_met_by(company.origin) {
            let advice = "delete it, or leave --scenario and --seed out";
            return Err(invalid(format!(
                "{} holds a company of the scenario {scenario} with the seed {seed}; {advice}",
                self.file.display()
            )));
        }
        company.complete();
        company.cabinet.take_contents(|id| self.read_content(id))?;
        let stored = company.cabinet.contents().map(|(id, _)| id);
        self.stored = stored
            .filter(|id| self.content_file(*id).exists())
            .collect();
        Ok(Some(company))
    }

    fn damaged(&self, reason: impl fmt::Display) -> io::Error {
        let advice = "delete it to start with the invented people again";
        invalid(format!(
            "{} is damaged ({reason}); {advice}",
            self.file.display()
        ))
    }

    /// Contents were once kept in `acme.contents` for every file of the stem `acme`. They are still read
    /// there, and written to the company's own folder when it is next saved.
    fn read_content(&self, id: u64) -> io::Result<Bytes> {
        let file = self.content_file(id);
        let read = fs::read(&file).or_else(|error| {
            let before = self.file.with_extension("contents").join(id.to_string());
            fs::read(before).map_err(|_| error)
        });
        read.map(Bytes::from)
            .map_err(|error| invalid(format!("{}: {error}", file.display())))
    }

    fn content_file(&self, id: u64) -> PathBuf {
        self.contents.join(id.to_string())
    }

    /// Writes the company down.
    pub(crate) fn save(&mut self, company: &Company) -> io::Result<()> {
        self.save_contents(company)
            .map_err(|error| about(&self.contents, &error))?;
        let text = serde_json::to_vec(company)?;
        replace(&self.file, &text).map_err(|error| about(&self.file, &error))?;
        self.remove_dropped_contents(company)
            .map_err(|error| about(&self.contents, &error))
    }

    /// A content never changes, so one that this company has stored is not written again. A file of that name
    /// from another time is replaced.
    fn save_contents(&mut self, company: &Company) -> io::Result<()> {
        for (id, bytes) in company.cabinet.contents() {
            if self.stored.contains(&id) {
                continue;
            }
            fs::create_dir_all(&self.contents)?;
            replace(&self.content_file(id), bytes)?;
            self.stored.insert(id);
        }
        Ok(())
    }

    /// Removes what this company stored and no longer knows: contents of people who were deleted, or from
    /// before a reset.
    fn remove_dropped_contents(&mut self, company: &Company) -> io::Result<()> {
        let is_dropped = |id: &u64| company.cabinet.content(*id).is_none();
        let dropped: Vec<u64> = self.stored.iter().copied().filter(is_dropped).collect();
        for id in dropped {
            let file = self.content_file(id);
            match fs::symlink_metadata(&file) {
                Ok(found) if found.is_file() => fs::remove_file(&file)?,
                // Somebody else took it away, or put something else there, which is theirs.
                _ => {}
            }
            self.stored.remove(&id);
        }
        Ok(())
    }
}

/// The path with more at its end. Replacing the ending instead would make `a.json` and `a.txt` share it.
fn beside(file: &Path, more: &str) -> PathBuf {
    let mut path = OsString::from(file);
    path.push(more);
    path.into()
}

/// Writes a file whole or not at all.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = beside(file, ".partial");
    fs::write(&partial, bytes)?;
    fs::rename(&partial, file)
}

fn about(file: &Path, error: &io::Error) -> io::Error {
    problem(error.kind(), format!("{}: {error}", file.display()))
}

fn invalid(text: String) -> io::Error {
    problem(io::ErrorKind::InvalidData, text)
}

fn problem(kind: io::ErrorKind, text: String) -> io::Error {
    io::Error::new(kind, StateFileProblem(text))
}

#[cfg(test)]
mod tests;
