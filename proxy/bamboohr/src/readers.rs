//! Every reader of answers in one list, for tests and fuzzers that feed them anything. Not part of the
//! product: compiled for tests, and for fuzzing with `--cfg fuzzing`.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::answer::Answer;
use crate::answer::failure::{Asked, failure};
use crate::answer::location;
use crate::endpoint::{Endpoint, Version};
use crate::error::Error;
use crate::meta::{Column, Country, List, MetaField, Table};
use crate::{employees, files, meta, tables};

/// One reader: its name, what it makes of a body, and an answer as BambooHR gives it.
pub struct Reader {
    /// The call it belongs to.
    pub name: &'static str,
    /// Whether the body can be read.
    pub reads: fn(&[u8]) -> bool,
    /// A body that can be read.
    pub sample: &'static str,
}

fn tried<T>(body: &[u8], read: impl FnOnce(&Answer) -> Result<T, Error>) -> bool {
    read(&Answer::of_body(body)).is_ok()
}

/// All of them.
pub const ALL: &[Reader] = &[
    Reader {
        name: "fields",
        reads: |body| tried(body, Answer::json::<Vec<MetaField>>),
        sample: r#"[{"id":19,"name":"Pay rate","type":"currency","alias":"payRate"},{"id":"19.1","name":"Pay rate - Currency code","type":"text","alias":"payRate"},{"id":-38,"name":"Termination Date","type":"date"},{"id":1358,"name":"Nickname","type":"text","alias":"nickname","deprecated":true}]"#,
    },
    Reader {
        name: "lists",
        reads: |body| tried(body, Answer::json::<Vec<List>>),
        sample: r#"[{"id":17,"fieldId":17,"name":"Job Title","alias":"jobTitle","manageable":"yes","multiple":"no","options":[{"id":1700,"name":"Recruiter","archived":"no","createdDate":"2021-02-08T10:15:00+0000","archivedDate":null,"manageable":"yes"}]},{"fieldId":4388,"name":"Pay Group","manageable":"no","multiple":"no","options":[]}]"#,
    },
    Reader {
        name: "tables of the company",
        reads: |body| tried(body, Answer::json::<Vec<Table>>),
        sample: r#"[{"alias":"jobInfo","fields":[{"id":4047,"name":"Date","alias":"date","type":"date"}]}]"#,
    },
    Reader {
        name: "columns",
        reads: |body| tried(body, Answer::json::<Column>),
        sample: r#"{"id":"4047.1","name":"Date","alias":"date","type":"date"}"#,
    },
    Reader {
        name: "users",
        reads: |body| tried(body, meta::read_users),
        sample: r#"{"2":{"id":2,"employeeId":0,"firstName":"Ada","lastName":"Byron","email":"ada@example.com","status":"enabled","lastLogin":"2026-05-29T14:21:35+00:00"}}"#,
    },
    Reader {
        name: "countries",
        reads: |body| tried(body, Answer::json::<Vec<Country>>),
        sample: r#"[{"id":1,"name":"United States","isoCode":"US"},{"id":"222","name":"United Kingdom","isoCode":"GB"}]"#,
    },
    Reader {
        name: "provinces",
        reads: |body| tried(body, meta::read_provinces),
        sample: r#"{"options":[{"id":1,"label":"UT","iso":"US-UT","name":"Utah"}]}"#,
    },
    Reader {
        name: "employee",
        reads: |body| tried(body, employees::read_employee),
        sample: r#"{"id":"121","firstName":"Ann","payRate":" USD","hireDate":"0000-00-00","skills":["First aid"],"rate":{"value":"1","currency":"USD"}}"#,
    },
    Reader {
        name: "employee as XML",
        reads: |body| tried(body, employees::read_employee),
        sample: r#"<?xml version="1.0"?><employee id="8"><field id="firstName">A&amp;B &#233;</field><field id="hireDate"/><field id="note"><![CDATA[<x>]]></field></employee>"#,
    },
    Reader {
        name: "new employee",
        reads: |body| {
            tried(body, |answer| {
                employees::new_id(answer).ok_or(Error::Invalid(""))
            })
        },
        sample: r#"{"id":"121","firstName":"Ann","lastName":"Lee","status":"Active"}"#,
    },
    Reader {
        name: "page of people",
        reads: |body| tried(body, employees::read_people),
        sample: r#"{"data":[{"employeeId":"118","firstName":"Ann","homeEmail":null,"_restrictedFields":["homeEmail"]}],"meta":{"total":1,"page":{"limit":250,"nextCursor":"eyJuZXh0RW1wbG95ZWUiOjU2fQ==","prevCursor":null}},"_links":{"self":{"href":"https://acme.bamboohr.com/api/v1/employees"},"next":{"href":"https://acme.bamboohr.com/api/v1/employees?page%5Bafter%5D=eyJu"},"prev":null}}"#,
    },
    Reader {
        name: "changes",
        reads: |body| tried(body, employees::read_changes),
        sample: r#"{"latest":"2026-11-24T10:00:00+00:00","employees":{"4":{"id":"4","action":"Inserted","lastChanged":"2026-11-24T09:00:00+00:00"}}}"#,
    },
    Reader {
        name: "rows of a dataset",
        reads: |body| tried(body, employees::read_rows),
        sample: r#"{"data":[{"fields":{"eeid":"118","homeEmail":"ann@example.com"}}]}"#,
    },
    Reader {
        name: "rows of a table",
        reads: |body| tried(body, tables::read_rows),
        sample: r#"[{"id":"38563","employeeId":"4","date":"2023-03-03","rate":{"currency":"USD","value":"50000.00"},"teams":null}]"#,
    },
    Reader {
        name: "rows of a table as XML",
        reads: |body| tried(body, tables::read_rows),
        sample: r#"<table><row id="38563" employeeId="4"><field id="date">2023-03-03</field><field id="rate" currency="USD">50000.00</field></row></table>"#,
    },
    Reader {
        name: "deleted row",
        reads: |body| tried(body, tables::read_deletion),
        sample: r#"{"success":true}"#,
    },
    Reader {
        name: "files",
        reads: |body| tried(body, files::read_categories),
        sample: r#"{"employee":{"id":4},"categories":[{"id":13,"name":"Resumes","canUploadFiles":"yes","files":[{"id":7,"name":"cv.pdf","originalFileName":"cv.pdf","size":"2048","dateCreated":"2026-05-29T14:21:35+0000","shareWithEmployee":"no"}]}]}"#,
    },
];

