//! One application with everything that belongs to it.

use std::fmt;

use secrecy::SecretString;
use serde_json::Value;

use super::document::{Document, Resource, word};
use super::{ApplicationId, Client, Error};

/// What is asked for along with an application.
const INCLUDE: &str = "candidate,stage,job,job.department,job.location,job.hiring_manager_user,offers,offers.manager,\
                       custom_attributes,custom_attributes.custom_field,hris_reference";
/// More of one thing than this is not read.
const MOST: usize = 200;

/// An application as Pinpoint tells it. Texts are as they came; an empty one is nothing.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each name is Pinpoint's attribute of the same name"
)]
pub struct Application {
    pub id: Option<ApplicationId>,
    pub uuid: Option<String>,
    pub first_name: Option<String>,
    /// Of the candidate: an application has none.
    pub middle_name: Option<String>,
    pub last_name: Option<String>,
    pub preferred_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub date_of_birth: Option<String>,
    pub linkedin_url: Option<String>,
    pub address1: Option<String>,
    /// Nothing for addresses in the USA.
    pub address2: Option<String>,
    pub town: Option<String>,
    /// Nothing for addresses elsewhere.
    pub state_province: Option<String>,
    pub postcode: Option<String>,
    pub country: Option<String>,
    pub country_code: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub start_on: Option<String>,
    /// Nothing when Pinpoint did not say.
    pub stage: Option<StageKind>,
    pub job: Job,
    pub offers: Vec<Offer>,
    pub custom: Vec<Custom>,
    pub attachments: Vec<Attachment>,
    /// Where somebody exported the person to already.
    pub exports: Vec<Export>,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub enum StageKind {
    Applied,
    Rejected,
    Review,
    Interview,
    Hired,
    Offer,
}

impl StageKind {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "applied" => Self::Applied,
            "rejected" => Self::Rejected,
            "review" => Self::Review,
            "interview" => Self::Interview,
            "hired" => Self::Hired,
            "offer" => Self::Offer,
            _ => return None,
        })
    }
}

/// The job applied for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub struct Job {
    pub title: Option<String>,
    pub employment_type: Option<String>,
    pub department: Option<String>,
    pub location: Option<String>,
    pub hiring_manager: Option<String>,
}

/// An offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub struct Offer {
    pub job_title: Option<String>,
    pub salary_amount: Option<String>,
    pub salary_currency: Option<String>,
    pub salary_period: Option<String>,
    pub start_on: Option<String>,
    pub sent_at: Option<String>,
    pub status: Option<String>,
    pub result: Option<String>,
    pub result_at: Option<String>,
    /// Name of the manager in the offer.
    pub manager: Option<String>,
}

/// A question of the company's own, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custom {
    /// The field's name.
    pub name: String,
    /// What stands in it.
    pub value: String,
}

/// A file of the application.
#[derive(Clone)]
pub struct Attachment {
    /// What it is, for example `cv` or `pdf_cv`.
    pub context: String,
    /// File name; `name` in the schema, `filename` in answers.
    pub name: Option<String>,
    /// Where it is. Whoever has the address has the file.
    pub url: SecretString,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attachment")
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

/// An export to a system of human resources that Pinpoint recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The system's name.
    pub system: String,
    /// The person's id there.
    pub reference: Option<String>,
}

impl Client {
    /// One application.
    pub async fn application(&self, id: &ApplicationId) -> Result<Application, Error> {
        let query = [
            ("extra_fields[applications]", "attachments"),
            ("include", INCLUDE),
        ];
        let segments = ["applications", id.as_str()];
        let document = self.get("application", &segments, &query).await?;
        read(&document).ok_or(UNREADABLE)
    }

    /// The application of this UUID, which is what the variables of a plugin hold.
    pub async fn application_of_uuid(&self, uuid: &str) -> Result<Option<Application>, Error> {
        let query = [
            ("filter[uuid]", uuid),
            ("extra_fields[applications]", "attachments"),
            ("include", INCLUDE),
        ];
        let document = self
            .get("application by UUID", &["applications"], &query)
            .await?;
        // A filter that is not understood would give somebody else's.
        let found = read(&document);
        let is_it = |found: &Application| {
            let its = found.uuid.as_deref();
            its.is_some_and(|its| its.eq_ignore_ascii_case(uuid))
        };
        Ok(found.filter(is_it))
    }
}

const UNREADABLE: Error = Error::Undecodable {
    status: 200,
    what: "it is no application",
};

