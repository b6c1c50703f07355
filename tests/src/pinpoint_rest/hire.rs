//! Somebody who applied, as the double tells of them.

use serde_json::{Value, json};

/// Somebody who applied.
#[derive(Clone, Debug)]
pub struct Hire {
    /// Pinpoint's id of the application.
    pub id: u64,
    /// Given name.
    pub first_name: String,
    /// E-mail address.
    pub email: String,
    /// `hired`, `offer` and so on.
    pub stage: String,
    /// Of the job: `internal`, `external`, `confidential` or `private_job`.
    pub visibility: &'static str,
    /// When something changed last, RFC 3339.
    pub updated_at: String,
    /// The CV.
    pub cv: Vec<u8>,
    /// The end of its address.
    pub cv_place: &'static str,
    /// Further files with the same bytes.
    pub copies: u32,
    /// A letter that was handed in as well.
    pub letter: Option<Vec<u8>>,
    /// How the file's name is spelled: `name` in the schema, `filename` in recorded answers.
    pub file_name_as: &'static str,
    /// The system that somebody exported them to already.
    pub exported_to: Option<String>,
    /// Fields that the company made itself: their names and values.
    pub custom: Vec<(String, Value)>,
}

impl Hire {
    /// Hired, with a CV and an offer that was accepted.
    pub fn new(id: u64, first_name: &str, email: &str) -> Self {
        Self {
            id,
            first_name: first_name.to_owned(),
            email: email.to_owned(),
            stage: "hired".to_owned(),
            visibility: "external",
            updated_at: "2026-01-02T03:04:05.678Z".to_owned(),
            cv: format!("%PDF-1.4 the CV of application {id}").into_bytes(),
            cv_place: "cv.pdf",
            copies: 0,
            letter: None,
            file_name_as: "filename",
            exported_to: None,
            custom: Vec::new(),
        }
    }

    /// Pinpoint's UUID of the application, which its own address ends with and a plugin is told.
    pub fn uuid(&self) -> String {
        format!("00000000-0000-4000-8000-{:012}", self.id)
    }

    /// As a document. Ids are numbers in some places and texts in others, as in recorded answers.
    pub(super) fn document(&self, own: &str, include: &str) -> Value {
        let id = self.id;
        let mut included = Vec::new();
        let mut add = |name: &str, kind: &str, id: Value, attributes: Value, relations: Value| {
            if !include.split(',').any(|wanted| wanted == name) {
                return json!({ "meta": { "included": false } });
            }
            included.push(json!({ "id": id, "type": kind, "attributes": attributes, "relationships": relations }));
            json!({ "data": { "id": id, "type": kind } })
        };
        let department = add(
            "job.department",
            "departments",
            json!("31"),
            json!({ "name": "Engineering" }),
            json!({}),
        );
        let location = add(
            "job.location",
            "locations",
            json!(32),
            json!({ "name": "London, UK" }),
            json!({}),
        );
        let manager = add(
            "job.hiring_manager_user",
            "users",
            json!("33"),
            json!({ "first_name": "Mary", "last_name": "Somerville", "email": "mary@example.com" }),
            json!({}),
        );
        let job = add(
            "job",
            "jobs",
            json!("3"),
            json!({ "title": "Software Engineer", "employment_type": "full_time" }),
            json!({ "department": department, "location": location, "hiring_manager_user": manager }),
        );
        let candidate = add(
            "candidate",
            "candidates",
            json!(id),
            json!({ "middle_name": "King" }),
            json!({}),
        );
        let stage = add(
            "stage",
            "stages",
            json!(9),
            json!({ "name": "Hired!", "basic_type": self.stage }),
            json!({}),
        );
        let offers = add(
            "offers",
            "offers",
            json!("7"),
            json!({ "job_title": "Software Engineer", "status": "accepted", "start_on": "2026-02-02", "salary_amount": 60000.0,
                    "salary_currency": "GBP", "salary_period": "year" }),
            json!({ "manager": { "meta": { "included": false } } }),
        );
        let export = match &self.exported_to {
            Some(system) => add(
                "hris_reference",
                "hris_exports",
                json!("5"),
                json!({ "hris_system": system, "hris_reference": "12" }),
                json!({}),
            ),
            None => json!({ "data": null }),
        };
        // A list of one.
        let offers = match offers.get("data") {
            Some(one) => json!({ "data": [one] }),
            None => offers,
        };
        let file = |context: &str, name: String, place: &str| {
            json!({ "context": context, self.file_name_as: name,
                    "url": format!("{own}/rails/active_storage/blobs/{id}/{place}") })
        };
        let mut attachments = vec![file("pdf_cv", "Lovelace CV.pdf".to_owned(), self.cv_place)];
        let letter = self.letter.as_ref();
        attachments
            .extend(letter.map(|_| file("cover_letter", "Letter.pdf".to_owned(), "letter.pdf")));
        attachments.extend(
            (0..self.copies).map(|copy| file("document", format!("Copy {copy}.pdf"), "copy.pdf")),
        );
        let custom = self.custom.iter().zip(51..).map(|((name, value), id)| {
            let field = add(
                "custom_attributes.custom_field",
                "custom_fields",
                json!(id + 100),
                json!({ "name": name }),
                json!({}),
            );
            add(
                "custom_attributes",
                "custom_attributes",
                json!(id),
                json!({ "field_name": name, "value": value }),
                json!({ "custom_field": field }),
            )
        });
        let custom: Vec<Value> = custom.filter_map(|one| one.get("data").cloned()).collect();
        let custom = match include
            .split(',')
            .any(|wanted| wanted == "custom_attributes")
        {
            true => json!({ "data": custom }),
            false => json!({ "meta": { "included": false } }),
        };
        let data = json!({
            "id": id.to_string(), "type": "applications",
            "attributes": {
                "uuid": self.uuid(), "first_name": self.first_name,
                "last_name": "Lovelace", "email": self.email, "phone": "+44 20 7946 0000", "address1": "1 Example Street",
                "address2": null, "town": "London", "state_province": null, "postcode": "N1 1AA", "country_code": "GB",
                "country_name": "United Kingdom", "created_at": "2025-12-01T09:00:00.000Z", "updated_at": self.updated_at,
                "start_on": "2026-03-01", "hired_at": "2026-01-01T00:00:00.000Z", "job_id": 3,
                "attachments": attachments,
            },
            "relationships": {
                "candidate": candidate, "stage": stage, "job": job, "offers": offers, "hris_reference": export,
                "custom_attributes": custom,
            },
        });
        json!({ "data": data, "included": included })
    }
}
