use secrecy::ExposeSecret as _;
use serde_json::json;

use super::super::document::Document;
use super::*;

#[test]
fn an_application_is_read_with_all_that_was_included_whatever_the_kind_of_its_ids() {
    let document = Document::read(json!({
        "data": {
            "id": 8863807, "type": "applications",
            "attributes": {
                "uuid": "0b0c", "first_name": "Ada", "last_name": "", "address2": null, "postcode": 8001,
                "attachments": [
                    { "context": "cv", "name": "cv.docx", "url": "https://pinpointhq.com/canary" },
                    { "context": "pdf_cv", "filename": "cv.pdf", "url": "https://pinpointhq.com/canary" },
                    { "context": "cv", "name": "nowhere.pdf" },
                ],
            },
            "relationships": {
                "candidate": { "data": { "id": "5", "type": "candidates" } },
                "stage": { "data": { "id": 9, "type": "stages" } },
                "job": { "data": { "id": 3, "type": "jobs" } },
                "offers": { "data": [{ "id": 1, "type": "offers" }] },
                "custom_attributes": { "data": [{ "id": 1, "type": "custom_attributes" }, { "id": 2, "type": "custom_attributes" }] },
                "hris_reference": { "data": { "id": 1, "type": "hris_exports" } },
            },
        },
        "included": [
            { "id": 5, "type": "candidates", "attributes": { "middle_name": "King", "last_name": "Lovelace" } },
            { "id": "9", "type": "stages", "attributes": { "basic_type": "hired" } },
            { "id": 3, "type": "jobs", "attributes": { "title": "Engineer" }, "relationships": {
                "department": { "data": { "id": 4, "type": "departments" } },
                "location": { "meta": { "included": false } },
                "hiring_manager_user": { "data": { "id": 6, "type": "users" } } } },
            { "id": 4, "type": "departments", "attributes": { "name": "Research" } },
            { "id": 6, "type": "users", "attributes": { "first_name": "Mary", "last_name": "Somerville" } },
            { "id": 1, "type": "offers", "attributes": { "salary_amount": 60000.0 } },
            { "id": 1, "type": "custom_attributes", "attributes": { "field_name": "T-shirt", "value": ["M", "L"] } },
            { "id": 2, "type": "custom_attributes", "attributes": { "field_name": "Visa", "value": null } },
            { "id": 1, "type": "hris_exports", "attributes": { "hris_system": "HiBob", "hris_reference": "12" } },
        ],
    }));
    let found = read(&document.unwrap()).unwrap();
    assert_eq!(found.id.as_ref().unwrap().as_str(), "8863807");
    assert_eq!(found.middle_name.as_deref(), Some("King"));
    assert_eq!(found.last_name.as_deref(), Some("Lovelace"));
    assert_eq!(
        (found.address2, found.postcode.as_deref()),
        (None, Some("8001"))
    );
    assert_eq!(found.stage, Some(StageKind::Hired));
    assert_eq!(found.job.department.as_deref(), Some("Research"));
    assert_eq!(found.job.location, None);
    assert_eq!(found.job.hiring_manager.as_deref(), Some("Mary Somerville"));
    assert_eq!(found.offers[0].salary_amount.as_deref(), Some("60000"));
    assert_eq!(found.custom.len(), 1);
    assert_eq!(found.custom[0].value, "M, L");
    assert_eq!(found.exports[0].system, "HiBob");
    let names: Vec<_> = found
        .attachments
        .iter()
        .map(|file| file.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["cv.docx", "cv.pdf"]);
    assert!(found.attachments[0].url.expose_secret().ends_with("canary"));
    assert!(!format!("{:?}", found.attachments).contains("canary"));
}

#[test]
fn whatever_an_answer_holds_reading_it_ends_without_a_panic() {
    let sample = json!({
        "data": { "id": 1, "type": "applications", "attributes": { "first_name": "Ada", "attachments": [{ "url": "x" }] },
            "relationships": { "job": { "data": { "id": 3, "type": "jobs" } }, "offers": { "data": [{ "id": 1, "type": "offers" }] } } },
        "included": [{ "id": 3, "type": "jobs", "attributes": { "title": "x" } }, { "id": 1, "type": "offers", "attributes": {} }],
    })
    .to_string();
    let mut random = fastrand::Rng::with_seed(7);
    let mut readable = 0;
    for _ in 0..20_000 {
        let mut body = sample.clone().into_bytes();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(0..body.len());
            body[place] = *random.choice(b"{}[]\",:1nf x".as_slice()).unwrap();
        }
        if let Ok(value) = serde_json::from_slice(&body)
            && let Ok(document) = Document::read(value)
        {
            readable += usize::from(read(&document).is_some());
        }
    }
    assert!(readable > 100, "only {readable} could be read");
}
