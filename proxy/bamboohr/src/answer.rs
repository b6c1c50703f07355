//! From the bytes of an answer to values. Pure: no network, no clock, and whatever the bytes are, the worst
//! outcome is an [`Error`].
//!
//! BambooHR answers JSON where JSON was asked, but tables were seen to come as XML all the same; and an
//! intermediary can put an HTML page in front of anything.

pub(crate) mod failure;
pub(crate) mod location;
mod size;
pub(crate) mod xml;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use outside::LostAnswer;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::{self, DeserializeOwned, IgnoredAny, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::error::Error;

/// A 2xx answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) flaw: Option<Flaw>,
}

/// Why a body is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It was cut off here.
    TooLarge,
    /// It did not come to its end.
    Lost(LostAnswer),
}

impl Answer {
    /// The answer, if its body came to its end.
    pub(crate) fn whole(self) -> Result<Self, Error> {
        match self.flaw {
            None => Ok(self),
            Some(Flaw::TooLarge) => Err(self.unreadable("it is too large")),
            Some(Flaw::Lost(how)) => Err(Error::Lost(how)),
        }
    }

    /// The body as JSON of this shape.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        if self.looks_like_markup() {
            return Err(self.unreadable("markup where JSON was asked for"));
        }
        if size::holds_too_much(&self.body) {
            return Err(self.unreadable("it holds too many values"));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            // serde's message can quote a value; its place and kind cannot.
            let (kind, line, column) = (error.classify(), error.line(), error.column());
            self.unreadable(&format!("{kind:?} error at line {line} column {column}"))
        })
    }

    /// Whether the body begins like XML or HTML.
    pub(crate) fn looks_like_markup(&self) -> bool {
        self.start().first() == Some(&b'<')
    }

    /// Whether the body is a page for people: something stands between us and BambooHR.
    pub(crate) fn is_web_page(&self) -> bool {
        let start = self.start();
        ["<!doctype html", "<html"].iter().any(|beginning| {
            let start = start.get(..beginning.len()).unwrap_or_default();
            start.eq_ignore_ascii_case(beginning.as_bytes())
        })
    }

    fn start(&self) -> &[u8] {
        let start = self.body.strip_prefix(b"\xef\xbb\xbf");
        start.unwrap_or(&self.body).trim_ascii_start()
    }

    /// A plain 200 with this body, for tests of what reads it.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn of_body(body: impl AsRef<[u8]>) -> Self {
        Self {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.as_ref().to_vec(),
            flaw: None,
        }
    }

    /// That this answer cannot be read; `reason` must quote nothing of it.
    pub(crate) fn unreadable(&self, reason: &str) -> Error {
        Error::Undecodable {
            status: self.status.as_u16(),
            reason: reason.to_owned(),
            request_id: failure::request_id(&self.headers),
        }
    }
}

/// `"yes"`, `"no"`, a boolean, `1` or `0`; anything else is no.
pub(crate) fn yes_or_no<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(flag) => flag,
        Value::String(text) => {
            ["yes", "true", "1"].contains(&text.trim().to_ascii_lowercase().as_str())
        }
        Value::Number(number) => number.as_u64() == Some(1),
        _ => false,
    })
}

/// A text, empty when it is `null`.
pub(crate) fn text_or_nothing<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<String, D::Error> {
    lenient_text(deserializer).map(Option::unwrap_or_default)
}

/// A list, empty when it is `null`.
pub(crate) fn list_or_nothing<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// A text that may be `null` or a number.
pub(crate) fn lenient_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A JSON object as a map. PHP writes an object without members as `[]`; that is an empty map, and an array
/// with anything in it is an error.
pub(crate) fn object_or_empty_array<'de, D, T>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Object<T> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object, or an empty array")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((name, value)) = entries.next_entry()? {
                map.insert(name, value);
            }
            Ok(map)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            match items.next_element::<IgnoredAny>()? {
                None => Ok(BTreeMap::new()),
                Some(_) => Err(de::Error::custom("an array where an object belongs")),
            }
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(BTreeMap::new())
        }
    }

    deserializer.deserialize_any(Object(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_answer_names_the_place_and_quotes_nothing() {
        let error = Answer::of_body(r#"{"ssn":"123-45-6789""#).json::<BTreeMap<String, u8>>();
        let text = error.unwrap_err().to_string();
        assert!(text.contains("line 1"), "{text}");
        assert!(!text.contains("123-45"), "{text}");
    }

    #[test]
    fn markup_is_told_from_json() {
        for (body, is_markup) in [
            ("<?xml version=\"1.0\"?><table/>", true),
            ("\u{feff} \n<html>", true),
            ("[]", false),
            ("", false),
            ("\"<\"", false),
        ] {
            assert_eq!(
                Answer::of_body(body).looks_like_markup(),
                is_markup,
                "{body}"
            );
        }
    }

    #[test]
    fn a_web_page_is_told_from_an_empty_answer_and_from_xml() {
        for (body, is_page) in [
            ("<!DOCTYPE html><html>", true),
            ("\n <HTML lang=\"en\">", true),
            ("", false),
            ("{}", false),
            ("<?xml version=\"1.0\"?><list/>", false),
            ("<h", false),
        ] {
            assert_eq!(Answer::of_body(body).is_web_page(), is_page, "{body}");
        }
    }

    #[test]
    fn an_object_without_members_may_be_an_empty_array() {
        #[derive(Deserialize)]
        struct Holder {
            #[serde(deserialize_with = "object_or_empty_array")]
            members: BTreeMap<String, u8>,
        }
        let read = |text: &str| serde_json::from_str::<Holder>(text).map(|holder| holder.members);
        assert_eq!(read(r#"{"members":{"a":1}}"#).unwrap().len(), 1);
        assert_eq!(read(r#"{"members":[]}"#).unwrap().len(), 0);
        assert_eq!(read(r#"{"members":null}"#).unwrap().len(), 0);
        assert!(read(r#"{"members":[1]}"#).is_err());
    }
}
