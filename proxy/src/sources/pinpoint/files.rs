//! The files of an application: what is here already is not read again, and what is there twice is kept once. Each has a
//! time of its own.

use std::collections::BTreeMap;

use handoff::CandidateId;
use handoff::candidate::Document;
use outside::{Downloaded, LostAnswer, NotDownloaded};
use pinpoint::rest::Client;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::PinpointSource;
use super::mapping::WantedFile;
use crate::file_names::media_type;
use crate::hex::hex;
use crate::ledger::{FileInfo, LedgerError, NewFile};

/// Bytes of all files of one application.
const MOST_BYTES: u64 = 60 * 1024 * 1024;

/// What is known of the files of a candidate before they are read.
pub(super) struct Fetching<'a> {
    pub(super) source: &'a PinpointSource,
    pub(super) client: &'a Client,
    pub(super) candidate: &'a CandidateId,
    /// What is kept.
    pub(super) here: Vec<FileInfo>,
    /// Where each file was when it was read last, as a fingerprint.
    pub(super) before: BTreeMap<String, String>,
    /// What has not come by then is late.
    pub(super) until: Instant,
}

/// The files as they are now.
#[derive(Default)]
pub(super) struct Fetched {
    pub(super) documents: Vec<Document>,
    pub(super) new: Vec<NewFile>,
    pub(super) attachments: BTreeMap<String, String>,
    /// Why a file has not come that may come later.
    pub(super) late: Option<NotDownloaded>,
    bytes: u64,
}

impl Fetching<'_> {
    /// What may come later holds up nothing else: it is said, and worth another try; what never will come is said and left out.
    pub(super) async fn fetched(
        &self,
        wanted: Vec<WantedFile>,
        notices: &mut Vec<String>,
    ) -> Result<Fetched, LedgerError> {
        let mut fetched = Fetched::default();
        // Of every file that is here as it is there, or stays until that has come: its name, and where it is.
        let places = wanted
            .iter()
            .map(|file| (file.name.clone(), fingerprint(file)));
        let mut known: BTreeMap<_, _> = places
            .filter(|(name, place)| self.stored(name, place).is_some())
            .collect();
        for file in wanted {
            let place = fingerprint(&file);
            if let Some(stored) = self.stored(&file.name, &place) {
                fetched.keep(file, place, stored.bytes);
                continue;
            }
            if self.is_twin(&file.name, &place, &known) {
                let twin = self.before.get(&file.name).cloned().unwrap_or_default();
                fetched.attachments.insert(file.name, twin);
                continue;
            }
            let downloaded = match self.download(&file).await {
                Ok(downloaded) => downloaded,
                Err(error) if error.may_pass() => {
                    notices.push(not_yet(&file.name));
                    fetched.late = Some(error);
                    let kept = self.keep_the_old_one(file, &mut fetched);
                    known.extend(kept);
                    continue;
                }
                Err(error) => {
                    tracing::warn!(%error, "a file stays in Pinpoint");
                    notices.push(left_out(&file.name));
                    continue;
                }
            };
            if let Some(first) = self.twin_of(&downloaded, &fetched, &known).await? {
                fetched.attachments.insert(file.name, twin(&place, &first));
                continue;
            }
            if !fetched.has_room_for(&downloaded) {
                notices.push(left_out(&file.name));
                continue;
            }
            fetched.take(file, place, downloaded);
        }
        Ok(fetched)
    }

    /// One file takes half of the time that is left at most: those after it have their turn in every read.
    async fn download(&self, file: &WantedFile) -> Result<Downloaded, NotDownloaded> {
        let left = self.until.saturating_duration_since(Instant::now());
        let longest = self.source.pinpoints.reach().each_file.min(left / 2);
        let downloaded = tokio::time::timeout(longest, self.client.download(&file.url)).await;
        downloaded.unwrap_or(Err(NotDownloaded::Lost(LostAnswer::TimedOut)))
    }

    /// What was kept under this name stays as long as what is there now has not come. Its name, and where it was.
    fn keep_the_old_one(
        &self,
        file: WantedFile,
        fetched: &mut Fetched,
    ) -> Option<(String, String)> {
        let place = self.before.get(&file.name)?.clone();
        let bytes = self.stored(&file.name, &place)?.bytes;
        let kept = (file.name.clone(), place.clone());
        fetched.keep(file, place, bytes);
        Some(kept)
    }

    /// The file that is kept, if it is where it was.
    fn stored(&self, name: &str, place: &str) -> Option<&FileInfo> {
        let is_known = self.before.get(name).is_some_and(|before| before == place);
        let mut here = self.here.iter();
        here.find(|here| here.name == name).filter(|_| is_known)
    }

    /// Whether it was found to be the same as another one, and both are where they were.
    fn is_twin(&self, name: &str, place: &str, known: &BTreeMap<String, String>) -> bool {
        let before = self.before.get(name);
        known
            .values()
            .any(|first| before == Some(&twin(place, first)))
    }

    /// Where another file is whose bytes are the same.
    async fn twin_of(
        &self,
        file: &Downloaded,
        fetched: &Fetched,
        known: &BTreeMap<String, String>,
    ) -> Result<Option<String>, LedgerError> {
        let mut new = fetched.new.iter();
        if let Some(first) = new.find(|new| new.content == file.content) {
            return Ok(fetched.attachments.get(&first.name).cloned());
        }
        let (account, candidate) = (&self.source.account, self.candidate);
        let ledger = self.source.ledger();
        let first = ledger.file_of(account, candidate, &file.content).await?;
        Ok(first.and_then(|first| known.get(&first).cloned()))
    }
}

impl Fetched {
    fn has_room_for(&self, file: &Downloaded) -> bool {
        let bytes = size(file);
        bytes > 0 && self.bytes + bytes <= MOST_BYTES
    }

    /// A file that is new here.
    fn take(&mut self, file: WantedFile, place: String, downloaded: Downloaded) {
        let bytes = size(&downloaded);
        self.new.push(NewFile {
            name: file.name.clone(),
            kind: file.kind.clone(),
            media_type: media_type(downloaded.media_type),
            content: downloaded.content,
        });
        self.keep(file, place, bytes);
    }

    fn keep(&mut self, file: WantedFile, place: String, bytes: u64) {
        self.bytes += bytes;
        self.attachments.insert(file.name.clone(), place);
        self.documents.push(Document {
            name: file.name,
            kind: file.kind,
            bytes,
        });
    }
}

fn size(file: &Downloaded) -> u64 {
    u64::try_from(file.content.len()).unwrap_or(u64::MAX)
}

fn left_out(name: &str) -> String {
    format!(
        "The file {name} could not be taken over from Pinpoint. Add it in BambooHR by hand if it is needed."
    )
}

fn not_yet(name: &str) -> String {
    format!(
        "The file {name} has not come from Pinpoint yet. It is asked for again, and goes to BambooHR if it is here before \
         this is sent. Whoever was sent without it: add it in BambooHR by hand."
    )
}

/// Where a file is, told by nothing that leads there: whoever has the address has the file.
fn fingerprint(file: &WantedFile) -> String {
    hex(&Sha256::digest(file.url.expose_secret()))
}

/// What stands for a file that is the same as another one: where both are.
fn twin(place: &str, first: &str) -> String {
    format!("{place} {first}")
}
