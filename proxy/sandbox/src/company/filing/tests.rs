#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
use super::*;
use crate::company::Clock;

fn company() -> Company {
    Company::seeded(Clock::default().read())
}

fn cv(change: impl FnOnce(&mut Upload)) -> Upload {
    let text = |text: &str| Some(text.to_owned());
    let mut upload = Upload {
        file_name: text(" CV of Ruth "),
        category: text("13"),
        share: None,
        file: Some(UploadedFile {
            original_name: text("ruth.PDF"),
            bytes: Bytes::from_static(b"%PDF"),
        }),
    };
    change(&mut upload);
    upload
}

fn with_bytes(bytes: Vec<u8>) -> Upload {
    cv(|upload| {
        upload.file = Some(UploadedFile {
            original_name: None,
            bytes: Bytes::from(bytes),
        });
        upload.file_name = Some("cv.txt".to_owned());
    })
}

fn refused(company: &mut Company, upload: Upload) -> FileRefusal {
    match company.upload(
        &Caller::administrator(),
        "13",
        Some(upload),
        Clock::default().read(),
    ) {
        Err(Refusal::File(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_upload_is_found_again_with_all_that_was_said_of_it() {
    let mut company = company();
    let moment = Clock::default().read();
    let id = company.upload(&Caller::administrator(), "13", Some(cv(|_| {})), moment);
    let id = id.unwrap();
    let expected = FiledDocument {
        id,
        category: 13,
        name: "CV of Ruth".to_owned(),
        original_name: "ruth.PDF".to_owned(),
        size: 4,
        is_shared: false,
        added: moment.now,
        added_by: "admin".to_owned(),
    };
    let files = company.files_of(&Caller::administrator(), "13").unwrap();
    for (category, documents) in files.categories {
        let here = category.id == 13;
        assert_eq!(documents.first(), here.then_some(&expected));
    }
    let download = company.download(&Caller::administrator(), "13", &id.to_string());
    let download = download.unwrap();
    assert_eq!(download.content_type, "application/pdf");
    assert_eq!(download.bytes, Bytes::from_static(b"%PDF"));
    let elsewhere = company.download(&Caller::administrator(), "12", &id.to_string());
    assert_eq!(elsewhere.unwrap_err(), FileRefusal::NotFound.into());
}

#[test]
fn what_is_missing_or_wrong_in_an_upload_is_refused_and_nothing_is_filed() {
    let mut company = company();
    let text = |text: &str| Some(text.to_owned());
    for (upload, expected) in [
        (
            cv(|cv| cv.file_name = text(" ")),
            FileRefusal::PartMissing("fileName"),
        ),
        (
            cv(|cv| cv.category = None),
            FileRefusal::PartMissing("category"),
        ),
        (cv(|cv| cv.file = None), FileRefusal::PartMissing("file")),
        (
            cv(|cv| cv.category = text("CVs")),
            FileRefusal::PartNotValid("category"),
        ),
        (
            cv(|cv| cv.share = text("true")),
            FileRefusal::PartNotValid("share"),
        ),
        (
            cv(|cv| cv.category = text("99")),
            FileRefusal::CategoryNotFound,
        ),
        (with_bytes(Vec::new()), FileRefusal::Empty),
        (with_bytes(vec![0; LARGEST_FILE + 1]), FileRefusal::TooLarge),
    ] {
        assert_eq!(refused(&mut company, upload), expected);
    }
    for (name, extension) in [("cv.exe", "exe"), ("cv", ""), ("pdf", "")] {
        let upload = cv(|cv| {
            if let Some(file) = &mut cv.file {
                file.original_name = text(name);
            }
        });
        let expected = FileRefusal::ExtensionNotSupported(extension.to_owned());
        assert_eq!(refused(&mut company, upload), expected, "{name}");
    }
    let none = company.upload(
        &Caller::administrator(),
        "13",
        None,
        Clock::default().read(),
    );
    assert_eq!(none, Err(FileRefusal::NotMultipart.into()));
    assert_eq!(company.cabinet.files(13), []);
}

#[test]
fn the_largest_file_fits_until_the_storage_is_full() {
    let mut company = company();
    company.cabinet.storage = 2 * u64::try_from(LARGEST_FILE).unwrap() - 1;
    let largest = || with_bytes(vec![0; LARGEST_FILE]);
    let first = company.upload(
        &Caller::administrator(),
        "13",
        Some(largest()),
        Clock::default().read(),
    );
    assert!(first.is_ok());
    assert_eq!(refused(&mut company, largest()), FileRefusal::StorageFull);
}

#[test]
fn nobody_without_the_right_sees_or_files_anything() {
    let mut company = company();
    let limited = &Caller::limited();
    let refused = company.upload(limited, "13", Some(cv(|_| {})), Clock::default().read());
    assert_eq!(refused, Err(Refusal::NotPermitted));
    assert_eq!(
        company.add_categories(limited, b"[]"),
        Err(Refusal::NotPermitted)
    );
    assert_eq!(
        company.files_of(limited, "13").unwrap_err(),
        Refusal::NoFileCategories
    );
    assert_eq!(
        company.download(limited, "13", "301").unwrap_err(),
        Refusal::NotPermitted
    );
}

#[test]
fn categories_are_added_all_or_none_and_only_under_new_names() {
    let mut company = company();
    assert_eq!(
        company.add_categories(&Caller::administrator(), b"[]"),
        Ok(0)
    );
    for body in [
        r#"["Visas", ""]"#,
        r#"["Visas", " visas "]"#,
        r#"["Visas", "signed documents"]"#,
        r#"["Visas", 7]"#,
        r#"{"name": "Visas"}"#,
        r#""Visas""#,
        "[",
    ] {
        let refusal = company.add_categories(&Caller::administrator(), body.as_bytes());
        assert_eq!(refusal.unwrap_err().status(), 400, "{body}");
    }
    let added = company.add_categories(&Caller::administrator(), br#"["Visas", "Passports"]"#);
    assert_eq!(added, Ok(2));
    let names: Vec<&str> = company
        .cabinet
        .categories
        .iter()
        .map(|category| category.name.as_str())
        .skip(4)
        .collect();
    assert_eq!(names, ["Visas", "Passports"]);
}
