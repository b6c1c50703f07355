//! What was entered into one field, and how it travels.

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

/// What was entered into one field. Money is two inputs, everything else is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Entry {
    /// One text. Dates are `YYYY-MM-DD`.
    Text(String),
    /// An amount and its ISO 4217 currency.
    Money {
        /// Decimal text.
        amount: String,
        /// Three letters.
        currency: String,
    },
}

/// By hand, because serde reads untagged enums through a second, general reader, which the browser would have to
/// download: a text is a text, an object is money.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, words: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        words.write_str("a text, or an amount and its currency")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
        Ok(Entry::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let (mut amount, mut currency) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            let part: String = map.next_value()?;
            match name.as_str() {
                "amount" => amount = Some(part),
                "currency" => currency = Some(part),
                _ => {}
            }
        }
        Ok(Entry::Money {
            amount: amount.ok_or_else(|| de::Error::missing_field("amount"))?,
            currency: currency.ok_or_else(|| de::Error::missing_field("currency"))?,
        })
    }
}

impl Entry {
    /// Nothing was entered. A currency alone is nothing: it is chosen in advance.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Money { amount, .. } => amount.trim().is_empty(),
        }
    }

    /// As one text for a person, for example `60000.00 EUR`.
    pub fn display(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Money { amount, currency } => format!("{amount} {currency}"),
        }
    }
}
