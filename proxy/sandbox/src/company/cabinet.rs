//! The company's filing cabinet: categories, people's files and photos, and the bytes of both. It knows people by
//! number only; who may see or add what is decided in `filing` and `photos`.

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many bytes of files and photos the company may store.
const STORAGE: u64 = 1 << 30;

/// A category that files can be put into. `id` is what an upload names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileCategory {
    pub(crate) id: u32,
    pub(crate) name: String,
}

/// A file without its bytes, which are kept under its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FiledDocument {
    pub(crate) id: u64,
    pub(crate) category: u32,
    /// What people see.
    pub(crate) name: String,
    /// What it was called where it came from; its ending tells the type.
    pub(crate) original_name: String,
    pub(crate) size: u64,
    pub(crate) is_shared: bool,
    pub(crate) added: Timestamp,
    /// The name of the key it was sent with.
    pub(crate) added_by: String,
}

/// A photo without its bytes, which are kept under its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Photo {
    pub(crate) id: u64,
    pub(crate) size: u64,
}

/// Bytes are not part of the kept company: they lie in files of their own, see [`Cabinet::contents`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cabinet {
    pub(super) categories: Vec<FileCategory>,
    next_category: u32,
    /// Files and photos share one sequence, so that one id never stands for two contents.
    next_content: u64,
    files: BTreeMap<u64, Vec<FiledDocument>>,
    photos: BTreeMap<u64, Photo>,
    #[serde(skip)]
    contents: BTreeMap<u64, Bytes>,
    #[serde(skip, default = "storage")]
    pub(super) storage: u64,
}

fn storage() -> u64 {
    STORAGE
}

impl Default for Cabinet {
    fn default() -> Self {
        let category = |id, name: &str| FileCategory {
            id,
            name: name.to_owned(),
        };
        Self {
            categories: vec![
                category(13, "Resumes and Applications"),
                category(12, "Signed Documents"),
                category(11, "Tasklist Attachments"),
                category(10, "Workflow Attachments"),
            ],
            next_category: 14,
            next_content: 301,
            files: BTreeMap::new(),
            photos: BTreeMap::new(),
            contents: BTreeMap::new(),
            storage: STORAGE,
        }
    }
}

impl Cabinet {
    /// A person's files, oldest first.
    pub(crate) fn files(&self, employee: u64) -> &[FiledDocument] {
        self.files.get(&employee).map_or(&[], Vec::as_slice)
    }

    /// All categories, the empty ones too.
    pub(crate) fn categories(&self) -> &[FileCategory] {
        &self.categories
    }

    /// A person's photo.
    pub(crate) fn photo(&self, employee: u64) -> Option<Photo> {
        self.photos.get(&employee).copied()
    }

    /// The bytes of a file or photo.
    pub(crate) fn content(&self, id: u64) -> Option<&Bytes> {
        self.contents.get(&id)
    }

    /// All bytes by id, for keeping them.
    pub(crate) fn contents(&self) -> impl Iterator<Item = (u64, &Bytes)> {
        self.contents.iter().map(|(id, bytes)| (*id, bytes))
    }

    /// Puts the kept bytes back. An error is one of `read`.
    pub(crate) fn take_contents<E>(
        &mut self,
        read: impl Fn(u64) -> Result<Bytes, E>,
    ) -> Result<(), E> {
        self.contents = self
            .content_ids()
            .map(|id| read(id).map(|bytes| (id, bytes)))
            .collect::<Result<_, E>>()?;
        Ok(())
    }

    /// The next id of each sequence.
    pub(super) fn next_ids(&self) -> [(&'static str, u64); 2] {
        let categories = u64::from(self.next_category);
        [
            ("files", self.next_content),
            ("file categories", categories),
        ]
    }

    /// The id of a file or photo that the sequence has not come to yet.
    pub(super) fn id_not_given_out(&self) -> Option<u64> {
        self.content_ids().find(|id| *id >= self.next_content)
    }

    fn content_ids(&self) -> impl Iterator<Item = u64> {
        let files = self.files.values().flatten().map(|file| file.id);
        files.chain(self.photos.values().map(|photo| photo.id))
    }

    /// Whether this many more bytes may be stored.
    pub(super) fn has_room_for(&self, size: u64) -> bool {
        let used: u64 = self.contents.values().map(size_of_content).sum();
        used.saturating_add(size) <= self.storage
    }

    pub(super) fn add_category(&mut self, name: String) {
        let id = self.next_category;
        self.next_category = id.saturating_add(1);
        self.categories.push(FileCategory { id, name });
    }

    /// Files a document under an id of its own, which it returns.
    pub(super) fn add_file(
        &mut self,
        employee: u64,
        document: FiledDocument,
        bytes: &Bytes,
    ) -> u64 {
        let id = self.take_content_id();
        self.contents.insert(id, of_its_own(bytes));
        self.files
            .entry(employee)
            .or_default()
            .push(FiledDocument { id, ..document });
        id
    }

    /// Replaces a person's photo. The new one has an id of its own, so that its address changes too.
    pub(super) fn set_photo(&mut self, employee: u64, bytes: &Bytes) {
        let id = self.take_content_id();
        let size = size_of_content(bytes);
        self.contents.insert(id, of_its_own(bytes));
        if let Some(before) = self.photos.insert(employee, Photo { id, size }) {
            self.contents.remove(&before.id);
        }
    }

    /// Throws away what there is of a person.
    pub(super) fn remove_person(&mut self, employee: u64) {
        let files = self.files.remove(&employee).unwrap_or_default();
        let photo = self.photos.remove(&employee);
        let ids = files.iter().map(|file| file.id);
        for id in ids.chain(photo.map(|photo| photo.id)) {
            self.contents.remove(&id);
        }
    }

    fn take_content_id(&mut self) -> u64 {
        let id = self.next_content;
        self.next_content = id.saturating_add(1);
        id
    }
}

/// A part of a form is a slice of the whole request, which it would keep in memory.
fn of_its_own(bytes: &Bytes) -> Bytes {
    Bytes::copy_from_slice(bytes)
}

pub(super) fn size_of_content(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
