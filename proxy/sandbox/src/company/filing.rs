//! People's files: which categories and files a caller sees, and what an upload must look like to be filed.
//! The limits are BambooHR's; which endings it accepts is not published, so the list here is a guess.

use bytes::Bytes;
use serde_json::Value;

use super::cabinet::{self, FileCategory, FiledDocument};
use super::{Caller, Company, Moment, Refusal};

/// The largest file or photo, in bytes.
pub(crate) const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// The endings of files that are accepted, with the types they are handed out as.
const TYPES: [(&str, &str); 22] = [
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("eml", "message/rfc822"),
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("msg", "application/vnd.ms-outlook"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pages", "application/vnd.apple.pages"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("rtf", "application/rtf"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

/// An upload as it was sent. Every part may be missing.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    pub(crate) file_name: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) share: Option<String>,
    pub(crate) file: Option<UploadedFile>,
}

/// The file part of an upload, with the name it had where it came from.
#[derive(Debug)]
pub(crate) struct UploadedFile {
    pub(crate) original_name: Option<String>,
    pub(crate) bytes: Bytes,
}

/// A person's files by category, as one caller sees them.
#[derive(Debug)]
pub(crate) struct FilesOfEmployee {
    pub(crate) employee: u64,
    pub(crate) may_upload: bool,
    pub(crate) categories: Vec<(FileCategory, Vec<FiledDocument>)>,
}

/// A file to hand out.
#[derive(Debug)]
pub(crate) struct Download {
    pub(crate) original_name: String,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: Bytes,
}

/// Why a file or category was not accepted, or not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileRefusal {
    NotMultipart,
    PartMissing(&'static str),
    PartNotValid(&'static str),
    Empty,
    ExtensionNotSupported(String),
    CategoryNotFound,
    NotFound,
    TooLarge,
    StorageFull,
    NotAListOfNames,
    CategoryNameNotValid(String),
}

impl FileRefusal {
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::CategoryNotFound | Self::NotFound => 404,
            Self::TooLarge | Self::StorageFull => 413,
            _ => 400,
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::NotMultipart => "The request must be multipart/form-data".to_owned(),
            Self::PartMissing(part) => format!("{part} is required"),
            Self::PartNotValid(part) => format!("Invalid value for {part}"),
            Self::Empty => "The file is empty".to_owned(),
            Self::ExtensionNotSupported(extension) => {
                format!("Files ending in \"{extension}\" are not supported")
            }
            Self::CategoryNotFound => "File category not found".to_owned(),
            Self::NotFound => "File not found".to_owned(),
            Self::TooLarge => "The file is larger than 20 MB".to_owned(),
            Self::StorageFull => "The file storage of the company is full".to_owned(),
            Self::NotAListOfNames => "The request body must be a list of names".to_owned(),
            Self::CategoryNameNotValid(name) => {
                format!("\"{name}\" is empty or the name of a category that exists")
            }
        }
    }
}

impl Company {
    /// The categories and files of an employee.
    pub(crate) fn files_of(&self, caller: &Caller, id: &str) -> Result<FilesOfEmployee, Refusal> {
        let employee = self.employee_for(caller, id)?.id;
        if !caller.may_see_files() {
            return Err(Refusal::NoFileCategories);
        }
        let files = self.cabinet.files(employee);
        let in_category = |category: &FileCategory| -> Vec<FiledDocument> {
            let filed = files.iter().filter(|file| file.category == category.id);
            filed.cloned().collect()
        };
        let categories = self.cabinet.categories.iter();
        Ok(FilesOfEmployee {
            employee,
            may_upload: caller.may_edit_files(),
            categories: categories
                .map(|category| (category.clone(), in_category(category)))
                .collect(),
        })
    }

    /// One file of an employee.
    pub(crate) fn download(
        &self,
        caller: &Caller,
        id: &str,
        file_id: &str,
    ) -> Result<Download, Refusal> {
        let employee = self.employee_for(caller, id)?.id;
        if !caller.may_see_files() {
            return Err(Refusal::NotPermitted);
        }
        let found = self.filed(employee, file_id);
        found.ok_or_else(|| FileRefusal::NotFound.into())
    }

