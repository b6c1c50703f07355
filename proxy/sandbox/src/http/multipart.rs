//! Bodies of type `multipart/form-data`. The body is in memory whole, since a fault concerns a request that arrived
//! whole; so each part is a slice of it and nothing is copied, which the usual streaming readers would do.

use bytes::Bytes;
use memchr::memmem;
use percent_encoding::percent_decode_str;

/// One part: the field's name, the name of the file if it is one, and the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content: Bytes,
}

impl Part {
    /// The content of a part that is no file.
    pub(super) fn text(&self) -> Option<String> {
        String::from_utf8(self.content.to_vec()).ok()
    }
}

/// The parts of a body; `None` when it is not what its content type promises.
pub(super) fn parts(content_type: &str, body: &Bytes) -> Option<Vec<Part>> {
    let boundary = boundary(content_type)?;
    let delimiter = format!("\r\n--{boundary}");
    let finder = memmem::Finder::new(delimiter.as_bytes());
    // The first delimiter may stand at the very start, without a line break before it.
    let opening = delimiter.trim_start().as_bytes();
    let mut rest = if body.starts_with(opening) {
        body.slice(opening.len()..)
    } else {
        let start = finder.find(body)?;
        body.slice(start + delimiter.len()..)
    };
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let line_break = memmem::find(&rest, b"\r\n")?;
        // The break is left in place: a part without headers begins with the empty line.
        let part = rest.slice(line_break..);
        let end = finder.find(part.get(2..)?)? + 2;
        parts.push(read_part(&part.slice(..end))?);
        rest = part.slice(end + delimiter.len()..);
    }
}

/// `part` begins with a line break.
fn read_part(part: &Bytes) -> Option<Part> {
    let blank = memmem::find(part, b"\r\n\r\n")?;
    let headers = std::str::from_utf8(part.get(..blank)?).ok()?;
    let disposition = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-disposition")
            .then_some(value)
    })?;
    let parameters = parameters(disposition);
    let of_name = |wanted: &str| {
        let encoded = format!("{wanted}*");
        let find = |name: &str| parameters.iter().find(|(known, _)| known == name);
        match find(&encoded) {
            Some((_, value)) => Some(extended(value)),
            None => find(wanted).map(|(_, value)| value.clone()),
        }
    };
    Some(Part {
        name: of_name("name")?,
        file_name: of_name("filename"),
        content: part.slice(blank + 4..),
    })
}

fn boundary(content_type: &str) -> Option<String> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let mut parameters = parameters(content_type).into_iter();
    let (_, boundary) = parameters.find(|(name, _)| name == "boundary")?;
    (!boundary.is_empty()).then_some(boundary)
}

/// The parameters behind the first semicolon. Names in lower case; a quoted value may hold semicolons.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let (value, after) = after.split_once(';').unwrap_or((after, ""));
                (value.trim().to_owned(), after)
            }
        };
        let name = name.trim_matches([';', ' ', '\t']).to_lowercase();
        parameters.push((name, value));
        rest = after;
    }
    parameters
}

/// A quoted text up to its closing quote, and what follows. Browsers write a quote in it as `%22`, others as `\"`.
fn unquote(quoted: &str) -> (String, &str) {
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((position, character)) = characters.next() {
        match character {
            '"' => {
                return (
                    text.replace("%22", "\""),
                    quoted.get(position + 1..).unwrap_or(""),
                );
            }
            '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    (text, "")
}

/// `utf-8''na%C3%AFve.pdf`.
fn extended(value: &str) -> String {
    let encoded = value.rsplit('\'').next().unwrap_or(value);
    percent_decode_str(encoded).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=\"a b\"";

    fn part(name: &str, file_name: Option<&str>, content: &str) -> Part {
        Part {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            content: Bytes::copy_from_slice(content.as_bytes()),
        }
    }

    #[test]
    fn parts_are_told_apart_with_their_names_and_contents() {
        let body = "preamble\r\n--a b\r\nContent-Disposition: form-data; name=\"fileName\"\r\n\r\nCV\r\n\
            --a b \r\ncontent-type: x/y\r\ncontent-disposition: form-data; name=file; filename=\"a;\\\"b%22.pdf\"\r\n\
            \r\n\r\n--a\r\n\r\n--a b\r\nContent-Disposition: form-data; name=\"empty\"; \
            filename*=utf-8''na%C3%AFve.pdf\r\n\r\n\r\n--a b--\r\nepilogue";
        let expected = vec![
            part("fileName", None, "CV"),
            part("file", Some("a;\"b\".pdf"), "\r\n--a\r\n"),
            part("empty", Some("naïve.pdf"), ""),
        ];
        assert_eq!(
            parts(TYPE, &Bytes::from_static(body.as_bytes())),
            Some(expected)
        );
        let none = Bytes::from_static(b"--a b--");
        assert_eq!(parts(TYPE, &none), Some(Vec::new()));
    }

    #[test]
    fn a_content_is_a_slice_of_the_body_and_no_copy() {
        let body = Bytes::from_static(
            b"--a b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--a b--",
        );
        let found = parts(TYPE, &body).unwrap();
        let inside = body.as_ptr_range();
        assert!(inside.contains(&found[0].content.as_ptr()));
    }

    #[test]
    fn what_is_broken_off_or_of_another_type_has_no_parts() {
        let good = "--a b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n--a b--";
        assert!(parts(TYPE, &Bytes::from_static(good.as_bytes())).is_some());
        for content_type in [
            "",
            "application/json",
            "multipart/form-data",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=other",
        ] {
            let found = parts(content_type, &Bytes::from_static(good.as_bytes()));
            assert_eq!(found, None, "{content_type}");
        }
        for length in 0..good.len() - 2 {
            let body = Bytes::copy_from_slice(&good.as_bytes()[..length]);
            assert_eq!(parts(TYPE, &body), None, "{length}");
        }
        let nameless = Bytes::from_static(b"--a b\r\nContent-Type: x/y\r\n\r\nx\r\n--a b--");
        assert_eq!(parts(TYPE, &nameless), None);
    }
}
