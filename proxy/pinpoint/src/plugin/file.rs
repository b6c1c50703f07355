//! Values of file fields. No document and no example shows one, so every shape is read that can be expected.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde_json::{Map, Value};

use super::Dialect;
use super::value::within;

/// A file as it arrived.
#[derive(Clone, PartialEq, Eq)]
pub enum FileValue {
    /// With its bytes.
    Inline {
        /// Its name, if it has one.
        name: Option<String>,
        /// For example `application/pdf`.
        media_type: Option<String>,
        /// What is in it.
        content: Vec<u8>,
    },
    /// To be fetched.
    At {
        /// Where. Whoever knows it can read the file.
        url: String,
        /// Its name, if it has one.
        name: Option<String>,
    },
    /// Something, and nobody knows what: only of which kind of JSON it is.
    Unreadable(&'static str),
}

/// The files of a value; none when it is blank.
pub fn files(value: Value, dialect: &Dialect) -> Vec<FileValue> {
    match value {
        Value::Array(values) => {
            let values = values.into_iter();
            values.flat_map(|value| files(value, dialect)).collect()
        }
        Value::Null => Vec::new(),
        Value::String(text) if text.trim().is_empty() || super::is_template(&text) => Vec::new(),
        Value::String(text) => vec![of_text(text.trim())],
        Value::Object(object) => vec![of_object(&object, dialect)],
        Value::Bool(_) => vec![FileValue::Unreadable("boolean")],
        Value::Number(_) => vec![FileValue::Unreadable("number")],
    }
}

fn of_object(object: &Map<String, Value>, dialect: &Dialect) -> FileValue {
    let first = |names: &[String]| {
        let mut found = names
            .iter()
            .filter_map(|name| within(object, name)?.as_str());
        found.find(|text| !text.trim().is_empty()).map(str::trim)
    };
    let name = first(&dialect.file_name).map(str::to_owned);
    if let Some(url) = first(&dialect.file_address) {
        return match of_text(url) {
            FileValue::At { url, .. } => FileValue::At { url, name },
            FileValue::Inline {
                media_type,
                content,
                ..
            } => FileValue::Inline {
                name,
                media_type,
                content,
            },
            other @ FileValue::Unreadable(_) => other,
        };
    }
    let Some(data) = first(&dialect.file_content) else {
        return FileValue::Unreadable("object");
    };
    let said = first(&dialect.file_type).map(str::to_owned);
    if data.starts_with("data:") {
        return match of_text(data) {
            FileValue::Inline {
                media_type,
                content,
                ..
            } => FileValue::Inline {
                name,
                media_type: said.or(media_type),
                content,
            },
            other => other,
        };
    }
    match decoded(data) {
        Some(content) => FileValue::Inline {
            name,
            media_type: said,
            content,
        },
        None => FileValue::Unreadable("object"),
    }
}

fn of_text(text: &str) -> FileValue {
    // Whether it may be fetched is decided by whoever fetches it.
    if text.starts_with("https://") || text.starts_with("http://") {
        return FileValue::At {
            url: text.to_owned(),
            name: None,
        };
    }
    let data = text.strip_prefix("data:");
    let data = data.and_then(|rest| rest.split_once(','));
    let read = data.and_then(|(head, data)| {
        let mut head = head.split(';');
        let media_type = head.next().filter(|kind| !kind.is_empty());
        let is_base64 = head.any(|part| part.eq_ignore_ascii_case("base64"));
        Some((media_type, is_base64.then(|| decoded(data))??))
    });
    match read {
        Some((media_type, content)) => FileValue::Inline {
            name: None,
            media_type: media_type.map(str::to_owned),
            content,
        },
        None => FileValue::Unreadable("string"),
    }
}

/// Base64 with or without its end, and with line breaks.
fn decoded(data: &str) -> Option<Vec<u8>> {
    let read = |text: &str| {
        let with_end = STANDARD.decode(text);
        with_end.or_else(|_| STANDARD_NO_PAD.decode(text)).ok()
    };
    let content = match data.contains(char::is_whitespace) {
        false => read(data),
        true => read(&data.split_whitespace().collect::<String>()),
    };
    content.filter(|content| !content.is_empty())
}

/// Nothing of a file is for a log.
impl fmt::Debug for FileValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inline { content, .. } => write!(formatter, "Inline({} bytes)", content.len()),
            Self::At { .. } => formatter.write_str("At(…)"),
            Self::Unreadable(kind) => write!(formatter, "Unreadable({kind})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn inline(name: Option<&str>, media_type: Option<&str>) -> FileValue {
        FileValue::Inline {
            name: name.map(str::to_owned),
            media_type: media_type.map(str::to_owned),
            content: b"%PDF-1".to_vec(),
        }
    }

