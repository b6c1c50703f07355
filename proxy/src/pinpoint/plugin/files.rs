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
/// As many are tried, should some be the same or not be had.
const MOST_TRIED: usize = 2 * MOST;
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
        let (mut tried, mut too_many) = (0, 0);
        for (key, kind) in [(CV, "Resume"), (DOCUMENTS, "Document")] {
            let values = call.take(key).map(|value| files(value, self.dialect));
            for value in values.unwrap_or_default() {
                if taken.files.len() == MOST || tried == MOST_TRIED {
                    too_many += 1;
                    continue;
                }
                tried += 1;
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
        if too_many > 0 {
            taken.left_out.push(beyond(too_many));
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
        let by_rest = async {
            let read = tokio::time::timeout_at(self.until, elsewhere.read(&source)).await;
            let file = read.ok().flatten()?;
            Some(checked(Had {
                name: Some(file.name),
                media_type: Some(file.media_type),
                content: file.content,
            }))
        };
        either(self.until, self.had(value), by_rest).await
    }

    async fn had(&self, value: FileValue) -> Result<Had, String> {
        let had = tokio::time::timeout_at(self.until, had(value, self.downloads)).await;
        had.unwrap_or_else(|_| Err(LATE.to_owned()))
    }
}

/// The first file of two ways, or the last reason why there is none. The second way may have neither; it is gone as soon as the
/// first gave none, or half of the time is over.
async fn either(
    until: Instant,
    first: impl Future<Output = Result<Had, String>>,
    second: impl Future<Output = Option<Result<Had, String>>>,
) -> Result<Had, String> {
    tokio::pin!(first, second);
    let half = until.saturating_duration_since(Instant::now()) / 2;
    let had = match tokio::time::timeout(half, &mut first).await {
        Ok(had) => had,
        Err(_) => tokio::select! {
            had = &mut first => had,
            had = &mut second => match had {
                Some(Ok(had)) => return Ok(had),
                _ => return first.await,
            },
        },
    };
    match had {
        Ok(had) => Ok(had),
        Err(why) => second.await.unwrap_or(Err(why)),
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

/// What is said of so many files more than one submit may have.
fn beyond(files: usize) -> String {
    let files = match files {
        1 => "1 more file".to_owned(),
        files => format!("{files} more files"),
    };
    format!("{files} did not go along: one submit takes {MOST}. Add what is missing in BambooHR.")
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
    use std::time::Duration;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;

    use super::*;

    /// What is taken of a submit with these files.
    async fn taken(cv: serde_json::Value, documents: serde_json::Value) -> Taken {
        let form = json!({ "formFields": { "cv": cv, "documents": documents } });
        let mut call = Call::read(form.to_string().as_bytes()).unwrap();
        let settings = super::super::PluginSettings::default();
        let downloads = Downloads::new(settings.downloads()).unwrap();
        let taking = Taking {
            dialect: &settings.dialect,
            downloads: &downloads,
            elsewhere: None,
            until: Instant::now() + Duration::from_secs(60),
        };
        taking.taken(&mut call).await
    }

    fn given(given: Result<&str, &str>) -> Result<Had, String> {
        let had = |content: &str| Had {
            name: None,
            media_type: None,
            content: content.into(),
        };
        given.map(had).map_err(str::to_owned)
    }

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
        let cv = json!("data:application/pdf;base64,JVBERi0x");
        let other = json!("data:application/pdf;base64,JVBERi0y");
        let taken = taken(cv.clone(), json!([cv, other])).await;
        let kinds: Vec<_> = taken.files.iter().map(|file| file.kind.as_str()).collect();
        assert_eq!(kinds, ["Resume", "Document"]);
        assert!(taken.left_out.is_empty());
    }

    #[tokio::test]
    async fn a_submit_has_twenty_files_in_all_and_how_many_more_there_were_is_said() {
        let numbered = |from: usize, to: usize| {
            let file = |number: usize| {
                let content = STANDARD.encode(number.to_string());
                format!("data:text/plain;base64,{content}")
            };
            json!((from..to).map(file).collect::<Vec<_>>())
        };
        for (cvs, documents, said) in [
            (1, 19, None),
            (1, 20, Some("1 more file")),
            (2, 21, Some("3 more files")),
            // Beyond them nothing is looked at, so the CV counts once more.
            (25, 25, Some("31 more files")),
        ] {
            // The CV is among the documents as well, as Pinpoint hands it over, and counts once.
            let documents = numbered(100, 100 + documents).as_array().cloned();
            let documents = numbered(0, 1)
                .as_array()
                .cloned()
                .into_iter()
                .chain(documents);
            let documents = documents.flatten().collect::<Vec<_>>();
            let taken = taken(numbered(0, cvs), json!(documents)).await;
            assert_eq!(taken.files.len(), 20);
            let kept = taken.files.iter().filter(|file| file.kind == "Resume");
            assert_eq!(kept.count(), cvs.min(20));
            let after = "did not go along: one submit takes 20. Add what is missing in BambooHR.";
            let said = said.map(|files| format!("{files} {after}"));
            assert_eq!(taken.left_out, said.into_iter().collect::<Vec<_>>());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_cv_comes_the_way_that_gives_it_and_else_the_last_reason_is_said() {
        const LIMIT: Duration = Duration::from_secs(10);
        // What each way gives after so many seconds, and what comes of both after how many.
        for (first, second, expected) in [
            // At once, or while the second way is tried.
            ((1, Ok("1")), (0, None), (1, Ok("1"))),
            ((7, Ok("1")), (1, None), (7, Ok("1"))),
            ((7, Ok("1")), (1, Some(Err("empty"))), (7, Ok("1"))),
            // Refused at once, or late.
            ((1, Err("refused")), (2, Some(Ok("2"))), (3, Ok("2"))),
            ((1, Err("refused")), (2, None), (3, Err("refused"))),
            ((7, Err("refused")), (4, Some(Ok("2"))), (9, Ok("2"))),
            (
                (7, Err("refused")),
                (3, Some(Err("empty"))),
                (8, Err("empty")),
            ),
            ((7, Err("refused")), (3, None), (8, Err("refused"))),
            ((7, Err("refused")), (1, None), (7, Err("refused"))),
            // Never.
            ((10, Err(LATE)), (2, Some(Ok("2"))), (7, Ok("2"))),
            ((10, Err(LATE)), (2, None), (10, Err(LATE))),
        ] {
            let began = Instant::now();
            let after = async |seconds| tokio::time::sleep(Duration::from_secs(seconds)).await;
            let by_address = async {
                after(first.0).await;
                given(first.1)
            };
            let by_rest = async {
                after(second.0).await;
                second.1.map(given)
            };
            let had = either(began + LIMIT, by_address, by_rest).await;
            let had = had.map(|had| had.content);
            let comes = (began.elapsed().as_secs(), had);
            let content = |text: &str| text.as_bytes().to_vec();
            let why = str::to_owned;
            let expected = (expected.0, expected.1.map(content).map_err(why));
            assert_eq!(comes, expected, "{first:?} {second:?}");
        }
    }
}
