#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::company::filing::{FileRefusal, LARGEST_FILE};
use crate::company::{Clock, View};

/// Only the header, which is all that is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn gif(side: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(side.to_le_bytes());
    bytes.extend(side.to_le_bytes());
    bytes.extend([0, 0, 0]);
    bytes
}

fn bmp(side: u32) -> Vec<u8> {
    let mut bytes = b"BM".to_vec();
    bytes.extend([0; 12]);
    bytes.extend(40u32.to_le_bytes());
    bytes.extend(side.to_le_bytes());
    bytes.extend(side.to_le_bytes());
    bytes.extend([0; 28]);
    bytes
}

fn jpeg(side: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xc0, 0, 17, 8];
    bytes.extend(side.to_be_bytes());
    bytes.extend(side.to_be_bytes());
    bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9]);
    bytes
}

#[test]
fn a_photo_must_be_square_large_enough_and_of_one_of_four_formats() {
    for (photo, expected) in [
        (png(150, 150), Ok(())),
        (png(150, 151), Ok(())),
        (png(4000, 3999), Ok(())),
        (gif(150), Ok(())),
        (bmp(150), Ok(())),
        (jpeg(150), Ok(())),
        (png(150, 152), Err(PhotoRefusal::NotSquare)),
        (png(149, 149), Err(PhotoRefusal::TooSmall)),
        (png(149, 150), Err(PhotoRefusal::TooSmall)),
        (jpeg(149), Err(PhotoRefusal::TooSmall)),
        (
            b"%PDF-1.7 and more".to_vec(),
            Err(PhotoRefusal::FormatNotAccepted),
        ),
        (
            b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(),
            Err(PhotoRefusal::FormatNotAccepted),
        ),
        (vec![b'x'], Err(PhotoRefusal::FormatNotAccepted)),
        (
            png(150, 150).into_iter().take(18).collect(),
            Err(PhotoRefusal::NotReadable),
        ),
        (
            b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01".to_vec(),
            Err(PhotoRefusal::NotReadable),
        ),
        (Vec::new(), Err(PhotoRefusal::Missing)),
    ] {
        let mut company = Company::seeded(Clock::default().read());
        let start = format!("{:?}", photo.iter().take(24).collect::<Vec<_>>());
        let outcome = company.set_photo(&Caller::administrator(), "13", Some(Bytes::from(photo)));
        assert_eq!(outcome, expected.map_err(Refusal::Photo), "{start}");
    }
}

#[test]
fn a_photo_is_seen_in_the_fields_and_a_new_one_replaces_it() {
    let mut company = Company::seeded(Clock::default().read());
    let view = View {
        today: Clock::default().read().today,
        only_current: true,
    };
    let fields = |company: &Company| {
        let asked = ["isPhotoUploaded", "photoUrl"];
        let read = company
            .read(&Caller::administrator(), "13", &asked, view)
            .unwrap();
        asked.map(|name| read.get(name).unwrap().clone())
    };
    assert_eq!(fields(&company), [Value::from("false"), Value::Null]);
    let mut upload = |side| {
        let photo = Some(Bytes::from(png(side, side)));
        company
            .set_photo(&Caller::administrator(), "13", photo)
            .unwrap();
        assert_eq!(company.cabinet.contents().count(), 1);
        fields(&company)
    };
    let [is_uploaded, first] = upload(150);
    assert_eq!(is_uploaded, Value::from("true"));
    let [_, second] = upload(160);
    assert_ne!(first, second);
}

#[test]
fn who_may_not_upload_or_sends_too_much_is_refused() {
    let mut company = Company::seeded(Clock::default().read());
    let photo = || Some(Bytes::from(png(150, 150)));
    let limited = company.set_photo(&Caller::limited(), "13", photo());
    assert_eq!(limited, Err(Refusal::NotPermitted));
    let nobody = company.set_photo(&Caller::administrator(), "999", photo());
    assert_eq!(nobody, Err(Refusal::EmployeeNotFound));
    let mut large = png(150, 150);
    large.resize(LARGEST_FILE + 1, 0);
    let large = company.set_photo(&Caller::administrator(), "13", Some(Bytes::from(large)));
    assert_eq!(large, Err(FileRefusal::TooLarge.into()));
    let none = company.set_photo(&Caller::administrator(), "13", None);
    assert_eq!(none, Err(PhotoRefusal::Missing.into()));
}

#[test]
fn a_photo_in_json_is_base64() {
    let good = photo_in_json(br#"{"fileBase64": "eHl6"}"#);
    assert_eq!(good, Ok(Some(Bytes::from_static(b"xyz"))));
    assert_eq!(photo_in_json(b"{}"), Ok(None));
    for body in ["[]", "", r#"{"fileBase64": "!"}"#] {
        assert_eq!(
            photo_in_json(body.as_bytes()).unwrap_err().status(),
            400,
            "{body}"
        );
    }
}
