//! How files that others bring are called here, and what they say that they are.

use std::collections::BTreeSet;

use handoff::candidate::Document;

use crate::forms::PHOTO;

/// Longest file name, in letters: more than any file system takes.
const LONGEST: usize = 255;
/// Longest media type in bytes.
const LONGEST_MEDIA_TYPE: usize = 100;

/// Without its folders, without what no name has, and of a long name the end. `None` when nothing is left.
pub(crate) fn plain(given: &str) -> Option<String> {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    let name = name.trim().trim_start_matches('.');
    let cut = name.char_indices().rev().nth(LONGEST - 1);
    let name = name.get(cut.map_or(0, |(at, _)| at)..).unwrap_or_default();
    (!name.is_empty()).then(|| name.to_owned())
}

/// What an answer or a person says that a file is, when it can be that.
pub(crate) fn media_type(said: Option<String>) -> String {
    let is_plain = |kind: &String| {
        (1..=LONGEST_MEDIA_TYPE).contains(&kind.len())
            && kind.bytes().all(|byte| (b' '..=b'~').contains(&byte))
    };
    said.filter(is_plain)
        .unwrap_or_else(|| "application/octet-stream".to_owned())
}

/// The names of one candidate's files.
pub(crate) struct FileNames(BTreeSet<String>);

impl Default for FileNames {
    /// None yet, but that of the photo, which is kept beside them.
    fn default() -> Self {
        Self(BTreeSet::from([PHOTO.to_owned()]))
    }
}

impl FileNames {
    /// Those of a candidate's documents.
    pub(crate) fn of(documents: &[Document]) -> Self {
        let mut all = Self::default();
        let names = documents.iter().map(|document| document.name.clone());
        all.0.extend(names);
        all
    }

    /// This name, or when another file has it, with a number.
    pub(crate) fn free(&mut self, name: &str) -> String {
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
            _ => (name, String::new()),
        };
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.0.insert(free.clone()) {
            free = format!("{stem} ({number}){ending}");
            number += 1;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_whatever_was_given() {
        for (given, expected) in [
            ("cv.pdf", Some("cv.pdf")),
            ("/home/x/cv.pdf", Some("cv.pdf")),
            ("C:\\x\\cv.pdf", Some("cv.pdf")),
            ("../../.pdf", Some("pdf")),
            ("c\nv.pdf", Some("cv.pdf")),
            (" cv ", Some("cv")),
            ("a/..", None),
            ("", None),
            ("\u{7}", None),
        ] {
            assert_eq!(plain(given).as_deref(), expected, "{given:?}");
        }
        let long = plain(&format!("{}.pdf", "é".repeat(400))).unwrap();
        assert!(long.chars().count() == LONGEST && long.ends_with(".pdf"));
    }

    #[test]
    fn two_files_of_one_name_are_two_and_neither_is_the_photo() {
        let mut names = FileNames::default();
        for expected in ["cv.pdf", "cv (2).pdf", "cv (3).pdf"] {
            assert_eq!(names.free("cv.pdf"), expected);
        }
        assert_eq!(names.free("photo"), "photo (2)");
        assert_eq!(names.free(".x"), ".x");
        assert_eq!(names.free(".x"), ".x (2)");
    }

    #[test]
    fn what_a_file_says_that_it_is_stays_when_it_can_be_that() {
        let of = |said: &str| media_type(Some(said.to_owned()));
        assert_eq!(of("application/pdf"), "application/pdf");
        for said in ["", "a\nb", "é", &"x".repeat(101)] {
            assert_eq!(of(said), "application/octet-stream", "{said:?}");
        }
        assert_eq!(media_type(None), "application/octet-stream");
    }
}
