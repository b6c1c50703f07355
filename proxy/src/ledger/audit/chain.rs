//! The chain of hashes. Pure, and simple enough that somebody else can check an export without this program:
//! `hash = SHA-256(JSON array [hash before, account, sequence, at, who, what, about, note])`, in hexadecimal digits; the hash
//! before the first is SHA-256 of `send-to-bamboohr audit v1` and the account as a JSON array.

use sha2::{Digest as _, Sha256};

use crate::hex::hex;

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps.
    pub sequence: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who did it.
    pub who: String,
    /// The code of [`super::What`].
    pub what: String,
    /// The id of what it is about.
    pub about: String,
    /// More, without anything about a candidate.
    pub note: String,
    /// Of the entry before and this one.
    pub hash: String,
}

/// The newest entry of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its place; 0 when there is none.
    pub sequence: i64,
    /// Its hash.
    pub hash: String,
}

/// Where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is not what it was, or one before it is missing.
    #[error("entry {0} is not what was written, or one before it is missing")]
    Entry(i64),
    /// The newest entries are missing, or there are more than were written.
    #[error("the newest entry should be {0}, and the chain ends elsewhere")]
    End(i64),
    /// A head that was noted elsewhere is not in the chain.
    #[error("the entry {0} that was noted is not in the chain: it was written anew, or cut off")]
    Noted(i64),
}

impl Head {
    /// Of an account without entries.
    pub fn before_the_first(account: &str) -> Self {
        Self {
            sequence: 0,
            hash: digest(&("send-to-bamboohr audit v1", account)),
        }
    }
}

impl Entry {
    /// The same with its hash.
    pub(super) fn after(mut self, account: &str, before: &str) -> Self {
        self.hash = self.hash_after(account, before);
        self
    }

    fn hash_after(&self, account: &str, before: &str) -> String {
        digest(&(
            before,
            account,
            self.sequence,
            &self.at,
            &self.who,
            &self.what,
            &self.about,
            &self.note,
        ))
    }
}

/// Goes through the entries of an account, one by one and from the first.
#[derive(Debug)]
pub struct Verifier<'a> {
    account: &'a str,
    head: Head,
    /// Somebody wrote it down elsewhere, and it was not met yet.
    missing: Option<&'a Head>,
}

impl<'a> Verifier<'a> {
    /// Before the first entry. `noted` is one that somebody wrote down elsewhere.
    pub fn new(account: &'a str, noted: Option<&'a Head>) -> Self {
        let head = Head::before_the_first(account);
        Self {
            missing: noted.filter(|noted| **noted != head),
            account,
            head,
        }
    }

    /// The last entry that was taken.
    pub fn sequence(&self) -> i64 {
        self.head.sequence
    }

    /// Takes the next entry.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Broken> {
        let expected = self.head.sequence + 1;
        if entry.sequence != expected
            || entry.hash != entry.hash_after(self.account, &self.head.hash)
        {
            return Err(Broken::Entry(expected));
        }
        self.head = Head {
            sequence: entry.sequence,
            hash: entry.hash.clone(),
        };
        self.missing = self.missing.filter(|noted| **noted != self.head);
        Ok(())
    }

    /// After the last entry: `end` is what the ledger calls the newest.
    pub fn end(&self, end: &Head) -> Result<(), Broken> {
        match self.missing {
            _ if self.head != *end => Err(Broken::End(end.sequence)),
            Some(noted) => Err(Broken::Noted(noted.sequence)),
            None => Ok(()),
        }
    }
}

/// Texts and numbers cannot fail to become JSON.
fn digest(parts: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(parts).unwrap_or_default();
    hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verify(
        account: &str,
        entries: &[Entry],
        end: &Head,
        noted: Option<&Head>,
    ) -> Result<(), Broken> {
        let mut verifier = Verifier::new(account, noted);
        entries.iter().try_for_each(|entry| verifier.take(entry))?;
        verifier.end(end)
    }

    fn chain(length: i64) -> (Vec<Entry>, Head) {
        let mut head = Head::before_the_first("acme");
        let mut entries = Vec::new();
        for sequence in 1..=length {
            let entry = Entry {
                sequence,
                at: format!("2026-11-29T10:00:{:02}.000000Z", sequence % 60),
                who: ["Ann Lee", "Bo \"B\" Lind", "proxy"][usize::try_from(sequence % 3).unwrap()]
                    .to_owned(),
                what: "send".to_owned(),
                about: format!("id-{}", sequence / 2),
                note: ["", "done", "créé, [\"x\"]"][usize::try_from(sequence % 3).unwrap()]
                    .to_owned(),
                hash: String::new(),
            };
            let entry = entry.after("acme", &head.hash);
            head = Head {
                sequence,
                hash: entry.hash.clone(),
            };
            entries.push(entry);
        }
        (entries, head)
    }

    #[test]
    fn a_chain_holds_and_its_first_hashes_are_what_they_always_were() {
        let (entries, end) = chain(40);
        assert_eq!(verify("acme", &entries, &end, None), Ok(()));
        let none = Head::before_the_first("acme");
        assert_eq!(verify("acme", &[], &none, None), Ok(()));
        assert_eq!(
            none.hash,
            "4f02f6b823acf92fa1e4ccb487b68a7146d793cea014e5506b1ef7438b6b11f1"
        );
        assert!(
            verify("other", &entries, &end, None).is_err(),
            "an entry of another account"
        );
    }

    #[test]
    fn each_of_a_thousand_edits_is_found() {
        let (entries, end) = chain(40);
        let mut random = fastrand::Rng::with_seed(2026);
        let mut edited = 0;
        while edited < 1000 {
            let mut forged = entries.clone();
            let place = random.usize(..forged.len());
            let other = random.usize(..forged.len());
            let letter = random.alphanumeric().to_string();
            match random.u8(..10) {
                0 => forged[place].who.push_str(&letter),
                1 => forged[place].note.insert_str(0, &letter),
                2 => forged[place].what = "user-removed".to_owned(),
                3 => forged[place].about = letter,
                4 => forged[place].at.replace_range(0..1, "3"),
                5 => forged[place].sequence += 1,
                6 => forged.swap(place, other),
                7 => forged[place] = forged[other].clone(),
                8 => drop(forged.remove(place)),
                _ => {
                    // Moves a letter from one text into the next.
                    let moved = forged[place].who.pop().unwrap();
                    forged[place].what.insert(0, moved);
                }
            }
            if forged == entries {
                continue;
            }
            edited += 1;
            assert!(
                verify("acme", &forged, &end, None).is_err(),
                "edit {edited}"
            );
        }
    }

    #[test]
    fn who_writes_the_whole_chain_anew_or_cuts_it_off_is_found_by_a_noted_head() {
        let (entries, end) = chain(40);
        let noted = Head {
            sequence: 30,
            hash: entries[29].hash.clone(),
        };
        assert_eq!(verify("acme", &entries, &end, Some(&noted)), Ok(()));
        let cut = Head {
            sequence: 20,
            hash: entries[19].hash.clone(),
        };
        assert_eq!(
            verify("acme", &entries[..20], &end, None),
            Err(Broken::End(40))
        );
        assert_eq!(
            verify("acme", &entries[..20], &cut, None),
            Ok(()),
            "with the head cut off as well"
        );
        assert_eq!(
            verify("acme", &entries[..20], &cut, Some(&noted)),
            Err(Broken::Noted(30))
        );
    }
}
