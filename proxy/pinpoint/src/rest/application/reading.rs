//! From a document to an application. What is not there is nothing.

use serde_json::Value;

use super::super::ApplicationId;
use super::super::document::{Document, Resource, word};
use super::{Application, Attachment, Custom, Export, Job, Offer, StageKind};

/// More of one thing than this is not read.
const MOST: usize = 200;

pub(super) fn read(document: &Document) -> Option<Application> {
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
