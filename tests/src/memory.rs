//! The memory of running processes, searched for texts: what a heap snapshot shows and more, because nothing that the
//! program lets go of is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;

use memchr::memmem::Finder;

/// What is read at once.
const PIECE: usize = 1 << 16;

/// What was found in the memory of some processes.
#[derive(Debug, Default)]
pub struct Searched {
    /// How many processes could be read.
    pub processes: usize,
    /// How much of them.
    pub bytes: u64,
    /// How often each text is there, in the order of the texts.
    pub hits: Vec<usize>,
}

/// Searches the memory of a process and of all that it started, and they started, for these texts. A process that
/// ends meanwhile, and pages that cannot be read, are left out: `processes` and `bytes` say how much there was.
pub fn search(root: u32, texts: &[Vec<u8>]) -> io::Result<Searched> {
    let texts: Vec<Finder<'_>> = texts.iter().map(Finder::new).collect();
    let mut searched = Searched {
        hits: vec![0; texts.len()],
        ..Searched::default()
    };
    for process in family(root)? {
        let _ = search_one(process, &texts, &mut searched);
    }
    Ok(searched)
}

/// A process and its descendants, as long as each still has the parent that started it.
fn family(root: u32) -> io::Result<BTreeSet<u32>> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let process = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        if let Some(process) = process
            && let Some(parent) = parent_of(process)
        {
            children.entry(parent).or_default().push(process);
        }
    }
    let (mut family, mut unseen) = (BTreeSet::new(), vec![root]);
    while let Some(process) = unseen.pop() {
        if family.insert(process) {
            unseen.extend(children.get(&process).into_iter().flatten());
        }
    }
    Ok(family)
}

fn parent_of(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    parent.trim().parse().ok()
}

fn search_one(process: u32, texts: &[Finder<'_>], searched: &mut Searched) -> io::Result<()> {
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let before = searched.bytes;
    for (from, to) in maps.lines().filter_map(written_region) {
        search_region(&memory, from, to, texts, searched);
    }
    searched.processes += usize::from(searched.bytes > before);
    Ok(())
}

/// The borders of a line of `maps` when the process may have written there: heaps, stacks, code made at run time, what is
/// shared between processes. Not the files that it only reads, such as its own program.
fn written_region(line: &str) -> Option<(u64, u64)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [borders, rights, _, _, inode, ..] = words.as_slice() else {
        return None;
    };
    let (from, to) = borders.split_once('-')?;
    let is_written = rights.starts_with("rw") || rights.starts_with('r') && *inode == "0";
    let borders = (
        u64::from_str_radix(from, 16).ok()?,
        u64::from_str_radix(to, 16).ok()?,
    );
    is_written.then_some(borders)
}

/// Piece by piece, each with the end of the one before, so that a text over a border counts once.
fn search_region(memory: &File, from: u64, to: u64, texts: &[Finder<'_>], searched: &mut Searched) {
    let lengths = texts.iter().map(|text| text.needle().len());
    let overlap = lengths.max().unwrap_or(1).saturating_sub(1);
    let mut piece = vec![0; overlap + PIECE];
    let nothing = piece.clone();
    let (mut at, mut kept) = (from, 0);
    while at < to {
        let most = usize::try_from(to - at).unwrap_or(PIECE).min(PIECE);
        let Some(space) = piece.get_mut(kept..kept + most) else {
            return;
        };
        let Ok(read @ 1..) = memory.read_at(space, at) else {
            // A page that is not there; the next may be.
            at += 4096;
            kept = 0;
            continue;
        };
        at += read as u64;
        searched.bytes += read as u64;
        let Some(known) = piece.get(..kept + read) else {
            return;
        };
        // Most of what a browser may write to it never did, and comparing is much faster than searching.
        let texts = match known == nothing.get(..known.len()).unwrap_or_default() {
            true => &[],
            false => texts,
        };
        for (text, hits) in texts.iter().zip(&mut searched.hits) {
            // What ends inside of the kept beginning was counted before.
            let length = text.needle().len();
            let found = text.find_iter(known);
            *hits += found.filter(|place| place + length > kept).count();
        }
        let keeps = overlap.min(known.len());
        let from = known.len() - keeps;
        piece.copy_within(from..from + keeps, 0);
        kept = keeps;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn a_text_is_found_wherever_it_lies_and_once() {
        let text = b"canary";
        let mut held = vec![0_u8; 3 * PIECE];
        for place in [5, PIECE - 3, 2 * PIECE, 3 * PIECE - text.len()] {
            for (byte, letter) in held.iter_mut().skip(place).zip(text) {
                *byte = *letter;
            }
        }
        let file = tempfile::tempfile().unwrap();
        file.write_all_at(&held, 0).unwrap();
        let mut searched = Searched {
            hits: vec![0, 0],
            ..Searched::default()
        };
        let texts = [Finder::new(text), Finder::new("another text")];
        search_region(&file, 0, held.len() as u64, &texts, &mut searched);
        assert_eq!(searched.hits, [4, 0]);
        assert_eq!(searched.bytes, held.len() as u64);
    }

    #[test]
    fn files_that_are_only_read_are_not_searched() {
        let heap =
            "55d0c8a5e000-55d0c8a7f000 rw-p 00000000 00:00 0                          [heap]";
        assert_eq!(
            written_region(heap),
            Some((0x55d0_c8a5_e000, 0x55d0_c8a7_f000))
        );
        let code = "7f1c0a000000-7f1c0a021000 r-xp 00000000 08:01 131 /usr/lib/libc.so.6";
        assert_eq!(written_region(code), None);
        let made = "7f1c0b000000-7f1c0b001000 r-xp 00000000 00:00 0";
        assert!(written_region(made).is_some());
        assert_eq!(written_region("nonsense"), None);
    }

    #[test]
    fn a_process_is_of_its_own_family_and_its_children_are() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let family = family(std::process::id()).unwrap();
        let found = family.contains(&child.id()) && family.contains(&std::process::id());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(found, "{family:?}");
    }
}
