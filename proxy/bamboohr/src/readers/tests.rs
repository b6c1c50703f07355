//! Answers as BambooHR could give them, and as nobody should: what the readers make of both.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// A catalogue with the proportions and oddities of a real company's: of 700 entries most have no alias, more
/// than half are parts with dotted ids, some ids are negative, aliases and ids repeat.
fn catalogue_of_700() -> Vec<Value> {
    let mut fields = vec![
        json!({"id": 19, "name": "Pay rate", "type": "currency", "alias": "payRate"}),
        json!({"id": "19.1", "name": "Pay rate - Currency code", "type": "text", "alias": "payRate"}),
        json!({"id": 1358, "name": "Preferred Name", "type": "text", "alias": "preferredName"}),
        json!({"id": 1358, "name": "Nickname", "type": "text", "alias": "nickname", "deprecated": true}),
        json!({"id": 387, "name": "Status", "type": "status", "alias": "status"}),
        json!({"id": 387, "name": "Employment Status", "type": "status", "alias": "employmentStatus", "deprecated": true}),
        json!({"id": -38, "name": "Termination Date", "type": "date", "alias": "terminationDate"}),
        json!({"id": -50, "name": "Job Level", "type": "text"}),
        json!({"id": 4512, "name": "T-Shirt / Size # – größe", "type": "list", "alias": "customT-Shirt/Size#"}),
        json!({"id": "4340.10", "name": "Emergency Contacts: Postcode", "type": "text"}),
        json!({"id": "4340.1", "name": "Emergency Contacts: Name", "type": "text"}),
    ];
    for number in fields.len()..700 {
        fields.push(match number % 8 {
            0 => {
                json!({"id": number, "name": format!("Field {number}"), "type": "list", "alias": format!("customField{number}")})
            }
            1 | 2 => json!({"id": number, "name": format!("Field {number}"), "type": "text"}),
            rest => {
                json!({"id": format!("{}.{rest}", 4000 + number / 8), "name": format!("Table: Column {rest}"), "type": "something_new"})
            }
        });
    }
    fields
}

#[test]
fn a_catalogue_of_700_fields_with_every_oddity_is_read_without_loss() {
    let catalogue = catalogue_of_700();
    let text = serde_json::to_vec(&catalogue).unwrap();
    let fields: Vec<MetaField> = serde_json::from_slice(&text).unwrap();
    assert_eq!(fields.len(), 700);
    assert_eq!(serde_json::to_value(&fields).unwrap(), json!(catalogue));
    let ids: BTreeSet<_> = fields.iter().map(|field| &field.id).collect();
    println!(
        "700 fields read without loss: {} different ids, {} parts, {} without alias, {} deprecated",
        ids.len(),
        fields.iter().filter(|field| field.id.is_part()).count(),
        fields.iter().filter(|field| field.alias.is_none()).count(),
        fields.iter().filter(|field| field.deprecated).count(),
    );
}

/// One entry of `meta/fields`, with everything in it that BambooHR was seen to vary.
fn field() -> impl Strategy<Value = Value> {
    let id = prop_oneof![
        (1..5000_i64).prop_map(|id| json!(id)),
        (-60..-1_i64).prop_map(|id| json!(id)),
        (1..5000_i64, 1..20_u8).prop_map(|(id, part)| json!(format!("{id}.{part}"))),
        (1..5000_i64).prop_map(|id| json!(id.to_string())),
    ];
    let alias = prop_oneof![
        3 => Just(None),
        1 => prop_oneof![Just("payRate"), Just("status"), Just("nickname")]
            .prop_map(|alias| Some(alias.to_owned())),
        1 => "custom[A-Za-z0-9/# -]{1,12}[A-Za-z0-9]".prop_map(Some),
    ];
    let deprecated = prop_oneof![
        4 => Just(None),
        1 => Just(Some(json!(true))),
        1 => Just(Some(json!("yes"))),
        1 => Just(Some(json!("no"))),
        1 => Just(Some(json!(false))),
    ];
    let kind = "[a-z_]{1,16}";
    (id, ".{0,24}", kind, alias, deprecated, any::<bool>()).prop_map(
        |(id, name, kind, alias, deprecated, has_more)| {
            let mut field = json!({"id": id, "name": name, "type": kind});
            if let Some(alias) = alias {
                field["alias"] = json!(alias);
            }
            if let Some(deprecated) = deprecated {
                field["deprecated"] = deprecated;
            }
            if has_more {
                field["somethingNew"] = json!({"a": [1, null]});
            }
            field
        },
    )
}

