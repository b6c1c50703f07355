//! Ids. Those of people, rows and files are digits; those of fields can also be negative or dotted.
//! All of them are opaque: nothing is calculated with an id.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// An id that is a number or a text on the wire and always digits in here.
macro_rules! digits {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes 1 to 20 digits that are not all zero: 0 is nobody's and nothing's id.
            pub fn parse(text: &str) -> Option<Self> {
                let fits = (1..=20).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_digit())
                    && text.bytes().any(|byte| byte != b'0');
                fits.then(|| Self(text.to_owned()))
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = deserializer.deserialize_any(Scalar)?;
                Self::parse(&text).ok_or_else(|| de::Error::custom("an id is 1 to 20 digits and not 0"))
            }
        }
    };
}

digits!(
    /// An employee's id. It never changes, and is not the employee number: reading a person by number can
    /// hit somebody else. Nor is it 0, which means the owner of the key: see [`crate::Client::myself`].
    EmployeeId
);
digits!(
    /// A row of a table.
    RowId
);
digits!(
    /// A file of an employee.
    FileId
);
digits!(
    /// A category that files are put into; every company has its own.
    CategoryId
);
digits!(
    /// A user of BambooHR, who need not be an employee.
    UserId
);
digits!(
    /// An option of a list.
    OptionId
);
digits!(
    /// A country in BambooHR's own numbering.
    CountryId
);

/// A field's id: a number for ordinary fields (`18`, some are negative, `-38`), a dotted text for parts of
/// fields (`"19.1"`). Two fields can have the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum FieldId {
    /// A whole field.
    Number(i64),
    /// A part of a field, or any id that is a text.
    Text(String),
}

impl FieldId {
    /// Reads an id as it is written. A text that is a whole number counts as the number: BambooHR writes both for one
    /// field. `None` for nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.parse::<i64>().ok();
        match number.filter(|number| number.to_string() == text) {
            Some(number) => Some(Self::Number(number)),
            None => (!text.is_empty()).then(|| Self::Text(text.to_owned())),
        }
    }

    /// Whether this is a part of another field, such as the currency code `"19.1"` of the pay rate `19`.
    pub fn is_part(&self) -> bool {
        matches!(self, Self::Text(text) if text.contains('.'))
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::Text(text) => text.fmt(formatter),
        }
    }
}

impl<'de> Deserialize<'de> for FieldId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_any(Scalar)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("an id is not empty"))
    }
}

/// A number or a text, as text.
pub(crate) struct Scalar;

impl de::Visitor<'_> for Scalar {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number or a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    // A number with decimals cannot be told from its neighbours once it was one: 4340.10 reads as 4340.1.
    fn visit_f64<E: de::Error>(self, _number: f64) -> Result<String, E> {
        Err(E::custom("an id with a dot must be a text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_id(json: &str) -> Option<FieldId> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn a_field_id_is_a_number_a_negative_number_or_a_dotted_text() {
        for (json, printed, is_part) in [
            ("18", "18", false),
            ("\"18\"", "18", false),
            ("-38", "-38", false),
            ("\"4340.4\"", "\"4340.4\"", true),
            ("\"4340.10\"", "\"4340.10\"", true),
            ("\"007\"", "\"007\"", false),
            ("\"custom\"", "\"custom\"", false),
        ] {
            let id = field_id(json).unwrap();
            assert_eq!(serde_json::to_string(&id).unwrap(), printed, "{json}");
            assert_eq!(id.is_part(), is_part, "{json}");
        }
    }

    #[test]
    fn what_is_no_field_id_is_refused() {
        for json in ["4340.4", "\"\"", "null", "true", "[1]", "{}"] {
            assert_eq!(field_id(json), None, "{json}");
        }
    }

    #[test]
    fn an_employee_id_is_one_to_twenty_digits_as_number_or_text_and_not_zero() {
        let read = |json: &str| serde_json::from_str::<EmployeeId>(json).ok();
        for json in ["121", "\"121\"", "\"012\"", "\"12345678901234567890\""] {
            assert!(read(json).is_some(), "{json}");
        }
        for json in [
            "-1",
            "0",
            "\"00\"",
            "1.5",
            "\"\"",
            "\"12a\"",
            "\" 12\"",
            "\"123456789012345678901\"",
            "\"١٢\"",
        ] {
            assert!(read(json).is_none(), "{json}");
        }
    }
}
