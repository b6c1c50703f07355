//! An employee's files and photo. Content is a stream: a file is never held in memory as a whole.

use reqwest::Body;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;

use crate::answer::{Answer, lenient_text, list_or_nothing, location, text_or_nothing, yes_or_no};
use crate::client::{Call, Client};
use crate::error::Error;
use crate::id::{CategoryId, EmployeeId, FileId};

/// Largest file and photo, in bytes.
pub const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// The bytes of a file, as a stream whose length is known.
#[derive(Debug)]
pub struct Content {
    body: Body,
    length: u64,
}

impl Content {
    /// A stream of exactly `length` bytes: a `reqwest::Body` wraps any stream, a file, or another request's
    /// body. A stream that ends early breaks the upload; what comes after `length` bytes is cut off.
    pub fn stream(body: impl Into<Body>, length: u64) -> Self {
        let body = body.into();
        Self { body, length }
    }

    /// Bytes that are in memory anyway.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self::stream(bytes, length)
    }

    /// The content as a part of a form, if BambooHR takes a file of this size.
    fn part(self, file_name: &str) -> Result<Part, Error> {
        match self.length {
            0 => Err(Error::Invalid("the file is empty")),
            1..=LARGEST_FILE => Ok(
                Part::stream_with_length(self.body, self.length).file_name(file_name.to_owned())
            ),
            _ => Err(Error::Invalid("the file is larger than 20 MB")),
        }
    }
}

/// A document to store with an employee.
#[derive(Debug)]
pub struct Document<'a> {
    /// The name people see, with the extension that tells its type.
    pub name: &'a str,
    /// Where it goes; see [`Client::files`].
    pub category: &'a CategoryId,
    /// Whether the employee may see it.
    pub share: bool,
    /// Its bytes: at least one, at most [`LARGEST_FILE`].
    pub content: Content,
}

/// A category with the files in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileCategory {
    /// What an upload names.
    pub id: CategoryId,
    /// The company's name for it.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub name: String,
    /// Whether this key may put files here.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub can_upload_files: bool,
    /// The files.
    #[serde(default, deserialize_with = "list_or_nothing")]
    pub files: Vec<StoredFile>,
}

/// A file of an employee.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredFile {
    /// File id.
    pub id: FileId,
    /// The name people see.
    #[serde(default, deserialize_with = "text_or_nothing")]
    pub name: String,
    /// Name at upload.
    #[serde(default, deserialize_with = "lenient_text")]
    pub original_file_name: Option<String>,
    /// Size in bytes; a number or a text on the wire.
    #[serde(default, deserialize_with = "size")]
    pub size: Option<u64>,
    /// When it was stored, as BambooHR writes it (`2026-05-29T14:21:35+0000`).
    #[serde(default, deserialize_with = "lenient_text")]
    pub date_created: Option<String>,
    /// Whether the employee may see it.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub share_with_employee: bool,
}

fn size<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(lenient_text(deserializer)?.and_then(|text| text.parse().ok()))
}

impl Client {
    /// Categories and the files in them, as far as the key may see them:
    /// `GET /employees/{id}/files/view`. A key that sees no category at all gets 404.
    pub async fn files(&self, employee: &EmployeeId) -> Result<Vec<FileCategory>, Error> {
        let segments = ["employees", employee.as_str(), "files", "view"];
        read_categories(&self.read(Call::get("read files", &segments)).await?)
    }

    /// Stores a document: `POST /employees/{id}/files`. One call is at most one request; the same document
    /// twice is two files. The id is `None` when BambooHR does not tell it.
    pub async fn upload_file(
        &self,
        employee: &EmployeeId,
        document: Document<'_>,
    ) -> Result<Option<FileId>, Error> {
        // The name becomes part of a header, where a line break begins another one.
        if document.name.contains(char::is_control) {
            return Err(Error::Invalid("the file's name holds control characters"));
        }
        let form = Form::new()
            .text("fileName", document.name.to_owned())
            .text("category", document.category.as_str().to_owned())
            .text("share", if document.share { "yes" } else { "no" })
            .part("file", document.content.part(document.name)?);
        let segments = ["employees", employee.as_str(), "files"];
        let call = Call::post("upload file", &segments).form(form);
        let answer = self.write(call).await?;
        Ok(location::file(&answer.headers))
    }

    /// Adds categories for files, for the whole company: `POST /employees/files/categories`. An existing or
    /// empty name is refused.
    pub async fn create_file_categories(&self, names: &[&str]) -> Result<(), Error> {
        let call = Call::post(
            "create file categories",
            &["employees", "files", "categories"],
        );
        self.write(call.json(&names)?).await.map(|_| ())
    }

    /// Stores an employee's photo: `POST /employees/{id}/photo`. BambooHR takes JPEG, PNG, BMP and GIF,
    /// square within a pixel, of at least 150 pixels; it looks at the bytes and not at the name.
    pub async fn upload_photo(&self, employee: &EmployeeId, photo: Content) -> Result<(), Error> {
        let form = Form::new().part("file", photo.part("photo")?);
        let segments = ["employees", employee.as_str(), "photo"];
        let call = Call::post("upload photo", &segments).form(form);
        self.write(call).await.map(|_| ())
    }
}

#[derive(Deserialize)]
struct View {
    categories: Vec<FileCategory>,
}

pub(crate) fn read_categories(answer: &Answer) -> Result<Vec<FileCategory>, Error> {
    answer.json::<View>().map(|view| view.categories)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_read_with_flags_as_words_and_sizes_as_numbers_or_texts() {
        let categories = read_categories(&Answer::of_body(
            r#"{"employee":{"id":4},"categories":[
                {"id":13,"name":"Resumes","canUploadFiles":"yes","files":[
                  {"id":"7","name":"cv.pdf","originalFileName":"cv.pdf","size":10,"dateCreated":"2026-05-29T14:21:35+0000","shareWithEmployee":"no"},
                  {"id":8,"name":"old.pdf","size":"2048","shareWithEmployee":"yes"}]},
                {"id":"12","name":"Signed","canUploadFiles":"no"}]}"#,
        ))
        .unwrap();
        let flags: Vec<_> = categories
            .iter()
            .map(|category| (category.id.as_str(), category.can_upload_files))
            .collect();
        assert_eq!(flags, [("13", true), ("12", false)]);
        let files: Vec<_> = categories[0]
            .files
            .iter()
            .map(|file| (file.id.as_str(), file.size, file.share_with_employee))
            .collect();
        assert_eq!(files, [("7", Some(10), false), ("8", Some(2048), true)]);
    }

    #[test]
    fn what_bamboohr_would_not_take_is_not_sent() {
        for length in [0, LARGEST_FILE + 1, u64::MAX] {
            let content = Content::stream(Vec::new(), length);
            assert!(
                matches!(content.part("cv.pdf"), Err(Error::Invalid(_))),
                "{length}"
            );
        }
    }
}