    /// One file of an employee, whoever asks.
    pub(crate) fn filed(&self, employee: u64, file_id: &str) -> Option<Download> {
        let mut files = self.cabinet.files(employee).iter();
        let file = files.find(|file| file.id.to_string() == file_id)?;
        let bytes = self.cabinet.content(file.id)?;
        Some(Download {
            original_name: file.original_name.clone(),
            content_type: content_type(&file.original_name).unwrap_or("application/octet-stream"),
            bytes: bytes.clone(),
        })
    }

    /// Files a document and returns its id. Without `upload` the request was no form.
    pub(crate) fn upload(
        &mut self,
        caller: &Caller,
        id: &str,
        upload: Option<Upload>,
        moment: Moment,
    ) -> Result<u64, Refusal> {
        let employee = self.employee_for(caller, id)?.id;
        if !caller.may_edit_files() {
            return Err(Refusal::NotPermitted);
        }
        let upload = upload.ok_or(FileRefusal::NotMultipart)?;
        let name = filled(upload.file_name).ok_or(FileRefusal::PartMissing("fileName"))?;
        let category = filled(upload.category).ok_or(FileRefusal::PartMissing("category"))?;
        let file = upload.file.ok_or(FileRefusal::PartMissing("file"))?;
        let is_shared = match upload.share.as_deref().map(str::trim) {
            None | Some("" | "no") => false,
            Some("yes") => true,
            Some(_) => return Err(FileRefusal::PartNotValid("share").into()),
        };
        let category: u32 = category
            .parse()
            .map_err(|_| FileRefusal::PartNotValid("category"))?;
        let mut categories = self.cabinet.categories.iter();
        if !categories.any(|known| known.id == category) {
            return Err(FileRefusal::CategoryNotFound.into());
        }
        if file.bytes.is_empty() {
            return Err(FileRefusal::Empty.into());
        }
        let original_name = filled(file.original_name).unwrap_or_else(|| name.clone());
        if content_type(&original_name).is_none() {
            let extension = extension(&original_name);
            return Err(FileRefusal::ExtensionNotSupported(extension).into());
        }
        self.check_size(&file.bytes)?;
        let document = FiledDocument {
            id: 0,
            category,
            name,
            original_name,
            size: cabinet::size_of_content(&file.bytes),
            is_shared,
            added: moment.now,
            added_by: caller.name().to_owned(),
        };
        Ok(self.cabinet.add_file(employee, document, &file.bytes))
    }

    /// Adds categories, all or none. Returns how many.
    pub(crate) fn add_categories(
        &mut self,
        caller: &Caller,
        body: &[u8],
    ) -> Result<usize, Refusal> {
        if !caller.may_edit_files() {
            return Err(Refusal::NotPermitted);
        }
        let sent: Value = serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?;
        let names: Option<Vec<&str>> = sent.as_array().and_then(|names| {
            names
                .iter()
                .map(|name| name.as_str().map(str::trim))
                .collect()
        });
        let names = names.ok_or(FileRefusal::NotAListOfNames)?;
        let lower = |name: &str| name.to_lowercase();
        let categories = self.cabinet.categories.iter();
        let mut taken: Vec<String> = categories.map(|category| lower(&category.name)).collect();
        for name in &names {
            if name.is_empty() || taken.contains(&lower(name)) {
                return Err(FileRefusal::CategoryNameNotValid((*name).to_owned()).into());
            }
            taken.push(lower(name));
        }
        for name in &names {
            self.cabinet.add_category((*name).to_owned());
        }
        Ok(names.len())
    }

    pub(super) fn check_size(&self, bytes: &Bytes) -> Result<(), FileRefusal> {
        if bytes.len() > LARGEST_FILE {
            return Err(FileRefusal::TooLarge);
        }
        if !self.cabinet.has_room_for(cabinet::size_of_content(bytes)) {
            return Err(FileRefusal::StorageFull);
        }
        Ok(())
    }
}

impl From<FileRefusal> for Refusal {
    fn from(refusal: FileRefusal) -> Self {
        Self::File(refusal)
    }
}

fn filled(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn extension(name: &str) -> String {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    extension.to_lowercase()
}

fn content_type(name: &str) -> Option<&'static str> {
    let extension = extension(name);
    let found = TYPES.iter().find(|(known, _)| *known == extension);
    found.map(|(_, content_type)| *content_type)
}

#[cfg(test)]
mod tests;
