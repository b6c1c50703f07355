//! The files of a submit: read, fetched, and kept with the candidate. What cannot be had does not stop the hire; the
//! message says so.

use ::pinpoint::plugin::{Call, Dialect, FileValue, files};
use handoff::interface::LARGEST_DOCUMENT;
use outside::Downloads;
use tokio::time::Instant;

use super::{CV, DOCUMENTS};
use crate::ledger::NewFile;
use crate::pinpoint::file_names::{self, media_type, plain};

/// Files of one submit.
const MOST: usize = 20;

/// What came of the files.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) files: Vec<NewFile>,
    /// One sentence for each that does not go along.
    pub(super) left_out: Vec<String>,
}

/// Takes the files out of the call. Those that have not come `until` then stay behind.
pub(super) async fn taken(
    call: &mut Call,
    dialect: &Dialect,
    downloads: &Downloads,
    until: Instant,
) -> Taken {
    let mut taken = Taken::default();
    let mut names = file_names::Taken::default();
    for (key, kind) in [(CV, "Resume"), (DOCUMENTS, "Document")] {
        let values = call.take(key).map(|value| files(value, dialect));
        let values = values.unwrap_or_default();
        for value in values.into_iter().take(MOST) {
            let had = tokio::time::timeout_at(until, had(value, downloads)).await;
            match had.unwrap_or_else(|_| Err("it did not come in time".to_owned())) {
                Ok(file) => {
                    let name = named(file.name.as_deref(), file.media_type.as_deref(), kind);
                    taken.files.push(NewFile {
                        name: names.free(&name),
                        kind: kind.to_owned(),
                        media_type: media_type(file.media_type),
                        content: file.content,
                    });
                }
                Err(why) => taken.left_out.push(match key {
                    CV => format!("The CV did not go along: {why}."),
                    _ => format!("A document did not go along: {why}."),
                }),
            }
        }
    }
    taken
}

struct Had {
    name: Option<String>,
    media_type: Option<String>,
    content: Vec<u8>,
}

async fn had(value: FileValue, downloads: &Downloads) -> Result<Had, String> {
    let had = match value {
        FileValue::Inline {
            name,
            media_type,
            content,
        } => Had {
            name,
            media_type,
            content,
        },
        FileValue::At { url, name } => {
            let file = downloads.get(&url).await.map_err(|error| {
                tracing::warn!(%error, "a file of a submit was not fetched");
                error.to_string()
            })?;
            Had {
                name: name.or(file.name),
                media_type: file.media_type,
                content: file.content,
            }
        }
        FileValue::Unreadable(kind) => {
            tracing::warn!(kind, "a file of a submit has an unknown shape");
            return Err("it came in a shape that is not known".to_owned());
        }
    };
    match had.content.len() {
        0 => Err("it is empty".to_owned()),
        bytes if bytes > LARGEST_DOCUMENT => Err("it is larger than 20 MB".to_owned()),
        _ => Ok(had),
    }
}

/// A plain name with an ending, by which BambooHR knows what it is.
fn named(name: Option<&str>, media_type: Option<&str>, kind: &str) -> String {
    let name = name.and_then(plain).unwrap_or_default();
    let has_ending = name
        .rsplit_once('.')
        .is_some_and(|(before, ending)| !before.is_empty() && !ending.is_empty());
    if has_ending {
        return name;
    }
    let ending = match media_type
        .map(|kind| kind.trim().to_ascii_lowercase())
        .as_deref()
    {
        Some("application/msword") => "doc",
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document") => "docx",
        Some("application/rtf" | "text/rtf") => "rtf",
        Some("text/plain") => "txt",
        Some("image/png") => "png",
        Some("image/jpeg") => "jpg",
        _ => "pdf",
    };
    match name.is_empty() {
        true => format!("{kind}.{ending}"),
        false => format!("{name}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_plain_name_with_an_ending() {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        for (name, media_type, expected) in [
            (Some("cv.pdf"), None, "cv.pdf"),
            (Some("../../.pdf"), None, "pdf.pdf"),
            (Some("Lebenslauf"), Some(word), "Lebenslauf.docx"),
            (None, Some("image/png"), "Resume.png"),
            (None, None, "Resume.pdf"),
        ] {
            assert_eq!(named(name, media_type, "Resume"), expected, "{name:?}");
        }
        assert!(named(Some(&"é".repeat(400)), None, "Resume").ends_with(".pdf"));
    }
}
