//! Calls of Pinpoint's server: whatever the bytes are, they are a call or none, and what is read of one is plain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pinpoint::plugin::{Call, Dialect, FileValue, date, files, is_template, text, texts};

fuzz_target!(|body: &[u8]| {
    let Ok(mut call) = Call::read(body) else {
        return;
    };
    let dialect = Dialect::default();
    for key in ["applicationUuid", "firstName", "hireDate", "cv", "documents", "a", ""] {
        if let Some(value) = call.field(key) {
            for one in text(value).into_iter().chain(texts(value)) {
                assert!(!one.trim().is_empty() && !is_template(&one));
            }
        }
        if let Some(day) = call.text(key).and_then(|text| date(&text, &dialect)) {
            assert_eq!(day.len(), "2027-01-31".len());
        }
        for file in call.take(key).map(|value| files(value, &dialect)).unwrap_or_default() {
            match file {
                FileValue::Inline { content, .. } => assert!(!content.is_empty()),
                FileValue::At { url, .. } => assert!(url.starts_with("http")),
                FileValue::Unreadable(_) => {}
            }
        }
    }
});