fn read(document: &Document) -> Option<Application> {
    let application = document.data.first()?;
    let candidate = document.one(application, "candidate");
    let of_candidate = |name: &str| candidate.and_then(|candidate| candidate.text(name));
    let either = |name: &str| application.text(name).or_else(|| of_candidate(name));
    let stage = document.one(application, "stage");
    let stage = stage.and_then(|stage| stage.text("basic_type"));
    Some(Application {
        id: Some(ApplicationId::parse(&application.id)?),
        uuid: application.text("uuid"),
        first_name: either("first_name"),
        middle_name: of_candidate("middle_name"),
        last_name: either("last_name"),
        preferred_name: either("preferred_name"),
        email: either("email"),
        phone: either("phone"),
        date_of_birth: either("date_of_birth"),
        linkedin_url: either("linkedin_url"),
        address1: application.text("address1"),
        address2: application.text("address2"),
        town: application.text("town"),
        state_province: application.text("state_province"),
        postcode: application.text("postcode"),
        country: application.text("country_name"),
        country_code: application.text("country_code"),
        created_at: application.text("created_at"),
        updated_at: application.text("updated_at"),
        start_on: application.text("start_on"),
        stage: stage.and_then(|stage| StageKind::read(&stage)),
        job: document
            .one(application, "job")
            .map(|found| job(document, found))
            .unwrap_or_default(),
        offers: some(document.related(application, "offers"))
            .map(|found| offer(document, found))
            .collect(),
        custom: some(document.related(application, "custom_attributes"))
            .filter_map(|found| custom(document, found))
            .collect(),
        attachments: attachments(application),
        exports: some(document.related(application, "hris_reference"))
            .filter_map(export)
            .collect(),
    })
}

fn some(found: Vec<&Resource>) -> impl Iterator<Item = &Resource> {
    found.into_iter().take(MOST)
}

fn job(document: &Document, job: &Resource) -> Job {
    let named = |name: &str| document.one(job, name).and_then(|found| found.text("name"));
    Job {
        title: job.text("title"),
        employment_type: job.text("employment_type"),
        department: named("department"),
        location: named("location"),
        hiring_manager: document
            .one(job, "hiring_manager_user")
            .and_then(name_of_a_user),
    }
}

fn name_of_a_user(user: &Resource) -> Option<String> {
    let whole = user.text("full_name").or_else(|| user.text("name"));
    whole.or_else(|| {
        let parts = [user.text("first_name"), user.text("last_name")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })
}

fn offer(document: &Document, offer: &Resource) -> Offer {
    Offer {
        job_title: offer.text("job_title"),
        salary_amount: offer.text("salary_amount"),
        salary_currency: offer.text("salary_currency"),
        salary_period: offer.text("salary_period"),
        start_on: offer.text("start_on"),
        sent_at: offer.text("sent_at"),
        status: offer.text("status"),
        result: offer.text("result"),
        result_at: offer.text("result_at"),
        manager: document.one(offer, "manager").and_then(name_of_a_user),
    }
}

fn custom(document: &Document, custom: &Resource) -> Option<Custom> {
    let field = || document.one(custom, "custom_field");
    let name = custom
        .text("field_name")
        .or_else(|| field().and_then(|field| field.text("name")));
    let value = custom.text("option_label").or_else(|| {
        let value = custom.value("value")?;
        match value {
            Value::Array(list) => {
                let words: Vec<String> = list.iter().filter_map(word).collect();
                (!words.is_empty()).then(|| words.join(", "))
            }
            one => word(one),
        }
    });
    Some(Custom {
        name: name?,
        value: value.filter(|value| !value.trim().is_empty())?,
    })
}

fn attachments(application: &Resource) -> Vec<Attachment> {
    let Some(Value::Array(list)) = application.value("attachments") else {
        return Vec::new();
    };
    let read = |attachment: &Value| {
        let text = |name: &str| {
            let text = attachment.get(name)?.as_str()?;
            (!text.trim().is_empty()).then(|| text.to_owned())
        };
        Some(Attachment {
            context: text("context").unwrap_or_default(),
            name: text("name").or_else(|| text("filename")),
            url: text("url")?.into(),
        })
    };
    list.iter().take(MOST).filter_map(read).collect()
}

fn export(export: &Resource) -> Option<Export> {
    Some(Export {
        system: export.text("hris_system")?,
        reference: export.text("hris_reference"),
    })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;
    use serde_json::json;

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
}
