//! The files of a submit: read, fetched, and kept with the candidate. What cannot be had does not stop the hire; the
//! message says so.

use ::pinpoint::plugin::{Call, Dialect, FileValue, files};
use handoff::interface::LARGEST_DOCUMENT;
use outside::Downloads;
use tokio::time::Instant;

use super::cv::Elsewhere;
use super::{CV, DOCUMENTS};
use crate::file_names::{FileNames, media_type, plain};
use crate::ledger::NewFile;

/// Files of one submit.
const MOST: usize = 20;
const LATE: &str = "it did not come in time";

/// What came of the files.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) files: Vec<NewFile>,
    /// One sentence for each that does not go along.
    pub(super) left_out: Vec<String>,
}

impl Taken {
    fn has(&self, content: &[u8]) -> bool {
        self.files.iter().any(|file| file.content == content)
    }
}

/// Where the files of a call are had from, and until when.
pub(super) struct Taking<'a> {
    pub(super) dialect: &'a Dialect,
    pub(super) downloads: &'a Downloads,
    /// The CV, should its address give none.
    pub(super) elsewhere: Option<Elsewhere<'a>>,
    pub(super) until: Instant,
}

impl Taking<'_> {
    /// Takes the files out of the call. Those that have not come in time stay behind.
    pub(super) async fn taken(&self, call: &mut Call) -> Taken {
        let mut taken = Taken::default();
        let mut names = FileNames::default();
        for (key, kind) in [(CV, "Resume"), (DOCUMENTS, "Document")] {
            let values = call.take(key).map(|value| files(value, self.dialect));
            let values = values.unwrap_or_default();
            for value in values.into_iter().take(MOST) {
                let had = match key {
                    CV => self.cv(value).await,
                    _ => self.had(value).await,
                };
                match had {
                    // The same twice, such as the CV among the documents, is one.
                    Ok(file) if taken.has(&file.content) => {}
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

    /// The CV: from its address; as soon as that gives none, or half of the time is over, from where Pinpoint's REST interface says
    /// it is, whichever comes first.
    async fn cv(&self, value: FileValue) -> Result<Had, String> {
        let other = match (&self.elsewhere, &value) {
            (Some(elsewhere), FileValue::At { .. }) => {
                let source = elsewhere.source().await;
                source.map(|source| (elsewhere, source))
            }
            _ => None,
        };
        let Some((elsewhere, source)) = other else {
            return self.had(value).await;
        };
        let half = self.until.saturating_duration_since(Instant::now()) / 2;
        let by_address = self.had(value);
        tokio::pin!(by_address);
        let mut why = LATE.to_owned();
        let is_tried = match tokio::time::timeout(half, &mut by_address).await {
            Ok(Ok(had)) => return Ok(had),
            Ok(Err(refused)) => {
                why = refused;
                true
            }
            Err(_) => false,
        };
        let read = tokio::time::timeout_at(self.until, elsewhere.read(&source));
        tokio::select! {
            Ok(had) = &mut by_address, if !is_tried => Ok(had),
            Ok(Some(file)) = read => checked(Had {
                name: Some(file.name),
                media_type: Some(file.media_type),
                content: file.content,
            }),
            else => Err(why),
        }
    }

    async fn had(&self, value: FileValue) -> Result<Had, String> {
        let had = tokio::time::timeout_at(self.until, had(value, self.downloads)).await;
        had.unwrap_or_else(|_| Err(LATE.to_owned()))
    }
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
    checked(had)
}

fn checked(had: Had) -> Result<Had, String> {
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

    #[tokio::test]
    async fn the_same_file_twice_in_one_submit_is_one() {
        let form = r#"{"formFields":[{"key":"cv","value":"data:application/pdf;base64,JVBERi0x"},
            {"key":"documents","value":["data:application/pdf;base64,JVBERi0x","data:application/pdf;base64,JVBERi0y"]}]}"#;
        let mut call = Call::read(form.as_bytes()).unwrap();
        let settings = super::super::PluginSettings::default();
        let limits = settings.downloads();
        let downloads = Downloads::new(limits).unwrap();
        let taking = Taking {
            dialect: &settings.dialect,
            downloads: &downloads,
            elsewhere: None,
            until: Instant::now() + std::time::Duration::from_secs(60),
        };
        let taken = taking.taken(&mut call).await;
        let kinds: Vec<_> = taken.files.iter().map(|file| file.kind.as_str()).collect();
        assert_eq!(kinds, ["Resume", "Document"]);
        assert!(taken.left_out.is_empty());
    }
}