/// Reads a refusal from a status, header lines (`name: value`, the rest of the text is the body) and both
/// questions. Whether it is a certain refusal.
pub fn refusal(status: u16, text: &[u8]) -> bool {
    let (head, body) = text.split_at(
        text.iter()
            .position(|&byte| byte == 0)
            .unwrap_or(text.len()),
    );
    let mut headers = HeaderMap::new();
    for line in head.split(|&byte| byte == b'\n') {
        let colon = line.iter().position(|&byte| byte == b':');
        let Some((name, value)) = colon.and_then(|colon| line.split_at_checked(colon)) else {
            continue;
        };
        let value = HeaderValue::from_bytes(value.get(1..).unwrap_or_default().trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), value) {
            headers.append(name, value);
        }
    }
    location::employee(&headers);
    location::file(&headers);
    // The errors print without personal data whatever the answer was; printing must not fail either.
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    [Asked::ToAddAnEmployee, Asked::Otherwise]
        .iter()
        .all(|&asked| {
            let error = failure(asked, status, &headers, body);
            !error.to_string().is_empty() && error.refusal().is_some()
        })
}

/// The URL of a call with this segment, on the host of `endpoint`, in the older or the newer form.
pub fn url(endpoint: &Endpoint, segment: &str) -> Option<String> {
    let segments = ["employees", "4", "tables", segment];
    endpoint.api(Version::V1, &segments).ok().map(String::from)
}

#[cfg(test)]
mod tests;