proptest! {
    #[test]
    fn any_catalogue_is_read_and_printing_what_was_read_is_stable(
        catalogue in proptest::collection::vec(field(), 0..60)
    ) {
        let read: Vec<MetaField> = serde_json::from_value(json!(catalogue)).unwrap();
        prop_assert_eq!(read.len(), catalogue.len());
        for (field, sent) in read.iter().zip(&catalogue) {
            let id = match &sent["id"] {
                Value::String(text) => text.clone(),
                number => number.to_string(),
            };
            prop_assert_eq!(field.id.to_string(), id);
            prop_assert_eq!(field.name.as_str(), sent["name"].as_str().unwrap());
            prop_assert_eq!(field.alias.as_deref(), sent.get("alias").and_then(Value::as_str));
            let deprecated = sent.get("deprecated");
            prop_assert_eq!(
                field.deprecated,
                deprecated == Some(&json!(true)) || deprecated == Some(&json!("yes"))
            );
        }
        let printed = serde_json::to_value(&read).unwrap();
        let again: Vec<MetaField> = serde_json::from_value(printed.clone()).unwrap();
        prop_assert_eq!(&again, &read);
        prop_assert_eq!(serde_json::to_value(&again).unwrap(), printed);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for reader in ALL {
            (reader.reads)(&bytes);
        }
        refusal(u16::from(bytes.first().copied().unwrap_or_default()) + 300, &bytes);
    }
}

#[test]
fn every_reader_reads_its_sample() {
    for reader in ALL {
        assert!((reader.reads)(reader.sample.as_bytes()), "{}", reader.name);
    }
}

/// Pieces that parsers stumble over.
const PIECES: [&str; 20] = [
    "null",
    "\"\"",
    "[]",
    "{}",
    "[",
    "}",
    ",",
    ":",
    "-1",
    "1e999",
    "18446744073709551616",
    "\\u0000",
    "\"id\":",
    "true",
    "<field id=\"x\">",
    "</row>",
    "&#0;",
    "&amp;",
    "<!DOCTYPE a>",
    "\u{feff}",
];

fn mutated(sample: &str, random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = sample.as_bytes().to_vec();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(0..=bytes.len());
        match random.u8(0..6) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << random.u8(0..8),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => {
                let piece = PIECES[random.usize(..PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            4 => {
                let end = random.usize(at..=bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                let end = random.usize(at..=bytes.len());
                bytes.drain(at..end);
            }
        }
    }
    bytes
}

#[test]
fn a_thousand_mutations_of_every_answer_are_read_or_refused_and_never_panic() {
    let mut random = fastrand::Rng::with_seed(0x5EED);
    let (mut read, mut refused) = (0, 0);
    for reader in ALL {
        for _ in 0..1000 {
            match (reader.reads)(&mutated(reader.sample, &mut random)) {
                true => read += 1,
                false => refused += 1,
            }
        }
    }
    let head = "X-BambooHR-Error-Message: Duplicate email, Duplicate email\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\nX-Request-Id: 141031237511168628111294434063995243447\0{\"error\":{\"code\":\"BadRequest\",\"message\":\"No\"}}";
    for _ in 0..1000 {
        let text = mutated(head, &mut random);
        match refusal(random.u16(300..600), &text) {
            true => read += 1,
            false => refused += 1,
        }
    }
    let readers = ALL.len() + 1;
    println!("{readers} readers, 1000 mutations each: {read} read, {refused} refused, 0 panics");
    assert_eq!(read + refused, readers * 1000);
    assert!(refused > read / 10 && read > 0, "the mutations must hurt");
}
