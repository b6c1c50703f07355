//! What goes along with a hire: documents with their category, and the square of a photo.
//!
//! Only what is known without reading a file. Whether BambooHR takes it is BambooHR's to say; what it certainly refuses is
//! said before anybody sends.

use serde::{Deserialize, Serialize};

use crate::candidate::Document;
use crate::photo::{Crop, PhotoSize};

/// Largest file that BambooHR takes.
const LARGEST: u64 = 20 * 1024 * 1024;
/// Endings that BambooHR is known to take in documents of people. It publishes no list, so others are only remarked on.
const USUAL: [&str; 20] = [
    "bmp", "csv", "doc", "docx", "gif", "heic", "jpeg", "jpg", "md", "odt", "pdf", "png", "ppt",
    "pptx", "rtf", "tif", "tiff", "txt", "xls", "xlsx",
];
/// Endings of programs. Nobody's hire needs one, and somebody would open it.
const PROGRAMS: [&str; 12] = [
    "apk", "app", "bat", "cmd", "com", "exe", "jar", "js", "msi", "ps1", "scr", "vbs",
];
/// Kinds of documents, and words of the category's name where they belong, best first.
const PLACES: [(&[&str], &[&str]); 2] = [
    (&["signed", "contract", "offer"], &["signed"]),
    (
        &["resume", "cv", "cover letter", "application"],
        &["resume", "application"],
    ),
];

/// A category of documents into which files can be put, as BambooHR names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentCategory {
    /// BambooHR's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A document of the candidate that can go along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferedDocument {
    /// File name with its ending.
    pub name: String,
    /// What it is, for example `Resume`.
    pub kind: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Where it belongs: the id of a category of [`crate::Form::categories`]; `None` when there is none to choose.
    #[serde(default)]
    pub category: Option<String>,
    /// Why it cannot go along.
    #[serde(default)]
    pub problem: Option<String>,
    /// What to know about it; it can go along.
    #[serde(default)]
    pub note: Option<String>,
}

/// The candidate's photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferedPhoto {
    /// How large it is; `None` when it cannot go along.
    #[serde(default)]
    pub size: Option<PhotoSize>,
    /// Why it cannot go along.
    #[serde(default)]
    pub problem: Option<String>,
}

/// A document that somebody wants to go along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChosenDocument {
    /// File name.
    pub name: String,
    /// Id of the category; `None` for the one where it belongs.
    #[serde(default)]
    pub category: Option<String>,
    /// Whether the employee may see it.
    #[serde(default)]
    pub share: bool,
}

/// The photo that goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenPhoto {
    /// Size of the whole file.
    pub bytes: u64,
    /// The square of it; `None` for the usual one.
    pub crop: Option<Crop>,
}

impl OfferedDocument {
    /// Offers a document, with what is to be known about it.
    pub fn new(document: &Document, categories: &[DocumentCategory]) -> Self {
        let category = category_for(categories, &document.kind);
        let problem = problem(document);
        let note = match &problem {
            Some(_) => None,
            None => note(document),
        };
        Self {
            name: document.name.clone(),
            kind: document.kind.clone(),
            bytes: document.bytes,
            category: category.map(|category| category.id.clone()),
            problem,
            note,
        }
    }

    /// Whether it can go along.
    pub fn can_go(&self) -> bool {
        self.problem.is_none()
    }
}

/// Where a document of this kind belongs.
pub fn category_for<'a>(
    categories: &'a [DocumentCategory],
    kind: &str,
) -> Option<&'a DocumentCategory> {
    let kind = kind.to_lowercase();
    let wanted = PLACES
        .iter()
        .find(|(kinds, _)| kinds.iter().any(|word| kind.contains(word)))
        .map(|(_, names)| *names)
        .unwrap_or_default();
    let named = wanted.iter().find_map(|word| {
        categories
            .iter()
            .find(|category| category.name.to_lowercase().contains(word))
    });
    named.or_else(|| categories.first())
}

fn problem(document: &Document) -> Option<String> {
    let ending = ending(&document.name);
    let problem = if document.bytes == 0 {
        "This file is empty, and BambooHR takes no empty files.".to_owned()
    } else if document.bytes > LARGEST {
        "This file is larger than 20 MB, which is the most that BambooHR takes.".to_owned()
    } else if ending.is_empty() {
        "This file’s name has no ending such as .pdf, by which BambooHR knows what it is."
            .to_owned()
    } else if PROGRAMS.contains(&ending.as_str()) {
        format!("This file is a program (.{ending}). It does not belong into somebody’s documents.")
    } else {
        return None;
    };
    Some(problem)
}

fn note(document: &Document) -> Option<String> {
    let ending = ending(&document.name);
    let is_usual = USUAL.contains(&ending.as_str());
    (!is_usual).then(|| {
        format!("BambooHR may not take files of this kind (.{ending}). If it does not, the send says so.")
    })
}

/// In lower case, without the point; empty when there is none.
fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((before, ending)) if !before.is_empty() && !ending.contains(char::is_whitespace) => {
            ending.to_lowercase()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(names: &[&str]) -> Vec<DocumentCategory> {
        let category = |(nth, name): (usize, &&str)| DocumentCategory {
            id: nth.to_string(),
            name: (*name).to_owned(),
        };
        names.iter().enumerate().map(category).collect()
    }

    fn offered(name: &str, bytes: u64) -> OfferedDocument {
        let document = Document {
            name: name.to_owned(),
            kind: "Resume".to_owned(),
            bytes,
        };
        OfferedDocument::new(&document, &[])
    }

    #[test]
    fn a_document_goes_where_its_kind_belongs_and_else_where_there_is_room() {
        let categories = categories(&[
            "Workflow Attachments",
            "Signed Documents",
            "Resumes and Applications",
        ]);
        for (kind, wanted) in [
            ("Resume", "2"),
            ("Cover letter", "2"),
            ("Signed offer", "1"),
            ("Portrait", "0"),
        ] {
            let found = category_for(&categories, kind).map(|category| category.id.as_str());
            assert_eq!(found, Some(wanted), "{kind}");
        }
        assert_eq!(category_for(&[], "Resume"), None);
    }

    #[test]
    fn what_bamboohr_certainly_refuses_is_said_and_what_it_may_refuse_is_remarked_on() {
        for good in ["cv.pdf", "CV.PDF", "my.cv.docx", "Lebenslauf – Jörg.odt"] {
            let offered = offered(good, LARGEST);
            assert!(offered.can_go() && offered.note.is_none(), "{good}");
        }
        for (name, bytes) in [
            ("cv.pdf", 0),
            ("cv.pdf", LARGEST + 1),
            ("cv", 10),
            (".pdf", 10),
            ("cv. pdf", 10),
            ("cv.pdf.EXE", 10),
        ] {
            assert!(!offered(name, bytes).can_go(), "{name} {bytes}");
        }
        let odd = offered("cv.pages", 10);
        assert!(odd.can_go() && odd.note.is_some());
    }
}