    fn at(name: Option<&str>) -> FileValue {
        FileValue::At {
            url: "https://pinpointhq.com/f".to_owned(),
            name: name.map(str::to_owned),
        }
    }

    #[test]
    fn a_file_is_read_in_every_shape_and_what_is_none_is_named_by_its_kind() {
        const DATA: &str = "JVBERi0x";
        let uri = format!("data:application/pdf;base64,{DATA}");
        let pdf = Some("application/pdf");
        for (value, expected) in [
            (
                json!({"url": "https://pinpointhq.com/f", "filename": "cv.pdf"}),
                vec![at(Some("cv.pdf"))],
            ),
            (
                json!({"href": "https://pinpointhq.com/f", "name": "cv.pdf"}),
                vec![at(Some("cv.pdf"))],
            ),
            (
                json!({"downloadUrl": "https://pinpointhq.com/f"}),
                vec![at(None)],
            ),
            (
                json!({"url": "", "data": DATA, "fileName": "cv.pdf"}),
                vec![inline(Some("cv.pdf"), None)],
            ),
            (
                json!({"base64": DATA, "contentType": "application/pdf"}),
                vec![inline(None, pdf)],
            ),
            (
                json!({"content": "JVBE\nRi0x", "mimeType": "application/pdf"}),
                vec![inline(None, pdf)],
            ),
            (
                json!({"data": uri, "name": "cv.pdf"}),
                vec![inline(Some("cv.pdf"), pdf)],
            ),
            (json!(uri), vec![inline(None, pdf)]),
            (json!("https://pinpointhq.com/f"), vec![at(None)]),
            (
                json!([uri, "https://pinpointhq.com/f"]),
                vec![inline(None, pdf), at(None)],
            ),
            (json!(null), vec![]),
            (json!(""), vec![]),
            (json!([]), vec![]),
            (json!("{{candidate_cv}}"), vec![]),
            (json!("cv.pdf"), vec![FileValue::Unreadable("string")]),
            (
                json!("ftp://pinpointhq.com/f"),
                vec![FileValue::Unreadable("string")],
            ),
            (
                json!("data:text/plain,hello"),
                vec![FileValue::Unreadable("string")],
            ),
            (json!({"id": 7}), vec![FileValue::Unreadable("object")]),
            (json!({"data": "?"}), vec![FileValue::Unreadable("object")]),
            (json!(7), vec![FileValue::Unreadable("number")]),
            (json!(true), vec![FileValue::Unreadable("boolean")]),
        ] {
            let usual = Dialect::default();
            assert_eq!(files(value.clone(), &usual), expected, "{value}");
        }
    }

    #[test]
    fn a_file_in_another_shape_is_read_by_the_names_that_are_set() {
        let other = json!({"blob": {"signed": "https://pinpointhq.com/f", "called": "cv.pdf"}});
        let names = |name: &str| vec![name.to_owned()];
        let set = Dialect {
            file_address: names("blob.signed"),
            file_name: names("blob.called"),
            ..Dialect::default()
        };
        assert_eq!(files(other.clone(), &set), [at(Some("cv.pdf"))]);
        let unread = [FileValue::Unreadable("object")];
        assert_eq!(files(other, &Dialect::default()), unread);
        let bytes = Dialect {
            file_content: names("bytes"),
            file_type: names("kind"),
            ..set
        };
        let other = json!({"bytes": "JVBERi0x", "kind": "application/pdf"});
        let read = inline(None, Some("application/pdf"));
        assert_eq!(files(other, &bytes), [read]);
    }

    #[test]
    fn nothing_of_a_file_is_printed() {
        let shown = format!(
            "{:?} {:?}",
            inline(Some("Ada.pdf"), None),
            at(Some("Ada.pdf"))
        );
        assert_eq!(shown, "Inline(6 bytes) At(…)");
    }
}
